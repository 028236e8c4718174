"""ThreatDetection: GuardDuty, which tells of calls and reads that look like an attack."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..args import Args, Arn, Input, Settings
from ..component import Component
from ..documents import as_json
from ..naming import physical_name

RULE_NAME_LIMIT = 64
TOLD = {"critical": [">=", 7], "warning": [">=", 4, "<", 7]}
"""Who hears of which severities of findings. Those below are looked up in GuardDuty.

https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html
"""


class Protection(StrEnum):
    """What GuardDuty looks at beside the account's events and network. Each is paid for by use."""

    EBS_MALWARE_PROTECTION = "ebs_malware_protection"
    EKS_AUDIT_LOGS = "eks_audit_logs"
    LAMBDA_NETWORK_LOGS = "lambda_network_logs"
    RDS_LOGIN_EVENTS = "rds_login_events"
    RUNTIME_MONITORING = "runtime_monitoring"


class ThreatDetectionSettings(Settings):
    """What a person chooses of ThreatDetection."""

    protections: Sequence[Protection] = Field(
        default=(), description="What GuardDuty looks at beside events, network and the reads of objects."
    )


class ThreatDetectionArgs(ThreatDetectionSettings, Args):
    """What ThreatDetection is made of."""

    alert_topic_arns: Mapping[str, Input[Arn]] = Field(
        default_factory=dict,
        description="Topics for `critical` and `warning` that findings are told to, open to EventBridge; none: nobody.",
    )


class ThreatDetection(Component, token="mlops:audit:ThreatDetection"):
    """The account's one GuardDuty detector of this region, which sees the reads of objects, too.

    What it finds is told to the topics as it is: Amazon Q shows it in a chat, where it knows the form.
    """

    detector_id: pulumi.Output[str]
    detector_arn: pulumi.Output[str]

    def __init__(self, name: str, args: ThreatDetectionArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        detector = aws.guardduty.Detector(
            f"{name}-detector",
            enable=True,
            finding_publishing_frequency="FIFTEEN_MINUTES",
            tags=self.tags,
            opts=self.child,
        )
        for feature in dict.fromkeys(["s3_data_events", *args.protections]):
            aws.guardduty.DetectorFeature(
                f"{name}-{feature.replace('_', '-')}",
                detector_id=detector.id,
                name=feature.upper(),
                status="ENABLED",
                opts=self.child,
            )
        for severity, topic in args.alert_topic_arns.items():
            if severity in TOLD:
                self._tell(f"{name}-{severity}", TOLD[severity], topic)
        self.publish(detector_id=detector.id, detector_arn=detector.arn)

    def _tell(self, name: str, severity: Sequence[str | int], topic: Input[str]) -> None:
        found = {
            "source": ["aws.guardduty"],
            "detail-type": ["GuardDuty Finding"],
            "detail": {"severity": [{"numeric": list(severity)}]},
        }
        rule = aws.cloudwatch.EventRule(
            f"{name}-findings",
            name=physical_name(f"{name}-findings", RULE_NAME_LIMIT),
            description="Tells of what GuardDuty finds.",
            event_pattern=as_json(found),
            tags=self.tags,
            opts=self.child,
        )
        aws.cloudwatch.EventTarget(f"{name}-findings", rule=rule.name, target_id="alerts", arn=topic, opts=self.child)
