"""What a record holds, and how records are read: what is missing or wrong is refused with its name."""

# pandas and scikit-learn ship no types of their own.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from .places import RefusedError


@dataclass(frozen=True)
class Number:
    """A number between two bounds. It may be missing."""

    least: float
    most: float

    def read(self, column: Any) -> Any:
        """The column as numbers."""
        numbers = pd.to_numeric(column, errors="coerce").astype("float64")
        _refuse(column, column.notna() & numbers.isna(), "is no number")
        wrong = numbers.notna() & ~numbers.between(self.least, self.most)
        _refuse(column, wrong, f"must be from {self.least:g} to {self.most:g}")
        return numbers


@dataclass(frozen=True)
class OneOf:
    """One of some words. It must be there."""

    words: tuple[str, ...]

    def read(self, column: Any) -> Any:
        """The column as text."""
        _refuse(column, ~column.isin(self.words), f"must be one of {', '.join(self.words)}")
        return column.astype("str")


@dataclass(frozen=True)
class Text:
    """Any text. It must be there."""

    def read(self, column: Any) -> Any:
        """The column as text."""
        _refuse(column, column.isna(), "must be there")
        return column.astype("str")


@dataclass(frozen=True)
class Label:
    """0 or 1. It must be there."""

    def read(self, column: Any) -> Any:
        """The column as whole numbers."""
        numbers = pd.to_numeric(column, errors="coerce")
        _refuse(column, ~numbers.isin([0, 1]), "must be 0 or 1")
        return numbers.astype("int64")


Kind = Number | OneOf | Text | Label
KEY, TIME, LABEL = "customer_id", "observed_at", "churned"
FEATURES: Mapping[str, Number | OneOf] = {
    "tenure_months": Number(0, 1200),
    "monthly_charge": Number(0, 10_000),
    "contract": OneOf(("month_to_month", "one_year", "two_year")),
    "internet": OneOf(("none", "dsl", "fibre")),
    "payment_method": OneOf(("card", "transfer", "invoice")),
    "support_calls": Number(0, 1000),
    "late_payments": Number(0, 120),
    "usage_change": Number(-10, 10),
}
"""What the model sees, in this order."""
RECORD: Mapping[str, Kind] = {KEY: Text(), TIME: Text(), **FEATURES, LABEL: Label()}
"""What a record holds. More columns are not read."""


def read(folder: Path, version: str = "") -> pd.DataFrame:
    """The records of every CSV and Parquet file and every Delta table below the folder, checked.

    `version`: of the Delta tables, by its number; any other text: as they are now.
    """
    tables = {log.parent for log in folder.rglob("_delta_log")}
    files = sorted(
        file
        for file in folder.rglob("*")
        if file.suffix in (".csv", ".parquet") and _is_data(file, folder) and tables.isdisjoint(file.parents)
    )
    found = [(file, _read_file(file)) for file in files]
    found += [(table, _read_table(table, version)) for table in sorted(tables)]
    if not found:
        raise RefusedError(f"{folder} holds no .csv or .parquet file and no Delta table")
    return pd.concat([checked(frame, RECORD, str(where)) for where, frame in found])


def checked(frame: pd.DataFrame, columns: Mapping[str, Kind], where: str) -> pd.DataFrame:
    """These columns of the frame, as their kinds say. `where`: what an error names."""
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        there = ", ".join(map(str, frame.columns))
        raise RefusedError(f"{where}: column {_named(missing)} is missing (there are: {there})")
    try:
        return pd.DataFrame({name: kind.read(frame[name]) for name, kind in columns.items()})
    except RefusedError as error:
        raise RefusedError(f"{where}: {error}") from None


def _read_file(file: Path) -> pd.DataFrame:
    # Everything as text: what is a number is this module's to say, not the first rows'. "none" is a word here.
    if file.suffix == ".csv":
        return pd.read_csv(file, dtype=str, keep_default_na=False, na_values=[""])
    return pd.read_parquet(file)


def _read_table(table: Path, version: str) -> pd.DataFrame:
    """A Delta table by its log: beside the version's files lie those of others, and of what was deleted."""
    from deltalake import DeltaTable  # pyright: ignore[reportMissingImports] - it is in the image

    try:
        return DeltaTable(str(table), version=int(version) if version.isdecimal() else None).to_pandas()
    except Exception as error:  # its errors have no class in common
        raise RefusedError(f"{table} cannot be read as a Delta table: {error}") from error


def _is_data(file: Path, folder: Path) -> bool:
    """Spark, Delta and Athena keep files of their own under names that begin so."""
    return not any(part.startswith(("_", ".")) for part in file.relative_to(folder).parts)


def _named(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _refuse(column: Any, wrong: Any, must: str) -> None:
    if wrong.any():
        first = column[wrong].iloc[0]
        shown = "nothing" if pd.isna(first) else f'"{first}"'
        rows = int(wrong.sum())
        raise RefusedError(f"{column.name}: {shown} {must} ({rows} {'row' if rows == 1 else 'rows'})")
