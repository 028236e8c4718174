"""A killed run's files: its lock goes, half a state is put back whole, and a run at work is left alone."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from local.backend import Backend
from local.checkpoint import Checkpoint
from local.session import EngineError

BEFORE, NOW = '{"version": 3, "checkpoint": "before"}', '{"version": 3, "checkpoint": "now"}'
GONE = 2**22 + 1
"""Above the kernel's largest pid."""
LOCK = ".pulumi/locks/organization/pulumi-mlops/churn-local/1.json"


@pytest.fixture
def checkpoint(backend: Backend) -> Checkpoint:
    made = Checkpoint(backend, "churn-local")
    backend.write(made.file, NOW)
    backend.write(f"{made.file}.bak", BEFORE)
    return made


def held_by(pid: int, at: str = "2026-11-21T09:00:00.280560722Z") -> str:
    return json.dumps({"pid": pid, "username": "me", "timestamp": at})


def held_by_us() -> str:
    return held_by(os.getpid(), datetime.now(UTC).isoformat())


@pytest.mark.parametrize("text", [held_by(GONE), "", '{"pid": 1'], ids=["gone", "empty", "half"])
@pytest.mark.parametrize(
    ("written", "kept"), [(NOW, NOW), ("", BEFORE), (NOW[:20], BEFORE)], ids=["whole", "empty", "half"]
)
def test_a_killed_runs_lock_goes_and_a_state_that_is_not_whole_is_put_back(backend, checkpoint, text, written, kept):
    backend.write(LOCK, text)
    backend.write(checkpoint.file, written)
    checkpoint.mend()
    assert checkpoint.locks == []
    assert backend.read(checkpoint.file) == kept
    assert backend.names(".pulumi") == [checkpoint.file, f"{checkpoint.file}.bak"]


def test_half_of_what_is_kept_beside_a_file_goes(backend, checkpoint):
    beside, backup, lock = (f"{file}.attrs" for file in (checkpoint.file, f"{checkpoint.file}.bak", LOCK))
    for name, text in ((LOCK, held_by(GONE)), (lock, "{}"), (beside, ""), (backup, '{"md5": "x"}')):
        backend.write(name, text)
    checkpoint.mend()
    assert backend.names(".pulumi") == sorted([checkpoint.file, f"{checkpoint.file}.bak", backup])
    assert backend.read(checkpoint.file) == NOW


def test_a_state_that_is_missing_after_a_kill_is_put_back(backend, checkpoint):
    backend.write(LOCK, held_by(GONE))
    backend.delete(checkpoint.file)
    checkpoint.mend()
    assert backend.read(checkpoint.file) == BEFORE


def test_a_stack_that_was_removed_does_not_come_back(backend, checkpoint):
    backend.delete(checkpoint.file)
    checkpoint.mend()
    assert backend.read(checkpoint.file) is None


def test_a_run_at_work_is_told_and_nothing_is_touched(backend, checkpoint):
    backend.write(LOCK, held_by_us())
    backend.write(checkpoint.file, "")
    with pytest.raises(EngineError, match=f"stack churn-local is in use by process {os.getpid()} since 20"):
        checkpoint.mend()
    assert checkpoint.locks == [LOCK]
    assert backend.read(checkpoint.file) == ""


def test_the_lock_of_another_stack_is_not_ours(backend, checkpoint):
    other = LOCK.replace("churn-local", "churn-local-2")
    backend.write(other, held_by_us())
    checkpoint.mend()
    assert backend.read(other) is not None


def test_a_process_that_got_the_number_of_a_killed_run_holds_nothing(backend, checkpoint):
    backend.write(LOCK, held_by(os.getpid(), "2020-01-01T00:00:00Z"))
    checkpoint.mend()
    assert checkpoint.locks == []


def test_a_killed_run_that_nobody_collected_yet_holds_nothing(backend, checkpoint):
    killed = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    backend.write(LOCK, held_by(killed.pid, datetime.now(UTC).isoformat()))
    killed.kill()
    os.waitid(os.P_PID, killed.pid, os.WEXITED | os.WNOWAIT)
    checkpoint.mend()
    assert checkpoint.locks == []
    killed.communicate()
