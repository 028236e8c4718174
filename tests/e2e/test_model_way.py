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
def owner(owners):
    """The administrator of the first account."""
    return owners[FIRST]


@pytest.fixture(scope="module")
def digest(laptop, spec, owners):
    """Of the product's image, which lies in the first account; the platforms are up, and policies are enforced."""
    platform = spec.with_name("platform.yaml")
    platform.write_text(platform_spec(platform))
    for home, owner in owners.items():
        Stack(laptop.session, home.platform).select()
        owner.up(home.platform)
    pushed = push(owners[FIRST].client("ecr"))
    enforce(laptop.session.cloud_url)
    return pushed


def without(values):
    """An endpoint needs a model, and there is none at first."""
    return {name: value for name, value in values.items() if name != "endpoint"}


@pytest.fixture(scope="module")
def write(spec, digest):
    """Write the product's spec, with or without its endpoint, changed."""
    reference = product_spec(spec, digest)

    def write(endpoint=True, **more):
        written = {**reference, **more}
        if not endpoint:
            overlays = {name: without(values) for name, values in written["environments"].items()}
            written = {**without(written), "environments": overlays}
        spec.write_text(yaml.safe_dump(written, sort_keys=False))
        return written

    return write


@pytest.fixture(scope="module")
def ci(laptop, digest):
    """CI of the first account."""
    return FIRST.ci(laptop)


@pytest.fixture(scope="module")
def product(laptop, write, ci):
    """The outputs of the product as CI brought it up: there is no model yet, so no endpoint."""
    write(endpoint=False)
    stack = Stack(laptop.session, STACK)
    stack.select()
    ci.up(STACK)
    return stack.outputs()


@pytest.fixture(scope="module")
def engineer(laptop, product):
    return FIRST.person(laptop, "ml-engineer")


@pytest.fixture(scope="module")
def manifests(spec, product):
    return spec.parent / "releases"


@pytest.fixture(scope="module")
def run(owner, product, tmp_path_factory):
    """A run on some data: its ARN, how it ended, and the version of the data."""

    def run(number, text):
        put = owner.client("s3").put_object(
            Bucket=product["data_buckets"]["curated"], Key=f"{number}/customers.csv", Body=text.encode()
        )
        uri = f"s3://{product['data_buckets']['curated']}/{number}"
        given = {"Commit": COMMITS[number], "DataVersion": put["VersionId"], "DataUri": uri}
        return *trained(owner, product, tmp_path_factory.mktemp("run"), **given), put["VersionId"]

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


def artifact(owner, number):
    """Where a version of the registry says that its file is."""
    told = owner.client("sagemaker").describe_model_package(ModelPackageName=f"{PACKAGE}/{number}")
    return told["InferenceSpecification"]["Containers"][0]["ModelDataUrl"]


def place(uri):
    """Of an object, as boto3 asks for it."""
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    return {"Bucket": bucket, "Key": key}


def read(somebody, uri):
    return somebody.client("s3").get_object(**place(uri))


def test_a_run_that_a_push_started_trains_a_model_and_registers_it_with_all_that_made_it(owner, product, first):
    execution, outcome, version = first
    assert outcome.steps == ["Check", "Process", "Train", "Evaluate", "Explain", "Register", "Gate"]
    assert outcome.packages == [f"{PACKAGE}/1"]
    package = owner.client("sagemaker").describe_model_package(ModelPackageName=f"{PACKAGE}/1")
    assert package["ModelApprovalStatus"] == "PendingManualApproval"
    told = package["CustomerMetadataProperties"]
    assert (told["commit"], told["data_version"], told["pipeline_execution"]) == (COMMITS[1], version, execution)
    assert told["definition"] == product["training_definition_hash"]
    evaluation = json.loads(read(owner, package["ModelMetrics"]["ModelQuality"]["Statistics"]["S3Uri"])["Body"].read())
    assert 0.80 <= evaluation["metrics"]["auc"]["value"] <= 0.95
    explanation = json.loads(read(owner, package["ModelMetrics"]["Explainability"]["Report"]["S3Uri"])["Body"].read())
    assert next(iter(explanation["columns"])) == "contract"
    model = read(owner, artifact(owner, 1))
    assert (model["ServerSideEncryption"], model["ContentLength"] > 10_000) == ("aws:kms", True)
    card = json.loads(package["ModelCard"]["ModelCardContent"])
    assert card["training_details"]["training_job_details"]["training_arn"].endswith(told["training_job"].lower())
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


