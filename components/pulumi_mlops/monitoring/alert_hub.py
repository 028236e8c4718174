"""AlertHub: an encrypted topic for each severity, and the people and chat channels that hear of it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..access.role import ExecutionRole, ExecutionRoleArgs
from ..access.statements import Statement, document, statement
from ..args import Args, Arn, Input, KmsKeyArn, Matching, Settings
from ..component import Component
from ..naming import physical_name
from .alarm_topic import AlarmTopic, AlarmTopicArgs, AlarmTopicSettings

SlackId = Annotated[
    str, Matching(r"^[A-Z0-9]{9,11}$", "must be an id as Slack shows it, 9 to 11 capitals and digits, like C07EZ1ABC23")
]
Guid = Annotated[
    str,
    Matching(
        r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        "must be an id as Teams shows it, for example 74361522-da01-538d-aa2e-ac7918c6bb92",
    ),
]

PUBLISH = ("cloudwatch.amazonaws.com", "budgets.amazonaws.com", "costalerts.amazonaws.com")


class Severity(StrEnum):
    """How soon somebody must look."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


class SlackSettings(Settings):
    """A channel of a Slack workspace that was authorized once, in the console of Amazon Q Developer in chat."""

    team_id: SlackId = Field(description="Id of the workspace.")
    channel_id: SlackId = Field(description="Id of the channel.")


class TeamsSettings(Settings):
    """A channel of a Microsoft team that was authorized once, in the console of Amazon Q Developer in chat."""

    tenant_id: Guid = Field(description="Id of the tenant.")
    team_id: Guid = Field(description="Id of the team.")
    channel_id: str = Field(min_length=1, max_length=256, description="Id of the channel, URL-encoded.")


class AlertSettings(AlarmTopicSettings):
    """Who hears of one severity."""

    slack: Sequence[SlackSettings] = Field(default=(), description="Slack channels.")
    teams: Sequence[TeamsSettings] = Field(default=(), description="Microsoft Teams channels.")


def _nobody() -> AlertSettings:
    return AlertSettings.model_validate({})


class AlertHubSettings(Settings):
    """What a person chooses of an AlertHub."""

    critical: AlertSettings = Field(default_factory=_nobody, description="Somebody must look now.")
    warning: AlertSettings = Field(default_factory=_nobody, description="Somebody must look today.")
    info: AlertSettings = Field(default_factory=_nobody, description="Good to know.")


class AlertHubArgs(AlertHubSettings, Args):
    """What an AlertHub is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for messages, open to CloudWatch and the budgets.")
    event_rules: bool = Field(False, description="Rules of EventBridge may publish, too, as those on findings do.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the chat channels' role.")


class AlertHub(Component, token="mlops:monitoring:AlertHub"):
    """A topic each for what is critical, a warning or for information, told to people by e-mail and chat.

    Alarms, budgets and cost anomalies of this account publish to it. A chat channel sees what an alarm says and its
    graph; it runs no command: its role and its guardrail hold the same few reads.
    """

    topic_arns: dict[str, pulumi.Output[str]]
    """By severity."""

    def __init__(self, name: str, args: AlertHubArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        self.args = args
        heard = {severity: getattr(args, severity) for severity in Severity}
        topics = {
            severity.value: AlarmTopic(
                f"{name}-{severity}",
                AlarmTopicArgs(
                    emails=settings.emails,
                    kms_key_arn=args.kms_key_arn,
                    services=(*PUBLISH, *(("events.amazonaws.com",) if args.event_rules else ())),
                    tags=args.tags,
                ),
                opts=self.child,
            ).arn
            for severity, settings in heard.items()
        }
        if any(settings.slack or settings.teams for settings in heard.values()):
            reader = self._chat_reader(name)
            for severity, settings in heard.items():
                self._chat(f"{name}-{severity}", settings, topics[severity], reader)
        self.publish(topic_arns=topics)

    def _chat_reader(self, name: str) -> dict[str, Any]:
        """The role of every channel, and the guardrail: without one, a channel may do whatever its role may."""
        reads = chat_statements()
        role = ExecutionRole(
            f"{name}-chat",
            ExecutionRoleArgs(
                service="chatbot.amazonaws.com",
                statements=reads,
                permissions_boundary=self.args.permissions_boundary,
                tags=self.args.tags,
            ),
            opts=self.child,
        )
        guardrail = aws.iam.Policy(
            f"{name}-chat-guardrail",
            name=physical_name(f"{name}-chat-guardrail", 128),
            path="/mlops/",
            policy=document(reads),
            tags=self.tags,
            opts=self.child,
        )
        return {"iam_role_arn": role.arn, "guardrail_policy_arns": [guardrail.arn]}

    def _chat(self, name: str, settings: AlertSettings, topic: pulumi.Output[str], reader: dict[str, Any]) -> None:
        shared: dict[str, Any] = {"sns_topic_arns": [topic], "logging_level": "ERROR", "tags": self.tags, **reader}
        for slack in settings.slack:
            at = f"{name}-slack-{slack.channel_id.lower()}"
            aws.chatbot.SlackChannelConfiguration(
                at,
                configuration_name=physical_name(at),
                slack_team_id=slack.team_id,
                slack_channel_id=slack.channel_id,
                user_authorization_required=True,
                **shared,
                opts=self.child,
            )
        for number, teams in enumerate(settings.teams):
            aws.chatbot.TeamsChannelConfiguration(
                f"{name}-teams-{number}",
                configuration_name=physical_name(f"{name}-teams-{number}"),
                tenant_id=teams.tenant_id,
                team_id=teams.team_id,
                channel_id=teams.channel_id,
                user_authorization_required=True,
                **shared,
                opts=self.child,
            )


def chat_statements() -> list[Statement]:
    """What a channel needs to show an alarm with its graph. None of these actions takes a resource.

    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
    """
    return [
        statement(
            [
                "cloudwatch:GetMetricData",
                "cloudwatch:GetMetricStatistics",
                "cloudwatch:GetMetricWidgetImage",
                "cloudwatch:ListMetrics",
            ],
            ["*"],
        )
    ]
