"""Samples of CloudWatch."""

import json

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, TOPIC, Sample

DASHBOARD = {"widgets": [{"type": "text", "x": 0, "y": 0, "width": 3, "height": 3, "properties": {"markdown": "hi"}}]}
STREAM = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/metrics"
RULE = {
    "Schema": {"Name": "CloudWatchLogRule", "Version": 1},
    "LogGroupNames": ["/mlops/churn"],
    "LogFormat": "JSON",
    "Contribution": {"Keys": ["$.customer"], "Filters": []},
    "AggregateOn": "Count",
}

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
}
