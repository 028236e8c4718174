"""What moto lacks or mangles is answered as AWS does: read back through boto3, as the provider calls it."""

import json

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


@pytest.fixture
def sagemaker(aws):
    """SageMaker, emptied after the test of what these tests make."""
    client = aws("sagemaker")
    yield client
    for kind in reversed(CREATE):
        for listed in getattr(client, f"list_{_snake(kind)}s")()[_LISTS.get(kind, f"{kind}s")]:
            delete(client, kind, listed[f"{kind}Name"])


_LISTS = {
    "FeatureGroup": "FeatureGroupSummaries",
    "Pipeline": "PipelineSummaries",
    "ModelPackageGroup": "ModelPackageGroupSummaryList",
}


def _snake(kind):
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind).lstrip("_")


def create(client, kind, **more):
    """Create that kind of resource, and what it needs."""
    if kind == "EndpointConfig":
        create(client, "Model")
    if kind == "Endpoint":
        create(client, "EndpointConfig")
    return getattr(client, f"create_{_snake(kind)}")(**CREATE[kind] | more)


def describe(client, kind):
    return getattr(client, f"describe_{_snake(kind)}")(**{f"{kind}Name": CREATE[kind][f"{kind}Name"]})


def delete(client, kind, name=None):
    arguments = {f"{kind}Name": name or CREATE[kind][f"{kind}Name"]}
    if kind == "Pipeline":
        arguments["ClientRequestToken"] = "t" * 32
    return getattr(client, f"delete_{_snake(kind)}")(**arguments)


def error(call, *arguments, **more):
    """Code and message of the refusal of that call."""
    with pytest.raises(ClientError) as refused:
        call(*arguments, **more)
    return refused.value.response["Error"]["Code"], refused.value.response["Error"]["Message"]


@pytest.mark.parametrize("kind", CREATE)
def test_a_resource_that_is_not_there_is_refused_in_the_words_of_aws(kind, sagemaker):
    assert error(describe, sagemaker, kind) == MISSING[kind]
    assert error(delete, sagemaker, kind) == MISSING[kind]


@pytest.mark.parametrize("kind", CREATE)
def test_a_name_that_is_taken_is_refused(kind, sagemaker):
    create(sagemaker, kind)
    again = getattr(sagemaker, f"create_{_snake(kind)}")
    assert error(again, **CREATE[kind]) == TAKEN[kind]


@pytest.mark.parametrize("kind", CREATE)
def test_what_is_deleted_is_gone(kind, sagemaker):
    create(sagemaker, kind)
    delete(sagemaker, kind)
    assert error(describe, sagemaker, kind) == MISSING[kind]


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
def test_a_resource_is_ready_at_once(kind, sagemaker):
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
    assert error(getattr(sagemaker, f"create_{_snake(kind)}"), **CREATE[kind]) == MISSING[needed]


DEPLOYMENT = {
    "BlueGreenUpdatePolicy": {
        "TrafficRoutingConfiguration": {
            "Type": "CANARY",
            "CanarySize": {"Type": "CAPACITY_PERCENT", "Value": 10},
            "WaitIntervalInSeconds": 60,
        }
    },
    "AutoRollbackConfiguration": {"Alarms": [{"AlarmName": "errors"}]},
}


@pytest.fixture
def endpoint(sagemaker):
    """SageMaker with endpoint e on configuration c, and a second configuration d, with capture."""
    create(sagemaker, "Endpoint")
    sagemaker.create_endpoint_config(
        EndpointConfigName="d", ProductionVariants=[VARIANT | {"InitialInstanceCount": 3}], DataCaptureConfig=CAPTURE
    )
    return sagemaker


