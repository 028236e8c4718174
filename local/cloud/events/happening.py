"""Happening: what a request makes happen, collected while it is answered, to be delivered when that is kept."""

from __future__ import annotations

import copy
import time
import uuid
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from local.cloud import gaps

if TYPE_CHECKING:
    from moto.events.models import Rule

Json = dict[str, Any]


@dataclass(frozen=True)
class Due:
    """An event that a rule matched, on its way to one of the rule's targets."""

    rule: str
    """The rule's ARN."""
    target: Mapping[str, Any]
    event: Json

    @property
    def account(self) -> str:
        """The rule's account."""
        return self.rule.split(":")[4]


_collected: ContextVar[list[Due] | None] = ContextVar("collected", default=None)


@contextmanager
def collected() -> Generator[list[Due]]:
    """What becomes due inside."""
    due: list[Due] = []
    before = _collected.set(due)
    try:
        yield due
    finally:
        _collected.reset(before)


def tell(
    account: str, region: str, source: str, kind: str, detail: Mapping[str, Any], resources: Sequence[str] = ()
) -> None:
    """A service of AWS tells the default bus of something. `kind` is the event's detail-type."""
    from moto.events.models import events_backends

    gaps.fill("events")
    event = {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": kind,
        "source": source,
        "account": account,
        "time": time.time(),
        "region": region,
        "resources": list(resources),
        "detail": dict(detail),
        "ingestion-time": time.time(),
    }
    for rule in events_backends[account][region].event_buses["default"].rules.values():
        rule.send_to_targets(event)  # pyright: ignore[reportArgumentType]


def match(rule: Rule, event: Mapping[str, Any]) -> None:
    """Collect the rule's targets if it is meant by the event, by moto's own matcher."""
    pattern = rule.event_pattern
    if rule.state != "ENABLED" or not pattern.get_pattern() or not pattern.matches_event({**event}):  # pyright: ignore[reportArgumentType]
        return
    due = _collected.get()
    if due is not None:
        plain = {name: copy.deepcopy(value) for name, value in event.items() if name != "ingestion-time"}
        plain["time"] = stamp(event["time"])
        due += [Due(rule.arn, dict(target), plain) for target in rule.targets]


def stamp(moment: Any) -> str:
    """A time as events have it, to the second."""
    if isinstance(moment, str):
        return moment
    at = moment if isinstance(moment, datetime) else datetime.fromtimestamp(float(moment), UTC)
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
