"""Families: what the operations of every kind have in common, from create to delete."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any, cast

from local.cloud.store import checks, filling, grammar, lists, motion, plans, tags
from local.cloud.store.call import Answer, Call, name_of
from local.cloud.store.grammar import Family
from local.cloud.store.kinds import Kind, Parent, Statuses
from local.cloud.store.objects import Object
from local.cloud.store.protocol import RefusalError, error_named
from local.cloud.store.records import encoded
from local.cloud.store.shapes import Shape, members
from local.cloud.store.templates import allowed_by, fill, fill_all

_LOST = ("missing", "notfound", "unprocessed", "error", "fail", "invalid")


def create(call: Call, kind: Kind) -> Answer:
    """Make the object: refused where its name is taken or what it belongs to is missing."""
    facts = call.facts(kind)
    if same := _same_token(call, kind):
        return call.answer(same)
    _check_parents(call, kind, facts)
    made = _completed(call, kind, facts)
    if there := call.objects.get(kind, call.shelf(kind), name_of(kind, made)):
        if not kind.replaces:
            raise call.taken(kind, made)
        return call.answer(change(call, there, facts))
    if kind.unique and any(
        all(each.facts.get(name) == made.get(name) for name in kind.unique)
        for each in call.objects.all(kind, call.shelf(kind))
    ):
        raise call.taken(kind, made)
    found = call.objects.make(kind, call.shelf(kind), name_of(kind, made), made, dict(call.tags))
    if token := _token(call):
        found.data["token"] = token
    if statuses := moving(kind):
        reason = _fate(call, found)
        call.objects.move(found, statuses.creating, statuses.ready, statuses.failed, reason)
    return call.answer(found, **{name: made[name] for name in kind.hidden if name in made})


def read(call: Call, kind: Kind) -> Answer:
    return call.answer(_the(call, kind))


def update(call: Call, kind: Kind) -> Answer:
    return call.answer(change(call, _the(call, kind), call.facts(kind)))


def _the(call: Call, kind: Kind) -> Object:
    """The object that the request names; settings are made when they are first asked for."""
    facts = call.facts(kind)
    if not kind.always or call.find(kind, facts):
        return call.the(kind, facts)
    _check_parents(call, kind, facts)
    made = _completed(call, kind, {name: facts[name] for name in kind.key if name in facts})
    found = call.objects.make(kind, call.shelf(kind), name_of(kind, made), made, {})
    if statuses := moving(kind):
        found.put_status(statuses.ready)
    return found


def change(call: Call, found: Object, facts: dict[str, Any]) -> Object:
    """Put new facts in the place of the old ones."""
    kind = found.kind
    _check_rest(call, found)
    found = call.objects.edit(found)
    partial = plans.partial(call.service, kind.noun, call.operation.name)
    for name, value in facts.items():
        if name in partial and isinstance(found.facts.get(name), dict):
            found.facts[name] = {**found.facts[name], **value}
        elif name.startswith("remove") and value is True:
            found.facts.pop(name.removeprefix("remove"), None)
        elif name not in kind.key and name != "arn":
            found.facts[name] = value
    found.tags.update(call.tags)
    found.data["changed"] = call.now
    if kind.finish:
        kind.finish(call, found.facts)
    if (statuses := moving(kind)) and found.status != statuses.stopped:
        reason = _fate(call, found)
        call.objects.move(
            found,
            statuses.updating,
            statuses.updated or statuses.ready,
            statuses.failed if statuses.updating else "",
            reason,
        )
    return found


def delete(call: Call, kind: Kind) -> Answer:
    """Take the object away; refused while others that need it live."""
    found = _the(call, kind)
    refuse_with_children(call, kind.noun, found.facts)
    _check_rest(call, found)
    answer = call.answer(found)
    statuses = moving(kind)
    if statuses and statuses.deleting:
        call.objects.move(found, statuses.deleting, "")
        delete_children(call, kind.noun, found.facts)
        return call.answer(found)
    call.objects.remove(found)
    delete_children(call, kind.noun, found.facts)
    return answer


def list_all(call: Call, kind: Kind) -> Answer:
    output = call.operation.output_shape
    name, shape = _elements(call, output)
    given = call.facts(kind)
    for parent in kind.parents:
        if all(given.get(own) for own in parent.key):
            _check_parent(call, kind, parent, given)
    pages = lists.paging(call.operation)
    skip = {each.lower() for each in (pages.token_in, pages.limit, "sortBy", "sortOrder") if each}
    objects = lists.select(kind, call.params, call.objects.all(kind, call.shelf(kind)), skip)
    part, told = lists.page(call.operation, call.params, objects)
    echoed = {each: call.params[each] for each in members(output) if each in call.params and each != pages.token_out}
    return {**echoed, **told, name: [filling.summary(shape.member, each, name, shape.name) for each in part]}


def batch(call: Call, kind: Kind) -> Answer:
    """Those of many that are there, and the names of those that are not."""
    name = next(name for name, shape in call.members.items() if shape.type_name == "list")
    found: list[Object] = []
    absent: list[Any] = []
    rest = {kind.fact(each): value for each, value in call.params.items() if each != name}
    for each in call.params[name]:
        own = {kind.fact(k): v for k, v in each.items()} if isinstance(each, dict) else {kind.key[-1]: each}
        there = call.find(kind, {**rest, **cast(dict[str, Any], own)})
        found.append(there) if there else absent.append(each)
    answer: Answer = {}
    for member, shape in members(call.operation.output_shape).items():
        if shape.type_name == "list":
            lost = any(
                word in member.lower() for word in ("missing", "notfound", "unprocessed", "error", "fail", "invalid")
            )
            inner = shape.member
            answer[member] = absent if lost else [filling.summary(inner, each, member) for each in found]
    return answer


def start(call: Call, kind: Kind) -> Answer:
    found = call.the(kind)
    if statuses := moving(kind):
        call.objects.move(found, statuses.starting or statuses.updating, statuses.started or statuses.ready)
    return call.answer(found)


def stop(call: Call, kind: Kind) -> Answer:
    found = call.the(kind)
    if statuses := moving(kind):
        call.objects.move(found, statuses.stopping, statuses.stopped or statuses.ready)
    return call.answer(found)


FAMILIES: dict[Family, Callable[[Call, Kind], Answer]] = {
    Family.CREATE: create,
    Family.READ: read,
    Family.UPDATE: update,
    Family.DELETE: delete,
    Family.LIST: list_all,
    Family.BATCH: batch,
    Family.START: start,
    Family.STOP: stop,
}


def tag(call: Call, found: Object, family: Family) -> Answer:
    """Add, take away or tell the tags of an object."""
    if family is Family.TAG:
        call.objects.edit(found).tags.update(call.tags)
    elif family is Family.UNTAG:
        keys = next(value for name, value in call.params.items() if call.members[name].type_name == "list")
        for key in keys:
            call.objects.edit(found).tags.pop(key, None)
    told = members(call.operation.output_shape)
    return {name: tags.write(shape, found.tags) for name, shape in told.items() if tags.is_tags(name, shape)}


def refuse_with_children(call: Call, noun: str, facts: dict[str, Any]) -> None:
    """Refuse to delete an object while others that need it live."""
    for parent, each in _children(call, noun, facts):
        if parent.blocks and not parent.cascade:
            why = f"{noun} cannot be deleted: {each.kind.noun} {each.name} still needs it."
            codes = ("ResourceInUse", "Conflict", "InUse", "Dependen")
            raise call.refuse(each.kind, parent.in_use, codes, "ConflictException", why, each.facts)


def delete_children(call: Call, noun: str, facts: dict[str, Any]) -> None:
    """Delete what AWS deletes with an object."""
    for parent, each in list(_children(call, noun, facts)):
        if parent.cascade and call.objects.get(each.kind, each.shelf, each.name):
            call.objects.remove(each)
            delete_children(call, each.kind.noun, each.facts)


def _children(call: Call, noun: str, facts: dict[str, Any]) -> Iterator[tuple[Parent, Object]]:
    for child in plans.declared(call.service).values():
        for parent in child.parents:
            if parent.noun == noun:
                for each in call.objects.all(child, call.shelf(child)):
                    if all(each.facts.get(own) == facts.get(theirs) for own, theirs in parent.key.items()):
                        yield parent, each


def _fate(call: Call, found: Object) -> str | None:
    """Why the object ends in its failed status, if the fault plan says so."""
    return motion.outcome(str(call.operation.service_model.signing_name), call.operation.name, found.name)


def moving(kind: Kind) -> Statuses | None:
    return kind.statuses if kind.statuses and kind.statuses.ready and kind.status else None


def _completed(call: Call, kind: Kind, given: dict[str, Any]) -> dict[str, Any]:
    """The facts of a new object: what was asked for, what AWS fills in and what it chooses."""
    facts = {**kind.defaults, **given}
    for name, template in kind.ids.items():
        if kind.replaces and given.get(name):
            continue  # what is put again has its id
        facts[name] = _chosen(call, kind, name) if template == "{uuid}" else fill(template, {**call.place, **facts})
    if "arn" in kind.key and "name" not in facts:
        facts["name"] = fill("{uuid}", {})
    told = {**call.place, **facts}
    facts["arn"] = told["arn"] = fill(kind.arn, told)
    for name, value in kind.defaults.items():
        if name not in given:
            facts[name] = fill_all(value, told)
    facts.update({name: fill_all(value, told) for name, value in kind.derived.items()})
    if kind.finish:
        kind.finish(call, facts)
    return facts


def _chosen(call: Call, kind: Kind, fact: str) -> str:
    """An id as the model's pattern wants it, if some operation has one."""
    for name in grammar.operations(call.service, kind.noun):
        shape = call.operation.service_model.operation_model(name).input_shape
        for member, each in members(shape).items():
            if kind.fact(member) == fact and (pattern := each.metadata.get("pattern")):
                return allowed_by(str(pattern))
    return fill("{uuid}", {})


