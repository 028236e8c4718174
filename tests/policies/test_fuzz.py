"""A thousand made-up resources in one stack: no rule breaks, and no form of the report shows a secret."""

import random
from datetime import date
from typing import Any

from mlops_policy.evaluation import Evaluator, Standing
from mlops_policy.evidence import FORMS
from mlops_policy.kernel import Level, Outcome
from mlops_policy.pack import pack
from mlops_policy.report import Report, judge
from mlops_policy.state import declared
from mlops_policy.values import UNKNOWN, Secret

from tests.policies.rows import SECRET, SIGNATURE, UNKNOWN_ON_THE_WIRE
from tests.policies.test_pack import CANARY, anything, read_by

PACK = pack()
TODAY = date(2026, 11, 21)


def on_disk(value: Any) -> Any:
    """A value as a state holds it; a text that is marked as a secret is one, sealed or in clear."""
    match value:
        case Secret():
            return {SIGNATURE: SECRET, "plaintext": f'"{CANARY}"'}
        case str() if value == CANARY:
            return {SIGNATURE: SECRET, "ciphertext": CANARY}
        case dict():
            return {key: on_disk(member) for key, member in value.items()}
        case list():
            return [on_disk(member) for member in value]
        case _:
            return UNKNOWN_ON_THE_WIRE if value is UNKNOWN else value


def made_up(count: int) -> list[dict[str, Any]]:
    """Resources of every type that a rule is about, with properties that the rules read."""
    chance = random.Random(7)  # noqa: S311, made-up properties
    pairs = [(rule, token) for rule in PACK.rules for token in rule.resources]
    names = {rule.id: read_by(rule) for rule in PACK.rules}
    listed: list[dict[str, Any]] = []
    for index in range(count):
        rule, token = pairs[index % len(pairs)]
        of_rule = names[rule.id]
        props = {name: on_disk(anything(chance)) for name in chance.sample(of_rule, min(8, len(of_rule)))}
        listed.append({"urn": f"urn:pulumi:dev::proj::{token}::it-{index}", "type": token, "inputs": props})
    return listed


def report() -> Report:
    standings = {rule.id: Standing(Level.MANDATORY, rule.defaults) for rule in PACK.rules}
    resources = declared({"deployment": {"resources": made_up(1000)}}, "made-up")
    return judge(Evaluator(PACK, standings), resources, "made-up", ("every rule",), TODAY)


def test_a_thousand_made_up_resources_break_no_rule_and_no_form_shows_a_secret() -> None:
    found = report()
    assert found.resources == 1000
    assert [one.text for one in found.of(Outcome.BROKEN)] == []
    assert len(found.violations) > 500
    assert len(found.unassessed) > 50
    for name, form in FORMS.items():
        assert CANARY not in form(found), name
