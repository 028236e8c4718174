"""Jobs that make what others use: the feature store's offline copy, tables by Glue, images by CodeBuild."""

from collections.abc import Sequence
from typing import ClassVar, Literal

import pulumi
from pydantic import Field

from ...args import Arn, Input, KmsKeyArn
from ...component import Account
from ..placement import Placement
from ..statements import Statement, below, pull_image, put_metrics, read_secret, statement, use_key, write_logs
from .base import Job, Objects, reading_and_writing


class FeatureStore(Job):
    """The feature store, copying what is put online into the offline store."""

    kind: Literal["feature_store"] = Field(default="feature_store", description="This kind of job.")
    store: Objects = Field(description="Where the offline store is kept.")
    kms_key_arns: Sequence[Input[KmsKeyArn]] = Field(min_length=1, description="Keys of the offline store.")

    def statements(self, account: Account) -> list[Statement]:  # noqa: ARG002 - it is given all that it names
        """Put objects, and see whose bucket it is."""
        bucket = pulumi.Output.from_input(self.store.bucket_arn)
        return [
            # The service hands each object to the bucket's owner, which S3 asks a permission for.
            statement(["s3:PutObject", "s3:PutObjectAcl"], [below(bucket, self.store.prefix)]),
            statement(["s3:GetBucketAcl", "s3:GetBucketLocation"], [bucket]),
            *use_key(*self.kms_key_arns),
        ]


class FeatureRecords(Job):
    """A job that puts records into feature groups, reads them back, and reads the groups' history."""

    kind: Literal["feature_records"] = Field(default="feature_records", description="This kind of job.")
    group_arns: Sequence[Input[Arn]] = Field(min_length=1, description="The groups.")
    history: Objects = Field(description="Where the offline store is kept.")
    kms_key_arns: Sequence[Input[KmsKeyArn]] = Field(min_length=1, description="Keys of both stores.")

    def statements(self, account: Account) -> list[Statement]:  # noqa: ARG002 - it is given all that it names
        """Put, get and delete records, see what a group has, read what it had."""
        calls = ("BatchGetRecord", "DeleteRecord", "DescribeFeatureGroup", "GetRecord", "PutRecord")
        return [
            statement([f"sagemaker:{call}" for call in calls], self.group_arns),
            *self.history.read(),
            *use_key(*self.kms_key_arns),
        ]


class Feast(Job):
    """A job of Feast: it applies definitions, carries history into the online tables, and reads these."""

    kind: Literal["feast"] = Field(default="feast", description="This kind of job.")
    table_arns: Sequence[Input[Arn]] = Field(min_length=1, description="Tables of its online store.")
    registry: Objects = Field(description="Where its registry is kept.")
    history: Objects = Field(description="Where the offline store is kept.")
    kms_key_arns: Sequence[Input[KmsKeyArn]] = Field(min_length=1, description="Keys of all these.")

    def statements(self, account: Account) -> list[Statement]:  # noqa: ARG002 - it is given all that it names
        """Keep the registry, read history, write and read the tables. It makes and deletes none: the stack does."""
        items = ("BatchGetItem", "BatchWriteItem", "GetItem", "PutItem", "UpdateItem", "DescribeTable")
        return [
            *self.registry.read(),
            *self.registry.write(),
            *self.history.read(),
            # It asks first whether the registry's bucket is there, and names no prefix (HeadBucket).
            statement(["s3:ListBucket"], [self.registry.bucket_arn], when={"Null": {"s3:prefix": "true"}}),
            statement([f"dynamodb:{call}" for call in (*items, "ListTagsOfResource")], self.table_arns),
            *use_key(*self.kms_key_arns),
        ]


