"""CloudWatch: logs that are kept, and alarms that reach somebody."""

from ..controls import ENCRYPTION, LOGGING
from ..kernel import Severity, rule
from ..shapes import sets
from ..values import UNKNOWN, Findings, Props, Unassessed, get, needed

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
ALARMS = (ALARM, "aws:cloudwatch/compositeAlarm:CompositeAlarm")
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"


sets(
    "log-group-kms",
    "Logs repeat pieces of what was processed, so a key that we can revoke encrypts them.",
    ["kmsKeyId"],
    resource=LOG_GROUP,
    severity=Severity.MEDIUM,
    fix="Set kmsKeyId to a customer key.",
    url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    peers=["config:cloudwatch-log-group-encrypted", "CKV_AWS_158"],
    controls=ENCRYPTION,
)


@rule(
    resource=LOG_GROUP,
    severity=Severity.LOW,
    fix="Set retentionInDays.",
    url=f"{SECURITY_HUB}#cloudwatch-16",
    peers=["CloudWatch.16", "config:cw-loggroup-retention-period-check", "CKV_AWS_66"],
    controls=LOGGING,
    settings={"minimum_days": {"type": "integer", "minimum": 1, "default": 30}},
)
def log_group_retention(props: Props, *, minimum_days: int) -> Findings:
    """Logs are kept as long as was decided: neither for ever nor for too short."""
    days = get(props, "retentionInDays")
    if days is UNKNOWN:
        yield Unassessed("retentionInDays")
    elif not isinstance(days, int) or days == 0:
        yield "retentionInDays is not set, so logs are kept for ever."
    elif days < minimum_days:
        yield f"retentionInDays is less than {minimum_days}."


@rule(
    resource=ALARMS,
    severity=Severity.HIGH,
    fix="Set alarmActions to an SNS topic, and leave actionsEnabled at true.",
    url=f"{SECURITY_HUB}#cloudwatch-15",
    peers=[
        "CloudWatch.15",
        "CloudWatch.17",
        "config:cloudwatch-alarm-action-check",
        "config:cloudwatch-alarm-action-enabled-check",
        "CKV_AWS_319",
    ],
    controls=LOGGING,
)
def alarm_actions(props: Props) -> Findings:
    """An alarm that tells nobody is no alarm."""
    yield from needed(props, "alarmActions")
    enabled = get(props, "actionsEnabled")
    if enabled is UNKNOWN:
        yield Unassessed("actionsEnabled")
    elif enabled is False:
        yield "actionsEnabled is false."
