"""Resources: create, read, change, delete and list what a type names, by the service's own operations."""

import json
from typing import Any

from local.cloud.store import lists, models
from local.cloud.store.call import Answer, Call
from local.cloud.store.protocol import RefusalError
from local.cloud.store.services.cloudcontrol import mapping, types
from local.cloud.store.services.cloudcontrol.types import Type
from local.cloud.store.shapes import members

_TAGS = {
    "list": ("ListTags", "ListTagsForResource"),
    "add": ("AddTags", "TagResource"),
    "remove": ("DeleteTags", "UntagResource"),
}
_MISSING = ("NotFound", "NoSuch", "does not exist", "Could not find", "not exist")


def get_resource(call: Call) -> Answer:
    its, identifier = types.find(call.params["TypeName"]), str(call.params["Identifier"])
    described = {"Identifier": identifier, "Properties": json.dumps(read(call, its, identifier))}
    return {"TypeName": its.name, "ResourceDescription": described}


def list_resources(call: Call) -> Answer:
    """Identifiers of all that are there, as far as the service's own list goes with the given resource model."""
    its = types.find(call.params["TypeName"])
    operation = models.service_model(its.service).operation_model(its.operation("list"))
    given = json.loads(call.params.get("ResourceModel", "{}"))
    asked, _ = mapping.to_members(its.kind, operation.input_shape, given)
    pages = lists.paging(operation)
    found: list[dict[str, Any]] = []
    while True:
        answer = call.ask(its.service, str(operation.name), asked)
        elements = next((value for value in answer.values() if isinstance(value, list)), [])
        found += [each if isinstance(each, dict) else {"name": each} for each in elements]  # pyright: ignore[reportUnknownVariableType]
        if not pages.token_out or not answer.get(pages.token_out):
            break
        asked[pages.token_in] = answer[pages.token_out]
    described = [_described(its, given, element) for element in found]
    part, told = lists.page(call.operation, call.params, described)
    return {"TypeName": its.name, "ResourceDescriptions": part, **told}


def create(call: Call, its: Type, properties: dict[str, Any]) -> str:
    """Make it; returns its identifier."""
    operation = models.service_model(its.service).operation_model(its.operation("create"))
    sent, rest = mapping.to_members(its.kind, operation.input_shape, properties)
    if rest:
        raise NotImplementedError(f"{operation.name} takes no {', '.join(rest)}")
    told = mapping.unwrapped(call.ask(its.service, str(operation.name), sent))
    return identifier_of(its, {**properties, **mapping.to_properties(its.kind, its.properties, told)})


def read(call: Call, its: Type, identifier: str) -> dict[str, Any]:
    """The properties, without those that are only written."""
    told = mapping.unwrapped(describe(call, its, identifier))
    found = mapping.to_properties(its.kind, its.properties - its.write_only, told)
    arn = next((str(value) for name, value in told.items() if its.kind.fact(name) == "arn"), "")
    if "Tags" in its.properties and "Tags" not in found and arn and (kept := _tags(call, its, arn)):
        found["Tags"] = kept
    return found


def describe(call: Call, its: Type, identifier: str) -> dict[str, Any]:
    return _told(call, its, its.operation("read"), _key(its, "read", identifier), identifier)