def test_an_update_moves_the_endpoint_to_the_new_configuration(endpoint):
    before = describe(endpoint, "Endpoint")
    answer = endpoint.update_endpoint(EndpointName="e", EndpointConfigName="d", DeploymentConfig=DEPLOYMENT)
    assert answer["EndpointArn"] == ARN["Endpoint"]
    after = describe(endpoint, "Endpoint")
    assert (after["EndpointConfigName"], after["EndpointStatus"]) == ("d", "InService")
    assert after["LastDeploymentConfig"] == DEPLOYMENT
    assert after["DataCaptureConfig"] == {
        "EnableCapture": True,
        "CaptureStatus": "Started",
        "CurrentSamplingPercentage": 50,
        "DestinationS3Uri": "s3://capture/",
        "KmsKeyId": KEY,
    }
    assert [variant["DesiredInstanceCount"] for variant in after["ProductionVariants"]] == [3]
    assert after["CreationTime"] == before["CreationTime"]
    assert after["LastModifiedTime"] > before["LastModifiedTime"]
    endpoint.get_waiter("endpoint_in_service").wait(EndpointName="e", WaiterConfig={"MaxAttempts": 1})


def test_an_update_without_capture_ends_the_capture(endpoint):
    endpoint.update_endpoint(EndpointName="e", EndpointConfigName="d")
    endpoint.update_endpoint(EndpointName="e", EndpointConfigName="c")
    assert INVENTED["Endpoint"] & set(describe(endpoint, "Endpoint")) == set()


@pytest.mark.parametrize(
    ("more", "count", "weight"),
    [
        ({}, 3, 1.0),
        ({"RetainAllVariantProperties": True}, 5, 0.25),
        (
            {
                "RetainAllVariantProperties": True,
                "ExcludeRetainedVariantProperties": [{"VariantPropertyType": "DesiredInstanceCount"}],
            },
            3,
            0.25,
        ),
    ],
    ids=["replaced", "retained", "retained but the count"],
)
def test_an_update_keeps_the_live_capacity_only_when_told_to(more, count, weight, endpoint):
    endpoint.update_endpoint_weights_and_capacities(
        EndpointName="e",
        DesiredWeightsAndCapacities=[{"VariantName": "v", "DesiredInstanceCount": 5, "DesiredWeight": 0.25}],
    )
    endpoint.update_endpoint(EndpointName="e", EndpointConfigName="d", **more)
    (variant,) = describe(endpoint, "Endpoint")["ProductionVariants"]
    assert (variant["DesiredInstanceCount"], variant["CurrentInstanceCount"]) == (count, count)
    assert (variant["DesiredWeight"], variant["CurrentWeight"]) == (weight, weight)


def test_a_capacity_that_is_not_given_stays(endpoint):
    endpoint.update_endpoint_weights_and_capacities(
        EndpointName="e", DesiredWeightsAndCapacities=[{"VariantName": "v", "DesiredInstanceCount": 5}]
    )
    (variant,) = describe(endpoint, "Endpoint")["ProductionVariants"]
    assert (variant["DesiredInstanceCount"], variant["DesiredWeight"]) == (5, 1.0)


def test_updates_of_what_is_not_there_are_refused(endpoint):
    assert error(endpoint.update_endpoint, EndpointName="none", EndpointConfigName="d") == (
        "ValidationException",
        f'Could not find endpoint "{SAGEMAKER}:endpoint/none".',
    )
    assert error(endpoint.update_endpoint, EndpointName="e", EndpointConfigName="none") == (
        "ValidationException",
        f'Could not find endpoint configuration "{SAGEMAKER}:endpoint-config/none".',
    )
    assert describe(endpoint, "Endpoint")["EndpointConfigName"] == "c"
    wanted = [{"VariantName": "none", "DesiredInstanceCount": 1}]
    code, message = error(
        endpoint.update_endpoint_weights_and_capacities, EndpointName="e", DesiredWeightsAndCapacities=wanted
    )
    assert (code, '"none"' in message) == ("ValidationException", True)


OFFLINE = {"S3StorageConfig": {"S3Uri": "s3://offline/", "KmsKeyId": KEY}}


