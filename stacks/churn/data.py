"""The data of the reference product: customers of a telecom company that does not exist, each observed once.

    python stacks/churn/data.py --rows 6000 --seed 7 > customers.csv

A customer leaves by a logistic process with interactions, effects that are no straight lines and what nobody measured
(`chance`). As in a real extract, some values are missing and some records are there twice. The same rows and seed give
the same bytes: only `random.random` is used, which Python keeps the same for a seed.

Origin: made by this file, nobody's data. Licence: CC0 1.0 (https://creativecommons.org/publicdomain/zero/1.0/).
"""

import argparse
import csv
import math
import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TextIO

COLUMNS = (
    "customer_id",
    "observed_at",
    "tenure_months",
    "monthly_charge",
    "contract",
    "internet",
    "payment_method",
    "support_calls",
    "late_payments",
    "usage_change",
    "churned",
)
FIRST_DAY, DAYS = datetime(2026, 1, 1), 180
MISSING, TWICE = 0.02, 0.01
"""How many records lack a value, and how many come twice."""

Record = dict[str, str]


def records(rows: int, seed: int) -> Iterator[Record]:
    """The customers, `rows` of them, and on top those that come twice."""
    made = random.Random(seed)  # noqa: S311 - no secret
    for number in range(rows):
        record = _record(made, number)
        yield record
        if made.random() < TWICE:
            yield record


def write(out: TextIO, rows: int, seed: int) -> None:
    """The records as CSV."""
    writer: csv.DictWriter[str] = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records(rows, seed))


def chance(
    *,
    tenure: int,
    charge: float,
    contract: str,
    internet: str,
    payment: str,
    calls: int,
    late: int,
    usage: float,
    unmeasured: float,
) -> float:
    """The probability with which this customer leaves within 30 days."""
    monthly = contract == "month_to_month"
    log_odds = (
        -3.4
        + {"month_to_month": 1.5, "one_year": 0.0, "two_year": -1.1}[contract]
        + {"none": -0.4, "dsl": 0.0, "fibre": 0.3}[internet]
        + (0.35 if payment == "invoice" else 0.0)
        - 0.9 * math.log1p(tenure / 6)
        + 0.022 * (charge - 60)
        + 0.32 * calls
        + 0.5 * math.sqrt(late)
        - 2.2 * min(usage, 0.0)
        # Who may leave any month does so after bad service; who pays much for fibre compares prices.
        + (0.45 * calls if monthly else 0.0)
        + (1.0 if internet == "fibre" and charge > 90 else 0.0)
        + (1.1 if monthly and tenure < 6 else 0.0)
        + 0.7 * unmeasured
    )
    return 1 / (1 + math.exp(-log_odds))


def _record(made: random.Random, number: int) -> Record:
    contract = _one_of(made, {"month_to_month": 0.52, "one_year": 0.26, "two_year": 0.22})
    internet = _one_of(made, {"none": 0.18, "dsl": 0.37, "fibre": 0.45})
    payment = _one_of(made, {"card": 0.42, "transfer": 0.33, "invoice": 0.25})
    tenure = 1 + int(-26 * math.log(1 - made.random()) * (1.0 if contract == "month_to_month" else 1.6)) % 72
    charge = max(15.0, {"none": 22.0, "dsl": 55.0, "fibre": 84.0}[internet] + 8.5 * _bell(made))
    calls = _count(made, 1.1 if internet == "fibre" else 0.6)
    late = _count(made, 0.9 if payment == "invoice" else 0.25)
    usage = 0.16 * _bell(made)
    left = made.random() < chance(
        tenure=tenure,
        charge=charge,
        contract=contract,
        internet=internet,
        payment=payment,
        calls=calls,
        late=late,
        usage=usage,
        unmeasured=_bell(made),
    )
    observed = FIRST_DAY + timedelta(days=int(made.random() * DAYS))
    values = {
        "customer_id": f"C{number:06d}",
        "observed_at": f"{observed:%Y-%m-%dT%H:%M:%SZ}",
        "tenure_months": str(tenure),
        "monthly_charge": f"{charge:.2f}",
        "contract": contract,
        "internet": internet,
        "payment_method": payment,
        "support_calls": str(calls),
        "late_payments": str(late),
        "usage_change": f"{usage:.3f}",
        "churned": str(int(left)),
    }
    if made.random() < MISSING:
        values[_one_of(made, {"monthly_charge": 0.4, "usage_change": 0.6})] = ""
    return values


def _one_of(made: random.Random, shares: dict[str, float]) -> str:
    drawn = made.random()
    for value, share in shares.items():
        drawn -= share
        if drawn < 0:
            return value
    return next(reversed(shares))


def _bell(made: random.Random) -> float:
    """About normal, with mean 0 and deviation 1: twelve draws added (Irwin and Hall)."""
    return sum(made.random() for _ in range(12)) - 6


def _count(made: random.Random, mean: float) -> int:
    """Poisson: how many draws fit in before their product is under e^-mean (Knuth)."""
    count, product = 0, made.random()
    while product > math.exp(-mean):
        count, product = count + 1, product * made.random()
    return count


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write the reference product's data as CSV to the standard output.")
    parser.add_argument("--rows", type=int, default=6000, help="customers (default 6000)")
    parser.add_argument("--seed", type=int, default=7, help="another seed, other customers (default 7)")
    asked = parser.parse_args()
    write(sys.stdout, asked.rows, asked.seed)
