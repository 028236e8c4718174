"""Engine: answer a request from the store, before moto for what is declared as the store's own, or in its place."""

import importlib.util
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from moto.core.model import OperationModel
from moto.iam import models as iam_models
from moto.utilities.utils import get_partition

from local.cloud.errors import Answer as Response
from local.cloud.request import Request
from local.cloud.store import checks, families, inference, inner, models, plans, protocol
from local.cloud.store.call import Answer, Call
from local.cloud.store.grammar import Family
from local.cloud.store.models import Asked
from local.cloud.store.objects import Object, Objects
from local.cloud.store.protocol import RefusalError
from local.cloud.store.records import Data, Records

_SCOPE = re.compile(r"Credential=([^/,]+)/\d+/([^/,]*)/")


class Store:
    """The generic store of one local cloud."""

    def __init__(self, records: Records, through: Callable[[Request], Response]) -> None:
        """`through` answers what the store itself asks of the local cloud."""
        self.records = records
        self._through = through
        self._objects = Objects(records)

    def answer(self, request: Request, below: Callable[[], Response]) -> Response:
        """A stage of the app: what is declared as the store's own comes before moto, what moto lacks after it."""
        if found := self._ours(request):
            return found
        held = self._held_parent(request)
        try:
            return self._delete_held(request, below, *held) if held else below()
        except NotImplementedError:
            found = self._answer(request, request.asked, only_ours=False) if request.asked else None
            if found is None:
                raise
            return found

    def _held_parent(self, request: Request) -> tuple[Asked, str] | None:
        """The noun, if the request deletes an object that moto holds and that may have children here."""
        if not self._holds(request.service) or (asked := request.asked) is None:
            return None
        noun = _deletes(asked.service).get(str(asked.operation.name))
        return (asked, noun) if noun else None

    def _delete_held(self, request: Request, below: Callable[[], Response], asked: Asked, noun: str) -> Response:
        call = self._call(request, asked.operation, protocol.read(asked, request.body))
        try:
            families.refuse_with_children(call, noun, call.params)
        except RefusalError as refused:
            return protocol.write(asked, refused)
        found = below()
        if found.status.startswith("2"):
            families.delete_children(call, noun, call.params)
        return found

    def arns(self, region: str) -> set[str]:
        """The ARN of each object in that region; without one, in all."""
        here = (each for each in self._all() if region in ("", each.shelf.region) and not each.kind.always)
        return {each.arn or "/".join((*each.shelf, each.name)) for each in here}

    def put_status(self, arn: str, status: str) -> str:
        """Set the status of the object with that ARN; says what is wrong where that cannot be."""
        found = next((each for each in self._all() if each.arn == arn and each.kind.status), None)
        if found is None:
            return f"the store has no object {arn} with a status"
        allowed = inference.status_values(models.service_model(found.shelf.service), found.kind)
        if status not in allowed:
            return f"the status of {arn} may be {', '.join(allowed)}, not {status!r}"
        found = self._objects.edit(found)
        found.put_status(status)
        found.data["move"] = None
        return ""

    def _all(self) -> Iterator[Object]:
        for shelf in self.records.shelves():
            if kind := plans.kind(shelf.service, shelf.kind):  # records inside an object are of no kind
                yield from self._objects.all(kind, shelf)

    def _ours(self, request: Request) -> Response | None:
        """The answer to what is the store's own, though moto may have an answer as well."""
        if not _has_table(request.service) and not self._holds(request.service):
            return None
        asked = request.asked
        if asked is None:
            return None
        name, service = asked.operation.name, asked.service
        plan = plans.plan(service, name)
        if name in actions(service) or (plan and (plan.declared or plan.kind is None)):
            try:
                return self._answer(request, asked, only_ours=True)
            except NotImplementedError:
                return None  # an action leaves the rest to moto
        return None

    def _answer(self, request: Request, asked: Asked, *, only_ours: bool) -> Response | None:
        action = self._action(asked)
        if action is None:
            return None
        try:
            params = protocol.read(asked, request.body)
            call = self._call(request, asked.operation, params)
            if only_ours and asked.operation.name not in actions(asked.service) and self._is_not_ours(call):
                return None
            checks.check(asked.operation, params)
            with self.records.together():
                return protocol.write(asked, action(call))
        except RefusalError as refused:
            return protocol.write(asked, refused)

    def _action(self, asked: Asked) -> Callable[[Call], Answer] | None:
        service, name = asked.service, asked.operation.name
        if action := actions(service).get(name):
            return action
        plan = plans.plan(service, name)
        if plan is None:
            return None
        if plan.kind is None:
            return lambda call: self._tag(call, plan.family)
        kind, family = plan.kind, families.FAMILIES[plan.family]
        return lambda call: family(call, kind)

    def _is_not_ours(self, call: Call) -> bool:
        plan = plans.plan(call.service, call.operation.name)
        return plan is not None and plan.kind is None and self._tagged(call) is None

    def _tag(self, call: Call, family: Family) -> Answer:
        found = self._tagged(call)
        if found is None:
            code = protocol.error_named(call.operation, "ResourceNotFound", "NotFound", "NoSuch")
            message = f"There is no resource {_arn(call)}."
            raise RefusalError(code, message) if code else checks.invalid(call.operation, message)
        return families.tag(call, found, family)

    def _tagged(self, call: Call) -> Object | None:
        """The object of the store whose tags the call means."""
        named = _arn(call)
        also = () if named.startswith("arn:") else ("id", "name")

        def fits(data: Data) -> bool:
            return named in [data["facts"].get(name) for name in ("arn", *also)]

        for shelf in self.records.shelves():
            here = (shelf.service, shelf.account, shelf.region) == (call.service, call.account, call.region)
            kind = plans.kind(shelf.service, shelf.kind) if here else None
            if kind and (found := self._objects.first(kind, shelf, fits)):
                return found
        return None

    def _call(self, request: Request, operation: OperationModel, params: dict[str, Any]) -> Call:
        scope = _SCOPE.search(str(request.environ.get("HTTP_AUTHORIZATION", "")))
        key, region = (scope[1], scope[2]) if scope else ("", "us-east-1")
        ask = partial(inner.ask, self._through, str(request.environ.get("HTTP_AUTHORIZATION", "")))
        # A decision looks a resource of another account up by naming that account, as moto takes it.
        account: str = request.environ.get("HTTP_X_MOTO_ACCOUNT_ID") or iam_models.get_account_id_from(key)
        return Call(self._objects, ask, operation, params, account, region, get_partition(region))

    def _holds(self, signed_as: str) -> bool:
        services = {service for service, _ in models.signed_as().get(signed_as, ())}
        return any(shelf.service in services for shelf in self.records.shelves())


def _arn(call: Call) -> str:
    """What a tagging operation is about: its first member that is a string of any kind."""
    texts = (n for n, s in call.members.items() if s.type_name == "string" and not getattr(s, "enum", ()))
    return next((str(call.params[n]) for n in texts if n in call.params), "")


@cache
def _has_table(signed_as: str) -> bool:
    services = [service for service, _ in models.signed_as().get(signed_as, ())]
    return any(importlib.util.find_spec(plans.table_of(service)) for service in services)


@cache
def _deletes(service: str) -> dict[str, str]:
    """Operation -> noun, of what moto holds and the table names as a parent."""
    parents = (parent for kind in plans.declared(service).values() for parent in kind.parents)
    return {f"Delete{parent.noun}": parent.noun for parent in parents if parent.read}


@cache
def actions(service: str) -> dict[str, Callable[[Call], Answer]]:
    """The operations that the table answers with a function of their own."""
    return getattr(plans.module(service), "ACTIONS", {})
