"""The script of an image build, run by bash: docker and the AWS CLI are stand-ins that note how they are called."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from pulumi_mlops.images.buildspec import SCRIPT

DIGEST = "sha256:" + "a" * 64
AWS = """#!/usr/bin/env bash
echo "aws $*" >>"$CALLS"
case "$*" in
    "ecr get-login-password"*) echo password ;;
    "ecr describe-images --image-ids imageTag=passed-"*) cat "$HAS/passed" ;;
    "ecr describe-images"*) cat "$HAS/image" ;;
    *"--query imageScanStatus.status"*) cat "$HAS/status" ;;
    "ecr describe-image-scan-findings"*) cat "$HAS/findings" ;;
    "ecr batch-get-image"*) echo '{"schemaVersion": 2}' ;;
    "ecr put-image"*) echo "$DIGEST_OF_TEST" >"$HAS/passed" ;;
esac
"""
DOCKER = """#!/usr/bin/env bash
echo "docker $*" >>"$CALLS"
case "$1" in login) cat >/dev/null ;; push) echo "$DIGEST_OF_TEST" >"$HAS/image" ;; esac
"""


@dataclass(frozen=True)
class Build:
    folder: Path

    def has(self, **files):
        for name, text in files.items():
            (self.folder / name).write_text(text + "\n")

    def run(self, **more):
        given = {
            "ACCEPTED": "",
            "ARGUMENTS": "BASE=host/base@sha256:b\nNAME=two words",
            "DOCKERFILE": "Dockerfile",
            "FINDINGS": "query",
            "GATE": "HIGH",
            "IMAGE": "host/train",
            "LOOKS": "2",
            "OUT": str(self.folder / "out"),
            "PASSED": "passed-",
            "PAUSE": "0",
            "REGISTRIES": "host other",
            "REPOSITORY": "train",
            "TAG": "t1",
            **more,
        }
        path = {"PATH": f"{self.folder}:{os.environ['PATH']}"}
        own = {"CALLS": str(self.folder / "calls"), "HAS": str(self.folder), "DIGEST_OF_TEST": DIGEST}
        return subprocess.run(
            ["/bin/bash", SCRIPT],
            cwd=self.folder,
            env={**path, **own, **given},
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self, word):
        return [line for line in (self.folder / "calls").read_text().splitlines() if word in line]

    @property
    def told(self):
        out = self.folder / "out"
        return out.read_text().strip() if out.exists() else None


@pytest.fixture
def build(tmp_path):
    for name, text in (("aws", AWS), ("docker", DOCKER)):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    made = Build(tmp_path)
    made.has(status="COMPLETE", findings="None")
    return made


def test_an_image_is_built_pushed_scanned_and_its_digest_told(build):
    done = build.run()
    assert (done.returncode, build.told) == (0, DIGEST)
    assert build.calls("docker login") == [
        f"docker login --username AWS --password-stdin {host}" for host in ("host", "other")
    ]
    assert build.calls("docker build") == [
        "docker build --file Dockerfile --build-arg BASE=host/base@sha256:b --build-arg NAME=two words "
        "--tag host/train:t1 ."
    ]
    assert build.calls("docker push") == ["docker push host/train:t1"]
    assert len(build.calls(f"--image-digest {DIGEST} --image-tag passed-t1 --repository-name train")) == 1


def test_an_image_of_this_context_that_is_there_is_not_built_again(build):
    build.has(image=DIGEST, passed=DIGEST)
    assert build.run().returncode == 0
    assert build.told == DIGEST
    assert build.calls("docker build") == build.calls("docker push") == build.calls("put-image") == []


def test_an_image_with_severe_findings_is_refused_and_taken_away(build):
    build.has(findings="CVE-2\tCVE-1\nCVE-2")
    done = build.run()
    assert (done.returncode, build.told) == (1, None)
    assert "refused: of severity HIGH or worse: CVE-1, CVE-2" in done.stderr
    assert build.calls("batch-delete-image") == [
        f"aws ecr batch-delete-image --image-ids imageDigest={DIGEST} --repository-name train"
    ]
    assert build.calls("put-image") == []


def test_an_image_that_may_be_running_is_refused_and_stays(build):
    build.has(image=DIGEST, passed=DIGEST, findings="CVE-1")
    assert build.run().returncode == 1
    assert build.told is None
    assert build.calls("batch-delete-image") == []


def test_what_is_accepted_by_name_passes_and_nothing_beside_it(build):
    build.has(findings="CVE-1\tCVE-10")
    done = build.run(ACCEPTED="CVE-1")
    assert "or worse: CVE-10" in done.stderr
    assert build.run(ACCEPTED="CVE-1 CVE-10").returncode == 0


@pytest.mark.parametrize("status", ["FAILED", "UNSUPPORTED_IMAGE", "SCAN_ELIGIBILITY_EXPIRED"])
def test_without_a_scan_nothing_passes(build, status):
    build.has(status=status)
    done = build.run()
    assert (done.returncode, build.told) == (1, None)
    assert f"refused: the scan ended as {status}" in done.stderr
    assert len(build.calls("batch-delete-image")) == 1


def test_a_scan_that_does_not_end_does_not_pass(build):
    build.has(status="IN_PROGRESS")
    assert "refused: the scan did not end" in build.run().stderr
    assert len(build.calls("imageScanStatus")) == 2


def test_findings_that_cannot_be_read_do_not_pass(build):
    (build.folder / "findings").unlink()
    done = build.run()
    assert (done.returncode, build.told) == (1, None)
    assert "refused: the scan's findings cannot be read" in done.stderr