def update(call: Call, its: Type, identifier: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Send what changed to the update operation, and tags to their own."""
    changed = {n: after.get(n) for n in {*before, *after} if before.get(n) != after.get(n)}
    if fixed := sorted(set(changed) & (its.create_only | its.read_only)):
        paths = ", ".join(f"/properties/{name}" for name in fixed)
        raise RefusalError(
            "NotUpdatableException", f"Invalid patch update: createOnlyProperties [{paths}] cannot be updated"
        )
    if "Tags" in changed:
        _put_tags(call, its, identifier, before.get("Tags", []), changed.pop("Tags") or [])
    if not changed:
        return
    name = its.operation("update")
    shape = models.service_model(its.service).operation_model(name).input_shape
    additions = _additions(shape, before, changed)
    sent, rest = mapping.to_members(
        its.kind, shape, {n: v for n, v in changed.items() if v is not None and n not in additions}
    )
    if rest:
        raise RefusalError("NotUpdatableException", f"Properties {', '.join(rest)} cannot be updated")
    needed = {member: after[prop] for member in shape.required_members for prop in after if prop == member}
    _told(call, its, name, {**needed, **sent, **additions.get("", {}), **_key(its, "update", identifier)}, identifier)


def delete(call: Call, its: Type, identifier: str) -> None:
    _told(call, its, its.operation("delete"), _key(its, "delete", identifier), identifier)


def identifier_of(its: Type, properties: dict[str, Any]) -> str:
    return "|".join(str(properties.get(name, "")) for name in its.identifier)


def _additions(shape: Any, before: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    """What an operation takes only as additions: `FeatureDefinitions` by `FeatureAdditions`."""
    found: dict[str, Any] = {}
    for name, value in changed.items():
        member = name.replace("Definitions", "Additions")
        if name not in members(shape) and member in members(shape) and isinstance(value, list):
            new = [each for each in value if each not in before.get(name, [])]  # pyright: ignore[reportUnknownVariableType]
            found |= {name: True, "": {member: new}}
    return found


def _described(its: Type, given: dict[str, Any], element: dict[str, Any]) -> dict[str, str]:
    known = {**given, **mapping.to_properties(its.kind, frozenset(its.identifier), element)}
    if "name" in element and len(its.identifier) == 1:
        known.setdefault(its.identifier[0], element["name"])
    own = {name: known[name] for name in its.identifier if name in known}
    return {"Identifier": identifier_of(its, known), "Properties": json.dumps(own)}


def _key(its: Type, handler: str, identifier: str) -> dict[str, Any]:
    """The members that name the object, from its identifier."""
    values = dict(zip((its.kind.fact(name) for name in its.identifier), identifier.split("|"), strict=False))
    arn = values.get("arn", "")
    key: dict[str, Any] = {}
    for member in types.key_members(its, handler):
        fact = its.kind.fact(member)
        if fact in values:
            key[member] = values[fact]
        elif arn and fact == "version":
            key[member] = int(arn.rpartition("/")[2])
        elif arn:
            parts = arn.partition("/")[2].split("/")
            key[member] = parts[0] if its.kind.noun.endswith("Version") else parts[-1]
    return {member: value for member, value in key.items() if value != ""}


def _told(call: Call, its: Type, operation: str, params: dict[str, Any], identifier: str) -> dict[str, Any]:
    """The answer; what is not there is said in Cloud Control's words."""
    try:
        return call.ask(its.service, operation, params)
    except RefusalError as refused:
        if any(word in refused.code or word in refused.message for word in _MISSING):
            message = f"Resource of type '{its.name}' with identifier '{identifier}' was not found."
            raise RefusalError("ResourceNotFoundException", message) from refused
        raise


def _tags(call: Call, its: Type, arn: str) -> list[dict[str, str]]:
    answer = _tag_operation(call, its, "list", arn)
    return mapping.to_properties(its.kind, frozenset({"Tags"}), answer).get("Tags", [])


def _put_tags(
    call: Call, its: Type, identifier: str, before: list[dict[str, str]], after: list[dict[str, str]]
) -> None:
    told = mapping.unwrapped(describe(call, its, identifier))
    arn = next(str(value) for name, value in told.items() if its.kind.fact(name) == "arn")
    gone = {tag["Key"] for tag in before} - {tag["Key"] for tag in after}
    if after:
        _tag_operation(call, its, "add", arn, Tags=after)
    if gone:
        _tag_operation(call, its, "remove", arn, TagKeys=sorted(gone))


def _tag_operation(call: Call, its: Type, what: str, arn: str, **more: Any) -> dict[str, Any]:
    model = models.service_model(its.service)
    name = next(name for name in _TAGS[what] if name in model.operation_names)
    shape = model.operation_model(name).input_shape
    resource = next(member for member in members(shape) if "arn" in member.lower())
    sent, _ = mapping.to_members(its.kind, shape, more)
    return call.ask(its.service, name, {resource: arn, **sent})


def moves(its: Type, told: dict[str, Any]) -> tuple[bool, str]:
    """Whether the object's status is still in passing, and why it failed if it did."""
    statuses = its.kind.statuses
    for name, value in mapping.unwrapped(told).items():
        if its.kind.fact(name) in ("status", "state") and isinstance(value, str):
            if "fail" in value.lower():
                reason = next((v for n, v in told.items() if n.lower() in ("failurereason", "failuremessage")), value)
                return False, str(reason)
            return bool(statuses and value in statuses.passing) or value.lower() in _PASSING, ""
    return False, ""


_PASSING = ("creating", "updating", "deleting", "pending", "inprogress", "in_progress")
