"""The pack as a whole: every rule is documented, proven by a table, and proof against what a program may send."""

import random
import re
from pathlib import Path
from typing import Any

import pytest
from mlops_policy import rules
from mlops_policy.graph import Resource, Stack
from mlops_policy.kernel import Outcome, Rule, judge_resource, judge_stack
from mlops_policy.pack import Pack, canonical, pack
from mlops_policy.values import UNKNOWN, Secret

from tests.policies.rows import TABLES, Node, tables

TOKEN = r"aws:\w+/\w+:\w+|aws-native:\w+:\w+|kubernetes:[\w./]+:\w+"
RULES = {rule.id: rule for rule in pack().rules}


def test_the_pack_has_at_least_twenty_rules_and_two_of_them_on_the_whole_stack() -> None:
    assert len(RULES) >= 20
    assert len(pack().stack_rules) >= 2


def test_every_rule_has_a_table_and_every_table_a_rule() -> None:
    assert sorted(tables()) == sorted(RULES)


@pytest.mark.parametrize("rule_id", RULES)
def test_a_table_has_a_bad_a_good_an_unknown_and_an_other_row(rule_id: str) -> None:
    assert {row.kind for row in tables()[rule_id]} == {"bad", "good", "unknown", "other"}
    for row in tables()[rule_id]:
        assert bool(row.said) is (row.kind == "bad") or row.kind == "unknown"


ABOUT_ITS_BEING_THERE = {"ecr-not-public", "iam-no-users"}
"""Rules that no property decides."""


@pytest.mark.parametrize("rule_id", sorted({rule.id for rule in RULES.values() if not rule.of_stack}))
def test_what_is_not_known_is_never_passed_in_silence_but_where_to_be_set_is_enough(rule_id: str) -> None:
    rows = tables()[rule_id]
    silent = not any(row.said for row in rows if row.kind == "unknown")
    asks_to_be_set = all(
        line.endswith(" is not set.") or "no security group" in line
        for row in rows
        if row.kind == "bad"
        for line in row.said
    )
    assert not silent or asks_to_be_set or rule_id in ABOUT_ITS_BEING_THERE


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_is_documented(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.id)
    assert rule.description[0].isupper()
    assert rule.description.endswith(".")
    assert rule.fix[0].isupper()
    assert rule.fix.endswith(".")
    assert rule.url.startswith("https://")
    assert rule.controls
    assert all(re.fullmatch(TOKEN, token) for token in rule.resources)
    assert all("default" in schema and "type" in schema for schema in rule.settings.values())


def test_adding_a_rule_touches_its_file_and_its_table() -> None:
    files = {path.stem for path in Path(rules.__path__[0]).glob("*.py")} - {"__init__"}
    assert {f"test_{name}" for name in files} == {path.stem for path in TABLES.glob("test_*.py")}


@pytest.mark.parametrize(
    ("token", "asked"),
    [
        ("aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket"),
        ("aws:s3/bucketVersioningV2:BucketVersioningV2", "aws:s3/bucketVersioning:BucketVersioning"),
        ("aws:s3/bucket:Bucket", "aws:s3/bucket:Bucket"),
        ("aws:apigatewayv2/apiV2:ApiV2", "aws:apigatewayv2/apiV2:ApiV2"),
    ],
)
def test_the_older_names_of_s3_resources_are_judged_as_the_newer(token: str, asked: str) -> None:
    assert canonical(token) == asked


def test_a_type_is_asked_only_its_own_rules() -> None:
    assert {rule.id for rule in pack().rules_for("aws:sagemaker/domain:Domain")} >= {
        "required-tags",
        "domain-vpc-only",
    }
    assert pack().rules_for("aws:s3/bucketObject:BucketObject") == []
    assert Pack("none", []).rules_for("aws:s3/bucket:Bucket") == []


WORDS = ["Statement", "Effect", "Action", "Resource", "Principal", "bucket", "rules", "containers", "tags", "Steps"]
ROUNDS = 100
"""Of three resources each, for every rule."""
CANARY = "canary-value-of-a-property"


def anything(chance: random.Random, depth: int = 0) -> Any:
    """Some value: known, unknown, secret, or of a shape that no schema allows."""
    leaves = [None, True, False, 0, -1, 3.5, "", "{", "[]", CANARY, Secret(CANARY), UNKNOWN, [], {}]
    if depth > 3 or chance.random() < 0.5:
        return chance.choice(leaves)
    if chance.random() < 0.5:
        return [anything(chance, depth + 1) for _ in range(chance.randrange(3))]
    return {chance.choice(WORDS): anything(chance, depth + 1) for _ in range(chance.randrange(4))}


def read_by(rule: Rule) -> list[str]:
    """The names of properties in the rule's table, so that made-up properties meet it."""
    return sorted({name for row in tables()[rule.id] for name in names(row.subject)})


def names(value: Any) -> set[str]:
    """Every key in a value, or in a stack's nodes."""
    match value:
        case dict():
            return set(value).union(*(names(member) for member in value.values()))
        case list() | tuple():
            return set().union(*(names(member) for member in value))
        case Node():
            return names(value.props)
        case _:
            return set()


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_no_property_makes_a_rule_raise_or_repeat_its_value(rule: Rule) -> None:
    chance = random.Random(rule.id)  # noqa: S311, made-up properties
    names = read_by(rule)
    for _ in range(ROUNDS):
        made = [{name: anything(chance) for name in chance.sample(names, min(6, len(names)))} for _ in range(3)]
        if rule.of_stack:
            tokens = ["aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy", *rule.resources]
            nodes = [
                Resource(f"urn:{index}", chance.choice(tokens), f"{index}", lambda props=props: props)
                for index, props in enumerate(made)
            ]
            verdicts = list(judge_stack(rule, Stack(nodes), rule.defaults))
        else:
            verdicts = [one for props in made for one in judge_resource(rule, "urn:it", props, rule.defaults)]
        assert [one.text for one in verdicts if one.outcome is Outcome.BROKEN] == []
        assert [one.text for one in verdicts if CANARY in one.text] == []


def longer_texts(value: Any) -> list[str]:
    """Every text in a value that is long enough to tell."""
    if isinstance(value, dict):
        return [text for member in value.values() for text in longer_texts(member)]
    if isinstance(value, list):
        return [text for member in value for text in longer_texts(member)]
    return [value] if isinstance(value, str) and len(value) > 12 else []


@pytest.mark.parametrize("rule_id", [rule.id for rule in RULES.values() if not rule.of_stack])
def test_the_words_of_a_violation_repeat_no_value(rule_id: str) -> None:
    for row in tables()[rule_id]:
        token, props = row.subject
        for text in longer_texts(props):
            assert all(text not in said for said in row.said), (token, text)
