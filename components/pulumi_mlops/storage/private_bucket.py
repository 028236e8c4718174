"""What every bucket of this package has in common: private, versioned, encrypted, TLS only, ours alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from ..access.statements import Statement, document, tls_only
from ..component import Component
from ..naming import NAME_LIMIT, physical_name

ACCOUNT_AND_REGION = len("-123456789012-ap-northeast-1")
"""Bucket names are shared by all accounts, so ours end in the account and the region."""


@dataclass(frozen=True)
class PrivateBucket:
    """The bucket's name and ARN, both known at preview."""

    name: pulumi.Output[str]
    arn: pulumi.Output[str]


def private_bucket(
    component: Component,
    name: str,
    *,
    disposable: bool,
    encryption: aws.s3.BucketServerSideEncryptionConfigurationRuleArgs,
    lifecycle: Sequence[aws.s3.BucketLifecycleConfigurationRuleArgs],
    statements: Sequence[Statement] = (),
) -> PrivateBucket:
    """A bucket and the resources that close it, as children of the component.

    `statements` are added to the bucket's policy; their resources are the bucket's own and are filled in here.
    """
    account = component.account
    full_name = pulumi.Output.concat(
        physical_name(name, NAME_LIMIT - ACCOUNT_AND_REGION), "-", account.id, "-", account.region
    )
    bucket = aws.s3.Bucket(
        f"{name}-bucket",
        bucket=full_name,
        force_destroy=disposable,
        tags=component.tags,
        opts=component.child_with(protect=not disposable),
    )
    arn = pulumi.Output.concat("arn:", account.partition, ":s3:::", bucket.bucket)
    closed = aws.s3.BucketPublicAccessBlock(
        f"{name}-public-access",
        bucket=bucket.bucket,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=component.child,
    )
    aws.s3.BucketOwnershipControls(
        f"{name}-ownership",
        bucket=bucket.bucket,
        rule={"object_ownership": "BucketOwnerEnforced"},
        opts=component.child,
    )
    versioning = aws.s3.BucketVersioning(
        f"{name}-versioning",
        bucket=bucket.bucket,
        versioning_configuration={"status": "Enabled"},
        opts=component.child,
    )
    aws.s3.BucketServerSideEncryptionConfiguration(
        f"{name}-encryption", bucket=bucket.bucket, rules=[encryption], opts=component.child
    )
    aws.s3.BucketLifecycleConfiguration(
        f"{name}-lifecycle",
        bucket=bucket.bucket,
        rules=list(lifecycle),
        # S3 refuses rules on noncurrent versions until versioning is on.
        opts=component.child_with(depends_on=[versioning]),
    )
    objects = arn.apply(lambda known: f"{known}/*")
    own = [{**extra, "Resource": [objects]} for extra in statements]
    policy = aws.s3.BucketPolicy(
        f"{name}-policy",
        bucket=bucket.bucket,
        policy=document([tls_only("s3:*", [arn, objects]), *own]),
        # S3 refuses two of these changes at once on one bucket (OperationAborted).
        opts=component.child_with(depends_on=[closed]),
    )
    # The name comes from the policy: who uses the bucket waits until nothing but TLS reaches it, and until log delivery
    # may write, which S3 asks for before it turns access logs on.
    return PrivateBucket(name=policy.bucket, arn=arn)


def clean_up(noncurrent_days: int) -> aws.s3.BucketLifecycleConfigurationRuleArgs:
    """The lifecycle rule that drops old versions and what failed uploads left."""
    return aws.s3.BucketLifecycleConfigurationRuleArgs(
        id="clean-up",
        status="Enabled",
        filter=aws.s3.BucketLifecycleConfigurationRuleFilterArgs(prefix=""),
        noncurrent_version_expiration=aws.s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs(
            noncurrent_days=noncurrent_days
        ),
        abort_incomplete_multipart_upload=aws.s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs(
            days_after_initiation=7
        ),
    )
