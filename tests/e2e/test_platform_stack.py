"""The platform stack through the real engine, with the pack: the small spec, the full one, and down to nothing."""

import re
import shutil
from pathlib import Path

import pytest
from moto.events.models import EventPattern

from local.cloud.iam.client import decision
from local.stack import Stack

STACK = "platform-local"
FULL = Path(__file__).parent / "specs" / "platform.yaml"
OTHER = FULL.with_name("platform-other.yaml")


def up(laptop, stack: str = STACK) -> None:
    done = laptop.pulumi("up", "--yes", "--stack", stack)
    assert done.returncode == 0, done.stdout + done.stderr


def on_platform(spec: Path, platform: str = "platform") -> None:
    text = re.sub(r"(platform: .*\n)?owner:", f"platform: {platform}\nowner:", spec.read_text())
    spec.write_text(text)


@pytest.fixture(scope="module")
def stack(laptop) -> Stack:
    """The smallest platform, up."""
    made = Stack(laptop.session, STACK)
    made.select()
    up(laptop)
    return made


def test_the_small_spec_is_about_ten_lines(laptop):
    text = laptop.session.project.joinpath("stacks", "platform.yaml").read_text()
    keys = [line for line in text[: text.index("environments:")].splitlines() if line and not line.startswith("#")]
    assert len(keys) <= 10


def test_a_second_up_of_the_small_spec_changes_nothing(stack, laptop):
    assert laptop.steps(STACK) == {}


def test_the_full_spec_replaces_nothing(stack, laptop):
    laptop.session.project.joinpath("stacks", "platform.yaml").write_text(FULL.read_text())
    shutil.copytree(FULL.parent / "images", laptop.session.project / "stacks" / "images")
    assert {name: step for name, step in laptop.steps(STACK).items() if step not in ("create", "update")} == {}


def test_the_full_spec_comes_up_and_stays_as_it_is(stack, laptop):
    up(laptop)
    assert laptop.steps(STACK) == {}
    done = laptop.pulumi("refresh", "--yes", "--stack", STACK)
    assert done.returncode == 0, done.stdout + done.stderr
    assert laptop.steps(STACK) == {}


def test_what_guardduty_finds_reaches_the_encrypted_topic_of_its_severity(stack, laptop):
    events, url = laptop.client("events"), laptop.session.cloud_url
    rules = {rule["Name"]: rule["EventPattern"] for rule in events.list_rules()["Rules"]}
    for severity, told in ((8.9, ["critical"]), (7, ["critical"]), (6.9, ["warning"]), (4, ["warning"]), (3.9, [])):
        finding = {
            **dict.fromkeys(("id", "account", "time", "region"), "1"),
            "resources": [],
            "source": "aws.guardduty",
            "detail-type": "GuardDuty Finding",
            "detail": {"severity": severity},
        }
        heard = [
            name for name, pattern in rules.items()
            if EventPattern.load(pattern).matches_event(finding)
        ]  # fmt: skip
        assert heard == [f"{STACK}-threats-{one}-findings" for one in told], severity
    for severity, topic in stack.outputs()["alert_topic_arns"].items():
        targets = f"{STACK}-threats-{severity}-findings"
        if targets in rules:
            assert [one["Arn"] for one in events.list_targets_by_rule(Rule=targets)["Targets"]] == [topic]
        assert decision(url, "events.amazonaws.com", "sns:Publish", topic)["allowed"]
        key = laptop.client("sns").get_topic_attributes(TopicArn=topic)["Attributes"]["KmsMasterKeyId"]
        assert decision(url, "events.amazonaws.com", "kms:GenerateDataKey", key)["allowed"]
        assert not decision(url, "events.amazonaws.com", "kms:PutKeyPolicy", key)["allowed"]


def test_the_trail_is_searched_in_cloudwatch_logs(stack, laptop):
    (trail,) = laptop.client("cloudtrail").describe_trails()["trailList"]
    (group,) = laptop.client("logs").describe_log_groups(logGroupNamePrefix="/aws/cloudtrail/")["logGroups"]
    assert trail["CloudWatchLogsLogGroupArn"] == group["arn"]
    assert (group["retentionInDays"], group["kmsKeyId"]) == (180, trail["KmsKeyId"])
    assert trail["CloudWatchLogsRoleArn"].endswith(f"role/mlops/{STACK}-audit-logger")


def test_a_product_serves_from_the_platforms_network(stack, laptop, spec):
    on_platform(spec)
    product = Stack(laptop.session, "churn-local")
    product.select()
    up(laptop, "churn-local")
    assert laptop.steps("churn-local") == {}
    sagemaker, network = laptop.client("sagemaker"), stack.outputs()["contract"]["network"]
    (model,) = sagemaker.list_models()["Models"]
    assert sagemaker.describe_model(ModelName=model["ModelName"])["VpcConfig"] == {
        "Subnets": network["subnet_ids"],
        "SecurityGroupIds": [network["security_group_id"]],
    }
    assert product.destroy() == 0


def test_another_platform_stands_in_the_network_of_the_first(stack, laptop):
    """With what the full spec cannot say beside its own: no network of its own, sign-in through Identity Center."""
    network = stack.outputs()["contract"]["network"]
    ids = {"vpc-0a1b2c3d": network["vpc_id"]}
    ids |= dict(zip(("subnet-0a1b2c3d", "subnet-0b1b2c3d"), network["subnet_ids"][:2], strict=True))
    text = OTHER.read_text()
    for written, there in ids.items():
        assert text.count(written) == 1
        text = text.replace(written, there)
    laptop.session.project.joinpath("stacks", "annex.yaml").write_text(text)
    annex = Stack(laptop.session, "annex-local")
    annex.select()
    done = laptop.pulumi("up", "--yes", "--stack", annex.name)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "violation" not in done.stdout.lower()
    assert laptop.steps(annex.name) == {}
    assert annex.outputs()["contract"]["network"]["vpc_id"] == network["vpc_id"]
    assert annex.destroy() == 0


def test_a_product_on_an_instance_that_the_platform_does_not_allow_is_refused(stack, laptop, spec):
    on_platform(spec)
    right = spec.read_text()
    spec.write_text(right.replace("ml.m5.large", "ml.c5.large"))
    try:
        laptop.pulumi("stack", "init", "churn-local")
        done = laptop.pulumi("preview", "--stack", "churn-local")
    finally:
        spec.write_text(right)
    assert done.returncode != 0
    assert "stack-allowed-instances" in done.stdout
    assert "is ml.c5.large, and the platform allows ml.m5.*, ml.t3.medium." in done.stdout


def test_a_product_without_its_platform_is_told_so(stack, laptop, spec):
    on_platform(spec, "elsewhere")
    laptop.pulumi("stack", "init", "churn-local")
    done = laptop.pulumi("preview", "--stack", "churn-local")
    assert done.returncode != 0
    assert "elsewhere-local" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_down_leaves_no_object_in_the_local_cloud(stack, laptop):
    """Last of the file."""
    assert laptop.objects() != []
    assert stack.destroy() == 0
    assert laptop.objects() == []
