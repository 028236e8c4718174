"""Control: the endpoints `/_local/<name>` of the local cloud itself, for programs of this machine only.

A handler is a line in HANDLERS. It runs beside API calls, so one that looks into backends takes `app.lock`.
"""

from __future__ import annotations

import ipaddress
import json
import os
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qs, urlsplit

from local.cloud import backends, errors, holdings
from local.cloud.errors import Answer
from local.cloud.faults import INJECTOR, endpoint
from local.cloud.iam import control as iam
from local.cloud.request import Request
from local.cloud.store import motion
from local.inside import endpoint as inside

if TYPE_CHECKING:
    from local.cloud.app import App

Handler: TypeAlias = "Callable[[App, Request], Answer]"
_PREFIX = "/_local/"
_MOTO = "/moto-api/"  # moto's own control endpoints: reset and others


def is_meant(request: Request) -> bool:
    """Whether the request is for the local cloud itself and not for AWS."""
    return request.path.startswith((_PREFIX, _MOTO))


def answer(app: App, request: Request) -> Answer:
    """Let the endpoint of that name answer. A web page of another origin gets nothing, and changes nothing."""
    if not is_from_here(request):
        return refused(HTTPStatus.FORBIDDEN, "only programs and pages of this machine's loopback address may ask")
    if request.path.startswith(_MOTO):
        return app.call(request)
    handler = HANDLERS.get(request.path.removeprefix(_PREFIX))
    if handler is None:
        known = ", ".join(sorted(HANDLERS))
        return refused(HTTPStatus.NOT_FOUND, f"there is no {request.path}; after {_PREFIX} comes one of {known}")
    return handler(app, request)


def refused(status: HTTPStatus, message: str) -> Answer:
    """An answer that says what is wrong with the request."""
    return errors.answer(json.dumps({"error": message}), status=status)


def asked(request: Request, name: str, default: str = "") -> str:
    """One value of the query."""
    return parse_qs(request.environ.get("QUERY_STRING", "")).get(name, [default])[0]


def is_from_here(request: Request) -> bool:
    """Whether no foreign web page can have sent this: browsers tell the origin, and a name that was led here is no
    loopback address."""
    headers = request.environ
    host, origin = str(headers.get("HTTP_HOST", "")), headers.get("HTTP_ORIGIN")
    return (
        _is_loopback(urlsplit(f"//{host}").hostname or "")
        and origin in (None, f"http://{host}")
        and headers.get("HTTP_SEC_FETCH_SITE") in (None, "none", "same-origin")
    )


def _is_loopback(name: str) -> bool:
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _health(app: App, _: Request) -> Answer:
    return _json({"instance": app.instance, "pid": os.getpid(), "notices": app.state.notices})


def _objects(app: App, request: Request) -> Answer:
    return _json(_held(app, asked(request, "region", "us-east-1")))


def _held(app: App, region: str) -> list[str]:
    """The objects of a region and of the global services, sorted; without a region, of all."""
    with app.lock:
        found = {
            name
            for backend in list(backends.live())
            for name in holdings.names(backend, app.state.provided.get(backends.key_of(backend), frozenset()))
            if region in ("", backend.region_name) or backends.key_of(backend).is_global
        }
        found |= app.store.arns(region)
    return sorted(found)


def _calls(app: App, request: Request) -> Answer:
    """The last calls, newest first; `?failed=first` puts those that failed before all others."""
    found = app.calls.latest(int(asked(request, "limit", "1000")))
    if asked(request, "failed") == "first":
        found.sort(key=lambda call: not call.failed)
    return _json([call.as_dict() for call in found])


def _faults(_: App, request: Request) -> Answer:
    return endpoint.answer(INJECTOR, request)


def _settings(_: App, request: Request) -> Answer:
    """What may be set while the cloud runs; `?transition_seconds=0` sets it."""
    if given := asked(request, "transition_seconds"):
        try:
            motion.seconds = max(0.0, float(given))
        except ValueError:
            return refused(HTTPStatus.BAD_REQUEST, f"transition_seconds must be a number of seconds, not {given}")
    return _json({"transition_seconds": motion.seconds})


def _status(app: App, request: Request) -> Answer:
    """Bring about by hand what no API can: `?arn=…&to=AVAILABLE` is the consent that a code connection waits for."""
    arn, to = asked(request, "arn"), asked(request, "to")
    with app.lock:
        problem = app.store.put_status(arn, to)
        app.state.commit(())
    return refused(HTTPStatus.BAD_REQUEST, problem) if problem else _json({"arn": arn, "status": to})


def _answers(app: App, request: Request) -> Answer:
    """How the write ended that the local provider called so; 404 if it had no effect."""
    with app.lock:
        found = app.state.answers.find(asked(request, "call"))
    if found is None:
        return refused(HTTPStatus.NOT_FOUND, "no such call had an effect")
    return _json(
        {"status": int(found.status[:3]), "headers": dict(found.headers), "body": found.body.decode("latin-1")}
    )


def _page(app: App, request: Request) -> Answer:
    """The look inside, for a person; `?q=` narrows it."""
    return inside.page(app, request, _held(app, ""), asked(request, "q"))


def _json(value: Any) -> Answer:
    return errors.answer(json.dumps(value))


HANDLERS: dict[str, Handler] = {
    "health": _health,
    "objects": _objects,
    "calls": _calls,
    "faults": _faults,
    "iam": iam.enforce,
    "iam/credentials": iam.credentials,
    "iam/decision": iam.decision,
    "settings": _settings,
    "status": _status,
    "answers": _answers,
    "page": _page,
}
