"""Refusals: the answers to a request that is not let through, by service and protocol, in AWS's words."""

import json
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from xml.sax.saxutils import escape

from local.cloud import errors
from local.cloud.errors import Answer
from local.cloud.iam.documents import Principal
from local.cloud.iam.evaluation import Decision
from local.cloud.request import Request


@dataclass(frozen=True)
class _Words:
    """How each family of services calls one kind of refusal."""

    query: str
    json: str
    s3: str
    ec2: str
    message: str = ""


class Refusal(Enum):
    """Why a request is not let through."""

    DENIED = _Words("AccessDenied", "AccessDeniedException", "AccessDenied", "UnauthorizedOperation")
    UNKNOWN_KEY = _Words(
        "InvalidClientTokenId",
        "UnrecognizedClientException",
        "InvalidAccessKeyId",
        "AuthFailure",
        "The security token included in the request is invalid.",
    )
    WRONG_SIGNATURE = _Words(
        "SignatureDoesNotMatch",
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "AuthFailure",
        "The request signature we calculated does not match the signature you provided. "
        "Check your AWS Secret Access Key and signing method.",
    )
    EXPIRED = _Words(
        "ExpiredToken",
        "ExpiredTokenException",
        "ExpiredToken",
        "RequestExpired",
        "The security token included in the request is expired.",
    )


_QUERY_CODES_IN_JSON = {"sqs", "monitoring"}
"""They once spoke the query protocol, and SDKs still read its codes, from a header."""


def refuse(request: Request, refusal: Refusal, message: str = "") -> Answer:
    """The answer. A HEAD request gets no body, as HTTP wants it."""
    words = refusal.value
    text = message or words.message
    if request.method == "HEAD":
        return errors.answer("", "application/xml", HTTPStatus.FORBIDDEN)
    if request.service == "ec2":
        return _ec2(words.ec2, text)
    if request.service == "sns" and refusal is Refusal.DENIED:
        return errors.shaped(request, HTTPStatus.FORBIDDEN, "AuthorizationError", text)
    match request.protocol:
        case "rest-xml":
            return errors.shaped(request, HTTPStatus.FORBIDDEN, words.s3, text)
        case "query":
            return errors.shaped(request, HTTPStatus.FORBIDDEN, words.query, text)
        case "rest-json":
            return errors.shaped(request, HTTPStatus.FORBIDDEN, words.json, text)
        case _:
            found = errors.shaped(request, HTTPStatus.BAD_REQUEST, words.json, text)
            if request.service in _QUERY_CODES_IN_JSON:
                found.headers.append(("x-amzn-query-error", f"{words.query};Sender"))
            return found


def words(principal: Principal, action: str, resource: str, decision: Decision) -> str:
    """What AWS says of a denial."""
    on = f" on resource: {resource}" if resource != "*" else ""
    text = f"User: {principal.name} is not authorized to perform: {action}{on}"
    if action.startswith("ec2:"):
        text = f"You are not authorized to perform this operation. {text}"
    return f"{text} {decision.reason(action)}"


def _ec2(code: str, message: str) -> Answer:
    error = f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
    body = f"<Response><Errors>{error}</Errors><RequestID>local</RequestID></Response>"
    return errors.answer(body, "text/xml", HTTPStatus.FORBIDDEN)


def said(decision: Decision, principal: Principal, action: str, resource: str) -> str:
    """A decision as JSON, for programs that ask for it."""
    reason = "" if decision.allowed else words(principal, action, resource, decision)
    return json.dumps({"allowed": decision.allowed, "reason": reason})
