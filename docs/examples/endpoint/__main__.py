"""An endpoint that scales from two to six machines, takes a new model by a canary, and goes back by its alarms."""

import pulumi
import pulumi_mlops as mlops

TAGS = {"product": "churn", "environment": "dev", "owner": "me", "cost-center": "1", "data-classification": "internal"}
KEPT = {"tags": TAGS, "disposable": True}

key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(**KEPT))
logs = mlops.LogBucket("logs", mlops.LogBucketArgs(**KEPT))
artifacts = mlops.Bucket("artifacts", mlops.BucketArgs(kms_key_arn=key.arn, log_bucket=logs.bucket, **KEPT))
topic = mlops.AlarmTopic("alarms", mlops.AlarmTopicArgs(kms_key_arn=key.arn, tags=TAGS))
boundary = mlops.PermissionsBoundary("boundary", mlops.PermissionsBoundaryArgs(jobs_in_vpc=False, tags=TAGS))
endpoint = mlops.Endpoint(
    "endpoint",
    mlops.EndpointArgs(
        model={
            "image": {"repository": "churn-serve", "digest": f"sha256:{'0a1b2c3d' * 8}"},
            "artifact": "models/churn/1/model.tar.gz",
        },
        instance={"type": "ml.m5.large", "count": 2, "max": 6},
        rollout={"canary_percent": 10, "bake_minutes": 15},
        alarms={"latency_ms": 500},
        artifact_bucket=artifacts.bucket,
        artifact_bucket_arn=artifacts.arn,
        alarm_topic_arn=topic.arn,
        kms_key_arn=key.arn,
        permissions_boundary=boundary.arn,
        tags=TAGS,
    ),
)
pulumi.export("endpoint", endpoint.endpoint_name)
pulumi.export("alarms", endpoint.alarm_names)
