"""A pipeline whose definition others wrote: taken as it is, with roles and starts of its own."""

import pulumi
import pulumi_mlops as mlops

TAGS = {"product": "churn", "environment": "dev", "owner": "me", "cost-center": "1", "data-classification": "internal"}
KEPT = {"tags": TAGS, "disposable": True}

LINKED = ("DataUri", "ArtifactUri", "JobRoleArn", "KmsKeyArn")  # the stack fills in what has no default
KEY = {"Get": "Parameters.KmsKeyArn"}
SCORE = {
    "AppSpecification": {
        "ImageUri": f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn-serve@sha256:{'0a1b2c3d' * 8}",
        "ContainerEntrypoint": ["score"],
    },
    "RoleArn": {"Get": "Parameters.JobRoleArn"},
    "ProcessingInputs": [
        {
            "InputName": "raw",
            "S3Input": {
                "S3Uri": {"Get": "Parameters.DataUri"},
                "LocalPath": "/opt/ml/processing/input/raw",
                "S3DataType": "S3Prefix",
                "S3InputMode": "File",
            },
        }
    ],
    "ProcessingOutputConfig": {
        "KmsKeyId": KEY,
        "Outputs": [
            {
                "OutputName": "scores",
                "S3Output": {
                    "S3Uri": {"Get": "Parameters.ArtifactUri"},
                    "LocalPath": "/opt/ml/processing/output/scores",
                    "S3UploadMode": "EndOfJob",
                },
            }
        ],
    },
    "ProcessingResources": {
        "ClusterConfig": {
            "InstanceType": "ml.m5.xlarge",
            "InstanceCount": 1,
            "VolumeSizeInGB": 30,
            "VolumeKmsKeyId": KEY,
        }
    },
    "NetworkConfig": {"EnableNetworkIsolation": True},
    "StoppingCondition": {"MaxRuntimeInSeconds": 3600},
}
DEFINITION = {
    "Version": "2020-12-01",
    "Metadata": {},
    "Parameters": [{"Name": name, "Type": "String"} for name in LINKED],
    "Steps": [{"Name": "Score", "Type": "Processing", "Arguments": SCORE}],
}

key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(**KEPT))
logs = mlops.LogBucket("logs", mlops.LogBucketArgs(**KEPT))
stored = {"kms_key_arn": key.arn, "log_bucket": logs.bucket, **KEPT}
curated, artifacts = (mlops.Bucket(name, mlops.BucketArgs(**stored)) for name in ("curated", "artifacts"))
models = mlops.ModelPackageGroup("models", mlops.ModelPackageGroupArgs(**KEPT))
boundary = mlops.PermissionsBoundary("boundary", mlops.PermissionsBoundaryArgs(jobs_in_vpc=False, tags=TAGS))
scoring = mlops.DefinedPipeline(
    "scoring",
    mlops.DefinedPipelineArgs(
        definition=DEFINITION,
        start={"schedule": {"every": "day"}},
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
pulumi.export("pipeline", scoring.pipeline_name)
pulumi.export("definition_hash", scoring.definition_hash)
