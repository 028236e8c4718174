"""A model's way, from a push of code to an endpoint in the next account, each step by the role of who does it.

The reference product stands on a platform in each of two accounts, on a local cloud that enforces policies. Its
pipeline is started by the workflow of a push, its jobs run as processes, the reviewer approves what they registered,
the ML engineer promotes it, CI deploys it, and back.
"""

import hashlib
import json
import xml.etree.ElementTree as ET

import pytest
import yaml
from botocore.exceptions import ClientError
from model_way import (
    FIRST,
    NEXT,
    REGISTRY,
    REPOSITORY,
    administrator,
    customers,
    platform_spec,
    product_spec,
    push,
    trained,
)

from local.cloud.iam.client import enforce
from local.stack import Stack

PACKAGE, STACK = FIRST.packages, FIRST.stack
COMMITS = {1: "3f1c2ab", 2: "9d8e7f6"}
ARGUMENTS = ("churn", "--env", FIRST.environment)


@pytest.fixture(scope="module")
def owners(laptop):
    """The administrators of both accounts."""
    return {home: administrator(laptop, home.account) for home in (FIRST, NEXT)}


@pytest.fixture(scope="module")
def digest(laptop, spec, owners):
    """Of the product's image, which lies in the first account; the platforms are up, and policies are enforced."""
    spec.with_name("platform.yaml").write_text(platform_spec())
    for home, owner in owners.items():
        Stack(laptop.session, home.platform).select()
        owner.up(home.platform)
    pushed = push(owners[FIRST].client("ecr"))
    enforce(laptop.session.cloud_url)
    return pushed


@pytest.fixture(scope="module")
def write(spec, digest):
    """Write the product's spec, with or without its endpoint, changed."""
    reference = product_spec(spec, digest)

    def write(endpoint=True, **more):
        written = {**reference, **more}
        if not endpoint:
            del written["endpoint"]
        spec.write_text(yaml.safe_dump(written, sort_keys=False))
        return written

    return write


@pytest.fixture(scope="module")
def product(laptop, spec, write):
    """The outputs of the product as CI brought it up: there is no model yet, so no endpoint."""
    write(endpoint=False)
    stack = Stack(laptop.session, STACK)
    stack.select()
    FIRST.ci(laptop).up(STACK)
    return stack.outputs()


@pytest.fixture(scope="module")
def engineer(laptop, product):
    return FIRST.person(laptop, "ml-engineer")


@pytest.fixture(scope="module")
def manifests(spec, product):
    return spec.parent / "releases"


@pytest.fixture(scope="module")
def run(laptop, product, tmp_path_factory):
    """A run on some data: its ARN, how it ended, and the version of the data."""

    def run(number, text):
        put = laptop.client("s3").put_object(
            Bucket=product["data_buckets"]["curated"], Key=f"{number}/customers.csv", Body=text.encode()
        )
        uri = f"s3://{product['data_buckets']['curated']}/{number}"
        given = {"Commit": COMMITS[number], "DataVersion": put["VersionId"], "DataUri": uri}
        return *trained(laptop, product, tmp_path_factory.mktemp("run"), **given), put["VersionId"]

    return run


@pytest.fixture(scope="module")
def first(run):
    """The first version: the run, how it ended, the version of its data."""
    return run(1, customers())


@pytest.fixture(scope="module")
def approve(laptop, product):
    """The reviewer says yes, or no."""
    reviewer = FIRST.person(laptop, "reviewer").client("sagemaker")

    def approve(number, status="Approved"):
        reviewer.update_model_package(
            ModelPackageArn=f"{PACKAGE}/{number}",
            ModelApprovalStatus=status,
            ApprovalDescription="Evaluation read, no bias found.",
        )

    return approve


def served(owners, home=FIRST):
    """Where the file that the endpoint's model has comes from."""
    sagemaker = owners[home].client("sagemaker")
    config = sagemaker.describe_endpoint(EndpointName=f"{home.stack}-endpoint")["EndpointConfigName"]
    variant = sagemaker.describe_endpoint_config(EndpointConfigName=config)["ProductionVariants"][0]
    return sagemaker.describe_model(ModelName=variant["ModelName"])["PrimaryContainer"]["ModelDataUrl"]


def artifact(laptop, number):
    """Where a version of the registry says that its file is."""
    told = laptop.client("sagemaker").describe_model_package(ModelPackageName=f"{PACKAGE}/{number}")
    return told["InferenceSpecification"]["Containers"][0]["ModelDataUrl"]


def read(laptop, uri):
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    return laptop.client("s3").get_object(Bucket=bucket, Key=key)


