"""Checkpoint: a stack's files in its backend, and what a killed run leaves of them."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from local.backend import Backend
from local.session import EngineError, say

PROJECT = "pulumi-mlops"
# Places in /proc/<pid>/stat after the command's name (proc(5), counted from there).
_STATE, _STARTED = 0, 19


@dataclass(frozen=True)
class Checkpoint:
    """The files of one stack."""

    backend: Backend
    stack: str

    @property
    def file(self) -> str:
        """The state itself. The engine keeps the one before it beside it, as `.bak`."""
        return f".pulumi/stacks/{PROJECT}/{self.stack}.json"

    @property
    def locks(self) -> list[str]:
        """A lock a run; a killed one leaves its own."""
        folder = f".pulumi/locks/organization/{PROJECT}/{self.stack}"
        return [name for name in self.backend.names(folder) if name.endswith(".json")]

    def mend(self) -> None:
        """Take away the locks of runs that were killed, and put the last whole state back if they left half of one.

        Raises EngineError if a run is at work.
        """
        locks = self.locks
        for lock in locks:
            self._refuse_if_held(lock)
        backup = self.backend.read(f"{self.file}.bak") if locks else None
        if _parsed(backup) is not None and _parsed(self.backend.read(self.file)) is None:
            say("The last run was killed while it wrote its state; going on from the state before.")
            self.backend.write(self.file, str(backup))
        for file in (self.file, f"{self.file}.bak") if locks else ():
            if _parsed(self.backend.read(_attributes(file))) is None:
                self.backend.delete(_attributes(file))
        for lock in locks:
            self.backend.delete(_attributes(lock))
            self.backend.delete(lock)

    def _refuse_if_held(self, lock: str) -> None:
        if held := _held(self.backend, lock):
            raise EngineError(f"{held}. Wait until it ends, or end it, and run this again.")


def in_use(backend: Backend) -> str | None:
    """Which stack of the backend a run works on; None if none does."""
    locks = (name for name in backend.names(".pulumi/locks") if name.endswith(".json"))
    return next((held for lock in locks if (held := _held(backend, lock))), None)


def _held(backend: Backend, lock: str) -> str | None:
    holder = _parsed(backend.read(lock))
    if holder and _is_at_work(holder["pid"], datetime.fromisoformat(holder["timestamp"])):
        return f"stack {lock.split('/')[-2]} is in use by process {holder['pid']} since {holder['timestamp']}"
    return None


def _attributes(file: str) -> str:
    """What the engine keeps beside each file of a folder. It does without, but not with half of it."""
    return f"{file}.attrs"


def _parsed(text: str | None) -> dict[str, Any] | None:
    """What a JSON file holds; None where it is half written or not there."""
    try:
        return json.loads(text) if text is not None else None
    except ValueError:
        return None


def _is_at_work(pid: int, since: datetime) -> bool:
    """Whether the process that took a lock then still runs.

    One that was killed may not have been collected yet, and its number may be another's by now.
    """
    try:
        words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        booted = next(line for line in Path("/proc/stat").read_text().splitlines() if line.startswith("btime "))
    except (FileNotFoundError, ProcessLookupError):
        return False
    started = int(booted.split()[1]) + int(words[_STARTED]) / os.sysconf("SC_CLK_TCK")
    return words[_STATE] not in ("Z", "X") and started <= since.timestamp() + 1
