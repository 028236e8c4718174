"""Samples of Managed Airflow."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, ROLE, TAGS, Sample

NETWORK = {"securityGroupIds": ["sg-1"], "subnetIds": ["subnet-1", "subnet-2"]}

SAMPLES: dict[str, Sample] = {
    "aws:mwaa/environment:Environment": Sample(
        {
            "name": "retraining",
            "dagS3Path": "dags/",
            "executionRoleArn": ROLE,
            "networkConfiguration": NETWORK,
            "sourceBucketArn": "arn:aws:s3:::{aws:s3/bucket:Bucket}",
            "environmentClass": "mw1.small",
            "airflowConfigurationOptions": {"core.default_task_retries": "3"},
            "loggingConfiguration": {"taskLogs": {"enabled": True, "logLevel": "INFO"}},
            "maxWorkers": 2,
            "tags": TAGS,
        },
        updates={
            "dagS3Path": "other/",
            "executionRoleArn": ROLE + "2",
            "environmentClass": "mw1.medium",
            "airflowConfigurationOptions": {"core.default_task_retries": "4"},
            "maxWorkers": 3,
            "requirementsS3Path": "requirements.txt",
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "kmsKey": "alias/other"},
    ),
}
