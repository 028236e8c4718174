"""The page of rules in docs/ is what the rules say."""

from pathlib import Path

import pytest
from mlops_policy.controls import source
from mlops_policy.pack import pack
from mlops_policy.reference import markdown

RULES = {rule.id: rule for rule in pack().rules}
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rules.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text() == markdown(RULES.values()), (
        "run: python -m mlops_policy.reference > docs/reference/rules.md"
    )


def test_every_rule_is_in_the_table_and_has_a_section() -> None:
    page = markdown(RULES.values())
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == sorted(RULES)
    assert sum(line.startswith("| [") for line in page.splitlines()) == len(RULES)


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
