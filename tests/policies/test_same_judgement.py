"""A program in another language is judged the same: every row of every table, through an exported state.

The engine's way is what the tables themselves go. A state of Pulumi YAML holds a document as text, one of TypeScript
may hold it as an object; both are judged without an engine.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from mlops_policy.evaluation import Evaluator, Standing
from mlops_policy.kernel import Level
from mlops_policy.pack import Pack, pack
from mlops_policy.report import judge
from mlops_policy.state import declared
from mlops_policy.values import UNKNOWN
from pulumi import AssetArchive

from tests.policies.rows import SECRET, SIGNATURE, UNKNOWN_ON_THE_WIRE, Node, Row, tables
from tests.policies.states import deployment, resource

TODAY = date(2026, 11, 21)
OWN_WORDS = ("is not valid JSON", "is no JSON")
"""What a rule says of a text that is no document, which no object can be."""


def as_text(value: Any) -> Any:
    """As Pulumi YAML's state has it."""
    match value:
        case dict() if value.get(SIGNATURE) == SECRET:
            return {SIGNATURE: SECRET, "plaintext": json.dumps(value["value"])}
        case dict():
            return {key: as_text(member) for key, member in value.items()}
        case list():
            return [as_text(member) for member in value]
        case AssetArchive():
            return {SIGNATURE: "0def7320c3a5731c473e5ecbe6d01bc7", "assets": {}}
        case _:
            return UNKNOWN_ON_THE_WIRE if value is UNKNOWN else value


def as_object(value: Any) -> Any:
    """As TypeScript's state has it: a document that is handed on as an object."""
    match value:
        case dict() if value.get(SIGNATURE) == SECRET:
            return as_text(value)
        case dict():
            return {key: as_object(member) for key, member in value.items()}
        case list():
            return [as_object(member) for member in value]
        case str() if value.startswith("{"):
            try:
                return json.loads(value)
            except ValueError:
                return value
        case _:
            return as_text(value)


def state(row: Row, written: Callable[[Any], Any]) -> str:
    """The resources of a row as `pulumi stack export` writes them."""
    nodes = row.subject if row.subject and isinstance(row.subject[0], Node) else [Node(*row_of_one(row), {})]
    tokens = {one.name: one.token for one in nodes}
    return deployment(
        *(
            resource(
                one.token,
                one.name,
                written(one.props),
                protect=one.protected,
                propertyDependencies={
                    key: [resource(tokens[name], name, {})["urn"] for name in names]
                    for key, names in one.depends.items()
                },
            )
            for one in nodes
        )
    )


def row_of_one(row: Row) -> tuple[str, str, dict[str, Any]]:
    token, props = row.subject
    return token, "it", props


def said(rule_id: str, row: Row, written: Callable[[Any], Any]) -> tuple[str, ...]:
    """What the rule says is wrong, then what it could not assess."""
    rule = pack()[rule_id]
    evaluator = Evaluator(Pack("one", [rule]), {rule_id: Standing(Level.MANDATORY, rule.defaults)})
    report = judge(evaluator, declared(json.loads(state(row, written)), "state"), "state", (), TODAY)
    name = "{0}: " if rule.of_stack else ""
    violated = [
        name.format(one.urn.split("::")[-1]) + line for one in report.violations for line in one.text.split("\n")[:-2]
    ]
    return (*violated, *(one.text for one in report.unassessed))


@pytest.mark.parametrize("rule_id", tables())
@pytest.mark.parametrize("written", [as_text, as_object])
def test_every_row_says_the_same_through_an_exported_state(rule_id: str, written: Callable[[Any], Any]) -> None:
    for row in tables()[rule_id]:
        if written is as_text or not any(words in text for text in row.said for words in OWN_WORDS):
            assert sorted(said(rule_id, row, written)) == sorted(row.said), row.subject
