"""Tables: what the Data Catalog is told of a table, by the format that it is kept in."""

from collections.abc import Mapping
from typing import Any

import pulumi

from ..args import Input
from .columns import TableFormat, TableSettings

Json = dict[str, Any]
SERDE = "org.apache.hadoop.hive.ql.io.parquet"
PARQUET: Mapping[str, Any] = {
    "input_format": f"{SERDE}.MapredParquetInputFormat",
    "output_format": f"{SERDE}.MapredParquetOutputFormat",
    "ser_de_info": {"serialization_library": f"{SERDE}.serde.ParquetHiveSerDe"},
}
PARAMETERS: Mapping[TableFormat, Mapping[str, str]] = {
    # Athena reads the schema of a Delta table from its own log:
    # https://docs.aws.amazon.com/athena/latest/ug/delta-lake-tables-getting-started.html
    TableFormat.DELTA: {"classification": "delta", "spark.sql.sources.provider": "delta", "EXTERNAL": "TRUE"},
    TableFormat.PARQUET: {"classification": "parquet", "EXTERNAL": "TRUE"},
    TableFormat.ICEBERG: {},
}
KEPT_BY_ENGINE = ("parameters", "storageDescriptor")
"""What an Iceberg table's own commits change in the catalogue. A deployment that put it back would undo them."""


def table(settings: TableSettings, location: Input[str]) -> Json:
    """The inputs of a CatalogTable beside its name and database."""
    made: Json = {
        "table_type": "EXTERNAL_TABLE",
        "storage_descriptor": {"columns": _columns(settings), "location": location},
    }
    if settings.format is TableFormat.ICEBERG:
        return {**made, "open_table_format_input": {"iceberg_input": {"metadata_operation": "CREATE", "version": "2"}}}
    stored = PARQUET if settings.format is TableFormat.PARQUET else {}
    keys = [{"name": name, "type": settings.columns[name]} for name in settings.partition_by]
    return {
        **made,
        "storage_descriptor": {**made["storage_descriptor"], **stored},
        "parameters": dict(PARAMETERS[settings.format]),
        **({"partition_keys": keys} if keys and settings.format is TableFormat.PARQUET else {}),
    }


def crawled(settings: TableSettings, location: Input[str]) -> Json:
    """The targets of a Crawler that finds the table."""
    if settings.format is TableFormat.DELTA:
        target = {"delta_tables": [location], "write_manifest": False, "create_native_delta_table": True}
        return {"delta_targets": [target]}
    return {"s3_targets": [{"path": location}]}


def _columns(settings: TableSettings) -> list[Json]:
    """Those of the files: Parquet has its partitions in the folders' names."""
    folders = settings.partition_by if settings.format is TableFormat.PARQUET else ()
    return [{"name": name, "type": kind} for name, kind in settings.columns.items() if name not in folders]


def dvc_config(data_set: str, remote: Input[str], region: Input[str], kms_key_arn: Input[str]) -> pulumi.Output[str]:
    """`.dvc/config` of a repository whose data is versioned in the remote.

    https://dvc.org/doc/user-guide/data-management/remote-storage/amazon-s3
    """
    return pulumi.Output.concat(
        f"[core]\n    remote = {data_set}\n['remote \"{data_set}\"']\n    url = ",
        remote,
        "\n    region = ",
        region,
        "\n    sse = aws:kms\n    sse_kms_key_id = ",
        kms_key_arn,
        "\n",
    )
