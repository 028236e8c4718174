"""The JSON Schema for editors is current, and agrees with the loader."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from jsonschema.exceptions import best_match
from mlops_stacks.kinds import KINDS, kind, kind_of
from mlops_stacks.schema import schema
from specs import GOOD

STACKS = Path(__file__).parents[2] / "stacks"


def errors(text: str) -> list[str]:
    document = yaml.safe_load(text)
    checker = jsonschema.Draft202012Validator(schema(kind_of(document).model))
    found = [best_match([error]) for error in checker.iter_errors(document)]
    return [error.json_path for error in found]


@pytest.mark.parametrize("head", KINDS)
def test_the_file_beside_the_specs_is_current(head):
    assert json.loads((STACKS / f"{head}.schema.json").read_text()) == schema(kind(head).model), "run `make docs`"


@pytest.mark.parametrize("text", [GOOD, *((STACKS / f"{name}.yaml").read_text() for name in ("churn", "platform"))])
def test_a_right_spec_has_no_error(text):
    assert errors(text) == []


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("owner: retention-team\n", "", "$"),
        ("ml.m5.large", "m5.large", "$.endpoint.instance.type"),
        ("{max: 12}", "{maximum: 12}", "$.environments.prod.endpoint.instance"),
        ("{max: 12}", "{max: 0}", "$.environments.prod.endpoint.instance.max"),
        ("  prod:", "  production:", "$.environments"),
    ],
)
def test_an_editor_shows_a_wrong_spec(old, new, path):
    assert errors(GOOD.replace(old, new)) == [path]
