"""Samples of CloudWatch Logs."""

import json

from tests.local.providers.aws.samples.sample import ACCOUNT, KEY_ARN, OTHER_TAGS, ROLE, TAGS, Sample, policy

GROUP = "{aws:cloudwatch/logGroup:LogGroup}"
GROUP_ARN = "{aws:cloudwatch/logGroup:LogGroup.arn}"
STREAM = f"arn:aws:kinesis:eu-west-1:{ACCOUNT}:stream/logs"
MASKED = {
    "Name": "mask",
    "Version": "2021-06-01",
    "Statement": [
        {
            "Sid": "audit",
            "DataIdentifier": ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"],
            "Operation": {"Audit": {"FindingsDestination": {}}},
        },
        {
            "Sid": "mask",
            "DataIdentifier": ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"],
            "Operation": {"Deidentify": {"MaskConfig": {}}},
        },
    ],
}

SAMPLES: dict[str, Sample] = {
    "aws:cloudwatch/logGroup:LogGroup": Sample(
        {"name": "/mlops/churn", "retentionInDays": 30, "kmsKeyId": KEY_ARN, "tags": TAGS},
        updates={"retentionInDays": 90, "tags": OTHER_TAGS},
        replaces={"name": "/mlops/other", "logGroupClass": "INFREQUENT_ACCESS"},
    ),
    "aws:cloudwatch/logStream:LogStream": Sample(
        {"name": "training", "logGroupName": GROUP},
        replaces={"name": "other", "logGroupName": "other"},
        import_id="{logGroupName}:{name}",
    ),
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": Sample(
        {
            "name": "errors",
            "logGroupName": GROUP,
            "pattern": "ERROR",
            "metricTransformation": {"name": "Errors", "namespace": "Churn", "value": "1", "defaultValue": "0"},
        },
        updates={
            "pattern": "FATAL",
            "metricTransformation": {"name": "Fatal", "namespace": "Churn", "value": "2", "unit": "Count"},
        },
        replaces={"name": "other", "logGroupName": "other"},
        import_id="{logGroupName}:{name}",
    ),
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": Sample(
        {
            "name": "all",
            "logGroup": GROUP,
            "filterPattern": "",
            "destinationArn": "{aws:cloudwatch/logDestination:LogDestination.arn}",
            "roleArn": ROLE,
        },
        updates={"filterPattern": "ERROR", "distribution": "Random", "roleArn": ROLE + "2"},
        replaces={"name": "other", "logGroup": "other", "destinationArn": STREAM},
        import_id="{logGroup}|{name}",
    ),
    "aws:cloudwatch/queryDefinition:QueryDefinition": Sample(
        {"name": "slow", "queryString": "fields @timestamp | limit 20", "logGroupNames": [GROUP]},
        updates={"name": "slower", "queryString": "fields @message", "logGroupNames": []},
        import_id="{arn}",
    ),
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": Sample(
        {"policyName": "events", "policyDocument": policy("logs:PutLogEvents")},
        updates={"policyDocument": policy("logs:CreateLogStream")},
        replaces={"policyName": "other"},
    ),
    "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy": Sample(
        {"logGroupName": GROUP, "policyDocument": json.dumps(MASKED)},
        updates={"policyDocument": json.dumps({**MASKED, "Name": "other"})},
        replaces={"logGroupName": "other"},
    ),
    "aws:cloudwatch/logIndexPolicy:LogIndexPolicy": Sample(
        {"logGroupName": GROUP, "policyDocument": json.dumps({"Fields": ["customer"]})},
        updates={"policyDocument": json.dumps({"Fields": ["customer", "model"]})},
        replaces={"logGroupName": "other"},
    ),
    "aws:cloudwatch/logAccountPolicy:LogAccountPolicy": Sample(
        {
            "policyName": "mask",
            "policyType": "DATA_PROTECTION_POLICY",
            "policyDocument": json.dumps(MASKED),
        },
        updates={"policyDocument": json.dumps({**MASKED, "Name": "other"})},
        replaces={
            "policyName": "other",
            "policyType": "SUBSCRIPTION_FILTER_POLICY",
            "selectionCriteria": 'LogGroupName NOT IN ["a"]',
        },
        import_id="{policyName}:{policyType}",
    ),
    "aws:cloudwatch/logAnomalyDetector:LogAnomalyDetector": Sample(
        {
            "detectorName": "churn",
            "enabled": True,
            "logGroupArnLists": [GROUP_ARN],
            "evaluationFrequency": "TEN_MIN",
            "filterPattern": "ERROR",
            "anomalyVisibilityTime": 14,
            "tags": TAGS,
        },
        updates={
            "evaluationFrequency": "ONE_HOUR",
            "filterPattern": "FATAL",
            "anomalyVisibilityTime": 21,
            "tags": OTHER_TAGS,
        },
        replaces={"kmsKeyId": KEY_ARN},
        write_only=("enabled",),
        not_replaced="a group has one detector",
    ),
    "aws:cloudwatch/logDestination:LogDestination": Sample(
        {"name": "central", "roleArn": ROLE, "targetArn": STREAM, "tags": TAGS},
        updates={"roleArn": ROLE + "2", "targetArn": STREAM + "2", "tags": OTHER_TAGS},
        replaces={"name": "other"},
    ),
    "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": Sample(
        {
            "destinationName": "{aws:cloudwatch/logDestination:LogDestination}",
            "accessPolicy": policy("logs:PutSubscriptionFilter"),
        },
        updates={"accessPolicy": policy("logs:PutSubscriptionFilter", STREAM)},
        replaces={"destinationName": "other"},
        stays=True,
    ),
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": Sample(
        {
            "name": "bedrock",
            "logType": "APPLICATION_LOGS",
            "resourceArn": f"arn:aws:bedrock:eu-west-1:{ACCOUNT}:knowledge-base/ABCDEFGHIJ",
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={"name": "other"},
    ),
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": Sample(
        {
            "name": "group",
            "outputFormat": "json",
            "deliveryDestinationConfiguration": {"destinationResourceArn": GROUP_ARN},
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={"name": "other"},
    ),
    "aws:cloudwatch/logDeliveryDestinationPolicy:LogDeliveryDestinationPolicy": Sample(
        {
            "deliveryDestinationName": "{aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination.name}",
            "deliveryDestinationPolicy": policy("logs:CreateDelivery"),
        },
        updates={"deliveryDestinationPolicy": policy("logs:CreateDelivery", GROUP_ARN)},
        replaces={"deliveryDestinationName": "other"},
    ),
    "aws:cloudwatch/logDelivery:LogDelivery": Sample(
        {
            "deliverySourceName": "{aws:cloudwatch/logDeliverySource:LogDeliverySource.name}",
            "deliveryDestinationArn": "{aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination.arn}",
            "fieldDelimiter": ",",
            "recordFields": ["event_timestamp"],
            "tags": TAGS,
        },
        updates={"fieldDelimiter": "-", "recordFields": ["event_timestamp", "event"], "tags": OTHER_TAGS},
        replaces={"deliverySourceName": "other", "deliveryDestinationArn": STREAM},
    ),
}
