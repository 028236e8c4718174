"""Resource: create, update and delete one AWS object as its row says."""

import time
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

from local.providers.aws import differ, paths, retries, tags
from local.providers.aws.clients import AwsError
from local.providers.aws.failures import PartialError, ResourceError, RolledBackError
from local.providers.aws.hooks import HOOKS
from local.providers.aws.kind import Env
from local.providers.aws.row import Op, Ready
from local.providers.aws.values import Properties, given
from local.providers.aws.writer import Writer

# pulumi-aws waits up to an hour for what AWS builds; the local cloud takes seconds.
LONGEST_WAIT_SECONDS = 300
POLL_SECONDS = 0.2


class Resource(Writer):
    """Changes objects of one type in one region."""

    def create(self, inputs: Properties, call_id: str = "") -> tuple[str, Properties]:
        """Id and outputs of a new object. `call_id` is for the call that makes it."""
        row = self.kind.row
        all_tags = tags.merged(self.default_tags, inputs.get("tags"))
        try:
            before = self._outputs_of(row.before_create, self._env(inputs)) if row.before_create else {}
            env = self._env({**inputs, **before})
            how, result = self._adopted(env) or (row.create, None)
            if result is None:
                result = self._call(row.create, self._creating(inputs, env, all_tags), call_id)
                if row.confirm:
                    told = self.made({**inputs, **before}, result)[1]
                    self._call(row.confirm, self.kind.request(row.confirm, {}, self._env(told))[0])
        except AwsError as error:
            raise ResourceError(self._explain(error, inputs)) from error
        id_, state = self.made({**inputs, **before}, result, how)
        tagged = bool(row.tags and row.tags.create and how is row.create)
        done = {*(self.kind.request_places(how) if how is row.create else ()), *(("tags",) if tagged else ())}
        try:
            if row.tags and not tagged and all_tags:
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
        """Outputs after bringing the object to `new`. `state` is what it was last known to be.

        A create that failed half-way may have left no more in the state than the inputs: the id tells the rest.
        """
        state = {**self._parsed(id_), **state}
        changed = {c.property for c in differ.changes(self.kind, old, new)}
        changed |= {name for name in new if name in state and not self._agrees(name, state[name], new[name])}
        open_ = set(changed)
        try:
            for put in self.kind.row.update:
                covered = self.kind.covered_by(put)
                if (covered - set(put.along)) & changed or (changed and new.get(put.follows) is True):
                    self._apply(put, covered & changed, {**old, **state}, new, {**state, **new, "id": id_})
                    open_ -= covered
            lost = self.kind.row.tags and self.kind.row.tags.lost and open_ != changed
            have = {} if lost else tags.from_member(state.get("tags" if self.kind.lists_tags else "tagsAll"))
            self._move_tags(id_, have, new.get("tags"), {**state, **new})
            open_ -= {"tags"}
            self._await_ready(id_, {**state, **new})
            return self.settle(id_, new, {**state, **new})
        except (AwsError, ResourceError) as error:
            if isinstance(error, RolledBackError):
                open_ |= error.properties
            kept = {name: old[name] for name in open_ if name in old}
            landed = {**{k: v for k, v in new.items() if k not in open_}, **kept}
            raise self._partial(error, id_, landed, set()) from error

    def delete(self, id_: str, state: Properties) -> None:
        """Take the object away; it may be gone already."""
        row = self.kind.row
        if state.get("skipDestroy") is True:
            return
        env = self._env({**self._parsed(id_), **state, "id": id_})
        try:
            if row.before_delete:
                HOOKS[row.before_delete](self._plain_call, env)
            for put in (put for put in row.update if put.undone):
                self._apply(put, self.kind.covered_by(put), state, {}, {**state, "id": id_})
            for op in row.delete:
                if op.tells and state.get("lifecycleScope") != "CRUD":
                    continue
                request, _ = self.kind.request(op, state, env)
                self._call(op, request)
            if row.ready and row.delete:
                self._poll(lambda: self.read(id_, state) is None, f"{row.type} {id_} is still there")
        except KeyError:
            if self.read(id_, state) is not None:
                raise
        except AwsError as error:
            if not self._says_missing(error):
                raise ResourceError(self._explain(error, state)) from error

    def made(
        self, inputs: Mapping[str, Any], result: Mapping[str, Any], how: Op | None = None
    ) -> tuple[str, Properties]:
        """The id of what a create made, or `how` found, and what its result tells."""
        outputs = self.kind.outputs(how or self.kind.row.create, result, self._env(inputs))
        state = {**self._early(), **inputs, **given(outputs)}
        for name, template in self.kind.row.tells.items():
            state |= paths.parse(template, str(state.get(name))) or {}
        return self._id(state), state

    def _creating(self, inputs: Properties, env: Env, all_tags: Mapping[str, str]) -> dict[str, Any]:
        """The request that makes the object, with its tags where the create takes them."""
        row = self.kind.row
        request, _ = self.kind.request(row.create, inputs, env)
        if row.tags and row.tags.create and all_tags:
            paths.put(request, row.tags.create, tags.as_member(self._member(row.create, row.tags.create), all_tags))
            for path, value in row.tags.create_with.items():
                paths.put(request, path, value)
        return request

    def _adopted(self, env: Env) -> tuple[Op, dict[str, Any]] | None:
        """How an object that is there already was found, and what that told."""
        op = self.kind.row.adopts
        result = self._result(op, env) if op else None
        return (op, result) if op and result and paths.get(result, op.at, env) is not None else None

    def _outputs_of(self, op: Op, env: Env) -> Properties:
        return given(self.kind.outputs(op, self._result(op, env) or {}, env))

    def settle(self, id_: str, inputs: Mapping[str, Any], state: Mapping[str, Any]) -> Properties:
        """The outputs after a change: what is there, said in the program's words where these mean the same."""
        live = self.read(id_, state)
        for delay in islice(retries.delays(), retries.PROPAGATION_ATTEMPTS):
            if live is not None or not self.clients.pause(delay):
                break
            live = self.read(id_, state)  # IAM and S3 tell of what is new a moment later
        if live is None:
            raise ResourceError(f"{self.kind.row.type} {id_} is gone right after it was made")
        own = self.kind.schema.outputs.keys() - live.outputs.keys() - self.kind.row.computed.keys()
        kept = {name: state[name] for name in own if name in state}  # what only the create told
        return self.outputs(live, {**kept, **inputs})

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

    def _await_ready(self, id_: str, state: Mapping[str, Any]) -> None:
        ready = self.kind.row.ready
        if ready is None:
            return
        op = self.kind.row.read[0]
        env = self._env({**state, "id": id_})

        def arrived() -> bool:
            result = self._result(op, env)
            lying = paths.get(result, op.at, env) or {}
            status = paths.get(lying, ready.status, env)
            if status in ready.failed:
                reason = paths.get(lying, ready.reason, env) or "AWS gives no reason"
                raise ResourceError(f"{self.kind.row.type} {id_} is {status}: {reason}")
            on_the_way = any(paths.get(lying, path, env) == value for path, value in ready.passing.items())
            return status in ready.until and not on_the_way

        self._poll(arrived, f"{self.kind.row.type} {id_} is still not {' or '.join(ready.until)}")
        if ready.holds:
            self._check_holds(ready, id_, state)

    def _check_holds(self, ready: Ready, id_: str, state: Mapping[str, Any]) -> None:
        found = self.read(id_, state)
        live = found.outputs if found else {}
        lost = {n for n in ready.holds if n in state and n in live and not self._agrees(n, live[n], state[n])}
        if lost:
            lying = self._result(self.kind.row.read[0], self._env({**state, "id": id_})) or {}
            now = ", ".join(f"{name} is {live[name]}, not {state[name]}" for name in sorted(lost))
            reason = lying.get(ready.reason, "AWS gives no reason")
            raise RolledBackError(f"{self.kind.row.type} {id_} was rolled back: {now}: {reason}", lost)

    def _poll(self, condition: Callable[[], bool], otherwise: str) -> None:
        end = time.monotonic() + LONGEST_WAIT_SECONDS
        while not condition():
            if time.monotonic() > end:
                raise ResourceError(f"{otherwise} after {LONGEST_WAIT_SECONDS} s")
            if not self.clients.pause(POLL_SECONDS):
                raise ResourceError(f"{otherwise}: cancelled")
