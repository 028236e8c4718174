"""CloudTrail: trails, and the stores in which events are queried."""

from local.providers.aws.row import Op, Put, Ready, Row, Tags

TAGS = Tags(
    list=Op("ListTags", only=(), at="ResourceTagList[0].TagsList", send={"ResourceIdList[0]": "{arn}"}),
    add=Op("AddTags", only=(), send={"ResourceId": "{arn}"}),
    remove=Op("RemoveTags", only=(), send={"ResourceId": "{arn}"}),
    tags_in_add="TagsList",
    keys="TagsList",
    create="TagsList",
)
FIELDS = {
    f"advancedEventSelectors.fieldSelectors.{name}": member
    for name, member in {
        "endsWiths": "EndsWith",
        "notEndsWiths": "NotEndsWith",
        "notStartsWiths": "NotStartsWith",
        "startsWiths": "StartsWith",
    }.items()
}
SELECTORS = ("advancedEventSelectors", "eventSelectors")
ALL_MANAGEMENT_EVENTS = [{"ReadWriteType": "All", "IncludeManagementEvents": True, "DataResources": []}]

ROWS = (
    Row(
        type="aws:cloudtrail/trail:Trail",
        service="cloudtrail",
        upstream="aws_cloudtrail",
        key={"Name": "arn", "TrailName": "arn"},
        create=Op("CreateTrail"),
        read=(
            Op("GetTrail", at="Trail", renames={"enableLogFileValidation": "LogFileValidationEnabled"}),
            Op("GetTrailStatus", only=("enableLogging",)),
            Op("GetEventSelectors", only=SELECTORS),
            Op("GetInsightSelectors", only=("insightSelectors",)),
        ),
        update=(
            Put(
                Op("UpdateTrail", skip=("name",)),
                reset={
                    "cloudWatchLogsGroupArn": "",
                    "cloudWatchLogsRoleArn": "",
                    "kmsKeyId": "",
                    "s3KeyPrefix": "",
                    "snsTopicName": "",
                },
            ),
            Put(Op("StartLogging", only=()), clear=Op("StopLogging", only=()), switch="enableLogging"),
            Put(
                Op("PutEventSelectors", only=SELECTORS),
                clear=Op("PutEventSelectors", only=(), send={"EventSelectors": ALL_MANAGEMENT_EVENTS}),
            ),
            Put(
                Op("PutInsightSelectors", only=("insightSelectors",)),
                clear=Op("PutInsightSelectors", only=(), send={"InsightSelectors": []}),
            ),
        ),
        delete=(Op("DeleteTrail", only=()),),
        renames={
            **FIELDS,
            "arn": "TrailARN",
            "cloudWatchLogsGroupArn": "CloudWatchLogsLogGroupArn",
            "enableLogging": "IsLogging",
        },
        codecs={"eventSelectors": "event_selectors"},
        defaults={
            "enableLogFileValidation": False,
            "enableLogging": True,
            "eventSelectors.includeManagementEvents": True,
            "eventSelectors.readWriteType": "All",
            "includeGlobalServiceEvents": True,
            "isMultiRegionTrail": False,
            "isOrganizationTrail": False,
        },
        tags=TAGS,
        missing=("InsightNotEnabledException",),
    ),
    Row(
        type="aws:cloudtrail/eventDataStore:EventDataStore",
        service="cloudtrail",
        key={"EventDataStore": "arn"},
        create=Op("CreateEventDataStore"),
        read=(Op("GetEventDataStore"),),
        update=(
            Put(Op("UpdateEventDataStore")),
            Put(
                Op("StopEventDataStoreIngestion", only=()),
                clear=Op("StartEventDataStoreIngestion", only=()),
                switch="suspend",
                on="true",
            ),
        ),
        delete=(Op("DeleteEventDataStore", only=()),),
        renames={**FIELDS, "arn": "EventDataStoreArn"},
        defaults={
            "billingMode": "EXTENDABLE_RETENTION_PRICING",
            "multiRegionEnabled": True,
            "organizationEnabled": False,
            "retentionPeriod": 2555,
            "terminationProtectionEnabled": True,
        },
        tags=TAGS,
        ready=Ready("Status", until=("ENABLED", "STOPPED_INGESTION"), failed=(), reason="Status"),
        gone=("Status", ("PENDING_DELETION",)),
    ),
)
