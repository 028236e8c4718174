"""Samples of DynamoDB."""

from tests.local.providers.aws.samples.sample import KEY_ARN, OTHER_TAGS, TAGS, Sample, policy

TABLE_ARN = "{aws:dynamodb/table:Table.arn}"
OTHER_ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/other"
ATTRIBUTES = [{"name": "customer", "type": "S"}, {"name": "observed", "type": "N"}, {"name": "model", "type": "S"}]

SAMPLES: dict[str, Sample] = {
    "aws:dynamodb/table:Table": Sample(
        {
            "billingMode": "PROVISIONED",
            "readCapacity": 1,
            "writeCapacity": 1,
            "hashKey": "customer",
            "rangeKey": "observed",
            "attributes": ATTRIBUTES,
            "globalSecondaryIndexes": [
                {
                    "name": "by-model",
                    "hashKey": "model",
                    "projectionType": "ALL",
                    "readCapacity": 1,
                    "writeCapacity": 1,
                }
            ],
            "localSecondaryIndexes": [
                {"name": "by-name", "rangeKey": "model", "projectionType": "INCLUDE", "nonKeyAttributes": ["score"]}
            ],
            "streamEnabled": True,
            "streamViewType": "NEW_IMAGE",
            "pointInTimeRecovery": {"enabled": True},
            "serverSideEncryption": {"enabled": True, "kmsKeyArn": KEY_ARN},
            "tags": TAGS,
        },
        updates={
            "warmThroughput": {"readUnitsPerSecond": 13000, "writeUnitsPerSecond": 5000},
            "readCapacity": 2,
            "writeCapacity": 3,
            "ttl": {"attributeName": "expires", "enabled": True},
            "pointInTimeRecovery": {"enabled": False},
            "deletionProtectionEnabled": False,
            "tableClass": "STANDARD_INFREQUENT_ACCESS",
            "globalSecondaryIndexes": [
                {
                    "name": "by-time",
                    "hashKey": "model",
                    "rangeKey": "observed",
                    "projectionType": "KEYS_ONLY",
                    "readCapacity": 1,
                    "writeCapacity": 1,
                }
            ],
            "tags": OTHER_TAGS,
        },
        replaces={
            "name": "other",
            "hashKey": "model",
            "rangeKey": "model",
            "localSecondaryIndexes": [{"name": "other", "rangeKey": "model", "projectionType": "ALL"}],
        },
    ),
    "aws:dynamodb/resourcePolicy:ResourcePolicy": Sample(
        {"resourceArn": TABLE_ARN, "policy": policy("dynamodb:GetItem", TABLE_ARN)},
        updates={"policy": policy("dynamodb:Query", TABLE_ARN)},
        replaces={"resourceArn": OTHER_ARN},
        write_only=("confirmRemoveSelfResourceAccess",),
    ),
    "aws:dynamodb/kinesisStreamingDestination:KinesisStreamingDestination": Sample(
        {"tableName": "{aws:dynamodb/table:Table}", "streamArn": "{aws:kinesis/stream:Stream.arn}"},
        replaces={"tableName": "other", "streamArn": "arn:aws:kinesis:eu-west-1:123456789012:stream/other"},
    ),
    "aws:dynamodb/tag:Tag": Sample(
        {"resourceArn": TABLE_ARN, "key": "cost", "value": "4711"},
        updates={"value": "4712"},
        replaces={"resourceArn": OTHER_ARN, "key": "other"},
    ),
    "aws:dynamodb/contributorInsights:ContributorInsights": Sample(
        {"tableName": "{aws:dynamodb/table:Table}", "mode": "THROTTLED_KEYS"},
        replaces={"tableName": "other", "indexName": "by-model", "mode": "ACCESSED_AND_THROTTLED_KEYS"},
    ),
}
