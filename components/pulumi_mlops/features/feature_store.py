"""FeatureStore: what the feature groups of a stack share: who adds features, who puts and reads records, databases."""

from collections.abc import Sequence
from pathlib import Path

import pulumi
from pulumi_aws import cloudwatch, glue, lambda_
from pydantic import Field

from ..access import jobs
from ..access.role import ExecutionRole, ExecutionRoleArgs, make_role, trust, wearing
from ..access.statements import read_with_key, statement, write_logs
from ..args import LOGS_KEPT, AccountId, Args, Arn, Input, KmsKeyArn, Settings
from ..component import Component
from ..naming import physical_name
from .evolution import database_of
from .schema import DatabaseName

CODE = Path(__file__).with_name("grow.py")
NAME_LIMIT = 64
"""https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html"""


def additions_function_of(name: str) -> str:
    """The name of the function of the FeatureStore of that name, which is known before there is one."""
    return physical_name(f"{name}-additions", NAME_LIMIT)


class FeatureStoreSettings(Settings):
    """What a person chooses of a FeatureStore."""

    reader_accounts: Sequence[AccountId] = Field(
        (), description="Other accounts that may read records, by taking the reader's role. They choose who of them."
    )


class FeatureStoreArgs(FeatureStoreSettings, Args):
    """What a FeatureStore is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key of the groups, and of the function's logs.")
    bucket_arn: Input[Arn] = Field(description="ARN of the bucket of the offline stores.")
    databases: Sequence[DatabaseName] = Field((), description="Databases of the groups that have one of their own.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the role.")


class FeatureStore(Component, token="mlops:features:FeatureStore"):
    """What the feature groups of a stack share: a function that adds features and keeps the records, a role for jobs
    that put and read records, a role that other accounts take to read them, and the databases of the history."""

    additions_function: pulumi.Output[str]
    """The name of the function; each group that may grow is handed it."""
    records_role_arn: pulumi.Output[str]
    """For jobs of SageMaker that put and read records."""
    reader_role_arn: pulumi.Output[str] | None
    """For other accounts, which take it; none where none may read."""
    databases: Sequence[pulumi.Output[str]]

    def __init__(self, name: str, args: FeatureStoreArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        function_name = additions_function_of(name)
        log_group = f"/aws/lambda/{function_name}"
        logs = cloudwatch.LogGroup(
            f"{name}-logs",
            name=log_group,
            retention_in_days=LOGS_KEPT,
            kms_key_id=args.kms_key_arn,
            tags=self.tags,
            opts=self.child,
        )
        groups = self.account.arn("sagemaker", f"feature-group/{physical_name('')}-*")
        role = ExecutionRole(
            f"{name}-additions",
            ExecutionRoleArgs(
                service="lambda.amazonaws.com",
                statements=[
                    *write_logs(self.account.arn("logs", "log-group:", log_group)),
                    statement(["sagemaker:DescribeFeatureGroup", "sagemaker:UpdateFeatureGroup"], [groups]),
                ],
                permissions_boundary=args.permissions_boundary,
                tags=self.tags,
            ),
            self.child,
        )
        function = lambda_.Function(
            f"{name}-function",
            name=function_name,
            description="Adds new features to this stack's feature groups.",
            runtime="python3.13",
            handler="grow.handler",
            code=pulumi.AssetArchive({"grow.py": pulumi.FileAsset(str(CODE))}),
            role=role.arn,
            timeout=300,
            tags=self.tags,
            opts=wearing(self, role, depends_on=[logs]),
        )
        databases = [self._database(name, database) for database in args.databases]
        self.publish(
            additions_function=function.name,
            records_role_arn=self._records(name, args, groups),
            reader_role_arn=self._readers(name, args, groups) if args.reader_accounts else None,
            databases=databases,
        )

    def _database(self, name: str, database: str) -> pulumi.Output[str]:
        """A database that no other stack's has the name of."""
        what = "History of feature groups."
        physical = database_of(database)
        made = glue.CatalogDatabase(
            f"{name}-{database}", name=physical, description=what, tags=self.tags, opts=self.child
        )
        return made.name

    def _records(self, name: str, args: FeatureStoreArgs, groups: pulumi.Output[str]) -> pulumi.Output[str]:
        history = jobs.Objects(bucket_arn=args.bucket_arn, prefix="features/")
        job = jobs.FeatureRecords(group_arns=[groups], history=history, kms_key_arns=[args.kms_key_arn])
        role = ExecutionRoleArgs(
            service=job.service,
            statements=job.statements(self.account),
            permissions_boundary=args.permissions_boundary,
            tags=self.tags,
        )
        return ExecutionRole(f"{name}-records", role, self.child).arn

    def _readers(self, name: str, args: FeatureStoreArgs, groups: pulumi.Output[str]) -> pulumi.Output[str]:
        """An online store has no policy that could let another account in, so that account takes a role of ours."""
        roots = [self.account.root_of(account) for account in args.reader_accounts]
        calls = ["sagemaker:BatchGetRecord", "sagemaker:DescribeFeatureGroup", "sagemaker:GetRecord"]
        return make_role(
            self,
            f"{name}-readers",
            trust=[trust(["sts:AssumeRole"], {"AWS": roots})],
            statements=[statement(calls, [groups]), *read_with_key(args.kms_key_arn)],
            boundary=args.permissions_boundary,
        ).arn