def _check_parents(call: Call, kind: Kind, facts: dict[str, Any]) -> None:
    for parent in kind.parents:
        if not parent.optional or all(facts.get(own) for own in parent.key):
            _check_parent(call, kind, parent, facts)


def _check_parent(call: Call, kind: Kind, parent: Parent, facts: dict[str, Any]) -> None:
    key = parent.key
    if parent.read:
        try:
            call.ask(call.service, parent.read, {theirs: facts[own] for own, theirs in key.items()})
        except RefusalError:
            if parent.missing is None:
                raise
            raise call.refuse(kind, parent.missing, (), "", "", facts) from None
        return
    above = call.kind(parent.noun)
    named = {theirs: facts.get(own) for own, theirs in key.items()}
    if call.find(above, named) is None:
        if parent.missing:
            raise call.refuse(kind, parent.missing, (), "", "", facts)
        raise call.missing(above, named)


def _check_rest(call: Call, found: Object) -> None:
    """Refuse to change what still moves, where the service has an error for it."""
    statuses = moving(found.kind)
    if statuses and found.status in statuses.passing and found.data.get("move"):
        own = {shape.name for shape in call.operation.error_shapes}
        code = error_named(call.operation, "ResourceInUse", "Conflict", "InUse")
        if found.kind.busy or code in own:
            raise call.busy(found.kind, found.facts, f"{found.kind.noun} {found.name} is {found.status}.")


