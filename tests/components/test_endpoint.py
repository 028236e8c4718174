"""Endpoint: isolated, encrypted, captured, scaled, and rolled back by its own alarms."""

import json

import pulumi_mlops as mlops
import pytest
from pydantic import ValidationError

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:churn-local-alarms"
DIGEST = "sha256:" + "0" * 64


def args(**given):
    return mlops.EndpointArgs.model_validate(
        {
            "model": {"image": {"repository": "serve", "digest": DIGEST}, "artifact": "models/1/model.tar.gz"},
            "kms_key_arn": KEY,
            "artifact_bucket": "store",
            "artifact_bucket_arn": "arn:aws:s3:::store",
            "alarm_topic_arn": TOPIC,
            **given,
        }
    )


def build(engine, **given):
    return engine.build(lambda: mlops.Endpoint("endpoint", args(**given)))


def test_the_model_is_isolated_and_its_image_is_pinned(engine):
    build(engine)
    model = engine.one("aws:sagemaker/model:Model")
    assert model["enableNetworkIsolation"] is True
    assert model["primaryContainer"] == {
        "image": f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/serve@{DIGEST}",
        "modelDataUrl": "s3://store/models/1/model.tar.gz",
    }
    assert "vpcConfig" not in model


def test_the_model_sits_in_the_given_network(engine):
    build(engine, subnet_ids=["subnet-a", "subnet-b"], security_group_ids=["sg-1"])
    assert engine.one("aws:sagemaker/model:Model")["vpcConfig"] == {
        "subnets": ["subnet-a", "subnet-b"],
        "securityGroupIds": ["sg-1"],
    }


def test_half_a_network_is_refused():
    with pytest.raises(ValidationError, match="must be given together"):
        args(subnet_ids=["subnet-a"])


def test_requests_and_answers_are_captured_under_the_key(engine):
    build(engine, capture_percent=40)
    assert engine.one("aws:sagemaker/endpointConfiguration:EndpointConfiguration")["dataCaptureConfig"] == {
        "enableCapture": True,
        "initialSamplingPercentage": 40,
        "destinationS3Uri": "s3://store/capture",
        "kmsKeyId": KEY,
        "captureOptions": [{"captureMode": "Input"}, {"captureMode": "Output"}],
    }


@pytest.mark.parametrize(("instance", "key"), [("ml.m5.large", KEY), ("ml.g5.xlarge", None), ("ml.m5d.large", None)])
def test_volumes_are_under_the_key_except_where_the_hardware_encrypts_them(engine, instance, key):
    build(engine, instance={"type": instance})
    config = engine.one("aws:sagemaker/endpointConfiguration:EndpointConfiguration")
    assert config.get("kmsKeyArn") == key
    assert config["productionVariants"][0]["instanceType"] == instance


def test_the_fleet_scales_between_its_bounds_on_invocations(engine):
    build(engine, instance={"count": 3, "max": 9, "invocations_per_minute": 50})
    variant = engine.one("aws:sagemaker/endpointConfiguration:EndpointConfiguration")["productionVariants"][0]
    assert variant["initialInstanceCount"] == 3
    target = engine.one("aws:appautoscaling/target:Target")
    assert (target["minCapacity"], target["maxCapacity"]) == (3, 9)
    assert target["resourceId"] == "endpoint/churn-local-endpoint/variant/AllTraffic"
    policy = engine.one("aws:appautoscaling/policy:Policy")
    assert policy["resourceId"] == target["resourceId"]
    assert policy["targetTrackingScalingPolicyConfiguration"] == {
        "targetValue": 50,
        "predefinedMetricSpecification": {"predefinedMetricType": "SageMakerVariantInvocationsPerInstance"},
        "scaleInCooldown": 300,
        "scaleOutCooldown": 60,
    }


def test_a_new_model_comes_by_canary_and_goes_back_on_its_alarms(engine):
    build(engine, rollout={"canary_percent": 20, "bake_minutes": 5})
    assert engine.one("aws:sagemaker/endpoint:Endpoint")["deploymentConfig"] == {
        "autoRollbackConfiguration": {
            "alarms": [{"alarmName": "churn-local-endpoint-errors"}, {"alarmName": "churn-local-endpoint-latency"}]
        },
        "blueGreenUpdatePolicy": {
            "trafficRoutingConfiguration": {
                "type": "CANARY",
                "waitIntervalInSeconds": 300,
                "canarySize": {"type": "CAPACITY_PERCENT", "value": 20},
            },
            "terminationWaitInSeconds": 300,
        },
    }


