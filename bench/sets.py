"""What is measured: a set is one small product, through the components that a product is made of."""

from typing import Any

import pulumi_mlops as mlops

PER_SET = 37
DIGEST = "sha256:" + "0" * 64
TAGS = {"product": "bench", "environment": "local", "owner": "us", "cost-center": "1", "data-classification": "public"}


def register(sets: int) -> None:
    """Register `sets` sets through components."""
    for number in range(sets):
        _one(f"s{number}")


def _one(name: str) -> None:
    shared: dict[str, Any] = {"tags": TAGS}
    kept: dict[str, Any] = {**shared, "disposable": True}
    key = mlops.EncryptionKey(f"{name}-key", mlops.EncryptionKeyArgs(**kept))
    logs = mlops.LogBucket(f"{name}-logs", mlops.LogBucketArgs(**kept))
    data = mlops.Bucket(f"{name}-data", mlops.BucketArgs(kms_key_arn=key.arn, log_bucket=logs.bucket, **kept))
    alarms = mlops.AlarmTopic(f"{name}-alarms", mlops.AlarmTopicArgs(kms_key_arn=key.arn, **shared))
    models = mlops.ModelPackageGroup(f"{name}-models", mlops.ModelPackageGroupArgs(**kept))
    store: dict[str, Any] = {
        **shared,
        "kms_key_arn": key.arn,
        "artifact_bucket": data.bucket,
        "artifact_bucket_arn": data.arn,
    }
    mlops.TrainingPipeline(
        f"{name}-training",
        mlops.TrainingPipelineArgs.model_validate(
            {
                "image": {"repository": "train", "digest": DIGEST},
                "gate": {"metric": "auc", "at_least": 0.8},
                "data_bucket": data.bucket,
                "data_bucket_arn": data.arn,
                "package_group": models.group_name,
                "package_group_arn": models.arn,
                **store,
            }
        ),
    )
    mlops.Endpoint(
        f"{name}-endpoint",
        mlops.EndpointArgs.model_validate(
            {
                "model": {"image": {"repository": "serve", "digest": DIGEST}, "artifact": "models/1/model.tar.gz"},
                "alarm_topic_arn": alarms.arn,
                **store,
            }
        ),
    )
