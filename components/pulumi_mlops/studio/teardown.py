"""Teardown: two functions that a destroy calls, before the domain goes and after it. Otherwise they do nothing.

SageMaker refuses to delete a domain with apps, spaces or profiles, and people make those without asking the stack. It
deletes the home file system where it is told to, but leaves the two security groups that opened it, which keep the VPC.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pulumi
import pulumi_aws as aws

from ..access.role import ExecutionRole, ExecutionRoleArgs, wearing
from ..access.statements import Statement, statement, write_logs
from ..args import LOGS_KEPT, Arn, Input, KmsKeyArn
from ..component import Component
from ..documents import as_json
from ..naming import physical_name

CODE = Path(__file__).with_name("sweep.py")
NAME_LIMIT = 64
"""https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html"""

LISTINGS = (
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "elasticfilesystem:DescribeFileSystems",
    "sagemaker:ListDomains",
)
"""None takes a resource when it lists."""
Handler = Literal["apps", "groups"]


class Teardown:
    """The two calls, as children of a Studio. `active`: the Studio is disposable; else the roles hold no such right."""

    def __init__(
        self,
        studio: Component,
        name: str,
        kms_key_arn: Input[KmsKeyArn],
        permissions_boundary: Input[Arn] | None,
        *,
        active: bool,
    ) -> None:
        self.studio, self.name, self.active = studio, name, active
        self.key, self.boundary = kms_key_arn, permissions_boundary
        self.code = pulumi.AssetArchive({"sweep.py": pulumi.FileAsset(str(CODE))})

    def groups(self, vpc_id: Input[str]) -> pulumi.Resource:
        """What must be there before the domain, so that it goes after it."""
        account = self.studio.account
        inside = {"ArnEquals": {"ec2:Vpc": account.arn("ec2", "vpc/", vpc_id)}}
        return self._call(
            "groups",
            {"vpc": vpc_id},
            [
                statement(LISTINGS, ["*"]),
                statement(
                    ["ec2:DeleteSecurityGroup", "ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"],
                    [account.arn("ec2", "security-group/*")],
                    when=inside,
                ),
            ],
            [],
        )

    def apps(self, domain: aws.sagemaker.Domain, after: Sequence[pulumi.Resource]) -> pulumi.Resource:
        """What is made after everything in the domain, so that it goes before it."""
        account = self.studio.account
        return self._call(
            "apps",
            {"domain": domain.id},
            [
                statement(["sagemaker:ListApps", "sagemaker:ListSpaces", "sagemaker:ListUserProfiles"], ["*"]),
                statement(
                    ["sagemaker:DeleteApp", "sagemaker:DeleteSpace", "sagemaker:DeleteUserProfile"],
                    [account.arn("sagemaker", kind, "/", domain.id, "/*") for kind in ("app", "space", "user-profile")],
                ),
            ],
            after,
        )

    def _call(
        self,
        handler: Handler,
        told: dict[str, Input[str]],
        statements: list[Statement],
        after: Sequence[pulumi.Resource],
    ) -> pulumi.Resource:
        studio, account, name = self.studio, self.studio.account, f"{self.name}-{handler}"
        function_name = physical_name(f"{name}-sweep", NAME_LIMIT)
        log_group = f"/aws/lambda/{function_name}"
        logs = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name=log_group,
            retention_in_days=LOGS_KEPT,
            kms_key_id=self.key,
            tags=studio.tags,
            opts=studio.child,
        )
        logs_arn = account.arn("logs", "log-group:", log_group)
        role = ExecutionRole(
            f"{name}-sweep",
            ExecutionRoleArgs(
                service="lambda.amazonaws.com",
                statements=[*write_logs(logs_arn), *(statements if self.active else [])],
                permissions_boundary=self.boundary,
                tags=studio.tags,
            ),
            studio.child,
        )
        function = aws.lambda_.Function(
            f"{name}-function",
            name=function_name,
            description=f"Asked when the Studio {self.name} goes: {handler}.",
            runtime="python3.13",
            handler=f"sweep.{handler}",
            code=self.code,
            role=role.arn,
            timeout=900,
            memory_size=256,
            tags=studio.tags,
            opts=wearing(studio, role, depends_on=[logs]),
        )
        return aws.lambda_.Invocation(
            f"{name}-call",
            function_name=function.name,
            lifecycle_scope="CRUD",
            input=as_json({**told, "active": self.active}),
            opts=studio.child_with(depends_on=[function, *after]),
        )
