"""A product: data, features, training, models and their serving."""

from .build import build
from .model import ProductSpec

__all__ = ["ProductSpec", "build"]
