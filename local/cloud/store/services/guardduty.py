"""GuardDuty: detectors and what belongs to them, member accounts, and the organisation's administrator."""

from collections.abc import Callable
from typing import Any

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Parent, Statuses
from local.cloud.store.objects import Object

_MISSING = (
    "BadRequestException",
    "The request is rejected because the input detectorId is not owned by the current account.",
)
_OF_DETECTOR = Parent("Detector", {"detectorid": "id"}, missing=_MISSING, cascade=True)
_ARN = "arn:{partition}:guardduty:{region}:{account}:detector/{detectorid}"
# What a new detector watches; of runtime monitoring AWS waits to be asked.
_ALWAYS = ("CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS")
_AT_FIRST = ("S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS")
_ON_DEMAND = ("EKS_RUNTIME_MONITORING", "RUNTIME_MONITORING")


def _activate(_: Call, facts: dict[str, Any]) -> None:
    facts["status"] = "ACTIVE" if facts.get("activate") else "INACTIVE"


def _enable(_: Call, facts: dict[str, Any]) -> None:
    facts["status"] = "ENABLED" if facts.get("enable") else "DISABLED"
    on = {name: {"Name": name, "Status": "ENABLED"} for name in (*_ALWAYS, *_AT_FIRST)}
    _watch(facts, {**on, **{name: {"Name": name, "Status": "DISABLED"} for name in _ON_DEMAND}})


def _keep_bucket(_: Call, facts: dict[str, Any]) -> None:
    """An update names the prefixes only."""
    bucket = facts["protectedresource"]["S3Bucket"]
    facts["bucketname"] = bucket.setdefault("BucketName", facts.get("bucketname"))


def _enable_for_organization(_: Call, facts: dict[str, Any]) -> None:
    _watch(facts, {name: {"Name": name, "AutoEnable": "NONE"} for name in (*_AT_FIRST, *_ON_DEMAND)})


def _watch(facts: dict[str, Any], first: dict[str, Any]) -> None:
    """Features that a request names change; the others stay as they were."""
    known = facts.get("watched", first)
    asked = {each["Name"]: {**known.get(each["Name"], {}), **each} for each in facts.get("features", [])}
    facts["watched"] = {**known, **asked}
    facts["features"] = list(facts["watched"].values())


def _set(noun: str, path: str) -> Kind:
    return Kind(
        noun,
        key=("detectorid", "id"),
        ids={"id": "{hex:32}"},
        arn=f"{_ARN}/{path}/{{id}}",
        parents=(_OF_DETECTOR,),
        missing=_MISSING,
        statuses=Statuses(),
        finish=_activate,
    )


KINDS = (
    Kind(
        "Detector",
        key=("id",),
        ids={"id": "{hex:32}"},
        arn="arn:{partition}:guardduty:{region}:{account}:detector/{id}",
        defaults={"findingpublishingfrequency": "SIX_HOURS"},
        derived={"servicerole": "arn:{partition}:iam::{account}:role/aws-service-role/guardduty.amazonaws.com/Role"},
        missing=_MISSING,
        statuses=Statuses(),
        finish=_enable,
    ),
    Kind(
        "Filter", key=("detectorid", "name"), arn=f"{_ARN}/filter/{{name}}", parents=(_OF_DETECTOR,), missing=_MISSING
    ),
    _set("IPSet", "ipset"),
    _set("ThreatIntelSet", "threatintelset"),
    _set("ThreatEntitySet", "threatentityset"),
    _set("TrustedEntitySet", "trustedentityset"),
    Kind(
        "PublishingDestination",
        key=("detectorid", "id"),
        ids={"id": "{hex:32}"},
        arn=f"{_ARN}/publishingDestination/{{id}}",
        status="status",
        statuses=Statuses(ready="PUBLISHING"),
        derived={"publishingfailurestarttimestamp": 0},
        parents=(_OF_DETECTOR,),
        missing=_MISSING,
    ),
    Kind(
        "MalwareProtectionPlan",
        key=("id",),
        ids={"id": "{hex:20}"},
        arn="arn:{partition}:guardduty:{region}:{account}:malware-protection-plan/{id}",
        defaults={"actions": {"Tagging": {"Status": "DISABLED"}}},
        status="status",
        statuses=Statuses(ready="ACTIVE"),
        finish=_keep_bucket,
    ),
    Kind(
        "OrganizationConfiguration",
        key=("detectorid",),
        always=True,
        operations={"DescribeOrganizationConfiguration": "read", "UpdateOrganizationConfiguration": "update"},
        defaults={
            "autoenable": False,
            "autoenableorganizationmembers": "NONE",
            "memberaccountlimitreached": False,
            "datasources": {
                "S3Logs": {"AutoEnable": False},
                "Kubernetes": {"AuditLogs": {"AutoEnable": False}},
                "MalwareProtection": {"ScanEc2InstanceWithFindings": {"EbsVolumes": {"AutoEnable": False}}},
            },
        },
        parents=(_OF_DETECTOR,),
        missing=_MISSING,
        finish=_enable_for_organization,
    ),
    Kind(
        "OrganizationAdminAccount",
        key=("adminaccountid",),
        renames={"adminaccountid": "adminaccountid"},
        operations={
            "EnableOrganizationAdminAccount": "create",
            "DisableOrganizationAdminAccount": "delete",
            "ListOrganizationAdminAccounts": "list",
        },
        defaults={"adminstatus": "ENABLED"},
    ),
    Kind(
        "Member",
        key=("detectorid", "accountid"),
        renames={"accountid": "accountid"},
        operations=dict.fromkeys(("CreateMembers", "DeleteMembers", "GetMembers", "UpdateMemberDetectors"), ""),
        parents=(_OF_DETECTOR,),
    ),
)


