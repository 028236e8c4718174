"""AuditTrail: who did what in the account, and who read and wrote the data, kept where nobody changes it."""

from collections.abc import Sequence
from typing import Annotated, Any, Self

import pulumi
import pulumi_aws as aws
from pydantic import Field, model_validator

from ..access.role import ExecutionRole, ExecutionRoleArgs, wearing
from ..access.statements import statement
from ..args import LOGS_KEPT, Args, Arn, Input, LogRetentionDays, Matching, Settings, wrong
from ..component import Account, Component
from ..naming import physical_name
from ..security.key import EncryptionKey, EncryptionKeyArgs
from ..storage.bucket import Bucket, BucketArgs
from ..storage.object_lock import ObjectLock

TRAIL_NAME_LIMIT = 128
BucketPrefix = Annotated[
    str, Matching(r"^[a-z0-9][a-z0-9.-]{2,62}$", "must be how a bucket's name begins, for example churn-prod-")
]
Selector = aws.cloudtrail.TrailAdvancedEventSelectorArgs
FieldSelector = aws.cloudtrail.TrailAdvancedEventSelectorFieldSelectorArgs


class AuditTrailSettings(Settings):
    """What a person chooses of an AuditTrail."""

    retention_days: int = Field(400, ge=180, description="Days that events are kept; the AI Act asks for six months.")
    log_group_days: LogRetentionDays | None = Field(
        LOGS_KEPT,
        description="Days that CloudWatch Logs keeps events, to be searched and alarmed on; null: not sent there.",
    )
    object_lock: ObjectLock | None = Field(None, description="Nobody deletes an event before its days are over.")
    data_events: Sequence[BucketPrefix] = Field(
        default=(), description="How names of further buckets begin whose objects are watched, for example churn-prod-."
    )

    @model_validator(mode="after")
    def _kept_no_longer_than_said(self) -> Self:
        if self.object_lock and self.object_lock.days > self.retention_days:
            text = f"locks events for longer than the {self.retention_days} days of retention_days: lower it"
            raise wrong(text, "object_lock", "days")
        return self


class AuditTrailArgs(AuditTrailSettings, Args):
    """What an AuditTrail is made of."""

    bucket_arns: Sequence[Input[Arn]] = Field(default=(), description="Buckets whose reads and writes are kept.")
    log_bucket: Input[str] = Field(description="Name of the LogBucket that receives the access logs.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the role.")
    disposable: bool = Field(False, description="Not protected, and emptied on destroy: for laptops only.")


class AuditTrail(Component, token="mlops:audit:AuditTrail"):
    """A trail of every region with signed digests, in a bucket of its own under a key of its own."""

    trail_arn: pulumi.Output[str]
    bucket: pulumi.Output[str]
    kms_key_arn: pulumi.Output[str]

    def __init__(self, name: str, args: AuditTrailArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        trail_name = physical_name(name, TRAIL_NAME_LIMIT)
        trail_arn = self.account.arn("cloudtrail", "trail/", trail_name)
        kept: dict[str, Any] = {"tags": self.tags, "disposable": args.disposable}
        key = EncryptionKey(
            name,
            EncryptionKeyArgs(
                description="Encrypts what was done in the account.",
                alarm_topics=False,
                log_groups=args.log_group_days is not None,
                trails=True,
                **kept,
            ),
            self.child,
        )
        bucket = Bucket(
            name,
            BucketArgs.of(args, kms_key_arn=key.arn, trail_arn=trail_arn),
            self.child,
        )
        logs: dict[str, Any] = {"opts": self.child_with(protect=not args.disposable)}
        if args.log_group_days:
            logs = self._logs(name, args, args.log_group_days, key.arn)
        trail = aws.cloudtrail.Trail(
            f"{name}-trail",
            name=trail_name,
            s3_bucket_name=bucket.bucket,
            kms_key_id=key.arn,
            is_multi_region_trail=True,
            include_global_service_events=True,
            enable_log_file_validation=True,
            advanced_event_selectors=selectors(args, self.account),
            tags=self.tags,
            **logs,
        )
        self.publish(trail_arn=trail.arn, bucket=bucket.bucket, kms_key_arn=key.arn)

    def _logs(
        self, name: str, args: AuditTrailArgs, days: LogRetentionDays, key_arn: pulumi.Output[str]
    ) -> dict[str, Any]:
        """A log group under the trail's key, and a role that can put events into the trail's stream and no other.

        https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
        """
        account, group_name = self.account, f"/aws/cloudtrail/{physical_name(name)}"
        group = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name=group_name,
            kms_key_id=key_arn,
            retention_in_days=days,
            tags=self.tags,
            opts=self.child,
        )
        streams = account.arn(
            "logs", f"log-group:{group_name}:log-stream:", account.id, "_CloudTrail_", account.region, "*"
        )
        role = ExecutionRole(
            f"{name}-logger",
            ExecutionRoleArgs(
                service="cloudtrail.amazonaws.com",
                statements=[statement(["logs:CreateLogStream", "logs:PutLogEvents"], [streams])],
                permissions_boundary=args.permissions_boundary,
                tags=self.tags,
            ),
            self.child,
        )
        return {
            "cloud_watch_logs_group_arn": pulumi.Output.concat(group.arn, ":*"),
            "cloud_watch_logs_role_arn": role.arn,
            "opts": wearing(self, role, protect=not args.disposable),
        }


def selectors(args: AuditTrailArgs, account: Account) -> list[Selector]:
    """What is kept: every call that manages something, and reads and writes of the objects of some buckets.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
    """
    objects = [
        *(pulumi.Output.concat(arn, "/") for arn in args.bucket_arns),
        *(account.bucket_arn(prefix) for prefix in args.data_events),
    ]
    kept = [Selector(name="management", field_selectors=[FieldSelector(field="eventCategory", equals=["Management"])])]
    if objects:
        data = [
            FieldSelector(field="eventCategory", equals=["Data"]),
            FieldSelector(field="resources.type", equals=["AWS::S3::Object"]),
            FieldSelector(field="resources.ARN", starts_withs=objects),
        ]
        kept.append(Selector(name="objects", field_selectors=data))
    return kept
