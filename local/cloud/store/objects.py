"""Objects: what the store knows of one object, read and changed with its status brought up to date first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from local.cloud.store import motion
from local.cloud.store.kinds import Kind
from local.cloud.store.motion import Move
from local.cloud.store.records import Data, Records, Shelf


@dataclass(frozen=True)
class Object:
    """One object. `data` has its facts, its tags, its times, and where its status goes."""

    kind: Kind
    shelf: Shelf
    name: str
    data: Data

    @property
    def facts(self) -> dict[str, Any]:
        return self.data["facts"]

    @property
    def tags(self) -> dict[str, str]:
        return self.data["tags"]

    @property
    def arn(self) -> str:
        return str(self.facts.get("arn", ""))

    @property
    def status(self) -> str:
        fact, _, inner = self.kind.status.partition(".")
        value = self.facts.get(fact) or {}
        return str(value.get(inner, "") if inner else value or "")

    def put_status(self, status: str, reason: str = "") -> None:
        """Set the status, and the reason why it failed if it did."""
        fact, _, inner = self.kind.status.partition(".")
        self.facts[fact] = {inner: status, "statusReason": reason} if inner else status
        self.facts.pop("failurereason", None)
        if reason:
            self.facts["failurereason"] = reason


class Objects:
    """The objects of every kind, over the records."""

    def __init__(self, records: Records) -> None:
        self.records = records

    def all(self, kind: Kind, shelf: Shelf) -> list[Object]:
        """Those of a kind that are there now, in the order in which they were made."""
        found = (self._settled(Object(kind, shelf, name, data)) for name, data in self.records.all(shelf).items())
        return [each for each in found if each is not None]

    def first(self, kind: Kind, shelf: Shelf, fits: Callable[[Data], bool]) -> Object | None:
        """The oldest whose data fit, and that is there now."""
        for name, data in self.records.all(shelf).items():
            if fits(data) and (found := self._settled(Object(kind, shelf, name, data))):
                return found
        return None

    def get(self, kind: Kind, shelf: Shelf, name: str) -> Object | None:
        data = self.records.get(shelf, name)
        return None if data is None else self._settled(Object(kind, shelf, name, data))

    def make(self, kind: Kind, shelf: Shelf, name: str, facts: dict[str, Any], tags: dict[str, str]) -> Object:
        now = datetime.now(UTC)
        data = {"facts": facts, "tags": tags, "made": now, "changed": now}
        self.records.put(shelf, name, data)
        return Object(kind, shelf, name, data)

    def edit(self, found: Object) -> Object:
        """The object, to be changed in place."""
        return Object(found.kind, found.shelf, found.name, self.records.edit(found.shelf, found.name))

    def remove(self, found: Object) -> None:
        self.records.delete(found.shelf, found.name)

    def move(self, found: Object, passing: str, then: str, failed: str = "", reason: str | None = None) -> None:
        """Let the status move; `then` empty: the object is gone at the end."""
        found = self.edit(found)
        status, move = motion.begin(passing, then, failed, reason)
        if move is None and not status:
            self.remove(found)
            return
        found.put_status(status)
        found.data["move"] = [move.at, move.to, move.reason] if move else None
        if move and move.due:
            self._settled(found)

    def _settled(self, found: Object) -> Object | None:
        if not (kept := found.data.get("move")):
            return found
        move = Move(*kept)
        if not move.due:
            return found
        if not move.to:
            self.remove(found)
            return None
        found = self.edit(found)
        found.data["move"] = None
        found.data["changed"] = datetime.fromtimestamp(max(move.at, found.data["changed"].timestamp()), UTC)
        found.put_status(move.to, move.reason)
        return found
