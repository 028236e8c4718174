"""Data sources of DynamoDB."""

from local.providers.aws.row import Op
from local.providers.aws.sources.source import Source

SOURCES = (
    Source(
        type="aws:dynamodb/getTable:getTable",
        service="dynamodb",
        noun="DynamoDB Table",
        read=(
            Op("DescribeTable", at="Table", skip=("serverSideEncryption", "pointInTimeRecovery", "ttl", "tags")),
            Op(
                "DescribeTimeToLive",
                only=("ttl",),
                renames={"ttl": "TimeToLiveDescription", "ttl.enabled": "TimeToLiveStatus"},
            ),
            Op(
                "DescribeContinuousBackups",
                only=("pointInTimeRecovery",),
                at="ContinuousBackupsDescription",
                renames={
                    "pointInTimeRecovery": "PointInTimeRecoveryDescription",
                    "pointInTimeRecovery.enabled": "PointInTimeRecoveryStatus",
                },
            ),
        ),
        key={"TableName": "name"},
        tags=Op("ListTagsOfResource", only=(), at="Tags", send={"ResourceArn": "{arn}"}),
        renames={
            "name": "TableName",
            "arn": "TableArn",
            "attributes": "AttributeDefinitions",
            "attributes.name": "AttributeName",
            "attributes.type": "AttributeType",
            "billingMode": "BillingModeSummary.BillingMode",
            "hashKey": "KeySchema[KeyType=HASH].AttributeName",
            "rangeKey": "KeySchema[KeyType=RANGE].AttributeName",
            "readCapacity": "ProvisionedThroughput.ReadCapacityUnits",
            "writeCapacity": "ProvisionedThroughput.WriteCapacityUnits",
            "streamArn": "LatestStreamArn",
            "streamLabel": "LatestStreamLabel",
            "streamEnabled": "StreamSpecification.StreamEnabled",
            "streamViewType": "StreamSpecification.StreamViewType",
            "tableClass": "TableClassSummary.TableClass",
            "globalSecondaryIndexes.name": "IndexName",
            "globalSecondaryIndexes.hashKey": "KeySchema[KeyType=HASH].AttributeName",
            "globalSecondaryIndexes.rangeKey": "KeySchema[KeyType=RANGE].AttributeName",
            "globalSecondaryIndexes.projectionType": "Projection.ProjectionType",
            "globalSecondaryIndexes.nonKeyAttributes": "Projection.NonKeyAttributes",
            "localSecondaryIndexes.name": "IndexName",
            "localSecondaryIndexes.rangeKey": "KeySchema[KeyType=RANGE].AttributeName",
            "localSecondaryIndexes.projectionType": "Projection.ProjectionType",
            "localSecondaryIndexes.nonKeyAttributes": "Projection.NonKeyAttributes",
        },
        defaults={"billingMode": "PROVISIONED", "rangeKey": ""},
    ),
)
