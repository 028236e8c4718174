"""Codecs: the few properties whose AWS form no rename can describe."""

import base64
import datetime
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from local.providers.aws import model_card

# EC2 keeps the sources of a rule in one list a kind; pulumi-aws has one property a kind.
RANGES = {
    "cidrBlocks": ("IpRanges", "CidrIp"),
    "ipv6CidrBlocks": ("Ipv6Ranges", "CidrIpv6"),
    "prefixListIds": ("PrefixListIds", "PrefixListId"),
    "securityGroups": ("UserIdGroupPairs", "GroupId"),
}
BUDGET_TIME = "%Y-%m-%d_%H:%M"
EKS_LOGS = ("api", "audit", "authenticator", "controllerManager", "scheduler")


@dataclass(frozen=True)
class Codec:
    """Both directions of one property."""

    to_aws: Callable[[Any, Mapping[str, Any]], Any]
    from_aws: Callable[[Any, Mapping[str, Any]], Any]
    meaning: Callable[[Any], Any] | None = None
    """What is the same of two values that mean the same, where AWS may answer in another form."""


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


def _asset_bytes(asset: Any, env: Mapping[str, Any]) -> bytes:
    """The content of a file or text asset, or the zip file of an archive."""
    if "text" in asset:
        return str(asset["text"]).encode()
    if "assets" in asset or Path(asset["path"]).is_dir():
        return _archive_bytes(asset, env)
    return Path(asset["path"]).read_bytes()


def _archive_bytes(archive: Any, env: Mapping[str, Any]) -> bytes:
    """The zip file of an archive: a file as it is, else a folder's or the named assets' content."""
    if "assets" not in archive and Path(archive["path"]).is_file():
        return Path(archive["path"]).read_bytes()
    assets = archive["assets"] if "assets" in archive else _files(Path(archive["path"]))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, asset in sorted(assets.items()):
            file.writestr(zipfile.ZipInfo(name), _asset_bytes(asset, env))
    return packed.getvalue()


def _files(folder: Path) -> dict[str, Any]:
    return {str(file.relative_to(folder)): {"path": str(file)} for file in folder.rglob("*") if file.is_file()}


