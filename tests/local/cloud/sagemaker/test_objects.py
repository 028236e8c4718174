"""Resources are described as they were asked for, tagged, deleted, and refused in the words of AWS."""

import pytest

from tests.local.cloud.sagemaker.asking import (
    ARN,
    CAPTURE,
    CREATE,
    FEATURES,
    IMAGE,
    KEY,
    MISSING,
    PIPELINE,
    ROLE,
    SAGEMAKER,
    TAGS,
    TAKEN,
    VARIANT,
    create,
    delete,
    describe,
    error,
    gone,
    snake,
)


@pytest.mark.parametrize("kind", CREATE)
def test_a_resource_that_is_not_there_is_refused_in_the_words_of_aws(kind, sagemaker):
    assert error(describe, sagemaker, kind) == MISSING[kind]
    assert error(delete, sagemaker, kind) == MISSING[kind]


@pytest.mark.parametrize("kind", CREATE)
def test_a_name_that_is_taken_is_refused(kind, sagemaker):
    create(sagemaker, kind)
    again = getattr(sagemaker, f"create_{snake(kind)}")
    other = {"ClientRequestToken": "u" * 32} if kind == "Pipeline" else {}
    assert error(again, **CREATE[kind] | other) == TAKEN[kind]


@pytest.mark.parametrize("kind", CREATE)
def test_what_is_deleted_is_gone(kind, sagemaker):
    create(sagemaker, kind)
    delete(sagemaker, kind)
    assert gone(sagemaker, kind) == MISSING[kind]


@pytest.mark.parametrize("kind", CREATE)
def test_tags_are_kept_changed_and_removed(kind, sagemaker):
    made = create(sagemaker, kind, Tags=TAGS)
    arn = made[f"{kind}Arn"]
    assert arn == ARN[kind]
    assert sagemaker.list_tags(ResourceArn=arn)["Tags"] == TAGS
    sagemaker.add_tags(ResourceArn=arn, Tags=[{"Key": "product", "Value": "new"}, {"Key": "team", "Value": "a"}])
    assert sagemaker.list_tags(ResourceArn=arn)["Tags"] == [
        {"Key": "product", "Value": "new"},
        {"Key": "team", "Value": "a"},
    ]
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=["product", "absent"])
    assert sagemaker.list_tags(ResourceArn=arn)["Tags"] == [{"Key": "team", "Value": "a"}]


@pytest.mark.parametrize("kind", CREATE)
def test_without_tags_the_list_is_empty(kind, sagemaker):
    assert sagemaker.list_tags(ResourceArn=create(sagemaker, kind)[f"{kind}Arn"])["Tags"] == []


def test_tags_of_nothing_are_refused(sagemaker):
    arn = f"{SAGEMAKER}:model/none"
    refusal = ("ValidationException", f"Could not find resource with ARN {arn}.")
    assert error(sagemaker.list_tags, ResourceArn=arn) == refusal
    assert error(sagemaker.add_tags, ResourceArn=arn, Tags=TAGS) == refusal


READBACK = {
    "Model": {
        "PrimaryContainer": {
            "Image": IMAGE,
            "Mode": "SingleModel",
            "ModelDataUrl": "s3://models/1",
            "Environment": {"A": "b"},
            "ImageConfig": {"RepositoryAccessMode": "Vpc"},
        },
        "VpcConfig": {"Subnets": ["subnet-1"], "SecurityGroupIds": ["sg-1"]},
        "EnableNetworkIsolation": True,
        "ExecutionRoleArn": ROLE,
    },
    "EndpointConfig": {
        "ProductionVariants": [VARIANT | {"InitialVariantWeight": 0.5}],
        "ShadowProductionVariants": [VARIANT | {"VariantName": "shadow", "InitialVariantWeight": 1.0}],
        "DataCaptureConfig": CAPTURE,
        "KmsKeyId": KEY,
        "ExecutionRoleArn": ROLE,
        "VpcConfig": {"Subnets": ["subnet-1"], "SecurityGroupIds": ["sg-1"]},
        "EnableNetworkIsolation": True,
        "AsyncInferenceConfig": {"OutputConfig": {"S3OutputPath": "s3://out/", "KmsKeyId": KEY}},
    },
    "FeatureGroup": {
        "Description": "d",
        "FeatureDefinitions": FEATURES,
        "OnlineStoreConfig": {
            "EnableOnlineStore": True,
            "SecurityConfig": {"KmsKeyId": KEY},
            "TtlDuration": {"Unit": "Days", "Value": 30},
            "StorageType": "Standard",
        },
        "ThroughputConfig": {"ThroughputMode": "Provisioned", "ProvisionedReadCapacityUnits": 1},
    },
    "Pipeline": {
        "PipelineDisplayName": "shown",
        "PipelineDescription": "d",
        "PipelineDefinition": PIPELINE["PipelineDefinition"],
        "ParallelismConfiguration": {"MaxParallelExecutionSteps": 2},
    },
    "ModelPackageGroup": {"ModelPackageGroupDescription": "d"},
}


