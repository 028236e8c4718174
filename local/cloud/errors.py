"""Errors: answer what moto cannot in the shape the AWS SDKs expect, so that they report it instead of an HTML page."""

import json
import re
from http import HTTPStatus
from typing import Any, NamedTuple, cast
from xml.sax.saxutils import escape, unescape

from local.cloud.request import Request

NOT_IMPLEMENTED = "NotImplementedByLocalCloud"
INTERNAL_FAILURE = "InternalFailure"


class Answer(NamedTuple):
    """A whole HTTP response."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


def answer(body: str, content_type: str = "application/json", status: HTTPStatus = HTTPStatus.OK) -> Answer:
    """A response with that text."""
    data = body.encode()
    headers = [("Content-Type", content_type), ("Content-Length", str(len(data)))]
    return Answer(f"{status.value} {status.phrase}", headers, data)


def not_implemented(request: Request) -> Answer:
    """The local cloud lacks this operation."""
    message = (
        f"The local cloud does not implement {request.service} {request.operation}. "
        "Leave it out of the local environment, or teach it in local/cloud/gaps."
    )
    return shaped(request, HTTPStatus.NOT_IMPLEMENTED, NOT_IMPLEMENTED, message)


def internal_failure(request: Request, error: Exception) -> Answer:
    """The local cloud failed on this operation: the fault is ours or moto's, not the caller's."""
    message = (
        f"The local cloud failed on {request.service} {request.operation}: {error!r}. Its log has the whole trace; "
        "correct the answer in local/cloud/gaps."
    )
    return shaped(request, HTTPStatus.INTERNAL_SERVER_ERROR, INTERNAL_FAILURE, message)


def told(found: Answer) -> tuple[str, str]:
    """The code and the message of an answer that is an error, in any of the protocols; empty where it is none."""
    if found.status < "4":
        return "", ""
    headers = {name.lower(): value for name, value in found.headers}
    try:
        said = cast(dict[str, Any], json.loads(found.body))
        code = said.get("__type") or said.get("code") or said.get("Code") or ""
        message = said.get("message") or said.get("Message") or ""
    except (ValueError, AttributeError):
        code, message = (_element(name, found.body) for name in ("Code", "Message"))
    code = headers.get("x-amzn-query-error", "").split(";")[0] or headers.get("x-amzn-errortype") or code
    return str(code).rpartition("#")[2].split(":")[0], str(message)


def _element(name: str, body: bytes) -> str:
    text = re.search(f"<{name}>(.*?)</{name}>", body.decode(errors="replace"), re.DOTALL)
    return unescape(text[1], {"&quot;": '"', "&apos;": "'", "&#34;": '"', "&#39;": "'"}) if text else ""


def shaped(request: Request, status: HTTPStatus, code: str, message: str) -> Answer:
    """An error in the shape of the service's protocol."""
    error = f"<Code>{code}</Code><Message>{escape(message)}</Message>"
    match request.protocol:
        case "query":
            body = f"<ErrorResponse><Error><Type>Receiver</Type>{error}</Error></ErrorResponse>"
            return answer(body, "text/xml", status)
        case "rest-xml":
            return answer(f"<Error>{error}</Error>", "application/xml", status)
        case _:
            found = answer(json.dumps({"__type": code, "message": message}), status=status)
            found.headers.append(("x-amzn-ErrorType", code))
            return found
