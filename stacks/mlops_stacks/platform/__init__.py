"""A platform: what the products of one environment share."""

from .build import build
from .model import PlatformSpec

__all__ = ["PlatformSpec", "build"]
