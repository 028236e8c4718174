"""Requests: what each step asks for, and what it reads of another's answer, held against the service's own model."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast

from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, ServiceModel, Shape, StringShape, StructureShape

from .problem import Problem
from .reading import IN_STEPS, Step, expressions, function_of, steps

CALLS: Mapping[str, tuple[str, str, frozenset[str]]] = {
    "Processing": ("CreateProcessingJob", "DescribeProcessingJob", frozenset({"ProcessingJobName"})),
    "Training": ("CreateTrainingJob", "DescribeTrainingJob", frozenset({"TrainingJobName"})),
    "Tuning": (
        "CreateHyperParameterTuningJob", "DescribeHyperParameterTuningJob", frozenset({"HyperParameterTuningJobName"}),
    ),
    "Transform": ("CreateTransformJob", "DescribeTransformJob", frozenset({"TransformJobName"})),
    "Model": ("CreateModel", "DescribeModel", frozenset({"ModelName"})),
    "RegisterModel": ("CreateModelPackage", "DescribeModelPackage", frozenset()),
    "EndpointConfig": ("CreateEndpointConfig", "DescribeEndpointConfig", frozenset({"EndpointConfigName"})),
}  # fmt: skip
"""By type of step: what it calls, what its properties are the answer of, and what SageMaker fills in itself."""
KINDS: Mapping[str, tuple[tuple[type, ...], str, str]] = {
    "string": ((str,), "text", "String"),
    "integer": ((int,), "a whole number", "Integer"),
    "long": ((int,), "a whole number", "Integer"),
    "float": ((int, float), "a number", "Float"),
    "double": ((int, float), "a number", "Float"),
    "boolean": ((bool,), "true or false", "Boolean"),
}
"""By type of a shape: what Python has, its words, and the type of parameter that fits."""


@cache
def _service() -> ServiceModel:
    return ServiceModel(Loader().load_service_model("sagemaker", "service-2"))


def in_requests(definition: Mapping[str, Any]) -> list[Problem]:
    """What the service would refuse in the steps' requests, and properties that no answer has."""
    parameters = {one["Name"]: one["Type"] for one in definition.get("Parameters") or []}
    known = {step.name: step for step in steps(definition)}
    found: list[Problem] = []
    for step in known.values():
        if step.type in CALLS:
            call, _, filled = CALLS[step.type]
            shape = cast(StructureShape, _service().operation_model(call).input_shape)
            walk = _Walk(parameters, filled)
            found += [Problem(step.name, where, text) for where, text in walk.of(step.arguments, shape, "Arguments")]
        found += [Problem(step.name, where, text) for where, text in _of_properties(step, known)]
    return found


class _Walk:
    """A request beside its shape."""

    def __init__(self, parameters: Mapping[str, str], filled: frozenset[str]) -> None:
        self.parameters = parameters
        self.filled = filled

    def of(self, value: Any, shape: Shape, where: str) -> Iterator[tuple[str, str]]:
        """What is wrong with a value, and with what it holds."""
        function = function_of(value)
        if function:
            yield from self._of_expression(function, value[function], shape, where)
        elif isinstance(shape, StructureShape):
            yield from self._of_structure(value, shape, where)
        elif isinstance(shape, ListShape):
            yield from self._of_list(value, shape, where)
        elif isinstance(shape, MapShape):
            yield from self._of_map(value, shape, where)
        else:
            yield from _of_scalar(value, shape, where)

    def _of_expression(self, function: str, argument: Any, shape: Shape, where: str) -> Iterator[tuple[str, str]]:
        wanted = KINDS.get(shape.type_name)
        if wanted is None:
            yield where, "takes no single reference: name each part of it"
        elif function == "Std:Join" and wanted[2] != "String":
            yield where, f"must be {wanted[1]}; Std:Join makes text"
        elif function == "Get" and str(argument).startswith("Parameters."):
            given = self.parameters.get(str(argument).removeprefix("Parameters."))
            fits = (wanted[2], "Integer") if wanted[2] == "Float" else (wanted[2],)
            if given is not None and given not in fits:
                yield where, f"must be {wanted[1]}, and {argument} is {given}: make the parameter {wanted[2]}"

    def _of_structure(self, value: Any, shape: StructureShape, where: str) -> Iterator[tuple[str, str]]:
        if not isinstance(value, Mapping):
            yield where, f"must be an object ({shape.name})"
            return
        value = cast(Mapping[str, Any], value)
        for key in sorted(set(value) - set(shape.members)):
            near = next((name for name in shape.members if name.lower() == key.lower()), None)
            yield f"{where}.{key}", f"is not known{f'; {near} is meant' if near else ''}: take it out or correct it"
        for key in shape.required_members:
            if key not in value and not (where == "Arguments" and key in self.filled):
                yield f"{where}.{key}", "is missing and required"
        for key, inner in value.items():
            if key in shape.members and inner is not None:
                yield from self.of(inner, shape.members[key], f"{where}.{key}")

    def _of_list(self, value: Any, shape: ListShape, where: str) -> Iterator[tuple[str, str]]:
        if not isinstance(value, list):
            yield where, "must be a list"
            return
        value = cast(list[Any], value)
        yield from _of_size(len(value), shape, where, "of them")
        for place, inner in enumerate(value):
            yield from self.of(inner, shape.member, f"{where}[{place}]")

    def _of_map(self, value: Any, shape: MapShape, where: str) -> Iterator[tuple[str, str]]:
        if not isinstance(value, Mapping):
            yield where, "must be an object"
            return
        value = cast(Mapping[str, Any], value)
        yield from _of_size(len(value), shape, where, "of them")
        for key, inner in value.items():
            yield from self.of(inner, shape.value, f"{where}.{key}")


