"""Feature store runtime: the online store, one record an identifier, the latest by its event time."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from local.cloud.store.call import Answer, Call
from local.cloud.store.objects import Object
from local.cloud.store.protocol import RefusalError
from local.cloud.store.services.sagemaker import feature_groups

Feature = dict[str, Any]
_SECONDS = {"Seconds": 1, "Minutes": 60, "Hours": 3600, "Days": 86400, "Weeks": 604800}
_LARGEST = 2**63


def put_record(call: Call) -> Answer:
    """PutRecord: an older record than the one that is there does not reach the online store."""
    group = _group(call, call.params["FeatureGroupName"], _stores(call))
    record: list[Feature] = call.params["Record"]
    if faults := list(_faults(group, record)):
        raise _invalid(*faults)
    given = {feature["FeatureName"]: feature for feature in record}
    identifier = str(given[group.facts["recordidentifierfeaturename"]]["ValueAsString"])
    at = _event_time(group, given[group.facts["eventtimefeaturename"]]["ValueAsString"])
    records, shelf = call.objects.records, feature_groups.shelf_of(call, group)
    before = records.get(shelf, identifier)
    if "OnlineStore" in _stores_of(call, group) and (before is None or at > before["at"]):
        lasts = call.params.get("TtlDuration") or _online(group).get("TtlDuration")
        expires = at + lasts["Value"] * _SECONDS[lasts["Unit"]] if lasts else None
        records.put(shelf, identifier, {"at": at, "record": record, "expires": expires})
    return {}


def get_record(call: Call) -> Answer:
    """GetRecord; nothing where there is no record, or it was deleted, or it has expired."""
    group = _group(call, call.params["FeatureGroupName"], {"OnlineStore"})
    found = _look_up(call, group, call.params["RecordIdentifierValueAsString"], call.params.get("FeatureNames"))
    return found or {}


def batch_get_record(call: Call) -> Answer:
    """BatchGetRecord: the records that are there, of several groups; a group that cannot be read is an error each."""
    found: list[Answer] = []
    errors: list[Answer] = []
    for asked in call.params["Identifiers"]:
        for identifier in asked["RecordIdentifiersValueAsString"]:
            named = {
                "FeatureGroupName": asked["FeatureGroupName"],
                "RecordIdentifierValueAsString": identifier,
            }
            try:
                group = _group(call, asked["FeatureGroupName"], {"OnlineStore"})
                if record := _look_up(call, group, identifier, asked.get("FeatureNames")):
                    found.append({**named, **record})
            except RefusalError as refused:
                errors.append({**named, "ErrorCode": refused.code, "ErrorMessage": refused.message})
    return {"Records": found, "Errors": errors, "UnprocessedIdentifiers": []}


def delete_record(call: Call) -> Answer:
    """DeleteRecord: a soft one leaves a mark that older records do not pass, a hard one leaves nothing."""
    group = _group(call, call.params["FeatureGroupName"], _stores(call))
    if "OnlineStore" not in _stores_of(call, group):
        return {}
    identifier = call.params["RecordIdentifierValueAsString"]
    at = _event_time(group, call.params["EventTime"])
    records, shelf = call.objects.records, feature_groups.shelf_of(call, group)
    before = records.get(shelf, identifier)
    is_later = before is None or at > before["at"]
    if call.params.get("DeletionMode") == "HardDelete":
        if not is_later:
            raise _invalid("The EventTime of a HardDelete must be later than the EventTime of the record.")
        if before is not None:
            records.delete(shelf, identifier)
    elif is_later:
        records.put(shelf, identifier, {"at": at, "record": None, "expires": None})
    return {}


def _look_up(call: Call, group: Object, identifier: str, names: list[str] | None) -> Answer | None:
    known = {feature["FeatureName"] for feature in group.facts["featuredefinitions"]}
    if unknown := sorted(set(names or ()) - known):
        raise _invalid(f"The feature group {group.facts['name']} has no features {unknown}.")
    found = call.objects.records.get(feature_groups.shelf_of(call, group), identifier)
    if found is None or found["record"] is None or (found["expires"] and found["expires"] <= time.time()):
        return None
    record = [feature for feature in found["record"] if names is None or feature["FeatureName"] in names]
    expires = found["expires"] if call.params.get("ExpirationTimeResponse") == "Enabled" else None
    return {"Record": record, **({"ExpiresAt": _as_text(expires)} if expires else {})}


def _group(call: Call, name: str, stores: set[str]) -> Object:
    """The group of that name or ARN, which has each of the stores."""
    group = feature_groups.named(call, name)
    if group.status != "Created":
        raise _invalid(f"The feature group {group.facts['name']} is in status {group.status}.")
    for store in sorted(stores - _have(group)):
        raise _invalid(f"The {store} is not enabled for the feature group {group.facts['name']}.")
    return group


def _have(group: Object) -> set[str]:
    online = {"OnlineStore"} if _online(group).get("EnableOnlineStore") else set[str]()
    return online | ({"OfflineStore"} if "offlinestoreconfig" in group.facts else set())


def _stores(call: Call) -> set[str]:
    return set(call.params.get("TargetStores", ()))


def _stores_of(call: Call, group: Object) -> set[str]:
    return _stores(call) or _have(group)


def _online(group: Object) -> Answer:
    return group.facts.get("onlinestoreconfig") or {}


def _faults(group: Object, record: list[Feature]) -> Any:
    definitions = {feature["FeatureName"]: feature for feature in group.facts["featuredefinitions"]}
    names = [feature["FeatureName"] for feature in record]
    if unknown := sorted(set(names) - set(definitions)):
        yield f"The feature group {group.facts['name']} has no features {unknown}."
    if twice := sorted({name for name in names if names.count(name) > 1}):
        yield f"The features {twice} are given more than once."
    for member in ("recordidentifierfeaturename", "eventtimefeaturename"):
        if group.facts[member] not in names:
            yield f"The record must contain the feature {group.facts[member]}."
    for feature in record:
        if definition := definitions.get(feature["FeatureName"]):
            yield from _faults_of_value(definition, feature)
    for feature in record:
        if feature["FeatureName"] == group.facts["eventtimefeaturename"] and "ValueAsString" in feature:
            try:
                _event_time(group, feature["ValueAsString"])
            except RefusalError as refused:
                yield refused.message


def _faults_of_value(definition: Feature, feature: Feature) -> Any:
    name = definition["FeatureName"]
    member = "ValueAsStringList" if "CollectionType" in definition else "ValueAsString"
    if ("ValueAsString" in feature) == ("ValueAsStringList" in feature) or member not in feature:
        yield f"The feature {name} must be given as {member}."
        return
    values = feature[member] if member == "ValueAsStringList" else [feature[member]]
    for value in values:
        if not _is_of(definition["FeatureType"], value):
            yield f"The value {value!r} of the feature {name} is not of the type {definition['FeatureType']}."


def _is_of(feature_type: str, value: str) -> bool:
    try:
        if feature_type == "Integral":
            return -_LARGEST <= int(value) < _LARGEST
        if feature_type == "Fractional":
            float(value)
    except ValueError:
        return False
    return True


def _event_time(group: Object, text: str) -> float:
    """Seconds since 1970 of an event time, which is a number of them or an ISO-8601 text in UTC, by its feature's type.

    https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-create-feature-group.html
    """
    name = group.facts["eventtimefeaturename"]
    types = {feature["FeatureName"]: feature["FeatureType"] for feature in group.facts["featuredefinitions"]}
    try:
        if types[name] == "Fractional":
            return float(text)
        for layout in ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ"):
            try:
                return datetime.strptime(text, layout).replace(tzinfo=UTC).timestamp()
            except ValueError:
                continue
    except ValueError:
        pass
    raise _invalid(f"The value {text!r} of the event time feature {name} is neither seconds since 1970 nor ISO-8601.")


def _as_text(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _invalid(*faults: str) -> RefusalError:
    return RefusalError("ValidationError", "Validation Error: " + " ".join(faults))


ACTIONS: dict[str, Callable[[Call], Answer]] = {
    "PutRecord": put_record,
    "GetRecord": get_record,
    "BatchGetRecord": batch_get_record,
    "DeleteRecord": delete_record,
}
