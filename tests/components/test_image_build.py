"""ImageBuild: what is uploaded, how it is tagged, what the build may do, and which digest comes back."""

import json
from pathlib import Path

import jmespath
import pulumi
import pulumi_mlops as mlops
import pytest
from pulumi_mlops.images import buildspec, context
from pulumi_mlops.testing import MockEngine
from pydantic import ValidationError

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
HOST = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
REPOSITORY = "arn:aws:ecr:eu-west-1:123456789012:repository/train"
DIGEST = "sha256:" + "a" * 64
BASE = {"repository": "base", "digest": "sha256:" + "b" * 64}
PROJECT = "aws:codebuild/project:Project"
LINKS = {
    "repository": "train",
    "repository_arn": REPOSITORY,
    "repository_url": f"{HOST}/train",
    "bucket": "store",
    "bucket_arn": "arn:aws:s3:::store",
    "kms_key_arn": KEY,
    "tags": {"owner": "me"},
}


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "train"
    (root / "lib").mkdir(parents=True)
    (root / "Dockerfile").write_text("ARG BASE\nFROM ${BASE}\n")
    (root / "environment.yml").write_text("dependencies: [scikit-learn]\n")
    (root / "lib" / "model.py").write_text("depth = 3\n")
    (root / ".env").write_text("TOKEN=secret\n")
    return root


@pytest.fixture
def make(folder):
    def make(**given):
        args = mlops.ImageBuildArgs.model_validate({**LINKS, "context": str(folder), **given})
        made = mlops.ImageBuild("train", args)
        return [made.tag, made.digest]

    return make


def told(engine):
    given = engine.one(PROJECT)["environment"]["environmentVariables"]
    return {one["name"]: one["value"] for one in given}


def may(engine):
    return json.loads(engine.one("aws:iam/rolePolicy:RolePolicy")["policy"])["Statement"]


def test_the_context_is_every_file_but_those_that_never_leave(folder):
    assert sorted(context.read(str(folder), "Dockerfile").files) == ["Dockerfile", "environment.yml", "lib/model.py"]


def test_the_tag_follows_from_every_byte_name_and_argument_and_from_nothing_else(folder):
    def tag(**arguments):
        return context.read(str(folder), "Dockerfile").tag(arguments)

    before = tag()
    assert len(before) == 16
    (folder / ".env").write_text("TOKEN=other\n")
    assert tag() == before
    seen = {before, tag(BASE="x")}
    (folder / "lib" / "model.py").write_text("depth = 4\n")
    seen.add(tag())
    (folder / "lib" / "model.py").rename(folder / "lib" / "models.py")
    seen.add(tag())
    assert len(seen) == 4


def test_a_context_without_its_dockerfile_is_refused_with_the_path(engine, make, folder):
    with pytest.raises(pulumi.RunError, match=r"train/Dockerfile\.gpu is not there: the context is a folder"):
        engine.build(lambda: make(dockerfile="Dockerfile.gpu"))


def test_the_build_is_told_everything_and_has_no_secret(engine, make):
    tag, digest = engine.build(lambda: make(bases={"BASE": BASE}, arguments={"PIP_INDEX_URL": "https://index"}))
    assert digest is None
    assert told(engine) == {
        "ACCEPTED": "",
        "ARGUMENTS": f"PIP_INDEX_URL=https://index\nBASE={HOST}/base@{BASE['digest']}",
        "DOCKERFILE": "Dockerfile",
        "FINDINGS": buildspec.findings("HIGH"),
        "GATE": "HIGH",
        "IMAGE": f"{HOST}/train",
        "LOOKS": "120",
        "OUT": buildspec.OUT,
        "PASSED": "passed-",
        "PAUSE": "5",
        "REGISTRIES": HOST,
        "REPOSITORY": "train",
        "TAG": tag,
    }


def test_the_context_lies_under_its_tag_and_the_project_builds_just_that(engine, make):
    tag, _ = engine.build(make)
    key = f"images/churn-local-train/{tag}.zip"
    assert engine.one("aws:s3/bucketObjectv2:BucketObjectv2")["key"] == key
    project = engine.one(PROJECT)
    assert project["source"] == {"type": "S3", "location": f"store/{key}", "buildspec": buildspec.buildspec()}
    assert project["encryptionKey"] == KEY
    assert project["buildTimeout"] == 60
    assert project["logsConfig"] == {"cloudwatchLogs": {"groupName": "/aws/codebuild/churn-local-train"}}
    assert "vpcConfig" not in project


def test_the_buildspec_runs_one_script_and_tells_the_digest():
    made = json.loads(buildspec.buildspec())
    assert made["env"] == {"shell": "bash", "exported-variables": ["IMAGE_DIGEST"]}
    write, run, export = made["phases"]["build"]["commands"]
    assert Path(buildspec.SCRIPT).read_text() in write
    assert run == "bash /tmp/build.sh"
    assert export == "export IMAGE_DIGEST=$(cat /tmp/digest)"


