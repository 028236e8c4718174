"""LogBucket: where the access logs of a product's buckets are kept."""

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..access.statements import from_this_account, statement
from ..args import Args, Settings
from ..component import Component
from .private_bucket import clean_up, private_bucket


class LogBucketSettings(Settings):
    """What a person chooses of a LogBucket."""

    retention_days: int = Field(400, ge=180, description="Days that logs are kept; the AI Act asks for six months.")


class LogBucketArgs(LogBucketSettings, Args):
    """What a LogBucket is made of."""

    disposable: bool = Field(False, description="Not protected, and emptied on destroy: for laptops only.")


class LogBucket(Component, token="mlops:storage:LogBucket"):
    """A private bucket that S3's log delivery may write to.

    It is encrypted by S3's own key: S3 delivers no access logs to a bucket under a KMS key.
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
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
            lifecycle=[
                clean_up(noncurrent_days=30),
                aws.s3.BucketLifecycleConfigurationRuleArgs(
                    id="retention",
                    status="Enabled",
                    filter=aws.s3.BucketLifecycleConfigurationRuleFilterArgs(prefix=""),
                    expiration=aws.s3.BucketLifecycleConfigurationRuleExpirationArgs(days=args.retention_days),
                ),
            ],
            statements=[
                statement(
                    ["s3:PutObject"],
                    [],
                    principal={"Service": "logging.s3.amazonaws.com"},
                    when=from_this_account(self.account.id),
                )
            ],
        )
        self.publish(bucket=made.name, arn=made.arn)
