"""What is asked of Lambda when a Studio goes. It runs there, alone, with nothing but boto3.

https://docs.aws.amazon.com/sagemaker/latest/dg/gs-studio-delete-domain.html
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

import boto3
from botocore.exceptions import ClientError

PAUSE, LOOKS = 10, 80
"""Seconds between two looks, and how many there are: Lambda gives a function 15 minutes."""
LEFT = ("security-group-for-inbound-nfs-", "security-group-for-outbound-nfs-")
SETTLE = 12
"""Looks after which a file system that is still there counts as kept."""
SETTLED = ("InService", "Failed", "Update_Failed", "Delete_Failed")
"""Those that can be deleted: all others are on their way somewhere."""


def apps(event: dict[str, Any], _context: object) -> str:
    """Before the domain goes: delete its apps, spaces and profiles, whoever made them."""
    if not _asked(event):
        return "nothing to do"
    sagemaker, domain = boto3.client("sagemaker"), {"DomainIdEquals": event["domain"]}

    def of(kind: str, key: str) -> list[dict[str, Any]]:
        return [one for page in sagemaker.get_paginator(f"list_{kind}").paginate(**domain) for one in page[key]]

    def apps_left() -> list[dict[str, Any]]:
        """Those that are there; each that has settled is asked to go: a pending one refuses."""
        left = [app for app in of("apps", "Apps") if app["Status"] != "Deleted"]
        for app in left:
            if app["Status"] in SETTLED:
                owner = {key: app[key] for key in ("UserProfileName", "SpaceName") if app.get(key)}
                named = {"AppType": app["AppType"], "AppName": app["AppName"], **owner}
                _unless_gone(sagemaker.delete_app, DomainId=event["domain"], **named)
        return left

    def spaces_left() -> list[dict[str, Any]]:
        left = of("spaces", "Spaces")
        for space in left:
            if space["Status"] in SETTLED:
                _unless_gone(sagemaker.delete_space, DomainId=event["domain"], SpaceName=space["SpaceName"])
        return left

    def profiles_left() -> list[dict[str, Any]]:
        left = of("user_profiles", "UserProfiles")
        for profile in left:
            if profile["Status"] in SETTLED:
                name = profile["UserProfileName"]
                _unless_gone(sagemaker.delete_user_profile, DomainId=event["domain"], UserProfileName=name)
        return left

    _until_none(apps_left, "apps")
    _until_none(spaces_left, "spaces")
    _until_none(profiles_left, "profiles")
    return "apps, spaces and profiles are gone"


def groups(event: dict[str, Any], _context: object) -> str:
    """After the domain: wait until its file system has left the subnets, and delete the groups that opened it.

    Of domains that are there nothing is touched, nor of those whose file system was kept.
    """
    if not _asked(event):
        return "nothing to do"
    ec2 = boto3.client("ec2")
    there = _domains()
    found = [
        group
        for page in ec2.get_paginator("describe_security_groups").paginate(
            Filters=[{"Name": "vpc-id", "Values": [event["vpc"]]}]
        )
        for group in page["SecurityGroups"]
        if group["GroupName"].startswith(LEFT) and _domain_of(group) not in there
    ]
    kept = _kept()
    for _ in range(SETTLE):
        if not kept & {_domain_of(group) for group in found}:
            break
        time.sleep(PAUSE)
        kept = _kept()
    ours = [group for group in found if _domain_of(group) not in kept]
    ids = [group["GroupId"] for group in ours]
    if not ids:
        return "no group is left"
    in_use = {"Filters": [{"Name": "group-id", "Values": ids}]}

    def interfaces() -> list[Any]:
        return ec2.describe_network_interfaces(**in_use)["NetworkInterfaces"]

    _until_none(interfaces, "network interfaces")
    for group in ours:  # the two name each other: neither goes while a rule of the other does
        if group["IpPermissions"]:
            ec2.revoke_security_group_ingress(GroupId=group["GroupId"], IpPermissions=group["IpPermissions"])
        if group["IpPermissionsEgress"]:
            ec2.revoke_security_group_egress(GroupId=group["GroupId"], IpPermissions=group["IpPermissionsEgress"])
    for one in ids:
        ec2.delete_security_group(GroupId=one)
    return f"deleted {', '.join(ids)}"


def _asked(event: dict[str, Any]) -> bool:
    """Only a destroy of a domain that was said to be disposable; creates and updates call, too."""
    return event["tf"]["action"] == "delete" and bool(event["active"])


def _domain_of(group: dict[str, Any]) -> str:
    return "d-" + str(group["GroupName"]).rpartition("-d-")[2]


def _domains() -> set[str]:
    pages = boto3.client("sagemaker").get_paginator("list_domains").paginate()
    return {domain["DomainId"] for page in pages for domain in page["Domains"]}


def _kept() -> set[str]:
    """Domains that are gone and whose file system stays, as somebody wanted it."""
    pages = boto3.client("efs").get_paginator("describe_file_systems").paginate()
    return {
        tag["Value"].rpartition("/")[2]
        for page in pages
        for system in page["FileSystems"]
        for tag in system["Tags"]
        if tag["Key"] == "ManagedByAmazonSageMakerResource" and system["LifeCycleState"] == "available"
    }


def _unless_gone(call: Callable[..., Any], **params: Any) -> None:
    try:
        call(**params)
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") != "ResourceNotFound":
            raise


def _until_none(look: Callable[[], Iterable[Any]], what: str) -> None:
    for _ in range(LOOKS):
        if not list(look()):
            return
        time.sleep(PAUSE)
    raise TimeoutError(f"{what} are still there: destroy again")
