"""Samples of EventBridge."""

import json

from tests.local.providers.aws.samples.sample import ACCOUNT, KEY_ARN, OTHER_TAGS, QUEUE_ARN, ROLE, TAGS, Sample

BUS_POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "partner",
                "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::210987654321:root"},
                "Action": "events:PutEvents",
                "Resource": "*",
            }
        ],
    }
)
KEYED = {"apiKey": {"key": "x-token", "value": "s3cr3t"}}
PATTERN = json.dumps({"source": ["aws.sagemaker"]})


def bus_in(region: str) -> str:
    """The bus of that region."""
    return f"arn:aws:events:{region}:{ACCOUNT}:event-bus/churn"


def routed(region: str) -> dict[str, object]:
    """Events go to that region while the health check fails."""
    primary = {"healthCheck": "arn:aws:route53:::healthcheck/1234abcd-12ab-34cd-56ef-1234567890ab"}
    return {"failoverConfig": {"primary": primary, "secondary": {"route": region}}}


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
    "aws:cloudwatch/eventBus:EventBus": Sample(
        {"name": "churn", "description": "what models do", "kmsKeyIdentifier": KEY_ARN, "tags": TAGS},
        updates={"description": "other", "deadLetterConfig": {"arn": QUEUE_ARN}, "tags": OTHER_TAGS},
        replaces={"name": "other", "eventSourceName": "aws.partner/example.com"},
    ),
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": Sample(
        {"eventBusName": "{aws:cloudwatch/eventBus:EventBus}", "policy": BUS_POLICY},
        updates={"policy": BUS_POLICY.replace("PutEvents", "PutRule")},
        replaces={"eventBusName": "other"},
    ),
    "aws:cloudwatch/eventArchive:EventArchive": Sample(
        {
            "name": "churn",
            "description": "a month",
            "eventPattern": PATTERN,
            "eventSourceArn": "{aws:cloudwatch/eventBus:EventBus.arn}",
            "retentionDays": 30,
        },
        updates={
            "description": "two months",
            "eventPattern": json.dumps({"source": ["aws.s3"]}),
            "retentionDays": 60,
            "kmsKeyIdentifier": KEY_ARN,
        },
        replaces={"name": "other", "eventSourceArn": f"arn:aws:events:eu-west-1:{ACCOUNT}:event-bus/other"},
    ),
    "aws:cloudwatch/eventConnection:EventConnection": Sample(
        {"name": "hook", "description": "a hook", "authorizationType": "API_KEY", "authParameters": KEYED},
        updates={
            "description": "other",
            "authorizationType": "BASIC",
            "authParameters": {
                "basic": {"username": "mlops", "password": "s3cr3t"},
                "invocationHttpParameters": {"headers": [{"key": "x-a", "value": "b", "isValueSecret": False}]},
            },
        },
        replaces={"name": "other"},
        write_only=("authParameters",),
    ),
    "aws:cloudwatch/eventApiDestination:EventApiDestination": Sample(
        {
            "name": "hook",
            "connectionArn": "{aws:cloudwatch/eventConnection:EventConnection.arn}",
            "httpMethod": "POST",
            "invocationEndpoint": "https://example.com/hook",
            "description": "a hook",
        },
        updates={
            "httpMethod": "PUT",
            "invocationEndpoint": "https://example.com/other",
            "invocationRateLimitPerSecond": 10,
            "description": "other",
        },
        replaces={"name": "other"},
    ),
    "aws:cloudwatch/eventPermission:EventPermission": Sample(
        {"principal": "210987654321", "statementId": "partner"},
        updates={
            "principal": "*",
            "condition": {"key": "aws:PrincipalOrgID", "type": "StringEquals", "value": "o-1234567890"},
        },
        replaces={"statementId": "other", "eventBusName": "{aws:cloudwatch/eventBus:EventBus}"},
    ),
    "aws:cloudwatch/eventEndpoint:EventEndpoint": Sample(
        {
            "name": "churn",
            "description": "two regions",
            "eventBuses": [{"eventBusArn": bus_in("eu-west-1")}, {"eventBusArn": bus_in("eu-central-1")}],
            "roleArn": ROLE,
            "routingConfig": routed("eu-central-1"),
        },
        updates={
            "description": "other",
            "eventBuses": [{"eventBusArn": bus_in("eu-west-1")}, {"eventBusArn": bus_in("us-east-1")}],
            "roleArn": ROLE + "2",
            "routingConfig": routed("us-east-1"),
            "replicationConfig": {"state": "DISABLED"},
        },
        replaces={"name": "other"},
    ),
}