def test_an_approved_version_is_promoted_and_deployed_by_ci(
    engineer, approve, ci, owner, owners, write, first, manifests
):
    approve(1)
    done = engineer.mlops("promote", *ARGUMENTS, "--version", "1")
    assert done.returncode == 0, done.stderr
    manifest = yaml.safe_load(manifests.joinpath(f"{STACK}.yaml").read_text())
    (release,) = manifest["releases"]
    assert (manifest["serving"], release["package"]) == (1, f"{PACKAGE}/1")
    assert (release["commit"], release["data_version"]) == (COMMITS[1], first[2])
    content = read(owner, artifact(owner, 1))["Body"].read()
    assert release["artifact"]["sha256"] == hashlib.sha256(content).hexdigest()
    assert f"assumed-role/{FIRST.platform}-reviewer/" in release["approved"]["by"]
    assert release["approved"]["why"] == "Evaluation read, no bias found."
    write()
    ci.up(STACK)
    ci.up(STACK, "--expect-no-changes")
    assert served(owners) == artifact(owner, 1)


def test_the_card_tells_what_is_served(owner, manifests):
    content = owner.client("sagemaker").describe_model_card(ModelCardName=f"{STACK}-model-card")["Content"]
    card = json.loads(content)
    assert card["intended_uses"]["risk_rating"] == "Low"
    assert card["additional_information"]["custom_details"]["model package"] == f"{PACKAGE}/1"
    (metric,) = [
        one for one in card["evaluation_details"][0]["metric_groups"][0]["metric_data"] if one["name"] == "auc"
    ]
    manifest = yaml.safe_load(manifests.joinpath(f"{STACK}.yaml").read_text())
    assert metric["value"] == manifest["releases"][0]["metrics"]["auc"]


def test_approvals_are_routed_to_people_and_to_the_queue_of_promotions(owner, product):
    events, sqs = owner.client("events"), owner.client("sqs")
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
    engineer, approve, ci, owner, owners, manifests, run
):
    _, outcome, version = run(2, customers(rows=2500, seed=8))
    assert outcome.packages == [f"{PACKAGE}/2"]
    approve(2)
    assert engineer.mlops("promote", *ARGUMENTS, "--version", "2").returncode == 0
    ci.up(STACK)
    assert served(owners) == artifact(owner, 2)
    assert f"data version    {version}" in engineer.mlops("lineage", STACK).stdout
    done = engineer.mlops("rollback", *ARGUMENTS)
    assert done.returncode == 0, done.stderr
    assert f"{STACK} serves version 1" in done.stdout
    ci.up(STACK)
    assert served(owners) == artifact(owner, 1)
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


def test_a_version_whose_image_is_gone_is_neither_promoted_nor_deployed(engineer, ci, owner, digest, manifests):
    ecr = owner.client("ecr")
    ecr.batch_delete_image(repositoryName=REPOSITORY, imageIds=[{"imageDigest": digest}])
    promoted = engineer.mlops("promote", *ARGUMENTS, "--version", "2")
    deployed = ci.pulumi("preview", "--stack", STACK)
    assert push(ecr) == digest
    for done in (promoted, deployed):
        assert done.returncode != 0
        assert f"is not in {REGISTRY}" in done.stdout + done.stderr


def test_a_manifest_with_another_digest_is_refused_with_its_line(engineer, ci, manifests):
    file = manifests / f"{STACK}.yaml"
    kept = file.read_text()
    sha256 = yaml.safe_load(kept)["releases"][0]["artifact"]["sha256"]
    file.write_text(kept.replace(sha256, "a" * 64))
    promoted = engineer.mlops("promote", *ARGUMENTS, "--version", "2")
    deployed = ci.pulumi("preview", "--stack", STACK)
    file.write_text(kept)
    for done in (promoted, deployed):
        assert done.returncode != 0
        told = done.stdout + done.stderr
        assert f"{STACK}.yaml:" in told
        assert "changed by hand" in told


