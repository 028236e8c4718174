"""The job `check`: raw records in; counts out. It ends the run where there is too little, or too much that is odd."""

# pandas and scikit-learn ship no types of their own.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false

import json
from collections.abc import Iterator
from typing import Any

from . import places, schema

LEAST_CUSTOMERS = 1000
LEAVING = (0.02, 0.60)
"""The share of customers who leave lies in here, or the label means something else than before."""
MOST_MISSING = 0.10
"""The share of a column that may be missing."""


def main() -> None:
    """Read, count, write, judge."""
    records = schema.read(places.given("raw"), places.data_version())
    latest = records.drop_duplicates(schema.KEY, keep="last")
    counts = {
        "records": len(records),
        "customers": len(latest),
        "left": round(float(latest[schema.LABEL].mean()), 6),
        "missing": {name: round(float(share), 6) for name, share in latest.isna().mean().items() if share},
    }
    places.made("check").joinpath("check.json").write_text(json.dumps(counts, indent=2), encoding="utf-8")
    print(json.dumps(counts))
    problems = [*_problems(counts)]
    if problems:
        raise places.RefusedError("; ".join(problems))


def _problems(counts: dict[str, Any]) -> Iterator[str]:
    if counts["customers"] < LEAST_CUSTOMERS:
        yield f"{counts['customers']} customers are too few: {LEAST_CUSTOMERS} are needed"
    least, most = LEAVING
    if not least <= counts["left"] <= most:
        yield f"{counts['left']:.1%} of the customers left: {least:.0%} to {most:.0%} is what to expect"
    for name, share in counts["missing"].items():
        if share > MOST_MISSING:
            yield f'column "{name}": {share:.1%} of the values are missing, more than {MOST_MISSING:.0%}'


if __name__ == "__main__":
    places.run(main)
