"""A platform: what the products of one environment share."""

from ..kinds import Kind
from .build import build
from .model import PlatformSpec

__all__ = ["KIND", "PlatformSpec", "build"]

KIND = Kind(PlatformSpec, build)
