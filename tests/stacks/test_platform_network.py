"""The platform's network: made by the spec, or one that is there."""

import pulumi
import pytest
from mlops_stacks.model import Deployment, Environment
from mlops_stacks.platform import PlatformSpec, build

SPEC = {"platform": "platform", "owner": "us", "cost_center": "1", "data_classification": "internal"}
THERE = {"vpc_id": "vpc-1", "subnet_ids": ["subnet-a", "subnet-b"], "endpoints": ["sts"]}


def made(engine, **given):
    spec = PlatformSpec.model_validate({**SPEC, **given})
    outputs = engine.build(lambda: build(Deployment(spec, Environment.LOCAL)), preview=True)
    return outputs, [name for name in engine.names() if name.startswith("mlops:network")]


def test_the_smallest_platform_has_a_private_network(engine):
    outputs, networks = made(engine)
    assert networks == ["mlops:network:Network network"]
    assert len(engine.all("aws:ec2/subnet:Subnet")) == 2
    assert {"s3", "sagemaker.api"} <= set(outputs["vpc_endpoint_ids"])


def test_a_network_that_is_there_is_used_in_place_of_one_that_is_made(engine):
    engine.answers = {"aws:ec2/getVpcs:getVpcs": lambda args: {"ids": []}}
    with pytest.raises(pulumi.RunError, match="there is no vpc-1"):
        made(engine, existing_network=THERE)
    assert engine.all("aws:ec2/vpc:Vpc") == []
    networks = [name for name in engine.names() if name.startswith("mlops:network:")]
    assert networks == ["mlops:network:ExistingNetwork network"]


@pytest.mark.parametrize(
    ("tracking", "network", "is_there"),
    [
        ({"server": {}}, {}, True),
        ({}, {}, False),  # an app has no endpoint
        ({"server": {}}, {"endpoints": ["sts"]}, False),  # what is written counts
    ],
)
def test_a_tracking_server_is_reached_by_its_own_endpoint(engine, tracking, network, is_there):
    outputs, _ = made(engine, tracking=tracking, network=network)
    assert ("sagemaker.experiments" in outputs["vpc_endpoint_ids"]) is is_there
