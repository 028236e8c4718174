"""Roles that the components of a platform make for what runs there by itself."""

CALLS = """
platform-local-audit-logger
+ logs:CreateLogStream log-group:/aws/cloudtrail/platform-local-audit:log-stream:123456789012_CloudTrail_eu-west-1
+ logs:CreateLogStream log-group:/aws/cloudtrail/platform-local-audit:log-stream:123456789012_CloudTrail_eu-west-1_2
+ logs:CreateLogStream log-group:/aws/cloudtrail/platform-local-audit:log-stream:123456789012_CloudTrail_eu-west-1_3
+ logs:CreateLogStream log-group:/aws/cloudtrail/platform-local-audit:log-stream:123456789012_CloudTrail_eu-west-1_4
+ logs:PutLogEvents log-group:/aws/cloudtrail/platform-local-audit:log-stream:123456789012_CloudTrail_eu-west-1
+ logs:PutLogEvents log-group:/aws/cloudtrail/platform-local-audit:log-stream:123456789012_CloudTrail_eu-west-1_2
+ logs:PutLogEvents log-group:/aws/cloudtrail/platform-local-audit:log-stream:123456789012_CloudTrail_eu-west-1_3
+ logs:PutLogEvents log-group:/aws/cloudtrail/platform-local-audit:log-stream:123456789012_CloudTrail_eu-west-1_4
- logs:PutLogEvents log-group:/aws/cloudtrail/platform-local-audit:log-stream:999999999999_CloudTrail_eu-west-1
- logs:PutLogEvents log-group:/aws/cloudtrail/other:log-stream:123456789012_CloudTrail_eu-west-1
- logs:PutLogEvents log-group:/aws/vpc/flow-logs/platform-local-network:log-stream:eni-1
- logs:CreateLogGroup log-group:/aws/cloudtrail/platform-local-audit
- logs:DeleteLogGroup log-group:/aws/cloudtrail/platform-local-audit
- logs:DeleteLogStream log-group:/aws/cloudtrail/platform-local-audit:log-stream:123456789012_CloudTrail_eu-west-1
- logs:PutRetentionPolicy log-group:/aws/cloudtrail/platform-local-audit
- logs:GetLogEvents log-group:/aws/cloudtrail/platform-local-audit:log-stream:123456789012_CloudTrail_eu-west-1
- s3:PutObject audit/AWSLogs/x
- kms:Decrypt key

platform-local-network-flow-logger
+ logs:CreateLogStream log-group:/aws/vpc/flow-logs/platform-local-network:log-stream:eni-1
+ logs:CreateLogStream log-group:/aws/vpc/flow-logs/platform-local-network:log-stream:eni-2
+ logs:PutLogEvents log-group:/aws/vpc/flow-logs/platform-local-network:log-stream:eni-1
+ logs:PutLogEvents log-group:/aws/vpc/flow-logs/platform-local-network:log-stream:eni-2
+ logs:DescribeLogStreams log-group:/aws/vpc/flow-logs/platform-local-network
+ logs:DescribeLogStreams log-group:/aws/vpc/flow-logs/platform-local-network:log-stream:eni-1
+ logs:DescribeLogGroups log-group:*
+ logs:DescribeLogGroups log-group:/aws/vpc/flow-logs/platform-local-network
- logs:CreateLogGroup log-group:/aws/vpc/flow-logs/platform-local-network
- logs:DeleteLogGroup log-group:/aws/vpc/flow-logs/platform-local-network
- logs:GetLogEvents log-group:/aws/vpc/flow-logs/platform-local-network:log-stream:eni-1
- logs:PutLogEvents log-group:/aws/vpc/flow-logs/other:log-stream:eni-1
- logs:PutLogEvents log-group:/aws/cloudtrail/platform-local-audit:log-stream:x
- logs:PutRetentionPolicy log-group:/aws/vpc/flow-logs/platform-local-network
- ec2:DeleteFlowLogs vpc-flow-log/fl-1
- s3:PutObject logs/x

platform-local-data-raw-replication
+ s3:GetReplicationConfiguration data-raw
+ s3:ListBucket data-raw
+ s3:GetObjectVersionForReplication data-raw/x
+ s3:GetObjectVersionAcl data-raw/x
+ s3:GetObjectRetention data-raw/x
+ s3:ReplicateObject arn:aws:s3:::platform-local-data-raw-replica-123456789012-eu-central-1/x
+ s3:ReplicateDelete arn:aws:s3:::platform-local-data-raw-replica-123456789012-eu-central-1/x
+ kms:Decrypt key kms:ViaService=s3.eu-west-1.amazonaws.com
+ kms:GenerateDataKey key kms:ViaService=s3.eu-central-1.amazonaws.com
- s3:GetObject data-raw/x
- s3:PutObject data-raw/x
- s3:DeleteObject data-raw/x
- s3:ReplicateObject data-raw/x
- s3:GetObjectVersionForReplication data-curated/x
- s3:GetObjectVersionForReplication arn:aws:s3:::platform-local-data-raw-replica-123456789012-eu-central-1/x
- s3:ReplicateObject arn:aws:s3:::elsewhere/x
- s3:PutReplicationConfiguration data-raw
- s3:ObjectOwnerOverrideToBucketOwner arn:aws:s3:::platform-local-data-raw-replica-123456789012-eu-central-1/x
- kms:Decrypt key
- kms:Decrypt key kms:ViaService=sqs.eu-west-1.amazonaws.com

platform-local-tracking
+ s3:GetObject data-artifacts/mlflow/1/model.pkl
+ s3:PutObject data-artifacts/mlflow/1/model.pkl
+ s3:AbortMultipartUpload data-artifacts/mlflow/1/model.pkl
+ s3:ListBucket data-artifacts s3:prefix=mlflow/1/
+ s3:GetBucketLocation data-artifacts
+ kms:Decrypt key
+ kms:GenerateDataKey key
+ sagemaker:CreateModelPackageGroup model-package-group/churn
+ sagemaker:CreateModelPackage model-package/churn/1
- s3:GetObject data-artifacts/training/1/model.tar.gz
- s3:PutObject data-artifacts/models/1/model.tar.gz
- s3:DeleteObject data-artifacts/mlflow/1/model.pkl
- s3:ListBucket data-artifacts
- s3:GetObject data-curated/mlflow/1
- kms:ScheduleKeyDeletion key
- sagemaker:DeleteModelPackageGroup model-package-group/churn
- sagemaker:UpdateModelPackage model-package/churn/1 sagemaker:ModelApprovalStatus=Approved
- sagemaker:CreateModel model/churn
- sagemaker:CreateTrainingJob training-job/x ENCRYPTED INSIDE
- sagemaker:UpdateMlflowTrackingServer mlflow-tracking-server/platform-local-tracking

platform-local-alerts-chat
+ cloudwatch:GetMetricData *
+ cloudwatch:GetMetricStatistics *
+ cloudwatch:GetMetricWidgetImage *
+ cloudwatch:ListMetrics *
+ cloudwatch:GetMetricData * aws:ViaAWSService=true
+ cloudwatch:GetMetricStatistics * aws:ViaAWSService=true
+ cloudwatch:GetMetricWidgetImage * aws:RequestedRegion=eu-west-1
+ cloudwatch:ListMetrics * aws:RequestedRegion=eu-central-1
- cloudwatch:DescribeAlarms alarm:platform-local-x
- cloudwatch:DisableAlarmActions alarm:platform-local-x
- cloudwatch:SetAlarmState alarm:platform-local-x
- cloudwatch:PutMetricData * cloudwatch:namespace=churn
- logs:GetLogEvents log-group:/aws/cloudtrail/platform-local-audit:log-stream:x
- logs:StartQuery log-group:/aws/cloudtrail/platform-local-audit
- lambda:InvokeFunction function:platform-local-studio-apps-sweep
- sns:Publish platform-local-alerts-critical
- s3:GetObject data-curated/x

platform-local-costs-stopper
+ sagemaker:ListApps *
+ sagemaker:ListNotebookInstances *
+ sagemaker:DeleteApp app/d-1/ada/JupyterLab/default
+ sagemaker:DeleteApp app/d-1/bob/CodeEditor/default
+ sagemaker:DeleteApp app/d-2/team/JupyterLab/default
+ sagemaker:StopNotebookInstance notebook-instance/churn
+ sagemaker:StopNotebookInstance notebook-instance/fraud
+ sagemaker:StopNotebookInstance notebook-instance/other
- sagemaker:CreateApp app/d-1/ada/JupyterLab/default
- sagemaker:DeleteSpace space/d-1/team
- sagemaker:DeleteUserProfile user-profile/d-1/ada
- sagemaker:DeleteDomain domain/d-1
- sagemaker:DeleteNotebookInstance notebook-instance/churn
- sagemaker:StartNotebookInstance notebook-instance/churn
- sagemaker:CreatePresignedNotebookInstanceUrl notebook-instance/churn
- sagemaker:DeleteEndpoint endpoint/churn-local-endpoint
- sagemaker:StopTrainingJob training-job/x

platform-local-costs-starter
+ states:StartExecution stateMachine:platform-local-costs-stopper
+ states:StartExecution stateMachine:platform-local-costs-stopper aws:RequestedRegion=eu-west-1
+ states:StartExecution stateMachine:platform-local-costs-stopper aws:ViaAWSService=true
+ states:StartExecution stateMachine:platform-local-costs-stopper aws:ViaAWSService=false
+ states:StartExecution stateMachine:platform-local-costs-stopper aws:CalledVia=scheduler.amazonaws.com
+ states:StartExecution stateMachine:platform-local-costs-stopper aws:SourceIp=10.0.0.1
+ states:StartExecution stateMachine:platform-local-costs-stopper aws:SecureTransport=true
+ states:StartExecution stateMachine:platform-local-costs-stopper aws:SourceVpce=vpce-1
- states:StartExecution stateMachine:churn-local-retrain
- states:StartSyncExecution stateMachine:platform-local-costs-stopper
- states:StopExecution execution:platform-local-costs-stopper:1
- states:DescribeExecution execution:platform-local-costs-stopper:1
- states:UpdateStateMachine stateMachine:platform-local-costs-stopper
- states:DeleteStateMachine stateMachine:platform-local-costs-stopper
- scheduler:UpdateSchedule schedule/default/platform-local-costs-nights
- sagemaker:DeleteApp app/d-1/ada/JupyterLab/default
- iam:PassRole role/costs-stopper iam:PassedToService=states.amazonaws.com

platform-local-studio
+ logs:CreateLogGroup log-group:/aws/sagemaker/studio
+ logs:DescribeLogStreams log-group:/aws/sagemaker/studio
+ logs:CreateLogStream log-group:/aws/sagemaker/studio:log-stream:d-1/ada/JupyterLab/default
+ logs:CreateLogStream log-group:/aws/sagemaker/studio:log-stream:d-1/bob/JupyterLab/default
+ logs:PutLogEvents log-group:/aws/sagemaker/studio:log-stream:d-1/ada/JupyterLab/default
+ logs:PutLogEvents log-group:/aws/sagemaker/studio:log-stream:d-1/bob/JupyterLab/default
+ logs:DescribeLogStreams log-group:/aws/sagemaker/studio:log-stream:d-1/ada/JupyterLab/default
+ logs:DescribeLogStreams log-group:/aws/sagemaker/studio:log-stream:d-1/bob/JupyterLab/default
- logs:PutLogEvents log-group:/aws/sagemaker/TrainingJobs:log-stream:1
- logs:GetLogEvents log-group:/aws/sagemaker/studio:log-stream:d-1/ada/JupyterLab/default
- logs:DeleteLogGroup log-group:/aws/sagemaker/studio
- s3:GetObject data-curated/x
- s3:PutObject data-artifacts/studio-sharing/x
- sagemaker:CreateTrainingJob training-job/x ENCRYPTED INSIDE
- sagemaker:CreatePresignedDomainUrl user-profile/d-1/ada
- sagemaker:CreateApp app/d-1/ada/JupyterLab/default
- iam:PassRole role/data-scientist iam:PassedToService=sagemaker.amazonaws.com

platform-local-studio-groups-sweep
+ ec2:DescribeNetworkInterfaces *
+ ec2:DescribeSecurityGroups *
+ elasticfilesystem:DescribeFileSystems *
+ sagemaker:ListDomains *
+ ec2:DeleteSecurityGroup security-group/sg-1 STUDIOS
+ ec2:RevokeSecurityGroupIngress security-group/sg-1 STUDIOS
+ ec2:RevokeSecurityGroupEgress security-group/sg-1 STUDIOS
+ logs:PutLogEvents log-group:/aws/lambda/platform-local-studio-groups-sweep:log-stream:1
- ec2:DeleteSecurityGroup security-group/sg-1
- ec2:DeleteSecurityGroup security-group/sg-1 ec2:Vpc=arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-other
- ec2:AuthorizeSecurityGroupIngress security-group/sg-1 STUDIOS
- ec2:DeleteNetworkInterface network-interface/eni-1
- ec2:DeleteVpc vpc/network-vpc-id
- elasticfilesystem:DeleteFileSystem file-system/fs-1
- sagemaker:DeleteDomain domain/d-1
- sagemaker:DeleteApp app/d-1/ada/JupyterLab/default
- logs:PutLogEvents log-group:/aws/lambda/other:log-stream:1

platform-local-studio-apps-sweep
+ sagemaker:ListApps *
+ sagemaker:ListSpaces *
+ sagemaker:ListUserProfiles *
+ sagemaker:DeleteApp app/studio-domain-id/ada/JupyterLab/default
+ sagemaker:DeleteSpace space/studio-domain-id/team
+ sagemaker:DeleteUserProfile user-profile/studio-domain-id/ada
+ logs:CreateLogStream log-group:/aws/lambda/platform-local-studio-apps-sweep:log-stream:1
+ logs:PutLogEvents log-group:/aws/lambda/platform-local-studio-apps-sweep:log-stream:1
- sagemaker:DeleteApp app/d-other/ada/JupyterLab/default
- sagemaker:DeleteSpace space/d-other/team
- sagemaker:DeleteUserProfile user-profile/d-other/ada
- sagemaker:DeleteDomain domain/studio-domain-id
- sagemaker:CreateApp app/studio-domain-id/ada/JupyterLab/default
- sagemaker:CreatePresignedDomainUrl user-profile/studio-domain-id/ada
- ec2:DeleteSecurityGroup security-group/sg-1 STUDIOS
- logs:PutLogEvents log-group:/aws/lambda/other:log-stream:1
"""
