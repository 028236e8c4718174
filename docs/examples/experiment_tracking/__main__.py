"""MLflow for a team, its files in a bucket of its own, and a role that logs runs and deletes none."""

import pulumi
import pulumi_mlops as mlops
from pulumi_mlops.access.statements import log_runs, read_objects, use_key, write_objects

TAGS = {"product": "churn", "environment": "dev", "owner": "me", "cost-center": "1", "data-classification": "internal"}

key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(tags=TAGS, disposable=True))
logs = mlops.LogBucket("logs", mlops.LogBucketArgs(tags=TAGS, disposable=True))
runs = mlops.Bucket("runs", mlops.BucketArgs(kms_key_arn=key.arn, log_bucket=logs.bucket, tags=TAGS, disposable=True))
tracking = mlops.ExperimentTracking(
    "tracking",
    mlops.ExperimentTrackingArgs(
        artifact_bucket=runs.bucket, artifact_bucket_arn=runs.arn, kms_key_arn=key.arn, tags=TAGS, disposable=True
    ),
)
notebook = mlops.ExecutionRole(
    "notebook",
    mlops.ExecutionRoleArgs(
        service="sagemaker.amazonaws.com",
        statements=[
            *log_runs(tracking.tracking_uri),
            *read_objects(runs.arn, "mlflow/"),
            *write_objects(runs.arn, "mlflow/"),
            *use_key(key.arn),
        ],
        tags=TAGS,
    ),
)
pulumi.export("tracking_uri", tracking.tracking_uri)
pulumi.export("artifact_uri", tracking.artifact_uri)
pulumi.export("server_role", tracking.role_arn)
pulumi.export("notebook_role", notebook.arn)
