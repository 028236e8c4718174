"""Shapes: carry a value between a pulumi-aws type and a botocore shape.

Names meet without regard to case, in the singular or the plural. A map meets a list of key and value pairs, a single
object meets a list of one, an object around one list meets that list, the name of a thing meets the structure that
cannot do without the name, a list of objects that have a key meets a map, JSON text meets a structure, text meets a
number or a boolean, and a boolean meets a structure that has no members.
"""

import datetime
import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from local.providers.aws import paths
from local.providers.aws.schema import Nested, Schema, Type
from local.providers.aws.values import UNKNOWN

KEYS = ("key", "name", "field", "criteria", "startTime")
NUMBERS = {"integer": int, "long": int, "float": float, "double": float}


@dataclass(frozen=True)
class Unmapped:
    """A given value that no member takes."""

    path: str
    reason: str


@dataclass(frozen=True)
class Translator:
    """Carries values of one resource type; `renames` has the nested paths too."""

    schema: Schema
    renames: Mapping[str, str]
    problems: list[Unmapped] = field(default_factory=list)

    def to_aws(self, kind: Type, shape: Any, value: Any, path: str) -> Any:
        """The value as the request wants it. What no member takes goes to `problems`; unknowns are left out."""
        if shape.type_name == "structure":
            return self._to_structure(kind, shape, value, path)
        if shape.type_name == "list":
            return self._to_list(kind, shape, value, path)
        if shape.type_name == "map":
            return self._to_map(kind, shape, value, path)
        if isinstance(value, list):
            return self._only(kind, shape, value, path)
        return self._to_scalar(shape, value, path)

    def carried(self, kind: Type, shape: Any, value: Any, path: str, member: str) -> Any:
        """The value for a member; element by element where the member's path goes through each of a list."""
        if "[]" in member and isinstance(value, list):
            return [self.to_aws(kind[1], shape, item, path) for item in value if item is not UNKNOWN]
        return self.to_aws(kind, shape, value, path)

    def from_aws(self, kind: Type, shape: Any, value: Any, path: str) -> Any:
        """The value as pulumi-aws shows it, None for nothing."""
        if value is None:
            return None
        if isinstance(kind, list):
            if kind[0] == "map":
                return self._from_map(kind, shape, value, path)
            if shape.type_name == "map" and (key := self._key_of(kind)):
                return [self._with_key(kind, shape, key, name, value[name], path) for name in sorted(value)]
            items = value if isinstance(value, list) else [value]
            inner = shape.member if shape.type_name == "list" else shape
            return [self.from_aws(kind[1], inner, item, path) for item in items]
        if bare := self._bare(kind, shape):
            name, inner = bare
            return {name: self.from_aws(inner, shape, value, f"{path}.{name}")}
        if shape.type_name == "list" and isinstance(value, list):
            return self.from_aws(kind, shape.member, value[0], path) if value else None
        if is_flag(kind, shape):
            return True
        nested = self.schema.fields(kind)
        if nested is not None:
            return self._from_structure(nested, shape, value, path)
        if kind == "str" and isinstance(value, Mapping) and (name := naming_member(shape)):
            return value.get(name)
        return _from_scalar(kind, value)

    def _to_structure(self, kind: Type, shape: Any, value: Any, path: str) -> Any:
        if isinstance(value, list):
            return self._only(kind, shape, value, path)
        if is_flag(kind, shape):
            return {} if value is True or value == "true" else None
        if isinstance(value, str):
            only = naming_member(shape) if not value.lstrip().startswith("{") else None
            return {only: value} if only else json.loads(value)
        if not isinstance(value, Mapping):
            self.problems.append(Unmapped(path, "an object is expected"))
            return {}
        nested = self.schema.fields(kind)
        request: dict[str, Any] = {}
        for name, inner in value.items():
            if inner is None or inner is UNKNOWN or name.startswith("__"):
                continue
            here = f"{path}.{name}"
            member = self.member(shape, name, here)
            if member is None or (nested and name not in nested.fields):
                self.problems.append(Unmapped(here, f"{shape.name} has no member for it"))
                continue
            inner_kind = nested.fields[name] if nested else "any"
            carried = self.carried(inner_kind, paths.shape_at(shape, member), inner, here, member)
            if carried is not None:
                paths.put(request, member, carried)
        return request

    def _to_list(self, kind: Type, shape: Any, value: Any, path: str) -> list[Any]:
        pair = pair_of(shape)
        if pair and isinstance(value, Mapping) and not self.schema.fields(kind):
            return [{pair[0]: k, pair[1]: str(v)} for k, v in value.items() if v is not UNKNOWN]
        if isinstance(value, Mapping) and (bare := self._bare(kind, shape)):
            return self._to_list(bare[1], shape, value.get(bare[0]) or [], f"{path}.{bare[0]}")
        inner = kind[1] if isinstance(kind, list) else kind
        items = value if isinstance(value, list) else [value]
        return [self.to_aws(inner, shape.member, item, path) for item in items if item is not UNKNOWN]

    def _to_map(self, kind: Type, shape: Any, value: Any, path: str) -> dict[str, Any]:
        if isinstance(value, list) and (key := self._key_of(kind)):
            return {str(item[key]): self._without_key(kind, shape, key, item, path) for item in value}
        if not isinstance(value, Mapping):
            self.problems.append(Unmapped(path, "a map is expected"))
            return {}
        inner = kind[1] if isinstance(kind, list) else "any"
        known = {k: v for k, v in value.items() if v is not UNKNOWN and not k.startswith("__")}
        return {k: self.to_aws(inner, shape.value, v, f"{path}.{k}") for k, v in known.items()}

    def _only(self, kind: Type, shape: Any, value: list[Any], path: str) -> Any:
        if len(value) != 1:
            self.problems.append(Unmapped(path, f"AWS takes one, {len(value)} are given"))
            return {}
        return self.to_aws(kind[1] if isinstance(kind, list) else kind, shape, value[0], path)

    def _to_scalar(self, shape: Any, value: Any, path: str) -> Any:
        if shape.type_name == "string":
            if shape.enum and value not in shape.enum and isinstance(value, str):
                self.problems.append(Unmapped(path, f"expected one of {', '.join(shape.enum)}"))
            if isinstance(value, bool):
                return "true" if value else "false"
            return json.dumps(value) if isinstance(value, Mapping) else str(value)
        if shape.type_name == "blob":
            return value if isinstance(value, bytes) else str(value).encode()
        if shape.type_name == "boolean":
            return value if isinstance(value, bool) else str(value).lower() == "true"
        if shape.type_name in NUMBERS:
            try:
                return NUMBERS[shape.type_name](value)
            except (TypeError, ValueError):
                self.problems.append(Unmapped(path, "a number is expected"))
                return 0
        return value

    def _from_structure(self, nested: Nested, shape: Any, value: Any, path: str) -> Any:
        found: dict[str, Any] = {}
        for name, inner_kind in nested.fields.items():
            here = f"{path}.{name}"
            member = self.member(shape, name, here)
            inner = paths.get(value, member, {}) if member is not None else None
            if member is not None and inner is not None:
                found[name] = self.from_aws(inner_kind, paths.shape_at(shape, member), inner, here)
                if member == "." and not found[name]:
                    del found[name]
        return found

    def _from_map(self, kind: Type, shape: Any, value: Any, path: str) -> dict[str, Any]:
        pair = pair_of(shape) if shape.type_name == "list" else None
        if pair:
            return {item[pair[0]]: item.get(pair[1], "") for item in value}
        inner = shape.value if shape.type_name == "map" else shape
        return {k: self.from_aws(kind[1], inner, v, f"{path}.{k}") for k, v in value.items()}

    def _key_of(self, kind: Type) -> str | None:
        """The field that names each of a list of objects where AWS has a map."""
        nested = self.schema.fields(kind[1]) if isinstance(kind, list) else None
        return next((name for name in KEYS if nested and name in nested.fields), None)

    def _without_key(self, kind: Type, shape: Any, key: str, item: Mapping[str, Any], path: str) -> Any:
        rest = {name: value for name, value in item.items() if name != key and not name.startswith("__")}
        if shape.value.type_name == "structure" or len(rest) != 1:
            return self.to_aws(kind[1], shape.value, rest, path)
        ((name, value),) = rest.items()
        return self.to_aws(self.schema.nested[kind[1][1:]].fields[name], shape.value, value, f"{path}.{name}")

    def _with_key(self, kind: Type, shape: Any, key: str, name: str, value: Any, path: str) -> dict[str, Any]:
        nested = self.schema.nested[kind[1][1:]]
        if shape.value.type_name == "structure":
            return {key: name, **self._from_structure(nested, shape.value, value, path)}
        other = next(field for field in nested.fields if field != key)
        return {key: name, other: self.from_aws(nested.fields[other], shape.value, value, f"{path}.{other}")}

    def _bare(self, kind: Type, shape: Any) -> tuple[str, Type] | None:
        """The one field of an object that is no more than the list that AWS has."""
        nested = self.schema.fields(kind)
        if shape.type_name != "list" or nested is None or len(nested.fields) != 1:
            return None
        name, inner = next(iter(nested.fields.items()))
        return (name, inner) if isinstance(inner, list) and find_member(shape.member, name) is None else None

    def member(self, shape: Any, name: str, path: str) -> str | None:
        """The path of the member of a structure that a nested property meets."""
        renamed = self.renames.get(path)
        if renamed is not None:
            return renamed if paths.shape_at(shape, renamed) is not None else None
        return find_member(shape, name)


