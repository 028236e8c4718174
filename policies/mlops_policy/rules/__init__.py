"""The rules, one file a service. A new file in this folder is found by itself."""

import pkgutil
from importlib import import_module

from ..kernel import RULES

__all__ = ["RULES"]

for _module in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
