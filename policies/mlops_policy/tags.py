"""Tags: how rules read them."""

from typing import Any

from .values import UNKNOWN, Props, get

RELAXED = ("local", "dev")
"""Environments whose loss nobody notices. Every other, and an untagged resource, is held to the whole."""
PRODUCTION = ("prod", "production")


def tag(props: Props, key: str) -> Any:
    """A tag's value, also where the provider's default tags set it; `None` if untagged, `UNKNOWN` if not known yet."""
    own, merged = (None if found is None else get(found, key) for found in (props.get("tags"), props.get("tagsAll")))
    return merged if own is None else own


def environment(props: Props) -> Any:
    """The `environment` tag."""
    return tag(props, "environment")


def relaxed(props: Props) -> bool | None:
    """Whether the resource is of an environment that is held to less; `None` if that is not known yet."""
    found = environment(props)
    return None if found is UNKNOWN else found in RELAXED
