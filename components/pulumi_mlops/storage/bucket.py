"""Bucket: one zone of a product's data, versioned and encrypted under the customer key."""

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..args import Args, Input, KmsKeyArn, Settings
from ..component import Component
from .private_bucket import clean_up, private_bucket


class BucketSettings(Settings):
    """What a person chooses of a Bucket."""

    noncurrent_days: int = Field(90, ge=1, description="Days that a replaced or deleted object can be brought back.")


class BucketArgs(BucketSettings, Args):
    """What a Bucket is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for every object.")
    log_bucket: Input[str] = Field(description="Name of the LogBucket that receives the access logs.")
    disposable: bool = Field(False, description="Not protected, and emptied on destroy: for laptops only.")


class Bucket(Component, token="mlops:storage:Bucket"):
    """A private, versioned, access-logged bucket under the customer key. Its name and ARN are known at preview."""

    bucket: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(self, name: str, args: BucketArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        made = private_bucket(
            self,
            name,
            disposable=args.disposable,
            encryption=aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
                apply_server_side_encryption_by_default=aws.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs(
                    sse_algorithm="aws:kms", kms_master_key_id=args.kms_key_arn
                ),
                bucket_key_enabled=True,
            ),
            lifecycle=[clean_up(args.noncurrent_days)],
        )
        aws.s3.BucketLogging(
            f"{name}-logging",
            bucket=made.name,
            target_bucket=args.log_bucket,
            target_prefix=made.name.apply(lambda bucket: f"{bucket}/"),
            opts=self.child,
        )
        self.publish(bucket=made.name, arn=made.arn)