def test_a_run_that_a_push_started_trains_a_model_and_registers_it_with_all_that_made_it(laptop, product, first):
    execution, outcome, version = first
    assert outcome.steps == ["Check", "Process", "Train", "Evaluate", "Explain", "Register", "Gate"]
    assert outcome.packages == [f"{PACKAGE}/1"]
    package = laptop.client("sagemaker").describe_model_package(ModelPackageName=f"{PACKAGE}/1")
    assert package["ModelApprovalStatus"] == "PendingManualApproval"
    told = package["CustomerMetadataProperties"]
    assert (told["commit"], told["data_version"], told["pipeline_execution"]) == (COMMITS[1], version, execution)
    assert told["definition"] == product["training_definition_hash"]
    evaluation = json.loads(read(laptop, package["ModelMetrics"]["ModelQuality"]["Statistics"]["S3Uri"])["Body"].read())
    assert 0.80 <= evaluation["metrics"]["auc"]["value"] <= 0.95
    explanation = json.loads(read(laptop, package["ModelMetrics"]["Explainability"]["Report"]["S3Uri"])["Body"].read())
    assert next(iter(explanation["columns"])) == "contract"
    model = read(laptop, artifact(laptop, 1))
    assert (model["ServerSideEncryption"], model["ContentLength"] > 10_000) == ("aws:kms", True)
    card = json.loads(package["ModelCard"]["ModelCardContent"])
    assert card["training_details"]["training_job_details"]["training_arn"] == told["training_job"]
    assert card["intended_uses"]["risk_rating"] == "Low"


def test_a_version_that_nobody_approved_is_not_promoted(engineer, first, manifests):
    done = engineer.mlops("promote", *ARGUMENTS, "--version", "1")
    assert done.returncode == 1
    assert f"{PACKAGE}/1: it is PendingManualApproval: a reviewer approves it first" in done.stderr
    assert not manifests.exists()


def test_the_ml_engineer_who_promotes_does_not_approve(engineer, first):
    with pytest.raises(ClientError, match="AccessDenied"):
        engineer.client("sagemaker").update_model_package(
            ModelPackageArn=f"{PACKAGE}/1", ModelApprovalStatus="Approved"
        )


def test_an_approved_version_is_promoted_and_deployed_by_ci(engineer, approve, laptop, owners, write, first, manifests):
    approve(1)
    done = engineer.mlops("promote", *ARGUMENTS, "--version", "1")
    assert done.returncode == 0, done.stderr
    manifest = yaml.safe_load(manifests.joinpath(f"{STACK}.yaml").read_text())
    (release,) = manifest["releases"]
    assert (manifest["serving"], release["package"]) == (1, f"{PACKAGE}/1")
    assert (release["commit"], release["data_version"]) == (COMMITS[1], first[2])
    content = read(laptop, artifact(laptop, 1))["Body"].read()
    assert release["artifact"]["sha256"] == hashlib.sha256(content).hexdigest()
    assert f"assumed-role/{FIRST.platform}-reviewer/" in release["approved"]["by"]
    assert release["approved"]["why"] == "Evaluation read, no bias found."
    write()
    ci = FIRST.ci(laptop)
    ci.up(STACK)
    ci.up(STACK, "--expect-no-changes")
    assert served(owners) == artifact(laptop, 1)


def test_the_card_tells_what_is_served(laptop, manifests):
    content = laptop.client("sagemaker").describe_model_card(ModelCardName=f"{STACK}-model-card")["Content"]
    card = json.loads(content)
    assert card["intended_uses"]["risk_rating"] == "Low"
    assert card["additional_information"]["custom_details"]["model package"] == f"{PACKAGE}/1"
    (metric,) = [
        one for one in card["evaluation_details"][0]["metric_groups"][0]["metric_data"] if one["name"] == "auc"
    ]
    manifest = yaml.safe_load(manifests.joinpath(f"{STACK}.yaml").read_text())
    assert metric["value"] == manifest["releases"][0]["metrics"]["auc"]


def test_approvals_are_routed_to_people_and_to_the_queue_of_promotions(laptop, product):
    events, sqs = laptop.client("events"), laptop.client("sqs")
    found = events.list_rules(NamePrefix=f"{STACK}-approvals")["Rules"]
    rules = {rule["Name"]: json.loads(rule["EventPattern"])["detail"] for rule in found}
    assert set(rules) == {f"{STACK}-approvals", f"{STACK}-approvals-promotions"}
    assert rules[f"{STACK}-approvals"]["ModelApprovalStatus"] == ["Approved", "Rejected"]
    assert rules[f"{STACK}-approvals-promotions"] == {
        "ModelPackageGroupName": [f"{STACK}-models"],
        "ModelApprovalStatus": ["Approved"],
    }
    target = events.list_targets_by_rule(Rule=f"{STACK}-approvals-promotions")["Targets"][0]
    queue = sqs.get_queue_url(QueueName=f"{STACK}-approvals-promotions")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    assert target["Arn"] == arn
    assert target["DeadLetterConfig"]["Arn"].endswith(f"{STACK}-approvals-undelivered")


