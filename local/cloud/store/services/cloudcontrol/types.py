"""Types: what CloudFormation's schema of a type tells, and which API operations serve it."""

import importlib.util
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from botocore.session import Session

from local.cloud.store import grammar, models, plans
from local.cloud.store.kinds import Kind
from local.cloud.store.protocol import RefusalError
from local.cloud.store.shapes import members

# moto brings cfn-lint, whose data are the schemas that CloudFormation publishes. The package itself is not imported.
_SCHEMAS = Path(str(importlib.util.find_spec("cfnlint").origin)).parent / "data" / "schemas"  # type: ignore[union-attr]
_REGION = "us-east-1"
"""The schemas are those of this region: it has every type."""
_SERVICES = {
    "aps": "amp",
    "certificatemanager": "acm",
    "kinesisfirehose": "firehose",
    "opensearchservice": "opensearch",
}


@dataclass(frozen=True)
class Type:
    """A resource type. Property names are top-level ones."""

    name: str
    service: str
    kind: Kind
    properties: frozenset[str]
    required: tuple[str, ...]
    identifier: tuple[str, ...]
    read_only: frozenset[str]
    create_only: frozenset[str]
    write_only: frozenset[str]
    operations: dict[str, str]
    """Handler -> the operation that it names."""

    def operation(self, handler: str) -> str:
        """The operation behind a handler; refused where the type has no such handler."""
        if found := self.operations.get(handler):
            return found
        raise RefusalError(
            "UnsupportedActionException", f"Resource type {self.name} does not support {handler.upper()}"
        )


@cache
def find(name: str) -> Type:
    """The type of that name; NotImplementedError where the local cloud has no API that serves it."""
    digest = _index().get(name)
    if digest is None:
        raise RefusalError("TypeNotFoundException", f"The type '{name}' cannot be found.")
    schema = json.loads((_SCHEMAS / "resources" / f"{digest}.json").read_text())
    _, vendor, noun = name.split("::")
    service = _services().get(vendor.lower())
    if service is None:
        raise NotImplementedError(f"no service of botocore is called {vendor}")
    operations = _operations(service, noun)
    kind = plans.kind(service, noun) or Kind(noun)
    if "create" not in operations or "read" not in operations:
        raise NotImplementedError(f"{service} has no create and read of one {noun}")
    return Type(
        name,
        service,
        kind,
        frozenset(schema["properties"]),
        tuple(schema.get("required", ())),
        _names(schema, "primaryIdentifier"),
        frozenset(_names(schema, "readOnlyProperties")),
        frozenset(_names(schema, "createOnlyProperties")),
        frozenset(_names(schema, "writeOnlyProperties")),
        operations,
    )


def _operations(service: str, noun: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, family in grammar.operations(service, noun).items():
        found.setdefault(str(family), name)
    return found


def key_members(kind: Type, handler: str) -> list[str]:
    """The members that name the object in the operation behind a handler."""
    shape = models.service_model(kind.service).operation_model(kind.operation(handler)).input_shape
    required = [] if shape is None else list(shape.required_members)
    own = {kind.kind.fact(name) for name in kind.identifier}
    optional = [name for name in members(shape) if name not in required and kind.kind.fact(name) in own]
    return required + optional


def _names(schema: dict[str, Any], part: str) -> tuple[str, ...]:
    """The top-level properties of a list of JSON pointers; of those inside others, nothing."""
    paths = [str(path).split("/")[2:] for path in schema.get(part, ())]
    return tuple(path[0] for path in paths if len(path) == 1)


@cache
def _index() -> dict[str, str]:
    return json.loads((_SCHEMAS / "providers" / f"{_REGION}.json").read_text())


@cache
def _services() -> dict[str, str]:
    return {name.replace("-", ""): name for name in Session().get_available_services()} | _SERVICES
