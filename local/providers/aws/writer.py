"""Writer: the calls that bring the parts and the tags of one object up to date."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from local.providers.aws import paths, tags
from local.providers.aws.failures import ResourceError
from local.providers.aws.hooks import HOOKS
from local.providers.aws.kind import Env
from local.providers.aws.reader import Reader
from local.providers.aws.row import Op, Put, Tags
from local.providers.aws.values import Properties, given, is_empty, listed

EMPTY: Mapping[str, Any] = MappingProxyType({})


class Writer(Reader):
    """Changes what an object of one type has beside its own create and delete."""

    # Parts of an object that have operations of their own.

    def _finish(self, put: Put, inputs: Properties, state: Properties, done: set[str]) -> None:
        """After a create: bring up what the create could not set."""
        covered = self.kind.covered_by(put) - done - set(put.along)
        given = {name for name in covered if not is_unset(put, inputs.get(name))}
        if put.switch:
            wanted = is_on(put, inputs[put.switch]) if put.switch in inputs else put.initial
            if wanted == put.initial:
                given = set()
        if put.exclusive:
            given = covered & set(inputs)
        if given:
            self._apply(put, given, {}, inputs, state)
        done |= covered

    def _apply(
        self, put: Put, changed: set[str] | frozenset[str], old: Properties, new: Properties, state: Properties
    ) -> None:
        if any(state.get(name) not in values for name, values in put.when.items()):
            return
        env = self._env(state)
        if put.before:
            HOOKS[put.before](self._plain_call, env)
        self._bring_up(put, changed, old, new, env)
        if put.then:
            HOOKS[put.then](self._plain_call, env)

    def _bring_up(
        self, put: Put, changed: set[str] | frozenset[str], old: Properties, new: Properties, env: Env
    ) -> None:
        if put.remove or put.grows:
            beside = {name: new[name] for name in put.along if name in new}
            for name in set(changed) - set(put.along):
                before = self._live(env, name) if put.exclusive else old.get(name)
                have, wanted = listed(before), listed(new.get(name))
                gone = [e for e in have if e not in wanted]
                if put.remove:
                    self._each_of(put, put.remove, {name: gone}, env)
                elif gone:
                    raise ResourceError(f"{self.kind.row.type} {env['id']}: AWS takes nothing out of {name}")
                self._each_of(put, put.op, {name: [e for e in wanted if e not in have]}, env, beside)
            return
        covered = self.kind.covered_by(put)
        if put.follows and not new.get(put.follows):
            return
        if put.switch:
            op = put.op if is_on(put, new.get(put.switch)) or put.clear is None else put.clear
            self._call(op, self.kind.request(op, new, env)[0])
            return
        if put.clear and all(is_unset(put, new.get(name)) for name in covered):
            self._call(put.clear, self.kind.request(put.clear, new, env)[0])
            return
        if put.falls:
            (name,) = covered
            op = put.falls if (new.get(name) or put.initial) < (old.get(name) or put.initial) else put.op
            self._call(op, self.kind.request(op, {name: put.initial, **new}, env)[0])
            return
        wanted = {**{name: put.reset[name] for name in changed if name in put.reset}, **new}
        if not put.each:
            request, _ = self.kind.request(put.op, wanted, env)
            places = self.kind.request_places(put.op)
            for name in changed & put.drop.keys():
                if is_empty(new.get(name)):
                    paths.put(request, put.drop[name], True)
            for name in changed if put.keys else ():
                if lost := sorted(set(old.get(name) or {}) - set(new.get(name) or {})):
                    paths.put(request, put.keys, lost)
            if put.forget and (gone := sorted(places[name].path for name in changed if is_empty(new.get(name)))):
                paths.put(request, put.forget, gone)
            result = self._call(put.op, request)
            if put.after:
                env.update(given(self.kind.outputs(put.op, result, env)))
                self._call(put.after, self.kind.request(put.after, {}, env)[0])
            return
        for name in sorted(changed):
            request, _ = self.kind.request(put.op, {name: "", **wanted}, env, [name])
            self._call(put.op, request)

    def _live(self, state: Properties, name: str) -> Any:
        live = self.read(state["id"], state)
        return live.outputs.get(name) if live else None

    def _each_of(self, put: Put, op: Op, elements: Properties, env: Env, beside: Mapping[str, Any] = EMPTY) -> None:
        ((name, found),) = elements.items()
        for batch in [[e] for e in found] if put.each else [found] if found else []:
            self._call(op, self.kind.request(op, {**beside, name: batch}, env, [name, *beside])[0])

    # Tags.

    def _move_tags(self, id_: str, have: Mapping[str, str], new: Any, state: Properties) -> None:
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


def is_unset(put: Put, value: Any) -> bool:
    """Whether that value says no more than that nothing was set."""
    return is_empty(value) or (put.initial is not False and not put.switch and value == put.initial)


def is_on(put: Put, value: Any) -> bool:
    """Whether that value of its switch turns the put on."""
    return value == put.on if put.on else bool(value)
