"""Clients: one botocore client a service and region, for the local cloud only.

botocore is imported when the first call needs it: it would double the plugin's start-up time.
"""

import functools
import os
import re
import threading
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from local.providers.aws import retries

# 32 parallel operations are promised; a connection each.
CONNECTIONS = 64
# The local cloud answers within milliseconds; the first call of a service, on a busy machine, within seconds.
READ_TIMEOUT_SECONDS = 20.0
CONNECT_TIMEOUT_SECONDS = 5.0
CALL_HEADER = "X-Local-Call"
# Codes that mean "not there" when the message says so.
ABSENT = (
    "could not find",
    "cannot find",
    "does not exist",
    "not found",
    "recordnotfound",
    "no such",
    "isn't in your account",
)
REFUSALS = (
    "BadRequestException",
    "InvalidChangeBatch",
    "InvalidRequestException",
    "ValidationError",
    "ValidationException",
)


class Clients:
    """Calls AWS operations by name, again where the AWS SDK or pulumi-aws would. Safe for threads.

    Each call has an id of its own, the same in every attempt: the local cloud does no write twice.
    """

    def __init__(self, endpoint: Callable[[str], str], region: str, read_timeout: float = READ_TIMEOUT_SECONDS) -> None:
        self.region = region
        self._endpoint = endpoint
        self._read_timeout = read_timeout
        self._cancelled = threading.Event()
        self._call = threading.local()
        self._clients: dict[tuple[str, str], Any] = {}
        self._models: dict[str, Any] = {}
        self._lock = threading.RLock()
        self._account = ""

    def call(
        self, service: str, operation: str, request: Mapping[str, Any], region: str = "", call_id: str = ""
    ) -> dict[str, Any]:
        """The result of one call. `AwsError` where AWS refuses it."""
        self._call.id = call_id or new_call_id()
        found = self._answer(operation, lambda client, method: getattr(client, method)(**request), service, region)
        if "FunctionError" in found:  # Lambda's Invoke succeeds where its function fails
            raise AwsError(operation, str(found["FunctionError"]), found["Payload"].read().decode())
        return found

    def pages(self, service: str, operation: str, request: Mapping[str, Any], region: str = "") -> dict[str, Any]:
        """The result of all pages of a list, or of the one call where AWS has no pages."""

        def ask(client: Any, method: str) -> dict[str, Any]:
            if not client.can_paginate(method):
                return getattr(client, method)(**request)
            return client.get_paginator(method).paginate(**request).build_full_result()

        self._call.id = new_call_id()
        return self._answer(operation, ask, service, region)

    def cancel(self) -> None:
        """Make no further attempt, and wait for nothing any more."""
        self._cancelled.set()

    def pause(self, seconds: float) -> bool:
        """Wait; False at once when the run was cancelled."""
        return not self._cancelled.wait(seconds)

    def _answer(
        self, operation: str, ask: Callable[[Any, str], dict[str, Any]], service: str, region: str
    ) -> dict[str, Any]:
        is_open = False
        for attempt, delay in enumerate(retries.delays(), 1):
            try:
                return self._try(operation, ask, service, region)
            except AwsError as error:
                is_open = is_open or error.is_open
                if attempt >= error.attempts(service) or not self.pause(delay):
                    error.tried(attempt, is_open=is_open)
                    raise
        raise AssertionError("the delays never end")

    def _try(
        self, operation: str, ask: Callable[[Any, str], dict[str, Any]], service: str, region: str
    ) -> dict[str, Any]:
        from botocore import xform_name
        from botocore.exceptions import (
            BotoCoreError,
            ClientError,
            ConnectionError,
            EndpointConnectionError,
            HTTPClientError,
        )

        try:
            result = ask(self._client(service, region or self.region), xform_name(operation))
        except ClientError as error:
            said: Any = error.response.get("Error", {})
            status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
            raise AwsError(operation, str(said.get("Code", "")), str(said.get("Message", "")), status) from error
        except EndpointConnectionError as error:
            raise UnreachableError(operation, "the local cloud does not run", "start it with `make up`") from error
        except (ConnectionError, HTTPClientError) as error:
            raise LostError(operation, "no answer", f"{error}") from error
        except BotoCoreError as error:
            raise AwsError(operation, type(error).__name__, str(error)) from error
        for failed in result.get("Unsuccessful") or () if service == "ec2" else ():
            raise AwsError(operation, failed["Error"]["Code"], failed["Error"]["Message"])
        return result

    def parsed(self, service: str, operation: str, answer: Mapping[str, Any]) -> dict[str, Any]:
        """The result that an answer of the local cloud tells."""
        from botocore.awsrequest import HeadersDict
        from botocore.parsers import create_parser

        model = self.model(service)
        raw = {
            "status_code": answer["status"],
            "headers": HeadersDict(answer["headers"]),
            "body": answer["body"].encode("latin-1"),
        }
        return create_parser(model.resolved_protocol).parse(raw, model.operation_model(operation).output_shape)

    def model(self, service: str) -> Any:
        """What botocore knows of a service: its `ServiceModel`."""
        from botocore.model import ServiceModel

        with self._lock:
            if service not in self._models:
                loader = self._session.get_component("data_loader")
                self._models[service] = ServiceModel(loader.load_service_model(service, "service-2"), service)
            return self._models[service]

    def data(self, name: str) -> Any:
        """A data file of botocore."""
        with self._lock:
            return self._session.get_component("data_loader").load_data(name)

    @property
    def account(self) -> str:
        """The account whose credentials these are."""
        if not self._account:
            self._account = str(self.call("sts", "GetCallerIdentity", {})["Account"])
        return self._account

    @functools.cached_property
    def _session(self) -> Any:
        return _session()

    def _client(self, service: str, region: str) -> Any:
        from botocore.config import Config

        with self._lock:
            if (service, region) not in self._clients:
                client = self._clients[service, region] = self._session.create_client(
                    service,
                    region_name=region,
                    endpoint_url=self._endpoint(service),
                    aws_access_key_id=os.environ.get("AWS_ACCESS_KEY_ID") or "local",
                    aws_secret_access_key=os.environ.get("AWS_SECRET_ACCESS_KEY") or "local",
                    aws_session_token=os.environ.get("AWS_SESSION_TOKEN") or None,
                    config=Config(
                        retries={"total_max_attempts": 1},
                        connect_timeout=CONNECT_TIMEOUT_SECONDS,
                        read_timeout=self._read_timeout,
                        max_pool_connections=CONNECTIONS,
                        s3={"addressing_style": "path"},
                        inject_host_prefix=False,
                        # A proxy of the laptop must not see calls to the laptop.
                        proxies={},
                    ),
                )
                client.meta.events.register("before-call", self._name_call)
                client.meta.events.register("before-sign", _without_account)
            return self._clients[service, region]

    def _name_call(self, params: dict[str, Any], **_: Any) -> None:
        params["headers"][CALL_HEADER] = self._call.id


