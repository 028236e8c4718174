"""The table: one row a resource type, one file an AWS service. Adding a type is a row here and a line in its test."""

import importlib
import pkgutil
from typing import Any

from local.providers.aws.row import Row

SERVICES: tuple[Any, ...] = tuple(
    importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)
)
ROWS: dict[str, Row] = {row.type: row for service in SERVICES for row in service.ROWS}
TOKENS = tuple(sorted(ROWS))


def row_of(token: str) -> Row:
    """The row of a type that has one."""
    return ROWS[token]
