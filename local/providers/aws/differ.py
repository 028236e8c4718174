"""Differ: what changed between two sets of inputs, and what of it needs another object."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from local.providers.aws import tags
from local.providers.aws.kind import Kind, is_under, top, without_indexes
from local.providers.aws.values import UNKNOWN, has_unknown

ADD, DELETE, UPDATE = "add", "delete", "update"
# What stands before the name in an ARN.
ARN = re.compile(r"^(arn:[^:]*:[^:]*:[^:]*:[^:]*:)[^:/]*[:/]")


@dataclass(frozen=True)
class Change:
    """One property path that differs."""

    path: str
    """As the engine writes it: `tags.owner`, `productionVariants[0].initialInstanceCount`."""
    what: str
    replaces: bool

    @property
    def property(self) -> str:
        """The top-level property."""
        return top(self.path)


def changes(kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Every difference between old and new inputs."""
    found: list[Change] = []
    forced = kind.forced(old, new)
    for name in sorted({*old, *new} - {"__defaults"}):
        if name not in new and kind.schema.is_computed(name):
            continue  # AWS keeps the value it has.
        for path, what, whole in _compare(name, old.get(name), new.get(name), style=compare_as(kind, name)):
            if what == DELETE and without_indexes(path) in kind.row.fills:
                continue
            replaces = kind.replaces(path, whole, new) or any(is_under(path, each) for each in forced)
            found.append(Change(path, what, replaces))
    return found


def collides(kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether a second object could not stand beside the first: the program named it, and the name stays."""
    chosen = set(kind.identity - {"region"}) | ({kind.row.name.property} if kind.row.name else set())
    chosen &= set(new)
    generated = set(new.get("__defaults", ()))
    if not chosen or chosen & generated:
        return False
    return all(new[name] is not UNKNOWN and new[name] == old.get(name) for name in chosen | {"region"} if name in new)


def same(old: Any, new: Any, style: str = "") -> bool:
    """Whether two values mean the same."""
    return next(_compare("", old, new, style), None) is None


def compare_as(kind: Kind, name: str) -> str:
    """How a property is compared: as a "policy", as other "json", as an "arn" or the id in it, as "tags" in any
    order, or as it is."""
    if name in kind.row.either:
        return "arn"
    if name == "tags" and kind.lists_tags:
        return "tags"
    if not kind.is_json(name):
        return ""
    return "policy" if name.lower().endswith("policy") else "json"


def _compare(path: str, old: Any, new: Any, style: str = "") -> Iterator[tuple[str, str, Any]]:
    """Path, what happened there, and the value that came or went."""
    if style and old is not None and new is not None:
        if has_unknown(new) or _meaning(old, style) != _meaning(new, style):
            yield path, UPDATE, None
    elif _is_nothing(old) and _is_nothing(new):
        if old is None and isinstance(new, Mapping) and "." in path:
            yield path, ADD, new  # An object inside another says something by being there: `block: {}`.
    elif old is None:
        yield path, ADD, new
    elif new is None:
        if old:  # Terraform: what is false, zero or empty is the same as not set.
            yield path, DELETE, old
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in sorted({*old, *new} - {"__defaults"}):
            yield from _compare(f"{path}.{key}" if path else key, old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        for n in range(max(len(old), len(new))):
            yield from _compare(f"{path}[{n}]", _item(old, n), _item(new, n))
    elif new is UNKNOWN or not _equal(old, new):
        yield path, UPDATE, None


def _item(values: list[Any], n: int) -> Any:
    return values[n] if n < len(values) else None


def _equal(old: Any, new: Any) -> bool:
    if isinstance(old, bool) != isinstance(new, bool):
        return str(old).lower() == str(new).lower()
    if isinstance(old, str) != isinstance(new, str):
        return str(old) == str(new)
    return bool(old == new)


def _is_nothing(value: Any) -> bool:
    """An empty list or map is the same as none."""
    return value is None or (isinstance(value, list | Mapping) and not value)


def _meaning(given: Any, style: str) -> Any:
    if style == "tags":
        return tags.from_member(given)
    if style == "arn":
        return ARN.sub("", str(given)).rsplit("/", 1)[-1]
    try:
        value = json.loads(given) if isinstance(given, str) else given
    except json.JSONDecodeError:
        return given
    return _loosen(value) if style == "policy" else value


def _loosen(value: Any) -> Any:
    """In a policy, a list of one is its element, and the order of actions or resources says nothing."""
    if isinstance(value, Mapping):
        return {key: _loosen(inner) for key, inner in value.items()}
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return value[0] if len(value) == 1 else sorted(value)
        return _loosen(value[0]) if len(value) == 1 else [_loosen(inner) for inner in value]
    return value
