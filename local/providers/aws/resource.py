"""Resource: create, read, update and delete one AWS object as its row says."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from local.providers.aws import differ, paths, tags
from local.providers.aws.clients import AwsError, Clients
from local.providers.aws.hooks import HOOKS
from local.providers.aws.kind import Env, Kind
from local.providers.aws.row import Op, Put, Tags
from local.providers.aws.schema import Schema, Type
from local.providers.aws.values import Properties

# pulumi-aws waits up to an hour for what AWS builds; the local cloud takes seconds.
LONGEST_WAIT_SECONDS = 300
POLL_SECONDS = 0.2
# Route 53 zones of S3 website endpoints: https://docs.aws.amazon.com/general/latest/gr/s3.html
S3_ZONES = {
    "us-east-1": "Z3AQBSTGFYJSTF",
    "us-east-2": "Z2O1EMRO9K5GLX",
    "us-west-1": "Z2F56UZL2M1ACD",
    "us-west-2": "Z3BJ6K6RIION7M",
    "ca-central-1": "Z1QDHH18159H29",
    "eu-central-1": "Z21DNDUVLTQW6Q",
    "eu-west-1": "Z1BKCTXD74EZPE",
    "eu-west-2": "Z3GKZC51ZF0DB4",
    "eu-west-3": "Z3R1K369G5AVDG",
    "eu-north-1": "Z3BAZG2TWCNX0D",
    "ap-northeast-1": "Z2M4EHUR26P7ZW",
    "ap-south-1": "Z11RGJOFQNVJUP",
    "ap-southeast-1": "Z3O0J2DXBE1FTB",
    "ap-southeast-2": "Z1WCIGYICN2BYD",
    "sa-east-1": "Z7KQH4QJS55SO",
}


class ResourceError(Exception):
    """An operation on a resource failed; nothing was made, or what was there is as it was."""


class PartialError(ResourceError):
    """An operation failed half-way: the object is there, and this is how far it got."""

    def __init__(self, reason: str, id_: str, outputs: Properties, inputs: Properties) -> None:
        super().__init__(reason)
        self.id = id_
        self.outputs = outputs
        self.inputs = inputs


@dataclass(frozen=True)
class Live:
    """What the cloud has."""

    id: str
    outputs: Properties
    """Each output the reads can tell; None where it is not set."""
    tags: dict[str, str]


class Resource:
    """The operations of one type in one region."""

    def __init__(self, kind: Kind, clients: Clients, default_tags: Mapping[str, str], region: str = "") -> None:
        self.kind = kind
        self.clients = clients
        self.default_tags = default_tags
        self.region = region or clients.region

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        """Id and outputs of a new object."""
        row = self.kind.row
        env = self._env(inputs)
        request, _ = self.kind.request(row.create, inputs, env)
        all_tags = tags.merged(self.default_tags, inputs.get("tags"))
        if row.tags and row.tags.create and all_tags:
            paths.put(request, row.tags.create, tags.as_member(self._member(row.create, row.tags.create), all_tags))
            for path, value in row.tags.create_with.items():
                paths.put(request, path, value)
        try:
            result = self._call(row.create, request)
        except AwsError as error:
            raise ResourceError(self._explain(error, inputs)) from error
        state = {**self._early(), **inputs, **_given(self.kind.outputs(row.create, result, env))}
        id_ = self._id(state)
        done = set(self.kind.request_places(row.create)) | ({"tags"} if row.tags and row.tags.create else set())
        try:
            if row.tags and not row.tags.create and all_tags:
                self._add_tags(row.tags, self._env({**state, "id": id_}), all_tags)
            done.add("tags")
            for op in row.after_create:
                self._call(op, self.kind.request(op, {}, self._env({**state, "id": id_}))[0])
            self._await_ready(id_, state)
            for put in row.update:
                self._finish(put, inputs, {**state, "id": id_}, done)
            return id_, self.settle(id_, inputs, state)
        except (AwsError, ResourceError) as error:
            raise self._partial(error, id_, inputs, set(self.kind.schema.inputs) - done) from error

    def update(self, id_: str, old: Properties, state: Properties, new: Properties) -> Properties:
        """Outputs after bringing the object to `new`. `state` is what it was last known to be."""
        changed = {c.property for c in differ.changes(self.kind, old, new)}
        changed |= {name for name in new if name in state and not self._agrees(name, state[name], new[name])}
        open_ = set(changed)
        try:
            for put in self.kind.row.update:
                covered = self.kind.covered_by(put)
                if covered & changed:
                    self._apply(put, covered & changed, {**old, **state}, new, {**state, **new, "id": id_})
                    open_ -= covered
            lost = self.kind.row.tags and self.kind.row.tags.lost and open_ != changed
            self._move_tags(id_, {} if lost else (state.get("tagsAll") or {}), new.get("tags"), {**state, **new})
            open_ -= {"tags"}
            self._await_ready(id_, {**state, **new})
            return self.settle(id_, new, {**state, **new})
        except (AwsError, ResourceError) as error:
            kept = {name: old[name] for name in open_ if name in old}
            landed = {**{k: v for k, v in new.items() if k not in open_}, **kept}
            raise self._partial(error, id_, landed, set()) from error

    def delete(self, id_: str, state: Properties) -> None:
        """Take the object away; it may be gone already."""
        row = self.kind.row
        if state.get("skipDestroy") is True:
            return
        env = self._env({**state, "id": id_})
        try:
            if row.before_delete:
                HOOKS[row.before_delete](self._plain_call, env)
            for op in row.delete:
                request, _ = self.kind.request(op, state, env)
                self._call(op, request)
            if row.ready:
                self._poll(lambda: self.read(id_, state) is None, f"{row.type} {id_} is still there")
        except AwsError as error:
            if not error.is_missing:
                raise ResourceError(self._explain(error, state)) from error

    def read(self, id_: str, state: Mapping[str, Any]) -> Live | None:
        """The object as it is, None when it is gone."""
        row = self.kind.row
        parsed = self._parsed(id_)
        env = self._env({**parsed, **state, "id": id_})
        outputs: Properties = {k: v for k, v in parsed.items() if k in self.kind.schema.outputs}
        live_tags: dict[str, str] = {}
        for n, op in enumerate(row.read):
            result = self._result(op, env)
            lying = paths.get(result, op.at, env) if result is not None else None
            if n == 0 and (lying is None or self._counts_as_gone(lying)):
                return None
            found = self.kind.outputs(op, result or {}, env)
            outputs.update({k: v for k, v in found.items() if v is not None or k not in outputs})
            env.update(_given(found))
            if n == 0 and row.tags and row.tags.list is None:
                live_tags = tags.from_member(paths.get(lying, row.tags.tags, env))
        if row.tags and row.tags.list:
            result = self._result(row.tags.list, env)
            live_tags = tags.from_member(paths.get(result, row.tags.list.at, env))
        known = {**parsed, **state, **_given(outputs)}
        return Live(self._id({**known, "id": outputs.get("id") or id_}), outputs, live_tags)

    def find(self, inputs: Mapping[str, Any]) -> str | None:
        """The id of the object a create with these inputs makes, if it is there. None too where AWS makes ids up."""
        try:
            id_ = self._id({**self._early(), **inputs})
        except KeyError:
            return None
        return id_ if self.read(id_, inputs) else None

    def settle(self, id_: str, inputs: Mapping[str, Any], state: Mapping[str, Any]) -> Properties:
        """The outputs after a change: what is there, said in the program's words where these mean the same."""
        live = self.read(id_, state)
        if live is None:
            raise ResourceError(f"{self.kind.row.type} {id_} is gone right after it was made")
        return self.outputs(live, inputs)

    def outputs(self, live: Live, known: Mapping[str, Any]) -> Properties:
        """Every output: from the cloud where it tells, else as it was known, else derived."""
        kind = self.kind
        found: Properties = {}
        for name in kind.schema.outputs:
            value = live.outputs.get(name)
            before = known.get(name)
            if value is None:
                value = before if name not in live.outputs or not before else None
            elif before is not None and self._agrees(name, value, before):
                value = before
            if value is not None:
                found[name] = value
        found |= self.tag_outputs(live.tags, known.get("tags"))
        if kind.is_regional:
            found["region"] = self.region
        env = self._env({**found, "id": live.id})
        for name, template in kind.row.computed.items():
            if not found.get(name):
                found[name] = paths.fill(template, env)
        return found

    def tag_outputs(self, live: Mapping[str, str], known: Mapping[str, str] | None) -> Properties:
        """`tags` are those the program gave or someone added; `tagsAll` has the provider's defaults too."""
        if not self.kind.row.tags:
            return {}
        own = {k: v for k, v in live.items() if k in (known or {}) or self.default_tags.get(k) != v}
        return {"tags": own, "tagsAll": dict(live)} if own or known is not None else {"tagsAll": dict(live)}

    def inputs(self, live: Live, old: Mapping[str, Any] | None, state: Mapping[str, Any]) -> Properties:
        """The inputs that would make what is there: for refresh in the words of `old`, for import complete."""
        outputs = self.outputs(live, {**state, **(old or {})} if old else {})
        settable = {name: outputs[name] for name in self.kind.schema.inputs if name in outputs}
        if not old:
            chosen = {n: v for n, v in settable.items() if not _is_empty(v) and self.kind.is_mapped(n)}
            return {**{k: v for k, v in self.kind.row.local.items() if v is not None}, **chosen}
        found: Properties = {"__defaults": old["__defaults"]} if "__defaults" in old else {}
        for name in (n for n in self.kind.schema.inputs if n in old or n in settable):
            if name in old:
                value = self._projected(name, settable.get(name), old[name])
            else:
                value = settable[name]
                if _is_empty(value) or differ.same(state.get(name), value, differ.compare_as(self.kind, name)):
                    continue
            if value is not None:
                found[name] = value
        return found

    # One call, and what is said about it.

    def _call(self, op: Op, request: Mapping[str, Any]) -> dict[str, Any]:
        return self._plain_call(op.name, request)

    def _plain_call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        return self.clients.call(self.kind.row.service, operation, request, self.region)

    def _result(self, op: Op, env: Env) -> dict[str, Any] | None:
        """The result of a read, None when it says that nothing is there."""
        request, _ = self.kind.request(op, {}, env)
        try:
            if "=" in op.at:
                return self.clients.pages(self.kind.row.service, op.name, request, self.region)
            return self._call(op, request)
        except AwsError as error:
            if error.is_missing:
                return None
            raise

    def _explain(self, error: AwsError, state: Mapping[str, Any]) -> str:
        name = ", ".join(str(state[n]) for n in sorted(self.kind.identity - {"region"}) if n in state)
        where = f"{self.kind.row.type} {name}".strip()
        if error.is_taken:
            return f"{where} exists already: import it with `pulumi import`, or give it another name ({error})"
        return f"{where}: {error}"

    def _partial(self, error: Exception, id_: str, inputs: Properties, undone: Iterable[str]) -> PartialError:
        reason = self._explain(error, inputs) if isinstance(error, AwsError) else str(error)
        landed = {k: v for k, v in inputs.items() if k not in set(undone) - set(self.kind.row.local) - {"region"}}
        try:
            live = self.read(id_, landed)
        except AwsError:
            live = None
        return PartialError(reason, id_, self.outputs(live, landed) if live else dict(landed), landed)

    # Parts of an object that have operations of their own.

    def _finish(self, put: Put, inputs: Properties, state: Properties, done: set[str]) -> None:
        """After a create: bring up what the create could not set."""
        covered = self.kind.covered_by(put) - done
        given = {name for name in covered if not _is_empty(inputs.get(name))}
        if put.switch:
            wanted = bool(inputs.get(put.switch, put.initial))
            if wanted == put.initial:
                given = set()
        if given:
            self._apply(put, given, {}, inputs, state)
        done |= covered

    def _apply(
        self, put: Put, changed: set[str] | frozenset[str], old: Properties, new: Properties, state: Properties
    ) -> None:
        env = self._env(state)
        if put.before:
            HOOKS[put.before](self._plain_call, env)
        if put.remove:
            for name in changed:
                have, wanted = old.get(name) or [], new.get(name) or []
                self._each_of(put, put.remove, name, [e for e in have if e not in wanted], env)
                self._each_of(put, put.op, name, [e for e in wanted if e not in have], env)
            return
        covered = self.kind.covered_by(put)
        if put.switch:
            op = put.op if new.get(put.switch) or put.clear is None else put.clear
            self._call(op, self.kind.request(op, new, env)[0])
            return
        if put.clear and all(_is_empty(new.get(name)) for name in covered):
            self._call(put.clear, self.kind.request(put.clear, new, env)[0])
            return
        wanted = {**{name: put.reset[name] for name in changed if name in put.reset}, **new}
        if not put.each:
            self._call(put.op, self.kind.request(put.op, wanted, env)[0])
            return
        for name in sorted(changed):
            request, _ = self.kind.request(put.op, {name: "", **wanted}, env, [name])
            self._call(put.op, request)

    def _each_of(self, put: Put, op: Op, name: str, elements: list[Any], env: Env) -> None:
        for batch in [[e] for e in elements] if put.each else [elements] if elements else []:
            self._call(op, self.kind.request(op, {name: batch}, env, [name])[0])

    # Tags.

    def _move_tags(self, id_: str, have: Mapping[str, str], new: Mapping[str, str] | None, state: Properties) -> None:
        how = self.kind.row.tags
        wanted = tags.merged(self.default_tags, new)
        if not how or wanted == have:
            return
        env = self._env({**state, "id": id_})
        gone = sorted(set(have) - set(wanted))
        if gone and (not how.whole or not wanted):
            request, _ = self.kind.request(how.remove, {}, env)
            if how.keys:
                paths.put(request, how.keys, tags.keys_as_member(self._member(how.remove, how.keys), gone))
            self._call(how.remove, request)
        if fresh := wanted if how.whole else {k: v for k, v in wanted.items() if have.get(k) != v}:
            self._add_tags(how, env, fresh)

    def _add_tags(self, how: Tags, env: Env, wanted: Mapping[str, str]) -> None:
        request, _ = self.kind.request(how.add, {}, env)
        paths.put(request, how.tags_in_add, tags.as_member(self._member(how.add, how.tags_in_add), wanted))
        self._call(how.add, request)

    def _member(self, op: Op, path: str) -> Any:
        shape = paths.shape_at(self.kind.model.operation_model(op.name).input_shape, path)
        if shape is None:
            raise LookupError(f"{op.name} has no member {path}")
        return shape

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
        if name == "s3_zone":
            return S3_ZONES.get(self.region, "")
        raise KeyError(name)

    def _id(self, state: Mapping[str, Any]) -> str:
        return paths.fill(self.kind.id_template, self._env(state)).removeprefix(self.kind.row.id_leaves_out)

    def _parsed(self, id_: str) -> dict[str, str]:
        """What an id tells: one of the forms that import takes, and the property that is the whole id."""
        names = paths.fields(self.kind.id_template)
        found = {names[0]: id_} if self.kind.id_template == f"{{{names[0]}}}" else {}
        templates = self.kind.row.imports or (self.kind.id_template,)
        parsed = next((p for p in (paths.parse(template, id_) for template in templates) if p), {})
        return {**self._early(), **found, **parsed}

    def _early(self) -> dict[str, str]:
        """Defaults and derived outputs that a key may need before the first read."""
        named = {f for value in self.kind.row.key.values() for f in (paths.fields(value) or (value,))}
        defaults = {n: v for n, v in self.kind.row.defaults.items() if n in named}
        derived = {n: t for n, t in self.kind.row.computed.items() if n in named}
        return {**defaults, **{n: paths.fill(t, self._env({})) for n, t in derived.items()}}

    def _agrees(self, name: str, live: Any, wanted: Any) -> bool:
        """Whether what is there is what was asked for; AWS may say more than was asked."""
        return differ.same(self._projected(name, live, wanted), wanted, differ.compare_as(self.kind, name))

    def _projected(self, name: str, live: Any, wanted: Any) -> Any:
        return projected(self.kind.schema, self.kind.schema.inputs.get(name, "any"), live, wanted)

    def _counts_as_gone(self, lying: Any) -> bool:
        gone = self.kind.row.gone
        if gone is None:
            return False
        value = lying.get(gone[0])
        return value in gone[1] or (value is not None and "*" in gone[1])

    def _await_ready(self, id_: str, state: Mapping[str, Any]) -> None:
        ready = self.kind.row.ready
        if ready is None:
            return
        op = self.kind.row.read[0]
        env = self._env({**state, "id": id_})

        def arrived() -> bool:
            result = self._result(op, env)
            lying = paths.get(result, op.at, env) or {}
            if lying.get(ready.status) in ready.failed:
                reason = lying.get(ready.reason, "AWS gives no reason")
                raise ResourceError(f"{self.kind.row.type} {id_} is {lying[ready.status]}: {reason}")
            return lying.get(ready.status) in ready.until

        self._poll(arrived, f"{self.kind.row.type} {id_} is still not {' or '.join(ready.until)}")

    def _poll(self, condition: Callable[[], bool], otherwise: str) -> None:
        end = time.monotonic() + LONGEST_WAIT_SECONDS
        while not condition():
            if time.monotonic() > end:
                raise ResourceError(f"{otherwise} after {LONGEST_WAIT_SECONDS} s")
            time.sleep(POLL_SECONDS)


