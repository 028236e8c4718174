"""The lifecycle rules of buckets: what is dropped, what is moved to cheaper storage, and when."""

import pulumi_aws as aws

Rule = aws.s3.BucketLifecycleConfigurationRuleArgs


def clean_up(noncurrent_days: int) -> Rule:
    """Drop old versions and what failed uploads left."""
    return Rule(
        id="clean-up",
        status="Enabled",
        filter=_everything(),
        noncurrent_version_expiration=aws.s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs(
            noncurrent_days=noncurrent_days
        ),
        abort_incomplete_multipart_upload=aws.s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs(
            days_after_initiation=7
        ),
    )


def tiering(days: int) -> Rule:
    """Let S3 price by use: what nobody reads becomes cheaper, and is still read at once.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html
    """
    moved = aws.s3.BucketLifecycleConfigurationRuleTransitionArgs(days=days, storage_class="INTELLIGENT_TIERING")
    return Rule(id="tiering", status="Enabled", filter=_everything(), transitions=[moved])


def retention(days: int, prefix: str = "") -> Rule:
    """Drop objects of that age: all, or those below a prefix."""
    dropped = aws.s3.BucketLifecycleConfigurationRuleExpirationArgs(days=days)
    name = f"retention-{prefix.strip('/').replace('/', '-')}" if prefix else "retention"
    return Rule(id=name, status="Enabled", filter=_below(prefix), expiration=dropped)


def _everything() -> aws.s3.BucketLifecycleConfigurationRuleFilterArgs:
    return _below("")


def _below(prefix: str) -> aws.s3.BucketLifecycleConfigurationRuleFilterArgs:
    return aws.s3.BucketLifecycleConfigurationRuleFilterArgs(prefix=prefix)
