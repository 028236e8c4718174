"""Samples of EventBridge Pipes."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, QUEUE_ARN, ROLE, TAGS, TOPIC, Sample

SAMPLES: dict[str, Sample] = {
    "aws:pipes/pipe:Pipe": Sample(
        {
            "name": "jobs",
            "description": "queue to topic",
            "roleArn": ROLE,
            "source": QUEUE_ARN,
            "sourceParameters": {"sqsQueueParameters": {"batchSize": 10}},
            "target": TOPIC,
            "tags": TAGS,
        },
        updates={
            "description": "other",
            "roleArn": ROLE + "2",
            "desiredState": "STOPPED",
            "targetParameters": {"inputTemplate": "<$.body>"},
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "source": "arn:aws:sqs:eu-west-1:123456789012:other"},
    ),
}