def projected(schema: Schema, type_: Type, live: Any, wanted: Any) -> Any:
    """The live value, without what AWS adds to objects, and in the order that was asked for. Maps stay whole."""
    nested = schema.fields(type_)
    if nested is not None and isinstance(live, Mapping) and isinstance(wanted, Mapping):
        known = {k: projected(schema, nested.fields.get(k, "any"), live.get(k), v) for k, v in wanted.items()}
        return {k: v for k, v in known.items() if v is not None}
    if isinstance(live, list) and isinstance(wanted, list) and len(live) == len(wanted):
        if all(not isinstance(v, Mapping | list) for v in live) and sorted(map(str, live)) == sorted(map(str, wanted)):
            return wanted
        inner = type_[1] if isinstance(type_, list) else type_
        return [projected(schema, inner, a, b) for a, b in zip(live, wanted, strict=True)]
    if live is None and not wanted:
        return wanted  # AWS leaves out what is false, zero or empty.
    return live


def partition(region: str) -> str:
    """The AWS partition of a region."""
    return {"cn": "aws-cn", "us-gov": "aws-us-gov"}.get(region.rsplit("-", 2)[0], "aws")


def _given(values: Mapping[str, Any]) -> Properties:
    return {k: v for k, v in values.items() if v is not None}


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, list | Mapping) and not value)
