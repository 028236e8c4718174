"""Samples of SageMaker."""

import json

from tests.local.providers.aws.samples.sample import ACCOUNT, KEY_ARN, OTHER_TAGS, ROLE, TAGS, Sample, policy

DEFINITION = {"Version": "2020-12-01", "Steps": [{"Name": "Train", "Type": "Training", "Arguments": {}}]}
VARIANT = {
    "variantName": "main",
    "modelName": "{aws:sagemaker/model:Model}",
    "initialInstanceCount": 2,
    "instanceType": "ml.m5.large",
    "initialVariantWeight": 1,
}

SAMPLES: dict[str, Sample] = {
    "aws:sagemaker/featureGroup:FeatureGroup": Sample(
        {
            "featureGroupName": "customer-usage",
            "recordIdentifierFeatureName": "customer_id",
            "eventTimeFeatureName": "observed_at",
            "roleArn": ROLE,
            "description": "what customers use",
            "featureDefinitions": [
                {"featureName": "customer_id", "featureType": "String"},
                {"featureName": "observed_at", "featureType": "String"},
            ],
            "onlineStoreConfig": {
                "enableOnlineStore": True,
                "securityConfig": {"kmsKeyId": KEY_ARN},
                "ttlDuration": {"unit": "Days", "value": 30},
            },
            "offlineStoreConfig": {
                "s3StorageConfig": {"s3Uri": "s3://curated/features", "kmsKeyId": KEY_ARN},
            },
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={
            "featureGroupName": "other",
            "recordIdentifierFeatureName": "observed_at",
            "eventTimeFeatureName": "customer_id",
            "roleArn": ROLE + "2",
            "description": "other",
            "featureDefinitions": [{"featureName": "customer_id", "featureType": "Integral"}],
            "offlineStoreConfig": {"s3StorageConfig": {"s3Uri": "s3://other/features"}},
            "onlineStoreConfig": {
                "enableOnlineStore": True,
                "securityConfig": {"kmsKeyId": KEY_ARN[:-1] + "c"},
                "ttlDuration": {"unit": "Days", "value": 30},
            },
        },
    ),
    "aws:sagemaker/pipeline:Pipeline": Sample(
        {
            "pipelineName": "churn-training",
            "pipelineDisplayName": "churn-training",
            "roleArn": ROLE,
            "pipelineDefinition": json.dumps(DEFINITION),
            "parallelismConfiguration": {"maxParallelExecutionSteps": 2},
            "tags": TAGS,
        },
        updates={
            "pipelineDefinition": json.dumps({**DEFINITION, "Parameters": []}),
            "pipelineDisplayName": "churn",
            "roleArn": ROLE + "2",
            "parallelismConfiguration": {"maxParallelExecutionSteps": 3},
            "tags": OTHER_TAGS,
        },
        replaces={"pipelineName": "other"},
    ),
    "aws:sagemaker/modelPackageGroup:ModelPackageGroup": Sample(
        {"modelPackageGroupName": "churn", "modelPackageGroupDescription": "all versions", "tags": TAGS},
        updates={"tags": OTHER_TAGS},
        replaces={"modelPackageGroupName": "other", "modelPackageGroupDescription": "other"},
    ),
    "aws:sagemaker/model:Model": Sample(
        {
            "executionRoleArn": ROLE,
            "enableNetworkIsolation": True,
            "primaryContainer": {
                "image": f"{ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/churn@sha256:{'a' * 64}",
                "modelDataUrl": "s3://models/churn.tar.gz",
                "environment": {"LOG_LEVEL": "info"},
            },
            "vpcConfig": {"subnets": ["subnet-1", "subnet-2"], "securityGroupIds": ["sg-1"]},
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={
            "name": "other",
            "executionRoleArn": ROLE + "2",
            "enableNetworkIsolation": False,
            "primaryContainer": {"image": "other"},
            "vpcConfig": {"subnets": ["subnet-3"], "securityGroupIds": ["sg-1"]},
        },
    ),
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration": Sample(
        {
            "kmsKeyArn": KEY_ARN,
            "productionVariants": [VARIANT],
            "dataCaptureConfig": {
                "enableCapture": True,
                "initialSamplingPercentage": 100,
                "destinationS3Uri": "s3://capture/churn",
                "kmsKeyId": KEY_ARN,
                "captureOptions": [{"captureMode": "Input"}, {"captureMode": "Output"}],
            },
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={
            "name": "other",
            "kmsKeyArn": KEY_ARN[:-1] + "c",
            "productionVariants": [{**VARIANT, "instanceType": "ml.m5.xlarge"}],
            "dataCaptureConfig": {
                "enableCapture": False,
                "initialSamplingPercentage": 100,
                "destinationS3Uri": "s3://capture/churn",
                "captureOptions": [{"captureMode": "Input"}],
            },
            "executionRoleArn": ROLE,
        },
    ),
    "aws:sagemaker/endpoint:Endpoint": Sample(
        {
            "name": "churn",
            "endpointConfigName": "{aws:sagemaker/endpointConfiguration:EndpointConfiguration}",
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={"name": "other"},
    ),
    "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy": Sample(
        {
            "modelPackageGroupName": "{aws:sagemaker/modelPackageGroup:ModelPackageGroup}",
            "resourcePolicy": policy("sagemaker:DescribeModelPackage"),
        },
        updates={"resourcePolicy": policy("sagemaker:ListModelPackages")},
        replaces={"modelPackageGroupName": "other"},
    ),
    "aws:sagemaker/modelCard:ModelCard": Sample(
        {
            "modelCardName": "churn",
            "modelCardStatus": "Draft",
            "content": json.dumps({"model_overview": {"model_description": "tells who leaves"}}),
            "securityConfig": {"kmsKeyId": KEY_ARN},
            "tags": TAGS,
        },
        updates={
            "modelCardStatus": "Approved",
            "content": json.dumps({"model_overview": {"model_description": "leavers"}}),
            "tags": OTHER_TAGS,
        },
        replaces={"modelCardName": "other", "securityConfig": {"kmsKeyId": f"{KEY_ARN}0"}},
    ),
    "aws:sagemaker/modelCardExportJob:ModelCardExportJob": Sample(
        {
            "modelCardName": "{aws:sagemaker/modelCard:ModelCard}",
            "modelCardExportJobName": "churn-{new}",
            "outputConfig": {"s3OutputPath": "s3://cards/"},
        },
        replaces={"modelCardExportJobName": "other", "modelCardName": "other"},
        stays=True,
    ),
}
