"""Samples of SageMaker in pulumi-aws-native, of types that pulumi-aws does not have."""

import json
from typing import Any

from tests.local.providers.aws.samples.sagemaker_jobs import IMAGE, NETWORK, RESOURCES
from tests.local.providers.aws.samples.sagemaker_native import ARN, RETAGGED, TAGGED
from tests.local.providers.aws.samples.sample import KEY_ARN, ROLE, Sample

SOURCE = {"sourceUri": "s3://models/churn.tar.gz"}
PROPERTIES = {"properties": {"stage": "test", "owner": "retention"}}
OTHER_PROPERTIES = {"properties": {"stage": "prod", "by": "retention"}}
REPORTS = [{"s3Output": {"s3Uri": "s3://reports/", "localPath": "/opt/ml/processing/output"}}]
ENDPOINT = {"endpointName": "churn", "localPath": "/opt/ml/processing/input"}
TRUTH = {"groundTruthS3Input": {"s3Uri": "s3://truth/"}}
PACKAGE = {
    "containers": [{"image": IMAGE, "environment": {"STAGE": "prod"}, "modelDataUrl": "s3://models/churn.tar.gz"}]
}
TYPES = {"supportedContentTypes": ["text/csv"], "supportedResponseMimeTypes": ["text/csv"]}
COMPONENT = {
    "modelName": "{aws:sagemaker/model:Model}",
    "computeResourceRequirements": {"numberOfCpuCoresRequired": 1, "minMemoryRequiredInMb": 1024},
}
VARIANT = {
    "modelName": "churn",
    "variantName": "main",
    "infrastructureConfig": {
        "infrastructureType": "RealTimeInference",
        "realTimeInferenceConfig": {"instanceCount": 1, "instanceType": "ml.m5.large"},
    },
}
SHADOW = {"shadowModelVariants": [{"samplingPercentage": 10, "shadowModelVariantName": "next"}]}
GROUP = {
    "instanceGroupName": "workers",
    "instanceType": "ml.g5.xlarge",
    "instanceCount": 1,
    "executionRole": ROLE,
    "lifeCycleConfig": {"sourceS3Uri": "s3://sagemaker-lifecycle/", "onCreate": "start.sh"},
}
QUOTA = {"instanceType": "ml.g5.xlarge", "count": 2}
DEPTH, RATE = {"numberValue": 6}, {"numberValue": 0.1}
DATA = {"value": "s3://curated/train/", "mediaType": "text/csv"}


def definition(kind: str, input_: dict[str, Any], **app: Any) -> Sample:
    """What one kind of monitor looks at."""
    return Sample(
        {
            "jobDefinitionName": "churn",
            "roleArn": ROLE,
            f"{kind}AppSpecification": {"imageUri": IMAGE, "environment": {"STAGE": "prod"}, **app},
            f"{kind}JobInput": input_,
            f"{kind}JobOutputConfig": {"kmsKeyId": KEY_ARN, "monitoringOutputs": REPORTS},
            "jobResources": {"clusterConfig": RESOURCES},
            "networkConfig": {"enableNetworkIsolation": False, "vpcConfig": NETWORK},
            "stoppingCondition": {"maxRuntimeInSeconds": 1800},
            **TAGGED,
        },
        replaces={
            "jobDefinitionName": "other",
            "roleArn": f"{ROLE}-other",
            "stoppingCondition": {"maxRuntimeInSeconds": 900},
            **RETAGGED,
        },
    )


