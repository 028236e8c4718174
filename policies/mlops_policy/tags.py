"""Tags: how rules read them."""

from typing import Any

from .values import UNKNOWN, Props, get

RELAXED = ("local", "dev")
"""Environments whose loss nobody notices. Every other, and an untagged resource, is held to the whole."""
PRODUCTION = ("prod", "production")


ENVIRONMENT = ("environment", "Environment", "env")
CLASSIFICATION = ("data-classification", "data_classification", "DataClassification")
"""The ways in which people write the two tags that decide how strict a rule is."""


def tag(props: Props, *keys: str) -> Any:
    """A tag's value under the first of the keys that is there, also where the provider's default tags set it.

    `None` if untagged, `UNKNOWN` if not known yet.
    """
    for key in keys:
        for held in ("tags", "tagsAll"):
            found = get(_as_mapping(props.get(held)), key)
            if found is not None:
                return found
    return None


def _as_mapping(tags: Any) -> Any:
    """Tags as keys with values; aws-native writes them as a list of pairs."""
    if isinstance(tags, list):
        return {get(one, "key"): get(one, "value") for one in tags if isinstance(get(one, "key"), str)}
    return tags


def environment(props: Props) -> Any:
    """The `environment` tag."""
    return tag(props, *ENVIRONMENT)


def classification(props: Props) -> Any:
    """The `data-classification` tag."""
    return tag(props, *CLASSIFICATION)


def relaxed(props: Props) -> bool | None:
    """Whether the resource is of an environment that is held to less; `None` if that is not known yet."""
    found = environment(props)
    return None if found is UNKNOWN else found in RELAXED
