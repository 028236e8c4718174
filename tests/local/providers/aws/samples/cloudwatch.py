"""Samples of CloudWatch."""

import json

from tests.local.providers.aws.samples.sample import OTHER_TAGS, ROLE, TAGS, TOPIC, Sample

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
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": Sample(
        {
            "alarmName": "churn",
            "alarmDescription": "the service fails",
            "alarmRule": "ALARM({aws:cloudwatch/metricAlarm:MetricAlarm})",
            "alarmActions": [TOPIC],
            "actionsSuppressor": {"alarm": "maintenance", "extensionPeriod": 60, "waitPeriod": 60},
            "tags": TAGS,
        },
        updates={
            "alarmDescription": "other",
            "alarmRule": "OK({aws:cloudwatch/metricAlarm:MetricAlarm})",
            "alarmActions": [],
            "okActions": [TOPIC],
            "insufficientDataActions": [TOPIC],
            "actionsSuppressor": {"alarm": "maintenance", "extensionPeriod": 120, "waitPeriod": 60},
            "tags": OTHER_TAGS,
        },
        replaces={"alarmName": "other", "actionsEnabled": False},
    ),
    "aws:cloudwatch/metricStream:MetricStream": Sample(
        {
            "firehoseArn": STREAM,
            "roleArn": ROLE,
            "outputFormat": "json",
            "includeFilters": [{"namespace": "AWS/SageMaker", "metricNames": ["Invocations"]}],
            "tags": TAGS,
        },
        updates={
            "firehoseArn": STREAM + "2",
            "roleArn": ROLE + "2",
            "outputFormat": "opentelemetry1.0",
            "includeFilters": [{"namespace": "AWS/SageMaker"}],
            "includeLinkedAccountsMetrics": True,
            "statisticsConfigurations": [
                {
                    "additionalStatistics": ["p99"],
                    "includeMetrics": [{"metricName": "ModelLatency", "namespace": "AWS/SageMaker"}],
                }
            ],
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
    ),
    "aws:cloudwatch/contributorInsightRule:ContributorInsightRule": Sample(
        {"ruleName": "customers", "ruleDefinition": json.dumps(RULE), "ruleState": "ENABLED", "tags": TAGS},
        updates={
            "ruleDefinition": json.dumps({**RULE, "AggregateOn": "Sum"}),
            "ruleState": "DISABLED",
            "tags": OTHER_TAGS,
        },
        replaces={"ruleName": "other"},
    ),
}
