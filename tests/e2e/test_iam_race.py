"""The first `up` under an IAM that is late (field complaint 6): each role can be read at once, and taken only later."""

import json
import urllib.request

import pytest

from local.faults import during
from local.stack import Stack

STACK = "churn-local"
LATE = """
faults:
- {service: iam, operation: CreateRole, do: stale, uses: 2}
"""


@pytest.fixture
def late(laptop, tmp_path):
    """For two attempts nobody can take a role that is new. What the plan did is told."""
    plan = tmp_path / "late.yaml"
    plan.write_text(LATE)
    with during(laptop.session.cloud_url, plan):
        yield lambda: told(laptop.session.cloud_url)


def told(url: str) -> list[int]:
    with urllib.request.urlopen(f"{url}/_local/faults") as answer:  # noqa: S310 - the local cloud's own address
        return [fault["struck"] for fault in json.load(answer)["faults"]]


def test_the_first_up_survives_an_iam_that_is_late(laptop, late):
    made = Stack(laptop.session, STACK)
    made.select()
    done = laptop.pulumi("up", "--yes", "--stack", STACK)
    assert done.returncode == 0, done.stdout + done.stderr
    roles = [one for one in laptop.state(STACK) if one["type"] == "aws:iam/role:Role"]
    assert late() == [len(roles)]
    again = [line for line in done.stdout.splitlines() if "on-error hook request" in line]
    assert again, "the provider tries no pipeline again; the hook must have"


def test_who_is_handed_a_role_without_the_hook_fails(laptop, late):
    """Else the test above would prove nothing."""
    project = laptop.program("unaware", UNAWARE)
    laptop.pulumi("stack", "init", "unaware", project=project)
    done = laptop.pulumi("up", "--yes", "--skip-preview", "--stack", "unaware", project=project)
    assert done.returncode != 0
    assert "Could not assume role" in done.stdout


UNAWARE = """
import json
import pulumi
import pulumi_aws as aws
import pulumi_mlops as mlops
from pulumi_mlops.access import statements as can

tags = {"product": "churn", "environment": "local", "owner": "us", "cost-center": "1", "data-classification": "public"}
role = mlops.ExecutionRole("job", mlops.ExecutionRoleArgs(
    service="sagemaker.amazonaws.com", statements=can.put_metrics("churn"), tags=tags))
aws.sagemaker.Pipeline("p", pipeline_name="p", pipeline_display_name="p", role_arn=role.arn, tags=tags,
    pipeline_definition=json.dumps({"Version": "2020-12-01", "Steps": []}))
"""
