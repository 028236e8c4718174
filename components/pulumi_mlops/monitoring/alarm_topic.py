"""AlarmTopic: the encrypted topic that alarms are sent to, and who hears of them."""

from collections.abc import Sequence
from typing import Annotated

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..access.statements import document, from_this_account, statement, tls_only
from ..args import Args, Input, KmsKeyArn, Matching, Settings
from ..component import Component
from ..naming import physical_name

Email = Annotated[str, Matching(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", "must be an e-mail address")]

SEND_NO_SOURCE = frozenset({"events.amazonaws.com"})
"""EventBridge says of no topic whom it publishes for: with a condition, all that it sends would be lost, in silence. A
rule of another account reaches a topic by a role of that account only, never as the service.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
"""


class AlarmTopicSettings(Settings):
    """What a person chooses of an AlarmTopic."""

    emails: Sequence[Email] = Field(default=(), description="Who is told; each confirms by a mail from AWS.")


class AlarmTopicArgs(AlarmTopicSettings, Args):
    """What an AlarmTopic is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for messages, open to the services that publish.")
    services: Sequence[str] = Field(
        default=("cloudwatch.amazonaws.com",), min_length=1, description="Services of this account that may publish."
    )


class AlarmTopic(Component, token="mlops:monitoring:AlarmTopic"):
    """A topic that only services of this account may publish to, CloudWatch alarms at first, over TLS."""

    arn: pulumi.Output[str]

    def __init__(self, name: str, args: AlarmTopicArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        topic = aws.sns.Topic(
            f"{name}-topic",
            name=physical_name(name),
            kms_master_key_id=args.kms_key_arn,
            tags=self.tags,
            opts=self.child,
        )
        policy = aws.sns.TopicPolicy(
            f"{name}-policy",
            arn=topic.arn,
            policy=document(
                [
                    *(
                        statement(
                            ["sns:Publish"],
                            [topic.arn],
                            principal={"Service": service},
                            when=None if service in SEND_NO_SOURCE else from_this_account(self.account.id),
                        )
                        for service in args.services
                    ),
                    tls_only("sns:Publish", [topic.arn]),
                ]
            ),
            opts=self.child,
        )
        for number, email in enumerate(args.emails):
            aws.sns.TopicSubscription(
                f"{name}-email-{number}", topic=topic.arn, protocol="email", endpoint=email, opts=self.child
            )
        self.publish(arn=policy.arn)
