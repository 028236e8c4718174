"""Codecs: the few properties whose AWS form no rename can describe."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# EC2 keeps the sources of a rule in one list a kind; pulumi-aws has one property a kind.
RANGES = {
    "cidrBlocks": ("IpRanges", "CidrIp"),
    "ipv6CidrBlocks": ("Ipv6Ranges", "CidrIpv6"),
    "prefixListIds": ("PrefixListIds", "PrefixListId"),
    "securityGroups": ("UserIdGroupPairs", "GroupId"),
}


@dataclass(frozen=True)
class Codec:
    """Both directions of one property."""

    to_aws: Callable[[Any, Mapping[str, Any]], Any]
    from_aws: Callable[[Any, Mapping[str, Any]], Any]


def get(name: str | None) -> Codec | None:
    """The codec a row names."""
    return CODECS[name] if name else None


def _permissions_to_aws(rules: list[dict[str, Any]], env: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [_permission(rule, env) for rule in rules]


def _permission(rule: dict[str, Any], env: Mapping[str, Any]) -> dict[str, Any]:
    said = {"Description": rule["description"]} if rule.get("description") else {}
    found: dict[str, Any] = {"IpProtocol": str(rule["protocol"])}
    if found["IpProtocol"] != "-1":
        found |= {"FromPort": rule["fromPort"], "ToPort": rule["toPort"]}
    for name, (member, key) in RANGES.items():
        if rule.get(name):
            found[member] = [{key: value, **said} for value in rule[name]]
    if rule.get("self"):
        found.setdefault("UserIdGroupPairs", []).append({"GroupId": env["id"], **said})
    return found


def _permissions_from_aws(permissions: list[dict[str, Any]], env: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [_rule(permission, env) for permission in permissions]


def _rule(permission: dict[str, Any], env: Mapping[str, Any]) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "protocol": permission["IpProtocol"],
        "fromPort": permission.get("FromPort", 0),
        "toPort": permission.get("ToPort", 0),
    }
    for name, (member, key) in RANGES.items():
        sources = permission.get(member, [])
        values = [source[key] for source in sources if source[key] != env["id"]]
        if values:
            rule[name] = values
        if len(values) < len(sources):
            rule["self"] = True
        if said := next((source["Description"] for source in sources if source.get("Description")), ""):
            rule["description"] = said
    return rule


def _asset_bytes(asset: Any, env: Mapping[str, Any]) -> bytes:  # noqa: ARG001
    """The content of a file or text asset."""
    if "text" in asset:
        return str(asset["text"]).encode()
    return Path(asset["path"]).read_bytes()


def _nothing(value: Any, env: Mapping[str, Any]) -> None:
    """What AWS returns says nothing of this property."""


def _alarm_arns(alarms: list[dict[str, str]], env: Mapping[str, Any]) -> list[str]:  # noqa: ARG001
    return [alarm["AlarmARN"] for alarm in alarms]


def _trigger_is_enabled(state: str, env: Mapping[str, Any]) -> bool:
    """Glue starts triggers with a schedule or a condition; the others are as the program says."""
    if env.get("type") in ("ON_DEMAND", "EVENT"):
        return state in ("CREATED", "CREATING") and env.get("enabled", True)
    return state in ("ACTIVATED", "ACTIVATING")


CODECS = {
    "asset": Codec(_asset_bytes, _nothing),
    "alarm_arns": Codec(_nothing, _alarm_arns),
    "trigger_is_enabled": Codec(_nothing, _trigger_is_enabled),
    "permissions": Codec(_permissions_to_aws, _permissions_from_aws),
}
