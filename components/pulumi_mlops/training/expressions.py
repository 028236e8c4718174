"""Expressions of a definition: what a run fills in."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from pulumi import Output

Json = dict[str, Any]
EXECUTION: Json = {"Get": "Execution.PipelineExecutionId"}
RUN: Json = {"Get": "Execution.PipelineExecutionArn"}


def parameter(name: str) -> Json:
    """A parameter of the pipeline."""
    return {"Get": f"Parameters.{name}"}


def join(*parts: Any) -> Json:
    """The service's string concatenation, kept flat: a join of joins is one join."""
    values: list[Any] = []
    for part in parts:
        inner = part.get("Std:Join") if isinstance(part, dict) else None
        values += inner["Values"] if inner else [part]
    return {"Std:Join": {"On": "", "Values": values}}


def output_of(step: str, output: str) -> Json:
    """Where a processing step put an output."""
    return {"Get": f"Steps.{step}.ProcessingOutputConfig.Outputs['{output}'].S3Output.S3Uri"}


def text_of(document: Mapping[str, Any]) -> Json:
    """A document as JSON text in which expressions and Outputs stand, each within quotes."""
    held: list[Any] = []
    text = json.dumps(_with_marks(document, held), sort_keys=True)
    parts = re.split("\x00([0-9]+)\x00", text.replace("\\u0000", "\x00"))
    return join(*(held[int(part)] if place % 2 else part for place, part in enumerate(parts) if part))


def _with_marks(part: Any, held: list[Any]) -> Any:
    if isinstance(part, Output) or (isinstance(part, dict) and set(cast(Json, part)) in ({"Get"}, {"Std:Join"})):
        held.append(part)
        return f"\x00{len(held) - 1}\x00"
    if isinstance(part, Mapping):
        return {key: _with_marks(value, held) for key, value in cast(Mapping[str, Any], part).items()}
    if isinstance(part, Sequence) and not isinstance(part, str):
        return [_with_marks(value, held) for value in part]
    return part
