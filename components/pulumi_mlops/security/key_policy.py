"""The policy of a customer key: who administers it, who may have it used, and through which services.

The account's root as principal means that the account's IAM policies decide. No statement names everyone.
https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from ..access.statements import Statement, from_this_account, statement
from ..component import Account

ADMINISTER = [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:Describe*",
    "kms:Disable*",
    "kms:Enable*",
    "kms:Get*",
    "kms:List*",
    "kms:Put*",
    "kms:RetireGrant",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:Update*",
]
"""Everything but the use of the key. Who may put the policy cannot be locked out of it."""
USE = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
THROUGH = (
    "athena", "backup", "bedrock", "codebuild", "dynamodb", "ec2", "ecr", "elasticfilesystem", "firehose", "fsx",
    "glue", "kinesis", "lambda", "rds", "redshift", "s3", "sagemaker", "secretsmanager", "sns", "sqs", "ssm", "states",
)  # fmt: skip
"""Services that call KMS for whoever calls them, and say so in kms:ViaService.

https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
"""
ALARMS = ("cloudwatch.amazonaws.com",)
COSTS = ("budgets.amazonaws.com", "costalerts.amazonaws.com")
EVENTS = "events.amazonaws.com"
"""Services that publish to encrypted topics. EventBridge says for whom of queues, not of topics (`alarm_topic.py`).

https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
"""
THE_KEY = ["*"]
"""A key's policy has no other name for the key itself."""


@dataclass(frozen=True)
class Openings:
    """Whom a key is open to, beside those who administer it."""

    alarm_topics: bool
    cost_topics: bool
    event_topics: bool
    event_queues: bool
    log_groups: bool
    trails: bool
    accounts: Sequence[str]
    direct_use: bool


def key_statements(open_to: Openings, account: Account, region: str | None = None) -> list[Statement]:
    """The statements of a key in the region (none: the provider's), with every ARN known at preview."""
    here = pulumi.Output.from_input(region) if region else account.region
    through = {"StringEquals": {"kms:ViaService": here.apply(_through)}}
    ours, others = account.root_of(account.id), [account.root_of(one) for one in sorted({*open_to.accounts})]
    made = [
        _allow({"AWS": ours}, ADMINISTER),
        _allow({"AWS": ours}, [*USE, "kms:CreateGrant"], None if open_to.direct_use else through),
    ]
    if others:
        made.append(_allow({"AWS": others}, USE, through))
    publish = ["kms:Decrypt", "kms:GenerateDataKey*"]
    opened = ((ALARMS, open_to.alarm_topics), (COSTS, open_to.cost_topics), ((EVENTS,), open_to.event_queues))
    for service in (service for services, asked in opened if asked for service in services):
        made.append(_allow({"Service": service}, publish, from_this_account(account.id)))
    if open_to.event_topics:
        made.append(_allow({"Service": EVENTS}, publish))
    if open_to.log_groups:
        made.append(_log_groups(account, here))
    if open_to.trails:
        made += _trails(account)
    return made


def _log_groups(account: Account, region: pulumi.Output[str]) -> Statement:
    """Logs sends no SourceAccount but the group's ARN.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    """
    groups = pulumi.Output.concat("arn:", account.partition, ":logs:", region, ":", account.id, ":*")
    logs = pulumi.Output.concat("logs.", region, ".amazonaws.com")
    return _allow({"Service": logs}, USE, {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}})


def _trails(account: Account) -> list[Statement]:
    """CloudTrail names the trail that it writes for.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
    """
    trails = pulumi.Output.concat("arn:", account.partition, ":cloudtrail:*:", account.id, ":trail/*")
    written = {"StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": trails}, "ArnLike": {"aws:SourceArn": trails}}
    cloudtrail = {"Service": "cloudtrail.amazonaws.com"}
    return [
        _allow(cloudtrail, ["kms:GenerateDataKey*"], written),
        _allow(cloudtrail, ["kms:DescribeKey"], {"ArnLike": {"aws:SourceArn": trails}}),
    ]


def _allow(
    principal: Mapping[str, Any], actions: Sequence[str], when: Mapping[str, Mapping[str, Any]] | None = None
) -> Statement:
    return statement(actions, THE_KEY, principal=principal, when=when)


def _through(region: str) -> list[str]:
    return [f"{service}.{region}.amazonaws.com" for service in THROUGH]
