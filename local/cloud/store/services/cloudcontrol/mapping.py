"""Mapping: CloudFormation's properties to an operation's members and back; names meet without regard to case."""

from datetime import datetime
from typing import Any

from local.cloud.store import tags
from local.cloud.store.kinds import Kind
from local.cloud.store.shapes import Shape, is_list, is_structure, members


def to_members(kind: Kind, shape: Shape, properties: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What an operation is sent for the properties, and those that it has no member for."""
    by_fact = {kind.fact(name): name for name in members(shape)}
    sent: dict[str, Any] = {}
    rest: list[str] = []
    for name, value in properties.items():
        member = by_fact.get(kind.fact(name))
        if member is None:
            rest.append(name)
        else:
            its = members(shape)[member]
            pairs = tags.is_tags(member, its) and isinstance(value, list)
            sent[member] = tags.write(its, {t["Key"]: t["Value"] for t in value}) if pairs else _sent(its, value)  # pyright: ignore[reportUnknownVariableType]
    return sent, rest


def to_properties(kind: Kind, names: frozenset[str], told: dict[str, Any]) -> dict[str, Any]:
    """The properties of those names that an answer tells."""
    by_fact = {kind.fact(name): name for name in names}
    found = {by_fact[kind.fact(member)]: _told(value) for member, value in told.items() if kind.fact(member) in by_fact}
    if "Tags" in found and isinstance(found["Tags"], dict):
        found["Tags"] = [{"Key": key, "Value": value} for key, value in found["Tags"].items()]
    return {name: value for name, value in found.items() if value is not None}


def unwrapped(told: dict[str, Any]) -> dict[str, Any]:
    """The object that an answer tells, without the structure around it."""
    inner = [value for value in told.values() if isinstance(value, dict)]
    return inner[0] if len(told) == 1 and inner else told  # pyright: ignore[reportUnknownVariableType]


def _sent(shape: Shape, value: Any) -> Any:
    if is_structure(shape) and isinstance(value, dict):
        by_name = {name.lower(): name for name in members(shape)}
        given: dict[str, Any] = value
        # An unknown name is left as it is, for the operation to refuse.
        known = {by_name.get(name.lower(), name): each for name, each in given.items()}
        return {
            name: _sent(members(shape)[name], each) if name in members(shape) else each for name, each in known.items()
        }
    if is_list(shape) and isinstance(value, list):
        return [_sent(shape.member, each) for each in value]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, str):
        match shape.type_name:
            case "integer" | "long":
                return int(value)
            case "float" | "double":
                return float(value)
            case "boolean":
                return value.lower() == "true"
            case _:
                return value
    return value


def _told(value: Any) -> Any:
    match value:
        case datetime():
            return value.strftime("%Y-%m-%dT%H:%M:%SZ")
        case bytes():
            return value.decode()
        case dict():
            return {_capital(name): _told(each) for name, each in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        case list():
            return [_told(each) for each in value]  # pyright: ignore[reportUnknownVariableType]
        case _:
            return value


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
