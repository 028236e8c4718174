"""Samples of SageMaker's jobs."""

from tests.local.providers.aws.samples.sample import ACCOUNT, KEY_ARN, OTHER_TAGS, ROLE, TAGS, Sample

IMAGE = f"{ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/churn:1"
NETWORK = {"securityGroupIds": ["sg-0a1b2c3d"], "subnets": ["subnet-0a1b2c3d"]}
RESOURCES = {"instanceCount": 1, "instanceType": "ml.m5.large", "volumeSizeInGb": 20, "volumeKmsKeyId": KEY_ARN}
CHANNEL = {
    "channelName": "train",
    "contentType": "text/csv",
    "dataSource": {"s3DataSource": {"s3DataType": "S3Prefix", "s3Uri": "s3://curated/train/"}},
}
OUTPUT = {"s3OutputPath": "s3://artifacts/", "kmsKeyId": KEY_ARN}
METRIC = {"name": "auc", "regex": "auc=([0-9.]+)"}
SPECIFICATION = {
    "trainingImage": IMAGE,
    "supportedTrainingInstanceTypes": ["ml.m5.large"],
    "supportedHyperParameters": [
        {
            "name": "depth",
            "type": "Integer",
            "isTunable": True,
            "isRequired": False,
            "range": {"integerParameterRangeSpecification": {"minValue": "1", "maxValue": "9"}},
        }
    ],
    "metricDefinitions": [METRIC],
    "trainingChannels": [
        {"name": "train", "supportedContentTypes": ["text/csv"], "supportedInputModes": ["File"], "isRequired": True}
    ],
}
DATA_QUALITY = {
    "dataQualityAppSpecification": {"imageUri": IMAGE, "environment": {"STAGE": "prod"}},
    "dataQualityJobInput": {"endpointInput": {"endpointName": "churn"}},
    "dataQualityJobOutputConfig": {"kmsKeyId": KEY_ARN, "monitoringOutputs": {"s3Output": {"s3Uri": "s3://reports/"}}},
    "jobResources": {"clusterConfig": RESOURCES},
}


def scheduled(expression: str) -> dict[str, object]:
    """A watch over the data that comes in."""
    return {
        "monitoringJobDefinitionName": "{aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition}",
        "monitoringType": "DataQuality",
        "scheduleConfig": {"scheduleExpression": expression},
    }


SAMPLES: dict[str, Sample] = {
    "aws:sagemaker/algorithm:Algorithm": Sample(
        {
            "algorithmName": "churn",
            "algorithmDescription": "tells who leaves",
            "trainingSpecification": SPECIFICATION,
            "inferenceSpecification": {
                "containers": [{"image": IMAGE}],
                "supportedContentTypes": ["text/csv"],
                "supportedRealtimeInferenceInstanceTypes": ["ml.m5.large"],
                "supportedResponseMimeTypes": ["text/csv"],
                "supportedTransformInstanceTypes": ["ml.m5.large"],
            },
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={
            "algorithmName": "other",
            "algorithmDescription": "other",
            "trainingSpecification": {**SPECIFICATION, "supportsDistributedTraining": True},
        },
    ),
    "aws:sagemaker/trainingJob:TrainingJob": Sample(
        {
            "trainingJobName": "churn",
            "roleArn": ROLE,
            "algorithmSpecification": {
                "trainingImage": IMAGE,
                "trainingInputMode": "File",
                "metricDefinitions": [METRIC],
            },
            "enableNetworkIsolation": True,
            "environment": {"STAGE": "prod"},
            "hyperParameters": {"depth": "6"},
            "inputDataConfigs": [CHANNEL],
            "outputDataConfig": OUTPUT,
            "resourceConfig": RESOURCES,
            "stoppingCondition": {"maxRuntimeInSeconds": 3600},
            "vpcConfig": NETWORK,
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={
            "trainingJobName": "other",
            "roleArn": f"{ROLE}-other",
            "hyperParameters": {"depth": "7"},
            "outputDataConfig": {"s3OutputPath": "s3://other/"},
            "enableNetworkIsolation": False,
        },
    ),
    "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob": Sample(
        {
            "name": "churn",
            "config": {
                "strategy": "Bayesian",
                "objective": {"type": "Maximize", "metricName": "auc"},
                "resourceLimits": {"maxNumberOfTrainingJobs": 4, "maxParallelTrainingJobs": 2},
                "parameterRanges": {
                    "integerParameterRanges": [
                        {"name": "depth", "minValue": "1", "maxValue": "9", "scalingType": "Linear"}
                    ]
                },
                "trainingJobEarlyStoppingType": "Auto",
            },
            "trainingJobDefinition": {
                "algorithmSpecification": {
                    "trainingImage": IMAGE,
                    "trainingInputMode": "File",
                    "metricDefinitions": [METRIC],
                },
                "inputDataConfigs": [CHANNEL],
                "outputDataConfig": OUTPUT,
                "resourceConfig": RESOURCES,
                "roleArn": ROLE,
                "staticHyperParameters": {"rounds": "100"},
                "stoppingCondition": {"maxRuntimeInSeconds": 3600},
                "vpcConfig": NETWORK,
            },
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={
            "name": "other",
            "config": {
                "strategy": "Random",
                "objective": {"type": "Maximize", "metricName": "auc"},
                "resourceLimits": {"maxNumberOfTrainingJobs": 4, "maxParallelTrainingJobs": 2},
            },
        },
    ),
    "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition": Sample(
        {
            "name": "churn",
            "roleArn": ROLE,
            **DATA_QUALITY,
            "networkConfig": {"enableNetworkIsolation": False, "vpcConfig": NETWORK},
            "stoppingCondition": {"maxRuntimeInSeconds": 1800},
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={"name": "other", "roleArn": f"{ROLE}-other", "stoppingCondition": {"maxRuntimeInSeconds": 900}},
    ),
    "aws:sagemaker/monitoringSchedule:MonitoringSchedule": Sample(
        {"name": "churn", "monitoringScheduleConfig": scheduled("cron(0 * ? * * *)"), "tags": TAGS},
        updates={"monitoringScheduleConfig": scheduled("cron(0 4 ? * * *)"), "tags": OTHER_TAGS},
        replaces={"name": "other"},
    ),
}
