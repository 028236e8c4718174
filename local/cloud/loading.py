"""Loading: make the objects of the local cloud again from their rows."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from local.cloud import backends, pickling, rowed
from local.cloud.bodies import Body
from local.cloud.rowed import Book, Rowed
from local.cloud.rows import Row, Rows

_DEEP = 50


class UnreadableError(Exception):
    """The state on disk cannot be used; says why."""


class Stored(NamedTuple):
    """A row as it is on disk."""

    id: int
    backend: backends.Key
    book: int | None
    key: bytes | None
    place: int
    kind: str | None
    digest: bytes
    data: bytes


class Loader:
    """Reads what the backends hold, each row once; a row that nothing refers to any more is left out."""

    def __init__(self, stored: Iterable[Stored], rows: Rows, bodies: Path) -> None:
        self.bodies_needed = set[str]()
        self.seen = set[int]()
        self._rows = rows
        self._bodies = bodies
        self._stored = {row.id: row for row in stored}
        self._entries: dict[int, list[Stored]] = {}
        for row in sorted(self._stored.values(), key=lambda row: row.place):
            if row.book is not None:
                self._entries.setdefault(row.book, []).append(row)
        rows.go_on_after(
            max(self._stored, default=0),
            max(self._entries, default=0),
            max((row.place for row in self._stored.values()), default=0),
        )
        self._things: dict[int, Any] = {}
        self._tables: list[tuple[Book, Rowed]] = []
        self._unfilled: list[tuple[Stored, Any]] = []
        self._adrift: dict[int, Stored] = {}
        """Objects that were referred to, and not found in a dict yet."""
        self._depth = 0
        self._at: Stored | None = None

    def backend(self, root: int) -> dict[str, Any]:
        """The content of the backend with that root row."""
        stored = self._stored[root]
        self._rows.restore_root(self._row(stored))
        content = self._read(stored)
        while self._unfilled or self._tables:
            while self._unfilled:
                late, thing = self._unfilled.pop()
                vars(thing).update(self._read(late))
            for book, table in self._tables[:]:
                self._tables.remove((book, table))
                for entry in self._entries.get(book.id, ()):
                    self._fill(book, table, entry)
        return content

    def finish(self) -> None:
        """After the last backend: know the objects that lie in no dict of many entries, too."""
        for stored in self._adrift.values():
            self._rows.restore(self._row(stored), self._things[stored.id])

    # What the references of the rows mean.

    def thing(self, row: int) -> Any:
        if row not in self._things:
            stored = self._stored[row]
            if stored.kind is None:
                self._things[row] = self._read(stored)
            else:
                thing = self._things[row] = pickling.new(pickling.find_kind(stored.kind))
                if self._depth < _DEEP:
                    vars(thing).update(self._read(stored))
                else:
                    self._unfilled.append((stored, thing))
                self._adrift[row] = stored
        return self._things[row]

    def table(self, book: int, kind: type[Rowed], factory: Any, attributes: dict[str, Any]) -> Rowed:
        made = rowed.empty(kind, factory, attributes)
        made.book = Book(book, made, self._stored_now().backend)
        self._tables.append((made.book, made))
        return made

    def body(self, name: str) -> Body:
        self.bodies_needed.add(name)
        return Body.kept(self._bodies / name)

    def _fill(self, book: Book, table: Rowed, entry: Stored) -> None:
        thing = self.thing(entry.id)
        row = self._row(entry)
        row.book, row.key, row.place = book, pickling.load(entry.key or b"", self), entry.place
        table.fill(row.key, thing)
        self._rows.restore(row, thing)
        self._adrift.pop(entry.id, None)

    def _row(self, stored: Stored) -> Row:
        self.seen.add(stored.id)
        row = Row(stored.id, stored.backend)
        row.kind = pickling.find_kind(stored.kind) if stored.kind else None
        row.digest, row.size = stored.digest, len(stored.data)
        return row

    def _read(self, stored: Stored) -> Any:
        if pickling.digest(stored.data) != stored.digest:
            raise UnreadableError(f"{stored.backend.service} in {stored.backend.region} is damaged")
        before, self._at = self._at, stored
        self._depth += 1
        try:
            return pickling.load(stored.data, self)
        except UnreadableError:
            raise
        except Exception as error:  # pickle raises what the damage happens to lead to
            where = f"{stored.backend.service} in {stored.backend.region}"
            raise UnreadableError(f"the content of {where} cannot be read: {error!r}") from error
        finally:
            self._depth -= 1
            self._at = before

    def _stored_now(self) -> Stored:
        if self._at is None:
            raise LookupError("a table is read outside of a row")
        return self._at
