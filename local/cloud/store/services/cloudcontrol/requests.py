"""Requests: what Cloud Control does takes a while: create, update and delete are requests that tell their progress."""

import json
from collections.abc import Callable
from typing import Any

import jsonpatch

from local.cloud.store import lists
from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Statuses
from local.cloud.store.objects import Object
from local.cloud.store.protocol import RefusalError
from local.cloud.store.records import encoded
from local.cloud.store.services.cloudcontrol import resources, types
from local.cloud.store.services.cloudcontrol.types import Type
from local.cloud.store.templates import fill

KINDS = (
    Kind(
        "ResourceRequest",
        key=("requesttoken",),
        status="operationstatus",
        statuses=Statuses(),
        operations={"GetResourceRequestStatus": "read", "ListResourceRequests": "list"},
    ),
)
_CODES = {
    "ResourceNotFoundException": "NotFound",
    "AlreadyExistsException": "AlreadyExists",
    "NotUpdatableException": "NotUpdatable",
    "ThrottlingException": "Throttling",
}


def create_resource(call: Call) -> Answer:
    its = types.find(call.params["TypeName"])
    properties = _document(call, "DesiredState", dict)
    _check(its, properties)

    def make() -> str:
        return resources.create(call, its, properties)

    return _begin(call, its, "CREATE", make)


def update_resource(call: Call) -> Answer:
    """Apply a JSON patch to the resource as it is."""
    its, identifier = types.find(call.params["TypeName"]), str(call.params["Identifier"])
    its.operation("update")
    before = resources.read(call, its, identifier)
    try:
        after = jsonpatch.JsonPatch(_document(call, "PatchDocument", list)).apply(before)
    except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException) as error:
        raise RefusalError("InvalidRequestException", f"The patch cannot be applied: {error}") from error
    if extra := sorted(set(after) - its.properties):
        raise _extraneous(extra)

    def change() -> str:
        resources.update(call, its, identifier, before, after)
        return identifier

    return _begin(call, its, "UPDATE", change, after)


def delete_resource(call: Call) -> Answer:
    its, identifier = types.find(call.params["TypeName"]), str(call.params["Identifier"])

    def remove() -> str:
        resources.delete(call, its, identifier)
        return identifier

    return _begin(call, its, "DELETE", remove)


def get_request_status(call: Call) -> Answer:
    return {"ProgressEvent": _event(_settled(call, _request(call)))}


def list_requests(call: Call) -> Answer:
    wanted = call.params.get("ResourceRequestStatusFilter", {})
    kind = call.kind("ResourceRequest")
    found = [
        _settled(call, each)
        for each in call.objects.all(kind, call.shelf(kind))
        if each.facts["operation"] in wanted.get("Operations", [each.facts["operation"]])
    ]
    listed = [each for each in found if each.status in wanted.get("OperationStatuses", [each.status])]
    part, told = lists.page(call.operation, call.params, listed)
    return {"ResourceRequestStatusSummaries": [_event(each) for each in part], **told}


def cancel_request(call: Call) -> Answer:
    """Everything that a request does is done when it is answered, so there is nothing left to cancel."""
    return {"ProgressEvent": _event(_settled(call, _request(call)))}


def _begin(
    call: Call, its: Type, operation: str, act: Callable[[], str], model: dict[str, Any] | None = None
) -> Answer:
    if same := _same_token(call):
        return {"ProgressEvent": _event(_settled(call, same))}
    facts: dict[str, Any] = {
        "typename": its.name,
        "requesttoken": fill("{uuid}", {}),
        "operation": operation,
        "operationstatus": "IN_PROGRESS",
        "identifier": call.params.get("Identifier", ""),
        "eventtime": call.now,
        "resourcemodel": call.params.get("DesiredState") or (json.dumps(model) if model else None),
    }
    if token := call.params.get("ClientToken"):
        facts["client"] = [token, encoded(call.params)]
    try:
        facts["identifier"] = act()
    except RefusalError as refused:
        _fail(facts, refused)
    kind = call.kind("ResourceRequest")
    made = call.objects.make(kind, call.shelf(kind), facts["requesttoken"], facts, {})
    return {"ProgressEvent": _event(made)}


def _settled(call: Call, request: Object) -> Object:
    """The request, ended if what it made, changed or deleted is at rest."""
    if request.status != "IN_PROGRESS":
        return request
    its, facts = types.find(request.facts["typename"]), call.objects.edit(request).facts
    try:
        passing, failure = resources.moves(its, resources.describe(call, its, facts["identifier"]))
        if failure:
            facts |= {"operationstatus": "FAILED", "errorcode": "NotStabilized", "statusmessage": failure}
        elif not passing and facts["operation"] != "DELETE":
            facts["operationstatus"] = "SUCCESS"
    except RefusalError as refused:
        if facts["operation"] == "DELETE" and refused.code == "ResourceNotFoundException":
            facts["operationstatus"] = "SUCCESS"
        else:
            _fail(facts, refused)
    facts["eventtime"] = call.now
    return request


def _fail(facts: dict[str, Any], refused: RefusalError) -> None:
    code = _CODES.get(refused.code) or (
        "AlreadyExists"
        if "already exist" in refused.message.lower()
        else "ResourceConflict"
        if "InUse" in refused.code
        else "InvalidRequest"
    )
    facts |= {"operationstatus": "FAILED", "errorcode": code, "statusmessage": refused.message}


def _request(call: Call) -> Object:
    kind, token = call.kind("ResourceRequest"), str(call.params["RequestToken"])
    if found := call.objects.get(kind, call.shelf(kind), token):
        return found
    raise RefusalError("RequestTokenNotFoundException", f"Request with token {token} was not found")


def _same_token(call: Call) -> Object | None:
    kind, token = call.kind("ResourceRequest"), call.params.get("ClientToken")
    for each in call.objects.all(kind, call.shelf(kind)) if token else ():
        if (before := each.facts.get("client")) and before[0] == token:
            if before[1] == encoded(call.params):
                return each
            raise RefusalError(
                "ClientTokenConflictException", "The client token was used with other parameters before."
            )
    return None


def _document(call: Call, name: str, kind: type) -> Any:
    try:
        found = json.loads(call.params[name])
    except ValueError as error:
        raise RefusalError("InvalidRequestException", f"{name} is no JSON: {error}") from error
    if not isinstance(found, kind):
        raise RefusalError("InvalidRequestException", f"{name} must be a JSON {'object' if kind is dict else 'array'}")
    return found


def _check(its: Type, properties: dict[str, Any]) -> None:
    """Hold what is asked for against the type's schema."""
    if extra := sorted(set(properties) - its.properties):
        raise _extraneous(extra)
    if given := sorted(set(properties) & its.read_only):
        paths = ", ".join(f"/properties/{name}" for name in given)
        raise RefusalError("InvalidRequestException", f"Encountered unsupported properties in readOnly: [{paths}]")
    if absent := [name for name in its.required if name not in properties]:
        words = ", ".join(f"required key [{name}] not found" for name in absent)
        raise RefusalError("InvalidRequestException", f"Model validation failed (#: {words})")


def _extraneous(names: list[str]) -> RefusalError:
    words = ", ".join(f"extraneous key [{name}] is not permitted" for name in names)
    return RefusalError("InvalidRequestException", f"Model validation failed (#: {words})")


def _event(request: Object) -> Answer:
    names = (
        "TypeName",
        "Identifier",
        "RequestToken",
        "Operation",
        "OperationStatus",
        "EventTime",
        "ResourceModel",
        "StatusMessage",
        "ErrorCode",
    )
    return {name: value for name in names if (value := request.facts.get(name.lower()))}
