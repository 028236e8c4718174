"""GuardDuty: detectors and what belongs to them; moto keeps the organisation's administrator."""

from typing import Any

from local.cloud.store.call import Call
from local.cloud.store.kinds import Kind, Parent, Statuses

_MISSING = (
    "BadRequestException",
    "The request is rejected because the input detectorId is not owned by the current account.",
)
_OF_DETECTOR = Parent("Detector", {"detectorid": "id"}, missing=_MISSING, cascade=True)
_ARN = "arn:{partition}:guardduty:{region}:{account}:detector/{detectorid}"


def _activate(_: Call, facts: dict[str, Any]) -> None:
    facts["status"] = "ACTIVE" if facts.get("activate") else "INACTIVE"


def _enable(_: Call, facts: dict[str, Any]) -> None:
    facts["status"] = "ENABLED" if facts.get("enable") else "DISABLED"


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
    ),
)
