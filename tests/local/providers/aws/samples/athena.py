"""Samples of Athena."""

from tests.local.providers.aws.samples.sample import KEY_ARN, OTHER_TAGS, TAGS, Sample

RESULTS = {
    "outputLocation": "s3://queries/",
    "encryptionConfiguration": {"encryptionOption": "SSE_KMS", "kmsKeyArn": KEY_ARN},
}

SAMPLES: dict[str, Sample] = {
    "aws:athena/dataCatalog:DataCatalog": Sample(
        {
            "name": "warehouse",
            "description": "the warehouse",
            "type": "LAMBDA",
            "parameters": {"function": "arn:aws:lambda:eu-west-1:123456789012:function:athena"},
            "tags": TAGS,
        },
        updates={
            "description": "other",
            "parameters": {"function": "arn:aws:lambda:eu-west-1:123456789012:function:other"},
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
    ),
    "aws:athena/capacityReservation:CapacityReservation": Sample(
        {"name": "nightly", "targetDpus": 24, "tags": TAGS},
        updates={"targetDpus": 32, "tags": OTHER_TAGS},
        replaces={"name": "other"},
    ),
}
