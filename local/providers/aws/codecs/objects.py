"""Objects: those whose members AWS nests, spells or fills in another way."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from local.providers.aws.codecs.codec import Codec

EKS_LOGS = ("api", "audit", "authenticator", "controllerManager", "scheduler")


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


def _event_selectors_to_aws(selectors: list[dict[str, Any]], env: Mapping[str, Any]) -> Any:  # noqa: ARG001
    return _spelled(selectors, str.upper)


def _event_selectors_from_aws(selectors: list[dict[str, Any]], env: Mapping[str, Any]) -> Any:  # noqa: ARG001
    """CloudTrail tells of a trail for which nobody chose events that it has all management events."""
    found = _spelled(selectors, str.lower)
    return None if found == [{"readWriteType": "All", "includeManagementEvents": True}] else found


def _condition_of_statement(found: dict[str, dict[str, str]], env: Mapping[str, Any]) -> dict[str, str]:  # noqa: ARG001
    """EventBridge takes the three words of a condition apart; its policy has them one inside the other."""
    ((type_, test),) = found.items()
    ((key, value),) = test.items()
    return {"type": type_, "key": key, "value": value}


def _condition_to_statement(condition: dict[str, str], env: Mapping[str, Any]) -> dict[str, str]:  # noqa: ARG001
    return {name.title(): value for name, value in condition.items()}


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


def _spelled(value: Any, spell: Callable[[str], str]) -> Any:
    """The value with the first letter of every member's name in the other case."""
    if isinstance(value, dict):
        named = cast(dict[str, Any], value)
        return {spell(name[0]) + name[1:]: _spelled(each, spell) for name, each in named.items() if each != []}
    return [_spelled(each, spell) for each in cast(list[Any], value)] if isinstance(value, list) else value


CODECS = {
    "catalog": Codec(_catalog_to_aws, _catalog_from_aws),
    "classifier": Codec(_classifier_to_aws, _classifier_from_aws),
    "condition_of_statement": Codec(_condition_to_statement, _condition_of_statement),
    "event_selectors": Codec(_event_selectors_to_aws, _event_selectors_from_aws),
    "log_types": Codec(_log_types_to_aws, _log_types_from_aws),
    "s3_filter": Codec(_s3_filter_to_aws, _s3_filter_from_aws),
    "snap_start": Codec(_snap_start_to_aws, _snap_start_from_aws),
}