def is_flag(kind: Type, shape: Any) -> bool:
    """Whether a boolean meets a structure without members: AWS says yes with its presence."""
    return kind == "bool" and shape.type_name == "structure" and not shape.members


def find_member(shape: Any, name: str) -> str | None:
    """The member with this name but for case, or in the other number."""
    if shape is None or shape.type_name != "structure":
        return None
    exact, loose = _names(shape)
    return exact.get(name.lower()) or loose.get(singular(name.lower()))


def singular(word: str) -> str:
    """`policies` is `policy`, `rules` is `rule`."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("shes"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def spelled(shape: Any, value: Any) -> Any:
    """A word of an ARN, which has it in small letters, as the shape's enumeration writes it."""
    known = getattr(shape, "enum", None) or ()
    return next((word for word in known if word.lower() == str(value).lower()), value)


def naming_member(shape: Any) -> str | None:
    """The one member, a text, that a structure cannot do without: `{name: "source"}` says no more than `source`."""
    if shape is None or shape.type_name != "structure" or len(shape.required_members) != 1:
        return None
    name: str = shape.required_members[0]
    return name if shape.members[name].type_name == "string" and name.lower().endswith(("name", "arn", "id")) else None


def pair_of(shape: Any) -> tuple[str, str] | None:
    """The members of a list's elements when these are a name and its value, as in tags and dimensions."""
    if shape.type_name != "list" or shape.member.type_name != "structure":
        return None
    names = list(shape.member.members)
    if len(names) != 2 or not names[1].lower().endswith("value"):
        return None
    return (names[0], names[1]) if names[0].lower().endswith(("key", "name")) else None


@functools.lru_cache(maxsize=4096)
def _names(shape: Any) -> tuple[dict[str, str], dict[str, str]]:
    exact = {member.lower(): member for member in shape.members}
    return exact, {singular(lower): member for lower, member in exact.items()}


def _from_scalar(kind: Type, value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        if kind == "int":
            return int(value.timestamp())
        return value.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, bytes):
        value = value.decode()
    if kind == "bool" and not isinstance(value, bool):
        return str(value).lower() in ("true", "enabled")
    if kind in ("int", "float") and isinstance(value, str):
        return float(value) if kind == "float" else int(value)
    if kind in ("str", "json") and isinstance(value, Mapping | list):
        return json.dumps(value)
    if kind in ("str", "json") and not isinstance(value, str):
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value).lower() if isinstance(value, bool) else str(value)
    return value
