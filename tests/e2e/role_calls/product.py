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
"""
