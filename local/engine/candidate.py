"""Candidate: may this `pulumi` executable be used?"""

import os
from contextlib import suppress
from pathlib import Path

from local.engine import process
from local.engine.pin import Version, parse, pinned, text

HOST = "pulumi-language-python"
EXECUTOR = "pulumi-language-python-exec"

# A healthy one answers in 0.2 s; a busy laptop may take long.
ANSWER_SECONDS = 20.0


class NoEngineError(Exception):
    """One way to an engine did not lead to one; the text says why."""


def version_of(pulumi: Path, timeout: float = ANSWER_SECONDS) -> Version:
    """The version that `pulumi` says it has. Raises NoEngineError where it does not run or says something else."""
    environment = {**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"}
    try:
        finished = process.run([pulumi, "version"], env=environment, timeout=timeout)
    except (OSError, TimeoutError) as error:
        raise NoEngineError(f"`{pulumi} version` does not run: {error}") from error
    if finished.code != 0:
        raise NoEngineError(f"`{pulumi} version` exits with {finished.code}: {finished.output.strip()[-200:]}")
    for line in finished.output.splitlines():
        with suppress(ValueError):
            return parse(line)
    raise NoEngineError(f"`{pulumi} version` gives no version: {finished.output.strip()[-200:]!r}")


def require_compatible(pulumi: Path, timeout: float = ANSWER_SECONDS) -> Path:
    """`pulumi` itself, where it runs, is not older than the pinned version and has the same major."""
    version, lowest = version_of(pulumi, timeout), pinned()
    if version < lowest or version[0] != lowest[0]:
        raise NoEngineError(
            f"{pulumi} is version {text(version)}; needed is {text(lowest)} or later, below {lowest[0] + 1}.0.0"
        )
    return pulumi


def has_official_host(pulumi: Path) -> bool:
    """Whether Pulumi's own Python language host lies beside `pulumi`, or beside the file that it links to."""
    return any(os.access(place.parent / HOST, os.X_OK) for place in (pulumi, pulumi.resolve()))
