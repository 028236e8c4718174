"""The contract: what a platform promises is checked where it is written and where it is read."""

import json
from typing import Any

import pulumi
import pytest
import whole
from mlops_stacks.contract import of_platform, offer
from mlops_stacks.loader import load
from mlops_stacks.model import Environment
from mlops_stacks.product import build
from mlops_stacks.yaml_lines import SpecError
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
OFFERED: dict[str, Any] = {
    **PROMISED,
    "reads_accounts": ["111111111111"],
    "kms_key_arns": {"confidential": "arn:aws:kms:eu-west-1:123456789012:key/k-1"},
    "zones": {"artifacts": "platform-local-data-artifacts-123456789012-eu-west-1"},
    "log_bucket": "platform-local-logs-123456789012-eu-west-1",
    "trackers": {
        "wandb": {
            "environment": {"WANDB_PROJECT": "churn"},
            "arn": None,
            "bucket_arn": None,
            "prefix": "",
            "kms_key_arn": "arn:aws:kms:eu-west-1:123456789012:key/k-1",
            "secret_arn": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:platform-local-wandb-tracker",
            "security_group_id": "sg-2",
        }
    },
}


def read(engine, promised: Any) -> Any:
    engine.stacks[PLATFORM] = {"contract": promised} if promised else {}
    return engine.build(lambda: of_platform("platform", Environment.LOCAL))


def test_what_is_offered_is_what_is_read(engine):
    offered = engine.build(lambda: offer(**OFFERED))
    assert offered == {"version": 1, **OFFERED}
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
        ({**PROMISED, "kms_key_arns": {"secret": "arn:aws:kms:x"}}, "kms_key_arns.secret"),
        ({**PROMISED, "zones": {"attic": "bucket"}}, "zones.attic"),
        ({**PROMISED, "reads_accounts": ["1"]}, "reads_accounts.0: must be an AWS account's 12 digits"),
        ({**PROMISED, "trackers": {"wandb": {}}}, "trackers.wandb.environment: Field required"),
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


def product(engine, tmp_path, promised, more="", environment=Environment.LOCAL):
    """A product's outputs on such a platform."""
    file = tmp_path / "churn.yaml"
    file.write_text(GOOD.replace("owner:", f"platform: platform\n{more}owner:"))
    engine.stacks[PLATFORM.replace("local", environment)] = {"contract": {"version": 1, **promised}}
    return engine.build(lambda: build(load(file, environment)))


def test_a_product_is_told_of_the_tracker_that_it_asks_for(engine, tmp_path):
    assert product(engine, tmp_path, OFFERED, "tracker: wandb\n")["tracker"] == {
        "environment": {"WANDB_PROJECT": "churn"},
        "kms_key_arn": "arn:aws:kms:eu-west-1:123456789012:key/k-1",
        "secret_arn": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:platform-local-wandb-tracker",
        "security_group_id": "sg-2",
    }
    assert "tracker" not in product(engine, tmp_path, OFFERED)


def test_a_tracker_that_the_platform_has_not_is_told_with_those_that_it_has(engine, tmp_path):
    with pytest.raises(pulumi.RunError, match='tracker: the platform has no "mlflow"; there are wandb'):
        product(engine, tmp_path, OFFERED, "tracker: mlflow\n")


TRACKED = ("  data: curated\n", "  data: curated\n  steps: {train: {tracked: true}}\n")


def tracked(engine, tmp_path, promised, tracker):
    """The training job of a product whose training logs runs, on such a platform; and what its role may use."""
    file = tmp_path / "churn.yaml"
    file.write_text(GOOD.replace("owner:", f"platform: platform\ntracker: {tracker}\nowner:").replace(*TRACKED))
    engine.stacks[PLATFORM] = {"contract": {"version": 1, **promised}}
    engine.build(lambda: build(load(file, Environment.LOCAL)))
    steps = json.loads(engine.one("aws:sagemaker/pipeline:Pipeline")["pipelineDefinition"])["Steps"]
    (train,) = [step["Arguments"] for step in steps if step["Name"] == "Train"]
    policy = json.loads(engine.one("aws:iam/rolePolicy:RolePolicy", "training-job-policy")["policy"])
    return train, {resource for one in policy["Statement"] for resource in one["Resource"]}


