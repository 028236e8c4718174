"""Jobs in containers and what makes data, images and tables: processing to image build."""

CALLS = """
processing
+ s3:GetObject raw/customers.csv
+ s3:ListBucket raw
+ s3:PutObject curated/customers.csv
+ kms:GenerateDataKey key
+ kms:CreateGrant key kms:GrantIsForAWSResource=true
+ ecr:BatchGetImage repository/churn-train
+ ecr:GetAuthorizationToken *
+ logs:PutLogEvents log-group:/aws/sagemaker/ProcessingJobs:log-stream:1
+ cloudwatch:PutMetricData * cloudwatch:namespace=/aws/sagemaker/ProcessingJobs
+ ec2:CreateNetworkInterface subnet/subnet-1
- s3:GetObject curated/customers.csv
- s3:PutObject raw/customers.csv
- s3:DeleteObject raw/customers.csv
- s3:DeleteBucketPolicy raw
- kms:CreateGrant key
- kms:ScheduleKeyDeletion key
- ecr:PutImage repository/churn-train
- logs:PutLogEvents log-group:/aws/sagemaker/TrainingJobs:log-stream:1
- cloudwatch:PutMetricData * cloudwatch:namespace=AWS/SageMaker
- ec2:CreateNetworkInterface subnet/subnet-9
- sagemaker:CreateProcessingJob processing-job/x
- iam:PassRole role/training iam:PassedToService=sagemaker.amazonaws.com

training
+ s3:GetObject curated/customers.csv
+ s3:PutObject artifacts/training/1/model.tar.gz
+ s3:AbortMultipartUpload artifacts/training/1/model.tar.gz
+ kms:Decrypt key
+ ecr:GetDownloadUrlForLayer repository/churn-train
+ logs:CreateLogStream log-group:/aws/sagemaker/TrainingJobs
+ cloudwatch:PutMetricData * cloudwatch:namespace=/aws/sagemaker/TrainingJobs
+ ec2:CreateNetworkInterfacePermission network-interface/eni-1
+ sagemaker:DescribeMlflowApp mlflow-app/churn-local-tracking
- s3:GetObject raw/customers.csv
- s3:PutObject curated/customers.csv
- s3:PutObject artifacts/models/1/model.tar.gz
- s3:GetObject artifacts/capture/1.jsonl
- kms:PutKeyPolicy key
- ecr:BatchGetImage repository/churn-serve
- sagemaker:CreateTrainingJob training-job/x
- sagemaker:UpdateEndpoint endpoint/churn-local-endpoint
- sagemaker:DeleteMlflowApp mlflow-app/churn-local-tracking
- sts:AssumeRole role/pipeline

tuning
+ s3:GetObject curated/customers.csv
+ s3:ListBucket curated
+ s3:PutObject artifacts/training/1/x
+ kms:Encrypt key
+ ecr:BatchGetImage repository/churn-train
+ ecr:GetAuthorizationToken *
+ logs:PutLogEvents log-group:/aws/sagemaker/TrainingJobs:log-stream:1
+ cloudwatch:PutMetricData * cloudwatch:namespace=/aws/sagemaker/TrainingJobs
- s3:GetObject raw/customers.csv
- s3:DeleteObject artifacts/training/1/x
- kms:DisableKey key
- ecr:BatchGetImage repository/base
- sagemaker:CreateTrainingJob training-job/x
- sagemaker:CreateHyperParameterTuningJob hyper-parameter-tuning-job/x
- sagemaker:StopHyperParameterTuningJob hyper-parameter-tuning-job/x
- logs:DeleteLogGroup log-group:/aws/sagemaker/TrainingJobs
- iam:PutRolePolicy role/tuning

monitor
+ s3:GetObject artifacts/capture/1.jsonl
+ s3:PutObject artifacts/reports/1.json
+ sagemaker:DescribeEndpoint endpoint/churn-local-endpoint
+ cloudwatch:PutMetricData * cloudwatch:namespace=churn/drift
+ cloudwatch:PutMetricData * cloudwatch:namespace=/aws/sagemaker/ProcessingJobs
+ kms:Decrypt key
+ ecr:BatchCheckLayerAvailability repository/churn-train
+ ecr:BatchGetImage repository/churn-train
+ logs:CreateLogGroup log-group:/aws/sagemaker/ProcessingJobs
+ logs:PutLogEvents log-group:/aws/sagemaker/ProcessingJobs:log-stream:drift/1
- s3:PutObject artifacts/capture/1.jsonl
- s3:GetObject curated/customers.csv
- s3:GetObject artifacts/models/1/model.tar.gz
- sagemaker:DescribeEndpoint endpoint/other
- sagemaker:InvokeEndpoint endpoint/churn-local-endpoint
- sagemaker:UpdateEndpoint endpoint/churn-local-endpoint
- cloudwatch:PutMetricData * cloudwatch:namespace=other/drift
- cloudwatch:DeleteAlarms alarm:churn-local-endpoint-errors
- sns:Publish churn-local-alarms

endpoint
+ s3:GetObject artifacts/models/1/model.tar.gz
+ s3:ListBucket artifacts s3:prefix=models/1/
+ s3:PutObject artifacts/capture/1.jsonl
+ kms:Decrypt key
+ ecr:BatchGetImage repository/churn-train
+ logs:PutLogEvents log-group:/aws/sagemaker/Endpoints/churn-local-endpoint:log-stream:1
+ cloudwatch:PutMetricData * cloudwatch:namespace=/aws/sagemaker/Endpoints
+ ec2:DescribeSubnets *
+ ec2:CreateNetworkInterface security-group/sg-1
- s3:GetObject artifacts/models/2/model.tar.gz
- s3:PutObject artifacts/models/1/model.tar.gz
- s3:GetObject artifacts/capture/1.jsonl
- s3:ListBucket artifacts s3:prefix=capture/
- logs:PutLogEvents log-group:/aws/sagemaker/Endpoints/other:log-stream:1
- sagemaker:InvokeEndpoint endpoint/churn-local-endpoint
- sagemaker:UpdateEndpoint endpoint/churn-local-endpoint
- cloudwatch:DeleteAlarms alarm:churn-local-endpoint-errors
- ec2:CreateNetworkInterface security-group/sg-9

feature-store
+ s3:PutObject artifacts/features/1.parquet
+ s3:PutObjectAcl artifacts/features/1.parquet
+ s3:GetBucketAcl artifacts
+ s3:GetBucketLocation artifacts
+ kms:Encrypt key
+ kms:Decrypt key
+ kms:GenerateDataKey key
+ kms:DescribeKey key
- s3:GetObject artifacts/features/1.parquet
- s3:PutObject artifacts/x
- s3:DeleteObject artifacts/features/1.parquet
- s3:PutBucketAcl artifacts
- s3:ListBucket artifacts
- kms:CreateGrant key
- sagemaker:PutRecord feature-group/churn-local-usage
- sagemaker:DeleteFeatureGroup feature-group/churn-local-usage

glue
+ s3:GetObject raw/customers.csv
+ s3:PutObject curated/customers.parquet
+ glue:GetTable catalog
+ glue:CreateTable table/churn/customers
+ glue:BatchCreatePartition table/churn/customers
+ glue:GetConnection connection/churn
+ logs:PutLogEvents log-group:/aws-glue/jobs/output:log-stream:1
+ cloudwatch:PutMetricData * cloudwatch:namespace=Glue
+ kms:GenerateDataKey key
+ s3:DeleteObject curated/old/customers.parquet
+ secretsmanager:GetSecretValue secret:crm
+ logs:AssociateKmsKey log-group:/aws-glue/jobs/output
+ ec2:CreateTags network-interface/eni-1 aws:TagKeys=aws-glue-service-resource
- ec2:CreateTags network-interface/eni-1 aws:TagKeys=product
- logs:AssociateKmsKey log-group:/aws/sagemaker/TrainingJobs
- s3:DeleteObject curated/customers.parquet
- s3:PutObject raw/customers.csv
- s3:GetObject artifacts/models/1/model.tar.gz
- glue:DeleteTable table/churn/customers
- glue:CreateTable table/other/customers
- glue:DeleteDatabase database/churn
- glue:GetConnection connection/other
- glue:StartJobRun job/churn
- sagemaker:PutRecord feature-group/churn-local-usage
- secretsmanager:GetSecretValue secret:db

image-build
+ s3:GetObject artifacts/source/context.zip
+ ecr:PutImage repository/churn-train
+ ecr:UploadLayerPart repository/churn-train
+ ecr:BatchGetImage repository/base
+ ecr:DescribeImageScanFindings repository/churn-train
+ ecr:BatchDeleteImage repository/churn-train
+ ecr:GetAuthorizationToken *
+ logs:PutLogEvents log-group:/aws/codebuild/churn-local-image:log-stream:1
+ kms:Decrypt key
- s3:PutObject artifacts/source/context.zip
- s3:GetObject curated/customers.csv
- ecr:PutImage repository/base
- ecr:PutImage repository/other
- ecr:DeleteRepository repository/churn-train
- ecr:BatchDeleteImage repository/base
- codebuild:UpdateProject project/churn-local-image
- codebuild:StartBuild project/churn-local-image
- sagemaker:CreateModel model/x
"""
