"""IngestionJob: the Glue job that reads a source, cleans and judges its rows, and writes the table."""

from pathlib import Path
from typing import Any, Self

import pulumi
from pulumi_aws import ec2, glue, s3
from pydantic import Field, model_validator

from ..access import jobs
from ..access.job_role import JobRole, JobRoleArgs
from ..access.role import wearing
from ..args import Arn, Input, wrong
from ..component import Component
from ..documents import as_json
from ..naming import content_name, physical_name
from .columns import TableFormat
from .data_set import DataSetArgs, Folders, table_name
from .quality import ruleset

SCRIPT = Path(__file__).with_name("ingest.py")
SCRIPTS = "glue/"
"""Where in the bucket of artifacts scripts are kept."""
GLUE_VERSION = "5.0"
"""Spark 3.5, Delta 3.3, Iceberg 1.7: https://docs.aws.amazon.com/glue/latest/dg/release-notes.html"""


class IngestionJobArgs(DataSetArgs):
    """What an IngestionJob is made of."""

    source_bucket: Input[str] | None = Field(None, description="Bucket of the source's objects; none: its own.")
    source_bucket_arn: Input[Arn] | None = Field(None, description="ARN of that bucket.")
    artifact_bucket: Input[str] = Field(description="Name of the bucket for the job's script.")
    artifact_bucket_arn: Input[Arn] = Field(description="ARN of that bucket.")

    @model_validator(mode="after")
    def _reached(self) -> Self:
        if (self.source_bucket is None) != (self.source_bucket_arn is None):
            raise wrong("must be given together with source_bucket_arn", "source_bucket")
        if self.source.jdbc and self.placement is None:
            text = "is reached from a network: give subnet_ids and security_group_ids (in a spec: platform)"
            raise wrong(text, "source", "jdbc")
        return self

    @model_validator(mode="after")
    def _script_is_there(self) -> Self:
        if self.job.script is not None and not Path(self.job.script).is_file():
            raise wrong(f"{self.job.script} is no file", "job", "script")
        return self


