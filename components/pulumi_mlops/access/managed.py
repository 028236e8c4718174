"""Managed policies: a persona's statements, in as many policies of ours as they take, attached to its role.

A job's role has one inline policy. A persona works with every product of a platform, and all inline policies of a role
together hold 10,240 characters: two products. Managed policies hold 6,144 each, and a role takes ten.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

import pulumi
import pulumi_aws as aws

from ..args import Input
from ..component import Component
from ..naming import physical_name
from .role import PATH, of_a_size
from .statements import Statement, document

POLICY_LIMIT = 6144
"""Characters of a managed policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"""
ATTACHED_LIMIT = 10
"""Managed policies of a role; the same page."""
NAME_LIMIT = 128
ARN_SIZE, OTHER_SIZE = 100, 200
"""What is counted for an ARN, and for another value, that is not known yet: the number of policies is the program's to
say before it knows the account. The longest ARN of a product has fewer characters."""


def attach(component: Component, name: str, role: aws.iam.Role, statements: Sequence[Statement]) -> pulumi.Output[str]:
    """The policies, attached to the role; its ARN, known when all are."""
    parts = packed(statements)
    if len(parts) > ATTACHED_LIMIT:
        raise pulumi.RunError(
            f"what role {name} may do takes {len(parts)} policies and IAM attaches {ATTACHED_LIMIT} to a role: "
            "give it fewer products, or make two roles of it"
        )
    attached = [_attached(component, name, number, role, part) for number, part in enumerate(parts, start=1)]
    return pulumi.Output.all(role.arn, *(one.policy_arn for one in attached)).apply(lambda known: known[0])


def _attached(
    component: Component, name: str, number: int, role: aws.iam.Role, statements: Sequence[Statement]
) -> aws.iam.RolePolicyAttachment:
    made = f"{name}-policy-{number}"
    policy = aws.iam.Policy(
        made,
        name=physical_name(f"{name}-{number}", NAME_LIMIT),
        path=PATH,
        description=f"What role {name} may do, part {number}.",
        policy=document(statements).apply(lambda known: of_a_size(f"{number} of role {name}", known, POLICY_LIMIT)),
        tags=component.tags,
        opts=component.child,
    )
    return aws.iam.RolePolicyAttachment(made, role=role.name, policy_arn=policy.arn, opts=component.child)


def packed(statements: Sequence[Statement]) -> list[list[Statement]]:
    """The statements as policies, in their order. One with more resources than there is room for goes on in the next.

    The number follows from the statements alone, not from the account that they are for.
    """
    empty = _size({"Version": "2012-10-17", "Statement": []})
    policies: list[list[Statement]] = [[]]
    used = empty
    for one in merged(statements):
        head = _size({**one, "Resource": []})
        part: Statement | None = None
        for resource in one["Resource"]:
            size = _size(resource, ARN_SIZE) + 1
            if part is None or used + size > POLICY_LIMIT:
                if used + head + size > POLICY_LIMIT and policies[-1]:
                    policies.append([])
                    used = empty
                part = {**one, "Resource": []}
                policies[-1].append(part)
                used += head + 1
            part["Resource"].append(resource)
            used += size
    return policies


def merged(statements: Sequence[Statement]) -> list[Statement]:
    """Statements that differ in their resources only, as one."""
    made: list[tuple[Statement, list[Input[str]]]] = []
    for one in statements:
        rest = {key: value for key, value in one.items() if key != "Resource"}
        resources = next((held for other, held in made if other == rest), None)
        if resources is None:
            resources = []
            made.append((rest, resources))
        resources.extend(more for more in one["Resource"] if more not in resources)
    return [{**rest, "Resource": resources} for rest, resources in made]


def _size(part: Any, unknown: int = OTHER_SIZE) -> int:
    """Characters of the part as JSON; in a list, what is not known yet counts as an ARN."""
    if isinstance(part, pulumi.Output):
        return unknown
    if isinstance(part, Mapping):
        items = cast(Mapping[str, Any], part).items()
        return 2 + sum(_size(key) + _size(value) + 2 for key, value in items)
    if isinstance(part, list | tuple):
        return 2 + sum(_size(one, ARN_SIZE) + 1 for one in cast(Sequence[Any], part))
    return len(json.dumps(part))
