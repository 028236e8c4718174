"""Matching: whether a fault fits a call, told from the HTTP request alone."""

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any, cast
from urllib.parse import parse_qsl, unquote

from local.cloud.faults.plan import Fault
from local.cloud.request import Request

# Services that boto3 calls otherwise than their signature does.
_BOTO3_NAMES = {
    "aps": "amp",
    "airflow": "mwaa",
    "elasticloadbalancing": "elbv2",
    "execute-api": "apigatewaymanagementapi",
    "monitoring": "cloudwatch",
    "states": "stepfunctions",
}


def fits(fault: Fault, request: Request) -> bool:
    """Whether the fault is meant for this call."""
    return fits_operation(fault, request.service, request.operation) and (
        fault.name == "*" or any(fnmatchcase(text, fault.name) for text in texts(request))
    )


def fits_operation(fault: Fault, service: str, operation: str) -> bool:
    """Whether the fault is meant for calls of this operation."""
    names = (service, _BOTO3_NAMES.get(service, service))
    return any(fnmatchcase(name, fault.service) for name in names) and fnmatchcase(operation, fault.operation)


def texts(request: Request) -> Iterator[str]:
    """Each text that a call gives: the parts of its path, and the values of its query and body."""
    yield from (unquote(part) for part in request.path.split("/") if part)
    yield from (value for _, value in parse_qsl(request.environ.get("QUERY_STRING", "")))
    body = request.body
    if body[:1] in (b"{", b"["):
        try:
            yield from _inside(json.loads(body))
        except ValueError:
            return
    elif "x-www-form-urlencoded" in request.environ.get("CONTENT_TYPE", ""):
        yield from (value for _, value in parse_qsl(body.decode("latin-1")))


def _inside(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in cast(dict[str, Any], value).values():
            yield from _inside(inner)
    elif isinstance(value, list):
        for inner in cast(list[Any], value):
            yield from _inside(inner)