def create_members(call: Call) -> Answer:
    """Accounts that are members already stay as they are."""
    kind = call.kind("Member")
    detector = call.the(call.kind("Detector"), {"id": call.params["DetectorId"]})
    for each in call.params["AccountDetails"]:
        key = {"detectorid": call.params["DetectorId"], "accountid": each["AccountId"]}
        if call.find(kind, key) is None:
            told = {"masterid": call.account, "administratorid": call.account, "updatedat": call.now}
            facts = {**key, **told, "email": each["Email"], "relationshipstatus": "Created"}
            facts["features"] = [f for f in detector.facts["features"] if f["Name"] not in _ALWAYS]
            _watch(facts, {})
            call.objects.make(kind, call.shelf(kind), "/".join(key.values()), facts, {})
    return {"UnprocessedAccounts": []}


def _of_members(change: Callable[[Call, Object], None]) -> Callable[[Call], Answer]:
    """The change, done to each account that is a member; the others are named in the answer."""

    def action(call: Call) -> Answer:
        found, others = _members(call)
        for each in found:
            change(call, call.objects.edit(each))
        return {"UnprocessedAccounts": others}

    return action


def _members(call: Call) -> tuple[list[Object], list[dict[str, str]]]:
    kind = call.kind("Member")
    call.the(call.kind("Detector"), {"id": call.params["DetectorId"]})
    asked = {name: {"detectorid": call.params["DetectorId"], "accountid": name} for name in call.params["AccountIds"]}
    found = {name: call.find(kind, key) for name, key in asked.items()}
    why = "The request is rejected because the specified account is not a member."
    others = [{"AccountId": name, "Result": why} for name, each in found.items() if each is None]
    return [each for each in found.values() if each is not None], others


def _become(status: str) -> Callable[[Call, Object], None]:
    def change(call: Call, member: Object) -> None:
        member.facts.update(relationshipstatus=status, updatedat=call.now)
        if status == "Invited":
            member.facts["invitedat"] = call.now

    return change


def _leave(call: Call, member: Object) -> None:
    call.objects.remove(member)


def _set_features(call: Call, member: Object) -> None:
    member.facts["features"] = call.params.get("Features", [])
    _watch(member.facts, {})


def get_members(call: Call) -> Answer:
    found, others = _members(call)
    return {
        "Members": [_told(each, "Email", "RelationshipStatus", "InvitedAt") for each in found],
        "UnprocessedAccounts": others,
    }


def _told(member: Object, *names: str) -> dict[str, Any]:
    names = ("AccountId", "DetectorId", "MasterId", "AdministratorId", "UpdatedAt", *names)
    return {name: member.facts[name.lower()] for name in names if name.lower() in member.facts}


def get_member_detectors(call: Call) -> Answer:
    found, others = _members(call)
    told = [{"AccountId": each.facts["accountid"], "Features": each.facts["features"]} for each in found]
    return {"MemberDataSourceConfigurations": told, "UnprocessedAccounts": others}


def get_administrator_account(call: Call) -> Answer:
    call.the(call.kind("Detector"), {"id": call.params["DetectorId"]})
    kind = call.kind("OrganizationAdminAccount")
    admins = call.objects.all(kind, call.shelf(kind))
    told = [{"AccountId": each.facts["adminaccountid"], "RelationshipStatus": "Enabled"} for each in admins]
    return {"Administrator": told[0] if told else {}}


ACTIONS = {
    "CreateMembers": create_members,
    "DeleteMembers": _of_members(_leave),
    "DisassociateMembers": _of_members(_become("Removed")),
    "InviteMembers": _of_members(_become("Invited")),
    "UpdateMemberDetectors": _of_members(_set_features),
    "GetMembers": get_members,
    "GetMemberDetectors": get_member_detectors,
    "GetAdministratorAccount": get_administrator_account,
}
