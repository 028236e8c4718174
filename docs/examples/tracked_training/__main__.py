"""A training pipeline whose training logs runs to Weights & Biases, and whose other steps stay isolated."""

import pulumi
import pulumi_mlops as mlops
from pulumi_mlops.network.egress import EgressSettings
from pulumi_mlops.tracking.links import TrackingLinks

TAGS = {"product": "churn", "environment": "dev", "owner": "me", "cost-center": "1", "data-classification": "internal"}
KEPT = {"tags": TAGS, "disposable": True}

key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(**KEPT))
logs = mlops.LogBucket("logs", mlops.LogBucketArgs(**KEPT))
stored = {"kms_key_arn": key.arn, "log_bucket": logs.bucket, **KEPT}
curated, artifacts = (mlops.Bucket(name, mlops.BucketArgs(**stored)) for name in ("curated", "artifacts"))
models = mlops.ModelPackageGroup("models", mlops.ModelPackageGroupArgs(**KEPT))
boundary = mlops.PermissionsBoundary("boundary", mlops.PermissionsBoundaryArgs(tags=TAGS))
network = mlops.Network(
    "network",
    mlops.NetworkArgs(
        endpoints=["ecr.api", "ecr.dkr", "kms", "logs", "monitoring", "sagemaker.api", "secretsmanager", "sts"],
        allowed_domains=["api.wandb.ai"],
        egress=EgressSettings.model_validate({"ranges": ["35.186.228.49/32"]}),
        kms_key_arn=key.arn,
        permissions_boundary=boundary.arn,
        tags=TAGS,
    ),
)
wandb = mlops.TrackingIntegration(
    "wandb",
    mlops.TrackingIntegrationArgs(
        tracker="wandb", addresses=["35.186.228.49/32"], vpc_id=network.vpc_id, kms_key_arn=key.arn, **KEPT
    ),
)
training = mlops.TrainingPipeline(
    "training",
    mlops.TrainingPipelineArgs(
        image={"repository": "churn-train", "digest": f"sha256:{'5f0c1d1b' * 8}"},
        gate={"metric": "auc", "at_least": 0.8},
        steps={"train": {"tracked": True}},
        environment={"WANDB_PROJECT": "churn"},
        tracker=TrackingLinks(
            environment=wandb.environment,
            secret_arn=wandb.secret_arn,
            secret_kms_key_arn=key.arn,
            security_group_id=wandb.security_group_id,
        ),
        subnet_ids=network.subnet_ids,
        security_group_ids=[network.security_group_id],
        kms_key_arn=key.arn,
        data_bucket=curated.bucket,
        data_bucket_arn=curated.arn,
        artifact_bucket=artifacts.bucket,
        artifact_bucket_arn=artifacts.arn,
        package_group=models.group_name,
        package_group_arn=models.arn,
        permissions_boundary=boundary.arn,
        tags=TAGS,
    ),
)
pulumi.export("pipeline", training.pipeline_name)
pulumi.export("put_the_token_into", wandb.secret_arn)
