"""An image's way through a stack: no digest, a build that the project's role may do, the digest named and checked."""

import json
import shutil

import boto3
import pytest
from botocore.exceptions import ClientError

from local.cloud.iam.client import enforce, service_credentials
from local.layout import CHECKOUT
from local.session import REGION

STACK = "images-dev"
ACCOUNT = "123456789012"
EXAMPLE = CHECKOUT / "docs" / "examples" / "image_build"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/mlops/{STACK}-train-build"
MANIFEST = {"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json"}


@pytest.fixture(scope="module")
def project(laptop):
    enforce(laptop.session.cloud_url)
    made = laptop.program("images", (EXAMPLE / "__main__.py").read_text(encoding="utf-8"))
    shutil.copytree(EXAMPLE / "train", made / "train")
    done = laptop.pulumi("stack", "init", STACK, project=made)
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="module")
def up(laptop, project):
    def up(digest=None):
        if digest:
            laptop.pulumi("config", "set", "digest", digest, "--stack", STACK, project=project)
        done = laptop.pulumi("up", "--yes", "--skip-preview", "--stack", STACK, project=project)
        told = laptop.pulumi("stack", "output", "--json", "--stack", STACK, project=project)
        return done, json.loads(told.stdout)

    return up


@pytest.fixture(scope="module")
def made(up):
    done, outputs = up()
    assert done.returncode == 0, done.stdout + done.stderr
    return outputs


@pytest.fixture(scope="module")
def as_build(laptop, made):
    got = service_credentials(laptop.session.cloud_url, ROLE, "codebuild.amazonaws.com", source_account=ACCOUNT)
    session = boto3.Session(region_name=REGION, **got)
    return lambda service: session.client(service, endpoint_url=laptop.session.cloud_url)


def push(client, made, layer, tag):
    """What `docker push` and the gate do: the layer tells one image from another."""
    manifest = json.dumps({**MANIFEST, "config": {"digest": f"sha256:{layer * 64}"}, "layers": []})
    answer = client("ecr").put_image(repositoryName=made["repository"], imageManifest=manifest, imageTag=tag)
    return answer["image"]["imageId"]["imageDigest"]


def test_a_deploy_starts_no_build_and_names_no_image(laptop, made):
    assert "digest" not in made
    assert laptop.client("codebuild").list_builds_for_project(projectName=made["project"])["ids"] == []


def test_the_role_of_the_build_does_what_the_script_does(laptop, made, as_build):
    s3, ecr = as_build("s3"), as_build("ecr")
    project = laptop.client("codebuild").batch_get_projects(names=[made["project"]])["projects"][0]
    bucket, _, key = project["source"]["location"].partition("/")
    assert s3.get_object(Bucket=bucket, Key=key)["Body"].read().startswith(b"PK")
    ecr.get_authorization_token()
    digest = push(as_build, made, "1", "junk")
    ecr.describe_images(repositoryName=made["repository"], imageIds=[{"imageTag": "junk"}])
    ecr.batch_get_image(repositoryName=made["repository"], imageIds=[{"imageDigest": digest}])
    ecr.batch_delete_image(repositoryName=made["repository"], imageIds=[{"imageDigest": digest}])
    group = project["logsConfig"]["cloudWatchLogs"]["groupName"]
    as_build("logs").create_log_stream(logGroupName=group, logStreamName="build/1")


@pytest.mark.parametrize(
    "call",
    [
        lambda client, made: client("ecr").delete_repository(repositoryName=made["repository"], force=True),
        lambda client, made: client("ecr").delete_lifecycle_policy(repositoryName=made["repository"]),
        lambda client, made: client("ecr").set_repository_policy(repositoryName=made["repository"], policyText="{}"),
        lambda client, made: client("ecr").create_repository(repositoryName="other"),
        lambda client, made: client("codebuild").delete_project(name=made["project"]),
        lambda client, made: client("codebuild").start_build(projectName=made["project"]),
        lambda client, made: client("s3").list_buckets(),
        lambda client, made: client("iam").list_roles(),
        lambda client, made: client("sts").assume_role(RoleArn=ROLE, RoleSessionName="again"),
    ],
)
def test_the_role_of_the_build_does_nothing_else(made, as_build, call):
    with pytest.raises(ClientError, match=r"AccessDenied|not authorized"):
        call(as_build, made)


def test_a_digest_that_is_not_in_the_repository_is_refused(made, up):
    done, _ = up("sha256:" + "9" * 64)
    assert done.returncode != 0
    assert "no matching ECR Image found" in done.stdout + done.stderr


def test_a_digest_that_did_not_pass_the_gate_is_refused(made, up, as_build):
    digest = push(as_build, made, "2", "seen")
    done, _ = up(digest)
    assert done.returncode != 0
    assert f"train-build: {digest} is in the repository and never passed the gate" in done.stdout + done.stderr


def test_the_digest_that_passed_is_the_stacks_output_and_changes_nothing_else(laptop, project, made, up, as_build):
    digest = push(as_build, made, "3", made["tag"])
    assert push(as_build, made, "3", f"passed-{made['tag']}") == digest
    done, outputs = up(digest)
    assert done.returncode == 0, done.stdout + done.stderr
    assert outputs["digest"] == digest
    assert laptop.steps(STACK, project) == {}


def test_a_tag_stays_with_its_image(made, as_build):
    with pytest.raises(ClientError, match="already exists"):
        push(as_build, made, "4", made["tag"])
