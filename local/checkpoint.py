"""Checkpoint: a stack's files in the `file://` backend, and what a killed run leaves of them."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.session import EngineError, say

PROJECT = "pulumi-mlops"


@dataclass(frozen=True)
class Checkpoint:
    """The files of one stack below the state folder."""

    state: Path
    stack: str

    @property
    def file(self) -> Path:
        """The state itself. The engine keeps the one before it beside it, as `.bak`."""
        return self.state / ".pulumi" / "stacks" / PROJECT / f"{self.stack}.json"

    @property
    def locks(self) -> list[Path]:
        """A lock a run; a killed one leaves its own."""
        return sorted((self.state / ".pulumi" / "locks" / "organization" / PROJECT / self.stack).glob("*.json"))

    def mend(self) -> None:
        """Take away the locks of runs that were killed, and put the last whole state back if they left half of one.

        Raises EngineError if a run is at work.
        """
        locks = self.locks
        for lock in locks:
            _refuse_if_held(lock, self.stack)
        backup = self.file.with_name(f"{self.file.name}.bak")
        if locks and _read(self.file) is None and _read(backup) is not None:
            say("The last run was killed while it wrote its state; going on from the state before.")
            draft = self.file.with_name(f"{self.file.name}.mended")
            shutil.copyfile(backup, draft)
            draft.replace(self.file)
        for lock in locks:
            lock.unlink(missing_ok=True)


def _refuse_if_held(lock: Path, stack: str) -> None:
    holder = _read(lock)
    if holder and _is_alive(holder["pid"]):
        raise EngineError(
            f"stack {stack} is in use by process {holder['pid']} since {holder['timestamp']}. "
            "Wait until it ends, or end it, and run this again."
        )


def _read(file: Path) -> dict[str, Any] | None:
    """What a JSON file holds; None where it is half written or not there."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
