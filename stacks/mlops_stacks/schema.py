"""The JSON Schema of a spec, for editors: `python -m mlops_stacks.schema product` prints it."""

import json
import sys
from typing import Any

from .kinds import kind
from .model import ENVIRONMENTS, Environment, Spec
from .wording import spec_schema


def schema(model: type[Spec]) -> dict[str, Any]:
    """The schema of a whole spec file of one kind. An environment's values are a spec of which nothing is required."""
    whole = spec_schema(model)
    overlay = _optional({name: value for name, value in whole.items() if name != "$defs"})
    overlay["title"] = "Overlay"
    environments = {
        "type": "object",
        "description": "Values that differ by environment.",
        "additionalProperties": False,
        "properties": {name.value: {"$ref": "#/$defs/Overlay"} for name in Environment},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **whole,
        "properties": {**whole["properties"], ENVIRONMENTS: environments},
        "$defs": {
            **whole["$defs"],
            "Overlay": overlay,
            **{f"Overlay{name}": _optional(value) for name, value in whole["$defs"].items()},
        },
    }


def _optional(part: Any) -> Any:
    """The same schema without `required`, at any depth."""
    if isinstance(part, dict):
        return {
            key: value.replace("#/$defs/", "#/$defs/Overlay") if key == "$ref" else _optional(value)
            for key, value in part.items()
            if key != "required"
        }
    return [_optional(item) for item in part] if isinstance(part, list) else part


if __name__ == "__main__":
    print(json.dumps(schema(kind(sys.argv[1]).model), indent=2))
