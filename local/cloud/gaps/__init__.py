"""Gaps: what moto lacks or mangles, one module a service, each function named after the operation it answers."""

import importlib
import importlib.util


def fill(service: str) -> None:
    """Correct moto's answers for that service (as moto's folder names it), before its first request."""
    if importlib.util.find_spec(f"{__name__}.{service}"):
        importlib.import_module(f"{__name__}.{service}")