class Glue(Job):
    """A Glue job or crawler: reads and writes objects, and keeps the tables of some databases."""

    service: ClassVar[str] = "glue.amazonaws.com"

    kind: Literal["glue"] = Field(default="glue", description="This kind of job.")
    reads: Sequence[Objects] = Field(default=(), description="What it reads, its script among them.")
    writes: Sequence[Objects] = Field(default=(), description="What it writes.")
    deletes: Sequence[Objects] = Field(default=(), description="What it may delete, as a table's old rows and files.")
    databases: Sequence[Input[str]] = Field(
        default=(), description="Databases of the Data Catalog whose tables it keeps."
    )
    kms_key_arns: Sequence[Input[KmsKeyArn]] = Field(min_length=1, description="Keys of what it reads and writes.")
    secret_arns: Sequence[Input[Arn]] = Field(default=(), description="Secrets that it reads, as of its sources.")
    connection_names: Sequence[Input[str]] = Field(default=(), description="Glue connections that it uses.")
    network: Placement | None = Field(default=None, description="The network of these connections.")

    def statements(self, account: Account) -> list[Statement]:
        """Read, write, decrypt, keep tables, log, measure, join the network."""
        logs = account.arn("logs", "log-group:/aws-glue/*")
        return [
            *reading_and_writing(self.reads, self.writes),
            *(made for one in self.writes for made in one.find()),
            *(made for one in self.deletes for made in one.delete()),
            *use_key(*self.kms_key_arns),
            *write_logs(logs),
            # A security configuration has the job put the key on its log group.
            statement(["logs:AssociateKmsKey"], [logs]),
            *put_metrics("Glue"),
            *(made for arn in self.secret_arns for made in read_secret(arn)),
            *(self._tables(account) if self.databases else ()),
            *(self._connections(account) if self.connection_names else ()),
            *(self._networked(account, self.network) if self.network else ()),
        ]

    def _networked(self, account: Account, network: Placement) -> list[Statement]:
        """Glue looks for the way to S3 before it starts, and marks its interfaces.

        https://docs.aws.amazon.com/glue/latest/dg/create-service-policy.html
        """
        marked = {"ForAllValues:StringEquals": {"aws:TagKeys": ["aws-glue-service-resource"]}}
        return [
            *network.join(account),
            statement(["ec2:DescribeRouteTables", "ec2:DescribeVpcEndpoints"], ["*"]),
            statement(["ec2:CreateTags"], [account.arn("ec2", "network-interface/*")], when=marked),
        ]

    def _tables(self, account: Account) -> list[Statement]:
        # The catalog checks a table's database and itself as well.
        held = [
            account.arn("glue", f"{what}/", name, rest)
            for name in self.databases
            for what, rest in (("database", ""), ("table", "/*"))
        ]
        actions = [
            *(f"glue:Get{what}" for what in ("Database", "Table", "Tables", "Partition", "Partitions")),
            *(f"glue:{verb}Table" for verb in ("Create", "Update")),
            *(f"glue:Batch{verb}Partition" for verb in ("Get", "Create", "Update")),
            "glue:CreatePartition",
        ]
        return [statement(actions, [account.arn("glue", "catalog"), *held])]

    def _connections(self, account: Account) -> list[Statement]:
        named = [account.arn("glue", "connection/", name) for name in self.connection_names]
        return [statement(["glue:GetConnection"], [account.arn("glue", "catalog"), *named])]


class ImageBuild(Job):
    """A CodeBuild project that builds an image and pushes it to one repository."""

    service: ClassVar[str] = "codebuild.amazonaws.com"

    kind: Literal["image_build"] = Field(default="image_build", description="This kind of job.")
    project_name: Input[str] = Field(description="Name of the project, which its log group is named after.")
    source: Objects = Field(description="What it builds from: the Dockerfile or environment file, zipped.")
    repository_arn: Input[Arn] = Field(description="ECR repository that it pushes to.")
    base_repository_arns: Sequence[Input[Arn]] = Field(default=(), description="ECR repositories of base images.")
    kms_key_arns: Sequence[Input[KmsKeyArn]] = Field(min_length=1, description="Keys of source and repository.")
    network: Placement | None = Field(default=None, description="Where it builds; none: CodeBuild's own network.")

    def statements(self, account: Account) -> list[Statement]:
        """Fetch the source, pull bases, push the image, take away what the scan refuses, log, join the network."""
        group = account.arn("logs", "log-group:/aws/codebuild/", self.project_name)
        push = [f"ecr:{call}" for call in ("CompleteLayerUpload", "InitiateLayerUpload", "PutImage", "UploadLayerPart")]
        judge = ["ecr:BatchDeleteImage", "ecr:DescribeImageScanFindings", "ecr:DescribeImages"]
        return [
            *self.source.read(),
            *use_key(*self.kms_key_arns),
            *pull_image(self.repository_arn, *self.base_repository_arns),
            statement([*push, *judge], [self.repository_arn]),
            *write_logs(group),
            *(self.network.join(account) if self.network else ()),
        ]
