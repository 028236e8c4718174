"""A product: data, features, training, models and their serving."""

from ..kinds import Kind
from .build import build
from .model import ProductSpec

__all__ = ["KIND", "ProductSpec", "build"]

KIND = Kind(ProductSpec, build)
