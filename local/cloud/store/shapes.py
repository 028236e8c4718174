"""Shapes: look into botocore's shapes, whose stubs tell less than the classes have."""

from typing import Any, TypeAlias

Shape: TypeAlias = Any
"""A shape of moto's facade over botocore's model."""


def members(shape: Shape | None) -> dict[str, Shape]:
    """The members of a structure by name; none of anything else."""
    return {} if shape is None else getattr(shape, "members", {})


def required(shape: Shape | None) -> list[str]:
    return [] if shape is None else list(shape.required_members)


def is_list(shape: Shape) -> bool:
    return shape.type_name == "list"


def is_structure(shape: Shape) -> bool:
    return shape.type_name == "structure"


def fits(shape: Shape, value: object, types: dict[str, tuple[type, ...]]) -> bool:
    """Whether the value is of one of the types that stand for the shape's; a boolean is no number."""
    wanted = types.get(str(shape.type_name), (object,))
    return isinstance(value, wanted) and not (isinstance(value, bool) and bool not in wanted and object not in wanted)
