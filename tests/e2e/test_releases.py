"""A model's way: registered, approved by one persona, promoted by another, deployed, and rolled back in one command."""

import json
import subprocess
import sys

import boto3
import pytest
import yaml

from local.cloud.iam.client import enforce, service_credentials
from local.session import REGION

ACCOUNT, STACK = "123456789012", "churn-local"
GROUP, BUCKET = f"{STACK}-models", f"{STACK}-artifacts-{ACCOUNT}-{REGION}"
REGISTRY = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com"
PACKAGE = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:model-package/{GROUP}"
SPEC = """\
product: churn
owner: retention-team
cost_center: "4711"
data_classification: confidential
data: {curated: {}}
training:
  data: curated
  image: {repository: churn-train, digest: "sha256:DIGEST"}
  gate: {metric: auc, at_least: 0.8}
models:
  approvals: {promotion_queue: true}
  card:
    purpose: Tell who is about to leave.
    intended_uses: Offers to customers, never a price.
    risk_rating: low
environments: {local: {disposable: true}}
""".replace("DIGEST", "0" * 64)
PEOPLE = f"""
import pulumi
import pulumi_mlops as mlops
from pulumi_mlops.access import jobs
from pulumi_mlops.access.personas import Persona
from pulumi_mlops.access.trust import TakenBy
from pulumi_mlops.access.workplace import Workplace

tags = {{
    "product": "people", "environment": "local", "owner": "me", "cost-center": "1", "data-classification": "internal",
}}
boundary = mlops.PermissionsBoundary("boundary", mlops.PermissionsBoundaryArgs(jobs_in_vpc=False, tags=tags))
runs = jobs.Objects(bucket_arn="arn:aws:s3:::{BUCKET}", prefix="training/")
for persona in (Persona.ML_ENGINEER, Persona.REVIEWER, Persona.CI):
    role = mlops.PersonaRole(persona.replace("_", "-"), mlops.PersonaRoleArgs(
        persona=persona,
        taken_by=TakenBy(studio=True),
        workplace=Workplace(stacks=["{STACK}"], reads=[runs]),
        permissions_boundary=boundary.arn,
        tags=tags,
    ))
    pulumi.export(persona.value, role.arn)
"""


@pytest.fixture(scope="module")
def roles(laptop):
    """The ARNs of the personas' roles."""
    project = laptop.program("people", PEOPLE)
    for words in (("stack", "init", "people-local"), ("up", "--yes", "--skip-preview")):
        done = laptop.pulumi(*words, project=project)
        assert done.returncode == 0, done.stdout + done.stderr
    enforce(laptop.session.cloud_url)
    return json.loads(laptop.pulumi("stack", "output", "--json", project=project).stdout)


@pytest.fixture(scope="module")
def spec(laptop):
    """The product's spec."""
    return laptop.session.project / "stacks" / "churn.yaml"


@pytest.fixture(scope="module")
def product(laptop, spec, roles):
    """The product, up, without an endpoint."""
    spec.write_text(SPEC)
    done = laptop.pulumi("stack", "init", STACK)
    assert done.returncode == 0, done.stderr
    up(laptop)
    laptop.client("ecr").create_repository(repositoryName="churn-serve")
    return spec.parent


