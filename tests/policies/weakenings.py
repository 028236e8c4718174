"""Weakenings: every way in which one property of a resource can be made less secure, told by its name and its shape.

JSON documents in a text (policies, pipeline definitions, state machines) are looked into like any other property.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

GONE = object()
"""The property is left out."""
LOWERED = {
    "Enabled": "Disabled",
    "ENABLED": "DISABLED",
    "VpcOnly": "PublicInternetOnly",
    "IMMUTABLE": "MUTABLE",
    "BucketOwnerEnforced": "ObjectWriter",
    "BLOCK": "ALLOW",
    "KMS": "AES256",
    "SSE_KMS": "SSE_S3",
    "SSE-KMS": "DISABLED",
    "CSE-KMS": "DISABLED",
    "aws:kms": "AES256",
    "PendingManualApproval": "Approved",
    "USER_PROFILE_NAME": "DISABLED",
    "true": "false",
}
"""What a word that stands for security becomes."""
NAMED = {"trafficType": "ACCEPT", "level": "OFF"}
"""What the property of a name becomes, where its word stands for other things elsewhere."""
LOOSE = {
    "EnableNetworkIsolation": False,
    "deletionProtectionEnabled": False,
    "forceDelete": True,
    "forceDestroy": True,
    "privilegedMode": True,
}
"""Flags by the value that is the weaker: there is nothing to weaken."""
GUARDS = re.compile(
    r"kms|encryption(?!type)|securityconfig|permissionsboundary|vpcconfig|networkconfig|^subnets$|securitygroups?(ids)?$"
    r"|logging|^log(s|_)?config|logdestination$|cloudwatchlogs|tracing|deadletter|alarmactions|subscriber|guardrail"
    r"|expectedbucketowner|trustedaccounts|autorollback|datacapture|idlesettings|maxruntime|noncurrentversionexpiration",
    re.IGNORECASE,
)
"""Names of properties without which a resource is weaker."""
KEPT = re.compile(r"retention|deletionwindow|recoverywindow", re.IGNORECASE)
"""Names of how long something is kept."""
RANGES = re.compile(r"^(cidr_?blocks|ranges)$", re.IGNORECASE)


def weakened(value: Any) -> Iterator[tuple[str, Any]]:
    """The properties with one of them weaker, each way, and what was done: `rules.0.kmsKeyArn: gone`."""
    if isinstance(value, dict):
        if value.get("Effect") in ("Allow", "Deny"):
            yield from _statement(value)
            return
        for key, member in value.items():
            for weaker in _weaker(key, member):
                if weaker is GONE:
                    yield f"{key}: gone", {name: one for name, one in value.items() if name != key}
                else:
                    yield f"{key}: {json.dumps(weaker)}", {**value, key: weaker}
            for path, inner in weakened(member):
                yield f"{key}.{path}", {**value, key: inner}
    elif isinstance(value, list):
        for index, member in enumerate(value):
            if isinstance(member, dict) and member.get("Effect") == "Deny":
                yield f"{index}: gone", [*value[:index], *value[index + 1 :]]
            for path, inner in weakened(member):
                yield f"{index}.{path}", [*value[:index], inner, *value[index + 1 :]]
    elif isinstance(value, str) and value.startswith(("{", "[")):
        try:
            document = json.loads(value)
        except ValueError:
            return
        for path, inner in weakened(document):
            yield f"#{path}", json.dumps(inner)


def _weaker(key: str, value: Any) -> Iterator[Any]:
    """What is less secure than a property's value."""
    if isinstance(value, bool):
        if LOOSE.get(key) is not value:
            yield not value
    elif key in NAMED:
        yield NAMED[key]
    elif isinstance(value, str) and value in LOWERED:
        yield LOWERED[value]
    elif isinstance(value, str) and "@sha256:" in value:
        yield value.split("@")[0] + ":latest"
    elif isinstance(value, int | float) and KEPT.search(key) and value > 1:
        yield 1
    elif isinstance(value, list) and RANGES.search(key) and "0.0.0.0/0" not in value:
        yield ["0.0.0.0/0"]
    if GUARDS.search(key) and value not in (None, "", [], {}):
        yield GONE


def _statement(statement: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A statement that allows more, or denies less."""
    if statement["Effect"] == "Deny":
        yield "Effect: Allow", {**statement, "Effect": "Allow"}
        return
    unconditional = {name: one for name, one in statement.items() if name != "Condition"}
    if statement.get("Principal", "*") != "*":
        yield "Principal: *", {**unconditional, "Principal": "*"}
    keys = " ".join(sorted(key for operands in statement.get("Condition", {}).values() for key in operands))
    if keys:
        yield f"Condition on {keys}: gone", unconditional
    # A policy with a principal belongs to one resource, but for an endpoint's, which lets everyone through.
    for part in ("Action", "Resource") if statement.get("Principal", "*") == "*" else ("Action",):
        if statement.get(part, "*") not in ("*", ["*"]):
            yield f"{part}: *{f', on condition of {keys}' * bool(keys)}", {**statement, part: "*"}
