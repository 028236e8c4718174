"""Schema: what pulumi-aws, or pulumi-aws-native, promises of a resource type.

Importing an SDK to ask it takes seconds, so `sdk.py` reads it once and the answers are kept in the user's cache: a
file a module of the SDK, named after everything that its content depends on.
"""

import functools
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from local.layout import CHECKOUT, cache
from local.providers.aws.table import TOKENS

PROVIDER = "provider"
"""The file of the provider's own configuration."""
PACKAGES = ("aws", "aws-native")
"""The SDKs whose types may have rows. The second is there only for who installs it."""

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
    identifiers: tuple[str, ...] = ()
    """The properties that make the id, where the SDK says so."""
    replaces: frozenset[str] | None = None
    """The inputs whose change replaces, where the SDK says so."""

    def is_computed(self, name: str) -> bool:
        """Whether AWS fills this input in when the program leaves it out."""
        return name in self.always and name not in self.required

    def fields(self, kind: Type) -> Nested | None:
        """The fields of a nested type, None for any other."""
        return self.nested[kind[1:]] if isinstance(kind, str) and kind.startswith("#") else None


def module_of(token: str) -> str:
    """`aws:sagemaker/endpoint:Endpoint` lies in `aws/sagemaker`, `aws-native:sagemaker:Endpoint` in
    `aws-native/sagemaker`."""
    package, module, _ = token.split(":")
    return f"{package}/{module.split('/')[0]}"


@functools.cache
def version_of(package: str) -> str:
    """The version of an SDK, empty where it is not installed."""
    try:
        return version(f"pulumi-{package}")
    except PackageNotFoundError:
        return ""


def is_installed(token: str) -> bool:
    """Whether the SDK that a type is of is there."""
    return bool(version_of(token.split(":")[0]))


@functools.cache
def schema_of(token: str) -> Schema:
    """The schema of a type that has a row."""
    content, nested = _file(module_of(token))
    found = content["resources"][token]
    return Schema(
        inputs=found["inputs"],
        required=frozenset(found["required"]),
        outputs=found["outputs"],
        always=frozenset(found["always"]),
        nested=nested,
        identifiers=tuple(found.get("identifiers", ())),
        replaces=frozenset(found["replaces"]) if "replaces" in found else None,
    )


def config_keys(package: str = "aws") -> frozenset[str]:
    """The keys that an SDK knows in its provider configuration."""
    return frozenset(_file(f"{package}/{PROVIDER}")[0]["config"])


def tokens_by_module() -> Mapping[str, tuple[str, ...]]:
    """The types that have a row, and the data sources, by the module of the SDK that holds them."""
    from local.providers.aws import invokes  # which asks this module what they take

    found: dict[str, tuple[str, ...]] = {}
    for token in (*TOKENS, *invokes.tokens()):
        found[module_of(token)] = (*found.get(module_of(token), ()), token)
    return found


def missing(package: str = "aws") -> list[str]:
    """The modules of an SDK whose file was not written yet."""
    modules = [module for module in tokens_by_module() if module.startswith(f"{package}/")]
    return [module for module in (f"{package}/{PROVIDER}", *modules) if not path_of(module).exists()]


def write_missing(package: str = "aws") -> None:
    """Have another process import the SDK and write the files: this one stays small and fast."""
    command = [sys.executable, "-P", "-m", "local.providers.aws.sdk", package]
    made = subprocess.run(command, cwd=CHECKOUT, env=_environment(), capture_output=True, text=True, check=False)
    if made.returncode:
        raise RuntimeError(f"The types of pulumi-{package} could not be read:\n{made.stderr}")


@functools.cache
def path_of(module: str) -> Path:
    """Where the file of a module lies: another SDK, table or reader of the SDK needs another file."""
    reader = (Path(__file__).parent / "sdk.py").read_bytes()
    told = "\n".join(tokens_by_module().get(module, ())).encode()
    digest = hashlib.blake2b(reader + told, digest_size=8).hexdigest()
    package, name = module.split("/")
    return cache() / "schemas" / f"pulumi-{package}-{version_of(package)}" / f"{name}-{digest}.json"


@functools.cache
def _file(module: str) -> tuple[Mapping[str, Any], Mapping[str, Nested]]:
    if not path_of(module).exists():
        write_missing(module.split("/")[0])
    content = json.loads(path_of(module).read_text())
    types = content.get("types", {})
    return content, {n: Nested(t["fields"], frozenset(t["required"])) for n, t in types.items()}


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(CHECKOUT)}
