"""Process: run a command that may hang, fail or be interrupted, and leave none of its processes behind."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# How long a process may take to end by itself after it was asked to.
GRACE_SECONDS = 5.0


@dataclass(frozen=True)
class Finished:
    """How a command ended."""

    code: int
    output: str


def _nothing(*_: object) -> None:
    return None


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    timeout: float | None = None,
    on_line: Callable[[str], None] = _nothing,
    on_tick: Callable[[], None] = _nothing,
) -> Finished:
    """Run `command` in a process group of its own and give its exit code and its output, both streams as one text.

    `on_line` sees each line as it comes and `on_tick` is called at least once a second. Raises OSError where the
    command cannot start and TimeoutError after `timeout` seconds. Whatever ends the call, the group is gone afterwards.
    """
    reading, writing = os.pipe()
    try:
        child = subprocess.Popen(
            list(map(str, command)),
            cwd=cwd,
            env=dict(env) if env is not None else None,
            stdin=subprocess.DEVNULL,
            stdout=writing,
            stderr=writing,
            start_new_session=True,
        )
    except OSError:
        os.close(reading)
        raise
    finally:
        os.close(writing)
    deadline = Deadline(timeout)
    try:
        output = _follow(reading, deadline, on_line, on_tick)
        if not exited(child, deadline.left()):
            raise TimeoutError(f"closed its output but did not end within {timeout:g} s")
    finally:
        end_group(child, signal.SIGINT, GRACE_SECONDS)
        os.close(reading)
    return Finished(child.returncode, output)


class Deadline:
    """A moment in the future, or never."""

    def __init__(self, seconds: float | None) -> None:
        self.seconds = seconds
        self._end = None if seconds is None else time.monotonic() + seconds

    def left(self) -> float:
        """Seconds until then, negative when past."""
        return float("inf") if self._end is None else self._end - time.monotonic()


def _follow(
    reading: int,
    deadline: Deadline,
    on_line: Callable[[str], None],
    on_tick: Callable[[], None],
) -> str:
    lines: list[str] = []
    rest = b""

    def take(raw: bytes) -> None:
        line = raw.decode(errors="replace")
        lines.append(line)
        on_line(line)

    with selectors.DefaultSelector() as selector:
        selector.register(reading, selectors.EVENT_READ)
        while True:
            if deadline.left() <= 0:
                raise TimeoutError(f"no answer within {deadline.seconds:g} s")
            if selector.select(min(1.0, deadline.left())):
                chunk = os.read(reading, 65536)
                if not chunk:
                    break
                *whole, rest = (rest + chunk).split(b"\n")
                for raw in whole:
                    take(raw)
            on_tick()
    if rest:
        take(rest)
    return "\n".join(lines)


def exited(child: "subprocess.Popen[bytes]", within: float) -> bool:
    """Whether `child` ends within so many seconds. It is not reaped: until then nobody else can get its process id."""
    deadline = Deadline(within)
    flags = os.WEXITED | os.WNOWAIT
    while os.waitid(os.P_PID, child.pid, flags | os.WNOHANG) is None:
        if deadline.left() <= 0:
            return False
        time.sleep(min(0.02, deadline.left()))
    return True


def end_group(child: "subprocess.Popen[bytes]", ask: signal.Signals, grace: float) -> int:
    """End `child`, which leads its process group, and all of that group; give the exit code of `child`.

    The group is asked with the signal `ask`, unless `child` has ended by itself, and killed after `grace` seconds.
    """
    if child.returncode is not None:
        return child.returncode
    if not exited(child, 0):
        os.killpg(child.pid, ask)
        exited(child, grace)
    os.killpg(child.pid, signal.SIGKILL)
    return child.wait()
