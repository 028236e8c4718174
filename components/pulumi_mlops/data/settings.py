"""What a person says of a data set: where it comes from, what it must be like, and how it is kept."""

from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ..args import Arn, Matching, Settings, wrong
from . import quality
from .columns import TIMES, ColumnName, TableFormat, TableSettings, WriteMode
from .sources import Source, Start

Principal = Annotated[
    str,
    Matching(
        r"^arn:aws[a-z-]*:iam::\d{12}:(role|user)/[^*]+$",
        "must be the ARN of a role or user, for example arn:aws:iam::123456789012:role/analyst",
    ),
]


class CleaningSettings(Settings):
    """What is done to the rows before they are judged. Types are cast to those of the columns in any case."""

    sql: str | None = Field(
        None, min_length=1, description="Spark SQL over the view `source`; none: SELECT * FROM source."
    )
    drop_incomplete: Sequence[ColumnName] = Field(
        default=(), description="Rows that lack one of these columns are left out."
    )
    drop_duplicates: bool = Field(True, description="Rows with the same key (no key: the same in all) are kept once.")


class IngestionSettings(Settings):
    """The Glue job that does it."""

    worker_type: Literal["G.1X", "G.2X", "G.4X", "G.8X"] = Field("G.1X", description="Machine of each worker.")
    workers: int = Field(2, ge=2, le=299, description="Workers of a run.")
    timeout_minutes: int = Field(60, ge=1, le=2880, description="Minutes after which a run is stopped.")
    retries: int = Field(2, ge=0, le=10, description="How often a run that fails is tried again.")
    script: str | None = Field(
        None, description="Script of your own (PySpark), seen from the program's folder; none: the one of this package."
    )


class Grant(Settings):
    """Who may query the table, by Lake Formation."""

    principal: Principal = Field(description="ARN of the role or user.")
    columns: Sequence[ColumnName] = Field(default=(), description="The only columns that it sees; none: all.")


class DataPipelineSettings(TableSettings):
    """What a person chooses of a DataPipeline."""

    source: Source = Field(description="Where the data comes from: objects, jdbc or http.")
    start: Start = Field(description="What starts a run: a schedule, new objects, or both.")
    clean: CleaningSettings = Field(
        default_factory=lambda: CleaningSettings.model_validate({}), description="What is done to the rows."
    )
    quality: Sequence[str] = Field(
        default=(), description='Rules (Glue\'s DQDL) that the rows must pass, for example IsComplete "customer_id".'
    )
    job: IngestionSettings = Field(
        default_factory=lambda: IngestionSettings.model_validate({}), description="The job that does it."
    )
    grants: Sequence[Grant] = Field(default=(), description="Who may query the table, by Lake Formation.")

    @model_validator(mode="after")
    def _columns_meet(self) -> Self:
        used = {"partition_by": self.partition_by, "key": self.key, "event_time": [self.event_time or ""]}
        used = {field: [name for name in names if name] for field, names in used.items()}
        for field, names in used.items():
            for name in names:
                if self.columns and name not in self.columns:
                    raise wrong(f'"{name}" must be one of the columns: {", ".join(self.columns)}', field)
        if self.columns and len(self.partition_by) >= len(self.columns):
            raise wrong("must leave a column that is no partition", "partition_by")
        for number, name in enumerate(self.clean.drop_incomplete):
            if self.columns and name not in self.columns:
                text = f'"{name}" must be one of the columns: {", ".join(self.columns)}'
                raise wrong(text, "clean", "drop_incomplete", str(number))
        return self

    @model_validator(mode="after")
    def _rules_are_rules(self) -> Self:
        for number, rule in enumerate(self.quality):
            try:
                quality.check(rule, self.columns)
            except quality.RuleError as error:
                raise wrong(f"{rule}: {error}", "quality", str(number)) from None
        return self

    @model_validator(mode="after")
    def _format_can(self) -> Self:
        if self.format is TableFormat.PARQUET and self.write is not WriteMode.APPEND:
            raise wrong(f"Parquet files are only added to: {self.write} needs delta or iceberg", "write")
        if self.write is WriteMode.MERGE and not self.key:
            raise wrong("merge goes by key: name the columns that tell rows apart", "key")
        if self.format is TableFormat.ICEBERG and not self.columns:
            raise wrong("an Iceberg table is made with its columns: name them, no crawler finds them", "columns")
        if self.retention_days and self.format is not TableFormat.PARQUET:
            if self.event_time is None:
                raise wrong("retention goes by it: name the column that says when a row was true", "event_time")
            kind = self.columns.get(self.event_time, "date")
            if kind not in TIMES:
                raise wrong(f"{self.event_time} must be date or timestamp for retention, not {kind}", "event_time")
        return self

    @model_validator(mode="after")
    def _starts_by_what_it_reads(self) -> Self:
        if self.start.new_data and not self.source.objects:
            raise wrong("starts runs by objects, and the source is none: use schedule", "start", "new_data")
        return self

    @model_validator(mode="after")
    def _grants_name_what_is_there(self) -> Self:
        for number, grant in enumerate(self.grants):
            if not self.columns:
                raise wrong("a grant needs the table, and a crawler makes it later: name the columns", "grants")
            for name in grant.columns:
                if name not in self.columns:
                    text = f'"{name}" must be one of the columns: {", ".join(self.columns)}'
                    raise wrong(text, "grants", str(number), "columns")
        return self

    @property
    def is_crawled(self) -> bool:
        """A crawler finds the columns."""
        return not self.columns

    @property
    def secrets(self) -> list[tuple[str, Arn | None]]:
        """The secrets that a run reads, each with its key."""
        remote = self.source.remote
        return [(remote.secret_arn, remote.secret_kms_key_arn)] if remote and remote.secret_arn else []
