"""Inference: what botocore's model tells of a kind that the table leaves open: key, ids, statuses, ARN."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from moto.core.model import OperationModel, ServiceModel

from local.cloud.store import grammar, models
from local.cloud.store.grammar import Family
from local.cloud.store.kinds import Kind, Names, Statuses
from local.cloud.store.shapes import Shape, members, required

_NAMESPACES = {"monitoring": "cloudwatch", "email": "ses"}
"""How ARNs name a service that signs otherwise."""
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


def infer(model: ServiceModel, noun: str) -> Kind | None:
    """The kind, unless moto makes its objects, nothing reads them or what names them cannot be told."""
    service = str(model.service_name)
    families = grammar.operations(service, noun)
    create = model.operation_model(next(name for name, family in families.items() if family is Family.CREATE))
    if create.name in models.in_moto(service) or not {Family.READ, Family.LIST} & set(families.values()):
        return None
    if create.name.startswith("Put") and Family.DELETE not in families.values():
        return None
    kind = complete(model, Kind(noun))
    known = set(_input_facts(kind, create)) | set(kind.ids) | {"arn"}
    if not kind.singleton and (not kind.key or not set(kind.key) <= known):
        return None
    return kind


def complete(model: ServiceModel, kind: Kind) -> Kind:
    """The kind with what the table leaves empty inferred from the model."""
    ops = _by_family(model, kind)
    create = next(iter(ops[Family.CREATE]), None)
    if not kind.key and not kind.singleton:
        kind = _with_key(kind, ops, create)
    if create is not None:
        given = set(_input_facts(kind, create))
        made = {
            name: _id_template(model, kind)
            for name in kind.key
            if name not in given and name != "arn" and name not in kind.ids
        }
        if set(made) <= {name for name in made if name.endswith(("id", "identifier"))}:
            kind = replace(kind, ids={**made, **kind.ids})
        if create.name.startswith("Put"):
            kind = replace(kind, replaces=True)
    shapes = list(_object_shapes(ops))
    kind = _with_statuses(kind, shapes)
    if not kind.arn:
        kind = replace(kind, arn=_arn_template(model, kind, shapes))
    return kind


def _id_template(model: ServiceModel, kind: Kind) -> str:
    """EC2's ids begin with the noun; others are as the pattern of their shape says."""
    return f"{'-'.join(kind.words)}-{{hex:17}}" if model.protocol == "ec2" else "{uuid}"


def partial(model: ServiceModel, kind: Kind, update: str) -> frozenset[str]:
    """The facts whose structure has fewer members in an update than in the create."""
    whole = {n: s for create in _by_family(model, kind)[Family.CREATE] for n, s in _input_facts(kind, create).items()}
    asked = _input_facts(kind, model.operation_model(update))
    both = {name: (shape, whole[name]) for name, shape in asked.items() if name in whole}
    return frozenset(
        name
        for name, (part, all_) in both.items()
        if part.type_name == all_.type_name == "structure" and set(members(all_)) - set(members(part))
    )


def _by_family(model: ServiceModel, kind: Kind) -> dict[Family, list[OperationModel]]:
    found = {**grammar.operations(str(model.service_name), kind.noun), **kind.operations}
    return {family: [model.operation_model(n) for n, f in found.items() if f == family] for family in Family}


def _with_key(kind: Kind, ops: Mapping[Family, list[OperationModel]], create: OperationModel | None) -> Kind:
    for family in (Family.DELETE, Family.READ, Family.UPDATE, Family.STOP):
        for operation in ops[family]:
            shape = operation.input_shape
            names = [name for name in required(shape) if members(shape)[name].type_name == "string"]
            if names:
                given = set(_input_facts(kind, create)) if create else set[str]()
                # An ARN of another name than the noun's, which the create does not take, is the object's own.
                arns = {n.lower(): "arn" for n in names if n.lower().endswith("arn") or n.lower() == kind.noun.lower()}
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
    service = _NAMESPACES.get(str(model.signing_name), str(model.signing_name))
    path = "/".join(f"{{{name}}}" for name in (*parents, named) if name and name != "arn")
    for shape in shapes:
        for name, member in members(shape).items():
            if kind.fact(name) == "arn" and (found := _TYPED.search(str(member.metadata.get("pattern", "")))):
                return f"arn:{{partition}}:{found[1]}:{{region}}:{{account}}:{found[2]}{found[3]}{path}"
    kebab = "-".join(kind.words)
    return f"arn:{{partition}}:{service}:{{region}}:{{account}}:{kebab}/{path}"


_TYPED = re.compile(r"arn:[^:]*(?:\([^)]*\))?[^:]*:([a-z0-9-]+):[^:]*:[^:]*:\(?(/?[a-z][a-zA-Z0-9-]*)([/:])")
"""Service, resource type and the sign after it, in the pattern of an ARN."""


def status_values(model: ServiceModel, kind: Kind) -> list[str]:
    """What the kind's status may be."""
    return _status(kind, list(_object_shapes(_by_family(model, kind))))[1]
