"""Upstream: what the Terraform provider inside pulumi-aws declares of each resource type.

`facts.jsonl` has a line a type, in Terraform's names; its first line says of which version. `python -m
local.providers.aws.upstream.extract` writes it anew. Here the facts are told in pulumi-aws's names.
"""

import functools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local.providers.aws.schema import Schema, Type

FILE = Path(__file__).parent / "facts.jsonl"
# The Terraform names of pulumi-aws's modules, where they differ.
PREFIXES: Mapping[str, tuple[str, ...]] = {
    "amp": ("prometheus_",),
    "cfg": ("config_", "config_configuration_"),
    "costexplorer": ("ce_",),
    "cloudwatch": ("cloudwatch_", "cloudwatch_log_"),
    "ec2": ("", "ec2_"),
    "kinesis": ("kinesis_", ""),
    "s3": ("s3_", "s3_bucket_"),
    "vpc": ("vpc_",),
}
# Properties of Terraform that pulumi-aws leaves out.
DROPPED = frozenset({"user_data_base64"})
CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

Paths = tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """The facts of one type. Paths are pulumi-aws's, without indexes; `*` is each element."""

    replaces: frozenset[str] = frozenset()
    """A change here or below replaces."""
    replaces_when_added: frozenset[str] = frozenset()
    """Coming or going replaces; a change inside need not."""
    conflicts: tuple[Paths, ...] = ()
    exactly_one: tuple[Paths, ...] = ()
    at_least_one: tuple[Paths, ...] = ()
    together: Mapping[str, Paths] = field(default_factory=dict)
    """Property -> those that must be given with it."""
    limits: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Fact ("one_of", "length", "range", "items", "pattern", "kind") -> path -> value."""

    def replace_at(self, path: str, whole: Any) -> bool:
        """Whether a difference at this path replaces. `whole` is what came or went there, None if it only changed."""
        if any(up in self.replaces for up in _ups(path)):
            return True
        return whole is not None and any(
            below in self.replaces or below in self.replaces_when_added for below in _paths(path, whole)
        )


def _paths(path: str, value: Any) -> Iterator[str]:
    """The path of a value and of all in it."""
    yield path
    for item in value if isinstance(value, list) else ():
        yield from _paths(path, item)
    for name, inner in value.items() if isinstance(value, Mapping) else ():
        yield from _paths(f"{path}.{name}", inner)


def facts_of(token: str, schema: Schema, name: str = "", renames: Mapping[str, str] | None = None) -> Facts | None:
    """The facts of a type; `name` is its Terraform name where that does not follow from the token. None: unknown.

    pulumi-aws-native has no Terraform inside: its SDK tells what replaces.
    """
    if schema.replaces is not None:
        return Facts(replaces=schema.replaces)
    found = line_of(token, name)
    return _told(found, lambda path: translated(schema, path, renames or {})) if found else None


def line_of(token: str, name: str = "") -> Mapping[str, Any]:
    """What the file says of a type, in Terraform's names; empty where it does not know the type."""
    candidates = [name] if name else names(token)
    return next((json.loads(_lines()[candidate]) for candidate in candidates if candidate in _lines()), {})


def version() -> str:
    """The version of the Terraform provider that was read."""
    return json.loads(_lines()[""])["version"]


def names(token: str) -> Iterator[str]:
    """The Terraform names a token may have."""
    module, type_ = token.split(":")[1].split("/")[0], token.rsplit(":", 1)[-1]
    words = CAPITAL.sub("_", type_).lower().replace("objectv2", "object")
    for stem in dict.fromkeys((words, re.sub(r"_?v2$", "", words))):
        for prefix in PREFIXES.get(module, (f"{module}_",)):
            yield f"aws_{prefix}{stem}"


def translated(schema: Schema, path: str, renames: Mapping[str, str]) -> str | None:
    """A Terraform path in pulumi-aws's names, None where pulumi-aws has no such property."""
    fields: Mapping[str, Type] | None = schema.inputs
    found: list[str] = []
    for word in path.split("."):
        if word == "*":
            found.append(word)
            continue
        if fields is None:
            return None
        spellings = (renames[word],) if word in renames else _spellings(word)
        name = next((candidate for candidate in spellings if candidate in fields), None)
        if name is None:
            return None
        found.append(name)
        nested = schema.fields(_innermost(fields[name]))
        fields = nested.fields if nested else None
    return ".".join(found)


def _told(line: Mapping[str, Any], translate: Callable[[str], str | None]) -> Facts:
    def one(path: str) -> list[str]:
        found = translate(path)
        return [found] if found else []

    def all_of(groups: list[list[str]]) -> tuple[Paths, ...]:
        told = (tuple(dict.fromkeys(p for path in group for p in one(path))) for group in groups)
        return tuple(group for group in told if group)

    new = line.get("new", [])
    return Facts(
        replaces=frozenset(p for path in new if not path.endswith("[]") for p in one(path)),
        replaces_when_added=frozenset(p for path in new if path.endswith("[]") for p in one(path[:-2])),
        conflicts=tuple(group for group in all_of(line.get("conflicts", [])) if len(group) > 1),
        exactly_one=all_of(line.get("exactly_one", [])),
        at_least_one=all_of(line.get("at_least_one", [])),
        together={
            p: group for path, others in line.get("with", {}).items() for p in one(path) for group in all_of([others])
        },
        limits={
            fact: {p: value for path, value in line.get(fact, {}).items() for p in one(path)}
            for fact in ("one_of", "length", "range", "items", "pattern", "kind")
        },
    )


def _ups(path: str) -> Iterator[str]:
    steps = path.split(".")
    for n in range(len(steps), 0, -1):
        yield ".".join(steps[:n])


def _innermost(kind: Type) -> Type:
    while isinstance(kind, list):
        kind = kind[1]
    return kind


def _spellings(word: str) -> Iterator[str]:
    """`production_variant` is `productionVariant` or, as a list, `productionVariants`."""
    head, *rest = word.split("_")
    name = head + "".join(part.capitalize() for part in rest)
    yield name
    yield f"{name}s"
    yield f"{name}es"
    if name.endswith("y"):
        yield f"{name[:-1]}ies"
    yield name.removesuffix("s")


@functools.cache
def _lines() -> Mapping[str, str]:
    """Type -> its line; the version's line under the empty name."""
    found: dict[str, str] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        name = line.split('"', 4)[3] if line.startswith('{"type"') else ""
        found[name] = line
    return found
