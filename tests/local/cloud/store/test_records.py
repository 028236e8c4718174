"""Records keep what was done as a whole, and nothing of what was not."""

import sqlite3
from datetime import UTC, datetime

import pytest

from local.cloud.store.records import Records, Shelf

SHELF = Shelf("service", "Kind", "123456789012", "eu-west-1")
NOW = datetime(2026, 11, 21, 12, 0, 0, 1, tzinfo=UTC)


@pytest.fixture
def db(tmp_path):
    with sqlite3.connect(tmp_path / "state.db") as db:
        yield db
    db.close()


@pytest.fixture
def records(db):
    records = Records()
    records.load(db)
    return records


def reloaded(records, db):
    records.write(db)
    again = Records()
    again.load(db)
    return again.all(SHELF)


def test_times_and_bytes_come_back_as_they_were(records, db):
    records.put(SHELF, "a", {"made": NOW, "blob": b"\x00\xff", "list": [{"at": NOW}]})
    assert reloaded(records, db) == {"a": {"made": NOW, "blob": b"\x00\xff", "list": [{"at": NOW}]}}


def test_they_come_back_in_the_order_in_which_they_were_made(records, db):
    for name in ("b", "a", "c"):
        records.put(SHELF, name, {})
    records.write(db)
    records.edit(SHELF, "b")["changed"] = True
    assert list(reloaded(records, db)) == ["b", "a", "c"]


def test_what_fails_is_taken_back_with_all_that_it_did(records, db):
    records.put(SHELF, "kept", {"n": 1})
    records.write(db)

    def change_and_fail():
        with records.together():
            records.edit(SHELF, "kept")["n"] = 2
            records.put(SHELF, "new", {})
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        change_and_fail()
    assert records.all(SHELF) == {"kept": {"n": 1}} == reloaded(records, db)


def test_what_fails_inside_leaves_the_rest(records, db):
    def fail():
        with records.together():
            records.edit(SHELF, "a")["n"] = 2
            records.delete(SHELF, "b")
            raise ValueError("no")

    with records.together():
        records.put(SHELF, "a", {"n": 1})
        records.put(SHELF, "b", {})
        with pytest.raises(ValueError, match="no"):
            fail()
    assert reloaded(records, db) == {"a": {"n": 1}, "b": {}}
