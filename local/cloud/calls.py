"""Calls: who called which operation, and how it ended; the last few thousand, without bodies, headers or secrets."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from local.cloud import errors
from local.cloud.errors import Answer
from local.cloud.request import Request

_KEPT = 5_000
_MESSAGE_LENGTH = 500


@dataclass(frozen=True)
class Call:
    """One call. `duration_ms` is the work alone, `waited_ms` the time behind other calls."""

    time: float
    service: str
    operation: str
    region: str
    access_key: str
    caller: str
    status: int
    code: str
    message: str
    duration_ms: float
    waited_ms: float

    @property
    def failed(self) -> bool:
        """Whether it was refused or broke. 3xx are answers (a redirect, not modified)."""
        return self.status >= 400

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class Calls:
    """The last calls. Safe for threads."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=_KEPT)

    def record(self, request: Request, below: Callable[[], Answer]) -> Answer:
        """A stage of the app."""
        at, began = time.time(), time.perf_counter()
        try:
            found = below()
        except ConnectionError:
            self._calls.append(_call(request, None, at, time.perf_counter() - began))
            raise
        self._calls.append(_call(request, found, at, time.perf_counter() - began))
        return found

    def latest(self, limit: int) -> list[Call]:
        """The last calls, newest first."""
        return list(self._calls)[::-1][:limit]


def _call(request: Request, found: Answer | None, at: float, seconds: float) -> Call:
    status = int(found.status.split()[0]) if found else 0
    code, message = errors.told(found) if found else ("ConnectionReset", "the connection was closed without an answer")
    return Call(
        time=at,
        service=request.service,
        operation=request.operation,
        region=request.region,
        access_key=request.access_key,
        caller=request.caller,
        status=status,
        code=code,
        message=message[:_MESSAGE_LENGTH],
        duration_ms=round(1000 * (seconds - request.waited), 2),
        waited_ms=round(1000 * request.waited, 2),
    )
