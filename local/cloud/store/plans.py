"""Plans: which family an operation belongs to and which kind of object it is about, inferred from botocore's model."""

import importlib
import importlib.util
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from moto.core.model import OperationModel, ServiceModel

from local.cloud.store import models, services
from local.cloud.store.kinds import Kind, Names, Statuses
from local.cloud.store.shapes import Shape, members, required


class Family(StrEnum):
    """What an operation does to an object."""

    CREATE = "create"
    READ = "read"
    UPDATE = "update"
    DELETE = "delete"
    LIST = "list"
    BATCH = "batch"
    START = "start"
    STOP = "stop"
    TAG = "tag"
    UNTAG = "untag"
    TAGS = "tags"


@dataclass(frozen=True)
class Plan:
    """What one operation means."""

    family: Family
    kind: Kind | None
    declared: bool
    """The kind is in the table: the store answers before moto is asked."""


_VERBS: dict[Family, Names] = {
    Family.CREATE: ("Create", "Register", "Put", "Request", "Start", "Submit", "Add"),
    Family.READ: ("Describe", "Get"),
    Family.UPDATE: ("Update", "Modify"),
    Family.DELETE: ("Delete", "Deregister", "Remove"),
    Family.STOP: ("Stop", "Cancel"),
}
_LISTS = ("List", "Describe", "Get")
_BATCHES = ("BatchGet", "BatchDescribe")
_TAGGING = {
    Family.TAG: ("TagResource", "AddTags", "AddTagsToResource", "TagResources"),
    Family.UNTAG: ("UntagResource", "DeleteTags", "RemoveTags", "RemoveTagsFromResource", "UntagResources"),
    Family.TAGS: ("ListTagsForResource", "ListTags", "GetTags", "ListResourceTags"),
}
_TAG_FAMILY = {name: family for family, names in _TAGGING.items() for name in names}
_DECLARED_ONLY = {"s3"}
"""Services of which nothing is inferred: what moto lacks there are parts of objects that moto holds."""
_STATUS_WORDS: dict[str, Names] = {
    "creating": ("creating", "createpending", "createinprogress", "pendingcreation", "provisioning", "initializing",
                 "pending", "inprogress", "starting", "submitted", "queued"),
    "ready": ("active", "available", "inservice", "ready", "createcomplete", "created", "creationcompleted",
              "completed", "complete", "succeeded", "success", "running", "started", "enabled",
              "online", "deployed", "valid"),
    "updating": ("updating", "updateinprogress", "modifying", "pendingupdate"),
    "deleting": ("deleting", "deleteinprogress", "pendingdeletion", "deletepending"),
    "failed": ("failed", "createfailed", "creationfailed", "error", "createerror"),
    "stopping": ("stopping", "cancelling", "canceling"),
    "stopped": ("stopped", "cancelled", "canceled"),
    "starting": ("starting",),
}  # fmt: skip


@cache
def plan(service: str, operation: str) -> Plan | None:
    """What the operation means; None where nothing safe can be inferred."""
    if family := _TAG_FAMILY.get(operation):
        return Plan(family, None, declared=False)
    return _plans(service).get(operation)


@cache
def kinds(service: str) -> dict[str, Kind]:
    """The kinds of a service by noun: those of the table, completed, and those inferred."""
    model = models.service_model(service)
    found = {kind.noun: _complete(model, kind) for kind in _declared(service)}
    for noun in _nouns(model) if service not in _DECLARED_ONLY else ():
        if noun not in found and (kind := _infer(model, noun)) is not None:
            found[noun] = kind
    return found


@cache
def module(service: str) -> Any:
    """The service's module of the table; None where it has none."""
    name = table_of(service)
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def table_of(service: str) -> str:
    """The name of the module that the table has for a service, if it has one."""
    return f"{services.__name__}.{service.replace('-', '_')}"


def plural(noun: str) -> Names:
    """How operations may write more than one of them."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return (f"{noun[:-1]}ies",)
    return (f"{noun}es", f"{noun}s") if noun.endswith(("s", "x", "ch", "sh")) else (f"{noun}s",)


def operations(service: str, noun: str) -> dict[str, Family]:
    """The operations about one kind, with their families."""
    return dict(_operations(models.service_model(service), noun))


def status_values(service: str, kind: Kind) -> list[str]:
    """What the kind's status may be."""
    return _status(kind, list(_object_shapes(_by_family(models.service_model(service), kind))))[1]


