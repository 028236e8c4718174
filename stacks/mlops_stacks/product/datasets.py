"""The data sets of a product: what a person says of each, and what is built of all."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pulumi_mlops as mlops
from pulumi_mlops.data.columns import TableFormat
from pulumi_mlops.data.queries import QueryWorkgroupSettings
from pulumi_mlops.data.settings import DataPipelineSettings
from pulumi_mlops.data.sources import KEPT
from pulumi_mlops.storage.bucket import BucketSettings
from pydantic import Field

from ..model import part

OUTPUTS = (
    "table", "table_uri", "dvc_config", "dvc_remote", "versions_role_arn", "job", "job_role_arn", "state_machine_arn",
    "failed_queue_url",
)  # fmt: skip
"""What the stack's output tells of each data set."""


class DataSetSettings(DataPipelineSettings):
    """A data set, and the data buckets that it lives in and comes from."""

    bucket: str = Field(description="Name of the data bucket that it lives in, one of `data`.")
    from_bucket: str | None = Field(
        None, description="Name of the data bucket that a source of objects is in, one of `data`; none: the same."
    )

    @property
    def read_bucket(self) -> str:
        """Name of the bucket that its objects come from."""
        return self.from_bucket or self.bucket


Path = Sequence[str]


def unfit(
    datasets: Mapping[str, DataSetSettings], data: Mapping[str, BucketSettings], *, on_platform: bool
) -> Iterator[tuple[Path, str]]:
    """What does not fit together: where, and what to do."""
    for name, one in datasets.items():
        for field, bucket in (("bucket", one.bucket), ("from_bucket", one.read_bucket)):
            if bucket not in data:
                yield ("datasets", name, field), f'"{bucket}" must be one of data: {", ".join(data)}'
                return
        if data[one.bucket].retention_days and one.format is not TableFormat.PARQUET:
            text = (
                f"would delete the files of data set {name} under its {one.format} table: leave it out, and give the "
                "data set retention_days"
            )
            yield ("data", one.bucket, "retention_days"), text
        if one.source.jdbc and not on_platform:
            yield ("datasets", name, "source", "jdbc"), "a database is reached from a network: name a platform"


def awaited(datasets: Mapping[str, DataSetSettings]) -> set[str]:
    """Names of the buckets whose new objects start runs."""
    return {one.read_bucket for one in datasets.values() if one.start.new_data}


def expiring(bucket: str, datasets: Mapping[str, DataSetSettings]) -> dict[str, int]:
    """Days until objects of a bucket are deleted, by prefix: the files of its Parquet tables."""
    return {
        f"{KEPT}{part(name)}/table/": one.retention_days
        for name, one in datasets.items()
        if one.bucket == bucket and one.retention_days and one.format is TableFormat.PARQUET
    }


def build_datasets(
    datasets: Mapping[str, DataSetSettings],
    queries: QueryWorkgroupSettings,
    data: Mapping[str, mlops.Bucket],
    links: Mapping[str, Any],
    *,
    disposable: bool,
) -> dict[str, Any]:
    """The catalogue, the workgroup and a pipeline for each; what the stack tells of them comes back."""
    tags, key = links["tags"], links["kms_key_arn"]
    catalog = mlops.DataCatalog("catalog", mlops.DataCatalogArgs(description=None, kms_key_arn=key, tags=tags))
    workgroup = mlops.QueryWorkgroup(
        "queries",
        mlops.QueryWorkgroupArgs.of(
            queries, kms_key_arn=key, bucket=links["artifact_bucket"], disposable=disposable, tags=tags
        ),
    )
    told: dict[str, Any] = {}
    for name, one in datasets.items():
        lives, comes = data[one.bucket], data[one.read_bucket]
        made = mlops.DataPipeline(
            part(name),
            mlops.DataPipelineArgs.of(
                one,
                **{
                    **links,
                    "bucket": lives.bucket,
                    "bucket_arn": lives.arn,
                    "source_bucket": comes.bucket,
                    "source_bucket_arn": comes.arn,
                    "database": catalog.database,
                    "security_configuration": catalog.security_configuration,
                },
            ),
        )
        told[name] = {output: getattr(made, output) for output in OUTPUTS}
    return {"database": catalog.database, "workgroup": workgroup.workgroup, "sets": told}