def test_training_that_is_tracked_is_told_of_the_platforms_mlflow_and_may_log_there(engine, tmp_path):
    train, resources = tracked(engine, tmp_path, whole.PROMISED, "mlflow")
    assert train["Environment"] == {"MLFLOW_EXPERIMENT_NAME": "churn-local", "MLFLOW_TRACKING_URI": whole.SERVER}
    assert train["EnableNetworkIsolation"] is False
    files = f"{whole.PROMISED['trackers']['mlflow']['bucket_arn']}/mlflow/*"
    assert {whole.SERVER, files, "arn:aws:kms:eu-west-1:123456789012:key/platform"} <= resources


def test_training_that_is_tracked_elsewhere_stands_in_the_trackers_group_and_reads_its_token(engine, tmp_path):
    train, resources = tracked(engine, tmp_path, OFFERED, "wandb")
    assert train["VpcConfig"]["SecurityGroupIds"] == ["sg-1", "sg-2"]
    assert "arn:aws:secretsmanager:eu-west-1:123456789012:secret:platform-local-wandb-tracker" in resources
    assert "arn:aws:kms:eu-west-1:123456789012:key/k-1" in resources


def test_a_platform_that_does_not_say_what_logging_takes_is_to_be_deployed_anew(engine, tmp_path):
    wandb = {name: value for name, value in OFFERED["trackers"]["wandb"].items() if name != "kms_key_arn"}
    with pytest.raises(pulumi.RunError, match='tracker: the platform does not say kms_key_arn of "wandb": deploy the'):
        tracked(engine, tmp_path, {**OFFERED, "trackers": {"wandb": wandb}}, "wandb")


def test_a_tracked_step_of_a_product_without_a_tracker_is_refused_with_its_line(tmp_path):
    file = tmp_path / "churn.yaml"
    file.write_text(GOOD.replace(*TRACKED))
    with pytest.raises(SpecError, match=r":18: training\.steps\.train\.tracked: logs runs: name the tracker"):
        load(file, Environment.LOCAL)


def test_a_tracker_without_a_platform_is_refused(tmp_path):
    file = tmp_path / "churn.yaml"
    file.write_text(GOOD.replace("owner:", "tracker: mlflow\nowner:"))
    with pytest.raises(SpecError, match="tracker: is the platform's: name the platform, too"):
        load(file, Environment.LOCAL)


def test_a_platform_that_lets_no_role_read_from_the_stage_before_is_told_before_anything_is_deployed(engine, tmp_path):
    engine.stack = "churn-prod"
    way = "promotion: [dev, prod]\n"
    with pytest.raises(pulumi.RunError, match="promotion: the platform's boundary lets no role read from 111111111111"):
        product(engine, tmp_path, PROMISED, way, Environment.PROD)
    product(engine, tmp_path, OFFERED, way, Environment.PROD)


def test_the_full_platform_promises_all_that_there_is_to_promise(engine):
    offered = engine.build(lambda: whole.built(whole.PLATFORM, "platform"))["contract"]
    assert set(offered["kms_key_arns"]) == {"public", "internal", "confidential", "restricted"}
    assert set(offered["zones"]) == {"raw", "curated", "features", "artifacts", "capture"}
    assert set(offered["trackers"]) == {"wandb", "modeldb", "mlflow"}
    assert offered["trackers"]["mlflow"]["environment"] == {"MLFLOW_TRACKING_URI": offered["trackers"]["mlflow"]["arn"]}
    assert all(value not in (None, [], {}) for value in offered.values())
