"""DataSet: a table in the catalogue, its quality rules, the versions of its files, and who may query it."""

from typing import Any

import pulumi
from pulumi_aws import glue, lakeformation
from pydantic import Field

from ..access import jobs
from ..access.job_role import JobRole, JobRoleArgs
from ..access.placement import PlacedArgs
from ..access.role import wearing
from ..args import Arn, Input, KmsKeyArn
from ..component import Component
from ..naming import physical_name
from .columns import TableFormat
from .quality import ruleset
from .settings import DataPipelineSettings, Grant
from .sources import KEPT
from .tables import KEPT_BY_ENGINE, crawled, dvc_config, table


class DataSetArgs(DataPipelineSettings, PlacedArgs):
    """What a DataSet is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key of the bucket.")
    bucket: Input[str] = Field(description="Name of the bucket that it lives in.")
    bucket_arn: Input[Arn] = Field(description="ARN of that bucket.")
    database: Input[str] = Field(description="Database of the Data Catalog, as of a DataCatalog.")
    security_configuration: Input[str] = Field(description="Security configuration of Glue, as of a DataCatalog.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the roles.")

    def objects(self, folder: str) -> jobs.Objects:
        """The objects of one of its folders."""
        return jobs.Objects(bucket_arn=self.bucket_arn, prefix=folder)

    def uri(self, folder: str) -> pulumi.Output[str]:
        """Where one of its folders is."""
        return pulumi.Output.concat("s3://", self.bucket, "/", folder)


class DataSet(Component, token="mlops:data:DataSet"):
    """A data set: one folder of a bucket with the table, its versions, and what jobs say of its quality."""

    table: str
    """Its name in the catalogue."""
    table_uri: pulumi.Output[str]
    dvc_remote: pulumi.Output[str]
    dvc_config: pulumi.Output[str]
    """What `.dvc/config` of a repository says that keeps the data set's files."""
    versions_role_arn: pulumi.Output[str]
    """Of notebooks and jobs of SageMaker that push and pull versions and read the table."""
    crawler: pulumi.Output[str] | None

    def __init__(self, name: str, args: DataSetArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        self.args = args
        at = Folders(name)
        location = args.uri(at.table)
        made = None if args.is_crawled else self._table(name, location)
        if args.quality and made is not None:
            glue.DataQualityRuleset(
                f"{name}-rules",
                name=physical_name(name),
                description=f"What rows of {table_name(name)} must be like.",
                ruleset=ruleset(args.quality),
                target_table={"database_name": args.database, "table_name": made.name},
                tags=self.tags,
                opts=self.child,
            )
        crawler = self._crawler(name, location, at) if args.is_crawled else None
        if args.grants and made is not None:
            self._grant(name, at, made)
        versions = self._role(
            f"{name}-versions",
            jobs.DataVersions(
                versions=args.objects(at.versions),
                table=args.objects(at.table),
                kms_key_arns=[args.kms_key_arn],
                network=args.placement,
            ),
        )
        remote = args.uri(at.versions.rstrip("/"))
        self.publish(
            table=f"{table_name(name)}{'_table' if args.is_crawled else ''}",
            table_uri=args.uri(at.table.rstrip("/")),
            dvc_remote=remote,
            dvc_config=dvc_config(name, remote, self.account.region, args.kms_key_arn),
            versions_role_arn=versions.arn,
            crawler=crawler.name if crawler else None,
        )

    def _role(self, name: str, job: Any) -> JobRole:
        boundary = self.args.permissions_boundary
        return JobRole(name, JobRoleArgs(job=job, permissions_boundary=boundary, tags=self.tags), self.child)

    def _table(self, name: str, location: pulumi.Output[str]) -> glue.CatalogTable:
        by_engine = self.args.format is TableFormat.ICEBERG
        return glue.CatalogTable(
            f"{name}-table",
            name=table_name(name),
            database_name=self.args.database,
            **table(self.args, location),
            opts=self.child_with(ignore_changes=list(KEPT_BY_ENGINE)) if by_engine else self.child,
        )

    def _crawler(self, name: str, location: pulumi.Output[str], at: "Folders") -> glue.Crawler:
        args = self.args
        role = self._role(
            f"{name}-crawler",
            jobs.Glue(
                reads=[args.objects(at.table)],
                databases=[args.database],
                kms_key_arns=[args.kms_key_arn],
            ),
        )
        return glue.Crawler(
            f"{name}-crawler",
            name=physical_name(name),
            database_name=args.database,
            role=role.arn,
            # A crawler names the table after this and its folder: customers_table.
            table_prefix=f"{table_name(name)}_",
            security_configuration=args.security_configuration,
            schema_change_policy={"update_behavior": "UPDATE_IN_DATABASE", "delete_behavior": "LOG"},
            **crawled(args, location),
            tags=self.tags,
            opts=wearing(self, role),
        )

    def _grant(self, name: str, at: "Folders", made: glue.CatalogTable) -> None:
        """Lake Formation hands the files to those who were granted them; for everyone else IAM decides as before."""
        args = self.args
        role = self._role(f"{name}-lake", jobs.DataLake(table=args.objects(at.table), kms_key_arns=[args.kms_key_arn]))
        location = lakeformation.Resource(
            f"{name}-location",
            arn=pulumi.Output.concat(args.bucket_arn, "/", at.table.rstrip("/")),
            role_arn=role.arn,
            hybrid_access_enabled=True,
            opts=wearing(self, role),
        )
        for number, grant in enumerate(args.grants):
            lakeformation.Permissions(
                f"{name}-grant-{number}",
                principal=grant.principal,
                **_granted(grant, args.database, made.name),
                opts=self.child_with(depends_on=[location]),
            )


class Folders:
    """Where a data set keeps what is its own: all below `datasets/<name>/`."""

    def __init__(self, name: str) -> None:
        self.all = f"{KEPT}{name}/"
        self.table, self.versions = f"{self.all}table/", f"{self.all}dvc/"
        self.verdicts, self.scratch = f"{self.all}quality/", f"{self.all}tmp/"


def table_name(name: str) -> str:
    """A data set's name as SQL takes it without quotes."""
    return name.replace("-", "_")


def _granted(grant: Grant, database: Input[str], table: Input[str]) -> dict[str, Any]:
    if not grant.columns:
        return {"permissions": ["DESCRIBE", "SELECT"], "table": {"database_name": database, "name": table}}
    only = {"database_name": database, "name": table, "column_names": list(grant.columns)}
    return {"permissions": ["SELECT"], "table_with_columns": only}
