"""What every bucket of this package has in common: private, versioned, encrypted, TLS only, ours alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from ..access.statements import document, tls_only
from ..component import Account, Component
from ..naming import NAME_LIMIT, physical_name
from .bucket_policy import Statements, within
from .lifecycle import Rule

ACCOUNT_AND_REGION = len("-123456789012-ap-northeast-1")
"""Bucket names are shared by all accounts, so ours end in the account and the region."""


@dataclass(frozen=True)
class PrivateBucket:
    """The bucket's name and ARN, both known at preview, and what its versions wait for."""

    name: pulumi.Output[str]
    arn: pulumi.Output[str]
    versioning: aws.s3.BucketVersioning


def private_bucket(
    component: Component,
    name: str,
    *,
    disposable: bool,
    encryption: aws.s3.BucketServerSideEncryptionConfigurationRuleArgs,
    lifecycle: Sequence[Rule],
    statements: Statements,
    region: str | None = None,
    residency: Sequence[str] = (),
) -> PrivateBucket:
    """A bucket and the resources that close it, as children of the component.

    `statements` are added to the bucket's policy. `region`: the bucket's, where it is not the provider's.
    `residency`: the only regions that it may lie in, if any are named.
    """
    account = component.account
    where = (pulumi.Output.from_input(region) if region else account.region).apply(
        lambda known: _may_lie_in(known, residency, name)
    )
    full_name = pulumi.Output.concat(physical_name(name, NAME_LIMIT - ACCOUNT_AND_REGION), "-", account.id, "-", where)
    bucket = aws.s3.Bucket(
        f"{name}-bucket",
        bucket=full_name,
        force_destroy=disposable,
        region=region,
        tags=component.tags,
        opts=component.child_with(protect=not disposable),
    )
    arn = account.bucket_arn(bucket.bucket)
    closed = aws.s3.BucketPublicAccessBlock(
        f"{name}-public-access",
        bucket=bucket.bucket,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        region=region,
        opts=component.child,
    )
    aws.s3.BucketOwnershipControls(
        f"{name}-ownership",
        bucket=bucket.bucket,
        rule={"object_ownership": "BucketOwnerEnforced"},
        region=region,
        opts=component.child,
    )
    versioning = aws.s3.BucketVersioning(
        f"{name}-versioning",
        bucket=bucket.bucket,
        versioning_configuration={"status": "Enabled"},
        region=region,
        opts=component.child,
    )
    aws.s3.BucketServerSideEncryptionConfiguration(
        f"{name}-encryption", bucket=bucket.bucket, rules=[encryption], region=region, opts=component.child
    )
    aws.s3.BucketLifecycleConfiguration(
        f"{name}-lifecycle",
        bucket=bucket.bucket,
        rules=list(lifecycle),
        region=region,
        # S3 refuses rules on noncurrent versions until versioning is on.
        opts=component.child_with(depends_on=[versioning]),
    )
    policy = aws.s3.BucketPolicy(
        f"{name}-policy",
        bucket=bucket.bucket,
        policy=document([tls_only("s3:*", [arn, within(arn)]), *statements(arn)]),
        region=region,
        # S3 refuses two of these changes at once on one bucket (OperationAborted).
        opts=component.child_with(depends_on=[closed]),
    )
    # The name comes from the policy: who uses the bucket waits until nothing but TLS reaches it, and until log delivery
    # may write, which S3 asks for before it turns access logs on.
    return PrivateBucket(name=policy.bucket, arn=arn, versioning=versioning)


def bucket_arn_of(account: Account, stack: str, name: str) -> pulumi.Output[str]:
    """The ARN of a bucket of another stack in this account and region, known before it is made."""
    full = physical_name(name, NAME_LIMIT - ACCOUNT_AND_REGION, stack)
    return account.bucket_arn(full, "-", account.id, "-", account.region)


def by_key(kms_key_arn: pulumi.Input[str]) -> aws.s3.BucketServerSideEncryptionConfigurationRuleArgs:
    """Encrypt each object with the customer key; bucket keys spare S3 most calls of KMS."""
    chosen = aws.s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs(
        sse_algorithm="aws:kms", kms_master_key_id=kms_key_arn
    )
    return aws.s3.BucketServerSideEncryptionConfigurationRuleArgs(
        apply_server_side_encryption_by_default=chosen, bucket_key_enabled=True
    )


def _may_lie_in(region: str, residency: Sequence[str], name: str) -> str:
    if residency and region not in residency:
        allowed = ", ".join(residency)
        raise pulumi.RunError(f'bucket "{name}" would lie in {region}: residency allows {allowed}')
    return region
