"""Columns: the typed schema of a table, in the types that Glue, Athena, Spark, Delta and Iceberg agree on."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ..args import Matching, Settings

ColumnName = Annotated[
    str,
    Matching(
        r"^[a-z_][a-z0-9_]{0,127}$", "must be a column: lower-case letters, digits and _, for example tenure_months"
    ),
]
ColumnType = Annotated[
    str,
    Matching(
        r"^(bigint|binary|boolean|date|double|float|int|string|timestamp|decimal\([1-9]\d?,\d{1,2}\))$",
        "must be string, boolean, int, bigint, float, double, date, timestamp, binary or decimal(10,2)",
    ),
]
TIMES = frozenset({"date", "timestamp"})


class TableFormat(StrEnum):
    """How a table is kept. Delta and Iceberg keep every version of it; Parquet files are only added to."""

    DELTA = "delta"
    ICEBERG = "iceberg"
    PARQUET = "parquet"


class WriteMode(StrEnum):
    """What a run does to the rows that are there."""

    APPEND = "append"
    MERGE = "merge"
    REPLACE = "replace"


class TableSettings(Settings):
    """What a person says of a table."""

    format: TableFormat = Field(TableFormat.DELTA, description="How the table is kept: delta, iceberg or parquet.")
    columns: Mapping[ColumnName, ColumnType] = Field(
        default_factory=dict, max_length=1000, description="Each column's type; none: a crawler finds the columns."
    )
    partition_by: Sequence[ColumnName] = Field(default=(), description="Columns that the table is divided by.")
    key: Sequence[ColumnName] = Field(default=(), description="Columns that tell rows apart; merge goes by them.")
    write: WriteMode = Field(WriteMode.APPEND, description="append to, merge into (by key) or replace the rows.")
    event_time: ColumnName | None = Field(None, description="Column that says when a row was true.")
    retention_days: int | None = Field(None, ge=1, description="Days until rows are deleted; none: never.")