def up(laptop, *words):
    done = laptop.pulumi("up", "--yes", "--skip-preview", "--stack", STACK, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "violation" not in done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def role_of(laptop, roles):
    """Credentials of a persona."""
    return lambda persona: service_credentials(
        laptop.session.cloud_url, roles[persona], "sagemaker.amazonaws.com", source_account=ACCOUNT
    )


@pytest.fixture(scope="module")
def mlops(laptop, product, role_of):
    """The command line with the ML engineer's role alone."""

    def run(*words, persona="ml_engineer"):
        got = {name.upper(): value for name, value in role_of(persona).items()}
        return subprocess.run(
            [sys.executable, "-m", "mlops_stacks", *words],
            cwd=product.parent,
            env={**laptop.session.environment, **got},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def registered(laptop, product):
    """Register a model of some content; the version's ARN comes back."""

    def register(number, auc=0.9, image=None, **more):
        s3, ecr, sagemaker = (laptop.client(service) for service in ("s3", "ecr", "sagemaker"))
        run = f"training/runs/{number}"
        s3.put_object(Bucket=BUCKET, Key=f"{run}/model.tar.gz", Body=f"model {number}".encode())
        evaluation = json.dumps({"metrics": {"auc": {"value": auc}}}).encode()
        s3.put_object(Bucket=BUCKET, Key=f"{run}/evaluation.json", Body=evaluation)
        layers = {"schemaVersion": 2, "config": {"digest": f"sha256:{number:064x}"}, "layers": []}
        media = "application/vnd.docker.distribution.manifest.v2+json"
        pushed = ecr.put_image(
            repositoryName="churn-serve",
            imageManifest=json.dumps({**layers, "mediaType": media}),
            imageTag=f"v{number}",
        )["image"]["imageId"]["imageDigest"]
        container = {
            "Image": image or f"{REGISTRY}/churn-serve@{pushed}",
            "ModelDataUrl": f"s3://{BUCKET}/{run}/model.tar.gz",
        }
        evaluated = {"ContentType": "application/json", "S3Uri": f"s3://{BUCKET}/{run}/evaluation.json"}
        return sagemaker.create_model_package(
            ModelPackageGroupName=GROUP,
            InferenceSpecification={"Containers": [container], "SupportedContentTypes": ["text/csv"]},
            ModelMetrics={"ModelQuality": {"Statistics": evaluated}},
            CustomerMetadataProperties={"commit": "3f1c2ab", "data_version": f"v{number}", **more},
        )["ModelPackageArn"]

    return register


@pytest.fixture(scope="module")
def approve(laptop, role_of):
    """The reviewer's role says yes, or no."""

    def approve(arn, status="Approved"):
        client = boto3.Session(region_name=REGION, **role_of("reviewer")).client(
            "sagemaker", endpoint_url=laptop.session.cloud_url
        )
        client.update_model_package(
            ModelPackageArn=arn, ModelApprovalStatus=status, ApprovalDescription="Evaluation read, no bias found."
        )

    return approve


def served(laptop):
    """Where the file that the endpoint's model has comes from."""
    sagemaker = laptop.client("sagemaker")
    config = sagemaker.describe_endpoint(EndpointName=f"{STACK}-endpoint")["EndpointConfigName"]
    variant = sagemaker.describe_endpoint_config(EndpointConfigName=config)["ProductionVariants"][0]
    return sagemaker.describe_model(ModelName=variant["ModelName"])["PrimaryContainer"]["ModelDataUrl"]


def test_a_version_that_nobody_approved_is_not_promoted(mlops, registered, product):
    arn = registered(1)
    done = mlops("promote", "churn", "--env", "local", "--version", "1")
    assert done.returncode == 1
    assert f"{arn}: it is PendingManualApproval: a reviewer approves it first" in done.stderr
    assert not product.joinpath("releases").exists()


def test_the_ml_engineer_who_promotes_does_not_approve(mlops, laptop, role_of):
    client = boto3.Session(region_name=REGION, **role_of("ml_engineer")).client(
        "sagemaker", endpoint_url=laptop.session.cloud_url
    )
    with pytest.raises(client.exceptions.ClientError, match="AccessDenied"):
        client.update_model_package(ModelPackageArn=f"{PACKAGE}/1", ModelApprovalStatus="Approved")


def test_an_approved_version_is_promoted_and_deployed(mlops, approve, laptop, spec, product, roles):
    approve(f"{PACKAGE}/1")
    done = mlops("promote", "churn", "--env", "local", "--version", "1")
    assert done.returncode == 0, done.stderr
    manifest = yaml.safe_load(product.joinpath("releases", f"{STACK}.yaml").read_text())
    assert manifest["serving"] == 1
    release = manifest["releases"][0]
    assert (release["package"], release["metrics"]) == (f"{PACKAGE}/1", {"auc": 0.9})
    assert (release["commit"], release["data_version"]) == ("3f1c2ab", "v1")
    assert roles["reviewer"].rpartition("/")[2] in release["approved"]["by"]
    assert release["approved"]["why"] == "Evaluation read, no bias found."
    spec.write_text(SPEC + "endpoint: {model: promoted, instance: {type: ml.m5.large}}\n")
    up(laptop)
    up(laptop, "--expect-no-changes")
    assert served(laptop) == f"s3://{BUCKET}/training/runs/1/model.tar.gz"


def test_the_card_tells_what_is_served(laptop):
    content = laptop.client("sagemaker").describe_model_card(ModelCardName=f"{STACK}-model-card")["Content"]
    card = json.loads(content)
    assert card["intended_uses"]["risk_rating"] == "Low"
    assert card["additional_information"]["custom_details"]["model package"] == f"{PACKAGE}/1"
    assert card["evaluation_details"][0]["metric_groups"][0]["metric_data"] == [
        {"name": "auc", "type": "number", "value": 0.9}
    ]


def test_approvals_are_routed_to_people_and_to_the_queue_of_promotions(laptop, product):
    events, sqs = laptop.client("events"), laptop.client("sqs")
    rules = {rule["Name"]: json.loads(rule["EventPattern"]) for rule in events.list_rules()["Rules"]}
    assert set(rules) == {f"{STACK}-approvals", f"{STACK}-approvals-promotions"}
    heard = {name: pattern["detail"] for name, pattern in rules.items()}
    assert heard[f"{STACK}-approvals"]["ModelApprovalStatus"] == ["Approved", "Rejected"]
    assert heard[f"{STACK}-approvals-promotions"] == {
        "ModelPackageGroupName": [GROUP],
        "ModelApprovalStatus": ["Approved"],
    }
    target = events.list_targets_by_rule(Rule=f"{STACK}-approvals-promotions")["Targets"][0]
    queue = sqs.get_queue_url(QueueName=f"{STACK}-approvals-promotions")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    assert target["Arn"] == arn
    assert target["DeadLetterConfig"]["Arn"].endswith(f"{STACK}-approvals-undelivered")


def test_the_lineage_of_the_endpoint_leads_to_commit_and_data(mlops, product):
    picture = product.parent / "lineage.svg"
    done = mlops("lineage", STACK, "--json", "--svg", str(picture))
    assert done.returncode == 0, done.stderr
    chain = {link["kind"]: link["name"] for link in json.loads(done.stdout)}
    assert chain["endpoint"] == f"{STACK}-endpoint"
    assert chain["model package"] == f"{PACKAGE}/1"
    assert (chain["commit"], chain["data version"]) == ("3f1c2ab", "v1")
    assert chain["serving image"].startswith(f"{REGISTRY}/churn-serve@sha256:")
    assert picture.read_text().startswith("<svg")
    package = mlops("lineage", "--package", f"{PACKAGE}/1").stdout
    assert "commit          3f1c2ab" in package


def test_the_next_version_is_promoted_beside_the_first_and_rolled_back_in_one_command(
    mlops, approve, laptop, registered
):
    approve(registered(2, auc=0.95))
    assert mlops("promote", "churn", "--env", "local", "--version", "2").returncode == 0
    up(laptop)
    assert served(laptop) == f"s3://{BUCKET}/training/runs/2/model.tar.gz"
    done = mlops("rollback", "churn", "--env", "local")
    assert done.returncode == 0, done.stderr
    assert "churn-local serves version 1" in done.stdout
    up(laptop)
    assert served(laptop) == f"s3://{BUCKET}/training/runs/1/model.tar.gz"
    assert mlops("rollback", "churn", "--env", "local").returncode == 1


@pytest.mark.parametrize(
    ("number", "made", "why"),
    [
        (3, {"auc": 0.7}, "its auc is 0.7, under the gate of 0.8"),
        (4, {"image": f"{REGISTRY}/churn-serve:v1"}, "without a digest: register it by digest"),
        (5, {"image": f"{REGISTRY}/churn-serve@sha256:{'9' * 64}"}, "is not in"),
    ],
)
def test_an_approved_version_that_is_not_fit_is_refused(mlops, approve, registered, product, number, made, why):
    file = product / "releases" / f"{STACK}.yaml"
    before = file.read_text()
    approve(registered(number, **made))
    done = mlops("promote", "churn", "--env", "local", "--version", str(number))
    assert done.returncode == 1
    assert why in done.stderr
    assert file.read_text() == before


def test_a_manifest_changed_by_hand_is_refused_with_its_line(laptop, mlops, product):
    file = product / "releases" / f"{STACK}.yaml"
    kept = file.read_text()
    digest = yaml.safe_load(kept)["releases"][0]["artifact"]["sha256"]
    file.write_text(kept.replace(digest, "a" * 64))
    for done in (
        mlops("promote", "churn", "--env", "local", "--version", "2"),
        laptop.pulumi("preview", "--stack", STACK),
    ):
        assert done.returncode != 0
        told = done.stdout + done.stderr
        assert f"{STACK}.yaml:" in told
        assert "changed by hand" in told
    file.write_text(kept)


def test_a_stack_refuses_a_file_that_was_replaced_before_anything_changes(laptop, mlops, product):
    s3 = laptop.client("s3")
    key = "training/runs/1/model.tar.gz"
    s3.put_object(Bucket=BUCKET, Key=key, Body=b"another model")
    for words in (("preview",), ("up", "--yes", "--skip-preview")):
        done = laptop.pulumi(*words, "--stack", STACK)
        assert done.returncode != 0
        assert "the release cannot be deployed; nothing was changed" in done.stdout + done.stderr
        assert "the file was replaced" in done.stdout + done.stderr
    s3.put_object(Bucket=BUCKET, Key=key, Body=b"model 1")
    up(laptop, "--expect-no-changes")


def test_a_stack_refuses_a_version_whose_approval_was_taken_back(laptop, approve):
    approve(f"{PACKAGE}/1", "Rejected")
    done = laptop.pulumi("preview", "--stack", STACK)
    assert "the registry says Rejected, not Approved" in done.stdout + done.stderr
    approve(f"{PACKAGE}/1")
