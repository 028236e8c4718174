"""Samples of CodeBuild."""

import json

from tests.local.providers.aws.samples.sample import ACCOUNT, KEY_ARN, OTHER_TAGS, ROLE, TAGS, Sample

NETWORK = {"vpcId": "vpc-0a1b2c3d", "subnets": ["subnet-0a1b2c3d"], "securityGroupIds": ["sg-0a1b2c3d"]}
ENVIRONMENT = {
    "computeType": "BUILD_GENERAL1_SMALL",
    "image": "aws/codebuild/amazonlinux2-x86_64-standard:5.0",
    "type": "LINUX_CONTAINER",
    "environmentVariables": [{"name": "STAGE", "value": "prod"}],
}
SOURCE = {"type": "GITHUB", "location": "https://git.example/churn.git", "gitCloneDepth": 1, "buildspec": "build.yaml"}


def shared(action: str) -> str:
    """A policy that lets another account use the group."""
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": action,
        "Resource": "{aws:codebuild/reportGroup:ReportGroup}",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


SAMPLES: dict[str, Sample] = {
    "aws:codebuild/project:Project": Sample(
        {
            "name": "churn",
            "artifacts": {"type": "NO_ARTIFACTS"},
            "description": "builds the images of churn",
            "environment": ENVIRONMENT,
            "serviceRole": ROLE,
            "source": SOURCE,
            "logsConfig": {"cloudwatchLogs": {"groupName": "builds"}},
            "vpcConfig": NETWORK,
            "tags": TAGS,
        },
        updates={
            "artifacts": {"type": "S3", "location": "artifacts", "packaging": "ZIP"},
            "badgeEnabled": True,
            "buildTimeout": 30,
            "buildBatchConfig": {
                "serviceRole": ROLE,
                "restrictions": {"computeTypesAlloweds": ["BUILD_GENERAL1_SMALL"]},
            },
            "cache": {"type": "LOCAL", "modes": ["LOCAL_DOCKER_LAYER_CACHE"]},
            "concurrentBuildLimit": 2,
            "description": "builds",
            "encryptionKey": KEY_ARN,
            "environment": {**ENVIRONMENT, "privilegedMode": True},
            "fileSystemLocations": [
                {"identifier": "data", "location": "fs-1.efs.eu-west-1.amazonaws.com:/", "mountPoint": "/data"}
            ],
            "logsConfig": {"s3Logs": {"status": "ENABLED", "location": "logs/builds"}},
            "queuedTimeout": 60,
            "secondaryArtifacts": [{"artifactIdentifier": "report", "type": "S3", "location": "reports"}],
            "secondarySources": [{**SOURCE, "sourceIdentifier": "lib"}],
            "secondarySourceVersions": [{"sourceIdentifier": "lib", "sourceVersion": "main"}],
            "serviceRole": f"{ROLE}-other",
            "source": {**SOURCE, "gitSubmodulesConfig": {"fetchSubmodules": True}},
            "sourceVersion": "main",
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
        import_id="{name}",
    ),
    "aws:codebuild/webhook:Webhook": Sample(
        {
            "projectName": "{aws:codebuild/project:Project.name}",
            "buildType": "BUILD",
            "filterGroups": [{"filters": [{"type": "EVENT", "pattern": "PUSH"}]}],
        },
        updates={
            "buildType": "BUILD_BATCH",
            "filterGroups": [
                {"filters": [{"type": "EVENT", "pattern": "PUSH"}, {"type": "BASE_REF", "pattern": "main"}]},
                {"filters": [{"type": "EVENT", "pattern": "RELEASED"}]},
            ],
        },
        replaces={"projectName": "other", "manualCreation": True},
    ),
    "aws:codebuild/reportGroup:ReportGroup": Sample(
        {"name": "churn", "type": "TEST", "exportConfig": {"type": "NO_EXPORT"}, "tags": TAGS},
        updates={
            "exportConfig": {"type": "S3", "s3Destination": {"bucket": "reports", "encryptionKey": KEY_ARN}},
            "deleteReports": True,
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "type": "CODE_COVERAGE"},
        write_only=("deleteReports",),
    ),
    "aws:codebuild/resourcePolicy:ResourcePolicy": Sample(
        {"resourceArn": "{aws:codebuild/reportGroup:ReportGroup}", "policy": shared("codebuild:BatchGetReportGroups")},
        updates={"policy": shared("codebuild:ListReportsForReportGroup")},
        replaces={"resourceArn": "other"},
    ),
    "aws:codebuild/fleet:Fleet": Sample(
        {
            "name": "churn",
            "baseCapacity": 1,
            "computeType": "BUILD_GENERAL1_SMALL",
            "environmentType": "LINUX_CONTAINER",
            "fleetServiceRole": ROLE,
            "overflowBehavior": "QUEUE",
            "tags": TAGS,
        },
        updates={
            "baseCapacity": 2,
            "computeType": "BUILD_GENERAL1_MEDIUM",
            "overflowBehavior": "ON_DEMAND",
            "scalingConfiguration": {
                "maxCapacity": 5,
                "scalingType": "TARGET_TRACKING_SCALING",
                "targetTrackingScalingConfigs": [{"metricType": "FLEET_UTILIZATION_RATE", "targetValue": 97.5}],
            },
            "vpcConfigs": [NETWORK],
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
    ),
    "aws:codebuild/sourceCredential:SourceCredential": Sample(
        {"authType": "PERSONAL_ACCESS_TOKEN", "serverType": "GITHUB", "token": "t0ken"},
        replaces={
            "authType": "SECRETS_MANAGER",
            "serverType": "GITHUB_ENTERPRISE",
            "token": "other",
            "userName": "churn",
        },
        write_only=("token", "userName"),
        single=True,
    ),
}
