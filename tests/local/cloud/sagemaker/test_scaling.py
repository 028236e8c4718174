"""An endpoint is scaled by Application Auto Scaling."""

import pytest

from tests.local.cloud.sagemaker.asking import error

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
