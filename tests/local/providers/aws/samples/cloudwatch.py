"""Samples of CloudWatch, Logs and EventBridge."""

import json

from tests.local.providers.aws.samples.sample import KEY_ARN, OTHER_TAGS, QUEUE_ARN, TAGS, TOPIC, Sample

DASHBOARD = {"widgets": [{"type": "text", "x": 0, "y": 0, "width": 3, "height": 3, "properties": {"markdown": "hi"}}]}

SAMPLES: dict[str, Sample] = {
    "aws:cloudwatch/metricAlarm:MetricAlarm": Sample(
        {
            "name": "churn-5xx",
            "alarmDescription": "the endpoint fails",
            "comparisonOperator": "GreaterThanThreshold",
            "evaluationPeriods": 2,
            "datapointsToAlarm": 2,
            "metricName": "Invocation5XXErrors",
            "namespace": "AWS/SageMaker",
            "period": 60,
            "statistic": "Sum",
            "threshold": 0.5,
            "dimensions": {"EndpointName": "churn", "VariantName": "main"},
            "alarmActions": [TOPIC],
            "okActions": [TOPIC],
            "treatMissingData": "breaching",
            "tags": TAGS,
        },
        updates={
            "alarmDescription": "other",
            "comparisonOperator": "GreaterThanOrEqualToThreshold",
            "evaluationPeriods": 3,
            "period": 300,
            "threshold": 4,
            "dimensions": {"EndpointName": "churn"},
            "alarmActions": [],
            "actionsEnabled": False,
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
    ),
    "aws:cloudwatch/dashboard:Dashboard": Sample(
        {"dashboardName": "churn", "dashboardBody": json.dumps(DASHBOARD)},
        updates={"dashboardBody": json.dumps({"widgets": []})},
        replaces={"dashboardName": "other"},
    ),
    "aws:cloudwatch/logGroup:LogGroup": Sample(
        {"name": "/mlops/churn", "retentionInDays": 30, "kmsKeyId": KEY_ARN, "tags": TAGS},
        updates={"retentionInDays": 90, "tags": OTHER_TAGS},
        replaces={"name": "/mlops/other", "logGroupClass": "INFREQUENT_ACCESS"},
    ),
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
