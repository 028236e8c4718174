"""Samples of SageMaker's people and devices."""

import json

from tests.local.providers.aws.samples.sample import ACCOUNT, KEY_ARN, OTHER_TAGS, ROLE, TAGS, Sample

GROUP = {"clientId": "churn", "userPool": "eu-west-1_aB1cD2eF3", "userGroup": "reviewers"}
MEMBERS = [{"cognitoMemberDefinition": GROUP}]
UI = "{aws:sagemaker/humanTaskUI:HumanTaskUI.arn}"
TEAM = "{aws:sagemaker/workteam:Workteam.arn}"
TASK = {
    "humanTaskUiArn": UI,
    "workteamArn": TEAM,
    "taskCount": 1,
    "taskTitle": "Review",
    "taskDescription": "Is this customer about to leave?",
}
CONDITIONS = json.dumps(
    {"Conditions": [{"ConditionType": "Sampling", "ConditionParameters": {"RandomSamplingPercentage": 5}}]}
)
DEVICE = {"deviceName": "camera", "description": "at the gate"}

SAMPLES: dict[str, Sample] = {
    "aws:sagemaker/workforce:Workforce": Sample(
        {
            "workforceName": "reviewers",
            "cognitoConfig": {"clientId": "churn", "userPool": "eu-west-1_aB1cD2eF3"},
            "sourceIpConfig": {"cidrs": ["10.0.0.0/8"]},
        },
        updates={
            "sourceIpConfig": {"cidrs": ["10.1.0.0/16"]},
            "workforceVpcConfig": {
                "vpcId": "vpc-0a1b2c3d",
                "subnets": ["subnet-0a1b2c3d"],
                "securityGroupIds": ["sg-0a1b2c3d"],
            },
        },
        replaces={"workforceName": "other"},
    ),
    "aws:sagemaker/workteam:Workteam": Sample(
        {
            "workteamName": "reviewers",
            "workforceName": "{aws:sagemaker/workforce:Workforce}",
            "description": "those who know",
            "memberDefinitions": MEMBERS,
            "tags": TAGS,
        },
        updates={
            "description": "reviewers",
            "memberDefinitions": [*MEMBERS, {"cognitoMemberDefinition": {**GROUP, "userGroup": "leads"}}],
            "notificationConfiguration": {"notificationTopicArn": f"arn:aws:sns:eu-west-1:{ACCOUNT}:reviews"},
            "workerAccessConfiguration": {
                "s3Presign": {"iamPolicyConstraints": {"sourceIp": "Enabled"}},
            },
            "tags": OTHER_TAGS,
        },
        replaces={"workteamName": "other", "workforceName": "other"},
        write_only=("workforceName",),
    ),
    "aws:sagemaker/humanTaskUI:HumanTaskUI": Sample(
        {"humanTaskUiName": "review", "uiTemplate": {"content": "<crowd-form></crowd-form>"}, "tags": TAGS},
        updates={"tags": OTHER_TAGS},
        replaces={"humanTaskUiName": "other", "uiTemplate": {"content": "<p></p>"}},
        write_only=("uiTemplate",),
    ),
    "aws:sagemaker/flowDefinition:FlowDefinition": Sample(
        {
            "flowDefinitionName": "review",
            "roleArn": ROLE,
            "humanLoopConfig": TASK,
            "humanLoopRequestSource": {"awsManagedHumanLoopRequestSource": "AWS/Textract/AnalyzeDocument/Forms/V1"},
            "humanLoopActivationConfig": {
                "humanLoopActivationConditionsConfig": {"humanLoopActivationConditions": CONDITIONS}
            },
            "outputConfig": {"s3OutputPath": "s3://reviews/", "kmsKeyId": KEY_ARN},
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={
            "flowDefinitionName": "other",
            "roleArn": f"{ROLE}-other",
            "outputConfig": {"s3OutputPath": "s3://other/"},
        },
    ),
    "aws:sagemaker/labelingJob:LabelingJob": Sample(
        {
            "labelingJobName": "churn-{new}",
            "labelAttributeName": "leaves",
            "roleArn": ROLE,
            "inputConfig": {"dataSource": {"s3DataSource": {"manifestS3Uri": "s3://labels/manifest.json"}}},
            "outputConfig": {"s3OutputPath": "s3://labels/out/"},
            "humanTaskConfig": {
                "workteamArn": TEAM,
                "numberOfHumanWorkersPerDataObject": 1,
                "taskTitle": "Label",
                "taskDescription": "Does this customer leave?",
                "taskTimeLimitInSeconds": 600,
                "uiConfig": {"uiTemplateS3Uri": "s3://labels/ui.html"},
            },
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={"labelingJobName": "other", "labelAttributeName": "other", "roleArn": f"{ROLE}-other"},
    ),
    "aws:sagemaker/deviceFleet:DeviceFleet": Sample(
        {
            "deviceFleetName": "gates",
            "roleArn": ROLE,
            "description": "cameras at gates",
            "outputConfig": {"s3OutputLocation": "s3://devices/", "kmsKeyId": KEY_ARN},
            "tags": TAGS,
        },
        updates={
            "enableIotRoleAlias": True,
            "outputConfig": {"s3OutputLocation": "s3://devices/other/"},
            "roleArn": f"{ROLE}-other",
            "tags": OTHER_TAGS,
        },
        replaces={"deviceFleetName": "other"},
        write_only=("enableIotRoleAlias",),
    ),
    "aws:sagemaker/device:Device": Sample(
        {"deviceFleetName": "{aws:sagemaker/deviceFleet:DeviceFleet}", "device": DEVICE},
        updates={"device": {**DEVICE, "description": "at the door"}},
        replaces={"deviceFleetName": "other"},
    ),
}
