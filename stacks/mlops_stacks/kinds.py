"""The kinds of spec: the model that each is held against, and what is built from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from . import platform, product
from .model import Deployment, Spec


@dataclass(frozen=True)
class Kind:
    """One kind of spec."""

    model: type[Spec]
    build: Callable[[Deployment[Any]], dict[str, Any]]


PRODUCT = Kind(product.ProductSpec, product.build)
PLATFORM = Kind(platform.PlatformSpec, platform.build)
KINDS: Mapping[str, Kind] = {kind.model.head: kind for kind in (PRODUCT, PLATFORM)}
"""By the key that names the spec."""


def kind_of(keys: Mapping[str, Any]) -> Kind:
    """The kind that a document's keys mean. A product may name a platform, a platform never a product."""
    return PLATFORM if PLATFORM.model.head in keys and PRODUCT.model.head not in keys else PRODUCT
