"""Records: the store's objects as plain data, one row each, written in the transaction that ends the request."""

import json
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple, cast

TABLE = """
CREATE TABLE IF NOT EXISTS record (
    service TEXT, kind TEXT, account TEXT, region TEXT, name TEXT, data TEXT NOT NULL,
    PRIMARY KEY (service, kind, account, region, name)
);
"""
Data = dict[str, Any]


class Shelf(NamedTuple):
    """Where the objects of one kind lie."""

    service: str
    kind: str
    account: str
    region: str


class Records:
    """All objects, in memory as on disk. What a request changes is written with `write`."""

    def __init__(self) -> None:
        self._shelves: dict[Shelf, dict[str, Data]] = {}
        self._changed: dict[tuple[Shelf, str], str | None] = {}
        """What each changed record was before the request, as JSON; None: it was not there."""

    def load(self, db: sqlite3.Connection) -> None:
        db.executescript(TABLE)
        self._shelves.clear()
        self._changed.clear()
        for *shelf, name, data in db.execute("SELECT * FROM record ORDER BY rowid"):
            self._shelves.setdefault(Shelf(*shelf), {})[name] = _decoded(data)

    @property
    def changed(self) -> bool:
        return bool(self._changed)

    def get(self, shelf: Shelf, name: str) -> Data | None:
        return self._shelves.get(shelf, {}).get(name)

    def all(self, shelf: Shelf) -> dict[str, Data]:
        """The objects of a kind in the order in which they were made."""
        return dict(self._shelves.get(shelf, {}))

    def shelves(self) -> Iterator[Shelf]:
        yield from list(self._shelves)

    def edit(self, shelf: Shelf, name: str) -> Data:
        """The record, to be changed in place."""
        data = self._shelves[shelf][name]
        self._remember(shelf, name, data)
        return data

    def put(self, shelf: Shelf, name: str, data: Data) -> None:
        shelf_ = self._shelves.setdefault(shelf, {})
        self._remember(shelf, name, shelf_.get(name))
        shelf_[name] = data

    def delete(self, shelf: Shelf, name: str) -> None:
        self._remember(shelf, name, self._shelves[shelf].pop(name))

    @contextmanager
    def together(self) -> Generator[None]:
        """Keep what is changed inside only if nothing is raised. May be nested."""
        outer, self._changed = self._changed, {}
        try:
            yield
        except BaseException:
            self._undo()
            self._changed = outer
            raise
        self._changed = {**self._changed, **outer}

    def _undo(self) -> None:
        for (shelf, name), before in self._changed.items():
            if before is None:
                self._shelves.get(shelf, {}).pop(name, None)
            else:
                self._shelves.setdefault(shelf, {})[name] = _decoded(before)

    def write(self, db: sqlite3.Connection) -> None:
        """Write what changed, inside the caller's transaction."""
        for shelf, name in self._changed:
            data = self.get(shelf, name)
            if data is None:
                db.execute(
                    "DELETE FROM record WHERE service = ? AND kind = ? AND account = ? AND region = ? AND name = ?",
                    (*shelf, name),
                )
            else:
                db.execute(
                    "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET data = excluded.data",
                    (*shelf, name, encoded(data)),
                )
        self._changed.clear()

    def forget_all(self, db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM record")
        self._shelves.clear()
        self._changed.clear()

    def _remember(self, shelf: Shelf, name: str, before: Data | None) -> None:
        if (shelf, name) not in self._changed:
            self._changed[shelf, name] = None if before is None else encoded(before)


def encoded(data: Data) -> str:
    """The record as JSON, with times and bytes marked as such."""
    return json.dumps(data, default=_mark, separators=(",", ":"))


def _decoded(text: str) -> Data:
    return cast(Data, json.loads(text, object_hook=_unmark))


def _mark(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"$time": value.astimezone(UTC).isoformat()}
    if isinstance(value, bytes):
        return {"$bytes": b64encode(value).decode()}
    raise TypeError(f"{type(value).__name__} is no plain data")


def _unmark(value: dict[str, Any]) -> Any:
    if value.keys() == {"$time"}:
        return datetime.fromisoformat(value["$time"])
    if value.keys() == {"$bytes"}:
        return b64decode(value["$bytes"])
    return value
