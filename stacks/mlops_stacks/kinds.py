"""The kinds of spec: the model that each is held against, and what is built from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from .model import Deployment, Spec

PRODUCT, PLATFORM = "product", "platform"
KINDS = (PRODUCT, PLATFORM)
"""By the key that names the spec, which is the package of its model and build, too."""


@dataclass(frozen=True)
class Kind:
    """One kind of spec."""

    model: type[Spec]
    build: Callable[[Deployment[Any]], dict[str, Any]]


def kind(head: str) -> Kind:
    """A kind by its key. Only this one is imported: what both need of pulumi-aws takes twice as long."""
    return import_module(f".{head}", __package__).KIND


def kind_of(keys: Mapping[str, Any]) -> Kind:
    """The kind that a document's keys mean. A product may name a platform, a platform never a product."""
    return kind(PLATFORM if PLATFORM in keys and PRODUCT not in keys else PRODUCT)
