"""Maps: lists of objects that AWS keeps as a map."""

from collections.abc import Mapping
from typing import Any

from local.providers.aws.codecs.codec import Codec


def _keyed(key: str, value: str, member: str) -> Codec:
    """A list of objects that AWS keeps as a map: one property is the key, another the value."""

    def to_aws(items: list[dict[str, Any]], env: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001
        return {item[key]: {member: item[value]} if member else item[value] for item in items}

    def from_aws(found: dict[str, Any], env: Mapping[str, Any]) -> list[dict[str, Any]]:  # noqa: ARG001
        return [{key: k, value: v[member] if member else v} for k, v in found.items()]

    return Codec(to_aws, from_aws)


def _by(key: str) -> Codec:
    """A list of objects that AWS keeps as a map: one property is the key, the others are members of the value."""

    def to_aws(items: list[dict[str, Any]], env: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001
        return {item[key]: {k[0].upper() + k[1:]: v for k, v in item.items() if k != key} for item in items}

    def from_aws(found: dict[str, Any], env: Mapping[str, Any]) -> list[dict[str, Any]]:  # noqa: ARG001
        return [{key: k, **{name[0].lower() + name[1:]: v for name, v in one.items()}} for k, one in found.items()]

    return Codec(to_aws, from_aws)


def _artifact_stores_to_aws(stores: list[dict[str, Any]], env: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001
    """One store is a member of the pipeline; several are a map by region."""
    plain = [{k: v for k, v in store.items() if k != "region"} for store in stores]
    if len(stores) == 1:
        return {"artifactStore": plain[0]}
    return {"artifactStores": {store.get("region", ""): p for store, p in zip(stores, plain, strict=True)}}


def _artifact_stores_from_aws(pipeline: dict[str, Any], env: Mapping[str, Any]) -> list[dict[str, Any]]:  # noqa: ARG001
    if "artifactStore" in pipeline:
        return [pipeline["artifactStore"]]
    return [{"region": region, **store} for region, store in pipeline.get("artifactStores", {}).items()]


CODECS = {
    "artifact_stores": Codec(_artifact_stores_to_aws, _artifact_stores_from_aws),
    "request_parameters": _keyed("requestParameterKey", "required", "Required"),
    "response_bodies": _by("key"),
    "response_parameters": _keyed("statusCode", "mappings", ""),
    "route_settings": _by("routeKey"),
}
