"""Samples of EventBridge Scheduler."""

import json

from tests.local.providers.aws.samples.sample import KEY_ARN, OTHER_TAGS, QUEUE_ARN, ROLE, TAGS, Sample

SAMPLES: dict[str, Sample] = {
    "aws:scheduler/scheduleGroup:ScheduleGroup": Sample(
        {"name": "retraining", "tags": TAGS}, updates={"tags": OTHER_TAGS}, replaces={"name": "other"}
    ),
    "aws:scheduler/schedule:Schedule": Sample(
        {
            "groupName": "{aws:scheduler/scheduleGroup:ScheduleGroup}",
            "description": "nightly",
            "scheduleExpression": "rate(1 days)",
            "flexibleTimeWindow": {"mode": "OFF"},
            "target": {"arn": QUEUE_ARN, "roleArn": ROLE, "input": json.dumps({"kind": "retrain"})},
        },
        updates={
            "description": "weekly",
            "scheduleExpression": "cron(0 3 ? * SUN *)",
            "scheduleExpressionTimezone": "Europe/Berlin",
            "flexibleTimeWindow": {"mode": "FLEXIBLE", "maximumWindowInMinutes": 15},
            "kmsKeyArn": KEY_ARN,
            "endDate": "2090-01-01T00:00:00Z",
            "state": "DISABLED",
            "target": {
                "arn": QUEUE_ARN,
                "roleArn": ROLE + "2",
                "deadLetterConfig": {"arn": QUEUE_ARN},
                "retryPolicy": {"maximumEventAgeInSeconds": 300, "maximumRetryAttempts": 2},
            },
        },
        replaces={"name": "other", "groupName": "other"},
    ),
}
