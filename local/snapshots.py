"""Snapshots: the local cloud and the state of the local stacks at one moment, to come back to."""

import json
import os
import re
import shutil
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from local.backend import CHOICE, Backend, Folder, chosen
from local.checkpoint import in_use
from local.cloud import lifecycle, swap
from local.layout import Layout
from local.providers.aws.journal import FOLDER
from local.session import REGION

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class SnapshotError(Exception):
    """The snapshot cannot be made or restored; says why."""


@dataclass(frozen=True)
class Snapshot:
    """One snapshot: a file that names the folder with its content, so that it is there whole or not at all."""

    name: str
    made: str
    content: str
    backend: str
    """Where the state of the stacks was: `file` or `s3`."""


def take(layout: Layout, name: str) -> Snapshot:
    """Make a snapshot, in the place of one of that name. The local cloud is stopped meanwhile."""
    file = _file(layout, name)
    with _at_rest(layout):
        made = Snapshot(name, f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}", f"{name}-{uuid.uuid4().hex}", _choice())
        for part in _parts(layout):
            if (layout.base / part).exists():
                swap.copy(layout.base / part, _folder(layout) / made.content / part)
        draft = file.with_name(f"{file.name}.draft")
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(asdict(made)), encoding="utf-8")
        draft.replace(file)
        _sweep(layout)
    return made


def restore(layout: Layout, name: str) -> Snapshot:
    """Put everything back to how it was; what was made since is forgotten."""
    found = _read(_file(layout, name))
    if found is None:
        known = ", ".join(each.name for each in taken(layout)) or "none"
        raise SnapshotError(f"there is no snapshot {name}; there is {known} (make snapshots lists them)")
    if found.backend != _choice():
        raise SnapshotError(
            f"snapshot {name} was made with STATE={found.backend}; restore it with STATE={found.backend}, too"
        )
    with _at_rest(layout):
        swap.begin(layout.base, {part: _folder(layout) / found.content / part for part in _parts(layout)})
        swap.finish(layout.base)
    return found


def taken(layout: Layout) -> list[Snapshot]:
    """Every snapshot of this checkout, the newest last."""
    found = [_read(file) for file in _folder(layout).glob("*.json")]
    return sorted((each for each in found if each), key=lambda each: (each.made, each.name))


@contextmanager
def _at_rest(layout: Layout) -> Generator[None]:
    """Nothing runs inside: no engine, and not the local cloud, which runs again afterwards if it did before."""
    _refuse_if_in_use(_backend(layout))
    with lifecycle.paused(layout):
        if _choice() == "file":
            _refuse_if_in_use(Folder(layout.state))  # a run that began meanwhile
        yield


def _refuse_if_in_use(backend: Backend) -> None:
    if holder := in_use(backend):
        raise SnapshotError(f"{holder}. Wait until it ends, or end it, and run this again.")


def _backend(layout: Layout) -> Backend:
    return Folder(layout.state) if _choice() == "file" else chosen(layout, lifecycle.ensure_running(layout), REGION)


def _choice() -> str:
    return os.environ.get(CHOICE) or "file"


def _parts(layout: Layout) -> list[str]:
    """What belongs together: what the cloud holds, what the engine knows of it, and what of that is open."""
    folders = (lifecycle.data_folder(layout), layout.state, layout.home / FOLDER)
    return [str(folder.relative_to(layout.base)) for folder in folders]


def _folder(layout: Layout) -> Path:
    return layout.base / "snapshots"


def _file(layout: Layout, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise SnapshotError(
            f"{name!r} is no name for a snapshot: it takes up to 64 letters, digits, dots, hyphens and underscores, "
            "and begins with a letter or a digit"
        )
    return _folder(layout) / f"{name}.json"


def _read(file: Path) -> Snapshot | None:
    try:
        return Snapshot(**json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def _sweep(layout: Layout) -> None:
    """Delete the contents that no snapshot names: replaced ones, and those of a killed run."""
    named = {each.content for each in taken(layout)}
    for folder in _folder(layout).iterdir():
        if folder.is_dir() and folder.name not in named:
            shutil.rmtree(folder)
