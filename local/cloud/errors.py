"""Errors: answer what moto cannot in the shape the AWS SDKs expect, so that they report it instead of an HTML page."""

import json
from http import HTTPStatus
from typing import NamedTuple
from xml.sax.saxutils import escape

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
    return _shape(request, HTTPStatus.NOT_IMPLEMENTED, NOT_IMPLEMENTED, message)


def internal_failure(request: Request, error: Exception) -> Answer:
    """The local cloud failed on this operation: the fault is ours or moto's, not the caller's."""
    message = (
        f"The local cloud failed on {request.service} {request.operation}: {error!r}. Its log has the whole trace; "
        "correct the answer in local/cloud/gaps."
    )
    return _shape(request, HTTPStatus.INTERNAL_SERVER_ERROR, INTERNAL_FAILURE, message)


def _shape(request: Request, status: HTTPStatus, code: str, message: str) -> Answer:
    error = f"<Code>{code}</Code><Message>{escape(message)}</Message>"
    match request.protocol:
        case "query":
            body = f"<ErrorResponse><Error><Type>Receiver</Type>{error}</Error></ErrorResponse>"
            return answer(body, "text/xml", status)
        case "rest-xml":
            return answer(f"<Error>{error}</Error>", "application/xml", status)
        case _:
            shaped = answer(json.dumps({"__type": code, "message": message}), status=status)
            shaped.headers.append(("x-amzn-ErrorType", code))
            return shaped
