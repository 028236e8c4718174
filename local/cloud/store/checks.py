"""Checks: hold a request against the service's model as AWS does, and say everything that is wrong at once."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

from moto.core.model import OperationModel

from local.cloud.store.protocol import RefusalError
from local.cloud.store.shapes import Shape, fits, members, required

_TYPES: dict[str, tuple[type, ...]] = {
    "structure": (dict,),
    "map": (dict,),
    "list": (list,),
    "string": (str,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
    "boolean": (bool,),
    "timestamp": (datetime,),
    "blob": (bytes, str),
}
_INVALID = (
    "ValidationException",
    "ValidationError",
    "InvalidParameterException",
    "InvalidParameterValueException",
    "InvalidInputException",
    "InvalidRequestException",
    "BadRequestException",
    "InvalidArgumentException",
    "InvalidArgument",
)
# Shapes of which the model's pattern is older than what AWS takes: malware protection plans have tags, too.
_OUTDATED = {"GuardDutyArn"}


def check(operation: OperationModel, params: dict[str, Any]) -> None:
    """Raise the service's validation error with every fault that the model sees in the parameters."""
    if operation.input_shape is None:
        return
    faults = list(_faults(operation.input_shape, params, ""))
    if faults:
        count = f"{len(faults)} validation error{'s' if len(faults) > 1 else ''} detected: "
        raise invalid(operation, count + "; ".join(faults))


def invalid(operation: OperationModel, message: str) -> RefusalError:
    """The service's error for input that cannot be."""
    fallback = "ValidationError" if operation.service_model.protocol in ("query", "ec2") else "ValidationException"
    known = {shape.name for shape in operation.error_shapes}
    every = {shape.name for shape in operation.service_model.error_shapes}
    code = next((name for names in (known, every) for name in _INVALID if name in names), fallback)
    return RefusalError(code, message, reason="FIELD_VALIDATION_FAILED" if code == "ValidationException" else None)


def _faults(shape: Shape, value: Any, path: str) -> Iterator[str]:
    kind = str(shape.type_name)
    wanted = _TYPES.get(kind)
    if getattr(shape, "is_document_type", False) or wanted is None:
        return
    if not fits(shape, value, _TYPES):
        yield _fault(value, path, f"Member must be of type {kind}")
        return
    yield from _bounds(shape, value, path)
    match kind:
        case "structure":
            yield from _members(shape, value, path)
        case "list":
            for number, each in enumerate(value, 1):
                yield from _faults(shape.member, each, f"{path}.{number}.member")
        case "map":
            for key, each in value.items():
                yield from _faults(shape.key, key, f"{path}.key")
                yield from _faults(shape.value, each, f"{path}.{key}.member")
        case "string":
            yield from _text(shape, value, path)
        case _:
            pass


def _members(shape: Shape, value: dict[str, Any], path: str) -> Iterator[str]:
    for name in required(shape):
        if value.get(name) is None:
            yield _fault(None, _join(path, name), "Member must not be null")
    for name, each in value.items():
        if name in members(shape) and each is not None:
            yield from _faults(members(shape)[name], each, _join(path, name))


def _bounds(shape: Shape, value: Any, path: str) -> Iterator[str]:
    what, size = ("value", value) if isinstance(value, int | float) else ("length", None)
    if isinstance(value, str | bytes | list | dict):
        size = len(value)  # pyright: ignore[reportUnknownArgumentType]
    if size is None or isinstance(value, bool):
        return
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least:
        yield _fault(value, path, f"Member must have {what} greater than or equal to {least}")
    if most is not None and size > most:
        yield _fault(value, path, f"Member must have {what} less than or equal to {most}")


def _text(shape: Shape, value: str, path: str) -> Iterator[str]:
    allowed: list[str] = shape.metadata.get("enum", [])
    if allowed and value not in allowed:
        yield _fault(value, path, f"Member must satisfy enum value set: [{', '.join(allowed)}]")
    pattern = shape.metadata.get("pattern")
    if pattern and shape.name not in _OUTDATED and (compiled := _compiled(pattern)) and not compiled.fullmatch(value):
        yield _fault(value, path, f"Member must satisfy regular expression pattern: {pattern}")


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """The pattern; None where Python does not know its syntax."""
    try:
        return re.compile(pattern)
    except re.error:
        return None


def _join(path: str, name: str) -> str:
    name = name[:1].lower() + name[1:]
    return f"{path}.{name}" if path else name


def _fault(value: Any, path: str, constraint: str) -> str:
    told = "null" if value is None else f"'{value}'"
    return f"Value {told} at '{path}' failed to satisfy constraint: {constraint}"
