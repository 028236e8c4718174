"""EncryptionKey: the customer key that encrypts what a product stores."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..access.statements import document
from ..args import AccountId, Args, Region, Settings
from ..component import Component
from ..naming import physical_name
from .key_policy import Openings, key_statements


class EncryptionKeySettings(Settings):
    """What a person chooses of an EncryptionKey."""

    rotation_days: int = Field(365, ge=90, le=2560, description="Days until KMS puts new key material in use.")
    deletion_window_days: int = Field(30, ge=7, le=30, description="Days in which a deleted key can be brought back.")
    accounts: Sequence[AccountId] = Field(
        default=(), description="Other accounts whose IAM policies may give use of the key, through AWS services."
    )
    direct_use: bool = Field(
        False, description="Roles may call KMS with the key themselves, not only through AWS services: weaker."
    )


class EncryptionKeyArgs(EncryptionKeySettings, Args):
    """What an EncryptionKey is made of."""

    description: str = Field("Encrypts the data of this stack.", description="What the key is for.")
    alarm_topics: bool = Field(True, description="CloudWatch alarms of this account may use topics under the key.")
    cost_topics: bool = Field(False, description="Budgets and cost anomalies may use topics under the key.")
    event_topics: bool = Field(False, description="Rules of EventBridge may use topics under the key.")
    event_queues: bool = Field(False, description="Rules of EventBridge may use queues under the key.")
    log_groups: bool = Field(True, description="CloudWatch Logs may use the key for log groups of this account.")
    trails: bool = Field(False, description="CloudTrail may write under the key for trails of this account.")
    region: Region | None = Field(None, description="Region of the key; none: the provider's.")
    disposable: bool = Field(False, description="Not protected: for laptops and throw-away environments.")


class EncryptionKey(Component, token="mlops:security:EncryptionKey"):
    """A rotating customer key that IAM policies of this account give use of, through AWS services only."""

    arn: pulumi.Output[str]
    alias: pulumi.Output[str]

    def __init__(self, name: str, args: EncryptionKeyArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        open_to = Openings(
            alarm_topics=args.alarm_topics,
            cost_topics=args.cost_topics,
            event_topics=args.event_topics,
            event_queues=args.event_queues,
            log_groups=args.log_groups,
            trails=args.trails,
            accounts=args.accounts,
            direct_use=args.direct_use,
        )
        key = aws.kms.Key(
            f"{name}-key",
            description=args.description,
            enable_key_rotation=True,
            rotation_period_in_days=args.rotation_days,
            deletion_window_in_days=args.deletion_window_days,
            policy=document(key_statements(open_to, self.account, args.region)),
            region=args.region,
            tags=self.tags,
            opts=self.child_with(protect=not args.disposable),
        )
        alias = aws.kms.Alias(
            f"{name}-alias",
            name=f"alias/{physical_name(name)}",
            target_key_id=key.key_id,
            region=args.region,
            opts=self.child,
        )
        self.publish(arn=key.arn, alias=alias.name)
