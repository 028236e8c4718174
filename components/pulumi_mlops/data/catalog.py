"""DataCatalog: the database that tables are found in, and how Glue's jobs encrypt what they leave."""

import pulumi
from pulumi_aws import glue
from pydantic import Field

from ..args import Args, Input, KmsKeyArn, Settings
from ..component import Component
from ..naming import content_name, physical_name


class DataCatalogSettings(Settings):
    """What a person chooses of a DataCatalog."""

    description: str | None = Field(None, max_length=2048, description="What the tables are about.")


class DataCatalogArgs(DataCatalogSettings, Args):
    """What a DataCatalog is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for what jobs write, log and bookmark.")


class DataCatalog(Component, token="mlops:data:DataCatalog"):
    """A database of Glue's Data Catalog, and a security configuration that each of its jobs has."""

    database: pulumi.Output[str]
    security_configuration: pulumi.Output[str]

    def __init__(self, name: str, args: DataCatalogArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        database = glue.CatalogDatabase(
            f"{name}-database",
            name=database_name(name),
            description=args.description,
            tags=self.tags,
            opts=self.child,
        )
        security = glue.SecurityConfiguration(
            f"{name}-security",
            # Glue has no update of it.
            name=content_name(name, {"key": args.kms_key_arn}),
            encryption_configuration={
                "cloudwatch_encryption": {"cloudwatch_encryption_mode": "SSE-KMS", "kms_key_arn": args.kms_key_arn},
                "job_bookmarks_encryption": {
                    "job_bookmarks_encryption_mode": "CSE-KMS",
                    "kms_key_arn": args.kms_key_arn,
                },
                "s3_encryption": {"s3_encryption_mode": "SSE-KMS", "kms_key_arn": args.kms_key_arn},
            },
            opts=self.child,
        )
        self.publish(database=database.name, security_configuration=security.name)


def database_name(name: str) -> str:
    """The physical name as SQL takes it without quotes."""
    return physical_name(name).replace("-", "_")
