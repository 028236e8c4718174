"""Feature listing: find groups by name, status and time, and keep what people write about a feature."""

from typing import Any

from moto.core.utils import utcnow
from moto.sagemaker.responses import SageMakerResponse

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.gaps.sagemaker import kinds, paging


@answers(SageMakerResponse, "ListFeatureGroups")
def list_feature_groups(call: Call) -> Answer:
    asked = call.params
    found = [
        group
        for group in map(_summary, kinds.every(call, "FeatureGroup"))
        if asked.get("NameContains", "") in group["FeatureGroupName"]
        and asked.get("FeatureGroupStatusEquals") in (None, group["FeatureGroupStatus"])
        and asked.get("OfflineStoreStatusEquals") in (None, (group["OfflineStoreStatus"] or {}).get("Status"))
        and paging.within(group["CreationTime"], asked.get("CreationTimeAfter"), asked.get("CreationTimeBefore"))
    ]
    by = asked.get("SortBy", "CreationTime")
    found.sort(key=lambda group: _sorted_by(group, by), reverse=asked.get("SortOrder") == "Descending")
    return paging.page(call, "FeatureGroupSummaries", found)


def _sorted_by(group: Answer, member: str) -> Any:
    value = group[{"Name": "FeatureGroupName"}.get(member, member)]
    return (value or {}).get("Status", "") if member == "OfflineStoreStatus" else value


def _summary(group: Any) -> Answer:
    return {
        "FeatureGroupName": group.feature_group_name,
        "FeatureGroupArn": group.arn,
        "CreationTime": group.creation_time,
        "FeatureGroupStatus": group.asked["FeatureGroupStatus"],
        "OfflineStoreStatus": group.asked.get("OfflineStoreStatus"),
    }


@answers(SageMakerResponse, "DescribeFeatureMetadata")
def describe_feature_metadata(call: Call) -> Answer:
    group, feature = _feature(call)
    said = group.metadata.get(feature["FeatureName"], {"LastModifiedTime": group.creation_time})
    return {
        "FeatureGroupArn": group.arn,
        "FeatureGroupName": group.feature_group_name,
        "CreationTime": group.creation_time,
        **feature,
        **said,
        "Parameters": [{"Key": key, "Value": value} for key, value in said.get("Parameters", {}).items()],
    }


@answers(SageMakerResponse, "UpdateFeatureMetadata")
def update_feature_metadata(call: Call) -> Answer:
    group, feature = _feature(call)
    asked = call.params
    said = group.metadata.setdefault(feature["FeatureName"], {})
    if "Description" in asked:
        said["Description"] = asked["Description"]
    parameters = said.setdefault("Parameters", {})
    for key in asked.get("ParameterRemovals", []):
        parameters.pop(key, None)
    parameters.update({added["Key"]: added["Value"] for added in asked.get("ParameterAdditions", [])})
    said["LastModifiedTime"] = utcnow()
    return {}


def _feature(call: Call) -> tuple[Any, Answer]:
    group, name = kinds.find(call, "FeatureGroup"), call.params["FeatureName"]
    for feature in group.asked["FeatureDefinitions"]:
        if feature["FeatureName"] == name:
            return group, feature
    raise call.refuse(
        "ResourceNotFound", f"Feature {name} does not exist in the feature group {group.feature_group_name}."
    )
