"""State: keep what the local cloud holds on disk, so that it outlives the server, `kill -9` included.

After each request, the rows that it reached are pickled, and those that differ are written in one SQLite transaction
before the answer goes out. A file written by another moto or Python, or a damaged one, is set aside whole.
"""

import logging
import pickle
import platform
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from local.cloud import backends, bodies, pickling, rowed
from local.cloud.answers import Answers
from local.cloud.loading import Loader, Stored, UnreadableError
from local.cloud.rows import Changes, Row, Rows
from local.cloud.store.records import Records

_FORMAT = "2"
_TABLES = """
CREATE TABLE IF NOT EXISTS made_by (stamp TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS backend (
    root INTEGER PRIMARY KEY, module TEXT, kind TEXT, account TEXT, region TEXT, provided TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS row (
    id INTEGER PRIMARY KEY, root INTEGER NOT NULL, book INTEGER, key BLOB, place INTEGER NOT NULL, kind TEXT,
    digest BLOB NOT NULL, data BLOB NOT NULL
);
"""
_log = logging.getLogger(__name__)


class State:
    """The state of one local cloud, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notices: list[str] = []
        self.provided: dict[backends.Key, frozenset[str]] = {}
        self.records = Records()
        self.answers = Answers()
        self._bodies = folder / "bodies"
        self._rows = Rows(self._bodies)
        self._not_kept: set[backends.Key] = set()

    def open(self) -> None:
        """Fill moto's backends with what was kept; what cannot be read is set aside, and the cloud starts empty."""
        try:
            self._open()
        except (UnreadableError, sqlite3.DatabaseError) as error:
            self._db.close()
            backends.drop_all()
            self._rows = Rows(self._bodies)
            self.provided.clear()
            aside = self.folder.with_name(f"{self.folder.name}.aside-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
            self.folder.rename(aside)
            self._notice(f"The state of the local cloud was set aside in {aside} and the cloud starts empty: {error}")
            self._open()

    def begin(self) -> None:
        """A request begins: nothing was reached yet."""
        rowed.forget()

    def commit(self, touched: Iterable[backends.Key], *, reads: bool = False, everything: bool = False) -> None:
        """Write what was reached of those backends and differs from what is on disk.

        reads: only what is little or new. everything: whatever they hold.
        """
        changes = self._rows.changes(touched, reads=reads, everything=everything)
        for key, error in changes.failed.items():
            self._cannot_keep(key, error)
        if changes.rows or changes.detached or changes.deleted or self.records.changed:
            with self._db:
                self.records.write(self._db)
                self.answers.write(self._db)
                self._write(changes)
        self._rows.written()

    def holds(self, key: backends.Key) -> bool:
        """Whether that backend was written before."""
        return key in self._rows.roots and self._rows.roots[key].digest != b""

    def forget_all(self) -> None:
        """Empty the state on disk: moto was reset."""
        with self._db:
            self._db.execute("DELETE FROM backend")
            self._db.execute("DELETE FROM row")
            self.records.forget_all(self._db)
        self._rows.forget_all()
        self.provided.clear()

    def close(self) -> None:
        self._db.close()

    def _open(self) -> None:
        self._bodies.mkdir(parents=True, exist_ok=True)
        # Requests run one at a time, each on its own thread.
        self._db = sqlite3.connect(self.folder / "state.db", check_same_thread=False)
        # No fsync a request: a killed server loses nothing, a machine without power may lose the last seconds.
        self._db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
        self._db.executescript(_TABLES)
        self._check_stamp()
        self.answers.open(self._db)
        self._load()
        self.records.load(self._db)

    def _check_stamp(self) -> None:
        # moto's classes and the code of its lambdas are part of what is kept.
        python = ".".join(platform.python_version_tuple()[:2])
        ours = f"format {_FORMAT}, moto {version('moto')}, Python {python}"
        found = [str(row[0]) for row in self._db.execute("SELECT stamp FROM made_by")]
        if not found:
            with self._db:
                self._db.execute("INSERT INTO made_by VALUES (?)", (ours,))
        elif found != [ours]:
            raise UnreadableError(f"it was made by {', '.join(found)}; this is {ours}")

    def _load(self) -> None:
        roots = dict[int, backends.Key]()
        for root, *names, provided in self._db.execute("SELECT * FROM backend"):
            roots[root] = key = backends.Key(*names)
            self.provided[key] = frozenset(str(provided).splitlines())
        rows = self._db.execute("SELECT row.* FROM row JOIN backend USING (root)")
        loader = Loader((Stored(id_, roots[root], *rest) for id_, root, *rest in rows), self._rows, self._bodies)
        shells = {root: backends.shell(key) for root, key in roots.items()}
        contents = {root: loader.backend(root) for root in roots}
        loader.finish()
        if missing := loader.bodies_needed - {file.name for file in self._bodies.iterdir()}:
            raise UnreadableError(f"{len(missing)} S3 bodies are missing, {min(missing)} for one")
        for root, content in contents.items():
            vars(shells[root]).update(content)
        bodies.sweep(self._bodies, loader.bodies_needed)
        left = [row for row in self._db.execute("SELECT id FROM row") if row[0] not in loader.seen]
        with self._db:
            self._db.executemany("DELETE FROM row WHERE id = ?", left)

    def _write(self, changes: Changes) -> None:
        roots = [row for row, _, _ in changes.rows if row is self._rows.roots.get(row.backend)]
        self._db.executemany(
            "INSERT OR REPLACE INTO backend VALUES (?, ?, ?, ?, ?, ?)",
            [(row.id, *row.backend, "\n".join(self.provided.get(row.backend, ()))) for row in roots],
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO row VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [self._stored(row, data, digest) for row, data, digest in changes.rows],
        )
        self._db.executemany("UPDATE row SET book = NULL WHERE id = ?", [(row.id,) for row in changes.detached])
        self._db.executemany("DELETE FROM row WHERE id = ?", [(row,) for row in changes.deleted])

    def _stored(self, row: Row, data: bytes, digest: bytes) -> tuple[Any, ...]:
        book, key = (row.book.id, pickle.dumps(row.key)) if row.book else (None, None)
        kind = pickling.kind_name(row.kind) if row.kind else None
        return row.id, self._rows.roots[row.backend].id, book, key, row.place, kind, digest, data

    def _cannot_keep(self, key: backends.Key, error: Exception) -> None:
        if key not in self._not_kept:
            self._not_kept.add(key)
            self._notice(f"What {key.service} in {key.region} holds now is lost when the local cloud stops: {error}")

    def _notice(self, text: str) -> None:
        _log.warning(text)
        self.notices.append(text)
