"""The second way to an engine: Pulumi's official installer, which brings the official language host along."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from local.engine import process
from local.engine.candidate import NoEngineError, require_compatible
from local.engine.pin import pinned, text

URL = "https://get.pulumi.com/install.sh"
REACH_SECONDS = 10.0
# About 150 MB to download and unpack.
INSTALL_SECONDS = 900.0

# Both run in a process of their own: the library sets no time-out, and a silent name server would hold us.
_REACH = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=float(sys.argv[2])).read(1)"
_INSTALL = (
    "import semver, sys; from pulumi.automation import PulumiCommand; "
    "PulumiCommand.install(root=sys.argv[1], version=semver.VersionInfo.parse(sys.argv[2]))"
)


def find(root: Path) -> Path:
    """The engine that an earlier run installed under `root`."""
    pulumi = root / "bin" / "pulumi"
    if not pulumi.exists():
        raise NoEngineError(f"nothing is installed in {root}")
    return require_compatible(pulumi)


def make(
    root: Path,
    report: Callable[[str], None],
    *,
    url: str = URL,
    reach_seconds: float = REACH_SECONDS,
    install: Sequence[str] = (sys.executable, "-c", _INSTALL),
) -> Path:
    """Install the pinned version under `root`, or say quickly that the installer cannot be reached."""
    _require_reachable(url, reach_seconds)
    version = text(pinned())
    report(f"Installing Pulumi {version} with the official installer: about 150 MB, once, into {root}.")
    try:
        finished = process.run([*install, str(root), version], timeout=INSTALL_SECONDS)
    except (OSError, TimeoutError) as error:
        raise NoEngineError(f"the installer does not run: {error}") from error
    if finished.code != 0:
        raise NoEngineError(f"the installer failed: {last_line(finished.output)}")
    return find(root)


def _require_reachable(url: str, seconds: float) -> None:
    try:
        finished = process.run([sys.executable, "-c", _REACH, url, str(seconds)], timeout=seconds + 2)
    except TimeoutError as error:
        raise NoEngineError(f"{url} does not answer: {error}") from error
    if finished.code != 0:
        raise NoEngineError(f"{url} cannot be reached: {last_line(finished.output)}")


def last_line(output: str) -> str:
    """The line of a command's output that says what went wrong, as a rule."""
    return (output.strip().splitlines() or ["(no output)"])[-1].strip()
