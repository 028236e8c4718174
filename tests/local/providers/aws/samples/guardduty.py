"""Samples of GuardDuty."""

from tests.local.providers.aws.samples.sample import BUCKET, KEY_ARN, OTHER_TAGS, ROLE, TAGS, Sample

DETECTOR = "{aws:guardduty/detector:Detector}"
PLACE = "https://s3.amazonaws.com/lists/"

SAMPLES: dict[str, Sample] = {
    "aws:guardduty/detector:Detector": Sample(
        {"findingPublishingFrequency": "ONE_HOUR", "tags": TAGS},
        updates={"enable": False, "findingPublishingFrequency": "FIFTEEN_MINUTES", "tags": OTHER_TAGS},
    ),
    "aws:guardduty/filter:Filter": Sample(
        {
            "name": "known",
            "detectorId": DETECTOR,
            "action": "ARCHIVE",
            "rank": 1,
            "description": "known",
            "findingCriteria": {
                "criterions": [
                    {"field": "region", "equals": ["eu-west-1"]},
                ]
            },
            "tags": TAGS,
        },
        updates={
            "action": "NOOP",
            "rank": 2,
            "description": "other",
            "findingCriteria": {"criterions": [{"field": "region", "notEquals": ["eu-west-1"]}]},
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "detectorId": "other"},
    ),
    "aws:guardduty/iPSet:IPSet": Sample(
        {
            "name": "ours",
            "detectorId": DETECTOR,
            "activate": True,
            "format": "TXT",
            "location": PLACE + "a",
            "tags": TAGS,
        },
        updates={"name": "other", "activate": False, "location": PLACE + "b", "tags": OTHER_TAGS},
        replaces={"detectorId": "other", "format": "STIX"},
    ),
    "aws:guardduty/threatIntelSet:ThreatIntelSet": Sample(
        {
            "name": "bad",
            "detectorId": DETECTOR,
            "activate": True,
            "format": "TXT",
            "location": PLACE + "a",
            "tags": TAGS,
        },
        updates={"name": "other", "activate": False, "location": PLACE + "b", "tags": OTHER_TAGS},
        replaces={"detectorId": "other", "format": "STIX"},
    ),
    "aws:guardduty/publishingDestination:PublishingDestination": Sample(
        {"detectorId": DETECTOR, "destinationArn": "arn:aws:s3:::findings", "kmsKeyArn": KEY_ARN, "tags": TAGS},
        updates={"destinationArn": "arn:aws:s3:::other", "kmsKeyArn": KEY_ARN[:-1] + "c"},
        replaces={"detectorId": "other", "tags": OTHER_TAGS},
    ),
    "aws:guardduty/detectorFeature:DetectorFeature": Sample(
        {"detectorId": DETECTOR, "name": "RUNTIME_MONITORING", "status": "ENABLED"},
        updates={
            "status": "DISABLED",
            "additionalConfigurations": [{"name": "EKS_ADDON_MANAGEMENT", "status": "ENABLED"}],
        },
        replaces={"detectorId": "other", "name": "S3_DATA_EVENTS"},
        stays=True,
    ),
    "aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan": Sample(
        {
            "role": ROLE,
            "protectedResource": {"s3Bucket": {"bucketName": BUCKET, "objectPrefixes": ["raw/"]}},
            "tags": TAGS,
        },
        updates={
            "role": ROLE + "2",
            "actions": [{"taggings": [{"status": "ENABLED"}]}],
            "protectedResource": {"s3Bucket": {"bucketName": BUCKET, "objectPrefixes": ["raw/", "new/"]}},
            "tags": OTHER_TAGS,
        },
        replaces={"protectedResource": {"s3Bucket": {"bucketName": "other", "objectPrefixes": ["raw/"]}}},
    ),
    "aws:guardduty/member:Member": Sample(
        {
            "detectorId": DETECTOR,
            "accountId": "111122223333",
            "email": "ml@example.com",
            "invitationMessage": "join",
            "disableEmailNotification": True,
        },
        updates={"invite": True},
        replaces={
            "accountId": "444455556666",
            "detectorId": "other",
            "disableEmailNotification": False,
            "email": "other@example.com",
            "invitationMessage": "other",
        },
        write_only=("disableEmailNotification", "invitationMessage"),
    ),
    "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount": Sample(
        {"adminAccountId": "111122223333"}, replaces={"adminAccountId": "444455556666"}
    ),
    "aws:guardduty/organizationConfiguration:OrganizationConfiguration": Sample(
        {"detectorId": DETECTOR, "autoEnableOrganizationMembers": "ALL"},
        updates={
            "autoEnableOrganizationMembers": "NEW",
            "datasources": {
                "s3Logs": {"autoEnable": True},
                "kubernetes": {"auditLogs": {"enable": True}},
                "malwareProtection": {"scanEc2InstanceWithFindings": {"ebsVolumes": {"autoEnable": True}}},
            },
        },
        replaces={"detectorId": "other"},
        stays=True,
    ),
    "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature": Sample(
        {
            "detectorId": DETECTOR,
            "name": "RUNTIME_MONITORING",
            "autoEnable": "NEW",
            "additionalConfigurations": [{"name": "EC2_AGENT_MANAGEMENT", "autoEnable": "NEW"}],
        },
        updates={
            "autoEnable": "ALL",
            "additionalConfigurations": [{"name": "EC2_AGENT_MANAGEMENT", "autoEnable": "ALL"}],
        },
        replaces={"detectorId": "other", "name": "S3_DATA_EVENTS"},
        stays=True,
    ),
}
