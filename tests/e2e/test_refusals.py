"""What is refused, before anything is created: by policy, by the spec, by the account guard, by the local provider."""

import json
import re

import pytest
from laptop import settings

from local.layout import CHECKOUT

WEAK = """
import json
import pulumi_aws as aws

aws.s3.Bucket("open", bucket="open-bucket")
aws.s3.BucketPublicAccessBlock("open-access", bucket="open-bucket", block_public_acls=False, block_public_policy=False)
aws.iam.Role("star", name="star", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": []}))
aws.iam.RolePolicy("star-policy", role="star", policy=json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
))
aws.sagemaker.EndpointConfiguration("plain", name="plain", production_variants=[
    {"variant_name": "AllTraffic", "model_name": "m", "instance_type": "ml.m5.large", "initial_instance_count": 1}
])
"""


@pytest.fixture
def nothing_changes(laptop):
    """The local cloud holds after the test what it held before."""
    before = laptop.objects()
    yield
    assert laptop.objects() == before


@pytest.mark.usefixtures("nothing_changes")
@pytest.mark.parametrize("command", [["preview"], ["up", "--yes"]], ids=" ".join)
def test_an_open_bucket_a_star_role_and_an_unencrypted_endpoint_are_refused(laptop, command):
    name = f"weak-{'-'.join(word.strip('-') for word in command)}"
    project = laptop.program(name, WEAK)
    laptop.pulumi("stack", "init", "weak-local", project=project)
    done = laptop.pulumi(*command, "--stack", "weak-local", project=project)
    assert done.returncode != 0
    said = done.stdout + done.stderr
    for rule, resource in (
        ("bucket-public-access-block", "open-access"),
        ("iam-no-admin", "star-policy"),
        ("epc-cmk", "plain"),
    ):
        told = rf"\[mandatory\].* {rule} .*: {resource}\)\n(?: {{10}}.*\n)+? {{10}}Fix: "
        assert re.search(told, said), f"{rule}, {resource}:\n{said}"


@pytest.mark.usefixtures("nothing_changes")
def test_a_wrong_spec_is_told_by_the_engine_with_every_reason_and_no_stack_trace(laptop, spec):
    right = spec.read_text()
    spec.write_text(right.replace("type: ml.m5.large", "type: m5.large").replace("metric: auc", "metrik: auc"))
    try:
        laptop.pulumi("stack", "init", "churn-local")
        done = laptop.pulumi("up", "--yes", "--stack", "churn-local")
    finally:
        spec.write_text(right)
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert 'endpoint.instance.type: "m5.large" must start with "ml.", for example ml.m5.large' in said
    assert 'training.gate.metrik: is not a key here; did you mean "metric"?' in said
    assert "nothing was changed" in said
    assert "Traceback" not in said


@pytest.mark.usefixtures("nothing_changes")
def test_a_stack_refuses_the_credentials_of_another_account(laptop):
    laptop.pulumi("stack", "init", "churn-dev")
    done = laptop.pulumi("up", "--yes", "--stack", "churn-dev")
    assert done.returncode != 0
    assert "this account is 123456789012, and environments.dev.account says 111111111111" in done.stdout + done.stderr


@pytest.mark.usefixtures("nothing_changes")
def test_a_stack_refuses_another_region(laptop, spec):
    right = spec.read_text()
    spec.write_text(right.replace("  local:\n", "  local:\n    region: us-east-1\n"))
    try:
        laptop.pulumi("stack", "init", "churn-local")
        done = laptop.pulumi("up", "--yes", "--stack", "churn-local")
    finally:
        spec.write_text(right)
    assert done.returncode != 0
    assert "this region is eu-west-1, and environments.local.region says us-east-1" in done.stdout + done.stderr


def test_the_account_that_is_named_is_let_in(laptop, spec):
    right = spec.read_text()
    spec.write_text(right.replace("222222222222", "123456789012"))
    try:
        laptop.pulumi("stack", "init", "churn-staging")
        done = laptop.pulumi("preview", "--stack", "churn-staging")
    finally:
        spec.write_text(right)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("url", ["https://sagemaker.eu-west-1.amazonaws.com", "http://192.0.2.1:5000", ""])
def test_the_local_provider_refuses_every_address_that_is_not_this_machines_own(laptop, url):
    project = laptop.folder / "elsewhere"
    project.mkdir(exist_ok=True)
    project.joinpath("Pulumi.yaml").write_text(json.dumps(settings("elsewhere", main=str(CHECKOUT / "stacks"))))
    laptop.pulumi("stack", "init", "churn-local", project=project)
    environment = laptop.session.environment | {"AWS_ENDPOINT_URL": url}
    done = laptop.pulumi("preview", "--stack", "churn-local", project=project, environment=environment)
    assert done.returncode != 0
    assert "the local provider talks to the local cloud only" in done.stdout + done.stderr


def test_a_product_that_is_not_disposable_cannot_be_destroyed_by_accident(laptop, spec):
    right = spec.read_text()
    spec.write_text(right.replace("disposable: true", "disposable: false"))
    laptop.pulumi("stack", "init", "churn-local")
    done = laptop.pulumi("up", "--yes", "--stack", "churn-local")
    assert done.returncode == 0, done.stdout + done.stderr
    held = laptop.objects()
    done = laptop.pulumi("destroy", "--yes", "--stack", "churn-local")
    assert done.returncode != 0
    assert "protected" in done.stdout + done.stderr
    assert laptop.objects() == held
    spec.write_text(right)
    for words in (["up", "--yes"], ["destroy", "--yes"]):
        done = laptop.pulumi(*words, "--stack", "churn-local")
        assert done.returncode == 0, done.stdout + done.stderr
    assert laptop.objects() == []
