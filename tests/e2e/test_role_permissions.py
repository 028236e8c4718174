"""Every role of the factory, under its boundary, on a local cloud that enforces: what it may do and what it may not.

The roles are those that the components register (`roles.py`), made by IAM's own operations; each line asks the cloud's
IAM as a call would. tests/e2e/test_permissions.py does the calls themselves, with the reference stack's roles.
"""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

import boto3
import pytest
import roles
from pulumi_mlops.testing import MockEngine

from local.cloud import lifecycle
from local.cloud.iam.client import decision, enforce
from local.layout import Layout

# A role; what it may (+) and may not (-): an action, a resource, and what else the request says. Resources are short:
# `curated/x` is an object of a bucket of the stack, `role/x` a role of ours, `key` the product's key.
TABLE = """
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
+ logs:CreateLogGroup log-group:/aws/sagemaker/ProcessingJobs
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

pipeline
+ sagemaker:CreateTrainingJob training-job/pipelines-1-Train ENCRYPTED INSIDE
+ sagemaker:CreateProcessingJob processing-job/pipelines-1-Process ENCRYPTED INSIDE
+ sagemaker:CreateTransformJob transform-job/pipelines-1-Score ENCRYPTED
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
- iam:PassRole role/endpoint iam:PassedToService=sagemaker.amazonaws.com
- iam:PassRole role/training iam:PassedToService=lambda.amazonaws.com
- sagemaker:UpdateModelPackage model-package/churn-local-models/1
- sagemaker:CreateModelPackage model-package-group/other
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
+ sagemaker:InvokeEndpoint endpoint/churn-local-endpoint
+ sagemaker:PutRecord feature-group/churn-local-usage
+ sagemaker:CreateProcessingJob processing-job/churn-local-x ENCRYPTED INSIDE
+ cloudwatch:DescribeAlarms alarm:churn-local-endpoint-errors
+ sagemaker:DescribePipeline pipeline/churn-local-training
- sagemaker:UpdateModelPackage model-package/churn-local-models/1 sagemaker:ModelApprovalStatus=Approved
- sagemaker:CreateModelPackage model-package-group/churn-local-models sagemaker:ModelApprovalStatus=Approved
- sagemaker:UpdateEndpoint endpoint/churn-local-endpoint
- sagemaker:DeletePipeline pipeline/churn-local-training
- sagemaker:StartPipelineExecution pipeline/other
- s3:GetObject raw/customers.csv
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
- s3:GetObject curated/customers.csv
- s3:DeleteObject curated/customers.csv
- kms:CreateKey *
- kms:Decrypt key
- sagemaker:UpdateModelPackage model-package/churn-local-models/1 sagemaker:ModelApprovalStatus=Approved
- sagemaker:UpdateEndpoint endpoint/other
- cloudtrail:DeleteTrail trail/x
"""
for started in ("event-rule", "schedule"):
    TABLE += f"""
{started}
+ sagemaker:StartPipelineExecution pipeline/churn-local-training
+ states:StartExecution stateMachine:churn-local-retrain
- sagemaker:StartPipelineExecution pipeline/other
- sagemaker:StopPipelineExecution pipeline/churn-local-training
- sagemaker:UpdatePipeline pipeline/churn-local-training
- states:StartExecution stateMachine:other
- states:UpdateStateMachine stateMachine:churn-local-retrain
- states:StopExecution execution:churn-local-retrain:1
- iam:PassRole role/pipeline iam:PassedToService=sagemaker.amazonaws.com
- s3:GetObject curated/customers.csv
"""
NOTHING_ELSE = {"event-rule", "schedule"}
"""Roles that may do two things in all, so that there are no eight to show."""
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
SAID = {
    "ENCRYPTED": {
        "sagemaker:VolumeKmsKey": KEY,
        "sagemaker:OutputKmsKey": KEY,
        "sagemaker:InstanceTypes": "ml.m5.large",
    },
    "INSIDE": {"sagemaker:VpcSubnets": "subnet-1", "sagemaker:VpcSecurityGroupIds": "sg-1"},
    "ELSEWHERE": {"sagemaker:VpcSubnets": "subnet-9", "sagemaker:VpcSecurityGroupIds": "sg-1"},
    "BOUNDED": {"iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/mlops/churn-local-boundary"},
}
"""What a request says, by a word."""
IN_THE_CLEAR = {"sagemaker:InstanceTypes": "ml.m5.large"}


