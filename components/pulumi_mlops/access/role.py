"""ExecutionRole: one job's role, with the statements derived from what the job is given."""

from collections.abc import Sequence
from typing import Any

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..args import Args, Arn, Input
from ..component import Component
from ..naming import physical_name
from .statements import document, from_this_account, statement

ROLE_NAME_LIMIT = 64
"""https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"""


class ExecutionRoleArgs(Args):
    """What an ExecutionRole is made of."""

    service: str = Field(description="The service that assumes the role, for example sagemaker.amazonaws.com.")
    statements: Sequence[dict[str, Any]] = Field(
        min_length=1, description="What the job may do: statements made by `pulumi_mlops.access.statements`."
    )
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the role.")


class ExecutionRole(Component, token="mlops:access:ExecutionRole"):
    """A role that one service may assume, on behalf of this account only, to do just what one job needs."""

    arn: pulumi.Output[str]
    name: pulumi.Output[str]
    ready: aws.iam.RolePolicy
    """What a user of the role depends on: a role without its policy is refused by the services that check it."""

    def __init__(self, name: str, args: ExecutionRoleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        role = aws.iam.Role(
            f"{name}-role",
            name=physical_name(name, ROLE_NAME_LIMIT),
            path="/mlops/",
            assume_role_policy=document([trust(args.service, self.account.id)]),
            permissions_boundary=args.permissions_boundary,
            tags=self.tags,
            opts=self.child,
        )
        self.ready = aws.iam.RolePolicy(
            f"{name}-policy", name="job", role=role.name, policy=document(args.statements), opts=self.child
        )
        self.publish(name=role.name, arn=role.arn)


def trust(service: str, account_id: pulumi.Output[str]) -> dict[str, Any]:
    """The trust statement: this service, for this account."""
    made = statement(["sts:AssumeRole"], [], principal={"Service": service}, when=from_this_account(account_id))
    del made["Resource"]  # a trust policy's resource is the role itself, and IAM refuses one that is named
    return made
