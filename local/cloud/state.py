"""State: keep what the local cloud holds on disk, so that it outlives the server, `kill -9` included.

After each request that changes something, the backends it reached are pickled, and those that differ are written in one
SQLite transaction before the answer goes out. A file written by another moto or Python, or a damaged one, is set aside
whole.
"""

import hashlib
import logging
import pickle
import platform
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from local.cloud import backends, bodies, pickling
from local.cloud.answers import Answers
from local.cloud.store.records import Records

_FORMAT = "1"
_TABLES = """
CREATE TABLE IF NOT EXISTS made_by (stamp TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS backend (
    module TEXT, kind TEXT, account TEXT, region TEXT,
    provided TEXT NOT NULL, digest BLOB NOT NULL, state BLOB NOT NULL,
    PRIMARY KEY (module, kind, account, region)
);
"""
_log = logging.getLogger(__name__)


class UnreadableError(Exception):
    """The state on disk cannot be used; says why."""


class State:
    """The state of one local cloud, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notices: list[str] = []
        self.provided: dict[backends.Key, frozenset[str]] = {}
        self.records = Records()
        self.answers = Answers()
        self._digests: dict[backends.Key, bytes] = {}
        self._not_kept: set[backends.Key] = set()

    def open(self) -> None:
        """Fill moto's backends with what was kept; what cannot be read is set aside, and the cloud starts empty."""
        try:
            self._open()
        except (UnreadableError, sqlite3.DatabaseError) as error:
            self._db.close()
            backends.drop_all()
            self._digests.clear()
            self.provided.clear()
            aside = self.folder.with_name(f"{self.folder.name}.aside-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
            self.folder.rename(aside)
            self._notice(f"The state of the local cloud was set aside in {aside} and the cloud starts empty: {error}")
            self._open()

    def commit(self, touched: Iterable[backends.Key]) -> None:
        """Write those backends, and those they refer to, as far as they differ from what is on disk."""
        changed: dict[backends.Key, tuple[Any, ...]] = {}
        pending, seen = list(touched), set[backends.Key]()
        while pending:
            key = pending.pop()
            if key in seen:
                continue
            seen.add(key)
            try:
                data, referred = pickling.dump(backends.find(key), self._bodies)
            except (pickle.PicklingError, TypeError, AttributeError) as error:
                self._cannot_keep(key, error)
                continue
            pending.extend(referred)
            if self._digests.get(key) != (digest := _digest(data)):
                changed[key] = (*key, "\n".join(self.provided.get(key, ())), digest, data)
        if changed or self.records.changed:
            with self._db:
                self.records.write(self._db)
                self.answers.write(self._db)
                self._db.executemany("INSERT OR REPLACE INTO backend VALUES (?, ?, ?, ?, ?, ?, ?)", changed.values())
            self._digests.update({key: row[-2] for key, row in changed.items()})

    def holds(self, key: backends.Key) -> bool:
        """Whether that backend was written before."""
        return key in self._digests

    def forget_all(self) -> None:
        """Empty the state on disk: moto was reset."""
        with self._db:
            self._db.execute("DELETE FROM backend")
            self.records.forget_all(self._db)
        self._digests.clear()
        self.provided.clear()

    def close(self) -> None:
        self._db.close()

    def _open(self) -> None:
        self._bodies = self.folder / "bodies"
        self._bodies.mkdir(parents=True, exist_ok=True)
        # Requests run one at a time, each on its own thread.
        self._db = sqlite3.connect(self.folder / "state.db", check_same_thread=False)
        # No fsync a request: a killed server loses nothing, a machine without power may lose the last seconds.
        self._db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
        self._db.executescript(_TABLES)
        self._check_stamp()
        self.answers.open(self._db)
        self._fill(self._db.execute("SELECT * FROM backend").fetchall())
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

    def _fill(self, rows: list[tuple[Any, ...]]) -> None:
        loaded: dict[backends.Key, dict[str, Any]] = {}
        needed = set[str]()
        shells = {backends.Key(*row[:4]): backends.shell(backends.Key(*row[:4])) for row in rows}
        for *names, provided, digest, data in rows:
            key = backends.Key(*names)
            if _digest(data) != digest:
                raise UnreadableError(f"{key.service} in {key.region} is damaged")
            try:
                loaded[key], bodies_needed = pickling.load(data, self._bodies)
            except Exception as error:  # pickle raises what the damage happens to lead to
                raise UnreadableError(
                    f"the content of {key.service} in {key.region} cannot be read: {error!r}"
                ) from error
            needed |= bodies_needed
            self._digests[key] = digest
            self.provided[key] = frozenset(str(provided).splitlines())
        if missing := needed - {file.name for file in self._bodies.iterdir()}:
            raise UnreadableError(f"{len(missing)} S3 bodies are missing, {min(missing)} for one")
        for key, content in loaded.items():
            vars(shells[key]).update(content)
        bodies.sweep(self._bodies, needed)

    def _cannot_keep(self, key: backends.Key, error: Exception) -> None:
        if key not in self._not_kept:
            self._not_kept.add(key)
            self._notice(f"What {key.service} in {key.region} holds now is lost when the local cloud stops: {error}")

    def _notice(self, text: str) -> None:
        _log.warning(text)
        self.notices.append(text)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=20).digest()
