"""Feature groups: checked as AWS does, given new features, and described with what is written about a feature."""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from local.cloud.store import families, motion
from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Statuses
from local.cloud.store.objects import Object
from local.cloud.store.protocol import RefusalError
from local.cloud.store.records import Shelf

KIND = Kind(
    "FeatureGroup",
    key=("name",),
    arn="arn:{partition}:sagemaker:{region}:{account}:feature-group/{lower:name}",
    statuses=Statuses("Creating", "Created", deleting="Deleting", failed="CreateFailed"),
    status="status",
    defaults={"throughputconfig": {"ThroughputMode": "OnDemand"}},
    missing=("ResourceNotFound", "Amazon SageMaker can't find a FeatureGroup with name {name}."),
    taken=("ResourceInUse", "Resource Already Exists: FeatureGroup with name {name} already exists."),
    busy=("ResourceInUse", "FeatureGroup {name} is {status}."),
)
# https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateFeatureGroup.html
_OF_THE_STORE = {"is_deleted", "write_time", "api_invocation_time"}
_IDENTIFIERS = ("String", "Integral")
_EVENT_TIMES = ("String", "Fractional")


def invalid(faults: list[str]) -> RefusalError:
    return RefusalError("ValidationException", "Validation Error: " + " ".join(faults))


def create(call: Call) -> Answer:
    """CreateFeatureGroup, with where the offline store will lie."""
    asked = call.params
    online = asked.get("OnlineStoreConfig") or {}
    types = {feature["FeatureName"]: feature["FeatureType"] for feature in asked["FeatureDefinitions"]}
    faults = [
        *_faults_of_names([feature["FeatureName"] for feature in asked["FeatureDefinitions"]]),
        *_faults_of_types(asked, types),
        *_faults_of_collections(online, asked["FeatureDefinitions"]),
        *_faults_of_throughput(asked.get("ThroughputConfig") or {}),
    ]
    if not online.get("EnableOnlineStore") and "OfflineStoreConfig" not in asked:
        faults.append("Either OnlineStoreConfig or OfflineStoreConfig must be specified.")
    if faults:
        raise invalid(faults)
    if any(each.name.lower() == asked["FeatureGroupName"].lower() for each in call.objects.all(KIND, call.shelf(KIND))):
        raise call.taken(KIND, call.facts(KIND))
    if online.get("EnableOnlineStore"):
        online.setdefault("StorageType", "Standard")
    families.create(call, KIND)
    group = call.objects.edit(call.the(KIND))
    if "OfflineStoreConfig" in asked:
        _open_offline_store(call, group, asked["OfflineStoreConfig"])
    return {"FeatureGroupArn": group.arn}


def _open_offline_store(call: Call, group: Object, asked: Answer) -> None:
    name, stamp = group.facts["name"], int(call.now.timestamp())
    group.facts["offlinestorestatus"] = {"Status": "Active"}
    storage = asked["S3StorageConfig"]
    storage["ResolvedOutputS3Uri"] = (
        f"{storage['S3Uri'].rstrip('/')}/{call.account}/sagemaker/{call.region}/offline-store/{name}-{stamp}/data"
    )
    if not asked.get("DisableGlueTableCreation"):
        table = {"TableName": f"{name.replace('-', '_')}_{stamp}".lower(), "Catalog": "AwsDataCatalog"}
        asked.setdefault("DataCatalogConfig", {**table, "Database": "sagemaker_featurestore"})


def describe(call: Call) -> Answer:
    """DescribeFeatureGroup, once an update has had its time."""
    the(call)
    return families.read(call, KIND)


def update(call: Call) -> Answer:
    """UpdateFeatureGroup: new features, another time to live, another throughput."""
    group = the(call)
    _refuse_in_progress(group)
    have = {feature["FeatureName"] for feature in group.facts["featuredefinitions"]}
    added = call.params.get("FeatureAdditions", [])
    for feature in added:
        if feature["FeatureName"] in have:
            message = f"Feature {feature['FeatureName']} already exists in the feature group."
            raise RefusalError("ValidationException", message)
    if faults := [
        *_faults_of_names([feature["FeatureName"] for feature in added]),
        *_faults_of_collections(group.facts.get("onlinestoreconfig") or {}, added),
        *_faults_of_throughput(call.params.get("ThroughputConfig") or {}),
    ]:
        raise invalid(faults)
    facts = call.objects.edit(group).facts
    facts["featuredefinitions"] = [*facts["featuredefinitions"], *added]
    for member in ("OnlineStoreConfig", "ThroughputConfig"):
        if member in call.params:
            facts[member.lower()] = {**facts.get(member.lower(), {}), **call.params[member]}
    facts |= {"lastmodifiedtime": call.now, "lastupdatestatus": {"Status": "InProgress"}}
    facts["updated"] = time.time() + motion.seconds
    return {"FeatureGroupArn": group.arn}


