"""A training pipeline that tunes on spare capacity, started each week, by complete data, by GitHub and by drift."""

import pulumi
import pulumi_mlops as mlops

TAGS = {"product": "churn", "environment": "dev", "owner": "me", "cost-center": "1", "data-classification": "internal"}
KEPT = {"tags": TAGS, "disposable": True}

key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(**KEPT))
logs = mlops.LogBucket("logs", mlops.LogBucketArgs(**KEPT))
stored = {"kms_key_arn": key.arn, "log_bucket": logs.bucket, **KEPT}
curated = mlops.Bucket("curated", mlops.BucketArgs(tells_events=True, **stored))
artifacts = mlops.Bucket("artifacts", mlops.BucketArgs(**stored))
models = mlops.ModelPackageGroup("models", mlops.ModelPackageGroupArgs(**KEPT))
boundary = mlops.PermissionsBoundary("boundary", mlops.PermissionsBoundaryArgs(jobs_in_vpc=False, tags=TAGS))
mlops.IdentityProvider(
    "github",
    mlops.IdentityProviderArgs(issuer="token.actions.githubusercontent.com", audience="sts.amazonaws.com", tags=TAGS),
)
training = mlops.TrainingPipeline(
    "training",
    mlops.TrainingPipelineArgs.model_validate(
        {
            "image": {"repository": "churn-train", "digest": f"sha256:{'5f0c1d1b' * 8}"},
            "gate": {"metric": "auc", "at_least": 0.8},
            "tune": {"objective": "validation:auc", "ranges": {"max_depth": {"min": 2, "max": 8}}, "max_jobs": 8},
            "spot": {"max_wait_hours": 2},
            "commit": "0123abc",
            "start": {
                "schedule": {"every": "week"},
                "new_data": {"prefix": "daily/"},
                "git_push": {"github": [{"repository": "our-team/churn", "branch": "main"}]},
                "drift": {"alarms": ["churn-drift-*"]},
            },
            "kms_key_arn": key.arn,
            "data_bucket": curated.bucket,
            "data_bucket_arn": curated.arn,
            "artifact_bucket": artifacts.bucket,
            "artifact_bucket_arn": artifacts.arn,
            "package_group": models.group_name,
            "package_group_arn": models.arn,
            "permissions_boundary": boundary.arn,
            "tags": TAGS,
        }
    ),
)
pulumi.export("pipeline", training.pipeline_name)
pulumi.export("pipeline_arn", training.arn)
pulumi.export("definition_hash", training.definition_hash)
pulumi.export("job_role", training.job_role_arn)
pulumi.export("ci_role", training.ci_role_arn)