def test_an_environment_file_gets_a_dockerfile_that_installs_it_into_the_base(engine, make):
    engine.build(lambda: make(conda={"tool": "conda"}, bases={"BASE": BASE}))
    assert told(engine)["DOCKERFILE"] == "Dockerfile.conda"
    archive = engine.one("aws:s3/bucketObjectv2:BucketObjectv2")["source"].assets
    assert sorted(archive) == ["Dockerfile", "Dockerfile.conda", "environment.yml", "lib/model.py"]
    assert archive["Dockerfile.conda"].text.splitlines() == [
        "ARG BASE",
        "FROM ${BASE}",
        "COPY environment.yml /tmp/environment.yml",
        "RUN conda env update --name base --file /tmp/environment.yml && conda clean --all --yes",
        "COPY --chmod=755 . /opt/ml/code",
        "ENV PATH=/opt/ml/code:$PATH",
        "WORKDIR /opt/ml/code",
    ]


def test_the_role_pulls_bases_pushes_one_repository_and_reads_its_own_contexts(engine, make):
    engine.build(lambda: make(bases={"BASE": BASE}))
    resources = {action: one["Resource"] for one in may(engine) for action in one["Action"]}
    assert resources["s3:GetObject"] == ["arn:aws:s3:::store/images/churn-local-train/*"]
    assert resources["ecr:PutImage"] == resources["ecr:BatchDeleteImage"] == [REPOSITORY]
    assert resources["ecr:BatchGetImage"] == [REPOSITORY, REPOSITORY.replace("/train", "/base")]
    assert [action for action, named in resources.items() if named == ["*"]] == ["ecr:GetAuthorizationToken"]


def test_in_a_vpc_the_build_sits_in_its_private_subnets_and_may_join_them(engine, make):
    engine.build(lambda: make(vpc_id="vpc-1", subnet_ids=["subnet-1"], security_group_ids=["sg-1"]))
    assert engine.one(PROJECT)["vpcConfig"] == {
        "vpcId": "vpc-1",
        "subnets": ["subnet-1"],
        "securityGroupIds": ["sg-1"],
    }
    joined = next(one for one in may(engine) if "ec2:CreateNetworkInterface" in one["Action"])
    here = "arn:aws:ec2:eu-west-1:123456789012:"
    assert joined["Resource"] == [f"{here}network-interface/*", f"{here}subnet/subnet-1", f"{here}security-group/sg-1"]


def found(tags):
    image = {"imageDigest": DIGEST, "imageTags": tags, "imageUri": "", "imagePushedAt": 1, "imageSizeInBytes": 1}
    answer = {**image, "id": DIGEST, "repositoryName": "train"}
    return MockEngine(answers={"aws:ecr/getImage:getImage": lambda _: answer})


def test_the_digest_that_is_named_comes_back_if_it_passed_the_gate(make):
    assert found(["1", "passed-1"]).build(lambda: make(digest=DIGEST))[1] == DIGEST


def test_a_digest_that_never_passed_the_gate_is_refused(make):
    with pytest.raises(pulumi.RunError, match=f"train: {DIGEST} is in the repository and never passed the gate"):
        found(["1"]).build(lambda: make(digest=DIGEST))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"conda": {}, "dockerfile": "Dockerfile", "bases": {"BASE": BASE}},
            "dockerfile: leave it out: the Dockerfile of an environment file is made for you",
        ),
        ({"conda": {}}, "bases: needs BASE: an image with micromamba to install the environment into"),
        (
            {"bases": {"BASE": BASE}, "arguments": {"BASE": "python:3"}},
            "arguments.BASE: is one of bases, too: name it once",
        ),
        ({"vpc_id": "vpc-1"}, "vpc_id: goes with subnet_ids and security_group_ids: give all three or none"),
        ({"digest": "latest"}, "must be an image digest: sha256: and 64 hexadecimal digits (tags move)"),
        ({"arguments": {"A-B": "1"}}, "must be a Dockerfile's ARG, for example BASE or PIP_INDEX_URL"),
        ({"gate": {"accepted": {"all": "no"}}}, "must be a finding's name, for example CVE-2026-12345"),
        ({"gate": {"severity": "NONE"}}, "Input should be 'CRITICAL', 'HIGH', 'MEDIUM' or 'LOW'"),
    ],
)
def test_what_cannot_be_built_is_refused(make, given, message):
    with pytest.raises(ValidationError) as error:
        make(**given)
    assert [detail["msg"] for detail in error.value.errors()] == [message]


BASIC = {"findings": [{"name": f"CVE-{n}", "severity": s} for n, s in enumerate(("CRITICAL", "HIGH", "MEDIUM", "LOW"))]}
ENHANCED = {
    "enhancedFindings": [
        {"severity": one["severity"], "packageVulnerabilityDetails": {"vulnerabilityId": one["name"]}}
        for one in BASIC["findings"]
    ]
}


@pytest.mark.parametrize("findings", [BASIC, ENHANCED], ids=["basic", "enhanced"])
@pytest.mark.parametrize(("gate", "worse"), [("CRITICAL", 1), ("HIGH", 2), ("MEDIUM", 3), ("LOW", 4)])
def test_the_gates_query_finds_what_is_as_severe_or_worse_in_both_kinds_of_scan(gate, worse, findings):
    named = jmespath.search(buildspec.findings(gate), {"imageScanFindings": findings})
    assert [name for name in named if name] == [f"CVE-{n}" for n in range(worse)]
