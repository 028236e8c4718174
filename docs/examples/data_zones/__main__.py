"""A key for each class of data, and the zones it passes through, raw data locked and copied to another region."""

import pulumi
import pulumi_mlops as mlops

TAGS = {"product": "churn", "environment": "dev", "owner": "me", "cost-center": "1", "data-classification": "internal"}
KEPT = {"tags": TAGS, "disposable": True}

keys = mlops.DataKeys("keys", mlops.DataKeysArgs(classifications=["internal", "confidential"], **KEPT))
logs = mlops.LogBucket("logs", mlops.LogBucketArgs(**KEPT))
zones = mlops.DataZones(
    "data",
    mlops.DataZonesArgs(
        data_classification="internal",
        kms_key_arns=keys.arns,
        log_bucket=logs.bucket,
        raw={"data_classification": "confidential", "object_lock": {"days": 30}, "retention_days": 3650},
        residency=["eu-west-1", "eu-central-1"],
        replication={"region": "eu-central-1"},
        **KEPT,
    ),
)
pulumi.export("buckets", zones.buckets)
pulumi.export("copies", zones.replicas)
