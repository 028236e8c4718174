"""Motion: a status that moves by itself: it is in passing for a moment, and final when it is next looked at."""

import os
import time
from dataclasses import dataclass

from local.cloud import faults

seconds = float(os.environ.get("LOCAL_CLOUD_TRANSITION_SECONDS", "0.2"))
"""How long a status stays in passing; 0: it is final at once. `/_local/settings` changes it."""


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
    reason = reason if failed else None
    then = failed if reason else then
    if passing and seconds > 0:
        return passing, Move(time.time() + seconds, then, reason or "")
    return then, Move(0, then, reason) if reason else None


def outcome(signature: str, operation: str, name: str) -> str | None:
    """Why the object ends in its failed status, if the fault plan says so; the service as its signature names it."""
    return faults.outcome(signature, operation, name)
