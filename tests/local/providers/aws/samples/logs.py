"""Samples of CloudWatch Logs."""

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
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": Sample(
        {"policyName": "events", "policyDocument": policy("logs:PutLogEvents")},
        updates={"policyDocument": policy("logs:CreateLogStream")},
        replaces={"policyName": "other"},
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
}
