"""What Lambda runs when a feature group was deployed: it adds the features that the group has not.

It runs there, alone, with nothing but boto3. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateFeatureGroup.html
"""

import time
from typing import Any

import boto3
from botocore.exceptions import ClientError

PAUSE, LOOKS = 2, 120
"""Seconds between two looks at a group on its way, and how many there are."""
AT_ONCE = 100
"""Features that one call adds, at the most."""
NOT_SEEN_YET = ("AccessDenied", "AccessDeniedException")
"""What the service says until IAM has told it of this function's role."""


def handler(event: dict[str, Any], _context: object) -> Any:
    """Add what is missing, and say what it was. A feature that is there in another type changes nothing.

    Called with the name of a group alone, before a deployment, it changes nothing and tells of the group's features.
    """
    if "tf" not in event:
        group = boto3.client("sagemaker").describe_feature_group(FeatureGroupName=event["group"])
        return group["FeatureDefinitions"]
    if event["tf"]["action"] == "delete":
        return "nothing to do"
    sagemaker, name = boto3.client("sagemaker"), str(event["group"])
    have = {one["FeatureName"]: one for one in _at_rest(sagemaker, name)["FeatureDefinitions"]}
    other = [one["FeatureName"] for one in event["features"] if have.get(one["FeatureName"], one) != one]
    if other:
        raise ValueError(f"{', '.join(other)} of {name} have another type: put the new schema beside it as a version")
    missing = [one for one in event["features"] if one["FeatureName"] not in have]
    for start in range(0, len(missing), AT_ONCE):
        sagemaker.update_feature_group(FeatureGroupName=name, FeatureAdditions=missing[start : start + AT_ONCE])
        update = _at_rest(sagemaker, name).get("LastUpdateStatus", {})
        if update.get("Status") == "Failed":
            raise RuntimeError(f"{name} did not take its new features: {update.get('FailureReason')}")
    return f"added {', '.join(one['FeatureName'] for one in missing)}" if missing else "nothing to add"


def _at_rest(sagemaker: Any, name: str) -> dict[str, Any]:
    """The group, when nothing is on its way any more."""
    for look in range(LOOKS):
        try:
            group = sagemaker.describe_feature_group(FeatureGroupName=name)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") not in NOT_SEEN_YET or look == LOOKS - 1:
                raise
        else:
            moving = group.get("LastUpdateStatus", {}).get("Status") == "InProgress"
            if group["FeatureGroupStatus"] == "Created" and not moving:
                return group
        time.sleep(PAUSE)
    raise TimeoutError(f"{name} is still on its way: deploy again")
