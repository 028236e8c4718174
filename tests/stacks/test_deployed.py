"""What CI may do keeps up with what products have: a type, or a call of one, that is not listed fails here."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

import pulumi_mlops as mlops
import pytest
import whole
import yaml
from mlops_stacks.product import ProductSpec
from moto.core.utils import get_service_model
from pulumi_mlops.access.deployed import SERVICES, TYPES
from pulumi_mlops.access.personas import Persona
from pulumi_mlops.access.trust import TakenBy
from pulumi_mlops.access.workplace import Workplace
from pulumi_mlops.testing import MockEngine

from local.cloud.iam import reference
from local.cloud.iam.actions import actions_of
from local.cloud.iam.call import Call
from local.providers.aws.row import Op
from local.providers.aws.table import ROWS

PREFIXES = {"monitoring": "cloudwatch"}
"""IAM's prefix of a signing name, where it is another."""
NEVER_CALLED = {
    "iam:PutRolePermissionsBoundary",
    "iam:DeleteRolePermissionsBoundary",
    "s3:GetBucketObjectLockConfiguration",
}
"""Calls of rows that a product's resources have no reason for: nobody takes a role's boundary off."""


def registered() -> list[str]:
    """The types of AWS that the fullest product registers."""
    return sorted({one.typ for one in whole.product().registered if one.typ.startswith("aws:")})


def operations(part: Any) -> Iterator[str]:
    """The operations that a row of the local provider calls, at any depth of it."""
    if isinstance(part, Op):
        yield part.name
    elif is_dataclass(part):
        for field in fields(part):
            yield from operations(getattr(part, field.name))
    elif isinstance(part, tuple):
        for one in part:
            yield from operations(one)


def actions(token: str) -> set[str]:
    """The actions that bringing such a resource up, changing it and taking it down asks for."""
    row = ROWS[token]
    signing = get_service_model(row.service).signing_name
    prefix = PREFIXES.get(signing, signing)
    tagged: Any = {"Tags": [{}]} if row.tags and row.tags.create else {}
    found: set[str] = set()
    for name in operations(row):
        found.update(actions_of(Call(None, row.service, prefix, name, tagged if name == row.create.name else {})))  # pyright: ignore[reportArgumentType]
    return {one for one in found if reference.is_action(*one.split(":"))} - NEVER_CALLED


@cache
def policies() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The statements of CI's policy, and of the boundary that it is under."""
    engine = MockEngine(stack="platform-local")

    def make() -> None:
        mlops.PermissionsBoundary("boundary", mlops.PermissionsBoundaryArgs())
        args = mlops.PersonaRoleArgs(
            persona=Persona.CI,
            taken_by=TakenBy(roles=["arn:aws:iam::123456789012:role/ci-server"]),
            workplace=Workplace(stacks=["churn-local"]),
        )
        mlops.PersonaRole("ci", args)

    engine.build(make)
    bounds = json.loads(engine.one("aws:iam/policy:Policy", "boundary-policy")["policy"])["Statement"]
    given = [
        statement
        for kind in ("aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy")
        for policy in engine.all(kind)
        for statement in json.loads(policy["policy"])["Statement"]
        if statement not in bounds
    ]
    return given, bounds


def allows(statements: list[dict[str, Any]], action: str) -> bool:
    return any(
        fnmatchcase(action, pattern) for one in statements if one["Effect"] == "Allow" for pattern in one["Action"]
    )


def test_the_full_spec_has_every_section_that_a_product_may_have():
    """So that what the sections make is looked at here, in the table of stars and in that of roles."""
    given = yaml.safe_load(whole.PRODUCT.read_text())
    by_environment = {"account", "disposable", "promotion", "region"}
    assert sorted(set(ProductSpec.model_fields) - set(given) - by_environment) == []


@pytest.mark.parametrize("token", registered())
def test_ci_may_deploy_each_type_that_a_product_has(token):
    assert token in TYPES, f"write {token} into components/pulumi_mlops/access/deployed.py, as its docstring says"


@pytest.mark.parametrize("token", sorted({*registered(), *TYPES}))
def test_ci_may_call_what_deploying_the_type_calls(token):
    given, bounds = policies()
    lacking = sorted(action for action in actions(token) if not allows(given, action))
    assert lacking == [], f"write these calls into components/pulumi_mlops/access/deployed.py, at {token}"
    bounded = sorted(action for action in actions(token) if not allows(bounds, action))
    assert bounded == [], "the boundary lets nobody do this: see SERVICES and of_roles in access/boundary.py"


@pytest.mark.parametrize("service", SERVICES, ids=[f"{one.service} {one.tagged}" for one in SERVICES])
def test_a_call_that_names_no_resource_is_allowed_on_any_and_no_other_is(service):
    """A policy that names one for it would allow nothing."""
    named = {one for one in service.calls if "*" not in one and not reference.resource_types(*one.split(":"))}
    assert service.where == ("*",) or named == set(), "write them to `elsewhere`, with their line in boundary.py"
    for call in service.elsewhere.get("*", "").split():
        types = reference.resource_types(service.service, call)
        assert not any(one.required for one in types), f"{call} can be narrowed to {[one.name for one in types]}"


@pytest.mark.parametrize("service", SERVICES, ids=[f"{one.service} {one.tagged}" for one in SERVICES])
def test_each_call_is_an_action_that_aws_knows(service):
    given = [
        *service.calls,
        *(f"{service.service}:{one}" for calls in service.elsewhere.values() for one in calls.split()),
    ]
    assert [one for one in given if "*" not in one and not reference.is_action(*one.split(":"))] == []
