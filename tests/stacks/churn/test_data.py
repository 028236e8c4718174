"""The reference product's data: the same for a seed, and no easier than data is."""

import csv
import hashlib
import io
import re

import pytest
from churn import data

from tests.stacks.churn.conftest import customers


def rows(**given):
    return list(csv.DictReader(io.StringIO(customers(**given))))


def test_the_same_rows_and_seed_give_the_same_bytes():
    made = hashlib.sha256(customers(rows=6000, seed=7).encode()).hexdigest()
    assert made == "e0fec50585a485875e04096179eda23712fff71a0e1e2d47a9b0c6ba15fe82b6"


def test_another_seed_gives_other_customers():
    assert customers(rows=10, seed=7) != customers(rows=10, seed=8)


def test_a_longer_extract_begins_like_a_shorter_one():
    assert customers(rows=200).startswith(customers(rows=100))


def test_some_values_are_missing_some_records_come_twice_and_one_customer_in_seven_leaves():
    made = rows(rows=6000)
    assert len(made) - len({row["customer_id"] for row in made}) == 62
    assert sum("" in row.values() for row in made) == 110
    assert sum(int(row["churned"]) for row in made) / len(made) == pytest.approx(0.144, abs=0.001)
    assert {name for row in made for name, value in row.items() if value == ""} == {"monthly_charge", "usage_change"}


def test_the_time_is_what_the_online_store_takes():
    assert all(re.fullmatch(r"2026-\d\d-\d\dT00:00:00Z", row["observed_at"]) for row in rows(rows=500))


def test_origin_and_licence_are_stated():
    assert "Origin: made by this file, nobody's data. Licence: CC0 1.0" in data.__doc__
