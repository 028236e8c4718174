"""Whole-stack rules on buckets: what must stand beside one, wherever in the stack it is declared.

A companion is found by reference. Where a reference cannot be told yet, the rule says so and blames nobody.
"""

from collections.abc import Callable
from typing import Any

from ..controls import ENCRYPTION, LOGGING, MINIMISATION, NETWORK, RESILIENCE, TRANSIT
from ..graph import Resource, Stack
from ..kernel import Level, Severity, StackFindings, stack_rule
from ..policy_document import refuses_clear, statements
from ..values import UNKNOWN, Props, Unassessed, get, items, missing
from .s3 import BUCKET, BUCKET_NAMES, LIFECYCLE, POLICY, PUBLIC_ACCESS, VERSIONING

ENCRYPTION_CONFIG = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
BUCKET_LOGGING = "aws:s3/bucketLogging:BucketLogging"

S3_CONTROLS = "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html"


def beside_bucket(stack: Stack, companion: str, path: str = "bucket") -> Callable[[Resource], list[Resource] | None]:
    """The companions of a bucket; `None` where it has none that can be told yet."""
    links = stack.links(companion, path, BUCKET, named_by=BUCKET_NAMES)
    return lambda bucket: links.of(bucket) or (None if links.loose else [])


def inline(bucket: Resource, path: str) -> Any:
    """What the bucket itself declares. At a preview the provider leaves unknown what it did not: that is nothing."""
    found = get(bucket.props, path)
    return None if found is UNKNOWN else found


@stack_rule(
    resource=BUCKET,
    severity=Severity.CRITICAL,
    fix="Add a BucketPublicAccessBlock with all four flags, or use the Bucket component.",
    url=f"{S3_CONTROLS}#s3-8",
    peers=["S3.8", "CKV2_AWS_6"],
    controls=NETWORK,
    waivable=False,
)
def stack_bucket_public_access(stack: Stack) -> StackFindings:
    """Every bucket has its public access block."""
    beside = beside_bucket(stack, PUBLIC_ACCESS)
    for bucket in stack.of(BUCKET):
        blocks = beside(bucket)
        if blocks is None:
            yield bucket, Unassessed("bucket of a BucketPublicAccessBlock")
        elif not blocks:
            yield bucket, "the bucket has no public access block."


@stack_rule(
    resource=BUCKET,
    severity=Severity.HIGH,
    fix="Add a BucketServerSideEncryptionConfiguration with aws:kms and kmsMasterKeyId, or use the Bucket component.",
    url=f"{S3_CONTROLS}#s3-17",
    peers=["S3.17", "config:s3-default-encryption-kms", "CKV_AWS_145"],
    controls=ENCRYPTION,
)
def stack_bucket_encryption(stack: Stack) -> StackFindings:
    """Every bucket is encrypted with a customer key, except one that receives access logs: S3 cannot deliver there.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
    """
    beside, logging = beside_bucket(stack, ENCRYPTION_CONFIG), beside_bucket(stack, BUCKET_LOGGING, "targetBucket")
    for bucket in stack.of(BUCKET):
        configs = beside(bucket)
        if customer_key([inline(bucket, "serverSideEncryptionConfiguration.rule")]):
            continue
        if configs is None:
            yield bucket, Unassessed("bucket of a BucketServerSideEncryptionConfiguration")
        elif not any(customer_key(items(config.props, "rules")) for config in configs):
            receives_logs = logging(bucket)
            if receives_logs is None:
                yield bucket, Unassessed("targetBucket of a BucketLogging")
            elif not receives_logs:
                yield bucket, "the bucket is not encrypted with a customer key."


def customer_key(rules: list[Any]) -> bool:
    """Whether encryption rules are by KMS with a key of ours. What is not known yet counts as set."""
    for one in rules:
        chosen = get(one, "applyServerSideEncryptionByDefault")
        algorithm = get(chosen, "sseAlgorithm")
        by_kms = algorithm is UNKNOWN or algorithm in ("aws:kms", "aws:kms:dsse")
        if by_kms and not missing(chosen, "kmsMasterKeyId"):
            return True
    return False


