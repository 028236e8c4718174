"""The contract: what a platform promises is checked where it is written and where it is read."""

from typing import Any

import pulumi
import pytest
from mlops_stacks.contract import of_platform, offer
from mlops_stacks.loader import load
from mlops_stacks.model import Environment
from mlops_stacks.product import build
from specs import GOOD

PLATFORM = "organization/pulumi-mlops/platform-local"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:platform-local-alerts"
PROMISED: dict[str, Any] = {
    "account_id": "123456789012",
    "region": "eu-west-1",
    "network": {"vpc_id": "vpc-1", "subnet_ids": ["subnet-a", "subnet-b"], "security_group_id": "sg-1"},
    "permissions_boundary_arn": "arn:aws:iam::123456789012:policy/mlops/platform-local-boundary",
    "instance_types": ["ml.m5.*"],
    "alert_topic_arns": {severity: f"{TOPIC}-{severity}" for severity in ("critical", "warning", "info")},
}


def read(engine, promised: Any) -> Any:
    engine.stacks[PLATFORM] = {"contract": promised} if promised else {}
    return engine.build(lambda: of_platform("platform", Environment.LOCAL))


def test_what_is_offered_is_what_is_read(engine):
    offered = engine.build(lambda: offer(**PROMISED))
    assert offered == {"version": 1, **PROMISED}
    assert read(engine, offered).model_dump(mode="json") == offered


def test_outputs_may_stand_at_any_depth(engine):
    network = {**PROMISED["network"], "subnet_ids": [pulumi.Output.from_input(one) for one in ("subnet-a", "subnet-b")]}
    assert engine.build(lambda: offer(**{**PROMISED, "network": network}))["network"] == PROMISED["network"]


@pytest.mark.parametrize(
    ("promised", "said"),
    [
        ({**PROMISED, "network": {**PROMISED["network"], "subnet_ids": []}}, "network.subnet_ids: "),
        ({**PROMISED, "account_id": "1"}, "account_id: must be an AWS account's 12 digits"),
        ({name: value for name, value in PROMISED.items() if name != "network"}, "network: Field required"),
        ({**PROMISED, "version": 2}, "version: Input should be 1"),
    ],
)
def test_a_wrong_promise_is_told_by_field_on_both_sides(engine, promised, said):
    with pytest.raises(pulumi.RunError, match="this platform's output contract") as written:
        engine.build(lambda: offer(**promised))
    with pytest.raises(pulumi.RunError, match=f"output contract of stack {PLATFORM}") as found:
        read(engine, {"version": 1, **promised})
    assert said in str(written.value)
    assert said in str(found.value)


def test_a_platform_without_a_contract_is_to_be_deployed_first(engine):
    with pytest.raises(pulumi.RunError, match=f"output contract of stack {PLATFORM} is not there"):
        read(engine, None)


def test_a_platform_that_promises_more_serves_an_older_product(engine):
    assert read(engine, {"version": 1, **PROMISED, "later": "more"}).network.vpc_id == "vpc-1"


def test_a_product_on_a_platform_serves_from_the_platforms_network(engine, tmp_path):
    file = tmp_path / "churn.yaml"
    file.write_text(GOOD.replace("owner:", "platform: platform\nowner:"))
    engine.stacks[PLATFORM] = {"contract": {"version": 1, **PROMISED}}
    outputs = engine.build(lambda: build(load(file, Environment.LOCAL)))
    assert outputs["allowed_instance_types"] == ["ml.m5.*"]
    assert engine.one("aws:sagemaker/model:Model")["vpcConfig"] == {
        "subnets": ["subnet-a", "subnet-b"],
        "securityGroupIds": ["sg-1"],
    }
