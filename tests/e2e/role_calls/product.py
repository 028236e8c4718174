"""Roles that the components of a product make, beside those of the factory's kinds."""

CALLS = """
churn-local-training-ci
+ sagemaker:DescribePipeline pipeline/churn-local-training
+ sagemaker:StartPipelineExecution pipeline/churn-local-training
+ sagemaker:StartPipelineExecution pipeline/churn-local-training aws:RequestedRegion=eu-west-1
+ sagemaker:DescribePipelineExecution pipeline/churn-local-training/execution/1
+ sagemaker:DescribePipelineExecution pipeline/churn-local-training/execution/2
+ sagemaker:DescribePipelineExecution pipeline/churn-local-training/execution/3
+ sagemaker:ListPipelineExecutionSteps pipeline/churn-local-training/execution/1
+ sagemaker:ListPipelineExecutionSteps pipeline/churn-local-training/execution/2
+ sagemaker:ListPipelineExecutionSteps pipeline/churn-local-training/execution/3
- sagemaker:DescribePipeline pipeline/other
- sagemaker:StartPipelineExecution pipeline/other
- sagemaker:StopPipelineExecution pipeline/churn-local-training/execution/1
- sagemaker:UpdatePipeline pipeline/churn-local-training
- sagemaker:DeletePipeline pipeline/churn-local-training
- sagemaker:DescribePipelineExecution pipeline/other/execution/1
- sagemaker:CreateTrainingJob training-job/x ENCRYPTED INSIDE
- iam:PassRole role/training-starter iam:PassedToService=sagemaker.amazonaws.com
- s3:GetObject curated/customers.csv
- sagemaker:UpdateModelPackage model-package/churn-local-models/1 sagemaker:ModelApprovalStatus=Approved

churn-local-training-job
+ s3:GetObject curated/customers.csv
+ s3:PutObject artifacts/training/runs/1/model.tar.gz
+ kms:GenerateDataKey key
+ ecr:BatchGetImage repository/churn-train
+ sagemaker-mlflow:CreateRun mlflow-tracking-server/platform-local-tracking
+ sagemaker-mlflow:LogMetric mlflow-tracking-server/platform-local-tracking
+ sagemaker-mlflow:SetTag mlflow-tracking-server/platform-local-tracking
+ sagemaker:DescribeMlflowTrackingServer mlflow-tracking-server/platform-local-tracking
+ s3:PutObject arn:aws:s3:::platform-local-data-artifacts-123456789012-eu-west-1/mlflow/1/model.pkl
+ s3:GetObject arn:aws:s3:::platform-local-data-artifacts-123456789012-eu-west-1/mlflow/1/model.pkl
+ s3:ListBucket arn:aws:s3:::platform-local-data-artifacts-123456789012-eu-west-1 s3:prefix=mlflow/1
+ kms:GenerateDataKey arn:aws:kms:eu-west-1:123456789012:key/platform
- sagemaker-mlflow:DeleteRun mlflow-tracking-server/platform-local-tracking
- sagemaker-mlflow:CreateRun mlflow-tracking-server/platform-local-tracking-other
- sagemaker-mlflow:TransitionModelVersionStage mlflow-tracking-server/platform-local-tracking
- sagemaker:UpdateMlflowTrackingServer mlflow-tracking-server/platform-local-tracking
- sagemaker:CreatePresignedMlflowTrackingServerUrl mlflow-tracking-server/platform-local-tracking
- s3:PutObject arn:aws:s3:::platform-local-data-artifacts-123456789012-eu-west-1/experiments/1.json
- s3:DeleteObject arn:aws:s3:::platform-local-data-artifacts-123456789012-eu-west-1/mlflow/1/model.pkl
- s3:ListBucket arn:aws:s3:::platform-local-data-artifacts-123456789012-eu-west-1
- kms:ScheduleKeyDeletion arn:aws:kms:eu-west-1:123456789012:key/platform
- secretsmanager:GetSecretValue secret:platform-local-wandb-tracker
- sagemaker:CreateTrainingJob training-job/x ENCRYPTED INSIDE
- sagemaker:CreateModelPackage model-package-group/churn-local-models

churn-local-feature-store-additions
+ sagemaker:DescribeFeatureGroup feature-group/churn-local-customer-usage
+ sagemaker:DescribeFeatureGroup feature-group/churn-local-contracts
+ sagemaker:UpdateFeatureGroup feature-group/churn-local-customer-usage
+ sagemaker:UpdateFeatureGroup feature-group/churn-local-contracts
+ logs:CreateLogGroup log-group:/aws/lambda/churn-local-feature-store-additions
+ logs:CreateLogStream log-group:/aws/lambda/churn-local-feature-store-additions:log-stream:1
+ logs:DescribeLogStreams log-group:/aws/lambda/churn-local-feature-store-additions
+ logs:PutLogEvents log-group:/aws/lambda/churn-local-feature-store-additions:log-stream:1
- sagemaker:UpdateFeatureGroup feature-group/other
- sagemaker:DescribeFeatureGroup feature-group/other
- sagemaker:CreateFeatureGroup feature-group/churn-local-more
- sagemaker:DeleteFeatureGroup feature-group/churn-local-customer-usage
- sagemaker:PutRecord feature-group/churn-local-customer-usage
- sagemaker:GetRecord feature-group/churn-local-customer-usage
- s3:GetObject artifacts/features/1.parquet
- logs:PutLogEvents log-group:/aws/lambda/other:log-stream:1
- iam:PassRole role/customer-usage-store iam:PassedToService=sagemaker.amazonaws.com

churn-local-feature-store-records
+ sagemaker:PutRecord feature-group/churn-local-customer-usage
+ sagemaker:GetRecord feature-group/churn-local-customer-usage
+ sagemaker:BatchGetRecord feature-group/churn-local-customer-usage
+ sagemaker:DeleteRecord feature-group/churn-local-customer-usage
+ sagemaker:DescribeFeatureGroup feature-group/churn-local-customer-usage
+ s3:GetObject artifacts/features/1.parquet
+ s3:ListBucket artifacts s3:prefix=features/1
+ kms:GenerateDataKey key
- sagemaker:PutRecord feature-group/other
- sagemaker:UpdateFeatureGroup feature-group/churn-local-customer-usage
- sagemaker:DeleteFeatureGroup feature-group/churn-local-customer-usage
- s3:PutObject artifacts/features/1.parquet
- s3:GetObject artifacts/models/1/model.tar.gz
- s3:GetObject curated/customers.csv
- s3:ListBucket artifacts
- kms:ScheduleKeyDeletion key
- sagemaker:CreateTrainingJob training-job/x ENCRYPTED INSIDE

churn-local-feature-store-readers
+ sagemaker:GetRecord feature-group/churn-local-customer-usage
+ sagemaker:GetRecord feature-group/churn-local-contracts
+ sagemaker:BatchGetRecord feature-group/churn-local-customer-usage
+ sagemaker:BatchGetRecord feature-group/churn-local-contracts
+ sagemaker:DescribeFeatureGroup feature-group/churn-local-customer-usage
+ sagemaker:DescribeFeatureGroup feature-group/churn-local-contracts
+ kms:Decrypt key
+ kms:DescribeKey key
- sagemaker:GetRecord feature-group/other
- sagemaker:PutRecord feature-group/churn-local-customer-usage
- sagemaker:DeleteRecord feature-group/churn-local-customer-usage
- sagemaker:UpdateFeatureGroup feature-group/churn-local-customer-usage
- sagemaker:DeleteFeatureGroup feature-group/churn-local-customer-usage
- kms:GenerateDataKey key
- s3:GetObject artifacts/features/1.parquet
- s3:GetObject curated/customers.csv
- iam:PassRole role/customer-usage-store iam:PassedToService=sagemaker.amazonaws.com

churn-local-feast
+ dynamodb:GetItem table/churn-local-feast-customer_usage
+ dynamodb:PutItem table/churn-local-feast-customer_usage
+ dynamodb:BatchWriteItem table/churn-local-feast-customer_usage
+ dynamodb:DescribeTable table/churn-local-feast-customer_usage
+ s3:GetObject artifacts/feast/registry.db
+ s3:PutObject artifacts/feast/registry.db
+ s3:GetObject artifacts/features/1.parquet
+ s3:ListBucket artifacts s3:prefix=features/
+ kms:Decrypt key
- dynamodb:PutItem table/other
- dynamodb:DeleteItem table/churn-local-feast-customer_usage
- dynamodb:DeleteTable table/churn-local-feast-customer_usage
- dynamodb:Scan table/churn-local-feast-customer_usage
- s3:PutObject artifacts/features/1.parquet
- s3:DeleteObject artifacts/feast/registry.db
- s3:GetObject artifacts/models/1/model.tar.gz
- s3:GetObject curated/customers.csv
- sagemaker:PutRecord feature-group/churn-local-customer-usage
- kms:ScheduleKeyDeletion key
"""
