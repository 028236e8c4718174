"""Samples of SQS."""

import json

from tests.local.providers.aws.samples.sample import KEY_ARN, OTHER_TAGS, QUEUE_ARN, TAGS, Sample, policy

SAMPLES: dict[str, Sample] = {
    "aws:sqs/queue:Queue": Sample(
        {
            "messageRetentionSeconds": 1209600,
            "kmsMasterKeyId": KEY_ARN,
            "policy": policy("sqs:SendMessage"),
            "tags": TAGS,
        },
        updates={
            "visibilityTimeoutSeconds": 60,
            "messageRetentionSeconds": 600,
            "policy": policy("sqs:ReceiveMessage"),
            "redrivePolicy": json.dumps({"deadLetterTargetArn": QUEUE_ARN, "maxReceiveCount": 4}),
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "fifoQueue": True},
    ),
}
