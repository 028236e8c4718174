"""State in a bucket of the local cloud: the engine's own `s3://` backend, its lock, and a killed run's."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from laptop import Laptop
from waiting import until

from local.cloud import lifecycle
from local.layout import Layout
from local.session import EngineError, Session, say
from local.stack import Stack

STACK = "churn-local"
PROGRAM = """
import os, pulumi, pulumi_aws as aws
queues = [aws.sqs.Queue(f"queue-{n}") for n in range(int(os.environ.get("QUEUES", "4")))]
gate = os.environ.get("GATE")
if gate:
    def wait(_):
        open(gate + ".reached", "w").close()
        with open(gate) as opened:
            opened.read()
    pulumi.Output.all(*[queue.arn for queue in queues]).apply(wait)
"""


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Laptop]:
    monkeypatch.setenv("MLOPS_STATE", "s3")
    layout = Layout(tmp_path / "local")
    project = tmp_path / "project"
    session = Session.open(layout, say, project, policy_pack=None)
    made = Laptop(session, tmp_path)
    made.program("project", PROGRAM)
    project.joinpath("Pulumi.yaml").write_text(
        project.joinpath("Pulumi.yaml").read_text().replace('"project"', '"pulumi-mlops"')
    )
    yield made
    lifecycle.stop(layout)


def start_up(laptop: Laptop, **variables: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [laptop.session.layout.bin / "pulumi", "up", "--yes", "--skip-preview", "--stack", STACK, "--non-interactive"],
        cwd=laptop.session.project,
        env={**laptop.session.environment, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def queues(laptop: Laptop) -> list[str]:
    return laptop.client("sqs").list_queues().get("QueueUrls", [])


def test_a_stack_lives_in_the_bucket_and_leaves_nothing_in_the_folder(laptop: Laptop) -> None:
    stack = Stack(laptop.session, STACK)
    stack.select()
    assert stack.up() == 0
    assert len(queues(laptop)) == 4
    assert not laptop.session.layout.state.exists()
    kept = laptop.session.backend.names(".pulumi/stacks")
    assert f".pulumi/stacks/pulumi-mlops/{STACK}.json" in kept
    assert laptop.steps(STACK) == {}
    assert stack.destroy() == 0
    assert not stack.exists()
    assert [arn for arn in laptop.objects() if not laptop.session.backend.holds(arn)] == []


def test_of_two_runs_at_once_one_is_told_and_nothing_is_lost(laptop: Laptop) -> None:
    stack = Stack(laptop.session, STACK)
    stack.select()
    gate = laptop.folder / "gate"
    os.mkfifo(gate)
    first = start_up(laptop, GATE=str(gate))
    until(gate.with_suffix(".reached").exists)
    second = start_up(laptop, QUEUES="9")
    told, _ = second.communicate(timeout=120)
    assert second.returncode != 0
    assert b"the stack is currently locked by 1 lock(s)" in told
    with pytest.raises(EngineError, match=rf"stack {STACK} is in use by process \d+"):
        stack.recover()
    gate.write_text("go on")
    said, _ = first.communicate(timeout=120)
    assert first.returncode == 0, said.decode()
    assert len(queues(laptop)) == 4
    assert laptop.steps(STACK) == {}
    assert stack.destroy() == 0


def test_a_killed_runs_lock_goes_and_the_next_run_finishes(laptop: Laptop) -> None:
    stack = Stack(laptop.session, STACK)
    stack.select()
    gate = laptop.folder / "gate"
    os.mkfifo(gate)
    killed = start_up(laptop, GATE=str(gate))
    until(gate.with_suffix(".reached").exists)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert stack._checkpoint.locks
    assert stack.up() == 0
    assert len(queues(laptop)) == 4
    assert stack._checkpoint.locks == []
    assert laptop.steps(STACK) == {}
    assert stack.destroy() == 0
    assert [arn for arn in laptop.objects() if not laptop.session.backend.holds(arn)] == []
