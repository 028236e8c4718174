"""Statuses: where AWS takes whether something is on, and tells a status."""

from collections.abc import Mapping
from typing import Any

from local.providers.aws.codecs.codec import Codec, nothing, same


def _trigger_is_enabled(state: str, env: Mapping[str, Any]) -> bool:
    """Glue starts triggers with a schedule or a condition; the others are as the program says."""
    if env.get("type") in ("ON_DEMAND", "EVENT"):
        return state in ("CREATED", "CREATING") and env.get("enabled", True)
    return state in ("ACTIVATED", "ACTIVATING")


def _is_active(status: str, env: Mapping[str, Any]) -> bool:  # noqa: ARG001
    """GuardDuty and Lambda take whether something is in use and tell its status."""
    return status.upper() in ("ACTIVE", "ACTIVATING", "CREATING", "ENABLED", "ENABLING")


def _is_invited(status: str, env: Mapping[str, Any]) -> bool:  # noqa: ARG001
    """GuardDuty tells how an account that was invited answered."""
    return status in ("Disabled", "EmailVerificationInProgress", "Enabled", "Invited")


CODECS = {
    "is_active": Codec(same, _is_active),
    "is_invited": Codec(same, _is_invited),
    "trigger_is_enabled": Codec(nothing, _trigger_is_enabled),
}
