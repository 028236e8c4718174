"""Products through the real engine, with the pack, on the platform's stack: small, the fullest, down to nothing."""

import json

import pytest
import whole

from local.cloud.iam.client import decision
from local.stack import Stack

SMALL = """\
product: small
platform: platform
owner: retention-team
cost_center: "4711"
data_classification: confidential

data:
  raw: {}
  curated: {}
features:
  customer_usage:
    record_id: customer_id
    event_time: observed_at
    features: {customer_id: string, observed_at: string, monthly_charge: fractional}
training:
  data: curated
  image: {repository: churn-train, digest: "sha256:5f0c1d1b6a1f4c7a8d5f3b9b2f6a1f0e4d3c2b1a09f8e7d6c5b4a3928170f6e5"}
  gate: {metric: auc, at_least: 0.80}

environments:
  local: {disposable: true}
"""
TRACKERS = """
tracking: {server: {}}
trackers: {wandb: {tracker: wandb, addresses: [10.40.0.0/24]}}
environments:"""
STACKS = ("small-local", "churn-local", "baskets-local")


def up(laptop, stack: str) -> None:
    done = laptop.pulumi("up", "--yes", "--stack", stack)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "violation" not in done.stdout.lower()


@pytest.fixture(scope="module")
def platform(laptop) -> Stack:
    """The smallest platform that tracks runs, here and elsewhere, and the specs of three products beside its own."""
    stacks = laptop.session.project / "stacks"
    spec = stacks / "platform.yaml"
    spec.write_text(spec.read_text().replace("\nenvironments:", TRACKERS))
    stacks.joinpath("small.yaml").write_text(SMALL)
    for name, file in (("churn", whole.PRODUCT), ("baskets", whole.OTHER_PRODUCT)):
        whole.lay(file, stacks, name)
    made = Stack(laptop.session, "platform-local")
    made.select()
    up(laptop, "platform-local")
    return made


def test_the_small_spec_is_about_twenty_lines():
    written = [line for line in SMALL[: SMALL.index("environments:")].splitlines() if line]
    assert len(written) <= 20


@pytest.mark.parametrize("name", STACKS)
def test_a_product_comes_up_on_the_platform_and_a_second_up_changes_nothing(platform, laptop, name):
    Stack(laptop.session, name).select()
    up(laptop, name)
    assert laptop.steps(name) == {}


@pytest.mark.parametrize("name", STACKS[1:])
def test_a_refresh_of_the_fullest_products_finds_nothing_changed(platform, laptop, name):
    done = laptop.pulumi("refresh", "--yes", "--stack", name)
    assert done.returncode == 0, done.stdout + done.stderr
    assert laptop.steps(name) == {}


@pytest.mark.parametrize("name", STACKS)
def test_every_job_of_a_product_runs_in_the_platforms_network_and_under_its_boundary(platform, laptop, name):
    contract = platform.outputs()["contract"]
    outputs = Stack(laptop.session, name).outputs()
    definition = laptop.client("sagemaker").describe_pipeline(PipelineName=outputs["training_pipeline"])
    placed = f'"SecurityGroupIds":["{contract["network"]["security_group_id"]}"'
    assert placed in definition["PipelineDefinition"].replace(" ", "")
    roles = [each for each in laptop.state(name) if each["type"] == "aws:iam/role:Role"]
    assert {role["outputs"]["permissionsBoundary"] for role in roles} == {contract["permissions_boundary_arn"]}


@pytest.mark.parametrize(("name", "tracker"), [("churn-local", "mlflow"), ("baskets-local", "wandb")])
def test_the_training_of_a_product_is_told_of_its_tracker_and_its_role_may_log_there(platform, laptop, name, tracker):
    trackers = platform.outputs()["contract"]["trackers"]
    told = laptop.client("sagemaker").describe_pipeline(PipelineName=f"{name}-training")["PipelineDefinition"]
    steps = {one["Name"]: one["Arguments"] for one in json.loads(told)["Steps"]}
    train = steps["Tune"]["TrainingJobDefinition"] if "Tune" in steps else steps["Train"]
    assert trackers[tracker]["environment"].items() <= train["Environment"].items()
    assert train["EnableNetworkIsolation"] is False
    assert steps["Evaluate"]["NetworkConfig"]["EnableNetworkIsolation"] is True
    calls = {
        "mlflow": ("sagemaker-mlflow:CreateRun", trackers["mlflow"]["arn"]),
        "wandb": ("secretsmanager:GetSecretValue", trackers["wandb"]["secret_arn"]),
        "nobody": ("sagemaker-mlflow:DeleteRun", trackers["mlflow"]["arn"]),
    }
    allowed = {
        kind: decision(laptop.session.cloud_url, train["RoleArn"], *call)["allowed"] for kind, call in calls.items()
    }
    assert allowed == {kind: kind == tracker for kind in calls}


def test_down_leaves_no_object_in_the_local_cloud(platform, laptop):
    """Last of the file."""
    assert laptop.objects() != []
    assert [Stack(laptop.session, name).destroy() for name in (*STACKS, "platform-local")] == [0, 0, 0, 0]
    assert laptop.objects() == []