def _declared(service: str) -> tuple[Kind, ...]:
    return getattr(module(service), "KINDS", ())


@cache
def _plans(service: str) -> dict[str, Plan]:
    model = models.service_model(service)
    declared = {kind.noun for kind in _declared(service)}
    found: dict[str, Plan] = {}
    for noun, kind in kinds(service).items():
        families = {**dict(_operations(model, noun)), **kind.operations}
        for name, family in families.items():
            if family and (name not in found or noun in declared):
                found[name] = Plan(Family(family), kind, noun in declared)
    return found


def _nouns(model: ServiceModel) -> Iterator[str]:
    """Whatever an operation creates."""
    starts = "|".join(_VERBS[Family.CREATE])
    for name in model.operation_names:
        if found := re.fullmatch(rf"(?:{starts})([A-Z]\w*)", name):
            yield found[1]


def _operations(model: ServiceModel, noun: str) -> Iterator[tuple[str, Family]]:
    names = set(model.operation_names)
    creates = [verb for verb in _VERBS[Family.CREATE] if f"{verb}{noun}" in names]
    for family, verbs in _VERBS.items():
        for verb in verbs:
            if f"{verb}{noun}" in names and not (verb == "Start" and creates[0] != "Start"):
                yield f"{verb}{noun}", family
                if family is Family.CREATE:
                    break
    if "Put" in creates and creates[0] != "Put":
        yield f"Put{noun}", Family.UPDATE
    if "Start" in creates and creates[0] != "Start":
        yield f"Start{noun}", Family.START
    for many in plural(noun):
        yield from ((f"{verb}{many}", Family.LIST) for verb in _LISTS if f"{verb}{many}" in names)
        yield from (
            (f"{verb}{each}", Family.BATCH) for verb in _BATCHES for each in (noun, many) if f"{verb}{each}" in names
        )


def _of(model: ServiceModel, noun: str, *families: Family) -> list[OperationModel]:
    found = dict(_operations(model, noun))
    return [model.operation_model(name) for family in families for name, its in found.items() if its is family]


def _infer(model: ServiceModel, noun: str) -> Kind | None:
    """The kind, unless moto makes its objects, nothing reads them or what names them cannot be told."""
    create = _of(model, noun, Family.CREATE)[0]
    if create.name in models.in_moto(str(model.service_name)) or not _of(model, noun, Family.READ, Family.LIST):
        return None
    if create.name.startswith("Put") and not _of(model, noun, Family.DELETE):
        return None
    kind = _complete(model, Kind(noun))
    known = set(_input_facts(kind, create)) | set(kind.ids) | {"arn"}
    if not kind.singleton and (not kind.key or not set(kind.key) <= known):
        return None
    return kind


def _complete(model: ServiceModel, kind: Kind) -> Kind:
    """The kind with what the table leaves empty inferred from the model."""
    ops = _by_family(model, kind)
    create = next(iter(ops[Family.CREATE]), None)
    if not kind.key and not kind.singleton:
        kind = _with_key(kind, ops, create)
    if create is not None:
        given = set(_input_facts(kind, create))
        made = {name: "{uuid}" for name in kind.key if name not in given and name != "arn" and name not in kind.ids}
        if set(made) <= {name for name in made if name.endswith(("id", "identifier"))}:
            kind = replace(kind, ids={**made, **kind.ids})
        if create.name.startswith("Put"):
            kind = replace(kind, replaces=True)
    shapes = list(_object_shapes(ops))
    kind = _with_statuses(kind, shapes)
    if not kind.arn:
        kind = replace(kind, arn=_arn_template(model, kind, shapes))
    return kind


def _by_family(model: ServiceModel, kind: Kind) -> dict[Family, list[OperationModel]]:
    found = {**dict(_operations(model, kind.noun)), **kind.operations}
    return {family: [model.operation_model(n) for n, f in found.items() if f == family] for family in Family}


