"""Kind: one row of the table, matched against pulumi-aws's schema and botocore's model of the service."""

import functools
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from local.providers.aws import codecs, paths
from local.providers.aws.conditions import CONDITIONS
from local.providers.aws.row import Op, Put, Row
from local.providers.aws.schema import Schema
from local.providers.aws.shapes import Translator, Unmapped, find_member, is_flag, spelled
from local.providers.aws.upstream import Facts, facts_of
from local.providers.aws.values import UNKNOWN, Properties, has_unknown, listed

# Properties that no operation of a row carries: tags have their own, the region chooses the client.
INDEX = re.compile(r"\[\d+\]")
NOT_MAPPED = (
    "the local provider does not map this input: leave it out, use the resource that pulumi-aws has for it, "
    "or add it to the row in local/providers/aws/table"
)
APART = frozenset({"tags", "tagsAll", "region"})


@dataclass(frozen=True)
class Place:
    """Where a property lies in a request or a result."""

    path: str
    shape: Any


class Kind:
    """What the operations of a resource type cover, worked out once."""

    def __init__(self, row: Row, schema: Schema, model: Callable[[], Any]) -> None:
        self.row = row
        self.schema = schema
        self._model = model
        named = schema.identifiers or tuple(row.key.values())[:1]
        self.id_template = row.id or "|".join(f"{{{name}}}" for name in named)

    @functools.cached_property
    def model(self) -> Any:
        """botocore's model, loaded when a call, or a check of new inputs, first needs it."""
        return self._model()

    @property
    def is_regional(self) -> bool:
        """Whether pulumi-aws has a `region` input for it."""
        return "region" in self.schema.inputs

    @property
    def lists_tags(self) -> bool:
        """Whether its tags are a list of pairs, as in pulumi-aws-native, which has the provider's own among them."""
        return self.schema.inputs.get("tags", "str")[0] == "list"

    @functools.cached_property
    def identity(self) -> frozenset[str]:
        """The inputs that name the object: a change of one is another object."""
        named = {f for value in self.row.key.values() for f in (paths.fields(value) or (value,))}
        named |= set(paths.fields(self.id_template))
        return frozenset(f for f in named if top(f) in self.schema.inputs) | ({"region"} if self.is_regional else set())

    def is_json(self, name: str) -> bool:
        """Whether a property holds JSON text."""
        return name in self.row.json or "json" in (self.schema.inputs.get(name), self.schema.outputs.get(name))

    @functools.cached_property
    def facts(self) -> Facts | None:
        """What the Terraform provider declares of it; None for what is not its own."""
        return facts_of(self.row.type, self.schema, self.row.upstream, self.row.upstream_renames)

    def replaces(self, path: str, whole: Any, new: Mapping[str, Any]) -> bool:
        """Whether a difference at this path needs another object. `whole` is what came or went there, if it did."""
        name = top(path)
        if self.identity & {name, without_indexes(path)} or name in self.row.replace:
            return True
        if name in ("tags", "tagsAll") and self.row.tags and name not in (self.schema.replaces or ()):
            return False
        if self.facts:
            return self.facts.replace_at(without_indexes(path), whole)
        if name in self.row.local:
            return False
        puts = [put for put in self.row.update if name in self.covered_by(put)]
        return all(any(is_under(path, refused) for refused in self._refused(put, new)) for put in puts)

    def forced(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
        """The paths of which a change from these inputs to those replaces because of what the values are."""

        def value(inputs: Mapping[str, Any], path: str) -> Any:
            found = paths.get(inputs, path, inputs)
            return None if found is UNKNOWN else found

        conditions = ((path, CONDITIONS[name]) for path, name in self.row.replace_when.items())
        return [path for path, holds in conditions if holds(value(old, path), value(new, path), new)]

    def is_mapped(self, name: str) -> bool:
        """Whether the row does something with this input."""
        if name == "tags":
            return self.row.tags is not None
        if name in self.row.local or name in self.identity:
            return True
        return name in self.request_places(self.row.create) or any(name in self.covered_by(p) for p in self.row.update)

    def covered_by(self, put: Put) -> frozenset[str]:
        """The inputs a put brings up to date."""
        places = {*self.request_places(put.op), put.switch, put.follows} - {""}
        return frozenset(places - self.identity)

    def request_places(self, op: Op) -> Mapping[str, Place]:
        """Where each input goes in the request of an operation."""
        return self._places(op, self.schema.inputs, is_request=True)

    def result_places(self, op: Op) -> Mapping[str, Place]:
        """Where each output lies in the result of an operation, from `op.at` on."""
        helpers = {top(name) for name in (*self.row.renames, *op.renames)} - {*self.schema.outputs, *self.schema.inputs}
        names = [name for name in (*self.schema.outputs, *sorted(helpers)) if name not in self.row.unread]
        return self._places(op, names, is_request=False)

    def problems(self, inputs: Mapping[str, Any]) -> list[Unmapped]:
        """The given values that no operation of this row takes."""
        found: list[Unmapped] = []
        for name in inputs:
            if name not in self.schema.inputs:
                found.append(Unmapped(name, f"{self.row.type} has no such input"))
            elif not self.is_mapped(name):
                found.append(Unmapped(name, NOT_MAPPED))
        taking: dict[str, list[list[Unmapped]]] = {}
        for put in (Put(self.row.create), *self.row.update):
            refused = self._refusals(put, inputs)
            for name in self.request_places(put.op):
                taking.setdefault(name, []).append([r for r in refused if top(r.path) == name])
        for refusals in taking.values():
            found.extend(min(refusals, key=len))
        return list(dict.fromkeys(found))

    def _refused(self, put: Put, inputs: Mapping[str, Any]) -> list[str]:
        """The nested values that the create takes and this put does not: a change of one is another object."""
        return [r.path for r in self._refusals(put, inputs)]

    def _refusals(self, put: Put, inputs: Mapping[str, Any]) -> list[Unmapped]:
        """What an operation does not take of these inputs; of lists whose elements it takes one by one, of each."""
        env = Env(inputs, lambda _, __: "")
        if not (put.remove and put.each):
            return self.request(put.op, inputs, env)[1]
        names = [name for name in self.request_places(put.op) if inputs.get(name) is not UNKNOWN]
        return [
            refused
            for name in names
            for element in listed(inputs.get(name))
            if element is not UNKNOWN
            for refused in self.request(put.op, {name: [element]}, env, [name])[1]
        ]

    def request(
        self, op: Op, inputs: Mapping[str, Any], env: "Env", only: Iterable[str] | None = None
    ) -> tuple[dict[str, Any], list[Unmapped]]:
        """The request that carries these inputs, and what of them it cannot carry."""
        translator = Translator(self.schema, {**self.row.renames, **op.renames})
        request: dict[str, Any] = {}
        for name, place in self.request_places(op).items():
            value = inputs.get(name)
            if value is None or value is UNKNOWN or (only is not None and name not in only):
                continue
            kind = self.schema.inputs[name]
            codec = codecs.get(self.row.codecs.get(name))
            if codec and has_unknown(value):
                continue
            carried = (
                codec.to_aws(value, env) if codec else translator.carried(kind, place.shape, value, name, place.path)
            )
            if carried is not None:
                paths.put(request, place.path, carried)
        for path, value in self._fixed(op).items():
            sent = paths.value(value, env) if isinstance(value, str) else value
            if sent != "" or value == "":
                shape = paths.shape_at(self._operation(op).input_shape, path)
                told = translator.to_aws("str", shape, spelled(shape, sent), path) if sent is not value else sent
                paths.put(request, path, told)
        if op.tells and inputs.get("lifecycleScope") == "CRUD" and "Payload" in request:
            told = {str(inputs["terraformKey"]): {"action": op.tells, "prev_input": None}}
            request["Payload"] = json.dumps({**json.loads(request["Payload"]), **told})
        if "=" in op.bag and only is not None:
            request[op.bag.split("=")[0]] = self.row.attributes[next(iter(only))]
        return request, translator.problems

    def outputs(self, op: Op, result: Mapping[str, Any], env: "Env") -> Properties:
        """What an operation's result says of the outputs; None for those it could have and has not."""
        translator = Translator(self.schema, {**self.row.renames, **op.renames})
        lying = paths.get(result, op.at, env)
        found: Properties = {}
        for name, place in self.result_places(op).items():
            value = paths.get(lying, place.path, env)
            codec = codecs.get(self.row.codecs.get(name))
            kind = self.schema.outputs.get(name, "str")
            if value is not None:
                value = codec.from_aws(value, env) if codec else translator.from_aws(kind, place.shape, value, name)
            elif is_flag(kind, place.shape):
                value = False
            else:
                value = self.row.absent.get(name)
            found[name] = None if place.path == "." and not value else value
        return found

    def fields(self, op: Op, result: Mapping[str, Any]) -> Properties:
        """What an operation's result says of one element of the list that it is called for."""
        translator = Translator(self.schema, {**self.row.renames, **op.renames})
        inner = self.schema.outputs[op.each][1]
        return translator.from_aws(inner, self._operation(op).output_shape, result, op.each)

    def _fixed(self, op: Op) -> dict[str, Any]:
        """What goes into every request of an operation: constants, and the object's key unless this creates it."""
        fixed = dict(op.send)
        if op is not self.row.create:
            shape = self._operation(op).input_shape
            for member, value in self.row.key.items():
                if paths.shape_at(shape, member) is not None and not any(
                    path.split("[")[0] == member for path in fixed
                ):
                    fixed[member] = value if "{" in value else "{" + value + "}"
        return fixed

    def _operation(self, op: Op) -> Any:
        return self.model.operation_model(op.name)

    def _places(self, op: Op, names: Iterable[str], *, is_request: bool) -> Mapping[str, Place]:
        cache: dict[tuple[int, bool], Mapping[str, Place]] = self.__dict__.setdefault("_cache", {})
        key = (id(op), is_request)
        if key not in cache:
            cache[key] = self._find_places(op, names, is_request=is_request)
        return cache[key]

    def _find_places(self, op: Op, names: Iterable[str], *, is_request: bool) -> dict[str, Place]:
        operation = self._operation(op)
        root = operation.input_shape if is_request else paths.shape_at(operation.output_shape, op.at)
        taken = {path.split("[")[0].split(".")[0] for path in op.send} if is_request else set[str]()
        found: dict[str, Place] = {}
        for name in names:
            wanted = name in op.only if op.only is not None else name not in op.skip
            if not wanted or name in APART or (name in self.row.local and op.only is None):
                continue
            place = self._place(op, root, name, op.within if is_request else "")
            if place is not None and place.path not in taken:
                found[name] = place
        return found

    def _place(self, op: Op, root: Any, name: str, within: str) -> Place | None:
        if "=" in op.bag:
            member = op.bag.split("=")[1]
            return Place(member, root.members[member]) if name in self.row.attributes else None
        if op.bag and name in self.row.attributes:
            bag = paths.shape_at(root, op.bag)
            if bag is not None and bag.type_name == "map":
                return Place(f"{op.bag}.{self.row.attributes[name]}", bag.value)
        renamed = op.renames.get(name) or self.row.renames.get(name)
        for prefix in ("", within) if within else ("",):
            base = paths.shape_at(root, prefix)
            member = renamed or find_member(base, name)
            shape = paths.shape_at(base, member) if member else None
            if member and shape is not None:
                return Place(f"{prefix}.{member}" if prefix else member, shape)
        return None


def top(path: str) -> str:
    """The top-level property of a path."""
    return path.split(".")[0].split("[")[0]


def without_indexes(path: str) -> str:
    """The path as rows write it."""
    return INDEX.sub("", path)


def is_under(path: str, refused: str) -> bool:
    """Whether a path with indexes lies at or under one without."""
    plain = without_indexes(path)
    return plain == refused or plain.startswith(f"{refused}.") or refused.startswith(f"{plain}.")


class Env(dict[str, Any]):
    """The fields of templates: properties first; account, region, derived outputs and what the reads return when they
    are asked for."""

    def __init__(self, properties: Mapping[str, Any], more: Callable[[str, "Env"], str]) -> None:
        super().__init__(properties)
        self._more = more
        self.asking: set[str] = set()

    def __missing__(self, name: str) -> str:
        return self._more(name, self)
