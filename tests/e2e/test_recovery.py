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
from local.providers.aws import journal
from local.providers.aws.clients import Clients
from local.providers.aws.journal import Journal
from local.recovery import Recovery
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


BUCKET, KEY, QUEUE = "aws:s3/bucket:Bucket", "aws:kms/key:Key", "aws:sqs/queue:Queue"


def urn(type_: str, name: str) -> str:
    return f"urn:pulumi:{STACK}::pulumi-mlops::{type_}::{name}"


def pending(type_: str, name: str, **inputs: object) -> dict[str, object]:
    return {
        "type": "creating",
        "resource": {"urn": urn(type_, name), "custom": True, "type": type_, "inputs": inputs},
    }


def test_what_open_creates_made_is_taken_into_the_state_if_it_is_pending_and_deleted_if_not(laptop):
    clients = Clients(lambda _: laptop.session.cloud_url, "eu-west-1")
    home = laptop.session.layout.home

    def begin(type_: str, name: str, /, **names: object) -> str:
        return Journal(str(home)).create(urn(type_, name), type_, "eu-west-1", names).__enter__()

    location = {"LocationConstraint": "eu-west-1"}
    for name in ("made", "forgotten"):
        bucket = {"Bucket": name, "CreateBucketConfiguration": location}
        clients.call("s3", "CreateBucket", bucket, call_id=begin(BUCKET, name, bucket=name))
    keys = [
        clients.call("kms", "CreateKey", {"Description": "the same"}, call_id=begin(KEY, name))["KeyMetadata"]["KeyId"]
        for name in ("lost", "known", "vain")
    ]
    clients.call("sqs", "CreateQueue", {"QueueName": "vain"}, call_id=begin(QUEUE, "vain", name="vain"))
    begin(BUCKET, "never", bucket="never")
    deployment = {
        "manifest": {"version": "v3.245.0"},
        "resources": [
            {"urn": "stack", "type": "pulumi:pulumi:Stack"},
            {"urn": urn(KEY, "known"), "type": KEY, "id": keys[1]},
            {"urn": urn(BUCKET, "made"), "type": BUCKET, "id": "replaced"},
        ],
        "pending_operations": [
            pending(BUCKET, "made", bucket="made"),
            pending(BUCKET, "never", bucket="never"),
            pending(KEY, "lost", description="the same", enableKeyRotation=True),
            {"type": "updating", "resource": {"urn": urn(KEY, "known"), "type": KEY, "inputs": {}}},
        ],
    }
    recovery = Recovery(laptop.session.cloud_url, "eu-west-1", journal.read(home, "pulumi-mlops", STACK))
    settled = recovery.settle(deployment)
    assert [(each["urn"].rsplit(":")[-1], each.get("id")) for each in settled["resources"]] == [
        ("stack", None),
        ("known", keys[1]),
        ("made", "replaced"),
        ("made", "made"),
        ("lost", keys[0]),
    ]
    assert [each["id"] for each in settled["resources"] if each.get("delete")] == ["replaced"]
    assert settled["pending_operations"] == []
    assert settled["manifest"] == deployment["manifest"]
    assert recovery.undo(settled) == []
    kept = ["arn:aws:s3:::made", *(f"arn:aws:kms:eu-west-1:123456789012:key/{key}" for key in keys[:2])]
    assert laptop.objects() == sorted(kept)
    recovery.journal.forget()
    clients.call("s3", "DeleteBucket", {"Bucket": "made"})
    for key in keys[:2]:
        clients.call("kms", "ScheduleKeyDeletion", {"KeyId": key})
    assert laptop.objects() == []


@pytest.mark.parametrize("made", [1, 15])
def test_up_recovers_after_the_engine_was_killed(laptop, stack, made):
    engine = start_up(laptop)
    until(lambda: len(laptop.objects()) >= made)
    engine.kill()
    engine.wait()
    assert stack.up() == 0
    assert len([each for each in stack.resources() if each["type"].startswith("aws:")]) == 68
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
