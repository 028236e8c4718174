"""Client: turn enforcement on in a running local cloud, and get what only a service would."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any, cast

_http = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class RefusedError(Exception):
    """A trust policy refuses. The text is AWS's."""


def enforce(url: str, on: bool = True) -> None:
    """Have the local cloud at that address evaluate the policies of who calls, or let everyone do everything."""
    _post(url, "iam", {"enforced": on})


def is_enforced(url: str) -> bool:
    """Whether it does."""
    with _http.open(f"{url}/_local/iam") as answer:
        return bool(json.loads(answer.read())["enforced"])


def service_credentials(url: str, role_arn: str, service: str, **sent: str) -> Mapping[str, str]:
    """Credentials of a role, as keyword arguments of a boto3 session, as the service gets them.

    `source_arn` and `source_account` are what the service says of the resource that it acts for. Raises RefusedError
    where the role's trust policy does not let it.
    """
    return _post(url, "iam/credentials", {"role_arn": role_arn, "service": service, **sent})


def decision(url: str, principal: str, action: str, resource: str, **context: Any) -> Mapping[str, Any]:
    """Whether a service (by its name) or a role (by its ARN) may do that, and AWS's reason if not."""
    asked = {"principal": principal, "action": action, "resource": resource, "context": context}
    return _post(url, "iam/decision", asked)


def coming(client: Any, **how: str) -> Any:
    """The boto3 client, sending how its calls are to be taken: `source_vpce="vpce-1"`, `secure_transport="false"`."""

    def add(params: dict[str, Any], **_: Any) -> None:
        params["headers"].update({f"x-local-{name.replace('_', '-')}": value for name, value in how.items()})

    cast(Callable[..., None], client.meta.events.register)("before-call", add)
    return client


def _post(url: str, name: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    data = json.dumps(body).encode()
    asked = urllib.request.Request(  # noqa: S310 - the local cloud's own address
        f"{url}/_local/{name}", data, {"Content-Type": "application/json"}, method="POST"
    )
    try:
        with _http.open(asked) as answer:
            return cast(Mapping[str, Any], json.loads(answer.read()))
    except urllib.error.HTTPError as error:
        raise RefusedError(json.loads(error.read())["error"]) from error
