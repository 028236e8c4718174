"""Motion: a status that moves by itself: it is in passing for a moment, and final when it is next looked at."""

import time
from collections.abc import Callable
from dataclasses import dataclass

seconds = 0.2
"""How long a status stays in passing; 0: it is final at once."""


@dataclass(frozen=True)
class Move:
    """Where a status goes, and when. `to` empty: the object is gone then."""

    at: float
    to: str
    reason: str = ""

    @property
    def due(self) -> bool:
        return time.time() >= self.at


def begin(passing: str, then: str, failed: str = "", reason: str | None = None) -> tuple[str, Move | None]:
    """The status now, and how it goes on: to `then`, or to `failed` with a reason where one is given."""
    if reason and failed:
        then = failed
    elif reason:
        reason = None
    if passing and seconds > 0:
        return passing, Move(time.time() + seconds, then, reason or "")
    return then, Move(0, then, reason) if reason else None


def outcome(service: str, operation: str, name: str) -> str | None:
    """Why the object ends in its failed status, if a fault plan says that it does."""
    return next((reason for each in outcomes if (reason := each(service, operation, name))), None)


outcomes: list[Callable[[str, str, str], str | None]] = []
"""Who may say that an object fails: given service, operation and the object's name, the reason or None."""
