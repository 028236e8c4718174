"""Schema: what pulumi-aws promises of a resource type. The files in `schemas/` are written by `sdk.py`."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "schemas"

Type = Any
"""A scalar name ("str", "int", "float", "bool", "json", "any"), ["list", T], ["map", T], or "#Name"."""


@dataclass(frozen=True)
class Nested:
    """The fields of a nested object."""

    fields: Mapping[str, Type]
    required: frozenset[str]


@dataclass(frozen=True)
class Schema:
    """The properties of one resource type."""

    inputs: Mapping[str, Type]
    required: frozenset[str]
    outputs: Mapping[str, Type]
    always: frozenset[str]
    """Outputs that are never null."""
    nested: Mapping[str, Nested]

    def is_computed(self, name: str) -> bool:
        """Whether AWS fills this input in when the program leaves it out."""
        return name in self.always and name not in self.required

    def fields(self, kind: Type) -> Nested | None:
        """The fields of a nested type, None for any other."""
        return self.nested[kind[1:]] if isinstance(kind, str) and kind.startswith("#") else None


def module_of(token: str) -> str:
    """`aws:sagemaker/endpoint:Endpoint` lies in the file `sagemaker`."""
    return token.split(":")[1].split("/")[0]


@functools.cache
def schema_of(token: str) -> Schema:
    """The schema of a type that has a row."""
    content = _file(module_of(token))
    found = content["resources"][token]
    nested = {n: Nested(t["fields"], frozenset(t["required"])) for n, t in content["types"].items()}
    return Schema(
        inputs=found["inputs"],
        required=frozenset(found["required"]),
        outputs=found["outputs"],
        always=frozenset(found["always"]),
        nested=nested,
    )


def config_keys() -> frozenset[str]:
    """The keys pulumi-aws knows in its provider configuration."""
    return frozenset(_file("provider")["config"])


@functools.cache
def _file(name: str) -> Mapping[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text())
