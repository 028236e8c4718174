"""Bucket: one zone of a product's data, versioned and encrypted under the customer key."""

from collections.abc import Mapping, Sequence
from typing import Self

import pulumi
import pulumi_aws as aws
from pydantic import Field, model_validator

from ..access.statements import Statement
from ..args import AccountId, Args, Arn, Input, KmsKeyArn, Region, Settings, wrong
from ..component import Account, Component
from .bucket_policy import from_vpc_only, readable_by, written_by_trail
from .lifecycle import clean_up, retention, tiering
from .object_lock import ObjectLock, lock_objects
from .private_bucket import by_key, private_bucket


class BucketSettings(Settings):
    """What a person chooses of a Bucket."""

    noncurrent_days: int = Field(90, ge=1, description="Days that a replaced or deleted object can be brought back.")
    tiering_days: int | None = Field(
        None, ge=1, description="Days until objects are priced by use (Intelligent-Tiering); none: never."
    )
    retention_days: int | None = Field(None, ge=1, description="Days until objects are deleted; none: never.")
    object_lock: ObjectLock | None = Field(None, description="Nobody deletes a version before its days are over.")
    reader_accounts: Sequence[AccountId] = Field(
        default=(), description="Other accounts whose IAM policies may let their roles read the objects."
    )
    from_outside: Sequence[Input[Arn]] = Field(
        default=(),
        description="Roles (ARNs, may hold *) let in from outside the VPC endpoints: weaker.",
    )

    @model_validator(mode="after")
    def _kept_no_longer_than_said(self) -> Self:
        if self.retention_days is None:
            return self
        if self.object_lock and self.object_lock.days > self.retention_days:
            text = f"locks objects for longer than the {self.retention_days} days of retention_days: lower it"
            raise wrong(text, "object_lock", "days")
        if self.tiering_days and self.tiering_days >= self.retention_days:
            text = f"must be fewer than the {self.retention_days} days of retention_days: nothing would be left to move"
            raise wrong(text, "tiering_days")
        return self


class BucketArgs(BucketSettings, Args):
    """What a Bucket is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for every object.")
    log_bucket: Input[str] = Field(description="Name of the LogBucket that receives the access logs.")
    vpc_endpoint_ids: Sequence[Input[str]] = Field(
        default=(), description="S3 endpoints of the VPC, the only way to the objects; none: from anywhere."
    )
    trail_arn: Input[Arn] | None = Field(None, description="CloudTrail may write this trail's events to the bucket.")
    region: Region | None = Field(None, description="Region of the bucket and its log bucket; none: the provider's.")
    residency: Sequence[Region] = Field(default=(), description="The only regions it may lie in; none: no limit.")
    tells_events: bool = Field(False, description="EventBridge is told of its objects.")
    expiring: Mapping[str, int] = Field(
        default_factory=dict, description="Days until objects are deleted, by the prefix of their keys."
    )
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
            encryption=by_key(args.kms_key_arn),
            lifecycle=[
                clean_up(args.noncurrent_days),
                *([tiering(args.tiering_days)] if args.tiering_days else []),
                *([retention(args.retention_days)] if args.retention_days else []),
                *(retention(days, prefix) for prefix, days in args.expiring.items()),
            ],
            statements=lambda arn: bucket_statements(arn, args, self.account),
            region=args.region,
            residency=args.residency,
        )
        if args.object_lock:
            lock_objects(self, name, args.object_lock, made.versioning, args.region)
        if args.tells_events:
            aws.s3.BucketNotification(
                f"{name}-events", bucket=made.name, eventbridge=True, region=args.region, opts=self.child
            )
        aws.s3.BucketLogging(
            f"{name}-logging",
            bucket=made.name,
            target_bucket=args.log_bucket,
            target_prefix=made.name.apply(lambda bucket: f"{bucket}/"),
            region=args.region,
            opts=self.child,
        )
        self.publish(bucket=made.name, arn=made.arn)


def bucket_statements(arn: pulumi.Output[str], args: BucketArgs, account: Account) -> list[Statement]:
    """What the bucket's policy says beside TLS only."""
    return [
        *(
            from_vpc_only(arn, args.vpc_endpoint_ids, args.from_outside, args.reader_accounts)
            if args.vpc_endpoint_ids
            else []
        ),
        *(readable_by(arn, args.reader_accounts, account) if args.reader_accounts else []),
        *(written_by_trail(arn, args.trail_arn, account) if args.trail_arn else []),
    ]
