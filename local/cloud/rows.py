"""Rows: what of the local cloud is kept together, and which of it a request may have changed.

A row keeps one thing with all that is its own: a backend, or an entry of a large dict (see rowed.py). What has a row of
its own, or is found in two rows, is kept once and referred to by the others, so that what is shared stays shared.
"""

import pickle
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from local.cloud import backends, pickling, rowed
from local.cloud.rowed import Book, Rowed

# What a read reached is kept as well (it moves statuses and makes defaults), unless that is much.
_SMALL = 32 * 1024
_FEW = 64


class Row:
    """One row. `owned` is the object of which it keeps the content; without one it keeps an entry, whatever that is."""

    def __init__(self, id_: int, backend: backends.Key) -> None:
        self.id = id_
        self.backend = backend
        self.book: Book | None = None
        self.key: Any = None
        self.place = 0
        self.owned: weakref.ref[Any] | None = None
        self.kind: type | None = None
        self.digest = b""
        """Of what is on disk; empty where nothing is."""
        self.size = 0


@dataclass
class Changes:
    """What is to be written."""

    rows: list[tuple[Row, bytes, bytes]] = field(default_factory=list[tuple[Row, bytes, bytes]])
    """Each with its new content and the digest of that."""
    detached: list[Row] = field(default_factory=list[Row])
    """No entries any more, but others may refer to them."""
    deleted: list[int] = field(default_factory=list[int])
    failed: dict[backends.Key, Exception] = field(default_factory=dict[backends.Key, Exception])
    """Backends of which something cannot be pickled."""


