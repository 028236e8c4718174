"""EC2: the rules of security groups, and what a flow log watches."""

from collections.abc import Mapping
from typing import Any

from local.providers.aws.codecs.codec import Codec

# EC2 keeps the sources of a rule in one list a kind; pulumi-aws has one property a kind.
RANGES = {
    "cidrBlocks": ("IpRanges", "CidrIp"),
    "ipv6CidrBlocks": ("Ipv6Ranges", "CidrIpv6"),
    "prefixListIds": ("PrefixListIds", "PrefixListId"),
    "securityGroups": ("UserIdGroupPairs", "GroupId"),
}


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


def _permissions_meaning(rules: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    """EC2 joins rules of the same ports: each source by itself tells what is allowed."""
    found: set[tuple[Any, ...]] = set()
    for rule in rules:
        protocol = str(rule["protocol"])
        ports = () if protocol == "-1" else (rule["fromPort"], rule["toPort"])
        said = rule.get("description") or ""
        found |= {(protocol, ports, name, source, said) for name in RANGES for source in rule.get(name) or ()}
        if rule.get("self"):
            found.add((protocol, ports, "self", "", said))
    return found


def _flow_of(kind: str, prefix: str) -> Codec:
    """What a flow log watches: pulumi-aws has a property a kind, EC2 an id and its kind."""

    def to_aws(id_: str, env: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001
        return {"ResourceType": kind, "ResourceIds": [id_]}

    def from_aws(found: dict[str, Any], env: Mapping[str, Any]) -> str | None:  # noqa: ARG001
        id_ = str(found.get("ResourceId", ""))
        return id_ if id_.rpartition("-")[0] == prefix else None

    return Codec(to_aws, from_aws)


CODECS = {
    "flow_of_attachment": _flow_of("TransitGatewayAttachment", "tgw-attach"),
    "flow_of_gateway": _flow_of("TransitGateway", "tgw"),
    "flow_of_interface": _flow_of("NetworkInterface", "eni"),
    "flow_of_subnet": _flow_of("Subnet", "subnet"),
    "flow_of_vpc": _flow_of("VPC", "vpc"),
    "permissions": Codec(_permissions_to_aws, _permissions_from_aws, _permissions_meaning),
}
