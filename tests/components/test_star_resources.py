"""`*` as a resource, anywhere in any policy of any stack: only where the service takes nothing narrower, each with why.

The documents are those that the reference stacks register. A component is held to this list by being in one of STACKS.
A line that nothing needs any more fails, too.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, NamedTuple

import pytest
import roles
import whole
from pulumi_mlops.access.listings import (
    CONFIGURATION,
    GLUE_SECURITY,
    LAKE,
    LOG_DELIVERY,
    METRICS,
    MODELS,
    NETWORKS,
    TRACING,
)
from pulumi_mlops.testing import MockEngine
from whole import ROOT, built

from local.cloud.iam import reference

STACKS: Mapping[str, Callable[[], MockEngine]] = {
    "churn": lambda: made("churn-local", lambda: built(ROOT / "stacks/churn.yaml", "product")),
    "churn in full": whole.product,
    "platform": lambda: made("platform-local", lambda: built(ROOT / "stacks/platform.yaml", "platform")),
    "platform in full": whole.platform,
    "every role of the factory": lambda: made("every-local", roles.make_all),
}

NONE = "no resource can be named: https://docs.aws.amazon.com/service-authorization/latest/reference/"
"""Proven below: AWS's reference gives the action no type of resource."""
STARS: Mapping[str, str] = {
    **dict.fromkeys(
        (*MODELS, *METRICS, *NETWORKS, *CONFIGURATION, *GLUE_SECURITY, *LAKE, *LOG_DELIVERY, *TRACING), NONE
    ),
    "cloudwatch:PutMetricData": f"{NONE}; a condition on cloudwatch:namespace narrows it",
    "cloudwatch:GetMetricWidgetImage": NONE,
    "application-autoscaling:Describe*": NONE,
    **dict.fromkeys(
        ("glue:CreateCrawler", "glue:CreateDataQualityRuleset", "states:ValidateStateMachineDefinition"), NONE
    ),
    "ecr:GetAuthorizationToken": f"{NONE}; it is the login to the registry, and pulls are narrowed",
    "elasticfilesystem:DescribeFileSystems": f"{NONE} when it lists, as it does for what is swept up after Studio",
    **dict.fromkeys([f"sagemaker:List{what}" for what in ("Domains", "Spaces", "UserProfiles")], NONE),
    "cloudformation:GetResource": f"{NONE}; what it looks at takes that service's own permission as well",
    "kms:CreateKey": f"{NONE}; a condition on the request's tags narrows it",
    "kms:TagResource": "asked for with kms:CreateKey, before the key has an ARN; conditions on the tags of request and "
    "key narrow it: https://docs.aws.amazon.com/kms/latest/developerguide/tag-permissions.html",
}
"""Allowed actions, each with the reason the service gives."""
OF_RESOURCES: Mapping[str, str] = {
    "aws:ec2/vpcEndpoint:VpcEndpoint": "an endpoint is of one service, and * is what is reached through it; conditions "
    "say whose: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
    "aws:kms/key:Key": "in a key's policy * is the key: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
}
"""Types whose policies belong to one resource, where `*` is that resource."""


class Found(NamedTuple):
    """An action that some statement gives on `*`."""

    stack: str
    where: str
    type: str
    effect: str
    action: str


def made(stack: str, program: Callable[[], Any]) -> MockEngine:
    engine = MockEngine(stack=stack)
    engine.build(program)
    return engine


def statements(value: Any) -> Iterator[dict[str, Any]]:
    """The statements of every policy document in there, as text or not, at any depth."""
    if isinstance(value, str) and value.lstrip().startswith("{"):
        try:
            value = json.loads(value)
        except ValueError:
            return
    if isinstance(value, list):
        for one in value:
            yield from statements(one)
    elif isinstance(value, dict):
        held = value.get("Statement")
        if held is not None:
            yield from held if isinstance(held, list) else [held]
        else:
            for one in value.values():
                yield from statements(one)


def listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


@cache
def registered(stack: str) -> list[Any]:
    return STACKS[stack]().registered


@cache
def stars() -> frozenset[Found]:
    return frozenset(
        Found(stack, made.name, made.typ, statement["Effect"], action)
        for stack in STACKS
        for made in registered(stack)
        for statement in statements(dict(made.inputs))
        if "*" in listed(statement.get("Resource", [])) or "NotResource" in statement
        for action in listed(statement.get("Action", "NotAction"))
    )


def test_every_star_stands_in_the_list_with_its_reason():
    bare = [
        found for found in sorted(stars())
        if found.effect == "Allow" and found.type not in OF_RESOURCES
        and not any(fnmatchcase(found.action, listed) for listed in STARS)
    ]  # fmt: skip
    assert bare == []


def test_no_line_of_the_list_is_there_in_vain():
    actions = {found.action for found in stars() if found.effect == "Allow" and found.type not in OF_RESOURCES}
    assert sorted(set(STARS) - actions) == []
    assert sorted(set(OF_RESOURCES) - {found.type for found in stars()}) == []


@pytest.mark.parametrize("pattern", [pattern for pattern, why in STARS.items() if why.startswith(NONE)])
def test_the_reference_names_no_resource_for_it(pattern):
    service, _, action = pattern.partition(":")
    narrower = [
        name for name in reference._actions(service)
        if fnmatchcase(name, action.lower()) and any(kind.required for kind in reference.resource_types(service, name))
    ]  # fmt: skip
    assert narrower == [], f"{pattern}: these can be narrowed to a resource"


@pytest.mark.parametrize("stack", STACKS)
def test_no_action_is_a_star_and_nothing_is_allowed_by_leaving_out(stack):
    for made in registered(stack):
        for statement in statements(dict(made.inputs)):
            assert "*" not in listed(statement.get("Action", "")), made.name
            assert statement["Effect"] == "Deny" or "NotAction" not in statement, made.name


@pytest.mark.parametrize("stack", STACKS)
def test_no_managed_policy_of_aws_is_attached(stack):
    for made in registered(stack):
        assert "aws:policy/" not in json.dumps(dict(made.inputs), default=str), made.name


@pytest.mark.parametrize("stack", STACKS)
def test_every_role_is_under_the_boundary_and_in_our_path(stack):
    for made in registered(stack):
        if made.typ == "aws:iam/role:Role":
            assert "permissionsBoundary" in made.inputs, made.name
            assert made.inputs["path"] == "/mlops/", made.name
