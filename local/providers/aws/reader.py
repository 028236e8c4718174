"""Reader: what the cloud has of one object, in the words of pulumi-aws and of the program."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.providers.aws import codecs, differ, paths, tags
from local.providers.aws.clients import AwsError, Clients, new_call_id
from local.providers.aws.kind import Env, Kind
from local.providers.aws.projection import projected, with_hidden
from local.providers.aws.regions import S3_ZONES, partition
from local.providers.aws.row import Op
from local.providers.aws.values import Properties, given, is_empty

# What templates may name before anything is known of an object.
PLACE = frozenset({"account", "region", "partition", "location", "s3_zone"})


@dataclass(frozen=True)
class Live:
    """What the cloud has."""

    id: str
    outputs: Properties
    """Each output the reads can tell; None where it is not set."""
    tags: dict[str, str]


class Reader:
    """Reads objects of one type in one region."""

    def __init__(self, kind: Kind, clients: Clients, default_tags: Mapping[str, str], region: str = "") -> None:
        self.kind = kind
        self.clients = clients
        self.default_tags = default_tags
        self.region = region or clients.region

    def read(self, id_: str, state: Mapping[str, Any]) -> Live | None:
        """The object as it is, None when it is gone."""
        found = (self._read(id_, parsed, state) for parsed in self._readings(id_, state))
        return next((live for live in found if live), None)

    def _read(self, id_: str, parsed: Properties, state: Mapping[str, Any]) -> Live | None:
        row = self.kind.row
        own = parsed.get("id", id_)
        env = self._env({**parsed, **state, "id": own})
        outputs: Properties = {k: v for k, v in parsed.items() if k in self.kind.schema.outputs}
        live_tags: dict[str, str] = {}
        for n, op in enumerate(row.read):
            if op.each:
                elements = outputs.get(op.each) or []
                outputs[op.each] = [self._whole(op, element, env) for element in elements] or None
                continue
            result = self._result(op, env)
            lying = paths.get(result, op.at, env) if result is not None else None
            if n == 0 and (lying is None or self._counts_as_gone(lying)):
                return None
            found = self.kind.outputs(op, result or {}, env)
            outputs.update({k: v for k, v in found.items() if v is not None or k not in outputs})
            env.update(given(found))
            if n == 0 and row.tags and row.tags.list is None:
                live_tags = tags.from_member(paths.get(lying, row.tags.tags, env))
        if row.tags and row.tags.list:
            result = self._result(row.tags.list, env)
            live_tags = tags.from_member(paths.get(result, row.tags.list.at, env))
        known = {**parsed, **state, **given(outputs)}
        return Live(self._id({**known, "id": outputs.get("id") or own}), outputs, live_tags)

    def _whole(self, op: Op, element: Mapping[str, Any], env: Env) -> Properties:
        """An element of a list with the fields that an operation of its own tells."""
        result = self._result(op, self._env({**env, op.each: element}))
        return {**element, **self.kind.fields(op, result or {})}

    def names(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The inputs that name the object."""
        named = self.kind.identity | set(paths.fields(self.kind.id_template))
        return {name: value for name, value in inputs.items() if name in named}

    def outputs(self, live: Live, known: Mapping[str, Any]) -> Properties:
        """Every output: from the cloud where it tells, else as it was known, else derived."""
        kind = self.kind
        found: Properties = {}
        for name in kind.schema.outputs:
            value = live.outputs.get(name)
            before = known.get(name)
            if name in kind.row.own and value and before:
                value = [element for element in value if any(_says(element, said) for said in before)]
            if value is None:
                value = before if name not in live.outputs or not before else None
            elif before is not None and self._agrees(name, value, before):
                value = self._shown(name, value, before)
            if value is not None:
                found[name] = value
        found |= self.tag_outputs(live.tags, known.get("tags"))
        if kind.is_regional:
            found["region"] = self.region
        env = self._env({**found, "id": live.id})
        for name, template in kind.row.computed.items():
            if name in kind.schema.outputs and not found.get(name):
                found[name] = paths.fill(template, env)
        return found

    def _shown(self, name: str, value: Any, before: Any) -> Any:
        """The value in the program's words, with what only AWS knows of it and programs read."""
        said = copy.deepcopy(before) if any(path.startswith(f"{name}.") for path in self.kind.row.shown) else before
        for path in self.kind.row.shown:
            inside = path.removeprefix(f"{name}.")
            if (
                inside != path
                and paths.get(said, inside, {}) is None
                and (told := paths.get(value, inside, {})) is not None
            ):
                paths.put(said, inside, told)
        return said

    def tag_outputs(self, live: Mapping[str, str], known: Any) -> Properties:
        """`tags` are those the program gave or someone added; `tagsAll` has the provider's defaults too. In a list of
        tags they all are, in the program's order."""
        if not self.kind.row.tags:
            return {}
        if self.kind.lists_tags:
            same = known is not None and tags.from_member(known) == live
            return {"tags": known if same else tags.as_pairs(live)} if live or known is not None else {}
        own = {k: v for k, v in live.items() if k in (known or {}) or self.default_tags.get(k) != v}
        return {"tags": own, "tagsAll": dict(live)} if own or known is not None else {"tagsAll": dict(live)}

    def inputs(self, live: Live, old: Mapping[str, Any] | None, state: Mapping[str, Any]) -> Properties:
        """The inputs that would make what is there: for refresh in the words of `old`, for import complete."""
        outputs = self.outputs(live, {**state, **(old or {})} if old else {})
        settable = {name: outputs[name] for name in self.kind.schema.inputs if name in outputs}
        if not old:
            chosen = {n: v for n, v in settable.items() if not is_empty(v) and self.kind.is_mapped(n)}
            return {**{k: v for k, v in self.kind.row.local.items() if v is not None}, **chosen}
        found: Properties = {"__defaults": old["__defaults"]} if "__defaults" in old else {}
        for name in (n for n in self.kind.schema.inputs if n in old or n in settable):
            if name in old:
                value = self._projected(name, settable.get(name), old[name])
            else:
                value = settable[name]
                if is_empty(value) or differ.same(state.get(name), value, differ.compare_as(self.kind, name)):
                    continue
            if value is not None:
                found[name] = value
        return found

    # One call.

    def _call(self, op: Op, request: Mapping[str, Any], call_id: str = "") -> dict[str, Any]:
        return self.clients.call(self.kind.row.service, op.name, request, self.region, call_id)

    def _plain_call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        return self.clients.call(self.kind.row.service, operation, request, self.region)

    def _result(self, op: Op, env: Env) -> dict[str, Any] | None:
        """The result of a read, None when it says that nothing is there, or when nothing tells what to ask for."""
        try:
            request, _ = self.kind.request(op, {}, env)
        except KeyError:
            return None
        try:
            if "=" in op.at:
                return self.clients.pages(self.kind.row.service, op.name, request, self.region)
            return self._call(op, request)
        except AwsError as error:
            if self._says_missing(error):
                return None
            raise

    def _says_missing(self, error: AwsError) -> bool:
        return error.is_missing or error.code in self.kind.row.missing

    # Names and states.

    def _env(self, properties: Mapping[str, Any]) -> Env:
        return Env(properties, self._known)

    def _known(self, name: str, env: Env) -> str:
        if name in self.kind.row.computed:
            return paths.fill(self.kind.row.computed[name], env)
        if name == "account":
            return self.clients.account
        if name == "region":
            return self.region
        if name == "partition":
            return partition(self.region)
        if name == "location":
            return "" if self.region == "us-east-1" else self.region
        if name == "token":
            return new_call_id()
        if name == "s3_zone":
            return S3_ZONES.get(self.region, "")
        return self._told(name, env)

    def _told(self, name: str, env: Env) -> str:
        """What is neither given nor known, as the first read that returns it says."""
        if name in env.asking:
            raise KeyError(name)
        env.asking.add(name)
        try:
            for op in (op for op in self.kind.row.read if name in self.kind.result_places(op)):
                value = self.kind.outputs(op, self._result(op, env) or {}, env)[name]
                if value is not None:
                    return str(value)
        finally:
            env.asking.remove(name)
        raise KeyError(name)

    def _id(self, state: Mapping[str, Any]) -> str:
        left_out = self.kind.row.id_leaves_out
        return paths.fill(self.kind.id_template, self._env(state)).removeprefix(left_out).removesuffix(left_out)

    def _parsed(self, id_: str) -> Properties:
        """What an id tells: one of the forms that import takes, and the property that is the whole id."""
        return self._readings(id_, {})[0]

    def _readings(self, id_: str, state: Mapping[str, Any]) -> list[Properties]:
        """Each thing an id may tell, first that which says no more than is known."""
        names = paths.fields(self.kind.id_template)
        whole = len(names) == 1 and self.kind.id_template == f"{{{names[0]}}}"
        found = {names[0]: id_} if whole and not (self.kind.row.imports and names[0] in self.kind.schema.inputs) else {}
        templates = self.kind.row.imports or (self.kind.id_template,)
        left_out = self.kind.row.id_leaves_out
        texts = (id_,) if whole else dict.fromkeys((id_, left_out + id_, id_ + left_out))
        parsed: list[Properties] = [p for template in templates for text in texts if (p := paths.parse(template, text))]
        parsed = parsed or [{}]
        parsed.sort(key=lambda fields: len(fields.keys() - state.keys()))
        return [{**self._early(), **found, **fields, **self._lists(fields)} for fields in parsed]

    def _lists(self, fields: Properties) -> Properties:
        inputs = self.kind.schema.inputs
        return {name: text.split("#") for name, text in fields.items() if isinstance(inputs.get(name), list)}

    def _early(self) -> dict[str, str]:
        """Defaults and derived outputs that a key may need before the first read."""
        named = {f for value in self.kind.row.key.values() for f in (paths.fields(value) or (value,))}
        defaults = {n: v for n, v in self.kind.row.defaults.items() if n in named}
        env = self._env({})
        derived = {n: t for n, t in self.kind.row.computed.items() if n in named and set(paths.fields(t)) <= PLACE}
        return {**defaults, **{n: paths.fill(t, env) for n, t in derived.items()}}

    def _agrees(self, name: str, live: Any, wanted: Any) -> bool:
        """Whether what is there is what was asked for; AWS may say more than was asked."""
        return differ.same(self._projected(name, live, wanted), wanted, differ.compare_as(self.kind, name))

    def _projected(self, name: str, live: Any, wanted: Any) -> Any:
        kind = self.kind
        codec = codecs.get(kind.row.codecs.get(name))
        if codec and codec.meaning and live and wanted and codec.meaning(live) == codec.meaning(wanted):
            return wanted
        if name in kind.row.hidden:
            return wanted
        found = projected(kind.schema, kind.schema.inputs.get(name, "any"), live, wanted)
        for path in kind.row.hidden:
            if path.startswith(f"{name}."):
                found = with_hidden(found, wanted, path.split(".")[1:])
        return found

    def _counts_as_gone(self, lying: Any) -> bool:
        gone = self.kind.row.gone
        if gone is None:
            return False
        value = paths.get(lying, gone[0], {})
        return value in gone[1] or (value is not None and "*" in gone[1])


def _says(element: Any, said: Any) -> bool:
    """Whether an element is what was said of it; AWS may say more."""
    both = isinstance(element, Mapping) and isinstance(said, Mapping)
    return said.items() <= element.items() if both else element == said