def _with_key(kind: Kind, ops: Mapping[Family, list[OperationModel]], create: OperationModel | None) -> Kind:
    for family in (Family.DELETE, Family.READ, Family.UPDATE, Family.STOP):
        for operation in ops[family]:
            shape = operation.input_shape
            names = [name for name in required(shape) if members(shape)[name].type_name == "string"]
            if names:
                given = set(_input_facts(kind, create)) if create else set[str]()
                # An ARN of another name than the noun's, which the create does not take, is the object's own.
                arns = {name.lower(): "arn" for name in names if name.lower().endswith("arn")}
                if "arn" not in arns:
                    kind = replace(kind, renames={**{n: a for n, a in arns.items() if n not in given}, **kind.renames})
                return replace(kind, key=tuple(kind.fact(name) for name in names))
    return kind


def _input_facts(kind: Kind, operation: OperationModel) -> dict[str, Shape]:
    """What a request may tell, what lies in a structure named after the kind included."""
    found: dict[str, Shape] = {}
    for name, shape in members(operation.input_shape).items():
        found[kind.fact(name)] = shape
        if is_wrapper(kind, name, shape):
            found.update({kind.fact(inner): each for inner, each in members(shape).items()})
    return found


def is_wrapper(kind: Kind, name: str, shape: Shape) -> bool:
    """Whether a member is the object itself, wrapped: `workspace`, `DatabaseInput`."""
    if shape.type_name != "structure":
        return False
    noun = kind.noun.lower()
    plain = {text.lower().removesuffix(end) for text in (name, shape.name) for end in ("", "input", "details", "detail",
             "description", "summary", "info", "metadata", "data", "response", "output", "type")}  # fmt: skip
    return any(text in kind.prefixes or text == noun for text in plain if text)


def _object_shapes(ops: Mapping[Family, list[OperationModel]]) -> Iterator[Shape]:
    """The structures that describe the object: outputs, and what they wrap."""
    for family in (Family.READ, Family.CREATE, Family.UPDATE, Family.LIST, Family.BATCH):
        for operation in ops[family]:
            if (output := operation.output_shape) is not None:
                yield output
                for shape in members(output).values():
                    inner = shape.member if shape.type_name == "list" else shape
                    if inner.type_name == "structure":
                        yield inner


def _with_statuses(kind: Kind, shapes: list[Shape]) -> Kind:
    status, values = _status(kind, shapes)
    return replace(kind, status=status, statuses=kind.statuses or _statuses(values))


def _status(kind: Kind, shapes: list[Shape]) -> tuple[str, list[str]]:
    """The fact that is the status, a path where it is in a structure, and the values it may have."""
    wanted = (kind.status.partition(".")[0],) if kind.status else ("status", "state", "lifecyclestate")
    for shape in shapes:
        for name, member in members(shape).items():
            fact = kind.fact(name)
            if fact in wanted:
                if values := member.metadata.get("enum", []):
                    return fact, values
                for inner, each in members(member).items():
                    if values := each.metadata.get("enum", []):
                        return f"{fact}.{inner}", values
    return kind.status, []


def _statuses(values: list[str]) -> Statuses:
    plain = {re.sub(r"[_\- ]", "", value).lower(): value for value in reversed(values)}
    found = {name: next((plain[word] for word in words if word in plain), "") for name, words in _STATUS_WORDS.items()}
    if not found["ready"]:
        return Statuses()
    return Statuses(**found)


def _arn_template(model: ServiceModel, kind: Kind, shapes: list[Shape]) -> str:
    chosen = (*kind.key, *kind.ids)
    named = next((name for name in ("name", "id", *kind.key) if name in chosen), "")
    if kind.key == ("arn",):
        named = "name"
    parents = [name for name in kind.key if name != named]
    service = str(model.signing_name)
    path = "/".join(f"{{{name}}}" for name in (*parents, named) if name and name != "arn")
    for shape in shapes:
        for name, member in members(shape).items():
            if kind.fact(name) == "arn" and (found := _TYPED.search(str(member.metadata.get("pattern", "")))):
                return f"arn:{{partition}}:{found[1]}:{{region}}:{{account}}:{found[2]}{found[3]}{path}"
    kebab = "-".join(kind.words)
    return f"arn:{{partition}}:{service}:{{region}}:{{account}}:{kebab}/{path}"


_TYPED = re.compile(r"arn:[^:]*(?:\([^)]*\))?[^:]*:([a-z0-9-]+):[^:]*:[^:]*:\(?(/?[a-z][a-zA-Z0-9-]*)([/:])")
"""Service, resource type and the sign after it, in the pattern of an ARN."""
