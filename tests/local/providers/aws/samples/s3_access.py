"""Samples of S3: access points and objects."""

from tests.local.providers.aws.samples.sample import BUCKET, OTHER_TAGS, TAGS, Sample, policy

BLOCKED = {
    "blockPublicAcls": True,
    "blockPublicPolicy": True,
    "ignorePublicAcls": True,
    "restrictPublicBuckets": True,
}

SAMPLES: dict[str, Sample] = {
    "aws:s3/bucketObject:BucketObject": Sample(
        {
            "bucket": BUCKET,
            "key": "config/train.json",
            "content": "{}",
            "contentType": "application/json",
            "tags": TAGS,
        },
        updates={"content": "[]", "tags": OTHER_TAGS},
        replaces={"key": "config/other.json", "bucket": "other"},
        write_only=("content", "acl", "forceDestroy"),
    ),
    "aws:s3/accessPoint:AccessPoint": Sample(
        {
            "name": "training",
            "bucket": BUCKET,
            "vpcConfiguration": {"vpcId": "{aws:ec2/vpc:Vpc}"},
            "publicAccessBlockConfiguration": BLOCKED,
            "tags": TAGS,
        },
        updates={
            "policy": policy("s3:GetObject", "arn:aws:s3:eu-west-1:123456789012:accesspoint/training/object/*"),
            "tags": OTHER_TAGS,
        },
        replaces={
            "name": "other",
            "bucket": "other",
            "vpcConfiguration": {"vpcId": "vpc-0"},
            "publicAccessBlockConfiguration": {**BLOCKED, "blockPublicAcls": False},
        },
    ),
}
