"""Children: the processes that a language host started, each ended with the call that it serves."""

import os
import selectors
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from local.engine.process import end_group, exited

# The engine kills its plugins 5 s after it interrupted them, so ours must be gone well before.
GRACE_SECONDS = 2.0


class Child:
    """One running command, the leader of a process group, so that what it starts ends with it.

    Its own group also keeps the terminal's Ctrl-C from it: the engine decides what an interrupt means.
    """

    def __init__(self, command: Sequence[str], cwd: Path, env: Mapping[str, str], *, piped: bool) -> None:
        stream = subprocess.PIPE if piped else None
        self._process = subprocess.Popen(
            command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, start_new_session=True
        )
        self._lock = threading.Lock()
        self.ended_by_us = False

    def wait(self) -> int:
        """The exit code, once it has ended; whatever it left in its group has ended then as well."""
        with suppress(ChildProcessError):  # `end` was faster
            os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOWAIT)
        with self._lock:
            return end_group(self._process, signal.SIGTERM, GRACE_SECONDS)

    def end(self) -> None:
        """End it now, if it still runs."""
        with self._lock:
            if self._process.returncode is None:
                self.ended_by_us = not exited(self._process, 0)
                end_group(self._process, signal.SIGTERM, GRACE_SECONDS)

    def output(self) -> Iterator[tuple[str, bytes]]:
        """What it writes, as it comes: pairs of `stdout` or `stderr` and some bytes."""
        with selectors.DefaultSelector() as selector:
            for name, stream in (("stdout", self._process.stdout), ("stderr", self._process.stderr)):
                if stream is not None:
                    selector.register(stream, selectors.EVENT_READ, name)
            while selector.get_map():
                for key, _ in selector.select():
                    if chunk := os.read(key.fd, 65536):
                        yield key.data, chunk
                    else:
                        selector.unregister(key.fileobj)


class Children:
    """All that run at this moment."""

    def __init__(self) -> None:
        self._running: set[Child] = set()
        self._lock = threading.Lock()
        self._closed = False

    def start(self, command: Sequence[str], cwd: Path, env: Mapping[str, str], *, piped: bool) -> Child:
        """Start `command`. `piped` keeps its output for `Child.output`; else it goes where ours goes."""
        with self._lock:
            if self._closed:
                raise ChildProcessError("the language host is ending")
            child = Child(command, cwd, env, piped=piped)
            self._running.add(child)
        return child

    def forget(self, child: Child) -> None:
        """`child` has ended."""
        with self._lock:
            self._running.discard(child)

    def end_all(self, *, for_good: bool = False) -> None:
        """End every child, side by side. With `for_good` no new one starts."""
        with self._lock:
            self._closed = self._closed or for_good
            running = list(self._running)
        threads = [threading.Thread(target=child.end) for child in running]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