def test_its_logs_are_kept_under_the_key(engine):
    build(engine)
    assert engine.one("aws:cloudwatch/logGroup:LogGroup") == {
        "name": "/aws/sagemaker/Endpoints/churn-local-endpoint",
        "kmsKeyId": KEY,
        "retentionInDays": 400,
        "tags": {},
    }


def test_its_role_reads_the_one_model_and_writes_captures_only(engine):
    build(engine)
    statements = json.loads(engine.one("aws:iam/rolePolicy:RolePolicy")["policy"])["Statement"]
    objects = {made["Action"][0]: made["Resource"] for made in statements if made["Action"][0].endswith("Object")}
    assert objects == {
        "s3:GetObject": ["arn:aws:s3:::store/models/1/model.tar.gz*"],
        "s3:PutObject": ["arn:aws:s3:::store/capture/*"],
    }
    assert [made["Action"] for made in statements if made["Resource"] == ["*"]] == [
        ["ecr:GetAuthorizationToken"],
        ["cloudwatch:PutMetricData"],
    ]


def test_in_a_vpc_its_role_may_join_the_given_network_and_no_other(engine):
    build(engine, subnet_ids=["subnet-a"], security_group_ids=["sg-1"])
    statements = json.loads(engine.one("aws:iam/rolePolicy:RolePolicy")["policy"])["Statement"]
    ec2 = "arn:aws:ec2:eu-west-1:123456789012:"
    assert [made["Resource"] for made in statements if made["Action"][0].startswith("ec2:")] == [
        [f"{ec2}network-interface/*", f"{ec2}subnet/subnet-a", f"{ec2}security-group/sg-1"],
        [f"{ec2}network-interface/*"],
        ["*"],
    ]


CHANGES = [
    ({}, {"model": False, "config": False}),
    ({"tags": {"owner": "me"}}, {"model": False, "config": False}),
    ({"rollout": {"canary_percent": 20}}, {"model": False, "config": False}),
    ({"capture_percent": 40}, {"model": False, "config": True}),
    ({"instance": {"type": "ml.m5.xlarge"}}, {"model": False, "config": True}),
    (
        {"model": {"image": {"repository": "serve", "digest": DIGEST}, "artifact": "models/2/model.tar.gz"}},
        {"model": True, "config": True},
    ),
    ({"subnet_ids": ["a", "b"], "security_group_ids": ["g"]}, {"model": True, "config": True}),
]


@pytest.mark.parametrize(("given", "renamed"), CHANGES, ids=[",".join(given) or "nothing" for given, _ in CHANGES])
def test_just_what_changes_gets_a_new_name_beside_the_old_one(engine, given, renamed):
    """Answers the complaint that a model or configuration change never reaches the endpoint, or names collide."""
    build(engine)
    build(engine, **given)
    models = [made["name"] for made in engine.all("aws:sagemaker/model:Model")]
    configs = [made["name"] for made in engine.all("aws:sagemaker/endpointConfiguration:EndpointConfiguration")]
    assert {"model": models[0] != models[1], "config": configs[0] != configs[1]} == renamed
    assert [made["endpointConfigName"] for made in engine.all("aws:sagemaker/endpoint:Endpoint")] == configs
    assert {made["name"] for made in engine.all("aws:sagemaker/endpoint:Endpoint")} == {"churn-local-endpoint"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"instance": {"count": 5, "max": 2}}, "max: 2 must be at least count, which is 5"),
        ({"instance": {"type": "m5.large"}}, 'must start with "ml."'),
        ({"rollout": {"canary_percent": 60}}, "less than or equal to 50"),
        ({"capture_percent": 0}, "greater than or equal to 1"),
        ({"log_retention_days": 42}, "log_retention_days"),
    ],
)
def test_what_the_service_would_refuse_is_refused_here(given, message):
    with pytest.raises(ValidationError, match=message):
        args(**given)
