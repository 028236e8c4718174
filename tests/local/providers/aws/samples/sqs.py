"""Samples of SQS."""

import json

from tests.local.providers.aws.samples.sample import KEY_ARN, OTHER_TAGS, QUEUE_ARN, TAGS, Sample, policy

QUEUE = "{aws:sqs/queue:Queue}"

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
    "aws:sqs/queuePolicy:QueuePolicy": Sample(
        {"queueUrl": QUEUE, "policy": policy("sqs:SendMessage")},
        updates={"policy": policy("sqs:ReceiveMessage")},
        replaces={"queueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/other"},
    ),
    "aws:sqs/redrivePolicy:RedrivePolicy": Sample(
        {"queueUrl": QUEUE, "redrivePolicy": json.dumps({"deadLetterTargetArn": QUEUE_ARN, "maxReceiveCount": 4})},
        updates={"redrivePolicy": json.dumps({"deadLetterTargetArn": QUEUE_ARN, "maxReceiveCount": 5})},
        replaces={"queueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/other"},
    ),
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": Sample(
        {"queueUrl": QUEUE, "redriveAllowPolicy": json.dumps({"redrivePermission": "denyAll"})},
        updates={"redriveAllowPolicy": json.dumps({"redrivePermission": "allowAll"})},
        replaces={"queueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/other"},
    ),
}
