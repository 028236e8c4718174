"""Object Lock: versions that nobody can delete or overwrite before their days are over."""

from enum import StrEnum

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..args import Settings
from ..component import Component


class LockMode(StrEnum):
    """Who may still delete: whom IAM lets bypass governance, or nobody at all, the account's root included."""

    GOVERNANCE = "governance"
    COMPLIANCE = "compliance"


class ObjectLock(Settings):
    """How long each version is locked. A bucket that was once locked stays able to lock, and versioned, for ever."""

    days: int = Field(ge=1, le=36500, description="Days from its writing that a version cannot be deleted.")
    mode: LockMode = Field(
        LockMode.GOVERNANCE, description="governance: a named permission bypasses it; compliance: nothing does."
    )


def lock_objects(
    component: Component, name: str, lock: ObjectLock, versioning: aws.s3.BucketVersioning, region: str | None
) -> aws.s3.BucketObjectLockConfiguration:
    """Lock what is written from now on.

    In a resource of its own, since S3 turns it on for a bucket that is there, while `object_lock_enabled` of the bucket
    itself would replace it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
    """
    kept = aws.s3.BucketObjectLockConfigurationRuleDefaultRetentionArgs(mode=lock.mode.value.upper(), days=lock.days)
    return aws.s3.BucketObjectLockConfiguration(
        f"{name}-object-lock",
        bucket=versioning.bucket,
        rule=aws.s3.BucketObjectLockConfigurationRuleArgs(default_retention=kept),
        region=region,
        # S3 locks nothing in a bucket that is not versioned.
        opts=pulumi.ResourceOptions(parent=component, depends_on=[versioning]),
    )
