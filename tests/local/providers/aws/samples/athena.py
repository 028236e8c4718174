"""Samples of Athena."""

from tests.local.providers.aws.samples.sample import KEY_ARN, OTHER_TAGS, TAGS, Sample

RESULTS = {
    "outputLocation": "s3://queries/",
    "encryptionConfiguration": {"encryptionOption": "SSE_KMS", "kmsKeyArn": KEY_ARN},
}

SAMPLES: dict[str, Sample] = {
    "aws:athena/workgroup:Workgroup": Sample(
        {
            "name": "mlops",
            "description": "training",
            "configuration": {"resultConfiguration": RESULTS, "bytesScannedCutoffPerQuery": 10485760},
            "forceDestroy": True,
            "tags": TAGS,
        },
        updates={
            "description": "other",
            "configuration": {
                "resultConfiguration": {**RESULTS, "outputLocation": "s3://queries/other/"},
                "bytesScannedCutoffPerQuery": 20971520,
                "enforceWorkgroupConfiguration": False,
                "publishCloudwatchMetricsEnabled": False,
            },
            "state": "DISABLED",
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
        write_only=("forceDestroy",),
    ),
    "aws:athena/namedQuery:NamedQuery": Sample(
        {
            "name": "usage",
            "workgroup": "{aws:athena/workgroup:Workgroup}",
            "database": "curated",
            "query": "SELECT * FROM usage",
            "description": "all",
        },
        replaces={
            "name": "other",
            "workgroup": "other",
            "database": "other",
            "query": "SELECT 1",
            "description": "other",
        },
    ),
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
    "aws:athena/preparedStatement:PreparedStatement": Sample(
        {
            "name": "one_customer",
            "workgroup": "{aws:athena/workgroup:Workgroup}",
            "queryStatement": "SELECT * FROM usage WHERE customer = ?",
            "description": "one",
        },
        updates={"queryStatement": "SELECT 1 WHERE 1 = ?", "description": "other"},
        replaces={"name": "other", "workgroup": "other"},
    ),
    "aws:athena/capacityReservation:CapacityReservation": Sample(
        {"name": "nightly", "targetDpus": 24, "tags": TAGS},
        updates={"targetDpus": 32, "tags": OTHER_TAGS},
        replaces={"name": "other"},
    ),
    "aws:athena/database:Database": Sample(
        {
            "name": "curated",
            "bucket": "{aws:s3/bucket:Bucket}",
            "comment": "the bank's",
            "properties": {"owner": "ml"},
            "encryptionConfiguration": {"encryptionOption": "SSE_S3"},
        },
        updates={"forceDestroy": True},
        replaces={"name": "other", "comment": "other", "properties": {}},
        write_only=("bucket", "encryptionConfiguration", "forceDestroy"),
    ),
}
