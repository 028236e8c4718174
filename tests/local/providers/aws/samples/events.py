"""Samples of EventBridge."""

import json

from tests.local.providers.aws.samples.sample import OTHER_TAGS, QUEUE_ARN, TAGS, Sample

KEYED = {"apiKey": {"key": "x-token", "value": "s3cr3t"}}
PATTERN = json.dumps({"source": ["aws.sagemaker"]})

SAMPLES: dict[str, Sample] = {
    "aws:cloudwatch/eventRule:EventRule": Sample(
        {
            "description": "a package was approved",
            "eventPattern": json.dumps({"source": ["aws.sagemaker"], "detail": {"ModelApprovalStatus": ["Approved"]}}),
            "state": "ENABLED",
            "tags": TAGS,
        },
        updates={
            "description": "other",
            "eventPattern": json.dumps({"source": ["aws.s3"]}),
            "state": "DISABLED",
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "eventBusName": "other"},
    ),
    "aws:cloudwatch/eventTarget:EventTarget": Sample(
        {
            "rule": "{aws:cloudwatch/eventRule:EventRule}",
            "arn": QUEUE_ARN,
            "targetId": "queue",
            "input": json.dumps({"kind": "approved"}),
            "deadLetterConfig": {"arn": QUEUE_ARN},
            "retryPolicy": {"maximumRetryAttempts": 3, "maximumEventAgeInSeconds": 300},
        },
        updates={
            "arn": "arn:aws:sqs:eu-west-1:123456789012:other",
            "input": json.dumps({"kind": "rejected"}),
            "retryPolicy": {"maximumRetryAttempts": 4, "maximumEventAgeInSeconds": 300},
        },
        replaces={"rule": "other", "targetId": "other", "eventBusName": "other"},
        import_id="{rule}/{targetId}",
    ),
}
