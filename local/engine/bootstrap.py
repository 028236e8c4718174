"""Bootstrap: have a usable Pulumi engine on this machine, whichever way is open."""

import fcntl
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

from local.engine import pin, way_build, way_installer, way_path
from local.engine.candidate import NoEngineError
from local.layout import Layout, cache

Report = Callable[[str], None]


class EngineUnavailable(Exception):  # noqa: N818 - the name says the state, as the callers read it
    """No way led to an engine. The text names each way, why it failed and what would open it."""


@dataclass(frozen=True)
class Way:
    """One way to an engine. `find` is quick and changes nothing; `make` may take minutes. Both raise NoEngineError."""

    name: str
    find: Callable[[], Path]
    make: Callable[[Report], Path] | None
    remedy: str


def ensure_engine(
    layout: Layout, report: Report, *, ways: Sequence[Way] | None = None, shared: Path | None = None
) -> Path:
    """The path of a `pulumi` that was just seen to run: one that is there already, else one made now, once.

    Ways are tried in order, first all that are at hand, then all that must be made. `shared` is the folder that all
    checkouts of this user share; one bootstrap at a time makes an engine in it, the others wait for that one.
    """
    shared = shared or cache() / "engine"
    ways = standard_ways(layout, shared) if ways is None else ways
    reasons: dict[str, str] = {}
    if (engine := _first(ways, _find, reasons)) is not None:
        return engine
    with _ended_by_sigterm(), _alone(shared / "lock", report):
        # Whoever we waited for may have made it.
        engine = _first(ways, _find, reasons) or _first(ways, partial(_make, report), reasons)
    if engine is None:
        raise EngineUnavailable(_explain(ways, reasons))
    return engine


def standard_ways(layout: Layout, shared: Path) -> list[Way]:
    """The three ways, in the order in which they are preferred."""
    version = pin.text(pin.pinned())
    installed, built = shared / version, shared / pin.key()
    return [
        Way(
            "a compatible `pulumi` on PATH",
            find=lambda: way_path.find(os.environ.get("PATH", ""), own=layout.bin),
            make=None,
            remedy=f"install Pulumi {version} or later (https://www.pulumi.com/docs/install/)",
        ),
        Way(
            "the official installer",
            find=lambda: way_installer.find(installed),
            make=partial(way_installer.make, installed),
            remedy="let this machine reach https://get.pulumi.com",
        ),
        Way(
            "a build from Go modules",
            find=lambda: way_build.find(built),
            make=partial(way_build.make, built),
            remedy=f"install Go {pin.lowest_go()} or later (https://go.dev/dl/) and let it reach a Go module proxy",
        ),
    ]


def _find(way: Way) -> Path:
    return way.find()


def _make(report: Report, way: Way) -> Path | None:
    return None if way.make is None else way.make(report)


def _first(ways: Sequence[Way], attempt: Callable[[Way], Path | None], reasons: dict[str, str]) -> Path | None:
    """What the first open way gives. The latest reason of each closed one is kept in `reasons`."""
    for way in ways:
        try:
            if (engine := attempt(way)) is not None:
                return engine
        except NoEngineError as error:
            reasons[way.name] = str(error)
    return None


@contextmanager
def _alone(lock: Path, report: Report) -> Generator[None]:
    """Hold `lock`. The system gives it back when this process ends, however it ends."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            report(
                f"Another run (process {file.read().strip() or 'unknown'}) is getting the engine at this moment. "
                "Waiting for it, so that the work is done once."
            )
            fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


@contextmanager
def _ended_by_sigterm() -> Generator[None]:
    """Let SIGTERM unwind the stack, as Ctrl-C does, so that what we started ends with us."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def unwind(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, unwind)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _explain(ways: Sequence[Way], reasons: dict[str, str]) -> str:
    steps = [
        f"  {number}. {way.name}: {reasons.get(way.name, 'not tried')}\n     To open this way, {way.remedy}."
        for number, way in enumerate(ways, 1)
    ]
    needed = pin.text(pin.pinned())
    return "\n".join(
        [
            f"No Pulumi engine ({needed} or later) can be had on this machine. Tried, in this order:",
            *steps,
            "One of these is enough; then run the same command again.",
        ]
    )
