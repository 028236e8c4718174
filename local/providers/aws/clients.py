"""Clients: one botocore client a service and region, for the local cloud only.

botocore is imported when the first call needs it: it would double the plugin's start-up time.
"""

import functools
import os
import threading
from collections.abc import Callable, Mapping
from typing import Any

# 32 parallel operations are promised; a connection each.
CONNECTIONS = 64


class Clients:
    """Calls AWS operations by name. Safe for threads."""

    def __init__(self, endpoint: Callable[[str], str], region: str) -> None:
        self.region = region
        self._endpoint = endpoint
        self._clients: dict[tuple[str, str], Any] = {}
        self._models: dict[str, Any] = {}
        self._lock = threading.RLock()
        self._account = ""

    def call(self, service: str, operation: str, request: Mapping[str, Any], region: str = "") -> dict[str, Any]:
        """The result of one call. `AwsError` where AWS refuses it."""
        return self._answer(operation, lambda client, method: getattr(client, method)(**request), service, region)

    def pages(self, service: str, operation: str, request: Mapping[str, Any], region: str = "") -> dict[str, Any]:
        """The result of all pages of a list, or of the one call where AWS has no pages."""

        def ask(client: Any, method: str) -> dict[str, Any]:
            if not client.can_paginate(method):
                return getattr(client, method)(**request)
            return client.get_paginator(method).paginate(**request).build_full_result()

        return self._answer(operation, ask, service, region)

    def _answer(
        self, operation: str, ask: Callable[[Any, str], dict[str, Any]], service: str, region: str
    ) -> dict[str, Any]:
        from botocore import xform_name
        from botocore.exceptions import BotoCoreError, ClientError, ConnectionError, HTTPClientError

        try:
            return ask(self._client(service, region or self.region), xform_name(operation))
        except ClientError as error:
            said: Any = error.response.get("Error", {})
            raise AwsError(operation, str(said.get("Code", "")), str(said.get("Message", ""))) from error
        except (ConnectionError, HTTPClientError) as error:
            raise UnreachableError(operation, "the local cloud does not answer", f"{error}; run `make up`") from error
        except BotoCoreError as error:
            raise AwsError(operation, type(error).__name__, str(error)) from error

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
                self._clients[service, region] = self._session.create_client(
                    service,
                    region_name=region,
                    endpoint_url=self._endpoint(service),
                    aws_access_key_id=os.environ.get("AWS_ACCESS_KEY_ID") or "local",
                    aws_secret_access_key=os.environ.get("AWS_SECRET_ACCESS_KEY") or "local",
                    aws_session_token=os.environ.get("AWS_SESSION_TOKEN") or None,
                    config=Config(
                        retries={"mode": "standard"},
                        max_pool_connections=CONNECTIONS,
                        s3={"addressing_style": "path"},
                        # A proxy of the laptop must not see calls to the laptop.
                        proxies={},
                    ),
                )
            return self._clients[service, region]


class AwsError(Exception):
    """AWS refused a call."""

    def __init__(self, operation: str, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(f"{operation}: {code}: {message}")

    @property
    def is_missing(self) -> bool:
        """Whether it says that the object is not there."""
        if any(word in self.code for word in ("NotFound", "NoSuch", "NonExistent", "DoesNotExist", "NotAttached")):
            return True
        text = self.message.lower()
        said = any(words in text for words in ("could not find", "does not exist", "not found", "no such"))
        return self.code == "404" or (self.code in ("ValidationException", "ValidationError") and said)

    @property
    def is_taken(self) -> bool:
        """Whether it says that the name is in use."""
        words = ("AlreadyExists", "AlreadyOwned", "InUse", "Duplicate")
        return any(w in self.code for w in words) or "already exist" in self.message.lower()


class UnreachableError(AwsError):
    """Nobody answers at the endpoint."""


def _session() -> Any:
    """A session that reads no profile and no file of the user: what is local has no say in a real account."""
    import botocore.session

    ignored: dict[str, Any] = {
        "profile": (None, None, None, None),
        "config_file": (None, None, os.devnull, None),
        "credentials_file": (None, None, os.devnull, None),
    }
    return botocore.session.Session(session_vars=ignored)
