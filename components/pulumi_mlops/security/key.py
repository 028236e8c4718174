"""EncryptionKey: the customer key that encrypts what a product stores."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..access.statements import Statement, document, from_this_account, statement
from ..args import Args
from ..component import Account, Component
from ..naming import physical_name

USE = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]


class EncryptionKeyArgs(Args):
    """What an EncryptionKey is made of."""

    description: str = Field("Encrypts the data of this stack.", description="What the key is for.")
    alarm_topics: bool = Field(True, description="CloudWatch alarms of this account may use topics under the key.")
    log_groups: bool = Field(True, description="CloudWatch Logs may use the key for log groups of this account.")
    deletion_window_days: int = Field(30, ge=7, le=30, description="Days in which a deleted key can be brought back.")
    disposable: bool = Field(False, description="Not protected: for laptops and throw-away environments.")


class EncryptionKey(Component, token="mlops:security:EncryptionKey"):
    """A rotating customer key that this account's IAM policies govern, and two named services may use."""

    arn: pulumi.Output[str]
    alias: pulumi.Output[str]

    def __init__(self, name: str, args: EncryptionKeyArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        key = aws.kms.Key(
            f"{name}-key",
            description=args.description,
            enable_key_rotation=True,
            deletion_window_in_days=args.deletion_window_days,
            policy=document(key_statements(args, self.account)),
            tags=self.tags,
            opts=self.child_with(protect=not args.disposable),
        )
        alias = aws.kms.Alias(
            f"{name}-alias", name=f"alias/{physical_name(name)}", target_key_id=key.key_id, opts=self.child
        )
        self.publish(arn=key.arn, alias=alias.name)


def key_statements(args: EncryptionKeyArgs, account: Account) -> Sequence[Statement]:
    """The key's policy: the account's own IAM policies decide, and the services asked for, for this account only."""
    root = pulumi.Output.concat("arn:", account.partition, ":iam::", account.id, ":root")
    made = [statement(["kms:*"], ["*"], principal={"AWS": root})]
    if args.alarm_topics:
        made.append(
            statement(
                ["kms:Decrypt", "kms:GenerateDataKey*"],
                ["*"],
                principal={"Service": "cloudwatch.amazonaws.com"},
                when=from_this_account(account.id),
            )
        )
    if args.log_groups:
        # Logs sends no SourceAccount; the group's ARN in the encryption context is what AWS documents:
        # https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
        groups = pulumi.Output.concat("arn:", account.partition, ":logs:", account.region, ":", account.id, ":*")
        made.append(
            statement(
                USE,
                ["*"],
                principal={"Service": pulumi.Output.concat("logs.", account.region, ".amazonaws.com")},
                when={"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
            )
        )
    return made
