"""The JSON Schema for editors is current, and agrees with the loader."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from jsonschema.exceptions import best_match
from mlops_stacks.schema import schema
from specs import GOOD

STACKS = Path(__file__).parents[2] / "stacks"


def errors(text: str) -> list[str]:
    checker = jsonschema.Draft202012Validator(schema())
    found = [best_match([error]) for error in checker.iter_errors(yaml.safe_load(text))]
    return [error.json_path for error in found]


def test_the_file_beside_the_specs_is_current():
    assert json.loads((STACKS / "spec.schema.json").read_text()) == schema(), "run `make docs`"


@pytest.mark.parametrize("text", [GOOD, (STACKS / "churn.yaml").read_text()], ids=["good", "churn"])
def test_a_right_spec_has_no_error(text):
    assert errors(text) == []


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("product: churn\n", "", "$"),
        ("ml.m5.large", "m5.large", "$.endpoint.instance.type"),
        ("{max: 12}", "{maximum: 12}", "$.environments.prod.endpoint.instance"),
        ("{max: 12}", "{max: 0}", "$.environments.prod.endpoint.instance.max"),
        ("  prod:", "  production:", "$.environments"),
    ],
)
def test_an_editor_shows_a_wrong_spec(old, new, path):
    assert errors(GOOD.replace(old, new)) == [path]
