"""Control: the endpoints `/_local/iam...` that turn enforcement on, and act as a service would."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from local.cloud import backends, errors
from local.cloud.errors import Answer
from local.cloud.request import Request

if TYPE_CHECKING:
    from local.cloud.app import App
    from local.cloud.iam import callers
    from local.cloud.iam.authorizer import Denial


def enforce(app: App, request: Request) -> Answer:
    """GET tells whether policies are enforced; POST `{"enforced": true}` turns it on or off."""
    if request.method == "POST":
        asked = _body(request)
        if not isinstance(asked.get("enforced"), bool):
            return _refused(HTTPStatus.BAD_REQUEST, 'the body must be {"enforced": true} or {"enforced": false}')
        with app.lock:
            app.iam.turn(cast(bool, asked["enforced"]))
    return errors.answer(json.dumps({"enforced": app.iam.is_on}))


def credentials(app: App, request: Request) -> Answer:
    """Credentials of a role as a service gets them: POST `role_arn`, `service`, and the keys `source_arn` and
    `source_account` that the service would send. The role's trust policy decides."""
    return _with(app, request, ("role_arn", "service"), _credentials)


def decision(app: App, request: Request) -> Answer:
    """What the policies say, without a call: POST `action`, `resource`, `principal` (a service's name or the ARN of a
    role) and `context` (condition keys)."""
    return _with(app, request, ("action", "resource", "principal"), _decision)


def _with(
    app: App, request: Request, needed: tuple[str, ...], answer: Callable[[App, Mapping[str, Any]], Answer]
) -> Answer:
    asked = _body(request)
    missing = [name for name in needed if not isinstance(asked.get(name), str)]
    if request.method != "POST" or missing:
        return _refused(HTTPStatus.BAD_REQUEST, f"POST a JSON object with {', '.join(missing or needed)}")
    with app.lock:
        return answer(app, asked)


def _credentials(app: App, asked: Mapping[str, Any]) -> Answer:
    keys = {
        f"aws:{name.replace('_', '')}": [str(asked[name])] for name in ("source_arn", "source_account") if name in asked
    }
    found = credentials_of(app, str(asked["role_arn"]), str(asked["service"]), keys)
    return errors.answer(found) if isinstance(found, str) else _refused(HTTPStatus.FORBIDDEN, found.words)


def credentials_of(app: App, role_arn: str, service: str, keys: callers.Keys) -> str | Denial:
    """Credentials of a role as JSON, or why its trust policy refuses them. The caller holds the lock."""
    from local.cloud.iam import acting

    found = acting.assume(app.iam.authorizer, role_arn, service, keys)
    app.state.commit(
        backends.key_of(one) for one in list(backends.live()) if backends.key_of(one).service in ("iam", "sts")
    )
    return found


def _decision(app: App, asked: Mapping[str, Any]) -> Answer:
    from local.cloud.iam import acting

    context = cast(Mapping[str, Any], asked.get("context") or {})
    return errors.answer(
        acting.decide(
            app.iam.authorizer, str(asked["principal"]), str(asked["action"]), str(asked["resource"]), context
        )
    )


def _body(request: Request) -> Mapping[str, Any]:
    try:
        found = json.loads(request.body or b"{}")
    except ValueError:
        return {}
    return cast(Mapping[str, Any], found) if isinstance(found, dict) else {}


def _refused(status: HTTPStatus, message: str) -> Answer:
    return errors.answer(json.dumps({"error": message}), status=status)
