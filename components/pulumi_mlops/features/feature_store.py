"""FeatureStore: what the feature groups of a stack share: the function that adds features to them in place."""

from pathlib import Path

import pulumi
from pulumi_aws import cloudwatch, lambda_
from pydantic import Field

from ..access.role import ExecutionRole, ExecutionRoleArgs, wearing
from ..access.statements import statement, write_logs
from ..args import Args, Arn, Input, KmsKeyArn
from ..component import Component
from ..naming import physical_name

CODE = Path(__file__).with_name("grow.py")
NAME_LIMIT = 64
"""https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html"""


class FeatureStoreArgs(Args):
    """What a FeatureStore is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for the function's logs.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the role.")


class FeatureStore(Component, token="mlops:features:FeatureStore"):
    """What the feature groups of a stack share: a function that adds new features to a group and keeps its records."""

    additions_function: pulumi.Output[str]
    """The name of the function; each group that may grow is handed it."""

    def __init__(self, name: str, args: FeatureStoreArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        function_name = physical_name(f"{name}-additions", NAME_LIMIT)
        log_group = f"/aws/lambda/{function_name}"
        logs = cloudwatch.LogGroup(
            f"{name}-logs",
            name=log_group,
            retention_in_days=30,
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
        self.publish(additions_function=function.name)