def test_an_offline_store_is_described_with_where_it_writes(sagemaker):
    create(sagemaker, "FeatureGroup", OfflineStoreConfig=OFFLINE)
    described = describe(sagemaker, "FeatureGroup")
    store = described["OfflineStoreConfig"]
    resolved = store["S3StorageConfig"].pop("ResolvedOutputS3Uri")
    assert resolved.startswith("s3://offline/")
    assert "/123456789012/eu-west-1/offline-store/usage-" in resolved
    assert store["S3StorageConfig"] == OFFLINE["S3StorageConfig"]
    assert store["DataCatalogConfig"]["Database"] == "sagemaker_featurestore"
    assert described["OfflineStoreStatus"] == {"Status": "Active"}


def test_an_offline_store_without_a_table_has_no_catalog(sagemaker):
    create(sagemaker, "FeatureGroup", OfflineStoreConfig=OFFLINE | {"DisableGlueTableCreation": True})
    store = describe(sagemaker, "FeatureGroup")["OfflineStoreConfig"]
    assert (store["DisableGlueTableCreation"], "DataCatalogConfig" in store) == (True, False)


def test_a_feature_group_takes_new_features_and_another_time_to_live(sagemaker):
    create(sagemaker, "FeatureGroup")
    new = {"FeatureName": "n", "FeatureType": "Integral"}
    answer = sagemaker.update_feature_group(
        FeatureGroupName="usage",
        FeatureAdditions=[new],
        OnlineStoreConfig={"TtlDuration": {"Unit": "Days", "Value": 7}},
    )
    assert answer["FeatureGroupArn"] == ARN["FeatureGroup"]
    described = describe(sagemaker, "FeatureGroup")
    assert described["FeatureDefinitions"] == [*FEATURES, new]
    assert described["OnlineStoreConfig"] == GROUP["OnlineStoreConfig"] | {"TtlDuration": {"Unit": "Days", "Value": 7}}
    assert described["LastUpdateStatus"] == {"Status": "Successful"}
    assert error(sagemaker.update_feature_group, FeatureGroupName="usage", FeatureAdditions=[new]) == (
        "ValidationException",
        "Feature n already exists in the feature group.",
    )
    assert error(sagemaker.update_feature_group, FeatureGroupName="none", FeatureAdditions=[new]) == (
        "ResourceNotFound",
        "Amazon SageMaker can't find a FeatureGroup with name none.",
    )


def test_a_feature_group_is_found_in_any_case_of_its_name(sagemaker):
    create(sagemaker, "FeatureGroup", FeatureGroupName="Usage")
    assert describe(sagemaker, "FeatureGroup")["FeatureGroupName"] == "Usage"
    assert [
        group["FeatureGroupName"]
        for group in sagemaker.list_feature_groups(NameContains="sag")["FeatureGroupSummaries"]
    ] == ["Usage"]
    assert sagemaker.list_feature_groups(NameContains="none")["FeatureGroupSummaries"] == []


def test_a_pipeline_is_updated_in_place(sagemaker):
    create(sagemaker, "Pipeline", PipelineDescription="old")
    before = describe(sagemaker, "Pipeline")
    definition = '{"Version": "2020-12-01", "Steps": [], "Metadata": {}}'
    sagemaker.update_pipeline(PipelineName="p", PipelineDefinition=definition, PipelineDescription="new")
    after = describe(sagemaker, "Pipeline")
    assert (after["PipelineDefinition"], after["PipelineDescription"]) == (definition, "new")
    assert (after["RoleArn"], after["CreationTime"]) == (ROLE, before["CreationTime"])
    assert after["LastModifiedTime"] > before["LastModifiedTime"]


