"""The reference stack through the real engine: made, read back, changed, found drifted, taken down."""

import json

import pytest

from local.session import REGION
from local.stack import Stack
from local.summary import summary

STACK = "churn-local"
ACCOUNT = "123456789012"
BUCKETS = {name: f"{STACK}-{name}-{ACCOUNT}-{REGION}" for name in ("raw", "curated", "artifacts", "logs")}


@pytest.fixture(scope="module")
def stack(laptop):
    """The stack, up."""
    made = Stack(laptop.session, STACK)
    made.select()
    done = laptop.pulumi("up", "--yes", "--stack", STACK)
    assert done.returncode == 0, done.stdout + done.stderr
    return made


@pytest.fixture(scope="module")
def outputs(stack):
    return stack.outputs()


def test_forty_and_more_resources_are_made_and_the_summary_says_where(stack, laptop):
    made = [resource for resource in stack.resources() if resource["type"].startswith("aws:")]
    assert len(made) == 68
    text = summary(stack, laptop.session.layout, laptop.session.cloud_url)
    assert "churn-local: 68 resources on the local cloud (31 s3," in text
    for shown in ("churn-local-endpoint", BUCKETS["artifacts"], str(laptop.session.layout.state), "make down takes"):
        assert shown in text


def test_a_second_up_changes_nothing(stack, laptop):
    done = laptop.pulumi("up", "--yes", "--stack", STACK)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "89 unchanged" in done.stdout
    assert laptop.steps(STACK) == {}


def test_a_refresh_finds_nothing_changed(stack, laptop):
    done = laptop.pulumi("refresh", "--yes", "--stack", STACK)
    assert done.returncode == 0, done.stdout + done.stderr
    assert laptop.steps(STACK) == {}