class IngestionJob(Component, token="mlops:data:IngestionJob"):
    """A Spark job of Glue, with what it is to do fixed in it: who starts it cannot lead it elsewhere."""

    job: pulumi.Output[str]
    arn: pulumi.Output[str]
    role_arn: pulumi.Output[str]

    def __init__(self, name: str, args: IngestionJobArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        self.args, self.at = args, Folders(name)
        connection = self._connection(name)
        job_name = physical_name(name)
        role = JobRole(
            f"{name}-ingest",
            JobRoleArgs(
                job=ingestion(args, self.at, [connection.name] if connection else []),
                permissions_boundary=args.permissions_boundary,
                tags=self.tags,
            ),
            self.child,
        )
        script = Path(args.job.script) if args.job.script else SCRIPT
        text = script.read_text(encoding="utf-8")
        code = s3.BucketObjectv2(
            f"{name}-script",
            bucket=args.artifact_bucket,
            # A run that is at work keeps the script that it began with.
            key=content_name(name, text).apply(lambda stem: f"{SCRIPTS}{stem}.py"),
            content=text,
            content_type="text/x-python",
            opts=self.child,
        )
        glue.Job(
            f"{name}-job",
            name=job_name,
            description=f"Brings the data set {table_name(name)} up to date.",
            role_arn=role.arn,
            glue_version=GLUE_VERSION,
            command={
                "name": "glueetl",
                "python_version": "3",
                "script_location": pulumi.Output.concat("s3://", code.bucket, "/", code.key),
            },
            worker_type=args.job.worker_type,
            number_of_workers=args.job.workers,
            timeout=args.job.timeout_minutes,
            # The state machine tries again; two runs at once would write the same rows.
            max_retries=0,
            execution_property={"max_concurrent_runs": 1},
            security_configuration=args.security_configuration,
            connections=[connection.name] if connection else None,
            default_arguments=default_arguments(args, self.at, connection is not None),
            non_overridable_arguments={"--plan": as_json(self._plan(name, connection))},
            tags=self.tags,
            opts=wearing(self, role),
        )
        self.publish(job=job_name, arn=self.account.arn("glue", "job/", job_name), role_arn=role.arn)

    def _plan(self, name: str, connection: glue.Connection | None) -> dict[str, Any]:
        args = self.args
        return {
            "database": args.database,
            "table": table_name(name),
            "table_uri": args.uri(self.at.table.rstrip("/")),
            "verdicts_uri": args.uri(self.at.verdicts.rstrip("/")),
            "source": _source(args, connection.name if connection else None),
            "columns": dict(args.columns),
            "format": args.format.value,
            "write": args.write.value,
            "partition_by": list(args.partition_by),
            "key": list(args.key),
            "clean": args.clean.model_dump(mode="json"),
            "rules": ruleset(args.quality) if args.quality else None,
            "event_time": args.event_time,
            "retention_days": args.retention_days if args.format is not TableFormat.PARQUET else None,
        }

    def _connection(self, name: str) -> glue.Connection | None:
        """The way into the network, and to the database where the source is one. Glue takes one subnet."""
        args = self.args
        placed, jdbc = args.placement, args.source.jdbc
        if placed is None:
            return None
        subnet = pulumi.Output.from_input(placed.subnet_ids).apply(lambda ids: ids[0])
        # By apply: the Output form of the call is unknown at each preview where a stack reference is among its inputs.
        found = subnet.apply(lambda known: ec2.get_subnet(id=known, opts=pulumi.InvokeOptions(parent=self)))
        groups = pulumi.Output.from_input(placed.security_group_ids)
        to_database = {
            "JDBC_CONNECTION_URL": jdbc.url,
            "JDBC_ENFORCE_SSL": "true",
            "SECRET_ID": jdbc.secret_arn,
        } if jdbc else {}  # fmt: skip
        return glue.Connection(
            f"{name}-connection",
            name=physical_name(name),
            connection_type="JDBC" if jdbc else "NETWORK",
            connection_properties=to_database,
            physical_connection_requirements={
                "availability_zone": found.apply(lambda known: known.availability_zone),
                "subnet_id": subnet,
                "security_group_id_lists": groups.apply(lambda ids: [*ids, *(jdbc.security_group_ids if jdbc else ())]),
            },
            tags=self.tags,
            opts=self.child,
        )


def ingestion(args: IngestionJobArgs, at: Folders, connections: list[pulumi.Output[str]]) -> jobs.Glue:
    """What the job is given, from which its role follows."""
    source = []
    if args.source.objects:
        bucket = args.source_bucket_arn if args.source_bucket_arn is not None else args.bucket_arn
        source = [jobs.Objects(bucket_arn=bucket, prefix=args.source.objects.prefix)]
    own, old = args.objects(at.all), args.retention_days and args.format is not TableFormat.PARQUET
    return jobs.Glue(
        reads=[jobs.Objects(bucket_arn=args.artifact_bucket_arn, prefix=SCRIPTS), *source, own],
        writes=[args.objects(folder) for folder in (at.table, at.verdicts, at.scratch)],
        deletes=[args.objects(at.scratch), *([args.objects(at.table)] if old else [])],
        databases=[args.database],
        kms_key_arns=[args.kms_key_arn, *(key for _, key in args.secrets if key is not None)],
        secret_arns=[arn for arn, _ in args.secrets],
        connection_names=connections,
        network=args.placement,
    )


def default_arguments(args: IngestionJobArgs, at: Folders, in_network: bool) -> dict[str, Input[str]]:
    """What Glue is told of the run: https://docs.aws.amazon.com/glue/latest/dg/aws-glue-programming-etl-glue-arguments.html"""
    made: dict[str, Input[str]] = {
        "--TempDir": args.uri(at.scratch),
        "--enable-continuous-cloudwatch-log": "true",
        "--enable-glue-datacatalog": "true",
        "--enable-metrics": "true",
        "--enable-observability-metrics": "true",
        "--job-bookmark-option": "job-bookmark-enable" if args.source.objects else "job-bookmark-disable",
        "--run": "by-hand",
    }
    if in_network:
        made["--disable-proxy-v2"] = "true"
    if args.format is not TableFormat.PARQUET:
        made["--datalake-formats"] = args.format.value
        made["--conf"] = _spark(args, at)
    return made


def _spark(args: IngestionJobArgs, at: Folders) -> Input[str]:
    """Spark's settings of the format, as Glue's one argument takes them: joined by --conf."""
    if args.format is TableFormat.DELTA:
        extension, catalog = (
            "io.delta.sql.DeltaSparkSessionExtension",
            "org.apache.spark.sql.delta.catalog.DeltaCatalog",
        )
        return f"spark.sql.extensions={extension} --conf spark.sql.catalog.spark_catalog={catalog}"
    prefix = " --conf spark.sql.catalog.glue_catalog"
    return pulumi.Output.concat(
        "spark.sql.extensions=org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
        f"{prefix}=org.apache.iceberg.spark.SparkCatalog",
        f"{prefix}.catalog-impl=org.apache.iceberg.aws.glue.GlueCatalog",
        f"{prefix}.io-impl=org.apache.iceberg.aws.s3.S3FileIO",
        f"{prefix}.warehouse=",
        args.uri(at.table),
    )


def _source(args: IngestionJobArgs, connection: Input[str] | None) -> dict[str, Any]:
    source = args.source
    if source.objects:
        bucket = args.source_bucket if args.source_bucket is not None else args.bucket
        uri = pulumi.Output.concat("s3://", bucket, "/", source.objects.prefix)
        return {"kind": "objects", "uri": uri, "format": source.objects.format}
    if source.jdbc:
        engine = source.jdbc.url.split(":")[1]
        return {"kind": "jdbc", "connection": connection, "engine": engine, "table": source.jdbc.table}
    remote = source.remote
    return {"kind": "http", **(remote.model_dump(mode="json", exclude={"secret_kms_key_arn"}) if remote else {})}