NATIVE: dict[str, Sample] = {
    "ModelBiasJobDefinition": definition(
        "modelBias", {"endpointInput": ENDPOINT, **TRUTH}, configUri="s3://reports/bias.json"
    ),
    "ModelExplainabilityJobDefinition": definition(
        "modelExplainability", {"endpointInput": ENDPOINT}, configUri="s3://reports/shap.json"
    ),
    "ModelQualityJobDefinition": definition(
        "modelQuality", {"endpointInput": ENDPOINT, **TRUTH}, problemType="BinaryClassification"
    ),
    "Action": Sample(
        {
            "actionName": "deploy",
            "actionType": "Deployment",
            "source": SOURCE,
            "status": "InProgress",
            **PROPERTIES,
            **TAGGED,
        },
        updates={"status": "Completed", "description": "to production", **OTHER_PROPERTIES, **RETAGGED},
        replaces={"actionName": "other", "actionType": "other", "source": {"sourceUri": "s3://other"}},
    ),
    "Artifact": Sample(
        {"artifactName": "churn", "artifactType": "Model", "source": SOURCE, **PROPERTIES, **TAGGED},
        updates={"artifactName": "leavers", **OTHER_PROPERTIES, **RETAGGED},
        replaces={"artifactType": "other", "source": {"sourceUri": "s3://other"}},
    ),
    "Context": Sample(
        {"contextName": "churn", "contextType": "Endpoint", "source": SOURCE, **PROPERTIES, **TAGGED},
        updates={"description": "who leaves", **OTHER_PROPERTIES, **RETAGGED},
        replaces={"contextName": "other", "contextType": "other", "source": {"sourceUri": "s3://other"}},
    ),
    "Experiment": Sample(
        {"experimentName": "churn", "description": "who leaves", "displayName": "Churn", **TAGGED},
        updates={"description": "leavers", "displayName": "Leavers", **RETAGGED},
        replaces={"experimentName": "other"},
    ),
    "TrialComponent": Sample(
        {
            "trialComponentName": "churn",
            "displayName": "Churn",
            "metadataProperties": {"commitId": "0a1b2c3d"},
            "status": {"primaryStatus": "InProgress"},
            "parameters": {"depth": DEPTH, "loss": {"stringValue": "log"}},
            "inputArtifacts": {"train": DATA},
            **TAGGED,
        },
        updates={
            "displayName": "Leavers",
            "status": {"primaryStatus": "Completed"},
            "parameters": {"depth": DEPTH, "rate": RATE},
            "inputArtifacts": {"train": DATA, "test": DATA},
            "outputArtifacts": {"model": {"value": "s3://models/"}},
            **RETAGGED,
        },
        replaces={"trialComponentName": "other", "metadataProperties": {"commitId": "4e5f6a7b"}},
    ),
    "AiWorkloadConfig": Sample(
        {
            "aiWorkloadConfigName": "churn",
            "aiWorkloadConfigs": {"workloadSpec": {"inline": json.dumps({"rate": 5})}},
            **TAGGED,
        },
        updates=RETAGGED,
        replaces={
            "aiWorkloadConfigName": "other",
            "aiWorkloadConfigs": {"workloadSpec": {"inline": json.dumps({"rate": 9})}},
        },
    ),
    "ModelPackage": Sample(
        {
            "modelPackageGroupName": "{aws-native:sagemaker:ModelPackageGroup.modelPackageGroupName}",
            "modelPackageDescription": "the first",
            "modelApprovalStatus": "PendingManualApproval",
            "inferenceSpecification": {**PACKAGE, **TYPES},
            "customerMetadataProperties": {"auc": "0.91", "data": "2026-10"},
        },
        updates={
            "modelApprovalStatus": "Approved",
            "approvalDescription": "better than the last",
            "customerMetadataProperties": {"auc": "0.91", "by": "ada"},
        },
        replaces={"modelPackageGroupName": "other", "modelPackageDescription": "other", "domain": "OTHER"},
    ),
    "ProcessingJob": Sample(
        {
            "processingJobName": "churn",
            "roleArn": ROLE,
            "appSpecification": {"imageUri": IMAGE, "containerEntrypoint": ["python3", "clean.py"]},
            "processingResources": {"clusterConfig": RESOURCES},
            "environment": {"STAGE": "prod"},
            **TAGGED,
        },
        replaces={
            "processingJobName": "other",
            "roleArn": f"{ROLE}-other",
            "environment": {"STAGE": "test"},
            **RETAGGED,
        },
    ),
    "InferenceComponent": Sample(
        {
            "inferenceComponentName": "churn",
            "endpointName": "{aws:sagemaker/endpoint:Endpoint}",
            "variantName": "main",
            "specification": COMPONENT,
            "runtimeConfig": {"copyCount": 1},
            **TAGGED,
        },
        updates={
            "specification": {**COMPONENT, "startupParameters": {"modelDataDownloadTimeoutInSeconds": 300}},
            "runtimeConfig": {"copyCount": 2},
            **RETAGGED,
        },
        replaces={"inferenceComponentName": "other", "endpointName": "other"},
    ),
    "InferenceExperiment": Sample(
        {
            "name": "churn",
            "type": "ShadowMode",
            "roleArn": ROLE,
            "endpointName": "churn",
            "modelVariants": [VARIANT, {**VARIANT, "variantName": "next"}],
            "shadowModeConfig": {"sourceModelVariantName": "main", **SHADOW},
            **TAGGED,
        },
        updates={"description": "the next model in the shadow of this one", **RETAGGED},
        replaces={"name": "other", "roleArn": f"{ROLE}-other"},
    ),
    "Cluster": Sample(
        {
            "clusterName": "churn",
            "instanceGroups": [GROUP],
            "nodeRecovery": "Automatic",
            "vpcConfig": NETWORK,
            **TAGGED,
        },
        updates={
            "instanceGroups": [{**GROUP, "instanceCount": 2}, {**GROUP, "instanceGroupName": "login"}],
            "nodeRecovery": "None",
            **RETAGGED,
        },
        replaces={"clusterName": "other", "vpcConfig": {**NETWORK, "subnets": ["subnet-1"]}},
    ),
    "ComputeQuota": Sample(
        {
            "name": "churn",
            "clusterArn": f"{ARN}:cluster/abcdefghijkl",
            "computeQuotaTarget": {"teamName": "retention", "fairShareWeight": 10},
            "computeQuotaConfig": {"computeQuotaResources": [QUOTA]},
            **TAGGED,
        },
        updates={
            "description": "for those who train",
            "computeQuotaConfig": {"computeQuotaResources": [{**QUOTA, "count": 4}]},
            "computeQuotaTarget": {"teamName": "retention", "fairShareWeight": 20},
            **RETAGGED,
        },
        replaces={"name": "other", "clusterArn": f"{ARN}:cluster/lkjihgfedcba"},
    ),
    "PartnerApp": Sample(
        {"name": "churn", "type": "comet", "tier": "small", "authType": "IAM", "executionRoleArn": ROLE, **TAGGED},
        updates={"tier": "large", "maintenanceConfig": {"maintenanceWindowStart": "Tue:03:30"}, **RETAGGED},
        replaces={"name": "other", "type": "fiddler", "executionRoleArn": f"{ROLE}-other"},
    ),
}
SAMPLES = {f"aws-native:sagemaker:{name}": sample for name, sample in NATIVE.items()}
