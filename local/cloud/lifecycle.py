"""Lifecycle: one local cloud a layout, started when needed and kept until it is stopped.

The server holds a file lock as long as it lives, with its pid inside, so no pid left behind is ever taken for it. Its
address lies in a file, and counts only while the health check there answers with the same instance.
"""

import contextlib
import fcntl
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from local.cloud import swap
from local.layout import CHECKOUT, Layout

_READY_SECONDS = 60.0  # a second or two; a busy machine may take longer
_STOP_SECONDS = 20.0
_POLL_SECONDS = 0.02
_TAIL_LINES = 30
_log = logging.getLogger(__name__)
_children: dict[int, subprocess.Popen[bytes]] = {}  # servers this process started, to be reaped when they stop
# A proxy of the environment must not stand between us and our own loopback.
_http = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class CloudError(RuntimeError):
    """The local cloud cannot do what was asked; says what, where and what to do."""


@dataclass(frozen=True)
class Status:
    """How the local cloud of a layout is. `notices` tell of state that could not be kept or read."""

    running: bool
    url: str | None
    pid: int | None
    log: Path
    data: Path
    notices: tuple[str, ...] = ()


def ensure_running(layout: Layout) -> str:
    """The address of the layout's local cloud, which is started unless it runs. Two callers at once get one server."""
    with _one_at_a_time(layout):
        if _lives(layout):
            # It may be starting still, by a caller that was killed.
            health = _until(lambda: _health(layout), _READY_SECONDS, give_up=lambda: not _lives(layout))
            if health is not None:
                return cast(str, health["url"])
            _end(layout)
        return _start(layout)


def stop(layout: Layout) -> bool:
    """Stop the local cloud, its data kept. False if it did not run."""
    with _one_at_a_time(layout):
        return _end(layout)


def reset(layout: Layout) -> None:
    """Stop the local cloud and forget all it held."""
    with _one_at_a_time(layout):
        _end(layout)
        swap.finish(layout.base)
        for folder in layout.cloud.glob("data*"):
            shutil.rmtree(folder)


@contextlib.contextmanager
def paused(layout: Layout) -> Generator[None]:
    """Inside, the local cloud is stopped and cannot be started; it runs again afterwards if it did before."""
    with _one_at_a_time(layout):
        ran = _end(layout)
        swap.finish(layout.base)
        try:
            yield
        finally:
            if ran:
                _start(layout)


def status(layout: Layout) -> Status:
    """How the local cloud is, without changing anything."""
    health = _health(layout) if _lives(layout) else None
    log, data = _log_file(layout), data_folder(layout)
    if health is None:
        return Status(running=False, url=None, pid=None, log=log, data=data)
    return Status(True, health["url"], health["pid"], log, data, tuple(health["notices"]))


def _start(layout: Layout) -> str:
    swap.finish(layout.base)  # a restore that was killed
    log = _log_file(layout)
    log.parent.mkdir(parents=True, exist_ok=True)
    instance = uuid.uuid4().hex
    command = [sys.executable, "-m", "local.cloud.server", "--instance", instance, "--port", str(_last_port(layout))]
    command += [
        "--data",
        str(data_folder(layout)),
        "--stacks",
        str(layout.state),
        "--address",
        str(_address_file(layout)),
        "--lock",
        str(_lock(layout)),
    ]
    with log.open("ab") as output:
        began = output.tell()
        server = subprocess.Popen(
            command,
            cwd=CHECKOUT,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal is not for the cloud
        )
    for pid in [pid for pid, child in _children.items() if child.poll() is not None]:
        del _children[pid]  # killed by someone else
    _children[server.pid] = server
    health = _until(lambda: _health(layout, instance), _READY_SECONDS, give_up=lambda: server.poll() is not None)
    if health is None:
        died = server.poll()
        server.kill()
        server.wait()
        del _children[server.pid]
        how = f"was not ready in {_READY_SECONDS:.0f} s" if died is None else f"ended at its start, exit code {died}"
        raise CloudError(f"The local cloud {how}. The end of its log, {log}:\n{_tail(log, began)}")
    for notice in health["notices"]:
        _log.warning(notice)
    return cast(str, health["url"])


def _end(layout: Layout) -> bool:
    if not _lives(layout):
        return False
    pid = _until(lambda: _lock(layout).read_text(), _STOP_SECONDS, give_up=lambda: not _lives(layout))
    for order in (signal.SIGTERM, signal.SIGKILL):
        if pid is None or not _lives(layout):
            break
        with contextlib.suppress(ProcessLookupError):  # it ended meanwhile
            os.kill(int(pid), order)
        _until(lambda: not _lives(layout), _STOP_SECONDS)
    if pid is not None and (child := _children.pop(int(pid), None)):
        child.wait()
    return True


def _lives(layout: Layout) -> bool:
    """Whether a server of this layout lives: it alone holds the lock, and the kernel frees it when the server ends."""
    if not _lock(layout).exists():
        return False
    with _lock(layout).open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _health(layout: Layout, instance: str | None = None) -> dict[str, Any] | None:
    """What the health check says, with the address; None unless the server (the instance) we mean answers."""
    try:
        address = json.loads(_address_file(layout).read_text())
        with _http.open(f"{address['url']}/_local/health", timeout=5) as answer:
            health = json.loads(answer.read())
        told = health["instance"]
    except (OSError, ValueError, LookupError, TypeError):  # no address, no answer, or the answer of another program
        return None
    return {**address, **health} if told == address["instance"] and told == (instance or told) else None


def _until(check: Callable[[], Any], seconds: float, give_up: Callable[[], bool] = lambda: False) -> Any:
    """The first true result of a check; None after that time, or when there is no more hope."""
    deadline = time.monotonic() + seconds
    while not (found := check()):
        if give_up() or time.monotonic() > deadline:
            return None
        time.sleep(_POLL_SECONDS)
    return found


@contextlib.contextmanager
def _one_at_a_time(layout: Layout) -> Generator[None]:
    layout.cloud.mkdir(parents=True, exist_ok=True)
    with (layout.cloud / "lifecycle.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _environment() -> dict[str, str]:
    """Ours without the settings of another cloud: a profile that does not exist here would end the server."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "MOTO_"))}


def _last_port(layout: Layout) -> int:
    """The port used last, so that the environment of an open shell stays valid; 0, any free one, the first time."""
    try:
        return urlsplit(json.loads(_address_file(layout).read_text())["url"]).port or 0
    except (OSError, ValueError, LookupError, TypeError):
        return 0


def _tail(log: Path, began: int) -> str:
    with log.open("rb") as file:
        file.seek(began)
        lines = file.read().decode(errors="replace").splitlines()
    return "\n".join(lines[-_TAIL_LINES:])


def _address_file(layout: Layout) -> Path:
    return layout.cloud / "address.json"


def _lock(layout: Layout) -> Path:
    return layout.cloud / "server.pid"


def data_folder(layout: Layout) -> Path:
    """What the local cloud keeps; to be touched only while it is paused."""
    return layout.cloud / "data"


def _log_file(layout: Layout) -> Path:
    return layout.logs / "cloud.log"
