"""ThreatDetection: GuardDuty, which tells of calls and reads that look like an attack."""

from collections.abc import Sequence
from enum import StrEnum

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..args import Args, Settings
from ..component import Component


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


class ThreatDetection(Component, token="mlops:audit:ThreatDetection"):
    """The account's one GuardDuty detector of this region, which sees the reads of objects, too."""

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
        self.publish(detector_id=detector.id, detector_arn=detector.arn)
