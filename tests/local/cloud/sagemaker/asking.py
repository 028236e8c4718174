"""What the tests ask of SageMaker, and how they ask: samples, and a call for any kind of resource."""

import time

import pytest
from botocore.exceptions import ClientError

SAGEMAKER = "arn:aws:sagemaker:eu-west-1:123456789012"
ROLE = "arn:aws:iam::123456789012:role/mlops/churn"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/0b7e2c1e-0000-4000-8000-000000000000"
IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn@sha256:" + "a" * 64
TAGS = [{"Key": "product", "Value": "churn"}]
VARIANT = {"VariantName": "v", "ModelName": "m", "InstanceType": "ml.m6i.large", "InitialInstanceCount": 2}
CAPTURE = {
    "EnableCapture": True,
    "InitialSamplingPercentage": 50,
    "DestinationS3Uri": "s3://capture/",
    "KmsKeyId": KEY,
    "CaptureOptions": [{"CaptureMode": "Input"}, {"CaptureMode": "Output"}],
}
FEATURES = [{"FeatureName": "id", "FeatureType": "String"}, {"FeatureName": "at", "FeatureType": "Fractional"}]
GROUP = {
    "FeatureGroupName": "usage",
    "RecordIdentifierFeatureName": "id",
    "EventTimeFeatureName": "at",
    "FeatureDefinitions": FEATURES,
    "OnlineStoreConfig": {"EnableOnlineStore": True, "SecurityConfig": {"KmsKeyId": KEY}},
    "RoleArn": ROLE,
}
PIPELINE = {
    "PipelineName": "p",
    "ClientRequestToken": "t" * 32,
    "RoleArn": ROLE,
    "PipelineDefinition": '{"Version": "2020-12-01", "Steps": []}',
}
CREATE = {
    "Model": {"ModelName": "m", "ExecutionRoleArn": ROLE, "PrimaryContainer": {"Image": IMAGE}},
    "EndpointConfig": {"EndpointConfigName": "c", "ProductionVariants": [VARIANT]},
    "Endpoint": {"EndpointName": "e", "EndpointConfigName": "c"},
    "FeatureGroup": GROUP,
    "Pipeline": PIPELINE,
    "ModelPackageGroup": {"ModelPackageGroupName": "g"},
}
ARN = {
    "Model": f"{SAGEMAKER}:model/m",
    "EndpointConfig": f"{SAGEMAKER}:endpoint-config/c",
    "Endpoint": f"{SAGEMAKER}:endpoint/e",
    "FeatureGroup": f"{SAGEMAKER}:feature-group/usage",
    "Pipeline": f"{SAGEMAKER}:pipeline/p",
    "ModelPackageGroup": f"{SAGEMAKER}:model-package-group/g",
}
MISSING = {
    "Model": ("ValidationException", f'Could not find model "{SAGEMAKER}:model/m".'),
    "EndpointConfig": (
        "ValidationException",
        f'Could not find endpoint configuration "{SAGEMAKER}:endpoint-config/c".',
    ),
    "Endpoint": ("ValidationException", f'Could not find endpoint "{SAGEMAKER}:endpoint/e".'),
    "FeatureGroup": ("ResourceNotFound", "Amazon SageMaker can't find a FeatureGroup with name usage."),
    "Pipeline": ("ResourceNotFound", f"Pipeline '{SAGEMAKER}:pipeline/p' does not exist."),
    "ModelPackageGroup": (
        "ValidationException",
        f"ModelPackageGroup {SAGEMAKER}:model-package-group/g does not exist.",
    ),
}
TAKEN = {
    "Model": ("ValidationException", f'Cannot create already existing model "{SAGEMAKER}:model/m".'),
    "EndpointConfig": (
        "ValidationException",
        f'Cannot create already existing endpoint configuration "{SAGEMAKER}:endpoint-config/c".',
    ),
    "Endpoint": ("ValidationException", f'Cannot create already existing endpoint "{SAGEMAKER}:endpoint/e".'),
    "FeatureGroup": ("ResourceInUse", "Resource Already Exists: FeatureGroup with name usage already exists."),
    "Pipeline": (
        "ValidationException",
        "Pipeline names must be unique within an AWS account and region. p already exists.",
    ),
    "ModelPackageGroup": (
        "ValidationException",
        f"Model Package Group already exists: {SAGEMAKER}:model-package-group/g",
    ),
}


LISTS = {
    "FeatureGroup": "FeatureGroupSummaries",
    "Pipeline": "PipelineSummaries",
    "ModelPackageGroup": "ModelPackageGroupSummaryList",
}


def snake(kind):
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind).lstrip("_")


def create(client, kind, **more):
    """Create that kind of resource, and what it needs, and wait until it is there."""
    if kind == "EndpointConfig":
        create(client, "Model")
    if kind == "Endpoint":
        create(client, "EndpointConfig")
    made = getattr(client, f"create_{snake(kind)}")(**CREATE[kind] | more)
    settle(client, kind, more.get(f"{kind}Name"))
    return made


def settle(client, kind, name=None):
    """What Describe says once nothing moves any more."""
    return until(lambda: describe(client, kind, name), lambda told: not MOVING & set(map(str, _statuses(told))))


def _statuses(told):
    return [told.get("EndpointStatus"), told.get("FeatureGroupStatus"), told.get("LastUpdateStatus", {}).get("Status")]


MOVING = {"Creating", "Updating", "Deleting", "InProgress"}


def until(look, good, seconds=20):
    """What it looks like, as soon as it is good."""
    end = time.monotonic() + seconds
    while not good(found := look()):
        assert time.monotonic() < end, found
    return found


def gone(client, kind, name=None):
    """The refusal with which a deleted resource is not found, once it is gone."""

    def look():
        try:
            describe(client, kind, name)
        except ClientError as refused:
            return refused.response["Error"]["Code"], refused.response["Error"]["Message"]
        return None

    return until(look, bool)


def describe(client, kind, name=None):
    return getattr(client, f"describe_{snake(kind)}")(**{f"{kind}Name": name or CREATE[kind][f"{kind}Name"]})


def delete(client, kind, name=None):
    arguments = {f"{kind}Name": name or CREATE[kind][f"{kind}Name"]}
    if kind == "Pipeline":
        arguments["ClientRequestToken"] = "t" * 32
    return getattr(client, f"delete_{snake(kind)}")(**arguments)


def error(call, *arguments, **more):
    """Code and message of the refusal of that call."""
    with pytest.raises(ClientError) as refused:
        call(*arguments, **more)
    return refused.value.response["Error"]["Code"], refused.value.response["Error"]["Message"]
