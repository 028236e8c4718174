"""Progress: say how far a long step is; on a terminal on one line that changes, else a line now and then."""

import sys
import time
from collections.abc import Callable
from typing import TextIO

QUIET_SECONDS = 20.0


class Ticker:
    """Takes the state of a step as often as it is offered and shows it as often as is useful."""

    def __init__(self, report: Callable[[str], None], terminal: TextIO = sys.stderr) -> None:
        self._report = report
        self._terminal = terminal if terminal.isatty() else None
        self._shown = time.monotonic()
        self._open = False

    def __call__(self, state: str) -> None:
        """Show `state`, or drop it when it comes too soon after the last one."""
        if self._terminal is not None:
            self._terminal.write(f"\r\033[K{state}")
            self._terminal.flush()
            self._open = True
        elif time.monotonic() - self._shown >= QUIET_SECONDS:
            self._shown = time.monotonic()
            self._report(state)

    def __enter__(self) -> "Ticker":
        return self

    def __exit__(self, *_: object) -> None:
        if self._terminal is not None and self._open:
            self._terminal.write("\r\033[K")
            self._terminal.flush()
