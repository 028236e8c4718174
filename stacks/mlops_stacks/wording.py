"""The words for what is wrong with a value: what it is, and what would be right."""

import difflib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from .model import ENVIRONMENTS, Spec
from .yaml_lines import Path

KINDS = {
    "bool": "true or false",
    "dict": "a mapping of keys",
    "float": "a number",
    "int": "a whole number",
    "list": "a list",
    "mapping": "a mapping of keys",
    "model": "a mapping of keys",
    "string": "text (put it in quotes)",
    "tuple": "a list",
}
BOUNDS = {
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
    "finite_number": ("a finite number", None),
}


def wording(model: type[Spec], kind: str, detail: Mapping[str, Any], path: Path) -> str:
    """The sentence for one pydantic error at a path of the spec."""
    context: Mapping[str, Any] = detail.get("ctx", {})
    given = _short(detail.get("input"))
    family, _, rest = kind.partition("_")
    if kind == "missing":
        return f"is required: {_described(model, path)}"
    if kind == "extra_forbidden":
        return _unknown_key(model, path)
    if kind == "form":
        return f"{given} {context['must']}"
    if kind == "across":
        return str(context["text"])
    if kind in ("enum", "literal_error"):
        return f"{given} must be one of {_listed(context['expected'])}"
    if kind in BOUNDS:
        words, bound = BOUNDS[kind]
        return f"{given} must be {words}{f' {context[bound]}' if bound else ''}"
    if kind in ("too_short", "too_long"):
        words, bound = ("at least", "min_length") if kind == "too_short" else ("at most", "max_length")
        return f"has {context['actual_length']} entries and must have {words} {context[bound]}"
    if kind == "string_too_long":
        return f"{given} must have at most {context['max_length']} characters"
    if rest in ("type", "parsing", "from_float", "attributes_type") and family in KINDS:
        return f"{given} must be {KINDS[family]}"
    return f"{given}: {detail['msg']}"


def _unknown_key(model: type[Spec], path: Path) -> str:
    allowed: list[str] = [*_schema_at(model, path[:-1]).get("properties", {}), *([] if path[1:] else [ENVIRONMENTS])]
    allowed.sort()
    near = difflib.get_close_matches(str(path[-1]), allowed, n=1)
    meant = f'; did you mean "{near[0]}"?' if near else ""
    return f"is not a key here{meant} (there are: {', '.join(allowed)})"


def _described(model: type[Spec], path: Path) -> str:
    return str(_schema_at(model, path).get("description", "it has no default"))


def _listed(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")


def _short(value: Any) -> str:
    text = json.dumps(value, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."


@cache
def spec_schema(model: type[Spec]) -> dict[str, Any]:
    """The JSON Schema of a kind of spec without its environments."""
    return model.model_json_schema()


def _schema_at(model: type[Spec], path: Path) -> Mapping[str, Any]:
    """The part of the JSON Schema that a path of the spec is held against."""
    here: Mapping[str, Any] = spec_schema(model)
    for step in path:
        here = _resolved(model, here)
        below = (
            here.get("properties", {}).get(step)
            or next(iter(here.get("patternProperties", {}).values()), None)
            or here.get("additionalProperties")
            or here.get("items")
        )
        here = below if isinstance(below, Mapping) else {}
    described = {"description": here["description"]} if "description" in here else {}
    return {**_resolved(model, here), **described}


def _resolved(model: type[Spec], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a reference, also through "this or null"."""
    for choice in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        if choice.get("type") != "null":
            return _resolved(model, choice)
    if "$ref" in schema:
        return _resolved(model, spec_schema(model)["$defs"][schema["$ref"].rsplit("/", 1)[-1]])
    return schema