def _of_scalar(value: Any, shape: Shape, where: str) -> Iterator[tuple[str, str]]:
    if shape.type_name not in KINDS:
        return
    types, words, _ = KINDS[shape.type_name]
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        yield where, f"{value!r} must be {words}"
    elif isinstance(shape, StringShape):
        yield from _of_text(str(value), shape, where)
    else:
        yield from _of_size(value, shape, where, "")


def _of_text(value: str, shape: StringShape, where: str) -> Iterator[tuple[str, str]]:
    if shape.enum and value not in shape.enum:
        shown = ", ".join(shape.enum[:8]) + (", ..." if len(shape.enum) > 8 else "")
        yield where, f"{value!r} is none of {shown}"
        return
    yield from _of_size(len(value), shape, where, "characters")
    pattern = _pattern(str(shape.metadata.get("pattern", "")))
    if pattern and not pattern.fullmatch(value):
        yield where, f"{value!r} must be of the form {pattern.pattern}"


@cache
def _pattern(text: str) -> re.Pattern[str] | None:
    """The form of a text. Java's classes (\\p) and anchors within are not Python's: those are not looked at."""
    if not text or "\\p" in text:
        return None
    try:
        return re.compile(text, re.DOTALL)
    except re.error:
        return None


def _of_size(size: float, shape: Shape, where: str, of: str) -> Iterator[tuple[str, str]]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if (least is not None and size < least) or (most is not None and size > most):
        bounds = f"{least if least is not None else 'any'} to {most if most is not None else 'any'}"
        yield (
            where,
            f"{f'has {size} {of}, and' if of else f'{size}'} must be {f'{bounds} {of}' if of else bounds}".strip(),
        )


def _of_properties(step: Step, known: Mapping[str, Step]) -> Iterator[tuple[str, str]]:
    """References to what a step's answer does not have."""
    for where, function, argument in expressions(step.body):
        match = IN_STEPS.match(argument) if function == "Get" and isinstance(argument, str) else None
        other = known.get(match["step"]) if match else None
        if not match or other is None or other.type not in CALLS:
            continue
        path = match["path"] or ""
        if path.startswith("PropertyFiles."):
            continue
        shape: Shape | None = _service().operation_model(CALLS[other.type][1]).output_shape
        for part in re.findall(r"[A-Za-z0-9_]+|\[[^\]]*\]", path):
            shape = _below(shape, part)
            if shape is None:
                answer = CALLS[other.type][1]
                yield where, f"{argument}: {answer} answers with nothing that is named {part} there"
                break


def _below(shape: Shape | None, part: str) -> Shape | None:
    if part.startswith("["):
        if isinstance(shape, ListShape):
            return shape.member
        return shape.value if isinstance(shape, MapShape) else None
    return shape.members.get(part) if isinstance(shape, StructureShape) else None
