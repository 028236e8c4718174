"""Schema: what a person writes, checked against a JSON schema, with every problem in words.

It knows the few keywords that the schemas of this package use. Importing `jsonschema` would delay every preview.
"""

import operator
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "date": (date,),
}
LIMITS = {"minimum": ("less than", operator.lt), "maximum": ("more than", operator.gt)}


def problems(value: Any, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    """What is wrong with the value, each with where it stands."""
    wanted = schema.get("type")
    if wanted and not of_type(value, wanted):
        yield f"{at}: it must be {article(wanted)}."
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: it must be one of {', '.join(map(str, schema['enum']))}."
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: it must match {schema['pattern']}."
    for keyword, (words, beyond) in LIMITS.items():
        if keyword in schema and beyond(value, schema[keyword]):
            yield f"{at}: it is {words} {schema[keyword]}."
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{at}: it needs {schema['minItems']} or more."
        for index, item in enumerate(value):
            yield from problems(item, schema.get("items", {}), f"{at}[{index}]")
    if isinstance(value, dict):
        yield from _members(value, schema, at)


def _members(value: dict[Any, Any], schema: Mapping[str, Any], at: str) -> Iterator[str]:
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{at}: {name} is missing."
    for name, member in value.items():
        if name in known:
            yield from problems(member, known[name], f"{at}.{name}")
        elif others is False:
            yield f"{at}: {name} is not known; it knows {', '.join(known)}."
        else:
            yield from problems(member, others, f"{at}.{name}")


def of_type(value: Any, wanted: str | list[str]) -> bool:
    """Whether the value is of the type, or of one of the types. A boolean is no number."""
    if isinstance(wanted, list):
        return any(of_type(value, one) for one in wanted)
    return isinstance(value, TYPES[wanted]) and (wanted == "boolean" or not isinstance(value, bool))


def article(wanted: str | list[str]) -> str:
    """`a string`, `an integer or a string`."""
    if isinstance(wanted, list):
        return " or ".join(article(one) for one in wanted)
    return f"{'an' if wanted[0] in 'aio' else 'a'} {wanted}"
