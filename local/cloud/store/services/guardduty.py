"""GuardDuty: what belongs to a detector, which moto holds."""

from typing import Any

from local.cloud.store.call import Call
from local.cloud.store.kinds import Kind, Parent, Statuses

_OF_DETECTOR = Parent("Detector", {"detectorid": "DetectorId"}, read="GetDetector", cascade=True)
_MISSING = (
    "BadRequestException",
    "The request is rejected because the input detectorId is not owned by the current account.",
)
_ARN = "arn:{partition}:guardduty:{region}:{account}:detector/{detectorid}"


def _activate(_: Call, facts: dict[str, Any]) -> None:
    facts["status"] = "ACTIVE" if facts.get("activate") else "INACTIVE"


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
