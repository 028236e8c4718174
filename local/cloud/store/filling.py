"""Filling: make an output of the model from what is known of an object."""

from datetime import datetime
from typing import Any

from local.cloud.store import inference, tags
from local.cloud.store.objects import Object
from local.cloud.store.shapes import Shape, fits, members

_NOTHING = object()
_FITS: dict[str, tuple[type, ...]] = {
    "structure": (dict,),
    "map": (dict,),
    "list": (list,),
    "string": (str,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
    "boolean": (bool,),
    "timestamp": (datetime, int, float, str),
    "blob": (bytes, str),
}
_REASONS = ("statusreason", "statusmessage", "failuremessage", "failurecause", "statereason", "errormessage")
"""How an API may call the reason of a failure, beside `failurereason`."""
_MADE = ("creat", "made", "start", "submi", "registered")
_CHANGED = ("modif", "updat", "chang")


def answer(shape: Shape | None, found: Object, extra: dict[str, Any] | None = None) -> dict[str, Any]:
    """The output that tells of one object; `extra` facts come first."""
    return {} if shape is None else _object(shape, found, extra or {}, depth=0)


def summary(shape: Shape, found: Object, *names: str) -> Any:
    """An element of a list: a structure, or the ARN, id or name alone, as the list's own `names` say."""
    if shape.type_name == "structure":
        return _object(shape, found, {}, depth=1)
    said = [text.lower() for text in (shape.name, *names)]
    if any("arn" in text for text in said):
        return found.arn
    if "id" in found.facts and any(text.removesuffix("list").endswith(("ids", "id")) for text in said):
        return found.facts["id"]
    return found.facts.get("name") or found.facts.get(found.kind.key[-1] if found.kind.key else "", "")


def plain(shape: Shape, value: Any) -> Any:
    """The value as far as the shape has members for it; `_NOTHING` where it is of another type."""
    if not fits(shape, value, _FITS):
        return _NOTHING
    if getattr(shape, "is_document_type", False):
        return value
    match shape.type_name:
        case "structure":
            lower = {name.lower(): each for name, each in value.items()}
            told = {n: plain(s, lower[n.lower()]) for n, s in members(shape).items() if n.lower() in lower}
            return _known(told)
        case "list":
            return [each for each in (plain(shape.member, e) for e in value) if each is not _NOTHING]
        case "map":
            return _known({name: plain(shape.value, each) for name, each in value.items()})
        case _:
            return value


def _object(shape: Shape, found: Object, extra: dict[str, Any], depth: int) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, member in members(shape).items():
        value = _fact(name, member, found, extra)
        if value is _NOTHING and depth == 0 and _is_object(shape, found, name, member):
            value = _object(member, found, extra, depth=1)
        told[name] = value
    return _known(told)


def _is_object(shape: Shape, found: Object, name: str, member: Shape) -> bool:
    if member.type_name != "structure":
        return False
    alone = [s for n, s in members(shape).items() if not tags.is_tags(n, s)] == [member]
    return alone or inference.is_wrapper(found.kind, name, member)


def _fact(name: str, shape: Shape, found: Object, extra: dict[str, Any]) -> Any:
    fact = found.kind.fact(name)
    if tags.is_tags(name, shape):
        return tags.write(shape, found.tags)
    for known in (extra, {} if fact in found.kind.hidden else found.facts):
        for key in (fact, name.lower()):
            if key in known and (value := plain(shape, known[key])) is not _NOTHING:
                return value
    if fact in _REASONS and "failurereason" in found.facts:
        return found.facts["failurereason"]
    if shape.type_name == "timestamp":
        if fact.startswith(_CHANGED) or ("last" in fact and any(word in fact for word in _CHANGED)):
            return found.data["changed"]
        return found.data["made"] if fact.startswith(_MADE) else _NOTHING
    if fact in ("accountid", "owneraccountid", "awsaccountid", "owneraccount") and shape.type_name == "string":
        return found.shelf.account
    return _NOTHING


def _known(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not _NOTHING}