def test_the_lineage_leads_from_the_endpoint_to_commit_and_data_as_text_json_and_picture(engineer, laptop, first):
    execution, _, version = first
    picture = laptop.folder / "lineage.svg"
    done = engineer.mlops("lineage", STACK, "--json", "--svg", str(picture))
    assert done.returncode == 0, done.stderr
    chain = json.loads(done.stdout)
    names = {link["kind"]: link["name"] for link in chain}
    facts = {link["kind"]: link["facts"] for link in chain}
    assert list(names) == [
        "endpoint",
        "model",
        "model package",
        "pipeline run",
        "training job",
        "serving image",
        "training image",
        "feature group",
        "data version",
        "commit",
    ]
    assert (names["endpoint"], names["model package"]) == (f"{STACK}-endpoint", f"{PACKAGE}/1")
    assert (names["pipeline run"], names["data version"], names["commit"]) == (execution, version, COMMITS[1])
    assert names["training image"] == names["serving image"]
    assert names["serving image"].startswith(f"{REGISTRY}/{REPOSITORY}@sha256:")
    assert names["feature group"] == f"{STACK}-customer-usage"
    assert facts["training job"] == {"status": "Completed"}
    assert f"{FIRST.platform}-reviewer" in facts["model package"]["approved by"]
    shown = "".join(ET.fromstring(picture.read_text()).itertext())  # noqa: S314 - our own
    text = engineer.mlops("lineage", "--package", f"{PACKAGE}/1").stdout
    for known in (f"{PACKAGE}/1", version, COMMITS[1]):
        assert known in shown
        assert known in text


def test_the_next_version_is_promoted_beside_the_first_and_rolled_back_in_one_command(
    engineer, approve, laptop, owners, manifests, run
):
    _, outcome, version = run(2, customers(rows=2500, seed=8))
    assert outcome.packages == [f"{PACKAGE}/2"]
    approve(2)
    assert engineer.mlops("promote", *ARGUMENTS, "--version", "2").returncode == 0
    ci = FIRST.ci(laptop)
    ci.up(STACK)
    assert served(owners) == artifact(laptop, 2)
    assert f"data version    {version}" in engineer.mlops("lineage", STACK).stdout
    done = engineer.mlops("rollback", *ARGUMENTS)
    assert done.returncode == 0, done.stderr
    assert f"{STACK} serves version 1" in done.stdout
    ci.up(STACK)
    assert served(owners) == artifact(laptop, 1)
    assert engineer.mlops("rollback", *ARGUMENTS).returncode == 1


def test_a_version_under_a_gate_that_was_raised_is_not_promoted(engineer, write, product, manifests):
    before = manifests.joinpath(f"{STACK}.yaml").read_text()
    training = write()["training"]
    write(training={**training, "gate": {"metric": "auc", "at_least": 0.99}})
    done = engineer.mlops("promote", *ARGUMENTS, "--version", "2")
    write()
    assert done.returncode == 1
    assert "under the gate of 0.99" in done.stderr
    assert manifests.joinpath(f"{STACK}.yaml").read_text() == before


def test_a_version_whose_image_is_gone_is_neither_promoted_nor_deployed(engineer, laptop, owners, digest, product):
    ecr = owners[FIRST].client("ecr")
    ecr.batch_delete_image(repositoryName=REPOSITORY, imageIds=[{"imageDigest": digest}])
    promoted = engineer.mlops("promote", *ARGUMENTS, "--version", "2")
    deployed = FIRST.ci(laptop).pulumi("preview", "--stack", STACK)
    assert push(ecr) == digest
    for done in (promoted, deployed):
        assert done.returncode != 0
        assert f"is not in {REGISTRY}" in done.stdout + done.stderr


def test_a_manifest_with_another_digest_is_refused_with_its_line(engineer, laptop, manifests):
    file = manifests / f"{STACK}.yaml"
    kept = file.read_text()
    sha256 = yaml.safe_load(kept)["releases"][0]["artifact"]["sha256"]
    file.write_text(kept.replace(sha256, "a" * 64))
    promoted = engineer.mlops("promote", *ARGUMENTS, "--version", "2")
    deployed = FIRST.ci(laptop).pulumi("preview", "--stack", STACK)
    file.write_text(kept)
    for done in (promoted, deployed):
        assert done.returncode != 0
        told = done.stdout + done.stderr
        assert f"{STACK}.yaml:" in told
        assert "changed by hand" in told


def test_a_stack_refuses_a_file_that_was_replaced_before_anything_changes(laptop, owners, manifests):
    s3, uri = owners[FIRST].client("s3"), artifact(laptop, 1)
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    kept = read(laptop, uri)["VersionId"]
    other = s3.put_object(Bucket=bucket, Key=key, Body=b"another model")["VersionId"]
    told = [
        FIRST.ci(laptop).pulumi(*words, "--stack", STACK) for words in (("preview",), ("up", "--yes", "--skip-preview"))
    ]
    s3.delete_object(Bucket=bucket, Key=key, VersionId=other)
    for done in told:
        assert done.returncode != 0
        assert "the release cannot be deployed; nothing was changed" in done.stdout + done.stderr
    assert read(laptop, uri)["VersionId"] == kept
    FIRST.ci(laptop).up(STACK, "--expect-no-changes")


def test_a_stack_refuses_a_version_whose_approval_was_taken_back(laptop, approve, manifests):
    approve(1, "Rejected")
    done = FIRST.ci(laptop).pulumi("preview", "--stack", STACK)
    approve(1)
    assert "the registry says Rejected, not Approved" in done.stdout + done.stderr
