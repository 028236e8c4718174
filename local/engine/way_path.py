"""The first way to an engine: a compatible `pulumi` that the user has already, on PATH."""

import os
from pathlib import Path

from local.engine.candidate import ANSWER_SECONDS, HOST, NoEngineError, has_official_host, require_compatible
from local.engine.home import is_ours


def find(search: str, own: Path, timeout: float = ANSWER_SECONDS) -> Path:
    """The first usable `pulumi` in the folders of `search` (the value of PATH), `own` and its like left out.

    `own` is our own folder of executables; the same folder of another checkout is recognised by the language host that
    lies in it, and is left out too, since that host runs the other checkout's program code.
    """
    refusals: list[str] = []
    for folder in dict.fromkeys(Path(entry) for entry in search.split(os.pathsep) if entry):
        pulumi = folder / "pulumi"
        if not pulumi.is_file() or not os.access(pulumi, os.X_OK):
            continue
        if folder.resolve() == own.resolve() or is_ours(folder):
            continue
        try:
            return _usable(pulumi, timeout)
        except NoEngineError as error:
            refusals.append(str(error))
    raise NoEngineError("; ".join(refusals) or "there is no `pulumi` on PATH")


def _usable(pulumi: Path, timeout: float) -> Path:
    require_compatible(pulumi, timeout)
    if not has_official_host(pulumi):
        raise NoEngineError(f"{pulumi} has no {HOST} beside it, so it cannot run Python programs")
    return pulumi
