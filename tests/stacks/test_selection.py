"""Which spec a stack's name means."""

from pathlib import Path

import pytest
from mlops_stacks.selection import Selection, select
from mlops_stacks.yaml_lines import SpecError

FOLDER = Path("stacks")


@pytest.mark.parametrize(
    ("stack", "file", "expected"),
    [
        ("churn-dev", None, Selection(FOLDER / "churn.yaml", "dev")),
        ("credit-risk-prod", None, Selection(FOLDER / "credit-risk.yaml", "prod")),
        ("churn-local", "other/spec.yaml", Selection(FOLDER / "other/spec.yaml", "local")),
    ],
)
def test_a_stack_is_named_by_product_and_environment(stack, file, expected):
    assert select(stack, FOLDER, file) == expected


@pytest.mark.parametrize("stack", ["churn", "churn-production", "-dev", "dev"])
def test_another_name_is_refused_with_the_form_it_must_have(stack):
    with pytest.raises(
        SpecError, match=f'stack "{stack}" must be named <product>-<environment>, the last one of local,'
    ):
        select(stack, FOLDER)
