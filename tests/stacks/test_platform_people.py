"""Personas of a platform with many products: what each may do fits into policies that IAM takes."""

import json
from itertools import product as pairs
from typing import Any

import pulumi
import pulumi_mlops as mlops
import pytest
import whole
from pulumi_mlops.access.managed import ATTACHED_LIMIT, POLICY_LIMIT, attach, packed
from pulumi_mlops.access.role import bare_role
from pulumi_mlops.access.statements import statement
from pulumi_mlops.testing import MockEngine

PRODUCTS = ["churn", *(f"credit-risk-model-{number:02d}" for number in range(1, 12))]
"""Twelve, with names as long as they may be but one."""
ROLES = "[arn:aws:iam::123456789012:role/people]"
PERSONAS = f"""
tracking: {{}}
access:
  personas:
    data_scientist: {{products: PRODUCTS, data: [raw, curated], taken_by: {{roles: {ROLES}}}}}
    ml_engineer: {{products: PRODUCTS, data: [raw, curated], taken_by: {{roles: {ROLES}}}}}
    reviewer: {{products: PRODUCTS, taken_by: {{roles: {ROLES}}}}}
    auditor: {{products: PRODUCTS, taken_by: {{roles: {ROLES}}}}}
    ci: {{products: PRODUCTS, taken_by: {{roles: {ROLES}}}}}
"""


def platform(tmp_path: Any, products: list[str]) -> MockEngine:
    text = (whole.ROOT / "stacks" / "platform.yaml").read_text()
    spec = tmp_path / "platform.yaml"
    personas = PERSONAS.replace("PRODUCTS", f"[{', '.join(products)}]")
    spec.write_text(text.replace("\nenvironments:", f"{personas}\nenvironments:"))
    engine = MockEngine(stack="platform-local")
    engine.build(lambda: whole.built(spec, "platform"))
    return engine


def given(engine: MockEngine) -> dict[str, list[str]]:
    """The policies of each persona's role, by the role."""
    texts = {one["name"]: one["policy"] for one in engine.all("aws:iam/policy:Policy")}
    roles: dict[str, list[str]] = {}
    for one in engine.all("aws:iam/rolePolicyAttachment:RolePolicyAttachment"):
        roles.setdefault(one["role"], []).append(texts[one["policyArn"].rpartition(":")[2].rpartition("/")[2]])
    return roles


def test_each_persona_may_work_with_twelve_products(tmp_path):
    roles = given(platform(tmp_path, PRODUCTS))
    assert len(roles) == 5
    for name, policies in roles.items():
        assert len(policies) <= ATTACHED_LIMIT, name
        for policy in policies:
            assert len(json.dumps(json.loads(policy), separators=(",", ":"))) <= POLICY_LIMIT, name
        for product in PRODUCTS:
            assert any(f"{product}-local" in policy for policy in policies), (name, product)


def test_the_limit_is_told_with_what_to_do(tmp_path):
    with pytest.raises(
        pulumi.RunError, match=r"data-scientist may do takes \d+ policies and IAM attaches 10 to a role: give"
    ):
        platform(tmp_path, [f"credit-risk-model-{number:02d}" for number in range(30)])


def test_a_role_of_a_persona_has_no_inline_policy_and_none_of_aws(tmp_path):
    engine = platform(tmp_path, ["churn"])
    inline = {one["role"] for one in engine.all("aws:iam/rolePolicy:RolePolicy")}
    assert inline & set(given(engine)) == set()
    paths = {one["path"] for one in engine.all("aws:iam/policy:Policy")}
    assert paths == {"/mlops/"}


def test_nothing_is_lost_and_nothing_added_where_statements_are_spread_over_policies(engine):
    when = {"StringEquals": {"aws:ResourceTag/product": ["churn"]}}
    statements = [
        statement(["s3:GetObject"], [f"arn:aws:s3:::bucket-{number:060d}/*" for number in range(90)]),
        statement(["s3:GetObject"], ["arn:aws:s3:::bucket/*"], when=when),
        statement(["s3:GetObject"], ["arn:aws:s3:::last/*"]),
        statement(["s3:DeleteObject"], ["arn:aws:s3:::bucket/*"], effect="Deny"),
    ]

    def said(all_of: list[dict[str, Any]]) -> set[tuple[str, ...]]:
        return {
            (one["Effect"], action, resource, json.dumps(one.get("Condition")))
            for one in all_of
            for action, resource in pairs(one["Action"], one["Resource"])
        }

    policies = packed(statements)
    assert len(policies) == 2
    assert all(len(json.dumps(one, separators=(",", ":"))) <= POLICY_LIMIT for one in policies)
    assert said([one for policy in policies for one in policy]) == said(statements)
    # One statement for what differs in resources only.
    assert [len(policy) for policy in policies] == [1, 3]


def test_a_policy_that_turns_out_too_long_is_told_with_its_number(engine):
    long = "arn:aws:s3:::" + "x" * 400
    names = [pulumi.Output.from_input(long + str(number)) for number in range(40)]

    def make() -> None:
        parent = mlops.PermissionsBoundary("p", mlops.PermissionsBoundaryArgs())
        attach(parent, "x", bare_role(parent, "x", trust=[], boundary=None), [statement(["s3:GetObject"], names)])

    with pytest.raises(pulumi.RunError, match=r"the policy 1 of role x has \d+ characters and IAM takes 6144"):
        engine.build(make)
