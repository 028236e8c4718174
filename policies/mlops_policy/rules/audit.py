"""CloudTrail, Config and GuardDuty: what is written down about an account, and that it is on."""

from ..controls import ENCRYPTION, LOGGING
from ..kernel import DECISION, Level, Severity, rule
from ..values import Findings, Props, expect, get, needed

DETECTOR = "aws:guardduty/detector:Detector"
RECORDER = "aws:cfg/recorder:Recorder"
RECORDER_STATUS = "aws:cfg/recorderStatus:RecorderStatus"
TRAIL = "aws:cloudtrail/trail:Trail"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide"


@rule(
    resource=TRAIL,
    severity=Severity.HIGH,
    fix="Set isMultiRegionTrail to true.",
    url=f"{SECURITY_HUB}/cloudtrail-controls.html#cloudtrail-1",
    peers=["CloudTrail.1", "config:multi-region-cloudtrail-enabled", "CKV_AWS_67"],
    controls=LOGGING,
    remedy={"isMultiRegionTrail": True},
)
def trail_multi_region(props: Props) -> Findings:
    """What is done in a region nobody looks at is written down, too."""
    yield from expect(props, "isMultiRegionTrail", True)


@rule(
    resource=TRAIL,
    severity=Severity.MEDIUM,
    fix="Set kmsKeyId to a customer key.",
    url=f"{SECURITY_HUB}/cloudtrail-controls.html#cloudtrail-2",
    peers=["CloudTrail.2", "config:cloud-trail-encryption-enabled", "CKV_AWS_35"],
    controls=ENCRYPTION,
)
def trail_cmk(props: Props) -> Findings:
    """Whoever may read the record is said by our key's policy."""
    yield from needed(props, "kmsKeyId")


@rule(
    resource=TRAIL,
    severity=Severity.MEDIUM,
    fix="Set enableLogFileValidation to true.",
    url=f"{SECURITY_HUB}/cloudtrail-controls.html#cloudtrail-4",
    peers=["CloudTrail.4", "config:cloud-trail-log-file-validation-enabled", "CKV_AWS_36"],
    controls=LOGGING,
    remedy={"enableLogFileValidation": True},
)
def trail_validation(props: Props) -> Findings:
    """A record that was changed afterwards is known as such."""
    yield from expect(props, "enableLogFileValidation", True)


@rule(
    resource=TRAIL,
    severity=Severity.HIGH,
    fix="Leave enableLogging at true.",
    url="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html",
    peers=["CloudTrail.3", "CKV_AWS_251"],
    controls=LOGGING,
    remedy={"enableLogging": True},
)
def trail_on(props: Props) -> Findings:
    """A trail that is off records nothing."""
    if get(props, "enableLogging") is False:
        yield "enableLogging is false."


@rule(
    resource=TRAIL,
    severity=Severity.LOW,
    fix="Set cloudWatchLogsGroupArn and cloudWatchLogsRoleArn.",
    url=f"{SECURITY_HUB}/cloudtrail-controls.html#cloudtrail-5",
    peers=["CloudTrail.5", "config:cloud-trail-cloud-watch-logs-enabled", "CKV2_AWS_10"],
    controls=LOGGING,
    level=Level.ADVISORY,
)
def trail_to_logs(props: Props) -> Findings:
    """Alarms can look at what is done while it is done."""
    yield from needed(props, "cloudWatchLogsGroupArn")


@rule(
    resource=RECORDER_STATUS,
    severity=Severity.MEDIUM,
    fix="Set isEnabled to true.",
    url=f"{SECURITY_HUB}/config-controls.html#config-1",
    peers=["Config.1"],
    controls=LOGGING,
    remedy={"isEnabled": True},
)
def recorder_on(props: Props) -> Findings:
    """A recorder that is off sees no change."""
    yield from expect(props, "isEnabled", True)


@rule(
    resource=RECORDER,
    severity=Severity.MEDIUM,
    fix="Set recordingGroup.allSupported to true, or leave recordingGroup out.",
    url=f"{SECURITY_HUB}/config-controls.html#config-1",
    peers=["Config.1", "CKV2_AWS_48"],
    controls=LOGGING,
    manual=DECISION,
)
def recorder_all(props: Props) -> Findings:
    """A resource that is not recorded has no history."""
    if get(props, "recordingGroup.allSupported") is False:
        yield "recordingGroup.allSupported is false."


@rule(
    resource=DETECTOR,
    severity=Severity.HIGH,
    fix="Leave enable at true.",
    url=f"{SECURITY_HUB}/guardduty-controls.html#guardduty-1",
    peers=["GuardDuty.1", "CKV_AWS_238"],
    controls=LOGGING,
    remedy={"enable": True},
)
def detector_on(props: Props) -> Findings:
    """A detector that is off sees no threat."""
    if get(props, "enable") is False:
        yield "enable is false."
