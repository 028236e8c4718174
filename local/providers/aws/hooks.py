"""Hooks: what pulumi-aws does before a delete, for the few types where that is more than one call."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from local.providers.aws.clients import AwsError

POLL_SECONDS = 0.2

Call = Callable[[str, Mapping[str, Any]], dict[str, Any]]
"""Operation, request -> result."""


def empty_bucket(call: Call, state: Mapping[str, Any]) -> None:
    """With `forceDestroy`, every version and delete marker goes first; else AWS refuses a bucket that has any."""
    if not state.get("forceDestroy"):
        return
    bucket = state["bucket"]
    while True:
        page = call("ListObjectVersions", {"Bucket": bucket})
        found = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        if not found:
            return
        objects = [{"Key": o["Key"], "VersionId": o["VersionId"]} for o in found]
        call("DeleteObjects", {"Bucket": bucket, "Delete": {"Objects": objects, "Quiet": True}})


def delete_versions(call: Call, state: Mapping[str, Any]) -> None:
    """In a versioned bucket a plain delete would only hide the object: every version of it goes."""
    bucket, key = state["bucket"], state["key"]
    page = call("ListObjectVersions", {"Bucket": bucket, "Prefix": key})
    for version in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
        if version["Key"] == key and version["VersionId"] != "null":
            call("DeleteObject", {"Bucket": bucket, "Key": key, "VersionId": version["VersionId"]})


def release_role(call: Call, state: Mapping[str, Any]) -> None:
    """With `forceDetachPolicies`, attached and inline policies go first."""
    if not state.get("forceDetachPolicies"):
        return
    role = {"RoleName": state["name"]}
    for policy in call("ListAttachedRolePolicies", role)["AttachedPolicies"]:
        call("DetachRolePolicy", {**role, "PolicyArn": policy["PolicyArn"]})
    for name in call("ListRolePolicies", role)["PolicyNames"]:
        call("DeleteRolePolicy", {**role, "PolicyName": name})


def release_user(call: Call, state: Mapping[str, Any]) -> None:
    """A user leaves its groups; with `forceDestroy`, all it signs in with and its policies go, too."""
    user = {"UserName": state["name"]}
    for group in call("ListGroupsForUser", user)["Groups"]:
        call("RemoveUserFromGroup", {**user, "GroupName": group["GroupName"]})
    if not state.get("forceDestroy"):
        return
    for policy in call("ListAttachedUserPolicies", user)["AttachedPolicies"]:
        call("DetachUserPolicy", {**user, "PolicyArn": policy["PolicyArn"]})
    for name in call("ListUserPolicies", user)["PolicyNames"]:
        call("DeleteUserPolicy", {**user, "PolicyName": name})
    for key in call("ListAccessKeys", user)["AccessKeyMetadata"]:
        call("DeleteAccessKey", {**user, "AccessKeyId": key["AccessKeyId"]})


def detach_interface(call: Call, state: Mapping[str, Any]) -> None:
    """AWS deletes no interface that is attached to an instance."""
    found = call("DescribeNetworkInterfaces", {"NetworkInterfaceIds": [state["id"]]})["NetworkInterfaces"]
    for attachment in (interface["Attachment"] for interface in found if interface.get("Attachment")):
        call("DetachNetworkInterface", {"AttachmentId": attachment["AttachmentId"], "Force": True})


def delete_secret(call: Call, state: Mapping[str, Any]) -> None:
    """A recovery window of 0 days means at once."""
    days = state.get("recoveryWindowInDays", 30)
    how = {"RecoveryWindowInDays": days} if days else {"ForceDeleteWithoutRecovery": True}
    call("DeleteSecret", {"SecretId": state["arn"], **how})


def drop_database(call: Call, state: Mapping[str, Any]) -> None:
    """Athena drops a database by a query, whose result says whether it could."""
    query = f"drop database `{state['name']}`{' cascade' if state.get('forceDestroy') else ''};"
    asked: dict[str, Any] = {"QueryString": query}
    if state.get("bucket"):
        asked["ResultConfiguration"] = {"OutputLocation": f"s3://{state['bucket']}"}
    if state.get("workgroup"):
        asked["WorkGroup"] = state["workgroup"]
    call("GetQueryResults", {"QueryExecutionId": call("StartQueryExecution", asked)["QueryExecutionId"]})


def drop_old_versions(call: Call, state: Mapping[str, Any]) -> None:
    """IAM keeps five versions of a policy, and deletes no policy that has any but the default one."""
    policy = {"PolicyArn": state["arn"]}
    for version in call("ListPolicyVersions", policy)["Versions"]:
        if not version["IsDefaultVersion"]:
            call("DeletePolicyVersion", {**policy, "VersionId": version["VersionId"]})


def stop_notebook(call: Call, state: Mapping[str, Any]) -> None:
    """A notebook instance is changed and deleted only while it stands still."""
    notebook = _notebook(state)
    if call("DescribeNotebookInstance", notebook)["NotebookInstanceStatus"] == "InService":
        call("StopNotebookInstance", notebook)
        _wait_while(call, "DescribeNotebookInstance", notebook, "NotebookInstanceStatus", ("InService", "Stopping"))


def _notebook(state: Mapping[str, Any]) -> dict[str, str]:
    """Which one it is, as pulumi-aws-native or as pulumi-aws names it."""
    return {"NotebookInstanceName": state.get("notebookInstanceName") or state["name"]}


def start_notebook(call: Call, state: Mapping[str, Any]) -> None:
    """After a change it runs again."""
    notebook = _notebook(state)
    _wait_while(call, "DescribeNotebookInstance", notebook, "NotebookInstanceStatus", ("Updating",))
    call("StartNotebookInstance", notebook)


def stop_training_job(call: Call, state: Mapping[str, Any]) -> None:
    """A job is deleted when it has ended."""
    _stop_job(call, "TrainingJob", state["trainingJobName"])


def stop_tuning_job(call: Call, state: Mapping[str, Any]) -> None:
    """A job is deleted when it has ended."""
    _stop_job(call, "HyperParameterTuningJob", state["name"])


def empty_zone(call: Call, state: Mapping[str, Any]) -> None:
    """With `forceDestroy`, every record goes but the two that the zone was born with."""
    if not state.get("forceDestroy"):
        return
    zone = {"HostedZoneId": state["id"]}
    own = (state["name"].rstrip(".") + ".", ("NS", "SOA"))
    for record in call("ListResourceRecordSets", zone)["ResourceRecordSets"]:
        if record["Name"] != own[0] or record["Type"] not in own[1]:
            changes = [{"Action": "DELETE", "ResourceRecordSet": record}]
            call("ChangeResourceRecordSets", {**zone, "ChangeBatch": {"Changes": changes}})


def stop_processing_job(call: Call, state: Mapping[str, Any]) -> None:
    """A job is deleted when it has ended."""
    _stop_job(call, "ProcessingJob", state["processingJobName"])


def stop_inference_experiment(call: Call, state: Mapping[str, Any]) -> None:
    """An experiment is deleted when it has ended; its endpoint goes on with the models it has."""
    experiment = {"Name": state["name"]}
    found = call("DescribeInferenceExperiment", experiment)
    if found["Status"] in ("Created", "Running"):
        kept = {variant["VariantName"]: "Retain" for variant in found["ModelVariants"]}
        call("StopInferenceExperiment", {**experiment, "ModelVariantActions": kept})
    _wait_while(call, "DescribeInferenceExperiment", experiment, "Status", ("Stopping",))


def _stop_job(call: Call, noun: str, name: str) -> None:
    job, status = {f"{noun}Name": name}, f"{noun}Status"
    if call(f"Describe{noun}", job)[status] == "InProgress":
        with suppress(AwsError):  # it may end by itself first
            call(f"Stop{noun}", job)
    _wait_while(call, f"Describe{noun}", job, status, ("InProgress", "Stopping"))


def _wait_while(call: Call, read: str, named: Mapping[str, Any], status: str, passing: tuple[str, ...]) -> None:
    while call(read, named)[status] in passing:
        time.sleep(POLL_SECONDS)


HOOKS: dict[str, Callable[[Call, Mapping[str, Any]], None]] = {
    "delete_secret": delete_secret,
    "delete_versions": delete_versions,
    "detach_interface": detach_interface,
    "drop_database": drop_database,
    "drop_old_versions": drop_old_versions,
    "empty_bucket": empty_bucket,
    "empty_zone": empty_zone,
    "release_role": release_role,
    "release_user": release_user,
    "start_notebook": start_notebook,
    "stop_inference_experiment": stop_inference_experiment,
    "stop_notebook": stop_notebook,
    "stop_processing_job": stop_processing_job,
    "stop_training_job": stop_training_job,
    "stop_tuning_job": stop_tuning_job,
}