class Rows:
    """The rows of every backend."""

    has_rows = True

    def __init__(self, bodies: Path) -> None:
        rowed.forget_all()  # what was noted has other rows
        self.roots: dict[backends.Key, Row] = {}
        self._ids, self._books, self._places = count(1), count(1), count(1)
        self._bodies = bodies
        self._live: dict[int, Row] = {}
        self._owners: dict[int, Row] = {}
        """By the identity of the object: the row that keeps it."""
        self._homes: dict[int, tuple[weakref.ref[Any], Row, int]] = {}
        """By the identity of an object without a row of its own: the row in which it was found, and at which look."""
        self._look = 0
        self._owed = Changes()
        self._queue: list[Row] = []
        self._done: set[Row] = set()
        self._follows = True

    def changes(self, touched: Iterable[backends.Key], *, reads: bool = False, everything: bool = False) -> Changes:
        """What differs from the disk among those backends, the entries that were reached, and what these refer to.

        reads: only look at what is little or new. everything: look at each entry.
        """
        self._done.clear()
        self._look += 1
        self._follows = not reads
        entries = [row for book in rowed.noted() for row in self._settled(book)]
        roots = [self._root(key) for key in touched]
        if reads:
            few = len(entries) <= _FEW
            entries = [row for row in entries if few or not row.digest]
            roots = [row for row in roots if not row.digest or row.size < _SMALL]
        self._queue = [*roots, *entries, *(self._live.values() if everything else ())]
        self._queue += [row for row, _, _ in self._owed.rows]
        found = self._owed
        found.rows, found.failed = [], {}
        while self._queue:
            row = self._queue.pop()
            if row not in self._done and self._is_live(row):
                self._done.add(row)
                self._look_at(row, found)
        latest = {row.id: (row, data, digest) for row, data, digest in found.rows}
        found.rows = [entry for entry in latest.values() if self._is_live(entry[0])]
        return found

    def written(self) -> None:
        """The changes are on disk."""
        for row, data, digest in self._owed.rows:
            row.digest, row.size = digest, len(data)
        self._owed = Changes()

    def refer(self, thing: Any, row: Row) -> int | None:
        """The row that keeps that object, where it is not the row at hand: what is found in two gets one of its own."""
        owner = self._owners.get(id(thing))
        if owner is None:
            if not self._lies_elsewhere(thing, row):
                ref = weakref.ref(thing, partial(_forget, self._homes, id(thing)))
                self._homes[id(thing)] = (ref, row, self._look)
                return None
            owner = self._new(row.backend)
            self._own(owner, thing)
        if self._follows or not owner.digest:
            self._queue.append(owner)
        return owner.id

    def _lies_elsewhere(self, thing: Any, row: Row) -> bool:
        _, home, look = self._homes.get(id(thing), (None, row, 0))
        has_left = home in self._done and look < self._look
        return home is not row and self._is_live(home) and not has_left

    def refer_backend(self, key: backends.Key) -> None:
        """A backend is referred to."""
        row = self._root(key)
        if self._follows or not row.digest:
            self._queue.append(row)

    def book_of(self, table: Rowed, row: Row) -> int:
        """The book of a large dict that lies in that row; a new one has a row for each entry."""
        if table.book is None:
            table.book = Book(next(self._books), table, row.backend)
            for key in table:
                self._queue.append(self._entry(table.book, key, table.raw(key), next(self._places)))
        return table.book.id

    def go_on_after(self, row: int, book: int, place: int) -> None:
        """The numbers that are in use."""
        self._ids, self._books, self._places = count(row + 1), count(book + 1), count(place + 1)

    def restore_root(self, row: Row) -> None:
        self._live[row.id] = self.roots[row.backend] = row

    def restore(self, row: Row, thing: Any) -> None:
        """Know a row that was read from the disk, and what it keeps."""
        self._live[row.id] = row
        if row.kind is not None:
            self._own(row, thing)
        if row.book is not None:
            row.book.rows[row.key] = row

    def forget_all(self) -> None:
        """Nothing is kept any more. Numbers go on: what is left of the old must not be taken for the new."""
        rowed.forget_all()
        for known in (self.roots, self._live, self._owners, self._homes):
            known.clear()
        self._owed = Changes()

    def _root(self, key: backends.Key) -> Row:
        if key not in self.roots:
            self.roots[key] = self._new(key)
        return self.roots[key]

    def _new(self, backend: backends.Key) -> Row:
        row = Row(next(self._ids), backend)
        self._live[row.id] = row
        return row

    def _entry(self, book: Book, key: Any, value: Any, place: int) -> Row:
        row = self._new(book.backend)
        row.book, row.key, row.place = book, key, place
        book.rows[key] = row
        if pickling.is_plain_object(type(value)) and id(value) not in self._owners:
            self._own(row, value)
        return row

    def _own(self, row: Row, thing: Any) -> None:
        row.owned = weakref.ref(thing, partial(self._died, row, id(thing)))
        row.kind = type(thing)
        self._owners[id(thing)] = row
        if home := self._homes.pop(id(thing), None):
            self._done.discard(home[1])  # it must refer from now on
            self._queue.append(home[1])

    def _died(self, row: Row, identity: int, _: Any) -> None:
        self._owners.pop(identity, None)
        self._drop(row)

    def _drop(self, row: Row) -> None:
        if self._is_live(row):
            del self._live[row.id]
            self._owed.deleted.append(row.id)

    def _is_live(self, row: Row) -> bool:
        return self._live.get(row.id) is row

    def _settled(self, book: Book) -> Iterator[Row]:
        """The rows of the entries that were reached, once they are what the dict says."""
        left, book.left = book.left, []
        for row in left:
            self._take_out(row)
        table = book.rowed()
        if table is None:
            return
        for key in [key for key in book.reached if key in table]:
            value, row = table.raw(key), book.rows.get(key)
            if row is None or not self._is_live(row) or (row.owned is not None and row.owned() is not value):
                new = self._entry(book, key, value, row.place if row else next(self._places))
                if row:
                    self._take_out(row)
                row = new
            yield row

    def _take_out(self, row: Row) -> None:
        if row.owned is not None and row.owned() is not None and self._is_live(row):
            row.book = None
            self._owed.detached.append(row)
        else:
            self._drop(row)

    def _look_at(self, row: Row, found: Changes) -> None:
        content = self._content(row)
        if content is None:
            return
        try:
            data = pickling.dump(content, row, self, self._bodies)
        except (pickle.PicklingError, TypeError, AttributeError) as error:
            found.failed[row.backend] = error
            if row.kind is None or row.digest:
                return
            # Others may refer to it: they find an empty object, which is in no dict.
            row.book, data = None, pickling.dump({}, row, self, self._bodies)
        if (digest := pickling.digest(data)) != row.digest:
            found.rows.append((row, data, digest))

    def _content(self, row: Row) -> Any:
        if row is self.roots.get(row.backend):
            thing: Any = backends.find(row.backend)
        elif row.owned is not None:
            thing = row.owned()
        else:
            table = row.book.rowed() if row.book else None
            if table is None:
                return None
            rowed.exchange_entry(table, row.key)
            return table.raw(row.key)
        if thing is not None:
            rowed.exchange(vars(thing))
            return vars(thing)
        return None


def _forget(homes: dict[int, Any], identity: int, _: Any) -> None:
    homes.pop(identity, None)
