"""CloudTrail, Config and GuardDuty: what is written down about an account, and that it is on."""

from ..controls import ENCRYPTION, LOGGING
from ..kernel import DECISION, Level, Severity, rule
from ..shapes import avoids, keeps, sets
from ..values import UNKNOWN, Findings, Props, Unassessed, get

DETECTOR = "aws:guardduty/detector:Detector"
RECORDER = "aws:cfg/recorder:Recorder"
RECORDER_STATUS = "aws:cfg/recorderStatus:RecorderStatus"
TRAIL = "aws:cloudtrail/trail:Trail"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide"


keeps(
    "trail-multi-region",
    "What is done in a region nobody looks at is written down, too.",
    {"isMultiRegionTrail": True},
    resource=TRAIL,
    severity=Severity.HIGH,
    fix="Set isMultiRegionTrail to true.",
    url=f"{SECURITY_HUB}/cloudtrail-controls.html#cloudtrail-1",
    peers=["CloudTrail.1", "config:multi-region-cloudtrail-enabled", "CKV_AWS_67"],
    controls=LOGGING,
    remedy={"isMultiRegionTrail": True},
)

sets(
    "trail-cmk",
    "Whoever may read the record is said by our key's policy.",
    ["kmsKeyId"],
    resource=TRAIL,
    severity=Severity.MEDIUM,
    fix="Set kmsKeyId to a customer key.",
    url=f"{SECURITY_HUB}/cloudtrail-controls.html#cloudtrail-2",
    peers=["CloudTrail.2", "config:cloud-trail-encryption-enabled", "CKV_AWS_35"],
    controls=ENCRYPTION,
)

keeps(
    "trail-validation",
    "A record that was changed afterwards is known as such.",
    {"enableLogFileValidation": True},
    resource=TRAIL,
    severity=Severity.MEDIUM,
    fix="Set enableLogFileValidation to true.",
    url=f"{SECURITY_HUB}/cloudtrail-controls.html#cloudtrail-4",
    peers=["CloudTrail.4", "config:cloud-trail-log-file-validation-enabled", "CKV_AWS_36"],
    controls=LOGGING,
    remedy={"enableLogFileValidation": True},
)

avoids(
    "trail-on",
    "A trail that is off records nothing.",
    {"enableLogging": False},
    resource=TRAIL,
    severity=Severity.HIGH,
    fix="Leave enableLogging at true.",
    url="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html",
    peers=["CloudTrail.3", "config:cloudtrail-enabled", "CKV_AWS_251"],
    controls=LOGGING,
    remedy={"enableLogging": True},
)

sets(
    "trail-to-logs",
    "Alarms can look at what is done while it is done.",
    ["cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn"],
    resource=TRAIL,
    severity=Severity.LOW,
    fix="Set cloudWatchLogsGroupArn and cloudWatchLogsRoleArn.",
    url=f"{SECURITY_HUB}/cloudtrail-controls.html#cloudtrail-5",
    peers=["CloudTrail.5", "config:cloud-trail-cloud-watch-logs-enabled", "CKV2_AWS_10"],
    controls=LOGGING,
    level=Level.ADVISORY,
)

keeps(
    "recorder-on",
    "A recorder that is off sees no change.",
    {"isEnabled": True},
    resource=RECORDER_STATUS,
    severity=Severity.MEDIUM,
    fix="Set isEnabled to true.",
    url=f"{SECURITY_HUB}/config-controls.html#config-1",
    peers=["Config.1"],
    controls=LOGGING,
    remedy={"isEnabled": True},
)

avoids(
    "recorder-all",
    "A resource that is not recorded has no history.",
    {"recordingGroup.allSupported": False},
    resource=RECORDER,
    severity=Severity.MEDIUM,
    fix="Set recordingGroup.allSupported to true, or leave recordingGroup out.",
    url=f"{SECURITY_HUB}/config-controls.html#config-1",
    peers=["Config.1", "CKV2_AWS_48"],
    controls=LOGGING,
    manual=DECISION,
)

avoids(
    "detector-on",
    "A detector that is off sees no threat.",
    {"enable": False},
    resource=DETECTOR,
    severity=Severity.HIGH,
    fix="Leave enable at true.",
    url=f"{SECURITY_HUB}/guardduty-controls.html#guardduty-1",
    peers=["GuardDuty.1", "config:guardduty-enabled-centralized", "CKV_AWS_238"],
    controls=LOGGING,
    remedy={"enable": True},
)

avoids(
    "trail-global-events",
    "Roles are made and taken in a service that has no region: it is part of the record.",
    {"includeGlobalServiceEvents": False},
    resource=TRAIL,
    severity=Severity.HIGH,
    fix="Leave includeGlobalServiceEvents at true.",
    url="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events",
    controls=LOGGING,
    remedy={"includeGlobalServiceEvents": True},
)

avoids(
    "recorder-global",
    "Roles and policies are in no region; unless they are recorded, nobody knows who changed them.",
    {"recordingGroup.includeGlobalResourceTypes": False},
    resource=RECORDER,
    severity=Severity.LOW,
    fix="Set recordingGroup.includeGlobalResourceTypes to true in one region.",
    url=f"{SECURITY_HUB}/config-controls.html#config-1",
    peers=["CKV2_AWS_48"],
    controls=LOGGING,
    manual=DECISION,
)

keeps(
    "detector-feature-on",
    "A protection that is declared and off protects nothing.",
    {"status": "ENABLED"},
    resource="aws:guardduty/detectorFeature:DetectorFeature",
    severity=Severity.MEDIUM,
    fix="Set status to ENABLED, or leave the feature out.",
    url=f"{SECURITY_HUB}/guardduty-controls.html",
    peers=["GuardDuty.7", "GuardDuty.10", "GuardDuty.11"],
    controls=LOGGING,
    remedy={"status": "ENABLED"},
)


@rule(
    resource="aws:cfg/retentionConfiguration:RetentionConfiguration",
    severity=Severity.LOW,
    fix="Raise retentionPeriodInDays, or leave the resource out for seven years.",
    url="https://docs.aws.amazon.com/config/latest/developerguide/delete-config-data-with-retention-period.html",
    controls=LOGGING,
    settings={"minimum_days": {"type": "integer", "minimum": 30, "maximum": 2557, "default": 365}},
)
def config_history_kept(props: Props, *, minimum_days: int) -> Findings:
    """How a resource was, and since when, is asked months later."""
    days = get(props, "retentionPeriodInDays")
    if days is UNKNOWN:
        yield Unassessed("retentionPeriodInDays")
    elif not isinstance(days, int) or days < minimum_days:
        yield f"retentionPeriodInDays is less than {minimum_days}."