def _without_account(request: Any, **_: Any) -> None:
    """S3 Control puts the account before the host, and 127.0.0.1 has no subdomains."""
    request.url = re.sub(r"^(https?://)\d{12}\.", r"\1", request.url)


MISSING = ("notfound", "nosuch", "nonexistent", "doesnotexist", "notattached")


class AwsError(Exception):
    """AWS refused a call."""

    def __init__(self, operation: str, code: str, message: str, status: int = 0) -> None:
        self.operation = operation
        self.code = code
        self.message = message
        self.status = status
        self.is_open = status in retries.RETRYABLE_STATUS
        """Whether the call may have taken effect all the same."""
        super().__init__(f"{operation}: {code}: {message}")

    def attempts(self, service: str) -> int:
        """How often a call that ends so is made."""
        return retries.attempts(service, self.operation, self.status, self.code, self.message)

    def tried(self, attempts: int, *, is_open: bool) -> None:
        """Say how often the call was made; `is_open` is whether any attempt may have taken effect."""
        self.is_open = is_open
        if attempts > 1:
            self.args = (f"{self} ({attempts} attempts)",)

    @property
    def is_missing(self) -> bool:
        """Whether it says that the object is not there."""
        if any(word in self.code.lower() for word in MISSING):
            return True
        text = self.message.lower()
        said = any(words in text for words in ABSENT) or re.search(r"\bno \w+ (with|found)\b", text) is not None
        return self.code == "404" or (self.code in REFUSALS and said)

    @property
    def is_taken(self) -> bool:
        """Whether it says that the name is in use."""
        words = ("AlreadyExists", "AlreadyOwned", "InUse", "Duplicate")
        return any(w in self.code for w in words) or "already exist" in self.message.lower()


class LostError(AwsError):
    """The answer was lost: a reset, a timeout."""

    def __init__(self, operation: str, code: str, message: str) -> None:
        super().__init__(operation, code, message)
        self.is_open = True

    def attempts(self, service: str) -> int:  # noqa: ARG002
        return retries.ATTEMPTS


class UnreachableError(AwsError):
    """Nobody answers at the endpoint."""

    def attempts(self, service: str) -> int:  # noqa: ARG002
        return retries.ATTEMPTS_WHEN_REFUSED


def new_call_id() -> str:
    """A name for a call."""
    return uuid.uuid4().hex


def _session() -> Any:
    """A session that reads no profile and no file of the user: what is local has no say in a real account."""
    import botocore.session

    ignored: dict[str, Any] = {
        "profile": (None, None, None, None),
        "config_file": (None, None, os.devnull, None),
        "credentials_file": (None, None, os.devnull, None),
    }
    return botocore.session.Session(session_vars=ignored)
