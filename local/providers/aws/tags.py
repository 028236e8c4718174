"""Tags: a map in pulumi-aws, a list of pairs in pulumi-aws-native; a map, a list of pairs or a list of keys in AWS."""

from collections.abc import Mapping
from typing import Any

from local.providers.aws.shapes import pair_of
from local.providers.aws.values import UNKNOWN


def merged(defaults: Mapping[str, str], own: Any) -> Any:
    """What a resource is tagged with: its own tags win over the provider's."""
    return UNKNOWN if own is UNKNOWN else {**defaults, **from_member(own)}


def with_defaults(defaults: Mapping[str, str], own: list[Any]) -> list[Any]:
    """The same for a list of pairs, in which any may be unknown yet."""
    named = {pair["key"] for pair in own if isinstance(pair, Mapping) and isinstance(pair.get("key"), str)}
    return [*own, *as_pairs({key: value for key, value in defaults.items() if key not in named})]


def as_pairs(tags: Mapping[str, str]) -> list[dict[str, str]]:
    """The tags as pulumi-aws-native has them."""
    return [{"key": key, "value": value} for key, value in sorted(tags.items())]


def as_member(shape: Any, tags: Mapping[str, str]) -> Any:
    """The tags as a request wants them."""
    if shape.type_name == "map":
        return dict(tags)
    pair = pair_of(shape)
    if pair is None:
        raise TypeError(f"{shape.name} does not hold tags")
    return [{pair[0]: key, pair[1]: value} for key, value in sorted(tags.items())]


def keys_as_member(shape: Any, keys: list[str]) -> Any:
    """The names of tags as a request to remove them wants them."""
    pair = pair_of(shape)
    return [{pair[0]: key} for key in keys] if pair else keys


def from_member(found: Any) -> dict[str, str]:
    """The tags of a result, without those AWS keeps for itself."""
    if isinstance(found, Mapping):
        pairs = dict(found)
    else:
        pairs = {_part(tag, "key"): _part(tag, "value") for tag in found or ()}
    return {k: v for k, v in pairs.items() if not k.startswith("aws:")}


def _part(tag: Mapping[str, str], ending: str) -> str:
    return next((value for member, value in tag.items() if member.lower().endswith(ending)), "")
