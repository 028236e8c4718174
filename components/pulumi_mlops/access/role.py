"""ExecutionRole: one job's role, with the statements derived from what the job is given."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..args import Args, Arn, Input
from ..component import Component
from ..naming import physical_name
from .statements import Statement, document, from_this_account, statement
from .waiting import until_iam_is_seen

ROLE_NAME_LIMIT = 64
"""https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"""
POLICY_LIMIT = 10240
"""Of all inline policies of a role together; the same page."""
PATH = "/mlops/"
"""The path of every role and policy of this package, so that a policy can mean just these."""
SEND_NO_SOURCE = frozenset(f"{service}.amazonaws.com" for service in ("cloudtrail", "glue", "lakeformation", "s3"))
"""Services whose guides document no aws:SourceAccount in a role's trust: asked for it, they could not take the role."""

TELLS_WHO: Mapping[str, Sequence[str]] = {"sagemaker.amazonaws.com": ["sts:SetSourceIdentity"]}
"""Services that say who they take a role for. Studio does, for persons, and then for the jobs that they start:
https://docs.aws.amazon.com/sagemaker/latest/dg/monitor-user-access-how-to.html
"""


@dataclass(frozen=True)
class Role:
    """A role that is whole: the ARN is known when the policy stands."""

    arn: pulumi.Output[str]
    name: pulumi.Output[str]
    policy: aws.iam.RolePolicy


def make_role(
    component: Component,
    name: str,
    *,
    trust: Sequence[Statement],
    statements: Sequence[Statement],
    boundary: Input[str] | None,
) -> Role:
    """A role of this package's path with one inline policy, as children of the component."""
    role = bare_role(component, name, trust=trust, boundary=boundary)
    text = document(statements).apply(lambda known: of_a_size(f"of role {name}", known, POLICY_LIMIT))
    policy = aws.iam.RolePolicy(f"{name}-policy", name="job", role=role.name, policy=text, opts=component.child)
    # The ARN comes by the policy: who is handed the role waits until it may do its job.
    arn = pulumi.Output.all(role.arn, policy.name).apply(lambda known: known[0])
    return Role(arn=arn, name=role.name, policy=policy)


def bare_role(
    component: Component, name: str, *, trust: Sequence[Statement], boundary: Input[str] | None, **more: Any
) -> aws.iam.Role:
    """A role of this package's path that may do nothing yet, as a child of the component."""
    return aws.iam.Role(
        f"{name}-role",
        name=physical_name(name, ROLE_NAME_LIMIT),
        path=PATH,
        assume_role_policy=document(trust),
        permissions_boundary=boundary,
        tags=component.tags,
        **more,
        opts=component.child,
    )


def of_a_size(name: str, policy: str, limit: int) -> str:
    """The policy, if IAM takes it. It does not count white space."""
    size = len(json.dumps(json.loads(policy), separators=(",", ":")))
    if size > limit:
        raise pulumi.RunError(
            f"the policy {name} has {size} characters and IAM takes {limit}: "
            "give the role fewer resources, or make two roles of it"
        )
    return policy


class ExecutionRoleArgs(Args):
    """What an ExecutionRole is made of."""

    service: str = Field(description="The service that assumes the role, for example sagemaker.amazonaws.com.")
    statements: Sequence[dict[str, Any]] = Field(
        min_length=1, description="What the job may do: statements made by `pulumi_mlops.access.statements`."
    )
    permissions_boundary: Input[Arn] | None = Field(default=None, description="Policy that bounds the role.")


class ExecutionRole(Component, token="mlops:access:ExecutionRole"):
    """A role that one service may assume, on behalf of this account only, to do just what one job needs."""

    arn: pulumi.Output[str]
    name: pulumi.Output[str]
    ready: aws.iam.RolePolicy
    """The role's policy, for who names the role and does not take its ARN."""

    def __init__(self, name: str, args: ExecutionRoleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        self.make(name, args.service, args.statements, args.permissions_boundary)

    def make(self, name: str, service: str, statements: Sequence[Statement], boundary: Input[str] | None) -> None:
        """The role itself, with its one policy."""
        trusted = [service_trust(service, self.account.id)]
        made = make_role(self, name, trust=trusted, statements=statements, boundary=boundary)
        self.ready = made.policy
        self.publish(name=made.name, arn=made.arn)


def wearing(component: Component, *roles: ExecutionRole, **options: Any) -> pulumi.ResourceOptions:
    """Options of a child that is handed roles: it waits for their policies, and until its service sees them."""
    waits: Mapping[str, Any] = {"depends_on": [*options.pop("depends_on", ()), *(role.ready for role in roles)]}
    return component.child_with(hooks=until_iam_is_seen(), **waits, **options)


def service_trust(service: str, account_id: pulumi.Output[str]) -> Statement:
    """The trust statement: this service, for this account."""
    source = None if service in SEND_NO_SOURCE else from_this_account(account_id)
    return trust(["sts:AssumeRole", *TELLS_WHO.get(service, ())], {"Service": service}, source)


def trust(
    actions: Sequence[str], principal: Mapping[str, Any], when: Mapping[str, Mapping[str, Any]] | None = None
) -> Statement:
    """A trust statement: who may take the role, and under which condition."""
    made = statement(actions, [], principal=principal, when=when)
    del made["Resource"]  # a trust policy's resource is the role itself, and IAM refuses one that is named
    return made