def _token(call: Call) -> list[str] | None:
    """The idempotency token of the request, and what was asked with it."""
    names = set(call.operation.idempotent_members)
    given = next((str(call.params[name]) for name in call.params if name in names), None)
    if given is None:
        return None
    rest = encoded({name: value for name, value in sorted(call.params.items()) if name not in names})
    return [given, hashlib.blake2b(rest.encode(), digest_size=16).hexdigest()]


def _same_token(call: Call, kind: Kind) -> Object | None:
    """What the same request made before."""
    token = _token(call)
    if token is None:
        return None
    found = call.objects.first(kind, call.shelf(kind), lambda data: (data.get("token") or [None])[0] == token[0])
    if found and found.data["token"][1] != token[1]:
        code = error_named(call.operation, "IdempotentParameterMismatch", "Idempoten", "Conflict", "InUse")
        message = "The client token was used before with other parameters."
        raise RefusalError(code, message) if code else checks.invalid(call.operation, message)
    return found


def _elements(call: Call, output: Shape | None) -> tuple[str, Shape]:
    """The member of a list's output that holds the objects."""
    found = {n: s for n, s in members(output).items() if s.type_name == "list" and not tags.is_tags(n, s)}
    if not found:
        raise NotImplementedError(f"{call.operation.name} has no list of objects")
    return next(iter(found.items()))
