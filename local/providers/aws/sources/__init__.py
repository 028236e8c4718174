"""Sources: the data sources of pulumi-aws that are one read of AWS each, as a table, one file an AWS service."""

import importlib
import pkgutil
from typing import Any

from local.providers.aws.sources.source import Source

SERVICES: tuple[Any, ...] = tuple(
    importlib.import_module(f"{__name__}.{module.name}")
    for module in pkgutil.iter_modules(__path__)
    if module.name != "source"
)
SOURCES: dict[str, Source] = {source.type: source for service in SERVICES for source in service.SOURCES}