def test_a_pipeline_definition_may_lie_in_s3(sagemaker, aws):
    aws("s3").create_bucket(Bucket="definitions", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    aws("s3").put_object(Bucket="definitions", Key="p.json", Body=PIPELINE["PipelineDefinition"])
    asked = {name: value for name, value in PIPELINE.items() if name != "PipelineDefinition"}
    sagemaker.create_pipeline(**asked, PipelineDefinitionS3Location={"Bucket": "definitions", "ObjectKey": "p.json"})
    assert describe(sagemaker, "Pipeline")["PipelineDefinition"] == PIPELINE["PipelineDefinition"]


def test_a_pipeline_definition_that_is_no_json_is_refused(sagemaker):
    code, message = error(sagemaker.create_pipeline, **PIPELINE | {"PipelineDefinition": "{"})
    assert (code, message.startswith("Unable to parse pipeline definition: ")) == ("ValidationException", True)
    assert error(describe, sagemaker, "Pipeline") == MISSING["Pipeline"]


def test_a_group_with_packages_is_not_deleted_before_them(sagemaker):
    create(sagemaker, "ModelPackageGroup")
    package = sagemaker.create_model_package(
        ModelPackageGroupName="g",
        InferenceSpecification={
            "Containers": [{"Image": IMAGE}],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
    )["ModelPackageArn"]
    assert error(delete, sagemaker, "ModelPackageGroup") == (
        "ConflictException",
        "Model Package Group cannot be deleted: it still contains Model Packages.",
    )
    sagemaker.delete_model_package(ModelPackageName=package)
    assert error(sagemaker.delete_model_package, ModelPackageName=package) == (
        "ValidationException",
        f"ModelPackage {package} does not exist.",
    )
    delete(sagemaker, "ModelPackageGroup")


TARGET = {
    "ServiceNamespace": "sagemaker",
    "ResourceId": "endpoint/e/variant/v",
    "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
}
TRACK = {
    "PolicyName": "track",
    "PolicyType": "TargetTrackingScaling",
    "TargetTrackingScalingPolicyConfiguration": {
        "TargetValue": 100.0,
        "PredefinedMetricSpecification": {"PredefinedMetricType": "SageMakerVariantInvocationsPerInstance"},
        "ScaleInCooldown": 300,
    },
}


@pytest.fixture
def scaling(endpoint, aws):
    """Application Auto Scaling over the endpoint, without targets before and after."""
    client = aws("application-autoscaling")
    yield client
    for target in client.describe_scalable_targets(ServiceNamespace="sagemaker")["ScalableTargets"]:
        client.deregister_scalable_target(**{name: target[name] for name in TARGET})


def test_a_scalable_target_has_its_tags_and_the_role_of_aws(scaling):
    arn = scaling.register_scalable_target(**TARGET, MinCapacity=2, MaxCapacity=4, Tags={"a": "b"})["ScalableTargetARN"]
    assert scaling.list_tags_for_resource(ResourceARN=arn)["Tags"] == {"a": "b"}
    scaling.tag_resource(ResourceARN=arn, Tags={"c": "d"})
    scaling.untag_resource(ResourceARN=arn, TagKeys=["a"])
    assert scaling.list_tags_for_resource(ResourceARN=arn)["Tags"] == {"c": "d"}
    scaling.register_scalable_target(**TARGET, MaxCapacity=5)
    (target,) = scaling.describe_scalable_targets(ServiceNamespace="sagemaker")["ScalableTargets"]
    assert (target["ScalableTargetARN"], target["MinCapacity"], target["MaxCapacity"]) == (arn, 2, 5)
    assert target["RoleARN"] == (
        "arn:aws:iam::123456789012:role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com/"
        "AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint"
    )
    assert set(target["SuspendedState"].values()) == {False}


def test_a_policy_keeps_its_arn_when_it_is_put_again_and_goes_with_its_target(scaling):
    scaling.register_scalable_target(**TARGET, MinCapacity=2, MaxCapacity=4)
    first = scaling.put_scaling_policy(**TARGET, **TRACK)["PolicyARN"]
    assert scaling.put_scaling_policy(**TARGET, **TRACK)["PolicyARN"] == first
    (policy,) = scaling.describe_scaling_policies(ServiceNamespace="sagemaker")["ScalingPolicies"]
    assert policy["PolicyARN"] == first
    tracked = "TargetTrackingScalingPolicyConfiguration"
    assert policy[tracked] == TRACK[tracked]
    scaling.deregister_scalable_target(**TARGET)
    assert scaling.describe_scaling_policies(ServiceNamespace="sagemaker")["ScalingPolicies"] == []


def test_scaling_of_what_is_not_there_is_refused(scaling):
    elsewhere = TARGET | {"ResourceId": "endpoint/none/variant/v"}
    assert (
        error(scaling.register_scalable_target, **elsewhere, MinCapacity=1, MaxCapacity=2)[0] == "ValidationException"
    )
    missing = "ObjectNotFoundException"
    assert error(scaling.put_scaling_policy, **TARGET, **TRACK)[0] == missing
    assert error(scaling.deregister_scalable_target, **TARGET)[0] == missing
    assert error(scaling.delete_scaling_policy, **TARGET, PolicyName="track")[0] == missing
    arn = "arn:aws:application-autoscaling:eu-west-1:123456789012:scalable-target/none"
    assert error(scaling.list_tags_for_resource, ResourceARN=arn)[0] == "ResourceNotFoundException"


def test_a_symmetric_key_is_for_encryption_unless_it_is_said_otherwise(aws):
    made = aws("kms").create_key()["KeyMetadata"]
    assert (made["KeyUsage"], made["KeySpec"]) == ("ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT")
    assert aws("kms").describe_key(KeyId=made["KeyId"])["KeyMetadata"]["KeyUsage"] == "ENCRYPT_DECRYPT"
    assert aws("kms").create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyUsage"] == "SIGN_VERIFY"


def statement(effect, **more):
    bucket = "arn:aws:s3:::guarded"
    return {"Effect": effect, "Principal": "*", "Action": "s3:*", "Resource": [bucket, f"{bucket}/*"]} | more


@pytest.mark.parametrize(
    ("statements", "allowed"),
    [
        ([statement("Deny", Condition={"Bool": {"aws:SecureTransport": "false"}})], True),
        ([statement("Deny")], False),
        ([statement("Deny", Condition={"Bool": {"aws:SecureTransport": "false"}}), statement("Deny")], False),
    ],
    ids=["TLS only", "denied to all", "both"],
)
def test_a_bucket_for_tls_only_can_be_used_and_a_denial_holds(statements, allowed, aws):
    s3 = aws("s3")
    s3.create_bucket(Bucket="guarded", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_bucket_policy(Bucket="guarded", Policy=json.dumps({"Version": "2012-10-17", "Statement": statements}))
    try:
        if allowed:
            s3.put_object(Bucket="guarded", Key="k", Body=b"body")
            assert s3.get_object(Bucket="guarded", Key="k")["Body"].read() == b"body"
            s3.delete_object(Bucket="guarded", Key="k")
        else:
            assert error(s3.put_object, Bucket="guarded", Key="k", Body=b"body") == ("403", "Forbidden")
    finally:
        s3.delete_bucket_policy(Bucket="guarded")
        s3.delete_bucket(Bucket="guarded")


def test_a_budget_has_its_tags(aws):
    budgets, account = aws("budgets"), "123456789012"
    limit = {"Amount": "10", "Unit": "USD"}
    budget = {"BudgetName": "b", "BudgetLimit": limit, "TimeUnit": "MONTHLY", "BudgetType": "COST"}
    budgets.create_budget(AccountId=account, Budget=budget, ResourceTags=TAGS)
    arn = f"arn:aws:budgets::{account}:budget/b"
    assert budgets.list_tags_for_resource(ResourceARN=arn)["ResourceTags"] == TAGS
    budgets.tag_resource(ResourceARN=arn, ResourceTags=[{"Key": "team", "Value": "a"}])
    budgets.untag_resource(ResourceARN=arn, ResourceTagKeys=["product"])
    assert budgets.list_tags_for_resource(ResourceARN=arn)["ResourceTags"] == [{"Key": "team", "Value": "a"}]
    assert error(budgets.list_tags_for_resource, ResourceARN=f"{arn}2")[0] == "NotFoundException"


def test_a_state_machine_has_no_versions(aws):
    arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:s"
    assert aws("stepfunctions").list_state_machine_versions(stateMachineArn=arn)["stateMachineVersions"] == []
