"""Signatures: whether a request was signed with the secret of its access key, computed by botocore's own signer."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from botocore.auth import UNSIGNED_PAYLOAD, HmacV1QueryAuth, S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials

from local.cloud.request import Request

_TIME = "%Y%m%dT%H%M%SZ"


class _Query(S3SigV4Auth):
    """As S3 signs a URL: the body is not part of it."""

    def payload(self, request: Any) -> str:
        del request
        return UNSIGNED_PAYLOAD


class _OldQuery(HmacV1QueryAuth):
    """As S3 signed a URL before, and boto3 does still unless it is told otherwise."""

    def __init__(self, credentials: Credentials, moment: str) -> None:
        super().__init__(credentials)
        self._moment = moment

    def _get_date(self) -> str:
        return self._moment


def access_key(request: Request) -> str:
    """The id of the access key that signed, in whatever way; nothing where nobody did."""
    return request.access_key or _query(request).get("AWSAccessKeyId", "")


def is_right(request: Request, secret: str, token: str) -> bool:
    """Whether secret and session token are the caller's."""
    query = _query(request)
    if "X-Amz-Signature" in query:
        return _is_right_url(request, secret, token, query)
    if "AWSAccessKeyId" in query:
        return _is_right_old_url(request, secret, token, query)
    parts = dict(re.findall(r"(\w+)=([^,\s]+)", _header(request, "Authorization")))
    if _header(request, "x-amz-security-token") != token:
        return False
    signer = (S3SigV4Auth if request.service == "s3" else SigV4Auth)(
        Credentials(request.access_key, secret), request.service, request.region
    )
    given = parts.get("SignedHeaders", "").split(";")
    return _signature(signer, request, given, _header(request, "x-amz-date"), _raw_uri(request)) == parts.get(
        "Signature"
    )


def _is_right_url(request: Request, secret: str, token: str, query: dict[str, str]) -> bool:
    signed = datetime.strptime(query["X-Amz-Date"], _TIME).replace(tzinfo=UTC)
    if datetime.now(UTC) > signed + timedelta(seconds=int(query.get("X-Amz-Expires", "0"))):
        return False
    if query.get("X-Amz-Security-Token", "") != token:
        return False
    signer = _Query(Credentials(request.access_key, secret), request.service, request.region)
    uri = re.sub(r"&?X-Amz-Signature=[0-9a-f]+", "", _raw_uri(request))
    given = query["X-Amz-SignedHeaders"].split(";")
    return _signature(signer, request, given, query["X-Amz-Date"], uri) == query["X-Amz-Signature"]


def _is_right_old_url(request: Request, secret: str, token: str, query: dict[str, str]) -> bool:
    if datetime.now(UTC).timestamp() > int(query["Expires"]) or query.get("x-amz-security-token", "") != token:
        return False
    headers = HTTPHeaders()
    for name in ("content-type", "content-md5"):
        if value := _header(request, name):
            headers[name] = value
    signer = _OldQuery(Credentials(query["AWSAccessKeyId"], secret, token or None), query["Expires"])
    return signer.get_signature(request.method, urlsplit(_raw_uri(request)), cast(Any, headers)) == query["Signature"]


def _query(request: Request) -> dict[str, str]:
    given = parse_qs(request.environ.get("QUERY_STRING", ""), keep_blank_values=True)
    return {name: values[0] for name, values in given.items()}


def _signature(signer: SigV4Auth, request: Request, signed: list[str], moment: str, uri: str) -> str:
    """The signature as the caller should have computed it, of the headers that they signed."""
    host = _header(request, "host")
    headers = {name: _header(request, name) for name in signed}
    again = AWSRequest(method=request.method, url=f"http://{host}{uri}", headers=headers, data=request.body)
    again.context["timestamp"] = moment
    if "x-amz-content-sha256" not in headers and (digest := _header(request, "x-amz-content-sha256")):
        again.headers["X-Amz-Content-SHA256"] = digest
    return signer.signature(signer.string_to_sign(again, signer.canonical_request(again)), again)


def _raw_uri(request: Request) -> str:
    uri = urlsplit(request.environ.get("RAW_URI", request.path))
    return f"{uri.path}?{uri.query}" if uri.query else uri.path


def _header(request: Request, name: str) -> str:
    key = name.upper().replace("-", "_")
    return str(request.environ.get(key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}", ""))
