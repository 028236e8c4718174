"""A feature store: one group on disk with a history of its own database, one in memory with a vector, and Feast."""

import pulumi
import pulumi_mlops as mlops

TAGS = {"product": "churn", "environment": "dev", "owner": "me", "cost-center": "1", "data-classification": "internal"}
USAGE = {
    "record_id": "customer_id",
    "event_time": "observed_at",
    "features": {"customer_id": "string", "observed_at": "string", "monthly_charge": "fractional"},
}
EMBEDDING = {**USAGE, "features": {"customer_id": "string", "observed_at": "string", "embedding": {"vector": 64}}}

boundary = mlops.PermissionsBoundary("boundary", mlops.PermissionsBoundaryArgs(jobs_in_vpc=False, tags=TAGS))
key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(tags=TAGS, disposable=True))
logs = mlops.LogBucket("logs", mlops.LogBucketArgs(tags=TAGS, disposable=True))
bucket = mlops.Bucket(
    "store", mlops.BucketArgs(kms_key_arn=key.arn, log_bucket=logs.bucket, tags=TAGS, disposable=True)
)
shared = {"kms_key_arn": key.arn, "permissions_boundary": boundary.arn, "tags": TAGS}
place = {"bucket": bucket.bucket, "bucket_arn": bucket.arn, "disposable": True, **shared}

store = mlops.FeatureStore(
    "features", mlops.FeatureStoreArgs.model_validate({"bucket_arn": bucket.arn, "databases": ["history"], **shared})
)
grows = {"additions_function": store.additions_function, **place}
usage = mlops.FeatureGroup(
    "usage",
    mlops.FeatureGroupArgs.model_validate({**USAGE, "offline": {"database": "history"}, **grows}),
    pulumi.ResourceOptions(depends_on=[store]),
)
in_memory = {"online": {"storage": "in_memory"}, "offline": None}
mlops.FeatureGroup("embedding", mlops.FeatureGroupArgs.model_validate({**EMBEDDING, **in_memory, **grows}))
source = {**USAGE, "history_uri": usage.history_uri}
feast = mlops.FeastView("feast", mlops.FeastViewArgs.model_validate({"groups": {"usage": source}, **place}))

pulumi.export("feature_store.yaml", feast.feature_store_yaml)
pulumi.export("definitions.py", feast.definitions)
pulumi.export("table", usage.table)
