"""A command that hangs, fails or is interrupted leaves no process behind."""

import signal
import sys
from pathlib import Path

import pytest

from local.engine import process

# A background job ignores interrupts from birth, and so would its children.
INTERRUPTIBLE = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"


def test_both_streams_come_as_lines_and_as_one_text():
    lines: list[str] = []
    finished = process.run(["sh", "-c", "echo one; echo two >&2; printf three; exit 7"], on_line=lines.append)
    assert finished == process.Finished(7, "one\ntwo\nthree")
    assert lines == ["one", "two", "three"]


def test_a_command_that_does_not_exist_is_an_os_error(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        process.run([tmp_path / "nothing"])


def test_a_hanging_command_is_ended_together_with_what_it_started(tmp_path: Path, alive, eventually):
    pids = tmp_path / "pids"
    with pytest.raises(TimeoutError, match=r"no answer within 0\.5 s"):
        process.run(["sh", "-c", f"sleep 300 & echo $$ $! > {pids}; wait"], timeout=0.5)
    started = [int(pid) for pid in pids.read_text().split()]
    assert len(started) == 2
    eventually(lambda: not any(map(alive, started)))


def test_a_command_that_ignores_the_interrupt_is_killed(tmp_path: Path, alive, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(process, "GRACE_SECONDS", 0.1)
    pid = tmp_path / "pid"
    with pytest.raises(TimeoutError):
        process.run(["sh", "-c", f"trap '' INT TERM; echo $$ > {pid}; while :; do sleep 300; done"], timeout=0.5)
    assert not alive(int(pid.read_text()))


def test_a_command_that_closes_its_output_and_stays_is_ended(tmp_path: Path, alive):
    pid = tmp_path / "pid"
    with pytest.raises(TimeoutError, match=r"closed its output but did not end"):
        process.run(["sh", "-c", f"echo $$ > {pid}; exec >&- 2>&-; sleep 300"], timeout=0.5)
    assert not alive(int(pid.read_text()))


def test_an_interrupt_ends_the_command_first(tmp_path: Path, alive, eventually, running, checkout_environment):
    pids = tmp_path / "pids"
    command = ["sh", "-c", f"sleep 300 & echo $$ $! > {pids}; wait"]
    code = f"{INTERRUPTIBLE}; from local.engine import process; process.run({command!r})"
    with running(sys.executable, "-c", code, cwd=tmp_path, env=checkout_environment) as child:
        eventually(lambda: pids.exists() and len(pids.read_text().split()) == 2)
        child.send_signal(signal.SIGINT)
        output = child.communicate(timeout=60)[0]
    assert "KeyboardInterrupt" in output
    eventually(lambda: not any(alive(int(pid)) for pid in pids.read_text().split()))


def test_what_a_finished_command_left_running_is_ended(tmp_path: Path, alive, eventually):
    pid = tmp_path / "pid"
    process.run(["sh", "-c", f"sleep 300 >/dev/null 2>&1 & echo $! > {pid}"])
    eventually(lambda: not alive(int(pid.read_text())))
