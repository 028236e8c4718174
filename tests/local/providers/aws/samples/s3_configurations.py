"""Samples of S3: further configurations of buckets."""

import dataclasses

from tests.local.providers.aws.samples import s3
from tests.local.providers.aws.samples.sample import ACCOUNT, BUCKET, ROLE, TOPIC, Sample

ARN = "{aws:s3/bucket:Bucket.arn}"
OTHER = "another-bucket"
RULE = {
    "id": "models",
    "status": "Enabled",
    "filter": {"prefix": "models/"},
    "priority": 1,
    "deleteMarkerReplication": {"status": "Disabled"},
    "destination": {"bucket": "arn:aws:s3:::replica", "storageClass": "STANDARD_IA"},
}
CORS = {"allowedMethods": ["GET"], "allowedOrigins": ["https://churn.example.com"], "maxAgeSeconds": 60}
DAYS = {"defaultRetention": {"mode": "GOVERNANCE", "days": 30}}
DESTINATION = {"bucketArn": ARN, "format": "CSV"}

OWN: dict[str, Sample] = {
    "aws:s3/bucketNotification:BucketNotification": Sample(
        {
            "bucket": BUCKET,
            "eventbridge": True,
            "topics": [
                {"id": "new", "topicArn": TOPIC, "events": ["s3:ObjectCreated:*"], "filterPrefix": "raw/"},
            ],
        },
        updates={
            "eventbridge": False,
            "topics": [{"id": "new", "topicArn": TOPIC, "events": ["s3:ObjectRemoved:*"], "filterSuffix": ".csv"}],
        },
        replaces={"bucket": OTHER},
        stays=True,
    ),
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": Sample(
        {"bucket": BUCKET, "corsRules": [CORS]},
        updates={"corsRules": [{**CORS, "allowedHeaders": ["*"]}]},
        replaces={"bucket": OTHER, "expectedBucketOwner": ACCOUNT},
    ),
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": Sample(
        {"bucket": "{aws:s3/bucketVersioning:BucketVersioning}", "role": ROLE, "rules": [RULE]},
        updates={"role": ROLE + "2", "rules": [{**RULE, "status": "Disabled"}]},
        replaces={"bucket": OTHER},
        not_replaced="another bucket would need another versioning",
    ),
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": Sample(
        {"bucket": "{aws:s3/bucketVersioning:BucketVersioning}", "rule": DAYS},
        updates={"rule": {"defaultRetention": {"mode": "COMPLIANCE", "days": 7}}},
        replaces={"bucket": OTHER, "expectedBucketOwner": ACCOUNT},
        stays=True,
    ),
    "aws:s3/bucketRequestPaymentConfiguration:BucketRequestPaymentConfiguration": Sample(
        {"bucket": BUCKET, "payer": "Requester"},
        updates={"payer": "BucketOwner"},
        replaces={"bucket": OTHER, "expectedBucketOwner": ACCOUNT},
        stays=True,
    ),
    "aws:s3/bucketAccelerateConfiguration:BucketAccelerateConfiguration": Sample(
        {"bucket": BUCKET, "status": "Enabled"},
        replaces={"bucket": OTHER, "expectedBucketOwner": ACCOUNT},
        stays=True,
    ),
    "aws:s3/bucketMetric:BucketMetric": Sample(
        {"bucket": BUCKET, "name": "raw", "filter": {"prefix": "raw/"}},
        updates={"filter": {"prefix": "raw/", "tags": {"product": "churn"}}},
        replaces={"bucket": OTHER, "name": "other"},
    ),
    "aws:s3/analyticsConfiguration:AnalyticsConfiguration": Sample(
        {"bucket": BUCKET, "name": "raw", "filter": {"tags": {"product": "churn"}}},
        updates={
            "storageClassAnalysis": {"dataExport": {"destination": {"s3BucketDestination": {"bucketArn": ARN}}}},
            "filter": {"prefix": "raw/"},
        },
        replaces={"bucket": OTHER, "name": "other"},
    ),
    "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration": Sample(
        {"bucket": BUCKET, "name": "raw", "tierings": [{"accessTier": "ARCHIVE_ACCESS", "days": 125}]},
        updates={
            "status": "Disabled",
            "filter": {"prefix": "raw/"},
            "tierings": [{"accessTier": "DEEP_ARCHIVE_ACCESS", "days": 180}],
        },
        replaces={"bucket": OTHER, "name": "other"},
    ),
    "aws:s3/inventory:Inventory": Sample(
        {
            "bucket": BUCKET,
            "name": "weekly",
            "includedObjectVersions": "All",
            "schedule": {"frequency": "Weekly"},
            "destination": {"bucket": {**DESTINATION, "encryption": {"sseS3": {}}}},
        },
        updates={
            "includedObjectVersions": "Current",
            "schedule": {"frequency": "Daily"},
            "optionalFields": ["Size", "ETag"],
            "filter": {"prefix": "raw/"},
            "enabled": False,
            "destination": {"bucket": {**DESTINATION, "format": "Parquet", "prefix": "lists/"}},
        },
        replaces={"bucket": OTHER, "name": "other"},
    ),
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": Sample(
        {"blockPublicAcls": True, "blockPublicPolicy": True},
        updates={"blockPublicAcls": False, "restrictPublicBuckets": True},
        replaces={"accountId": "210987654321"},
        not_replaced="there is one account",
    ),
}
FORMER = (
    "Bucket",
    "BucketAccelerateConfiguration",
    "BucketCorsConfiguration",
    "BucketLifecycleConfiguration",
    "BucketLogging",
    "BucketObjectLockConfiguration",
    "BucketRequestPaymentConfiguration",
    "BucketServerSideEncryptionConfiguration",
    "BucketVersioning",
)


def former(type_: str) -> str:
    """The name of the type in pulumi-aws 6."""
    module, name = type_.rsplit(":", 1)
    return f"{module}V2:{name}V2"


SAMPLES: dict[str, Sample] = {
    **OWN,
    **{
        former(type_): dataclasses.replace(sample)
        for type_, sample in {**s3.SAMPLES, **OWN}.items()
        if type_.rsplit(":", 1)[1] in FORMER
    },
}
