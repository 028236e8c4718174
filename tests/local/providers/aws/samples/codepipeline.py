"""Samples of CodePipeline."""

from tests.local.providers.aws.samples.sample import ACCOUNT, KEY_ARN, OTHER_TAGS, TAGS, Sample

SOURCE = {
    "name": "Source",
    "actions": [
        {
            "name": "Code",
            "category": "Source",
            "owner": "AWS",
            "provider": "CodeStarSourceConnection",
            "version": "1",
            "outputArtifacts": ["code"],
            "configuration": {
                "ConnectionArn": f"arn:aws:codeconnections:eu-west-1:{ACCOUNT}:connection/1",
                "FullRepositoryId": "churn/churn",
                "BranchName": "main",
            },
        }
    ],
}
BUILD = {
    "name": "Build",
    "actions": [
        {
            "name": "Images",
            "category": "Build",
            "owner": "AWS",
            "provider": "CodeBuild",
            "version": "1",
            "inputArtifacts": ["code"],
            "configuration": {"ProjectName": "churn"},
        }
    ],
}
ROLE_ARN = "{aws:iam/role:Role.arn}"
STORE = {"type": "S3", "location": "artifacts", "encryptionKey": {"id": KEY_ARN, "type": "KMS"}}
ALARM = {
    "name": "no-alarm",
    "ruleTypeId": {"category": "Rule", "owner": "AWS", "provider": "CloudWatchAlarm", "version": "1"},
    "configuration": {"AlarmName": "churn", "WaitTime": "1"},
}
PUSH = {"branches": {"includes": ["main"]}, "filePaths": {"excludes": ["docs/**"]}}
FILTER = {"jsonPath": "$.ref", "matchEquals": "refs/heads/develop"}

SAMPLES: dict[str, Sample] = {
    "aws:codepipeline/pipeline:Pipeline": Sample(
        {
            "name": "churn",
            "artifactStores": [STORE],
            "pipelineType": "V2",
            "roleArn": ROLE_ARN,
            "stages": [SOURCE, BUILD],
            "tags": TAGS,
        },
        updates={
            "artifactStores": [{**STORE, "region": "eu-west-1"}, {**STORE, "region": "eu-central-1"}],
            "executionMode": "QUEUED",
            "stages": [SOURCE, {**BUILD, "beforeEntry": {"condition": {"result": "FAIL", "rules": [ALARM]}}}],
            "triggers": [
                {
                    "providerType": "CodeStarSourceConnection",
                    "gitConfiguration": {"sourceActionName": "Code", "pushes": [PUSH]},
                }
            ],
            "variables": [{"name": "Branch", "defaultValue": "main"}],
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
    ),
    "aws:codepipeline/customActionType:CustomActionType": Sample(
        {
            "category": "Approval",
            "providerName": "Risk",
            "version": "1",
            "inputArtifactDetails": {"minimumCount": 0, "maximumCount": 1},
            "outputArtifactDetails": {"minimumCount": 0, "maximumCount": 0},
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={"category": "Test", "providerName": "Other", "version": "2"},
    ),
    "aws:codepipeline/webhook:Webhook": Sample(
        {
            "name": "churn",
            "authentication": "UNAUTHENTICATED",
            "filters": [FILTER],
            "targetAction": "Code",
            "targetPipeline": "{aws:codepipeline/pipeline:Pipeline}",
            "tags": TAGS,
        },
        updates={
            "filters": [{**FILTER, "matchEquals": "refs/heads/main"}],
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "targetAction": "Images"},
    ),
}
