"""Which options there are, and which of them a spec uses."""

import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

Option = tuple[str, str]
"""The class that declares a field, and the field."""


def options(model: type[BaseModel]) -> set[Option]:
    """Every field of the model, and of the models that it is made of."""
    return {_option(one, name) for one in _models(model, set()) for name in one.model_fields}


def used(value: Any) -> set[Option]:
    """The fields that a person wrote, at any depth."""
    if isinstance(value, BaseModel):
        inner = (getattr(value, name) for name in type(value).model_fields)
        return {_option(type(value), name) for name in value.model_fields_set}.union(*map(used, inner))
    if isinstance(value, Mapping):
        return set().union(*map(used, value.values()))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return set().union(*map(used, value))
    return set()


def _option(model: type[BaseModel], name: str) -> Option:
    """A field that is inherited is one option, wherever it is inherited."""
    declared = next(one for one in reversed(model.__mro__) if name in getattr(one, "__annotations__", {}))
    return declared.__name__, name


def _models(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    if model not in seen:
        seen.add(model)
        for field in model.model_fields.values():
            for one in _within(field.annotation):
                _models(one, seen)
    return seen


def _within(kind: Any) -> Iterator[type[BaseModel]]:
    """The models in an annotation, at any depth."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for part in typing.get_args(kind):
        yield from _within(part)
