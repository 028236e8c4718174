"""Samples of GuardDuty."""

from tests.local.providers.aws.samples.sample import KEY_ARN, OTHER_TAGS, TAGS, Sample

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
}
