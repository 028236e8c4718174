"""Data sets: the machine of a pipeline, who versions data, Lake Formation."""

CALLS = """
data-pipeline
+ glue:StartJobRun job/churn-local-customers
+ glue:GetJobRun job/churn-local-customers
+ glue:BatchStopJobRun job/churn-local-customers
+ glue:StartCrawler crawler/churn-local-customers
+ glue:GetCrawler crawler/churn-local-customers
+ s3:GetObject curated/datasets/customers/quality/1.json
+ sqs:SendMessage churn-local-customers-failed
+ sns:Publish churn-local-alarms
+ kms:GenerateDataKey key
+ logs:CreateLogDelivery *
+ xray:PutTraceSegments *
- glue:StartJobRun job/other
- glue:UpdateJob job/churn-local-customers
- glue:StartCrawler crawler/other
- glue:GetTable table/churn/customers
- s3:GetObject curated/datasets/customers/table/1.parquet
- s3:PutObject curated/datasets/customers/quality/1.json
- sqs:ReceiveMessage churn-local-customers-failed
- sqs:SendMessage other
- sns:Publish other
- states:StartExecution stateMachine:churn-local-retrain
- iam:PassRole role/glue iam:PassedToService=glue.amazonaws.com

data-versions
+ s3:GetObject curated/datasets/customers/dvc/files/md5/1
+ s3:PutObject curated/datasets/customers/dvc/files/md5/1
+ s3:AbortMultipartUpload curated/datasets/customers/dvc/files/md5/1
+ s3:GetObject curated/datasets/customers/table/1.parquet
+ s3:GetObjectVersion curated/datasets/customers/table/1.parquet
+ s3:ListBucket curated s3:prefix=datasets/customers/dvc/
+ s3:ListBucket curated s3:prefix=datasets/customers/table/
+ kms:Decrypt key
+ kms:GenerateDataKey key
- s3:DeleteObject curated/datasets/customers/dvc/files/md5/1
- s3:PutObject curated/datasets/customers/table/1.parquet
- s3:GetObject curated/datasets/contracts/dvc/files/md5/1
- s3:GetObject curated/customers.csv
- s3:ListBucket curated s3:prefix=incoming/
- s3:GetObject raw/customers.csv
- s3:PutBucketPolicy curated
- glue:StartJobRun job/churn-local-customers
- kms:PutKeyPolicy key

data-lake
+ s3:GetObject curated/datasets/customers/table/1.parquet
+ s3:GetObject curated/datasets/customers/table/_delta_log/0.json
+ s3:GetObjectVersion curated/datasets/customers/table/1.parquet
+ s3:GetObjectVersion curated/datasets/customers/table/_delta_log/0.json
+ s3:ListBucket curated s3:prefix=datasets/customers/table/
+ s3:ListBucket curated s3:prefix=datasets/customers/table/_delta_log/
+ s3:GetBucketLocation curated
+ kms:Decrypt key
+ kms:DescribeKey key
- s3:PutObject curated/datasets/customers/table/1.parquet
- s3:DeleteObject curated/datasets/customers/table/1.parquet
- s3:GetObject curated/datasets/customers/dvc/files/md5/1
- s3:GetObject curated/customers.csv
- s3:ListBucket curated
- s3:GetObject raw/customers.csv
- kms:GenerateDataKey key
- kms:CreateGrant key
- lakeformation:GrantPermissions *
"""
