"""Request: what a call to the local cloud asks for, read from the HTTP request alone."""

from __future__ import annotations

import io
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from werkzeug.wsgi import get_input_stream

from local.cloud.store import models
from local.cloud.store.models import Asked

if TYPE_CHECKING:
    from local.cloud.iam.callers import Caller

_READS = re.compile(
    r"(BatchGet|Check|Describe|Estimate|Get|Head|List|Lookup|Query|Scan|Search|Select|Simulate|Validate)(?![a-z])"
)


class Request:
    """One call of an AWS API. Its body is read up front, so that a slow client keeps nobody else waiting."""

    def __init__(self, environ: dict[str, Any]) -> None:
        self.environ = environ
        self.method: str = environ["REQUEST_METHOD"]
        self.path: str = environ.get("PATH_INFO", "")
        self.body = get_input_stream(environ).read()
        self.rewind()
        environ["wsgi.input_terminated"] = True
        self.caller = ""
        """The ARN of the role session or user who calls, once that was looked up."""
        self.acting: Caller | None = None
        """Who calls, where the local cloud itself does in the place of a service of AWS. No client can say so."""
        self.waited = 0.0
        """Seconds behind other calls."""

    def rewind(self) -> None:
        """Let the body be read from its start, by moto or once more."""
        self.environ["wsgi.input"] = io.BytesIO(self.body)

    @property
    def service(self) -> str:
        """The service as the signature names it: `sagemaker`, `application-autoscaling`; `unsigned` without one."""
        return self._scope[2].lower() or "unsigned"

    @property
    def region(self) -> str:
        """The region as the signature names it."""
        return self._scope[1]

    @property
    def access_key(self) -> str:
        """The id of the caller's access key."""
        return self._scope[0]

    @cached_property
    def _scope(self) -> tuple[str, str, str]:
        signed = self._header("Authorization")
        if not signed and "X-Amz-Credential" in self.environ.get("QUERY_STRING", ""):  # presigned
            signed = f"Credential={parse_qs(self.environ['QUERY_STRING'])['X-Amz-Credential'][0]}"
        scope = re.search(r"Credential=([^,]*?)/\d+/([^/,]*)/([^/,]+)/aws4_request", signed)
        return (scope[1], scope[2], scope[3]) if scope else ("", "", "")

    @property
    def call_id(self) -> str:
        """How the local provider names a call, the same each time it sends it; empty from other clients."""
        return self._header("X-Local-Call")

    @cached_property
    def operation(self) -> str:
        """The operation's name; `GET /path` where it cannot be told."""
        return self._target or self._action or self._routed or f"{self.method} {self.path}"

    @cached_property
    def only_reads(self) -> bool:
        """Whether the call cannot change what the cloud holds, judged by its name; in doubt it can."""
        if self._target or self._action:
            return _READS.match(self.operation) is not None
        return self.method in ("GET", "HEAD")

    @property
    def protocol(self) -> str:
        """How the service talks: json, query, rest-xml or rest-json."""
        if self._target:
            return "json"
        if self._action:
            return "query"
        return "rest-xml" if self.service in ("s3", "unsigned", "route53", "cloudfront") else "rest-json"

    @cached_property
    def _target(self) -> str:
        if rpc := re.fullmatch(r"/service/[^/]+/operation/([^/]+)", self.path):
            return rpc[1]
        return self._header("X-Amz-Target").rpartition(".")[2]

    @cached_property
    def _action(self) -> str:
        form = "x-www-form-urlencoded" in self.environ.get("CONTENT_TYPE", "")
        query = self.body.decode("latin-1") if form else self.environ.get("QUERY_STRING", "")
        return parse_qs(query).get("Action", [""])[0]

    @cached_property
    def _routed(self) -> str:
        return str(self.asked.operation.name) if self.asked else ""

    @cached_property
    def asked(self) -> Asked | None:
        """The operation as botocore's model has it; None where no model has it."""
        return models.asked({**self.environ, "wsgi.input": io.BytesIO(self.body)}, self.service)

    def _header(self, name: str) -> str:
        return str(self.environ.get(f"HTTP_{name.upper().replace('-', '_')}", ""))