def test_a_stack_refuses_a_file_that_was_replaced_before_anything_changes(ci, owner, manifests):
    s3, uri = owner.client("s3"), artifact(owner, 1)
    other = s3.put_object(**place(uri), Body=b"another model")["VersionId"]
    tried = [ci.pulumi(*words, "--stack", STACK) for words in (("preview",), ("up", "--yes", "--skip-preview"))]
    s3.delete_object(**place(uri), VersionId=other)
    for done in tried:
        assert done.returncode != 0
        assert "the release cannot be deployed; nothing was changed" in done.stdout + done.stderr
    ci.up(STACK, "--expect-no-changes")


@pytest.fixture(scope="module")
def there(laptop, engineer, manifests):
    """CI of the next account, after it brought the product up there with the version that the first account serves."""
    done = engineer.mlops("promote", "churn", "--env", NEXT.environment, "--from", FIRST.environment)
    assert done.returncode == 0, done.stderr
    Stack(laptop.session, NEXT.stack).select()
    ci = NEXT.ci(laptop)
    ci.up(NEXT.stack)
    return ci


def test_what_one_account_serves_is_promoted_to_the_next_whose_ci_deploys_it(there, owner, owners, manifests):
    kept = [yaml.safe_load(manifests.joinpath(f"{home.stack}.yaml").read_text()) for home in (FIRST, NEXT)]
    assert kept[0]["releases"][0] == kept[1]["releases"][0]
    there.up(NEXT.stack, "--expect-no-changes")
    assert served(owners, NEXT) == artifact(owner, 1)


def test_the_endpoint_there_reads_this_model_and_its_image_and_nothing_else(there, laptop, owner, digest):
    endpoint = NEXT.of_service(laptop, f"{NEXT.stack}-endpoint-serving")
    assert read(endpoint, artifact(owner, 1))["Body"].read() == read(owner, artifact(owner, 1))["Body"].read()
    image = {"registryId": FIRST.account, "repositoryName": REPOSITORY, "imageIds": [{"imageDigest": digest}]}
    assert endpoint.client("ecr").batch_get_image(**image)["failures"] == []
    with pytest.raises(ClientError, match="AccessDenied"):
        read(endpoint, artifact(owner, 2))


def test_nobody_there_approves_or_replaces_what_was_registered_here(there, laptop, owner):
    reviewer = NEXT.person(laptop, "reviewer").client("sagemaker")
    with pytest.raises(ClientError, match="AccessDenied"):
        reviewer.update_model_package(ModelPackageArn=f"{PACKAGE}/2", ModelApprovalStatus="Rejected")
    for somebody in (there, NEXT.person(laptop, "ml-engineer")):
        with pytest.raises(ClientError, match="AccessDenied"):
            somebody.client("s3").put_object(**place(artifact(owner, 1)), Body=b"another model")
    with pytest.raises(ClientError, match="AccessDenied"):
        read(there, artifact(owner, 1))


def test_the_lineage_there_leads_over_the_accounts_to_commit_and_data(there, laptop, first):
    done = NEXT.person(laptop, "ml-engineer").mlops("lineage", NEXT.stack)
    assert done.returncode == 0, done.stderr
    for told in (f"{NEXT.stack}-endpoint", f"{PACKAGE}/1", first[2], COMMITS[1]):
        assert told in done.stdout


def test_both_stacks_refuse_a_version_whose_approval_was_taken_back(there, ci, approve):
    approve(1, "Rejected")
    tried = [somebody.pulumi("preview", "--stack", stack) for somebody, stack in ((ci, STACK), (there, NEXT.stack))]
    approve(1)
    for done in tried:
        assert "the registry says Rejected, not Approved" in done.stdout + done.stderr
