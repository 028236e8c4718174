"""After a kill: of the engine, of the local cloud; and two runs at once."""

import json
import os
import signal
import subprocess
import sys

import pytest
from waiting import until

from local.cloud import lifecycle
from local.layout import CHECKOUT
from local.recovery import settle
from local.session import EngineError
from local.stack import Stack

STACK = "churn-local"


@pytest.fixture
def stack(laptop):
    made = Stack(laptop.session, STACK)
    made.select()
    yield made
    assert made.destroy() == 0
    assert laptop.objects() == []


def start_up(laptop) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [laptop.session.layout.bin / "pulumi", "up", "--yes", "--skip-preview", "--stack", STACK, "--non-interactive"],
        cwd=laptop.session.project,
        env=laptop.session.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def pending(urn: str, token: str, **inputs: object) -> dict[str, object]:
    return {"type": "creating", "resource": {"urn": urn, "custom": True, "type": token, "inputs": inputs}}


def test_what_pending_creates_made_is_taken_into_the_state_and_the_rest_forgotten(laptop):
    laptop.client("s3").create_bucket(
        Bucket="made", CreateBucketConfiguration={"LocationConstraint": laptop.session.variables["AWS_REGION"]}
    )
    kms = laptop.client("kms")
    known, lost = (kms.create_key(Description="the same")["KeyMetadata"]["KeyId"] for _ in range(2))
    kms.create_key(Description="another")
    key = {"description": "the same", "region": "eu-west-1", "enableKeyRotation": True}  # rotation is a call of its own
    deployment = {
        "manifest": {"version": "v3.245.0"},
        "resources": [{"urn": "stack", "type": "pulumi:pulumi:Stack"}, {"urn": "known", "id": known}],
        "pending_operations": [
            pending("made", "aws:s3/bucket:Bucket", bucket="made"),
            pending("never", "aws:s3/bucket:Bucket", bucket="never"),
            pending("lost", "aws:kms/key:Key", **key),
            {"type": "updating", "resource": {"urn": "known", "type": "aws:kms/key:Key", "inputs": key}},
        ],
    }
    settled = settle(deployment, laptop.session.cloud_url, "eu-west-1")
    assert [(each["urn"], each.get("id")) for each in settled["resources"]] == [
        ("stack", None),
        ("known", known),
        ("made", "made"),
        ("lost", lost),
    ]
    assert settled["pending_operations"] == []
    assert settled["manifest"] == deployment["manifest"]
    laptop.client("s3").delete_bucket(Bucket="made")
    for key_id in kms.list_keys()["Keys"]:
        kms.schedule_key_deletion(KeyId=key_id["KeyId"])


@pytest.mark.parametrize("made", [1, 15])
def test_up_recovers_after_the_engine_was_killed(laptop, stack, made):
    engine = start_up(laptop)
    until(lambda: len(laptop.objects()) >= made)
    engine.kill()
    engine.wait()
    assert stack.up() == 0
    assert len([each for each in stack.resources() if each["type"].startswith("aws:")]) == 56
    assert laptop.steps(STACK) == {}


def test_up_recovers_after_the_local_cloud_was_killed(laptop, stack):
    engine = start_up(laptop)
    until(lambda: len(laptop.objects()) >= 10)
    cloud = lifecycle.status(laptop.session.layout)
    assert cloud.pid is not None
    os.kill(cloud.pid, signal.SIGKILL)
    engine.wait()
    assert lifecycle.ensure_running(laptop.session.layout) == cloud.url
    assert stack.up() == 0
    assert laptop.steps(STACK) == {}


def test_what_was_made_is_still_there_after_the_local_cloud_was_killed_and_started_again(laptop, stack):
    assert stack.up() == 0
    held = laptop.objects()
    cloud = lifecycle.status(laptop.session.layout)
    os.kill(cloud.pid, signal.SIGKILL)
    assert lifecycle.ensure_running(laptop.session.layout) == cloud.url
    assert laptop.objects() == held
    assert laptop.pulumi("refresh", "--yes", "--stack", STACK).returncode == 0
    assert laptop.steps(STACK) == {}


def test_a_second_up_at_the_same_time_is_told_who_is_at_work_and_loses_nothing(laptop, stack):
    engine = start_up(laptop)
    locks = laptop.session.layout.state / ".pulumi" / "locks"
    until(lambda: any(locks.rglob("*.json")))
    with pytest.raises(EngineError, match=rf"stack {STACK} is in use by process {engine.pid} since"):
        stack.up()
    assert engine.wait() == 0
    assert laptop.steps(STACK) == {}


def test_ctrl_c_ends_quietly_and_the_next_up_goes_on(laptop, stack):
    run = subprocess.Popen(
        [sys.executable, "-m", "local", "up", "--stack", STACK],
        cwd=CHECKOUT,
        env={**os.environ, "MLOPS_LOCAL_DIR": str(laptop.session.layout.base)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    until(lambda: len(laptop.objects()) >= 5)
    os.killpg(run.pid, signal.SIGINT)
    said, _ = run.communicate()
    assert run.returncode != 0
    assert "Traceback" not in said
    assert stack.up() == 0
    assert laptop.steps(STACK) == {}
    assert not json.loads(stack.session.ask("stack", "export", "--stack", STACK))["deployment"].get(
        "pending_operations"
    )
