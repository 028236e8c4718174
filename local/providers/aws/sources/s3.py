"""Data sources of S3."""

from local.providers.aws.row import Op
from local.providers.aws.sources.source import Source

SOURCES = (
    Source(
        type="aws:s3/getBucket:getBucket",
        service="s3",
        noun="S3 Bucket",
        read=(Op("HeadBucket"),),
        id="{bucket}",
        computed={
            "arn": "arn:{partition}:s3:::{bucket}",
            "bucketDomainName": "{bucket}.s3.amazonaws.com",
            "bucketRegion": "{region}",
            "bucketRegionalDomainName": "{bucket}.s3.{region}.amazonaws.com",
            "hostedZoneId": "{s3_zone}",
        },
    ),
    Source(
        type="aws:s3/getObject:getObject",
        service="s3",
        noun="S3 Object",
        read=(Op("HeadObject", skip=("tags",)),),
        id="{bucket}/{key}",
        tags=Op("GetObjectTagging", only=(), at="TagSet", send={"Bucket": "{bucket}", "Key": "{key}"}),
        renames={
            "etag": "ETag",
            "sseKmsKeyId": "SSEKMSKeyId",
            "objectLockLegalHoldStatus": "ObjectLockLegalHoldStatus",
        },
        computed={"arn": "arn:{partition}:s3:::{bucket}/{key}"},
        defaults={"storageClass": "STANDARD"},
        ignored=("checksumMode", "downloadBody", "tags"),
    ),
)
