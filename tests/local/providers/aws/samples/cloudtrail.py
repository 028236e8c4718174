"""Samples of CloudTrail."""

from tests.local.providers.aws.samples.sample import ACCOUNT, BUCKET, KEY_ARN, OTHER_TAGS, ROLE, TAGS, Sample

MANAGEMENT = {"name": "all", "fieldSelectors": [{"field": "eventCategory", "equals": ["Management"]}]}
OBJECTS = {
    "name": "objects",
    "fieldSelectors": [
        {"field": "eventCategory", "equals": ["Data"]},
        {"field": "resources.type", "equals": ["AWS::S3::Object"]},
        {"field": "resources.ARN", "startsWiths": ["arn:aws:s3:::features/"]},
    ],
}

SAMPLES: dict[str, Sample] = {
    "aws:cloudtrail/trail:Trail": Sample(
        {
            "name": "audit",
            "s3BucketName": BUCKET,
            "s3KeyPrefix": "trail",
            "isMultiRegionTrail": True,
            "eventSelectors": [
                {"readWriteType": "WriteOnly", "dataResources": [{"type": "AWS::S3::Object", "values": ["arn:aws:s3"]}]}
            ],
            "tags": TAGS,
        },
        updates={
            "s3KeyPrefix": "other",
            "isMultiRegionTrail": False,
            "enableLogFileValidation": True,
            "enableLogging": False,
            "eventSelectors": [
                {
                    "includeManagementEvents": False,
                    "dataResources": [{"type": "AWS::Lambda::Function", "values": ["arn:aws:lambda"]}],
                }
            ],
            "insightSelectors": [{"insightType": "ApiCallRateInsight"}],
            "kmsKeyId": KEY_ARN,
            "cloudWatchLogsGroupArn": f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:audit:*",
            "cloudWatchLogsRoleArn": ROLE,
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
    ),
    "aws:cloudtrail/eventDataStore:EventDataStore": Sample(
        {
            "name": "audit",
            "advancedEventSelectors": [MANAGEMENT],
            "retentionPeriod": 30,
            "terminationProtectionEnabled": False,
            "tags": TAGS,
        },
        updates={
            "advancedEventSelectors": [OBJECTS],
            "retentionPeriod": 90,
            "billingMode": "FIXED_RETENTION_PRICING",
            "multiRegionEnabled": False,
            "suspend": "true",
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "kmsKeyId": KEY_ARN},
        write_only=("suspend",),
    ),
}
