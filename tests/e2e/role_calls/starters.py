"""What starts other jobs: pipelines, state machines, rules, schedules."""

CALLS = """
pipeline
+ sagemaker:CreateTrainingJob training-job/pipelines-1-Train ENCRYPTED INSIDE
+ sagemaker:CreateProcessingJob processing-job/pipelines-1-Process ENCRYPTED INSIDE
+ sagemaker:CreateTransformJob transform-job/pipelines-1-Score ENCRYPTED
+ sagemaker:CreateHyperParameterTuningJob hyper-parameter-tuning-job/0a1b2c3d4e5f-Tune-x1y2z3 ENCRYPTED INSIDE
+ sagemaker:DescribeTrainingJob training-job/pipelines-1-Train
+ sagemaker:StopProcessingJob processing-job/pipelines-1-Process
+ sagemaker:CreateModelPackage model-package-group/churn-local-models
+ sagemaker:AddTags training-job/pipelines-1-Train
+ iam:PassRole role/training iam:PassedToService=sagemaker.amazonaws.com
+ s3:GetObject artifacts/training/1/evaluation.json
- sagemaker:CreateTrainingJob training-job/pipelines-1-Train INSIDE
- sagemaker:CreateTrainingJob training-job/pipelines-1-Train ENCRYPTED
- sagemaker:CreateTrainingJob training-job/pipelines-1-Train ENCRYPTED ELSEWHERE
- sagemaker:CreateTrainingJob training-job/my-job ENCRYPTED INSIDE
- sagemaker:CreateHyperParameterTuningJob hyper-parameter-tuning-job/mine ENCRYPTED INSIDE
- sagemaker:CreateHyperParameterTuningJob hyper-parameter-tuning-job/0a1b2c3d4e5f-Tune-x1y2z3 INSIDE
- iam:PassRole role/endpoint iam:PassedToService=sagemaker.amazonaws.com
- iam:PassRole role/training iam:PassedToService=lambda.amazonaws.com
- sagemaker:UpdateModelPackage model-package/churn-local-models/1
- sagemaker:CreateModelPackage model-package-group/other
- sagemaker:CreateModelPackage model-package-group/churn-local-models sagemaker:ModelApprovalStatus=Approved
- sagemaker:UpdateEndpoint endpoint/churn-local-endpoint
- s3:GetObject curated/customers.csv

step-functions
+ sagemaker:CreateTrainingJob training-job/churn-local-1 ENCRYPTED INSIDE
+ sagemaker:StartPipelineExecution pipeline/churn-local-training
+ sagemaker:DescribePipelineExecution pipeline/churn-local-training/execution/1
+ glue:StartJobRun job/churn
+ sns:Publish churn-local-alarms
+ events:PutRule rule/StepFunctionsGetEventsForSageMakerTrainingJobsRule
+ iam:PassRole role/training iam:PassedToService=sagemaker.amazonaws.com
+ logs:CreateLogDelivery *
+ xray:PutTraceSegments *
- sagemaker:CreateTrainingJob training-job/churn-local-1 INSIDE
- sagemaker:CreateTrainingJob training-job/other-1 ENCRYPTED INSIDE
- sagemaker:StartPipelineExecution pipeline/other
- sagemaker:UpdatePipeline pipeline/churn-local-training
- glue:StartJobRun job/other
- sns:Publish other
- events:PutRule rule/other
- iam:PassRole role/pipeline iam:PassedToService=sagemaker.amazonaws.com
- states:UpdateStateMachine stateMachine:churn-local-retrain
"""
for started in ("event-rule", "schedule"):
    CALLS += f"""
{started}
+ sagemaker:StartPipelineExecution pipeline/churn-local-training
+ sagemaker:StartPipelineExecution pipeline/churn-local-scoring
+ sagemaker:StartPipelineExecution pipeline/churn-local-checks
+ sagemaker:StartPipelineExecution pipeline/churn-local-features
+ states:StartExecution stateMachine:churn-local-retrain
+ states:StartExecution stateMachine:churn-local-release
+ states:StartExecution stateMachine:churn-local-backfill
+ states:StartExecution stateMachine:churn-local-report
- sagemaker:StartPipelineExecution pipeline/other
- sagemaker:StopPipelineExecution pipeline/churn-local-training
- sagemaker:UpdatePipeline pipeline/churn-local-training
- states:StartExecution stateMachine:other
- states:UpdateStateMachine stateMachine:churn-local-retrain
- states:StopExecution execution:churn-local-retrain:1
- iam:PassRole role/pipeline iam:PassedToService=sagemaker.amazonaws.com
- s3:GetObject curated/customers.csv
"""
# The schedule comes last: what it cannot start it keeps in its own role, where a rule does so in its own name.
CALLS = (
    CALLS.rstrip()
    + """
+ sqs:SendMessage churn-local-customers-failed
+ kms:GenerateDataKey key
- sqs:SendMessage other
- sqs:ReceiveMessage churn-local-customers-failed
"""
)
