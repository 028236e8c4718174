"""ConfigRecorder: what every resource of the account looked like and when, and which managed rules it breaks."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..args import Args, Input, Settings
from ..component import Component
from ..naming import physical_name
from .sagemaker_rules import SageMakerRule

NAME_LIMIT = 128
"""Of rules; recorders and channels have 256."""
LINKED_ROLE = "role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"


class ConfigRecorderSettings(Settings):
    """What a person chooses of a ConfigRecorder."""

    retention_days: int = Field(
        2557, ge=180, le=2557, description="Days that Config keeps its records; the AI Act asks for six months."
    )
    rules: Sequence[SageMakerRule] = Field(
        default=tuple(SageMakerRule), description="Managed rules; leave out those that your region has not."
    )
    service_linked_role: bool = Field(
        True, description="Make Config's service-linked role; false where the account has it already."
    )


class ConfigRecorderArgs(ConfigRecorderSettings, Args):
    """What a ConfigRecorder is made of."""

    log_bucket: Input[str] = Field(description="Name of a LogBucket with config_history, which receives the history.")


class ConfigRecorder(Component, token="mlops:audit:ConfigRecorder"):
    """The account's one recorder of this region, by Config's own role, with every managed rule for SageMaker."""

    recorder_name: pulumi.Output[str]
    rule_arns: dict[str, pulumi.Output[str]]

    def __init__(self, name: str, args: ConfigRecorderArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        recorder = aws.cfg.Recorder(
            f"{name}-recorder",
            name=physical_name(name, NAME_LIMIT),
            role_arn=self._role(name) if args.service_linked_role else self._linked_role(),
            recording_group=aws.cfg.RecorderRecordingGroupArgs(all_supported=True, include_global_resource_types=True),
            opts=self.child,
        )
        aws.cfg.RetentionConfiguration(
            f"{name}-retention",
            retention_period_in_days=args.retention_days,
            opts=self.child_with(depends_on=[recorder]),
        )
        channel = aws.cfg.DeliveryChannel(
            f"{name}-channel",
            name=recorder.name,
            s3_bucket_name=args.log_bucket,
            opts=self.child_with(depends_on=[recorder]),
        )
        # Config starts no recorder without a channel, and checks no rule without a recorder that runs.
        status = aws.cfg.RecorderStatus(f"{name}-status", name=channel.name, is_enabled=True, opts=self.child)
        rules = {each.value: self._rule(name, each, status) for each in args.rules}
        self.publish(recorder_name=status.name, rule_arns={each: rule.arn for each, rule in rules.items()})

    def _role(self, name: str) -> pulumi.Output[str]:
        return aws.iam.ServiceLinkedRole(
            f"{name}-role", aws_service_name="config.amazonaws.com", tags=self.tags, opts=self.child
        ).arn

    def _linked_role(self) -> pulumi.Output[str]:
        return self.account.global_arn("iam", LINKED_ROLE)

    def _rule(self, name: str, rule: SageMakerRule, status: aws.cfg.RecorderStatus) -> aws.cfg.Rule:
        return aws.cfg.Rule(
            f"{name}-{rule}",
            name=physical_name(rule.value, NAME_LIMIT),
            source=aws.cfg.RuleSourceArgs(owner="AWS", source_identifier=rule.identifier),
            tags=self.tags,
            opts=self.child_with(depends_on=[status]),
        )
