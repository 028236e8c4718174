"""Samples of Kinesis."""

from tests.local.providers.aws.samples.sample import KEY_ARN, OTHER_TAGS, TAGS, Sample, policy

STREAM = "{aws:kinesis/stream:Stream.arn}"

SAMPLES: dict[str, Sample] = {
    "aws:kinesis/stream:Stream": Sample(
        {"name": "capture", "shardCount": 1, "encryptionType": "KMS", "kmsKeyId": KEY_ARN, "tags": TAGS},
        updates={
            "shardCount": 2,
            "retentionPeriod": 48,
            "shardLevelMetrics": ["IncomingBytes"],
            "encryptionType": "NONE",
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
        import_id="{name}",
        write_only=("enforceConsumerDeletion",),
    ),
    "aws:kinesis/streamConsumer:StreamConsumer": Sample(
        {"name": "monitor", "streamArn": STREAM, "tags": TAGS},
        updates={"tags": OTHER_TAGS},
        replaces={"name": "other", "streamArn": "arn:aws:kinesis:eu-west-1:123456789012:stream/other"},
    ),
    "aws:kinesis/resourcePolicy:ResourcePolicy": Sample(
        {"resourceArn": STREAM, "policy": policy("kinesis:PutRecord", STREAM)},
        updates={"policy": policy("kinesis:GetRecords", STREAM)},
        replaces={"resourceArn": "arn:aws:kinesis:eu-west-1:123456789012:stream/other"},
    ),
}
