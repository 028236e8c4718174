"""The job `preprocess`: raw records in; training, validation and test sets out, each customer always in the same."""

# pandas and scikit-learn ship no types of their own.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false

import hashlib

import pandas as pd

from . import places, schema

SHARES = {"train": 70, "validation": 15, "test": 15}
"""Of a hundred customers."""
LEAST_OF_EACH = 20
"""Customers of each kind, those who left and those who stayed, without which a set says nothing."""


def main() -> None:
    """Read, check, clean, divide, write."""
    records = cleaned(schema.read(places.given("raw"), places.data_version()))
    sets = records[schema.KEY].map(set_of)
    for name in SHARES:
        chosen = records[sets == name]
        _refuse_few(name, chosen)
        chosen.to_parquet(places.made(name) / f"{name}.parquet", index=False)
        print(f"{name}: {len(chosen)} customers, {chosen[schema.LABEL].mean():.1%} of them left")


def cleaned(records: pd.DataFrame) -> pd.DataFrame:
    """One record a customer, the latest."""
    ordered = records.sort_values([schema.KEY, schema.TIME], kind="stable")
    return ordered.drop_duplicates(schema.KEY, keep="last")


def set_of(customer: str) -> str:
    """The set of a customer, by the hash of the id: a customer seen again is never in two sets, in any run."""
    place = int.from_bytes(hashlib.sha256(customer.encode()).digest()[:8], "big") % 100
    for name, share in SHARES.items():
        place -= share
        if place < 0:
            return name
    raise AssertionError("the shares add up to a hundred")


def _refuse_few(name: str, chosen: pd.DataFrame) -> None:
    left = int(chosen[schema.LABEL].sum())
    for kind, count in (("left", left), ("stayed", len(chosen) - left)):
        if count < LEAST_OF_EACH:
            raise places.RefusedError(
                f"the {name} set holds {count} customers who {kind}; {LEAST_OF_EACH} are needed: give more records"
            )


if __name__ == "__main__":
    places.run(main)