@pytest.mark.parametrize("name", ["raw", "curated", "artifacts"])
def test_boto3_sees_a_bucket_as_the_component_promises(stack, laptop, outputs, name):
    s3, bucket = laptop.client("s3"), BUCKETS[name]
    rule = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"][0]
    assert rule["ApplyServerSideEncryptionByDefault"] == {
        "SSEAlgorithm": "aws:kms",
        "KMSMasterKeyID": outputs["kms_key_arn"],
    }
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    assert s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"] == {
        "BlockPublicAcls": True,
        "IgnorePublicAcls": True,
        "BlockPublicPolicy": True,
        "RestrictPublicBuckets": True,
    }
    (statement,) = json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"])["Statement"]
    assert (statement["Effect"], statement["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    assert s3.get_bucket_logging(Bucket=bucket)["LoggingEnabled"]["TargetBucket"] == BUCKETS["logs"]
    tags = {tag["Key"]: tag["Value"] for tag in s3.get_bucket_tagging(Bucket=bucket)["TagSet"]}
    assert tags == {
        "product": "churn",
        "environment": "local",
        "owner": "retention-team",
        "cost-center": "4711",
        "data-classification": "confidential",
    }


def test_boto3_sees_a_key_that_rotates(stack, laptop, outputs):
    kms = laptop.client("kms")
    assert kms.get_key_rotation_status(KeyId=outputs["kms_key_arn"])["KeyRotationEnabled"] is True
    assert kms.describe_key(KeyId="alias/churn-local-key")["KeyMetadata"]["Arn"] == outputs["kms_key_arn"]


def test_boto3_sees_an_isolated_captured_endpoint_with_its_rollback_alarms(stack, laptop, outputs):
    sagemaker = laptop.client("sagemaker")
    endpoint = sagemaker.describe_endpoint(EndpointName=outputs["endpoint"])
    assert endpoint["EndpointStatus"] == "InService"
    config = sagemaker.describe_endpoint_config(EndpointConfigName=endpoint["EndpointConfigName"])
    assert config["KmsKeyId"] == outputs["kms_key_arn"]
    capture = config["DataCaptureConfig"]
    assert (capture["EnableCapture"], capture["InitialSamplingPercentage"]) == (True, 100)
    assert (capture["DestinationS3Uri"], capture["KmsKeyId"]) == (
        f"s3://{BUCKETS['artifacts']}/capture",
        outputs["kms_key_arn"],
    )
    (variant,) = config["ProductionVariants"]
    assert (variant["InstanceType"], variant["InitialInstanceCount"]) == ("ml.m5.large", 2)
    model = sagemaker.describe_model(ModelName=variant["ModelName"])
    assert model["EnableNetworkIsolation"] is True
    assert "@sha256:" in model["PrimaryContainer"]["Image"]


def test_boto3_sees_alarms_that_tell_the_encrypted_topic(stack, laptop, outputs):
    alarms = laptop.client("cloudwatch").describe_alarms(AlarmNames=outputs["alarms"])["MetricAlarms"]
    assert len(alarms) == 4
    assert {tuple(alarm["AlarmActions"]) for alarm in alarms} == {(outputs["alarm_topic_arn"],)}
    topic = laptop.client("sns").get_topic_attributes(TopicArn=outputs["alarm_topic_arn"])["Attributes"]
    assert topic["KmsMasterKeyId"] == outputs["kms_key_arn"]


def test_boto3_sees_the_endpoint_scale_between_its_bounds(stack, laptop, outputs):
    scaling = laptop.client("application-autoscaling")
    (target,) = scaling.describe_scalable_targets(ServiceNamespace="sagemaker")["ScalableTargets"]
    assert target["ResourceId"] == f"endpoint/{outputs['endpoint']}/variant/AllTraffic"
    assert (target["MinCapacity"], target["MaxCapacity"]) == (2, 6)
    (policy,) = scaling.describe_scaling_policies(ServiceNamespace="sagemaker")["ScalingPolicies"]
    assert policy["TargetTrackingScalingPolicyConfiguration"]["TargetValue"] == 600


def test_boto3_sees_roles_for_one_service_with_one_policy_and_no_managed_one(stack, laptop):
    iam = laptop.client("iam")
    roles = iam.list_roles(PathPrefix="/mlops/")["Roles"]
    assert sorted(role["RoleName"] for role in roles) == [
        "churn-local-customer-usage-store",
        "churn-local-endpoint-serving",
        "churn-local-feature-store-additions",
        "churn-local-feature-store-records",
        "churn-local-training-job",
        "churn-local-training-starter",
    ]
    for role in roles:
        name = role["RoleName"]
        (trusted,) = role["AssumeRolePolicyDocument"]["Statement"]
        assert trusted["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
        assert iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"] == []
        assert iam.list_role_policies(RoleName=name)["PolicyNames"] == ["job"]


@pytest.mark.filterwarnings("ignore")  # the SDK and what it imports warn of their own
def test_the_sagemaker_sdk_reads_the_stack_as_a_user_would(stack, laptop, outputs, monkeypatch):
    for name, value in laptop.session.variables.items():
        monkeypatch.setenv(name, value)
    from sagemaker.core.resources import Endpoint, FeatureGroup, ModelPackageGroup, Pipeline

    assert Endpoint.get(outputs["endpoint"]).endpoint_status == "InService"
    group = FeatureGroup.get(outputs["feature_groups"]["customer_usage"])
    assert [feature.feature_name for feature in group.feature_definitions] == [
        "customer_id",
        "observed_at",
        "tenure_months",
        "monthly_charge",
        "contract",
    ]
    assert group.online_store_config.security_config.kms_key_id == outputs["kms_key_arn"]
    assert ModelPackageGroup.get(outputs["model_package_group"]).model_package_group_name == "churn-local-models"
    pipeline = Pipeline.get(outputs["training_pipeline"])
    steps = [step["Name"] for step in json.loads(pipeline.pipeline_definition)["Steps"]]
    assert steps == ["Check", "Process", "Train", "Evaluate", "Explain", "Gate"]


@pytest.mark.filterwarnings("ignore")
def test_the_sagemaker_sdk_starts_the_pipeline(stack, laptop, outputs, monkeypatch):
    for name, value in laptop.session.variables.items():
        monkeypatch.setenv(name, value)
    from sagemaker.mlops.workflow.pipeline import Pipeline

    execution = Pipeline(name=outputs["training_pipeline"]).start(parameters={"DataUri": "s3://elsewhere"})
    assert f":pipeline/{outputs['training_pipeline']}/execution/" in execution.arn


def test_a_bound_changes_in_place(stack, laptop, spec):
    before = spec.read_text()
    spec.write_text(before.replace("rollout: {", "alarms: {latency_ms: 250}\n  rollout: {"))
    try:
        assert laptop.steps(STACK) == {"endpoint-alarms-latency": "update"}
        done = laptop.pulumi("up", "--yes", "--stack", STACK)
        assert done.returncode == 0, done.stdout
        (alarm,) = laptop.client("cloudwatch").describe_alarms(AlarmNames=["churn-local-endpoint-latency"])[
            "MetricAlarms"
        ]
        assert alarm["Threshold"] == 250_000
    finally:
        spec.write_text(before)


def test_a_new_model_replaces_the_model_and_its_configuration_and_moves_the_endpoint(stack, laptop, spec):
    """Answers the complaint that a model change never reaches the endpoint, or takes it down."""
    laptop.pulumi("up", "--yes", "--stack", STACK)
    sagemaker = laptop.client("sagemaker")
    before = sagemaker.describe_endpoint(EndpointName="churn-local-endpoint")
    spec.write_text(spec.read_text().replace("models/churn/1/", "models/churn/2/"))
    assert laptop.steps(STACK) == {
        "endpoint-serving-policy": "update",
        "endpoint-model": "replace",
        "endpoint-config": "replace",
        "endpoint-endpoint": "update",
    }
    done = laptop.pulumi("up", "--yes", "--stack", STACK)
    assert done.returncode == 0, done.stdout
    after = sagemaker.describe_endpoint(EndpointName="churn-local-endpoint")
    assert after["EndpointArn"] == before["EndpointArn"]
    assert after["CreationTime"] == before["CreationTime"]
    assert after["EndpointConfigName"] != before["EndpointConfigName"]
    models = [model["ModelName"] for model in sagemaker.list_models()["Models"]]
    served = sagemaker.describe_endpoint_config(EndpointConfigName=after["EndpointConfigName"])["ProductionVariants"]
    assert models == [served[0]["ModelName"]]
    container = sagemaker.describe_model(ModelName=models[0])["PrimaryContainer"]
    assert container["ModelDataUrl"] == f"s3://{BUCKETS['artifacts']}/models/churn/2/model.tar.gz"
    assert laptop.steps(STACK) == {}


def test_a_refresh_sees_what_was_changed_behind_its_back_and_up_puts_it_right(stack, laptop):
    s3 = laptop.client("s3")
    s3.put_bucket_versioning(Bucket=BUCKETS["raw"], VersioningConfiguration={"Status": "Suspended"})
    laptop.client("cloudwatch").delete_alarms(AlarmNames=["churn-local-endpoint-disk"])
    done = laptop.pulumi("refresh", "--yes", "--stack", STACK)
    assert done.returncode == 0, done.stdout + done.stderr
    assert laptop.steps(STACK) == {"raw-versioning": "update", "endpoint-alarms-disk": "create"}
    done = laptop.pulumi("up", "--yes", "--stack", STACK)
    assert done.returncode == 0, done.stdout + done.stderr
    assert s3.get_bucket_versioning(Bucket=BUCKETS["raw"])["Status"] == "Enabled"


def test_down_leaves_no_object_in_the_local_cloud(stack, laptop):
    """Last of the file. What people put into the buckets goes too, since the reference spec is disposable locally."""
    laptop.client("s3").put_object(Bucket=BUCKETS["raw"], Key="customers.csv", Body=b"id\n1\n")
    assert len(laptop.objects()) > 20
    assert stack.destroy() == 0
    assert laptop.objects() == []
    assert not stack.exists()
