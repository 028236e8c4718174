"""Personas: people, and CI."""

CALLS = """
data-scientist
+ s3:GetObject curated/customers.csv
+ s3:PutObject artifacts/experiments/1
+ sagemaker:CreateTrainingJob training-job/churn-local-ana ENCRYPTED INSIDE
+ sagemaker:StopTrainingJob training-job/churn-local-ana
+ sagemaker:ListTrainingJobs *
+ sagemaker:DescribeEndpoint endpoint/churn-local-endpoint
+ sagemaker:GetRecord feature-group/churn-local-usage
+ logs:GetLogEvents log-group:/aws/sagemaker/TrainingJobs:log-stream:1
+ iam:PassRole role/training iam:PassedToService=sagemaker.amazonaws.com
+ kms:Decrypt key kms:ViaService=s3.eu-west-1.amazonaws.com
- s3:GetObject raw/customers.csv
- s3:PutObject curated/customers.csv
- s3:PutObject artifacts/models/1/model.tar.gz
- sagemaker:CreateTrainingJob training-job/churn-local-ana INSIDE
- sagemaker:CreateTrainingJob training-job/churn-local-ana ENCRYPTED
- sagemaker:CreateTrainingJob training-job/other ENCRYPTED INSIDE
- sagemaker:CreateEndpoint endpoint/churn-local-endpoint
- sagemaker:CreateModelPackage model-package-group/churn-local-models
- sagemaker:PutRecord feature-group/churn-local-usage
- kms:Decrypt key
- iam:PassRole role/pipeline iam:PassedToService=sagemaker.amazonaws.com

ml-engineer
+ s3:GetObject artifacts/training/1/evaluation.json
+ s3:PutObject artifacts/models/1/model.tar.gz
+ sagemaker:StartPipelineExecution pipeline/churn-local-training
+ sagemaker:CreateModelPackage model-package-group/churn-local-models
+ sagemaker:DescribeModelPackage model-package/churn-local-models/1
+ ecr:DescribeImages repository/churn-serve
+ sagemaker:InvokeEndpoint endpoint/churn-local-endpoint
+ sagemaker:PutRecord feature-group/churn-local-usage
+ sagemaker:CreateProcessingJob processing-job/churn-local-x ENCRYPTED INSIDE
+ cloudwatch:DescribeAlarms alarm:churn-local-endpoint-errors
+ sagemaker:DescribePipeline pipeline/churn-local-training
+ sagemaker:DescribeTrainingJob training-job/pipelines-1a2b3c-Train-x
- sagemaker:StopTrainingJob training-job/pipelines-1a2b3c-Train-x
- sagemaker:UpdateModelPackage model-package/churn-local-models/1 sagemaker:ModelApprovalStatus=Approved
- sagemaker:CreateModelPackage model-package-group/churn-local-models sagemaker:ModelApprovalStatus=Approved
- sagemaker:UpdateEndpoint endpoint/churn-local-endpoint
- sagemaker:DeletePipeline pipeline/churn-local-training
- sagemaker:StartPipelineExecution pipeline/other
- s3:GetObject raw/customers.csv
- ecr:BatchDeleteImage repository/churn-serve
- s3:DeleteObject artifacts/models/1/model.tar.gz
- cloudwatch:DeleteAlarms alarm:churn-local-endpoint-errors
- iam:CreateRole role/x

reviewer
+ sagemaker:UpdateModelPackage model-package/churn-local-models/1 sagemaker:ModelApprovalStatus=Approved
+ sagemaker:UpdateModelPackage model-package/churn-local-models/1 sagemaker:ModelApprovalStatus=Rejected
+ sagemaker:DescribeModelPackage model-package/churn-local-models/1
+ sagemaker:ListModelPackages *
+ sagemaker:DescribePipelineExecution pipeline/churn-local-training/execution/1
+ sagemaker:DescribeTrainingJob training-job/churn-local-1
+ sagemaker:DescribePipeline pipeline/churn-local-training
+ cloudwatch:DescribeAlarms alarm:churn-local-endpoint-errors
+ s3:GetObject artifacts/training/1/evaluation.json
+ cloudwatch:GetMetricData *
- sagemaker:UpdateModelPackage model-package/churn-local-models/1
- sagemaker:UpdateModelPackage model-package/other/1 sagemaker:ModelApprovalStatus=Approved
- sagemaker:CreateModelPackage model-package-group/churn-local-models
- sagemaker:StartPipelineExecution pipeline/churn-local-training
- sagemaker:CreateTrainingJob training-job/churn-local-1 ENCRYPTED INSIDE
- sagemaker:UpdateEndpoint endpoint/churn-local-endpoint
- s3:GetObject curated/customers.csv
- s3:PutObject artifacts/training/1/evaluation.json

auditor
+ iam:GetRolePolicy role/training
+ iam:GetPolicyVersion policy/boundary
+ cloudtrail:LookupEvents *
+ config:DescribeComplianceByConfigRule *
+ s3:GetBucketPolicy curated
+ s3:GetEncryptionConfiguration curated
+ kms:GetKeyPolicy key
+ sagemaker:DescribeEndpoint endpoint/churn-local-endpoint
+ s3:GetObject logs/1
+ ec2:DescribeFlowLogs *
- s3:GetObject curated/customers.csv
- s3:PutBucketPolicy curated
- s3:DeleteObject logs/1
- kms:Decrypt key
- iam:PutRolePolicy role/training
- cloudtrail:StopLogging *
- sagemaker:InvokeEndpoint endpoint/churn-local-endpoint
- sagemaker:UpdateModelPackage model-package/churn-local-models/1 sagemaker:ModelApprovalStatus=Approved
- sagemaker:GetRecord feature-group/churn-local-usage

ci
+ sagemaker:CreateEndpointConfig endpoint-config/churn-local-endpoint-1
+ sagemaker:DescribeModelPackage model-package/churn-local-models/1
+ ecr:DescribeImages repository/churn-serve
+ sagemaker:UpdateEndpoint endpoint/churn-local-endpoint
+ sagemaker:CreatePipeline pipeline/churn-local-training
+ s3:PutBucketPolicy curated
+ iam:CreateRole role/endpoint BOUNDED
+ iam:PutRolePolicy role/endpoint BOUNDED
+ iam:PassRole role/pipeline iam:PassedToService=sagemaker.amazonaws.com
+ kms:CreateKey * aws:RequestTag/product=churn aws:RequestTag/environment=local
+ cloudwatch:PutMetricAlarm alarm:churn-local-endpoint-errors
+ logs:PutRetentionPolicy log-group:/aws/sagemaker/Endpoints/churn-local-endpoint
- iam:CreateRole role/endpoint
- iam:DeleteRolePermissionsBoundary role/endpoint
- iam:CreatePolicyVersion policy/boundary
- iam:CreateUser user/x
+ s3:GetObject artifacts/models/1/model.tar.gz
+ kms:GenerateDataKey key kms:ViaService=s3.eu-west-1.amazonaws.com
- s3:PutObject artifacts/models/1/model.tar.gz
- s3:GetObject artifacts/capture/1.jsonl
- s3:GetObject curated/customers.csv
- s3:DeleteObject curated/customers.csv
- kms:CreateKey *
- kms:Decrypt key
- sagemaker:UpdateModelPackage model-package/churn-local-models/1 sagemaker:ModelApprovalStatus=Approved
- sagemaker:UpdateEndpoint endpoint/other
- cloudtrail:DeleteTrail trail/x
"""
