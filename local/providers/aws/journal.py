"""Journal: which creates and changes began and which ended, a file a stack, so that a lost answer loses no object.

The engine forgets a create that failed, and one whose provider died. If the answer was lost on the way, the object may
be there: the next run asks the local cloud, by the call's id, how it ended (local/recovery.py).
"""

import json
import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from local.providers.aws.clients import AwsError, new_call_id

FOLDER = "local-journal"


@dataclass(frozen=True)
class Begun:
    """A create, or a change of what was there."""

    urn: str
    type: str
    call: str
    """The id of the call that makes the object; empty for a change."""
    region: str = ""
    names: Mapping[str, Any] | None = None
    """The inputs that name the object."""


class Journal:
    """Writes down what begins and what ends. Safe for threads and processes: each line is one write."""

    def __init__(self, home: str) -> None:
        self._folder = Path(home) / FOLDER if home else None

    @contextmanager
    def create(self, urn: str, type_: str, region: str, names: Mapping[str, Any]) -> Generator[str]:
        """Around a create; gives the id for the call that makes the object."""
        call = new_call_id()
        self._write(urn, {"began": asdict(Begun(urn, type_, call, region, dict(names)))})
        with self._ending(urn, call):
            yield call

    @contextmanager
    def change(self, urn: str, type_: str) -> Generator[None]:
        """Around an update or a delete."""
        token = new_call_id()
        self._write(urn, {"began": asdict(Begun(urn, type_, "")), "token": token})
        with self._ending(urn, token):
            yield

    @contextmanager
    def _ending(self, urn: str, token: str) -> Generator[None]:
        try:
            yield
        except Exception as error:
            if not is_open(error):
                self._write(urn, {"ended": token})
            raise
        self._write(urn, {"ended": token})

    def _write(self, urn: str, entry: dict[str, Any]) -> None:
        if self._folder is None:
            return
        self._folder.mkdir(exist_ok=True)
        file = os.open(file_of(self._folder, *_stack(urn)), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(file, json.dumps(entry).encode() + b"\n")
        finally:
            os.close(file)


@dataclass(frozen=True)
class Written:
    """What a stack's journal tells."""

    file: Path
    creates: Mapping[str, Begun]
    """The last create of each resource, by URN."""
    open: tuple[Begun, ...]
    """What began and did not end."""

    def forget(self) -> None:
        """Begin anew: all of it was dealt with."""
        self.file.unlink(missing_ok=True)


def read(home: Path, project: str, stack: str) -> Written:
    """A stack's journal. Half a line, of a process that was killed while it wrote, is none."""
    file = file_of(home / FOLDER, project, stack)
    creates: dict[str, Begun] = {}
    open_: dict[str, Begun] = {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        try:
            entry: dict[str, Any] = json.loads(line)
        except ValueError:
            continue
        if "ended" in entry:
            open_.pop(entry["ended"], None)
            continue
        begun = Begun(**entry["began"])
        open_[begun.call or entry["token"]] = begun
        if begun.call:
            creates[begun.urn] = begun
    return Written(file, creates, tuple(open_.values()))


def is_open(error: BaseException | None) -> bool:
    """Whether nobody knows if what failed took effect: an answer was lost, or something unforeseen happened."""
    from local.providers.aws.failures import ResourceError

    while isinstance(error, ResourceError) and error.__cause__:
        error = error.__cause__
    return error.is_open if isinstance(error, AwsError) else not isinstance(error, ResourceError)


def file_of(folder: Path, project: str, stack: str) -> Path:
    """The file of a stack."""
    return folder / f"{project}.{stack}.jsonl"


def _stack(urn: str) -> tuple[str, str]:
    """Project and stack of `urn:pulumi:STACK::PROJECT::...`."""
    stack, project = urn.removeprefix("urn:pulumi:").split("::")[:2]
    return project, stack
