"""Lookups: ask the local cloud itself, beside IAM, for what a decision needs: policies, tags, keys of resources.

The answers of the services' own operations are used, so that it does not matter who keeps a resource, moto or the
generic store. An answer is remembered until something is written to its service.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast
from urllib.parse import urlsplit

import botocore.session
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from moto.s3.exceptions import HeadOnDeleteMarker, S3ClientError
from moto.s3.models import FakeKey, s3_backends
from werkzeug.test import create_environ

from local.cloud.errors import Answer
from local.cloud.iam.call import Call
from local.cloud.iam.documents import Document, read
from local.cloud.iam.tables import POLICIES, TAGS, Lookup
from local.cloud.request import Request

Ask = Callable[[Request], Answer]
_CONFIG = Config(
    parameter_validation=False, inject_host_prefix=False, retries={"max_attempts": 0}, s3={"addressing_style": "path"}
)


class Lookups:
    """Reads the local cloud as its administrator. `ask` lets a request pass what lies behind the authorizer."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._clients: dict[tuple[str, str], Any] = {}
        self._known: dict[str, dict[Any, Any]] = {}

    def forget(self, service: str) -> None:
        """Something was written to that service (as the signature names it)."""
        self._known.pop(service, None)

    def ask(self, service: str, operation: str, region: str, account: str, **parameters: Any) -> Mapping[str, Any]:
        """The answer of an operation; empty where there is no such thing."""
        client = self._client(service, region)
        known = self._known.setdefault(client.meta.service_model.signing_name, {})
        asked = (operation, region, account, json.dumps(parameters, sort_keys=True))
        if asked not in known or "Key" in parameters:  # objects change without notice
            client.meta.events.unregister("before-send", unique_id="inside")
            client.meta.events.register("before-send", self._sender(account), unique_id="inside")
            try:
                known[asked] = client._make_api_call(operation, parameters)
            except (ClientError, BotoCoreError):
                known[asked] = {}
        return cast(Mapping[str, Any], known[asked])

    def policy(self, arn: str, call: Call, account: str) -> Document | None:
        """The policy of a resource, where its type can have one."""
        found = self._found(POLICIES, arn, call, account)
        texts = found if isinstance(found, list) else [found]
        return tuple(statement for text in texts if text for statement in read(cast(str, text)))

    def tags(self, arn: str, call: Call, account: str) -> Mapping[str, str]:
        """The tags of a resource."""
        return tags_of(self._found(TAGS, arn, call, account))

    def key_arn(self, key: str, region: str, account: str) -> str:
        """The ARN of a KMS key, given by ARN (of whatever account), id or alias; nothing where there is none."""
        if not key:
            return ""
        if key.startswith("arn:"):
            region, account = key.split(":")[3:5]
        metadata = self.ask("kms", "DescribeKey", region, account, KeyId=key).get("KeyMetadata", {})
        return str(metadata.get("Arn", ""))

    def stored_object(self, bucket: str, key: str, version: str, account: str) -> FakeKey | None:
        """An object of S3, from moto itself: this is asked at each read of one."""
        try:
            return s3_backends[account]["aws"].head_object(bucket, key, version or None)
        except (S3ClientError, HeadOnDeleteMarker):
            return None

    def has_bucket(self, bucket: str, account: str) -> bool:
        """Whether there is such a bucket, of whatever account."""
        try:
            s3_backends[account]["aws"].get_bucket(bucket)
        except S3ClientError:
            return False
        return True

    def _found(self, table: Mapping[str, Sequence[Lookup]], arn: str, call: Call, account: str) -> Any:
        for lookup in table.get(arn.split(":")[2] if arn.startswith("arn:") else "", ()):
            if match := lookup.pattern.fullmatch(arn):
                answer = self.ask(lookup.service, lookup.operation, call.region, account, **lookup.parameters(match))
                return lookup.value(match, answer)
        return None

    def _client(self, service: str, region: str) -> Any:
        if (service, region) not in self._clients:
            self._clients[service, region] = botocore.session.Session().create_client(
                service,
                region,
                endpoint_url="http://127.0.0.1",
                aws_access_key_id="local",
                aws_secret_access_key="local",  # noqa: S106 - the local cloud's own
                config=_CONFIG,
            )
        return self._clients[service, region]

    def _sender(self, account: str) -> Callable[..., AWSResponse]:
        def send(request: AWSPreparedRequest, **_: Any) -> AWSResponse:
            url = urlsplit(request.url)
            body: Any = request.body or b""
            headers = {
                name: value.decode() if isinstance(value, bytes) else str(value)
                for name, value in {**request.headers, "x-moto-account-id": account}.items()
            }
            environ = create_environ(
                url.path, query_string=url.query, method=str(request.method), headers=list(headers.items()), data=body
            )
            environ["RAW_URI"] = f"{url.path}?{url.query}" if url.query else url.path
            answer = self._ask(Request(environ))
            return AWSResponse(
                request.url, int(answer.status.split()[0]), cast(Any, dict(answer.headers)), _Raw(answer.body)
            )

        return send


class _Raw:
    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, *_: Any, **__: Any) -> list[bytes]:
        return [self._body]

    def read(self, *_: Any) -> bytes:
        return self._body


def tags_of(value: Any) -> Mapping[str, str]:
    """Tags as a mapping, from any of the shapes that AWS's services use."""
    if isinstance(value, dict):
        return {str(name): str(text) for name, text in cast(dict[str, Any], value).items()}
    found: dict[str, str] = {}
    for one in cast(list[dict[str, Any]], value or []):
        tag = {name.lower().removeprefix("tag"): text for name, text in one.items()}
        if "key" in tag:
            found[str(tag["key"])] = str(tag.get("value", ""))
    return found
