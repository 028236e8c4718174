"""Samples of Config."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, ROLE, TAGS, TOPIC, Sample

BUCKET = "{aws:s3/bucket:Bucket}"
RULE = {"owner": "AWS", "sourceIdentifier": "S3_BUCKET_VERSIONING_ENABLED"}
PACK = "Resources:\n  Rule:\n    Properties:\n      ConfigRuleName: a\n    Type: AWS::Config::ConfigRule\n"

SAMPLES: dict[str, Sample] = {
    "aws:cfg/recorder:Recorder": Sample(
        single=True,
        inputs={"name": "default", "roleArn": ROLE, "recordingGroup": {"includeGlobalResourceTypes": True}},
        updates={
            "roleArn": ROLE + "2",
            "recordingGroup": {"allSupported": False, "resourceTypes": ["AWS::S3::Bucket"]},
            "recordingMode": {"recordingFrequency": "DAILY"},
        },
        replaces={"name": "other"},
    ),
    "aws:cfg/recorderStatus:RecorderStatus": Sample(
        single=True,
        inputs={"name": "{aws:cfg/deliveryChannel:DeliveryChannel}", "isEnabled": True},
        updates={"isEnabled": False},
        replaces={"name": "other"},
        stays=True,
        not_replaced="there is one recorder",
    ),
    "aws:cfg/deliveryChannel:DeliveryChannel": Sample(
        single=True,
        inputs={"name": "{aws:cfg/recorder:Recorder}", "s3BucketName": BUCKET, "s3KeyPrefix": "config"},
        updates={
            "s3KeyPrefix": "other",
            "snsTopicArn": TOPIC,
            "snapshotDeliveryProperties": {"deliveryFrequency": "Six_Hours"},
        },
        replaces={"name": "other"},
        not_replaced="AWS deletes no channel while the recorder runs, and has room for one",
    ),
    "aws:cfg/rule:Rule": Sample(
        {"name": "versioned", "description": "buckets keep versions", "source": RULE, "tags": TAGS},
        updates={
            "description": "other",
            "scope": {"complianceResourceTypes": ["AWS::S3::Bucket"]},
            "source": {**RULE, "sourceIdentifier": "S3_BUCKET_LOGGING_ENABLED"},
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
    ),
    "aws:cfg/conformancePack:ConformancePack": Sample(
        {
            "name": "mlops",
            "templateBody": PACK,
            "inputParameters": [{"parameterName": "a", "parameterValue": "b"}],
            "deliveryS3Bucket": BUCKET,
        },
        updates={
            "templateBody": PACK.replace(": a", ": b"),
            "inputParameters": [{"parameterName": "a", "parameterValue": "c"}],
            "deliveryS3KeyPrefix": "pack",
        },
        replaces={"name": "other"},
        write_only=("templateBody",),
    ),
    "aws:cfg/configurationAggregator:ConfigurationAggregator": Sample(
        {
            "name": "all",
            "accountAggregationSource": {"accountIds": ["123456789012"], "allRegions": True},
            "tags": TAGS,
        },
        updates={
            "accountAggregationSource": {"accountIds": ["123456789012"], "regions": ["eu-west-1"]},
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
    ),
    "aws:cfg/aggregateAuthorization:AggregateAuthorization": Sample(
        {"accountId": "210987654321", "authorizedAwsRegion": "eu-west-1", "tags": TAGS},
        updates={"tags": OTHER_TAGS},
        replaces={"accountId": "111111111111", "authorizedAwsRegion": "eu-central-1"},
    ),
    "aws:cfg/remediationConfiguration:RemediationConfiguration": Sample(
        {
            "configRuleName": "{aws:cfg/rule:Rule}",
            "resourceType": "AWS::S3::Bucket",
            "targetType": "SSM_DOCUMENT",
            "targetId": "AWS-EnableS3BucketEncryption",
            "targetVersion": "1",
            "automatic": True,
            "maximumAutomaticAttempts": 5,
            "retryAttemptSeconds": 600,
            "parameters": [
                {"name": "AutomationAssumeRole", "staticValues": [ROLE]},
                {"name": "BucketName", "resourceValue": "RESOURCE_ID"},
            ],
            "executionControls": {"ssmControls": {"concurrentExecutionRatePercentage": 25, "errorPercentage": 20}},
        },
        updates={"targetVersion": "2", "maximumAutomaticAttempts": 6, "retryAttemptSeconds": 900},
        replaces={"configRuleName": "other"},
    ),
    "aws:cfg/retentionConfiguration:RetentionConfiguration": Sample(
        {"retentionPeriodInDays": 90}, updates={"retentionPeriodInDays": 365}
    ),
}
