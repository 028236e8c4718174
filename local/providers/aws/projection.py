"""Projection: what the cloud has, said as the program said it."""

from collections.abc import Mapping
from typing import Any

from local.providers.aws import differ
from local.providers.aws.schema import Schema, Type


def projected(schema: Schema, type_: Type, live: Any, wanted: Any) -> Any:
    """The live value, without what AWS adds to objects, and in the order that was asked for. Maps stay whole."""
    nested = schema.fields(type_)
    if nested is not None and isinstance(live, Mapping) and isinstance(wanted, Mapping):
        known = {k: projected(schema, nested.fields.get(k, "any"), live.get(k), v) for k, v in wanted.items()}
        return {k: v for k, v in known.items() if v is not None}
    if isinstance(live, list) and isinstance(wanted, list) and len(live) == len(wanted):
        if all(not isinstance(v, Mapping | list) for v in live) and sorted(map(str, live)) == sorted(map(str, wanted)):
            return wanted
        inner = type_[1] if isinstance(type_, list) else type_
        return [
            projected(schema, inner, a, b) for a, b in zip(_ordered(schema, inner, live, wanted), wanted, strict=True)
        ]
    if live is None and not wanted:
        return wanted  # AWS leaves out what is false, zero or empty.
    return live


def _ordered(schema: Schema, type_: Type, live: list[Any], wanted: list[Any]) -> list[Any]:
    """The live elements in the order that was asked for, when they are all there in another; else as they are."""
    rest = list(live)
    found: list[Any] = []
    for item in wanted:
        match = next((n for n, a in enumerate(rest) if differ.same(projected(schema, type_, a, item), item)), None)
        if match is None:
            return live
        found.append(rest.pop(match))
    return found


def with_hidden(live: Any, wanted: Any, steps: list[str]) -> Any:
    """The live value with what AWS does not show as it was asked for."""
    if isinstance(live, list) and isinstance(wanted, list) and len(live) == len(wanted):
        return [with_hidden(a, b, steps) for a, b in zip(live, wanted, strict=True)]
    if not isinstance(live, Mapping) or not isinstance(wanted, Mapping) or steps[0] not in wanted:
        return live
    inner = wanted[steps[0]]
    return {**live, steps[0]: with_hidden(live.get(steps[0]), inner, steps[1:]) if len(steps) > 1 else inner}
