"""Inner: call another operation of the local cloud from inside a request, as the same caller, past no network."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from botocore import parsers, serialize
from botocore.awsrequest import HeadersDict
from werkzeug.test import EnvironBuilder

from local.cloud.errors import Answer as Response
from local.cloud.request import Request
from local.cloud.store import models
from local.cloud.store.protocol import RefusalError

_SCOPE = re.compile(r"(Credential=[^/,]+/\d+/[^/,]*/)[^/,]+/")


def ask(
    through: Callable[[Request], Response], caller: str, service: str, operation: str, params: dict[str, Any]
) -> dict[str, Any]:
    """The operation's output; its error is raised as a refusal. `caller` is the Authorization header of the request."""
    model = models.service_model(service)
    its = model.operation_model(operation)
    protocol = str(model.resolved_protocol)
    asked: Any = serialize.create_serializer(protocol, include_validation=False).serialize_to_request(params, its)
    signature = _SCOPE.sub(rf"\g<1>{model.signing_name}/", caller)
    body = asked["body"]
    form = isinstance(body, dict)
    headers = {**asked["headers"], "Authorization": signature}
    query = asked["query_string"]
    environ = EnvironBuilder(
        path=asked["url_path"],
        method=asked["method"],
        query_string=urlencode(query, doseq=True) if isinstance(query, dict | list) else query,
        data=urlencode(body) if form else body,  # pyright: ignore[reportUnknownArgumentType]
        headers=list(headers.items()),
        content_type="application/x-www-form-urlencoded; charset=utf-8" if form else headers.get("Content-Type"),
    ).get_environ()
    environ["RAW_URI"] = asked["url_path"]
    answer = through(Request(environ))
    status = int(answer.status.split()[0])
    told: Any = parsers.create_parser(protocol).parse(
        {"status_code": status, "headers": HeadersDict(answer.headers), "body": answer.body}, its.output_shape
    )
    if status >= 300:
        raise RefusalError(told["Error"]["Code"], told["Error"]["Message"])
    told.pop("ResponseMetadata", None)
    return told