def rows() -> Iterator[tuple[str, str, str]]:
    """Role, + or -, and the rest of each line."""
    for block in TABLE.strip().split("\n\n"):
        role, *lines = block.splitlines()
        for line in lines:
            yield role, line[0], line[2:]


ROWS = list(rows())


@pytest.fixture(scope="module")
def cloud(tmp_path_factory) -> Iterator[tuple[str, str]]:
    """A local cloud that enforces, with every role on it; and the ARN of the product's key."""
    layout = Layout(tmp_path_factory.mktemp("cloud"))
    url = lifecycle.ensure_running(layout)

    def client(service: str) -> Any:
        keys = {"aws_access_key_id": "local", "aws_secret_access_key": "local", "region_name": roles.REGION}
        return boto3.client(service, endpoint_url=url, **keys)

    tags = [{"TagKey": "product", "TagValue": "churn"}, {"TagKey": "environment", "TagValue": "local"}]
    key = client("kms").create_key(Tags=tags)["KeyMetadata"]["Arn"]
    engine = MockEngine(stack=roles.STACK)
    engine.build(lambda: roles.make_all(key))
    iam = client("iam")
    boundary = engine.one("aws:iam/policy:Policy", "boundary-policy")
    made = iam.create_policy(PolicyName=boundary["name"], Path="/mlops/", PolicyDocument=boundary["policy"])["Policy"]
    for role in engine.all("aws:iam/role:Role"):
        trust = json.dumps({"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}})
        iam.create_role(
            RoleName=role["name"], Path="/mlops/", AssumeRolePolicyDocument=trust, PermissionsBoundary=made["Arn"]
        )
    for policy in engine.all("aws:iam/rolePolicy:RolePolicy"):
        iam.put_role_policy(RoleName=policy["role"], PolicyName="job", PolicyDocument=policy["policy"])
    for policy in engine.all("aws:iam/policy:Policy"):
        if policy["name"] != boundary["name"]:
            iam.create_policy(PolicyName=policy["name"], Path="/mlops/", PolicyDocument=policy["policy"])
    for one in engine.all("aws:iam/rolePolicyAttachment:RolePolicyAttachment"):
        name = one["policyArn"].rpartition(":")[2]
        iam.attach_role_policy(RoleName=one["role"], PolicyArn=f"arn:aws:iam::{roles.ACCOUNT}:policy/mlops/{name}")
    enforce(url)
    yield url, key
    lifecycle.stop(layout)


def resource(action: str, short: str, key: str) -> str:
    """The ARN of a resource of the table."""
    service = action.split(":")[0]
    if short in ("*", "key"):
        return {"*": "*", "key": key}[short]
    if service == "s3":
        name, _, path = short.partition("/")
        return f"arn:aws:s3:::{roles.bucket(name)}" + (f"/{path}" if path else "")
    if short.startswith(("role/", "policy/")):
        kind, name = short.split("/")
        return f"arn:aws:iam::{roles.ACCOUNT}:{kind}/mlops/{roles.STACK}-{name}"
    if service == "iam":
        return f"arn:aws:iam::{roles.ACCOUNT}:{short}"
    return roles.arn(service, short)


@pytest.mark.parametrize(("role", "sign", "line"), ROWS, ids=[" ".join(row) for row in ROWS])
def test_a_role_may_and_may_not(cloud, role, sign, line):
    url, key = cloud
    action, short, *said = line.split()
    context = dict(chain.from_iterable(SAID[one].items() if one in SAID else [one.split("=")] for one in said))
    found = decision(url, roles.role(role), action, resource(action, short, key), **{**IN_THE_CLEAR, **context})
    assert found["allowed"] is (sign == "+"), found


def test_every_role_has_eight_of_each():
    counted = {(role, sign): sum(1 for row in ROWS if row[:2] == (role, sign)) for role, _, _ in ROWS for sign in "+-"}
    few = {role for (role, _), count in counted.items() if count < 8}
    assert few == NOTHING_ELSE
    named = {*roles.all_jobs(KEY), *(persona.replace("_", "-") for persona in roles.Persona)}
    assert {role for role, _ in counted} == named