def delete(call: Call) -> Answer:
    """DeleteFeatureGroup; its records go with it."""
    group = the(call)
    _refuse_in_progress(group)
    records, shelf = call.objects.records, shelf_of(call, group)
    for name in records.all(shelf):
        records.delete(shelf, name)
    return families.delete(call, KIND)


def describe_metadata(call: Call) -> Answer:
    """DescribeFeatureMetadata."""
    group, feature = _feature(call)
    said = group.facts.get("metadata", {}).get(feature["FeatureName"], {"LastModifiedTime": group.data["made"]})
    return {
        "FeatureGroupArn": group.arn,
        "FeatureGroupName": group.facts["name"],
        "CreationTime": group.data["made"],
        **feature,
        **said,
        "Parameters": [{"Key": key, "Value": value} for key, value in said.get("Parameters", {}).items()],
    }


def update_metadata(call: Call) -> Answer:
    """UpdateFeatureMetadata: what people write about a feature."""
    group, feature = _feature(call)
    asked = call.params
    said = call.objects.edit(group).facts.setdefault("metadata", {}).setdefault(feature["FeatureName"], {})
    if "Description" in asked:
        said["Description"] = asked["Description"]
    parameters = said.setdefault("Parameters", {})
    for key in asked.get("ParameterRemovals", []):
        parameters.pop(key, None)
    parameters.update({added["Key"]: added["Value"] for added in asked.get("ParameterAdditions", [])})
    said["LastModifiedTime"] = call.now
    return {}


def the(call: Call) -> Object:
    """The group that the call names, in whatever case; from now on the call names it as it is written."""
    group = named(call, call.params["FeatureGroupName"])
    call.params["FeatureGroupName"] = group.facts["name"]
    return group


def named(call: Call, name: str) -> Object:
    """The group of that name, in any case, or ARN; its last update ended where its time has come."""
    shelf = Shelf("sagemaker", KIND.noun, call.account, call.region)
    lower = name.rpartition("/")[2].lower()
    group = next((each for each in call.objects.all(KIND, shelf) if each.name.lower() == lower), None)
    if group is None:
        raise call.missing(KIND, {"name": name.rpartition("/")[2]})
    if (done := group.facts.get("updated")) and time.time() >= done:
        facts = call.objects.edit(group).facts
        facts |= {"updated": None, "lastupdatestatus": {"Status": "Successful"}}
    return group


def shelf_of(call: Call, group: Object) -> Shelf:
    """Where the records of the group's online store lie."""
    return Shelf("sagemaker-featurestore-runtime", group.facts["name"], call.account, call.region)


def _refuse_in_progress(group: Object) -> None:
    if group.status != "Created" or group.facts.get("updated"):
        what = "being updated" if group.status == "Created" else f"in status {group.status}"
        raise RefusalError("ResourceInUse", f"FeatureGroup {group.facts['name']} is {what}.")


def _feature(call: Call) -> tuple[Object, dict[str, Any]]:
    group, name = the(call), call.params["FeatureName"]
    for feature in group.facts["featuredefinitions"]:
        if feature["FeatureName"] == name:
            return group, feature
    message = f"Feature {name} does not exist in the feature group {group.facts['name']}."
    raise RefusalError("ResourceNotFound", message)


def _faults_of_names(names: list[str]) -> list[str]:
    twice = sorted(name for name, count in Counter(name.lower() for name in names).items() if count > 1)
    taken = sorted(_OF_THE_STORE & {name.lower() for name in names})
    return [
        *(f"The feature name {name} is defined more than once." for name in twice),
        *(f"The feature name {name} is reserved." for name in taken),
    ]


def _faults_of_types(asked: Answer, types: dict[str, str]) -> list[str]:
    faults: list[str] = []
    for member, allowed in (("RecordIdentifierFeatureName", _IDENTIFIERS), ("EventTimeFeatureName", _EVENT_TIMES)):
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


KINDS = (KIND,)
ACTIONS: dict[str, Callable[[Call], Answer]] = {
    "CreateFeatureGroup": create,
    "DescribeFeatureGroup": describe,
    "UpdateFeatureGroup": update,
    "DeleteFeatureGroup": delete,
    "DescribeFeatureMetadata": describe_metadata,
    "UpdateFeatureMetadata": update_metadata,
}
