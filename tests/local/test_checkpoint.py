"""A killed run's files: its lock goes, half a state is put back whole, and a run at work is left alone."""

import json
import os
from pathlib import Path

import pytest

from local.checkpoint import Checkpoint
from local.session import EngineError

BEFORE, NOW = '{"version": 3, "checkpoint": "before"}', '{"version": 3, "checkpoint": "now"}'
GONE = 2**22 + 1
"""Above the kernel's largest pid."""


@pytest.fixture
def checkpoint(tmp_path: Path) -> Checkpoint:
    made = Checkpoint(tmp_path, "churn-local")
    made.file.parent.mkdir(parents=True)
    made.file.write_text(NOW)
    made.file.with_name("churn-local.json.bak").write_text(BEFORE)
    return made


def lock(checkpoint: Checkpoint, text: str) -> Path:
    file = checkpoint.state / ".pulumi/locks/organization/pulumi-mlops/churn-local/1.json"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    return file


def held_by(pid: int) -> str:
    return json.dumps({"pid": pid, "username": "me", "timestamp": "2026-11-21T09:00:00Z"})


@pytest.mark.parametrize("text", [held_by(GONE), "", '{"pid": 1'], ids=["gone", "empty", "half"])
@pytest.mark.parametrize(
    ("written", "kept"), [(NOW, NOW), ("", BEFORE), (NOW[:20], BEFORE)], ids=["whole", "empty", "half"]
)
def test_a_killed_runs_lock_goes_and_a_state_that_is_not_whole_is_put_back(checkpoint, text, written, kept):
    file = lock(checkpoint, text)
    checkpoint.file.write_text(written)
    checkpoint.mend()
    assert not file.exists()
    assert checkpoint.file.read_text() == kept
    assert sorted(each.name for each in checkpoint.file.parent.iterdir()) == [
        "churn-local.json",
        "churn-local.json.bak",
    ]


def test_a_state_that_is_missing_after_a_kill_is_put_back(checkpoint):
    lock(checkpoint, held_by(GONE))
    checkpoint.file.unlink()
    checkpoint.mend()
    assert checkpoint.file.read_text() == BEFORE


def test_a_stack_that_was_removed_does_not_come_back(checkpoint):
    checkpoint.file.unlink()
    checkpoint.mend()
    assert not checkpoint.file.exists()


def test_a_run_at_work_is_told_and_nothing_is_touched(checkpoint):
    file = lock(checkpoint, held_by(os.getpid()))
    checkpoint.file.write_text("")
    with pytest.raises(EngineError, match=f"stack churn-local is in use by process {os.getpid()} since 2026-11-21T09"):
        checkpoint.mend()
    assert file.exists()
    assert checkpoint.file.read_text() == ""
