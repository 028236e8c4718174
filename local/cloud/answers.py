"""Answers: a write that the local provider sends again, as its answer was lost, gets that answer and is not done twice.

AWS has such tokens for some operations only. The local provider names every call in a header; no other client does.
An answer is kept in the transaction that keeps its effect, so what is on disk tells how a call ended, after a kill too.
"""

import json
import sqlite3
from collections.abc import Callable

from local.cloud.errors import Answer
from local.cloud.request import Request

_KEPT = 2_000
_TABLE = "CREATE TABLE IF NOT EXISTS answer (call TEXT PRIMARY KEY, status TEXT, headers TEXT, body BLOB)"


class Answers:
    """The last answers to writes that were named. One call at a time."""

    def __init__(self) -> None:
        self._new: dict[str, Answer] = {}

    def open(self, db: sqlite3.Connection) -> None:
        """Use that database."""
        self._db = db
        db.execute(_TABLE)

    def once(self, request: Request, below: Callable[[], Answer]) -> Answer:
        """A stage of the app, inside of what keeps the effect of a call."""
        self._new.clear()
        if not request.call_id or request.only_reads:
            return below()
        if kept := self.find(request.call_id):
            return kept
        found = below()
        if found.status < "3":
            self._new[request.call_id] = found
        return found

    def find(self, call_id: str) -> Answer | None:
        """The answer to a call; None if it had no effect, or long ago."""
        row = self._db.execute("SELECT status, headers, body FROM answer WHERE call = ?", (call_id,)).fetchone()
        return Answer(row[0], [(name, value) for name, value in json.loads(row[1])], row[2]) if row else None

    def write(self, db: sqlite3.Connection) -> None:
        """Add the new answers, in the caller's transaction."""
        rows = [(call, found.status, json.dumps(found.headers), found.body) for call, found in self._new.items()]
        if rows:
            db.executemany("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", rows)
            db.execute("DELETE FROM answer WHERE rowid <= (SELECT max(rowid) FROM answer) - ?", (_KEPT,))
            self._new.clear()
