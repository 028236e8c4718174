"""Swap: put several folders in the place of others, all of them or none, whenever the process is killed."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

_PLAN = "swap.json"
_STAGED = ".staged"


def begin(base: Path, sources: Mapping[str, Path]) -> None:
    """Copy each source beside its target, a path below `base`; a source that is not there empties its target.

    Until the last line nothing has changed; after it `finish` does the rest, now or at the next start.
    """
    for target, source in sources.items():
        staged = _staged(base, target)
        shutil.rmtree(staged, ignore_errors=True)
        if source.exists():
            copy(source, staged)
    draft = base / f"{_PLAN}.draft"
    draft.write_text(json.dumps({target: source.exists() for target, source in sources.items()}), encoding="utf-8")
    draft.replace(base / _PLAN)


def finish(base: Path) -> None:
    """Do what was begun and is left to do."""
    plan = base / _PLAN
    if not plan.exists():
        return
    for target, given in json.loads(plan.read_text(encoding="utf-8")).items():
        staged = _staged(base, target)
        if staged.exists() or not given:
            shutil.rmtree(base / target, ignore_errors=True)
        if staged.exists():
            staged.rename(base / target)
    plan.unlink()


def copy(source: Path, target: Path) -> None:
    """Copy a folder; S3 bodies, which are never changed, as links."""

    def one(from_: str, to: str) -> None:
        if Path(from_).parent.name == "bodies":
            os.link(from_, to)
        else:
            shutil.copy2(from_, to)

    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source, target, copy_function=one, ignore=shutil.ignore_patterns("locks"))


def _staged(base: Path, target: str) -> Path:
    return (base / target).with_name(Path(target).name + _STAGED)
