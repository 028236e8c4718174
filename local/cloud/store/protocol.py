"""Protocol: read a request's parameters, and write an answer or an error, as the service's model says."""

from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

from moto.core.model import OperationModel
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.serialize import SerializationContext, get_serializer_class
from moto.moto_api._internal import mock_random

from local.cloud.errors import Answer
from local.cloud.store.models import Asked
from local.cloud.store.shapes import is_list, members


class RefusalError(Exception):
    """What the service refuses, in the words of AWS. `details` are further members of the error's shape."""

    def __init__(self, code: str, message: str, **details: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        vars(self).update(details)


def read(asked: Asked, body: bytes) -> dict[str, Any]:
    """The parameters by the names of the API, as plain dicts, lists, strings, numbers, bytes and datetimes."""
    parser = PROTOCOL_PARSERS[asked.protocol](asked.operation, map_type=dict)
    request = asked.request
    parsed = parser.parse(
        {
            "method": request.method,
            "values": request.values,
            "headers": request.headers,
            "body": body,
            "url_path": request.path,
            "url_params": asked.uri,
        }
    )
    lists = _lists_in_query(asked.operation)  # the parser returns an empty one where none was given
    return {n: _in_utc(value) for n, value in parsed.items() if value is not None and not (n in lists and value == [])}


@cache
def _lists_in_query(operation: OperationModel) -> frozenset[str]:
    return frozenset(
        name
        for name, shape in members(operation.input_shape).items()
        if is_list(shape) and shape.serialization.get("location") == "querystring"
    )


def _in_utc(value: Any) -> Any:
    """The value with the zone that moto's parsers leave out of times."""
    match value:
        case datetime():
            return value.replace(tzinfo=value.tzinfo or UTC)
        case dict():
            return {name: _in_utc(each) for name, each in cast(dict[str, Any], value).items()}
        case list():
            return [_in_utc(each) for each in cast(list[Any], value)]
        case _:
            return value


def write(asked: Asked, result: dict[str, Any] | RefusalError) -> Answer:
    """The answer, with what the operation's output has no member for left out."""
    request_id = str(mock_random.uuid4())
    kind = get_serializer_class(asked.service, asked.protocol)
    written: Any = kind(asked.operation, SerializationContext(request_id)).serialize(result)
    body = written["body"] if isinstance(written["body"], bytes) else str(written["body"]).encode()
    headers = {**written["headers"], "x-amzn-RequestId": request_id, "Content-Length": str(len(body))}
    if headers.get("Content-Type", "text") == "text" and "json" in asked.protocol:
        headers["Content-Type"] = "application/json"
    if isinstance(result, dict) and (told := result.get(_content_type(asked.operation))):
        headers["Content-Type"] = str(told)  # the serializer writes its own over it
    return Answer(f"{written['status_code']} {_phrase(written['status_code'])}", list(headers.items()), body)


@cache
def _content_type(operation: OperationModel) -> str:
    """The member of the output that is the type of its body; empty: there is none."""
    told = members(operation.output_shape).items()
    return next((name for name, shape in told if shape.serialization.get("name") == "Content-Type"), "")


@cache
def _phrase(status: int) -> str:
    return "OK" if status < 400 else "Refused"


def error_named(operation: OperationModel, *parts: str) -> str | None:
    """The operation's own error, or else the service's, whose name has one of the parts, in their order."""
    for shapes in (operation.error_shapes, operation.service_model.error_shapes):
        for part in parts:
            for shape in shapes:
                if part in shape.name:
                    return shape.name
    return None
