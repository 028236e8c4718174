"""The page of rules in docs/ is what the rules say."""

from pathlib import Path

import pytest
import yaml
from mlops_policy.controls import source
from mlops_policy.pack import pack
from mlops_policy.reference import markdown

from tests.policies.examples import examples, pair, program
from tests.policies.rows import judge, tables

RULES = {rule.id: rule for rule in pack().rules}
TABLES = tables()
EXAMPLES = examples(TABLES)
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rules.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text() == markdown(RULES.values(), EXAMPLES), "run: make docs"


def test_every_rule_is_in_the_table_and_has_a_section() -> None:
    page = markdown(RULES.values(), EXAMPLES)
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == sorted(RULES)
    assert sum(line.startswith("| [") for line in page.splitlines()) == len(RULES)


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_refuses_its_example_before_the_change_and_passes_it_after(rule_id: str) -> None:
    refused, passed = pair(TABLES[rule_id])
    assert judge(rule_id, refused)
    assert judge(rule_id, passed) == ()
    lines = EXAMPLES[rule_id].splitlines()
    for row, left_out in ((refused, "+"), (passed, "-")):
        shown = "\n".join(line[2:] for line in lines if not line.startswith(left_out))
        assert yaml.safe_load(shown) == program(row)


@pytest.mark.parametrize(
    ("rule_id", "framework", "said_by"),
    [
        ("model-isolation", "nist-800-53-r5", "aws"),
        ("model-isolation", "hipaa", "aws"),
        ("model-isolation", "soc-2", "project"),
        ("model-isolation", "eu-ai-act", "project"),
        ("pipeline-gate", "nist-800-53-r5", "project"),
    ],
)
def test_a_control_says_whether_aws_maps_it_or_we_do(rule_id: str, framework: str, said_by: str) -> None:
    rule = RULES[rule_id]
    assert {source(control, rule.peers) for control in rule.controls if control.framework == framework} == {said_by}
