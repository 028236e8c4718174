"""Feature groups: made and deleted in their time, checked as AWS does, and given new features."""

from collections import Counter
from typing import Any

from moto.core.utils import utcnow
from moto.sagemaker.responses import SageMakerResponse

from local.cloud import moving
from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.gaps.sagemaker import kinds

# https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-quotas.html and the API reference of FeatureDefinition
_OF_THE_STORE = {"is_deleted", "write_time", "api_invocation_time"}
_IDENTIFIERS = ("String", "Integral")
_EVENT_TIMES = ("String", "Fractional")


@kinds.before_create("FeatureGroup")
def check(call: Call) -> None:
    asked = call.params
    types = {feature["FeatureName"]: feature["FeatureType"] for feature in asked["FeatureDefinitions"]}
    faults = [
        *_faults_of_names([feature["FeatureName"] for feature in asked["FeatureDefinitions"]]),
        *_faults_of_types(asked, types),
        *_faults_of_collections(asked.get("OnlineStoreConfig") or {}, asked["FeatureDefinitions"]),
        *_faults_of_throughput(asked.get("ThroughputConfig") or {}),
    ]
    if not (asked.get("OnlineStoreConfig") or {}).get("EnableOnlineStore") and "OfflineStoreConfig" not in asked:
        faults.append("Either OnlineStoreConfig or OfflineStoreConfig must be specified.")
    if faults:
        raise call.refuse(kinds.INVALID, "Validation Error: " + " ".join(faults))
    # moto cannot do without an offline store. Describe leaves out what was not asked for.
    call.response.params.setdefault("OfflineStoreConfig", {"S3StorageConfig": {"S3Uri": ""}})


def _faults_of_names(names: list[str]) -> list[str]:
    twice = sorted(name for name, count in Counter(name.lower() for name in names).items() if count > 1)
    taken = sorted(_OF_THE_STORE & {name.lower() for name in names})
    return [
        *(f"The feature name {name} is defined more than once." for name in twice),
        *(f"The feature name {name} is reserved." for name in taken),
    ]


def _faults_of_types(asked: Answer, types: dict[str, str]) -> list[str]:
    faults: list[str] = []
    for member, allowed in (
        ("RecordIdentifierFeatureName", _IDENTIFIERS),
        ("EventTimeFeatureName", _EVENT_TIMES),
    ):
        name = asked[member]
        if name not in types:
            faults.append(f"{member} {name} is not one of the FeatureDefinitions.")
        elif types[name] not in allowed:
            faults.append(f"{member} {name} must be of type {' or '.join(allowed)}, not {types[name]}.")
    if asked["RecordIdentifierFeatureName"] == asked["EventTimeFeatureName"]:
        faults.append("RecordIdentifierFeatureName and EventTimeFeatureName must not be the same feature.")
    return faults


def _faults_of_collections(online: Answer, features: list[Answer]) -> list[str]:
    faults = [
        f"The Vector {feature['FeatureName']} must be Fractional and have a Dimension."
        for feature in features
        if feature.get("CollectionType") == "Vector"
        and (feature["FeatureType"] != "Fractional" or "VectorConfig" not in feature.get("CollectionConfig", {}))
    ]
    collections = [feature["FeatureName"] for feature in features if "CollectionType" in feature]
    if collections and online.get("StorageType") != "InMemory":
        faults.append(f"Collection types need the InMemory online store: {', '.join(collections)}.")
    return faults


def _faults_of_throughput(throughput: Answer) -> list[str]:
    units = ("ProvisionedReadCapacityUnits", "ProvisionedWriteCapacityUnits")
    if throughput.get("ThroughputMode") == "OnDemand" and any(unit in throughput for unit in units):
        return ["Capacity units cannot be set in the OnDemand throughput mode."]
    return []


@kinds.after_create("FeatureGroup")
def complete(_: Call, group: Any) -> None:
    group.asked["FeatureGroupStatus"], group.due, group.metadata = "Creating", moving.arrival(), {}
    if (online := group.asked.get("OnlineStoreConfig") or {}).get("EnableOnlineStore"):
        online.setdefault("StorageType", "Standard")
    if "OfflineStoreConfig" in group.asked:
        group.asked["OfflineStoreStatus"] = {"Status": "Active"}
        if group.asked["OfflineStoreConfig"].get("DisableGlueTableCreation"):
            group.offline_store_config.pop("DataCatalogConfig")


@kinds.before_look("FeatureGroup")
def settle(_: Call, store: dict[str, Any], key: str) -> None:
    """Let the group arrive where its time has come."""
    group = store[key]
    if not moving.has_arrived(group.due):
        return
    group.due = None
    if group.asked["FeatureGroupStatus"] == "Deleting":
        del store[key]
        return
    group.asked["FeatureGroupStatus"] = "Created"
    if "LastUpdateStatus" in group.asked:
        group.asked["LastUpdateStatus"] = {"Status": "Successful"}


@answers(SageMakerResponse, "UpdateFeatureGroup")
def update(call: Call) -> Answer:
    group = kinds.find(call, "FeatureGroup")
    _refuse_in_progress(call, group)
    have = {feature["FeatureName"] for feature in group.asked["FeatureDefinitions"]}
    added = call.params.get("FeatureAdditions", [])
    for feature in added:
        if feature["FeatureName"] in have:
            raise call.refuse(kinds.INVALID, f"Feature {feature['FeatureName']} already exists in the feature group.")
    if faults := [
        *_faults_of_names([feature["FeatureName"] for feature in added]),
        *_faults_of_collections(group.asked.get("OnlineStoreConfig") or {}, added),
        *_faults_of_throughput(call.params.get("ThroughputConfig") or {}),
    ]:
        raise call.refuse(kinds.INVALID, "Validation Error: " + " ".join(faults))
    group.asked["FeatureDefinitions"] += added
    for store in ("OnlineStoreConfig", "ThroughputConfig"):
        if store in call.params:
            group.asked[store] = kinds.merged(group.asked.get(store, {}), call.params[store])
    group.asked["LastModifiedTime"] = utcnow()
    group.asked["LastUpdateStatus"], group.due = {"Status": "InProgress"}, moving.arrival()
    return {"FeatureGroupArn": group.arn}


@answers(SageMakerResponse, "DeleteFeatureGroup")
def delete(call: Call) -> Answer:
    group = kinds.find(call, "FeatureGroup")
    _refuse_in_progress(call, group)
    group.asked["FeatureGroupStatus"], group.due = "Deleting", moving.arrival()
    return {}


def _refuse_in_progress(call: Call, group: Any) -> None:
    status = group.asked["FeatureGroupStatus"]
    if status != "Created" or group.due:
        updating = "being updated" if status == "Created" else f"in status {status}"
        raise call.refuse("ResourceInUse", f"FeatureGroup {group.feature_group_name} is {updating}.")
