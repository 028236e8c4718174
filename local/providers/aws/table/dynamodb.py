"""DynamoDB: tables, their items, policies and streams."""

from local.providers.aws.row import Name, Op, Put, Ready, Row, Tags

INDEX = {
    "name": "IndexName",
    "hashKey": "KeySchema[KeyType=HASH].AttributeName",
    "rangeKey": "KeySchema[KeyType=RANGE].AttributeName",
    "projectionType": "Projection.ProjectionType",
    "nonKeyAttributes": "Projection.NonKeyAttributes",
    "readCapacity": "ProvisionedThroughput.ReadCapacityUnits",
    "writeCapacity": "ProvisionedThroughput.WriteCapacityUnits",
}
GLOBAL = "globalSecondaryIndexes"
LOCAL = "localSecondaryIndexes"
LOCAL_FIELDS = ("name", "rangeKey", "projectionType", "nonKeyAttributes")

ROWS = (
    Row(
        type="aws:dynamodb/table:Table",
        replace_when={
            "warmThroughput.readUnitsPerSecond": "falls",
            "warmThroughput.writeUnitsPerSecond": "falls",
        },
        service="dynamodb",
        key={"TableName": "name"},
        create=Op("CreateTable", skip=("replicas", "globalTableWitness"), at="TableDescription"),
        read=(
            Op(
                "DescribeTable",
                skip=("pointInTimeRecovery", "ttl"),
                at="Table",
                renames={
                    "billingMode": "BillingModeSummary.BillingMode",
                    "serverSideEncryption": "SSEDescription",
                    "serverSideEncryption.enabled": "Status",
                    "serverSideEncryption.kmsKeyArn": "KMSMasterKeyArn",
                    "tableClass": "TableClassSummary.TableClass",
                },
            ),
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
        update=(
            Put(Op("UpdateTable", only=("billingMode", "readCapacity", "writeCapacity", "onDemandThroughput"))),
            Put(Op("UpdateTable", only=("streamEnabled", "streamViewType"))),
            Put(
                Op("UpdateTable", only=("serverSideEncryption",)),
                clear=Op("UpdateTable", only=(), send={"SSESpecification.Enabled": False}),
            ),
            Put(Op("UpdateTable", only=("tableClass",))),
            Put(Op("UpdateTable", only=("warmThroughput",))),
            Put(Op("UpdateTable", only=("deletionProtectionEnabled",)), reset={"deletionProtectionEnabled": False}),
            Put(
                Op(
                    "UpdateTable",
                    only=("attributes", GLOBAL),
                    renames={GLOBAL: "GlobalSecondaryIndexUpdates[0].Create"},
                ),
                remove=Op(
                    "UpdateTable",
                    only=(GLOBAL,),
                    renames={GLOBAL: "GlobalSecondaryIndexUpdates[0].Delete"},
                ),
                each=True,
                along=("attributes",),
            ),
            Put(
                Op(
                    "UpdateTimeToLive",
                    only=("ttl",),
                    renames={"ttl": "TimeToLiveSpecification"},
                )
            ),
            Put(
                Op(
                    "UpdateContinuousBackups",
                    only=("pointInTimeRecovery",),
                    renames={
                        "pointInTimeRecovery": "PointInTimeRecoverySpecification",
                        "pointInTimeRecovery.enabled": "PointInTimeRecoveryEnabled",
                    },
                ),
                clear=Op(
                    "UpdateContinuousBackups",
                    only=(),
                    send={"PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled": False},
                ),
            ),
        ),
        delete=(Op("DeleteTable", only=()),),
        name=Name(),
        renames={
            "name": "TableName",
            "arn": "TableArn",
            "attributes": "AttributeDefinitions",
            "attributes.name": "AttributeName",
            "attributes.type": "AttributeType",
            "hashKey": "KeySchema[KeyType=HASH].AttributeName",
            "rangeKey": "KeySchema[KeyType=RANGE].AttributeName",
            "readCapacity": "ProvisionedThroughput.ReadCapacityUnits",
            "writeCapacity": "ProvisionedThroughput.WriteCapacityUnits",
            "serverSideEncryption": "SSESpecification",
            "serverSideEncryption.kmsKeyArn": "KMSMasterKeyId",
            "streamArn": "LatestStreamArn",
            "streamLabel": "LatestStreamLabel",
            "streamEnabled": "StreamSpecification.StreamEnabled",
            "streamViewType": "StreamSpecification.StreamViewType",
            **{f"{GLOBAL}.{name}": member for name, member in INDEX.items()},
            **{f"{LOCAL}.{name}": member for name, member in INDEX.items() if name in LOCAL_FIELDS},
        },
        defaults={"billingMode": "PROVISIONED", "tableClass": "STANDARD", "ttl.enabled": False},
        fills=(
            f"{GLOBAL}.keySchemas",
            f"{GLOBAL}.nonKeyAttributes",
            f"{GLOBAL}.readCapacity",
            f"{GLOBAL}.warmThroughput",
            f"{GLOBAL}.writeCapacity",
            "pointInTimeRecovery.recoveryPeriodInDays",
        ),
        tags=Tags(
            list=Op("ListTagsOfResource", only=(), at="Tags", send={"ResourceArn": "{arn}"}),
            add=Op("TagResource", only=(), send={"ResourceArn": "{arn}"}),
            remove=Op("UntagResource", only=(), send={"ResourceArn": "{arn}"}),
        ),
        ready=Ready("TableStatus", until=("ACTIVE",), failed=(), reason="TableStatus"),
    ),
    Row(
        type="aws:dynamodb/resourcePolicy:ResourcePolicy",
        service="dynamodb",
        key={"ResourceArn": "resourceArn"},
        create=Op("PutResourcePolicy"),
        read=(Op("GetResourcePolicy"),),
        update=(Put(Op("PutResourcePolicy")),),
        delete=(Op("DeleteResourcePolicy", only=()),),
        json=("policy",),
        defaults={"confirmRemoveSelfResourceAccess": False},
    ),
    Row(
        type="aws:dynamodb/kinesisStreamingDestination:KinesisStreamingDestination",
        service="dynamodb",
        key={"TableName": "tableName", "StreamArn": "streamArn"},
        create=Op("EnableKinesisStreamingDestination"),
        read=(
            Op(
                "DescribeKinesisStreamingDestination",
                at="KinesisDataStreamDestinations[StreamArn={streamArn}]",
                renames={"approximateCreationDateTimePrecision": "ApproximateCreationDateTimePrecision"},
            ),
        ),
        delete=(Op("DisableKinesisStreamingDestination", only=()),),
        id="{tableName},{streamArn}",
        renames={
            "approximateCreationDateTimePrecision": (
                "EnableKinesisStreamingConfiguration.ApproximateCreationDateTimePrecision"
            )
        },
        gone=("DestinationStatus", ("DISABLED", "DISABLING", "ENABLE_FAILED")),
    ),
    Row(
        type="aws:dynamodb/tag:Tag",
        service="dynamodb",
        key={"ResourceArn": "resourceArn", "Tags[0].Key": "key"},
        create=Op("TagResource", within="Tags[0]"),
        read=(Op("ListTagsOfResource", at="Tags[Key={key}]"),),
        update=(Put(Op("TagResource", within="Tags[0]", send={"Tags[0].Key": "{key}"})),),
        delete=(Op("UntagResource", only=(), send={"TagKeys[0]": "{key}"}),),
        id="{resourceArn},{key}",
    ),
    Row(
        type="aws:dynamodb/contributorInsights:ContributorInsights",
        upstream="aws_dynamodb_contributor_insights",
        service="dynamodb",
        key={"TableName": "tableName", "IndexName": "{indexName?}"},
        create=Op("UpdateContributorInsights", send={"ContributorInsightsAction": "ENABLE"}),
        read=(Op("DescribeContributorInsights"),),
        delete=(Op("UpdateContributorInsights", only=(), send={"ContributorInsightsAction": "DISABLE"}),),
        id="name:{tableName}/index:{indexName?}/{account}",
        imports=("name:{tableName}/index:{indexName}/{account}", "name:{tableName}/index:/{account}"),
        renames={"mode": "ContributorInsightsMode"},
        replace={"mode": "the provider has no update of it"},
        gone=("ContributorInsightsStatus", ("DISABLING", "DISABLED")),
    ),
)