@stack_rule(
    resource=BUCKET,
    severity=Severity.MEDIUM,
    fix="Add a BucketVersioning with status Enabled, or use the Bucket component.",
    url=f"{S3_CONTROLS}#s3-14",
    peers=["S3.14", "CKV_AWS_21"],
    controls=RESILIENCE,
)
def stack_bucket_versioning(stack: Stack) -> StackFindings:
    """Every bucket is versioned."""
    beside = beside_bucket(stack, VERSIONING)
    for bucket in stack.of(BUCKET):
        versionings = beside(bucket)
        if inline(bucket, "versioning.enabled") is True:
            continue
        if versionings is None:
            yield bucket, Unassessed("bucket of a BucketVersioning")
        elif not versionings:
            yield bucket, "the bucket has no versioning."


@stack_rule(
    resource=BUCKET,
    severity=Severity.HIGH,
    fix="Deny s3:* where aws:SecureTransport is false, in the bucket's policy, or use the Bucket component.",
    url=f"{S3_CONTROLS}#s3-5",
    peers=["S3.5", "config:s3-bucket-ssl-requests-only"],
    controls=TRANSIT,
)
def stack_bucket_tls_only(stack: Stack) -> StackFindings:
    """Every bucket refuses requests that do not come over TLS."""
    beside = beside_bucket(stack, POLICY)
    for bucket in stack.of(BUCKET):
        policies = beside(bucket)
        answers = [tls_only(policy.props) for policy in policies or []]
        if inline(bucket, "policy") is not None:
            answers.append(tls_only(bucket.props))
        if True in answers:
            continue
        if policies is None or None in answers:
            yield bucket, Unassessed("policy of its BucketPolicy")
        else:
            yield bucket, "no policy of the bucket refuses requests without TLS."


def tls_only(props: Props) -> bool | None:
    """Whether the `policy` denies everyone what does not come over TLS; `None` where it is not known yet."""
    found = statements(props, "policy")
    if found is None:
        return None
    return any(
        refuses_clear(statement)
        and statement.does("s3:GetObject")
        and statement.does("s3:PutObject")
        and any(resource.endswith("*") for resource in statement.resources)
        for statement in found
    )


@stack_rule(
    resource=BUCKET,
    severity=Severity.MEDIUM,
    fix="Add a BucketLogging to a log bucket, or use the Bucket component.",
    url=f"{S3_CONTROLS}#s3-9",
    peers=["S3.9", "config:s3-bucket-logging-enabled", "CKV_AWS_18"],
    controls=LOGGING,
    level=Level.DISABLED,
)
def stack_bucket_access_logs(stack: Stack) -> StackFindings:
    """Who read what can be told, for every bucket but the one that keeps the logs."""
    beside, receives = beside_bucket(stack, BUCKET_LOGGING), beside_bucket(stack, BUCKET_LOGGING, "targetBucket")
    for bucket in stack.of(BUCKET):
        logged, kept = beside(bucket), receives(bucket)
        if logged or kept:
            continue
        if logged is None or kept is None:
            yield bucket, Unassessed("bucket of a BucketLogging")
        else:
            yield bucket, "no access to the bucket is logged."


@stack_rule(
    resource=BUCKET,
    severity=Severity.LOW,
    fix="Add a BucketLifecycleConfiguration, or use the Bucket component.",
    url=f"{S3_CONTROLS}#s3-13",
    peers=["S3.13", "config:s3-lifecycle-policy-check", "CKV2_AWS_61"],
    controls=MINIMISATION,
    level=Level.DISABLED,
)
def stack_bucket_lifecycle(stack: Stack) -> StackFindings:
    """What nobody needs any more goes away, and old versions with it."""
    beside = beside_bucket(stack, LIFECYCLE)
    for bucket in stack.of(BUCKET):
        found = beside(bucket)
        if found is None:
            yield bucket, Unassessed("bucket of a BucketLifecycleConfiguration")
        elif not found:
            yield bucket, "the bucket has no lifecycle."
