"""Alive: whether local providers of a home still work, told by a lock that the system lifts when a process ends."""

import fcntl
import os
from pathlib import Path
from typing import IO

LOCK = "local-providers.lock"


def hold() -> IO[str] | None:
    """Show that a provider works in this PULUMI_HOME, as long as the file that comes back is open."""
    home = os.environ.get("PULUMI_HOME")
    if not home:
        return None
    file = (Path(home) / LOCK).open("w")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def wait_until_none(home: Path) -> None:
    """Come back when no provider of the home works any more. One whose engine was killed ends within seconds."""
    with (home / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
