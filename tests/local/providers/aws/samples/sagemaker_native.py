"""Samples of SageMaker in pulumi-aws-native: mostly those of pulumi-aws, in CloudFormation's names."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.local.providers.aws.samples import (
    sagemaker,
    sagemaker_jobs,
    sagemaker_people,
    sagemaker_studio,
    sagemaker_tools,
)
from tests.local.providers.aws.samples.sample import OTHER_TAGS, ROLE, TAGS, Sample, policy

PARTS = (sagemaker, sagemaker_jobs, sagemaker_people, sagemaker_studio, sagemaker_tools)
AWS = {token.rsplit(":", 1)[-1]: sample for part in PARTS for token, sample in part.SAMPLES.items()}
ARN = "arn:aws:sagemaker:eu-west-1:123456789012"
DEFINITIONS = AWS["FeatureGroup"].inputs["featureDefinitions"]
ONLINE = AWS["FeatureGroup"].inputs["onlineStoreConfig"]
CARD = {"modelOverview": {"modelDescription": "tells who leaves", "modelVersion": 2}}
DETAILS = {"additionalInformation": {"customDetails": {"askedBy": "retention"}}}
HOOK = [{"content": "ZWNobyByZWFkeQ=="}]


def pairs(tags: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"key": key, "value": value} for key, value in sorted(tags.items())]


TAGGED, RETAGGED = {"tags": pairs(TAGS)}, {"tags": pairs(OTHER_TAGS)}


def like(type_: str, names: Mapping[str, str] | None = None, **words: Any) -> Sample:
    """The sample of pulumi-aws with other names; a property without a name is left out."""

    def told(values: Mapping[str, Any]) -> dict[str, Any]:
        renamed = {(names or {}).get(name, name): value for name, value in values.items()}
        return {k: pairs(v) if k == "tags" else v for k, v in renamed.items() if k}

    sample = AWS[type_]
    found = replace(
        sample,
        inputs=told(sample.inputs),
        updates=told(sample.updates),
        replaces=told(sample.replaces),
        another=told(sample.another),
        import_id="",
    )
    return replace(found, **words)


MEMBER = {"cognitoClientId": "churn", "cognitoUserPool": "eu-west-1_aB1cD2eF3", "cognitoUserGroup": "reviewers"}
MEMBERS = [{"cognitoMemberDefinition": MEMBER}]
CONTAINER = {"containerConfig": {"containerEnvironmentVariables": [{"key": "STAGE", "value": "prod"}]}}
QUALITY = {
    "dataQualityJobInput": {"endpointInput": {"endpointName": "churn", "localPath": "/opt/ml/processing/input"}},
    "dataQualityJobOutputConfig": {
        "monitoringOutputs": [{"s3Output": {"s3Uri": "s3://reports/", "localPath": "/opt/ml/processing/output"}}]
    },
}
CONTENT = {"pipelineDefinition": {"pipelineDefinitionBody": json.dumps(sagemaker.DEFINITION)}}
OTHER_CONTENT = {
    "pipelineDefinition": {"pipelineDefinitionBody": json.dumps({**sagemaker.DEFINITION, "Parameters": []})}
}
team, domain, config = like("Workteam"), like("Domain", {"retentionPolicy": ""}, write_only=()), like("AppImageConfig")
pipeline, group, card = like("Pipeline"), like("FeatureGroup"), like("ModelCard")
schedule, job = like("MonitoringSchedule"), like("DataQualityJobDefinition", {"name": "jobDefinitionName"})
image = {"description": "imageDescription", "displayName": "imageDisplayName", "roleArn": "imageRoleArn"}
notebook = {"name": "notebookInstanceName", "securityGroups": "securityGroupIds", "volumeSize": "volumeSizeInGb"}
server = like("MlflowTrackingServer")

NATIVE: dict[str, Sample] = {
    "Model": like("Model", {"name": "modelName"}),
    "EndpointConfig": like("EndpointConfiguration", {"name": "endpointConfigName", "kmsKeyArn": "kmsKeyId"}),
    "Endpoint": like(
        "Endpoint",
        {"name": "endpointName"},
        updates={"retainAllVariantProperties": True, **RETAGGED},
        write_only=("retainAllVariantProperties",),
    ),
    "FeatureGroup": replace(
        group,
        updates={
            "featureDefinitions": [*DEFINITIONS, {"featureName": "minutes", "featureType": "Fractional"}],
            "onlineStoreConfig": {**ONLINE, "ttlDuration": {"unit": "Days", "value": 7}},
        },
        replaces={
            **{k: v for k, v in group.replaces.items() if k not in ("featureDefinitions", "onlineStoreConfig")},
            **RETAGGED,
        },
    ),
    "Pipeline": replace(pipeline, inputs={**pipeline.inputs, **CONTENT}, updates={**pipeline.updates, **OTHER_CONTENT}),
    "ModelPackageGroup": like(
        "ModelPackageGroup",
        updates={"modelPackageGroupPolicy": json.loads(policy("sagemaker:DescribeModelPackage")), **RETAGGED},
        write_only=("modelPackageGroupPolicy",),
    ),
    "ModelCard": replace(
        card,
        inputs={**card.inputs, "content": {**CARD, **DETAILS}},
        updates={**card.updates, "content": {**CARD, "intendedUses": {"riskRating": "Low"}}},
    ),
    "Algorithm": like("Algorithm"),
    "DataQualityJobDefinition": replace(
        job, inputs={**job.inputs, **QUALITY}, updates={}, replaces={**job.replaces, **RETAGGED}
    ),
    "MonitoringSchedule": like("MonitoringSchedule", {"name": "monitoringScheduleName"}),
    "Workforce": like("Workforce"),
    "Workteam": replace(
        team,
        inputs={**team.inputs, "memberDefinitions": MEMBERS},
        updates={
            "description": "reviewers",
            "memberDefinitions": [*MEMBERS, {"cognitoMemberDefinition": {**MEMBER, "cognitoUserGroup": "leads"}}],
            "notificationConfiguration": team.updates["notificationConfiguration"],
            **RETAGGED,
        },
    ),
    "HumanTaskUi": like("HumanTaskUI"),
    "DeviceFleet": like("DeviceFleet", {"enableIotRoleAlias": ""}, write_only=()),
    "Device": like("Device", replaces={"deviceFleetName": "other"}),
    "Domain": replace(
        domain,
        updates={**domain.updates, "vpcId": "vpc-1"},
        replaces={"domainName": "other", "authMode": "SSO", "kmsKeyId": f"{sagemaker_studio.KEY_ARN}0"},
    ),
    "UserProfile": like("UserProfile"),
    "Space": like("Space"),
    "App": like("App"),
    "AppImageConfig": replace(
        config,
        updates={
            "kernelGatewayImageConfig": config.updates["kernelGatewayImageConfig"],
            "jupyterLabAppImageConfig": CONTAINER,
            "codeEditorAppImageConfig": CONTAINER,
            **RETAGGED,
        },
    ),
    "Image": like("Image", image, replaces={"imageName": "other"}),
    "ImageVersion": like("ImageVersion"),
    "StudioLifecycleConfig": like("StudioLifecycleConfig", updates={}),
    "CodeRepository": like("CodeRepository"),
    "NotebookInstance": like("NotebookInstance", notebook),
    "NotebookInstanceLifecycleConfig": like(
        "NotebookInstanceLifecycleConfiguration",
        {"name": "notebookInstanceLifecycleConfigName"},
        inputs={"notebookInstanceLifecycleConfigName": "churn", "onCreate": HOOK, **TAGGED},
        updates={"onCreate": [{"content": "ZWNobyBnbw=="}], "onStart": HOOK, **RETAGGED},
    ),
    "Hub": like("Hub"),
    "MlflowApp": like(
        "MlflowApp",
        {"accountDefaultStatus": "", "defaultDomainIdLists": ""},
        replaces={"name": "other", "roleArn": f"{ROLE}-other"},
    ),
    "MlflowTrackingServer": replace(server, replaces={**server.replaces, "mlflowVersion": "3.0"}),
    "Project": like(
        "Project", updates={}, replaces={"projectName": "other", "projectDescription": "serve", **RETAGGED}
    ),
}
SAMPLES = {f"aws-native:sagemaker:{name}": sample for name, sample in NATIVE.items()}
