"""LogBucket: where the access logs of a product's buckets are kept."""

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..access.statements import Statement, from_this_account, statement
from ..args import Args, Region, Settings
from ..component import Account, Component
from .bucket_policy import within
from .lifecycle import clean_up, retention
from .private_bucket import private_bucket


class LogBucketSettings(Settings):
    """What a person chooses of a LogBucket."""

    retention_days: int = Field(400, ge=180, description="Days that logs are kept; the AI Act asks for six months.")


class LogBucketArgs(LogBucketSettings, Args):
    """What a LogBucket is made of."""

    config_history: bool = Field(False, description="AWS Config of this account may deliver its history, too.")
    region: Region | None = Field(None, description="Region of the bucket; none: the provider's.")
    disposable: bool = Field(False, description="Not protected, and emptied on destroy: for laptops only.")


class LogBucket(Component, token="mlops:storage:LogBucket"):
    """A private bucket that S3's log delivery may write to, and AWS Config where asked.

    It is encrypted by S3's own key and locks no objects: S3 delivers no access logs to a bucket under a KMS key, and
    neither S3 nor Config delivers to one with Object Lock.
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
    https://docs.aws.amazon.com/config/latest/APIReference/API_PutDeliveryChannel.html
    """

    bucket: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(self, name: str, args: LogBucketArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        made = private_bucket(
            self,
            name,
            disposable=args.disposable,
            encryption=aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
                apply_server_side_encryption_by_default=aws.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs(
                    sse_algorithm="AES256"
                )
            ),
            lifecycle=[clean_up(noncurrent_days=30), retention(args.retention_days)],
            statements=lambda arn: [
                access_logs(arn, self.account),
                *(config_history(arn, self.account) if args.config_history else []),
            ],
            region=args.region,
        )
        self.publish(bucket=made.name, arn=made.arn)


def access_logs(arn: pulumi.Output[str], account: Account) -> Statement:
    """S3's log delivery, for buckets of this account."""
    delivery = {"Service": "logging.s3.amazonaws.com"}
    return statement(["s3:PutObject"], [within(arn)], principal=delivery, when=from_this_account(account.id))


def config_history(arn: pulumi.Output[str], account: Account) -> list[Statement]:
    """AWS Config, for this account, below its own prefix.

    https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
    """
    config = {"Service": "config.amazonaws.com"}
    ours = from_this_account(account.id)
    owned = {"StringEquals": {**ours["StringEquals"], "s3:x-amz-acl": "bucket-owner-full-control"}}
    history = pulumi.Output.concat(arn, "/AWSLogs/", account.id, "/Config/*")
    return [
        statement(["s3:GetBucketAcl", "s3:ListBucket"], [arn], principal=config, when=ours),
        statement(["s3:PutObject"], [history], principal=config, when=owned),
    ]
