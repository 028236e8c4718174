"""Call: the operation, the account and the parameters of a request, by botocore's models."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from moto.utilities.utils import get_partition

from local.cloud.request import Request
from local.cloud.store import models, protocol

_PREFIXES: Mapping[str, str] = {
    # IAM's prefix of a signing name, where it is another.
    "cloudcontrolapi": "cloudformation",
    "monitoring": "cloudwatch",
    "tagging": "tag",
}
_UNSIGNED = ("sts", "s3")
"""Where a request without a signature can go: to assume a role with a token, and to an open bucket."""


@dataclass(frozen=True)
class Call:
    """What is called. The parameters have botocore's names."""

    request: Request
    service: str
    prefix: str
    operation: str
    parameters: Mapping[str, Any]

    @property
    def region(self) -> str:
        """The region as the signature names it."""
        return self.request.region or "us-east-1"

    @property
    def partition(self) -> str:
        """The partition of the region: aws, aws-cn."""
        return get_partition(self.region)

    def here(self, service: str, account: str) -> str:
        """The beginning of the ARNs of a service in this region."""
        return f"arn:{self.partition}:{service}:{self.region}:{account}:"

    @cached_property
    def given(self) -> Sequence[tuple[str, str]]:
        """The parameters at the top that are text, by name in lower case, those in lists one by one."""
        return [
            (name.lower(), one)
            for name, value in self.parameters.items()
            for one in (cast(list[Any], value) if isinstance(value, list) else [value])
            if isinstance(one, str)
        ]

    @cached_property
    def named(self) -> Mapping[str, Any]:
        """The parameters by their names in lower case."""
        return {name.lower(): value for name, value in self.parameters.items() if value is not None}

    @cached_property
    def every_member(self) -> list[tuple[str, Any]]:
        """Every named member of the parameters, at any depth."""
        return list(members(self.parameters))

    def header(self, name: str) -> str:
        """A header of the request, or nothing."""
        return str(self.request.environ.get(f"HTTP_{name.upper().replace('-', '_')}", ""))


def members(value: Any) -> Iterator[tuple[str, Any]]:
    """Every named member of nested parameters; the items of a list have the list's name."""
    if isinstance(value, dict):
        for name, inner in cast(dict[str, Any], value).items():
            for one in cast(list[Any], inner) if isinstance(inner, list) else [inner]:
                yield name, one
                yield from members(one)


def read(request: Request) -> Call | None:
    """The call of a request; None where it belongs to no operation that botocore knows."""
    for signature in _UNSIGNED if request.service == "unsigned" else (request.service,):
        asked = models.asked({**request.environ, "wsgi.input": io.BytesIO(request.body)}, signature)
        if asked:
            parameters = protocol.read(asked, b"" if _is_streamed(asked.operation) else request.body)
            prefix = _PREFIXES.get(signature, signature)
            return Call(request, asked.service, prefix, str(asked.operation.name), {**asked.uri, **parameters})
    return None


def _is_streamed(operation: Any) -> bool:
    """Whether the body is an object's bytes and no parameter."""
    payload = operation.input_shape.serialization.get("payload") if operation.input_shape else None
    return payload is not None and operation.input_shape.members[payload].type_name == "blob"


def is_arn(value: object) -> bool:
    """Whether a parameter is an ARN."""
    return isinstance(value, str) and re.match(r"arn:[^:]+:", value) is not None
