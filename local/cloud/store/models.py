"""Models: find the service and operation that a request means, for every service that botocore knows."""

import gzip
import importlib
import importlib.util
import inspect
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import botocore
from moto.core.model import OperationModel, ServiceModel
from moto.core.request import Request as MotoRequest
from moto.core.request import determine_request_protocol
from moto.core.responses import BaseResponse
from moto.core.routing import get_service_router
from moto.core.utils import camelcase_to_underscores, get_service_model
from werkzeug.exceptions import NotFound

from local.cloud import gaps

_MODELS = Path(botocore.__file__).parent / "data"
_PACKAGES = {"lambda": "awslambda"}
_HEAD = 4096
"""Bytes of a model that surely hold its metadata."""


class Asked(NamedTuple):
    """The operation that a request means, and what its path tells."""

    operation: OperationModel
    protocol: str
    uri: dict[str, str]
    request: MotoRequest

    @property
    def service(self) -> str:
        """botocore's name of the service."""
        return str(self.operation.service_model.service_name)


def asked(environ: dict[str, Any], signature: str) -> Asked | None:
    """The operation that the request means; None where no model of a service that signs so has it."""
    request = MotoRequest(environ)
    target = request.headers.get("X-Amz-Target", "").rpartition(".")[0]
    for service, prefix in signed_as().get(signature, ()):
        if target and target != prefix:
            continue
        try:
            operation, uri = get_service_router(service).match(request)
            protocol = determine_request_protocol(get_service_model(service), request.content_type)
        except (NotFound, NotImplementedError):
            continue
        return Asked(operation, protocol, uri, request)
    return None


@cache
def in_moto(service: str) -> frozenset[str]:
    """The operations of a service that moto, or a gap, answers."""
    package = _PACKAGES.get(service, service.replace("-", ""))
    if not importlib.util.find_spec(f"moto.{package}"):
        return frozenset()
    gaps.fill(package)
    methods: set[str] = set()
    for name in ("responses", "responses_v2"):
        if importlib.util.find_spec(f"moto.{package}.{name}"):
            for member in vars(importlib.import_module(f"moto.{package}.{name}")).values():
                if inspect.isclass(member) and issubclass(member, BaseResponse):
                    methods.update(dir(member))
    names = service_model(service).operation_names
    return frozenset(name for name in names if camelcase_to_underscores(name) in methods)


def service_model(service: str) -> ServiceModel:
    """botocore's model of the service."""
    return get_service_model(service)


@cache
def signed_as() -> dict[str, list[tuple[str, str]]]:
    """Name in the signature -> services that sign so, with the prefix of their targets."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for folder in sorted(_MODELS.iterdir()):
        if files := sorted(folder.glob("*/service-2.json*")):
            head = _head(files[-1])
            name = _field(head, "signingName") or _field(head, "endpointPrefix")
            found[name.lower()].append((folder.name, _field(head, "targetPrefix")))
    return dict(found)


def _head(file: Path) -> str:
    with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as opened:
        return opened.read(_HEAD).decode("utf-8", "replace").partition('"operations"')[0]


def _field(head: str, name: str) -> str:
    found = re.search(rf'"{name}"\s*:\s*"([^"]*)"', head)
    return found[1] if found else ""
