"""Codec: both directions of one property, and the directions that do nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Codec:
    """Both directions of one property."""

    to_aws: Callable[[Any, Mapping[str, Any]], Any]
    from_aws: Callable[[Any, Mapping[str, Any]], Any]
    meaning: Callable[[Any], Any] | None = None
    """What is the same of two values that mean the same, where AWS may answer in another form."""


def nothing(value: Any, env: Mapping[str, Any]) -> None:
    """What AWS returns says nothing of this property."""


def same(value: Any, env: Mapping[str, Any]) -> Any:  # noqa: ARG001
    """AWS and the program write this the same way."""
    return value
