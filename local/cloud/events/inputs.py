"""Inputs: what a target is told of an event: all of it, a part, a text of its own, or a template that is filled.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
"""

import json
import re
import time
from collections.abc import Mapping
from typing import Any, cast

from local.cloud.events.happening import Due, Json, stamp

_PLACE = re.compile(r"<([\w.-]+)>")
_STEP = re.compile(r"([\w/-]+)|\[(\d+|\*)\]")
MISSING = object()


class InputError(Exception):
    """What the target would be told is no JSON."""


def told(due: Due) -> str:
    """The text that the target gets."""
    target = due.target
    if (constant := target.get("Input")) is not None:
        return str(constant)
    if path := target.get("InputPath"):
        found = at(due.event, str(path))
        return json.dumps({} if found is MISSING else found)
    if filled := target.get("InputTransformer"):
        return _filled(due, cast(Mapping[str, Any], filled))
    return json.dumps(due.event)


def at(event: Json, path: str) -> Any:
    """What lies at a path as EventBridge has them: `$.detail.object.version-id`, `$.resources[0]`; else MISSING."""
    found: Any = event
    for name, index in _STEP.findall(path.removeprefix("$")):
        if index == "*":
            continue
        try:
            found = found[int(index)] if index else found[name]
        except (LookupError, TypeError):
            return MISSING
    return found


def _filled(due: Due, transformer: Mapping[str, Any]) -> str:
    template = str(transformer["InputTemplate"])
    values: dict[str, Any] = {
        "aws.events.rule-arn": due.rule,
        "aws.events.rule-name": due.rule.rpartition("/")[2],
        "aws.events.event": {name: value for name, value in due.event.items() if name != "detail"},
        "aws.events.event.json": due.event,
        "aws.events.event.ingestion-time": stamp(time.time()),
        **{name: at(due.event, path) for name, path in transformer.get("InputPathsMap", {}).items()},
    }

    def value(place: re.Match[str]) -> str:
        found = values.get(place[1], MISSING)
        found = "" if found is MISSING else found
        whole = json.dumps(found)
        if not _is_inside_a_text(template[: place.start()]):
            return whole
        return whole[1:-1] if isinstance(found, str) else json.dumps(whole)[1:-1]

    text = _PLACE.sub(value, template)
    try:
        json.loads(text, strict=False)
    except ValueError as error:
        raise InputError(f"The template gives no JSON: {text}") from error
    return text


def _is_inside_a_text(before: str) -> bool:
    """Whether a JSON text is open at the end of that."""
    return len(re.findall(r'(?<!\\)(?:\\\\)*"', before)) % 2 == 1
