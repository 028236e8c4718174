"""Samples of S3."""

import json

from tests.local.providers.aws.samples.sample import ACCOUNT, BUCKET, KEY_ARN, OTHER_TAGS, TAGS, Sample, policy

LOGGING = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "logging.s3.amazonaws.com"},
                "Action": "s3:PutObject",
                "Resource": "arn:aws:s3:::{aws:s3/bucket:Bucket}/*",
            }
        ],
    }
)

SAMPLES: dict[str, Sample] = {
    "aws:s3/bucket:Bucket": Sample(
        {"forceDestroy": True, "tags": TAGS},
        updates={"tags": OTHER_TAGS, "forceDestroy": False},
        replaces={"bucket": "another-bucket", "objectLockEnabled": True},
    ),
    "aws:s3/bucketVersioning:BucketVersioning": Sample(
        {"bucket": BUCKET, "versioningConfiguration": {"status": "Enabled"}},
        updates={"versioningConfiguration": {"status": "Suspended"}},
        replaces={"bucket": "another-bucket", "expectedBucketOwner": ACCOUNT},
        stays=True,
    ),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": Sample(
        {
            "bucket": BUCKET,
            "rules": [
                {
                    "applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY_ARN},
                    "bucketKeyEnabled": True,
                }
            ],
        },
        updates={"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}]},
        replaces={"bucket": "another-bucket", "expectedBucketOwner": ACCOUNT},
    ),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": Sample(
        {
            "bucket": BUCKET,
            "blockPublicAcls": True,
            "blockPublicPolicy": True,
            "ignorePublicAcls": True,
            "restrictPublicBuckets": True,
        },
        updates={"blockPublicAcls": False, "restrictPublicBuckets": False},
        replaces={"bucket": "another-bucket"},
    ),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": Sample(
        {"bucket": BUCKET, "rule": {"objectOwnership": "BucketOwnerEnforced"}},
        updates={"rule": {"objectOwnership": "BucketOwnerPreferred"}},
        replaces={"bucket": "another-bucket"},
    ),
    "aws:s3/bucketPolicy:BucketPolicy": Sample(
        {"bucket": BUCKET, "policy": LOGGING},
        updates={"policy": policy("s3:PutObject", "arn:aws:s3:::x/*")},
        replaces={"bucket": "another-bucket"},
    ),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": Sample(
        {
            "bucket": BUCKET,
            "rules": [
                {
                    "id": "expire-old-versions",
                    "status": "Enabled",
                    "filter": {"prefix": "raw/"},
                    "noncurrentVersionExpiration": {"noncurrentDays": 90},
                    "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
                }
            ],
        },
        updates={
            "rules": [{"id": "expire", "status": "Enabled", "filter": {"prefix": ""}, "expiration": {"days": 30}}]
        },
        replaces={"bucket": "another-bucket", "expectedBucketOwner": ACCOUNT},
    ),
    "aws:s3/bucketLogging:BucketLogging": Sample(
        {"bucket": BUCKET, "targetBucket": "{aws:s3/bucketPolicy:BucketPolicy}", "targetPrefix": "log/"},
        updates={"targetPrefix": "access/"},
        replaces={"bucket": "another-bucket", "expectedBucketOwner": ACCOUNT},
    ),
    "aws:s3/bucketObjectv2:BucketObjectv2": Sample(
        {"bucket": BUCKET, "key": "raw/a.csv", "content": "a,b\n1,2\n", "contentType": "text/csv", "tags": TAGS},
        updates={"content": "a,b\n3,4\n", "contentType": "text/plain", "tags": OTHER_TAGS},
        replaces={"bucket": "another-bucket", "key": "raw/b.csv"},
        write_only=("content",),
    ),
}
