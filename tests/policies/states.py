"""States as Pulumi writes them, for tests that judge without an engine."""

import json
from typing import Any

STACK = "urn:pulumi:dev::proj::"
PROVIDER_ID = "6a8f7a3e-5a0f-4e0a-9a57-6d8f8e5d0001"


def resource(token: str, name: str, props: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A resource of a stack's state."""
    return {
        "urn": f"{STACK}{token}::{name}",
        "custom": True,
        "id": name,
        "type": token,
        "inputs": props,
        "outputs": props,
        "provider": f"{STACK}pulumi:providers:aws::default::{PROVIDER_ID}",
        **more,
    }


def deployment(*resources: dict[str, Any]) -> str:
    """A stack's state, as `pulumi stack export` writes it."""
    token = "pulumi:providers:aws"
    provider = {"urn": f"{STACK}{token}::default", "custom": True, "id": PROVIDER_ID, "type": token}
    manifest = {"time": "2026-01-01T00:00:00Z", "magic": "", "version": ""}
    return json.dumps({"version": 3, "deployment": {"manifest": manifest, "resources": [provider, *resources]}})


def preview(*steps: tuple[str, dict[str, Any]]) -> str:
    """A preview, as `pulumi preview --json --show-sames` writes it: what is done, and the resource."""
    written = [{"op": op, "urn": one["urn"], **({} if op == "delete" else {"newState": one})} for op, one in steps]
    return json.dumps({"config": {}, "steps": written, "changeSummary": {"create": len(steps)}})