def _s3_filter_to_aws(value: dict[str, Any], env: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001
    """S3 takes one condition plainly, and several inside `And`."""
    tags = [{"Key": key, "Value": tag} for key, tag in (value.get("tags") or {}).items()]
    members = {"prefix": "Prefix", "accessPoint": "AccessPointArn"}
    found: dict[str, Any] = {member: value[name] for name, member in members.items() if value.get(name)}
    if not tags or (len(tags) == 1 and not found):
        return {"Tag": tags[0]} if tags else found or {"Prefix": ""}
    return {"And": {**found, "Tags": tags}}


def _s3_filter_from_aws(value: dict[str, Any], env: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001
    inner = value.get("And", value)
    tags = {tag["Key"]: tag["Value"] for tag in inner.get("Tags") or [t for t in [inner.get("Tag")] if t]}
    found = {"prefix": inner.get("Prefix"), "accessPoint": inner.get("AccessPointArn"), "tags": tags}
    return {name: said for name, said in found.items() if said}


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


def _nothing(value: Any, env: Mapping[str, Any]) -> None:
    """What AWS returns says nothing of this property."""


def _alarm_arns(alarms: list[dict[str, str]], env: Mapping[str, Any]) -> list[str]:  # noqa: ARG001
    return [alarm["AlarmARN"] for alarm in alarms]


def _trigger_is_enabled(state: str, env: Mapping[str, Any]) -> bool:
    """Glue starts triggers with a schedule or a condition; the others are as the program says."""
    if env.get("type") in ("ON_DEMAND", "EVENT"):
        return state in ("CREATED", "CREATING") and env.get("enabled", True)
    return state in ("ACTIVATED", "ACTIVATING")


def _same(value: Any, env: Mapping[str, Any]) -> Any:  # noqa: ARG001
    return value


def _is_active(status: str, env: Mapping[str, Any]) -> bool:  # noqa: ARG001
    """GuardDuty and Lambda take whether something is in use and tell its status."""
    return status.upper() in ("ACTIVE", "ACTIVATING", "CREATING", "ENABLED", "ENABLING")


def _is_invited(status: str, env: Mapping[str, Any]) -> bool:  # noqa: ARG001
    """GuardDuty tells how an account that was invited answered."""
    return status in ("Disabled", "EmailVerificationInProgress", "Enabled", "Invited")


def _snap_start_to_aws(value: dict[str, Any], env: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001
    return {"ApplyOn": value["applyOn"]}


def _snap_start_from_aws(found: dict[str, Any], env: Mapping[str, Any]) -> dict[str, Any] | None:  # noqa: ARG001
    """Lambda tells of a function without snapshots that they apply to none."""
    if found["ApplyOn"] == "None":
        return None
    return {"applyOn": found["ApplyOn"], "optimizationStatus": found.get("OptimizationStatus", "Off")}


def _log_types_to_aws(types: list[str], env: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001
    """EKS keeps the logs that are on and those that are off."""
    off = [name for name in EKS_LOGS if name not in types]
    found = [{"types": names, "enabled": on} for names, on in ((types, True), (off, False)) if names]
    return {"clusterLogging": found}


def _log_types_from_aws(found: dict[str, Any], env: Mapping[str, Any]) -> list[str]:  # noqa: ARG001
    return [name for group in found["clusterLogging"] if group.get("enabled") for name in group["types"]]


def _spelled(value: Any, spell: Callable[[str], str]) -> Any:
    """The value with the first letter of every member's name in the other case."""
    if isinstance(value, dict):
        named = cast(dict[str, Any], value)
        return {spell(name[0]) + name[1:]: _spelled(each, spell) for name, each in named.items() if each != []}
    return [_spelled(each, spell) for each in cast(list[Any], value)] if isinstance(value, list) else value


def _event_selectors_to_aws(selectors: list[dict[str, Any]], env: Mapping[str, Any]) -> Any:  # noqa: ARG001
    return _spelled(selectors, str.upper)


def _event_selectors_from_aws(selectors: list[dict[str, Any]], env: Mapping[str, Any]) -> Any:  # noqa: ARG001
    """CloudTrail tells of a trail for which nobody chose events that it has all management events."""
    found = _spelled(selectors, str.lower)
    return None if found == [{"readWriteType": "All", "includeManagementEvents": True}] else found


def _base64(blob: bytes, env: Mapping[str, Any]) -> str:  # noqa: ARG001
    return base64.b64encode(blob).decode()


def _domain(name: str, env: Mapping[str, Any]) -> str:  # noqa: ARG001
    """Route 53 ends a name with a dot, pulumi-aws does not."""
    return name.removesuffix(".")


def _flow_of(kind: str, prefix: str) -> Codec:
    """What a flow log watches: pulumi-aws has a property a kind, EC2 an id and its kind."""

    def to_aws(id_: str, env: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001
        return {"ResourceType": kind, "ResourceIds": [id_]}

    def from_aws(found: dict[str, Any], env: Mapping[str, Any]) -> str | None:  # noqa: ARG001
        id_ = str(found.get("ResourceId", ""))
        return id_ if id_.rpartition("-")[0] == prefix else None

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


def _condition_of_statement(found: dict[str, dict[str, str]], env: Mapping[str, Any]) -> dict[str, str]:  # noqa: ARG001
    """EventBridge takes the three words of a condition apart; its policy has them one inside the other."""
    ((type_, test),) = found.items()
    ((key, value),) = test.items()
    return {"type": type_, "key": key, "value": value}


def _condition_to_statement(condition: dict[str, str], env: Mapping[str, Any]) -> dict[str, str]:  # noqa: ARG001
    return {name.title(): value for name, value in condition.items()}


def _account_of_principal(principal: str | dict[str, str], env: Mapping[str, Any]) -> str:  # noqa: ARG001
    """EventBridge takes an account's number, or all, and tells the account's ARN."""
    named = principal if isinstance(principal, str) else principal["AWS"]
    return named.split(":")[4] if named.startswith("arn:") else named


def _budget_time_to_aws(text: str, env: Mapping[str, Any]) -> datetime.datetime:  # noqa: ARG001
    """Budgets keeps moments; pulumi-aws writes `2026-01-31_00:00`."""
    return datetime.datetime.strptime(text, BUDGET_TIME).replace(tzinfo=datetime.UTC)


def _budget_time_from_aws(moment: datetime.datetime, env: Mapping[str, Any]) -> str:  # noqa: ARG001
    return moment.astimezone(datetime.UTC).strftime(BUDGET_TIME)


def _planned_limits_to_aws(limits: list[dict[str, str]], env: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Budgets names each limit by the second from which it holds."""
    starts = [str(int(_budget_time_to_aws(limit["startTime"], env).timestamp())) for limit in limits]
    return {
        start: {"Amount": limit["amount"], "Unit": limit["unit"]} for start, limit in zip(starts, limits, strict=True)
    }


def _planned_limits_from_aws(found: dict[str, dict[str, str]], env: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "startTime": _budget_time_from_aws(datetime.datetime.fromtimestamp(int(start), datetime.UTC), env),
            "amount": limit["Amount"],
            "unit": limit["Unit"],
        }
        for start, limit in found.items()
    ]


def _catalog_to_aws(is_meant: bool, env: Mapping[str, Any]) -> dict[str, Any] | None:  # noqa: ARG001
    """Lake Formation names the whole catalogue by an object with nothing in it."""
    return {} if is_meant else None


def _catalog_from_aws(found: dict[str, Any], env: Mapping[str, Any]) -> bool:  # noqa: ARG001
    return True


def _classifier_to_aws(classifier: dict[str, Any], env: Mapping[str, Any]) -> dict[str, Any]:
    """Glue keeps the name of a classifier inside of it."""
    members = {"header" if name == "headers" else name: value for name, value in classifier.items()}
    return {"Name": env["name"], **_spelled(members, str.upper)}


def _classifier_from_aws(found: dict[str, Any], env: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001
    told = ("Name", "Version", "CreationTime", "LastUpdated")
    members = {"headers" if name == "Header" else name: value for name, value in found.items() if name not in told}
    return _spelled(members, str.lower)


CODECS = {
    "classifier": Codec(_classifier_to_aws, _classifier_from_aws),
    "catalog": Codec(_catalog_to_aws, _catalog_from_aws),
    "budget_time": Codec(_budget_time_to_aws, _budget_time_from_aws),
    "planned_limits": Codec(_planned_limits_to_aws, _planned_limits_from_aws),
    "account_of_principal": Codec(_same, _account_of_principal),
    "condition_of_statement": Codec(_condition_to_statement, _condition_of_statement),
    "archive": Codec(_archive_bytes, _nothing),
    "artifact_stores": Codec(_artifact_stores_to_aws, _artifact_stores_from_aws),
    "asset": Codec(_asset_bytes, _nothing),
    "base64": Codec(_nothing, _base64),
    "domain": Codec(_same, _domain),
    "flow_of_attachment": _flow_of("TransitGatewayAttachment", "tgw-attach"),
    "flow_of_gateway": _flow_of("TransitGateway", "tgw"),
    "flow_of_interface": _flow_of("NetworkInterface", "eni"),
    "flow_of_subnet": _flow_of("Subnet", "subnet"),
    "flow_of_vpc": _flow_of("VPC", "vpc"),
    "event_selectors": Codec(_event_selectors_to_aws, _event_selectors_from_aws),
    "alarm_arns": Codec(_nothing, _alarm_arns),
    "is_active": Codec(_same, _is_active),
    "is_invited": Codec(_same, _is_invited),
    "snap_start": Codec(_snap_start_to_aws, _snap_start_from_aws),
    "trigger_is_enabled": Codec(_nothing, _trigger_is_enabled),
    "request_parameters": _keyed("requestParameterKey", "required", "Required"),
    "response_parameters": _keyed("statusCode", "mappings", ""),
    "response_bodies": _by("key"),
    "route_settings": _by("routeKey"),
    "s3_filter": Codec(_s3_filter_to_aws, _s3_filter_from_aws),
    "model_card": Codec(model_card.to_aws, model_card.from_aws),
    "log_types": Codec(_log_types_to_aws, _log_types_from_aws),
    "permissions": Codec(_permissions_to_aws, _permissions_from_aws, _permissions_meaning),
}