@pytest.mark.parametrize("kind", READBACK)
def test_what_was_asked_for_is_what_is_described(kind, sagemaker):
    create(sagemaker, kind, **READBACK[kind])
    described = describe(sagemaker, kind)
    assert {name: described[name] for name in READBACK[kind]} == READBACK[kind]


INVENTED = {
    "Model": {"Containers", "VpcConfig", "InferenceExecutionConfig"},
    "EndpointConfig": {"DataCaptureConfig", "AsyncInferenceConfig", "KmsKeyId", "VpcConfig", "ExecutionRoleArn"},
    "Endpoint": {"DataCaptureConfig", "LastDeploymentConfig", "ShadowProductionVariants", "AsyncInferenceConfig"},
    "FeatureGroup": {"OfflineStoreConfig", "OfflineStoreStatus", "Description", "LastUpdateStatus"},
    "Pipeline": {"PipelineDescription", "ParallelismConfiguration"},
    "ModelPackageGroup": {"ModelPackageGroupDescription"},
}


@pytest.mark.parametrize("kind", CREATE)
def test_what_was_not_asked_for_is_not_described(kind, sagemaker):
    create(sagemaker, kind)
    assert INVENTED[kind] & set(describe(sagemaker, kind)) == set()


def test_the_defaults_of_aws_are_described(sagemaker):
    create(sagemaker, "Endpoint")
    create(sagemaker, "FeatureGroup")
    create(sagemaker, "Pipeline")
    assert describe(sagemaker, "Model")["EnableNetworkIsolation"] is False
    assert describe(sagemaker, "Model")["PrimaryContainer"]["Mode"] == "SingleModel"
    assert describe(sagemaker, "EndpointConfig")["ProductionVariants"] == [VARIANT | {"InitialVariantWeight": 1.0}]
    assert describe(sagemaker, "FeatureGroup")["ThroughputConfig"] == {"ThroughputMode": "OnDemand"}
    assert describe(sagemaker, "Pipeline")["PipelineDisplayName"] == "p"


STATUS = {
    "Endpoint": ("EndpointStatus", "InService"),
    "FeatureGroup": ("FeatureGroupStatus", "Created"),
    "Pipeline": ("PipelineStatus", "Active"),
    "ModelPackageGroup": ("ModelPackageGroupStatus", "Completed"),
}


@pytest.mark.parametrize("kind", STATUS)
def test_a_resource_becomes_ready(kind, sagemaker):
    create(sagemaker, kind)
    member, status = STATUS[kind]
    assert describe(sagemaker, kind)[member] == status


def test_an_instance_type_that_aws_does_not_know_is_refused(sagemaker):
    create(sagemaker, "Model")
    code, message = error(
        sagemaker.create_endpoint_config,
        EndpointConfigName="c",
        ProductionVariants=[VARIANT | {"InstanceType": "ml.none.large"}],
    )
    assert code == "ValidationException"
    assert message.startswith("1 validation error detected: Value 'ml.none.large' at ")


@pytest.mark.parametrize(
    ("kind", "needed"), [("EndpointConfig", "Model"), ("Endpoint", "EndpointConfig")], ids=["model", "configuration"]
)
def test_what_is_built_on_must_be_there(kind, needed, sagemaker):
    assert error(getattr(sagemaker, f"create_{snake(kind)}"), **CREATE[kind]) == MISSING[needed]
