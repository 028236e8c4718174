"""Lives: for each kind of resource that the store serves, what is asked from its creation to its end."""

from dataclasses import dataclass, field
from typing import Any

from tests.local.cloud.sagemaker.asking import IMAGE, ROLE, SAGEMAKER

OTHER_ROLE = f"{ROLE}-other"
VPC = {"SubnetIds": ["subnet-1"], "VpcId": "vpc-1"}
MISSING = "ResourceNotFound"
INVALID = "ValidationException"


@dataclass(frozen=True)
class Life:
    """One kind: what names it, what it is made and changed with, and what is said about it."""

    noun: str
    create: dict[str, Any]
    arn: str
    update: dict[str, Any] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    missing: str = MISSING
    taken: str = "ResourceInUse"
    needs: tuple[str, ...] = ()
    list: str = ""
    hidden: tuple[str, ...] = ()
    """Members of the create that Describe does not tell."""
    is_tagged: bool = True
    within: str = ""
    """The member of Describe that holds the rest."""

    @property
    def keys(self) -> tuple[str, ...]:
        return self.key or (f"{self.noun}Name",)


GIT = {"RepositoryUrl": "https://git.example.com/churn.git", "Branch": "main"}
SCHEDULE = {
    "ScheduleConfig": {"ScheduleExpression": "cron(0 * ? * * *)"},
    "MonitoringJobDefinitionName": "dq",
    "MonitoringType": "DataQuality",
}
CLUSTER = {"ClusterConfig": {"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 20}}
ENDPOINT_INPUT = {"EndpointInput": {"EndpointName": "e", "LocalPath": "/opt/in"}}
OUTPUT = {"MonitoringOutputs": [{"S3Output": {"S3Uri": "s3://out/", "LocalPath": "/opt/out"}}]}


def definition(part: str) -> dict[str, Any]:
    truth = {"GroundTruthS3Input": {"S3Uri": "s3://truth/"}} if part in ("ModelBias", "ModelQuality") else {}
    app = {"ConfigUri": "s3://config/c.json"} if part in ("ModelBias", "ModelExplainability") else {}
    return {
        "JobDefinitionName": "dq",
        f"{part}AppSpecification": {"ImageUri": IMAGE, **app},
        f"{part}JobInput": {**ENDPOINT_INPUT, **truth},
        f"{part}JobOutputConfig": OUTPUT,
        "JobResources": CLUSTER,
        "RoleArn": ROLE,
    }


DOMAIN = Life(
    "Domain",
    {"DomainName": "lab", "AuthMode": "IAM", "DefaultUserSettings": {"ExecutionRole": ROLE}, **VPC},
    "domain/d-*",
    {"DefaultUserSettings": {"ExecutionRole": OTHER_ROLE}},
    key=("DomainId",),
)
LIVES = [
    DOMAIN,
    Life(
        "UserProfile",
        {"UserProfileName": "ann", "UserSettings": {"ExecutionRole": ROLE}},
        "user-profile/d-*/ann",
        {"UserSettings": {"ExecutionRole": OTHER_ROLE}},
        key=("DomainId", "UserProfileName"),
        needs=("Domain",),
    ),
    Life(
        "Space",
        {"SpaceName": "shared", "SpaceSettings": {"AppType": "JupyterLab"}},
        "space/d-*/shared",
        {"SpaceDisplayName": "Shared"},
        key=("DomainId", "SpaceName"),
        needs=("Domain",),
    ),
    Life(
        "App",
        {"UserProfileName": "ann", "AppType": "JupyterServer", "AppName": "default"},
        "app/d-*/ann/jupyterserver/default",
        key=("DomainId", "UserProfileName", "AppType", "AppName"),
        needs=("Domain", "UserProfile"),
    ),
    Life(
        "StudioLifecycleConfig",
        {
            "StudioLifecycleConfigName": "idle",
            "StudioLifecycleConfigContent": "ZWNobw==",
            "StudioLifecycleConfigAppType": "JupyterLab",
        },
        "studio-lifecycle-config/idle",
    ),
    Life(
        "AppImageConfig",
        {"AppImageConfigName": "kernels", "KernelGatewayImageConfig": {"KernelSpecs": [{"Name": "python3"}]}},
        "app-image-config/kernels",
        {"KernelGatewayImageConfig": {"KernelSpecs": [{"Name": "r"}]}},
    ),
    Life(
        "Image",
        {"ImageName": "base", "RoleArn": ROLE, "DisplayName": "Base"},
        "image/base",
        {"DisplayName": "Better"},
    ),
    Life(
        "MlflowTrackingServer",
        {"TrackingServerName": "runs", "ArtifactStoreUri": "s3://runs/", "RoleArn": ROLE},
        "mlflow-tracking-server/runs",
        {"TrackingServerSize": "Medium"},
        key=("TrackingServerName",),
        list="TrackingServerSummaries",
    ),
    Life(
        "MlflowApp",
        {"Name": "runs", "ArtifactStoreUri": "s3://runs/", "RoleArn": ROLE},
        "mlflow-app/app-*",
        {"Name": "more"},
        key=("Arn",),
        list="Summaries",
    ),
    Life(
        "NotebookInstance",
        {"NotebookInstanceName": "Desk", "InstanceType": "ml.t3.medium", "RoleArn": ROLE, "SubnetId": "subnet-1"},
        "notebook-instance/desk",
        missing=INVALID,
        taken=INVALID,
    ),
    Life(
        "NotebookInstanceLifecycleConfig",
        {"NotebookInstanceLifecycleConfigName": "start", "OnStart": [{"Content": "ZWNobw=="}]},
        "notebook-instance-lifecycle-config/start",
        {"OnCreate": [{"Content": "ZWNobw=="}]},
        missing=INVALID,
        taken=INVALID,
    ),
    Life(
        "CodeRepository",
        {"CodeRepositoryName": "churn", "GitConfig": GIT},
        "code-repository/churn",
        {"GitConfig": {"SecretArn": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:git"}},
        missing=INVALID,
        taken=INVALID,
        list="CodeRepositorySummaryList",
    ),
    Life(
        "MonitoringSchedule",
        {"MonitoringScheduleName": "hourly", "MonitoringScheduleConfig": SCHEDULE},
        "monitoring-schedule/hourly",
        {"MonitoringScheduleConfig": SCHEDULE | {"MonitoringJobDefinitionName": "other"}},
    ),
    *(
        Life(
            f"{part}JobDefinition",
            definition(part),
            f"{path}-job-definition/dq",
            key=("JobDefinitionName",),
            list="JobDefinitionSummaries",
        )
        for part, path in {
            "DataQuality": "data-quality",
            "ModelBias": "model-bias",
            "ModelExplainability": "model-explainability",
            "ModelQuality": "model-quality",
        }.items()
    ),
]
CONTAINER = {"Image": IMAGE}
CHANNEL = {"Name": "train", "SupportedContentTypes": ["text/csv"], "SupportedInputModes": ["File"]}
DONE = {"MaxRuntimeInSeconds": 60}
TRAINING = {
    "AlgorithmSpecification": {"TrainingImage": IMAGE, "TrainingInputMode": "File"},
    "RoleArn": ROLE,
    "OutputDataConfig": {"S3OutputPath": "s3://models/"},
    "ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 10},
    "StoppingCondition": DONE,
}
TASK = {
    "WorkteamArn": f"{SAGEMAKER}:workteam/private-crowd/people",
    "TaskTitle": "t",
    "TaskDescription": "d",
}
PEOPLE = [{"CognitoMemberDefinition": {"UserPool": "eu-west-1_a", "UserGroup": "g", "ClientId": "c"}}]
LIVES += [
    Life("TrainingJob", {"TrainingJobName": "Fit", **TRAINING, "EnableNetworkIsolation": True}, "training-job/fit"),
    Life(
        "ProcessingJob",
        {
            "ProcessingJobName": "prepare",
            "ProcessingResources": CLUSTER,
            "AppSpecification": {"ImageUri": IMAGE},
            "RoleArn": ROLE,
        },
        "processing-job/prepare",
    ),
    Life(
        "HyperParameterTuningJob",
        {
            "HyperParameterTuningJobName": "tune",
            "HyperParameterTuningJobConfig": {
                "Strategy": "Random",
                "ResourceLimits": {"MaxParallelTrainingJobs": 1},
            },
        },
        "hyper-parameter-tuning-job/tune",
    ),
    Life(
        "Algorithm",
        {
            "AlgorithmName": "boost",
            "TrainingSpecification": {
                "TrainingImage": IMAGE,
                "SupportedTrainingInstanceTypes": ["ml.m5.large"],
                "TrainingChannels": [CHANNEL],
            },
        },
        "algorithm/boost",
        missing=INVALID,
        taken=INVALID,
    ),
    Life(
        "DeviceFleet",
        {"DeviceFleetName": "shop", "OutputConfig": {"S3OutputLocation": "s3://edge/"}, "RoleArn": ROLE},
        "device-fleet/shop",
        {"Description": "in the shop", "OutputConfig": {"S3OutputLocation": "s3://other/"}},
        missing=INVALID,
    ),
    Life("Hub", {"HubName": "own", "HubDescription": "d"}, "hub/own", {"HubDescription": "e"}, list="HubSummaries"),
    Life(
        "Workforce",
        {"WorkforceName": "all", "CognitoConfig": {"UserPool": "eu-west-1_a", "ClientId": "c"}},
        "workforce/all",
        {"WorkforceVpcConfig": {"VpcId": "vpc-1", "Subnets": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}},
        missing=INVALID,
        taken=INVALID,
        within="Workforce",
    ),
    Life(
        "Workteam",
        {"WorkteamName": "people", "WorkforceName": "all", "MemberDefinitions": PEOPLE, "Description": "d"},
        "workteam/private-crowd/people",
        {"Description": "e"},
        needs=("Workforce",),
        missing=INVALID,
        within="Workteam",
        hidden=("WorkforceName",),
    ),
    Life(
        "HumanTaskUi",
        {"HumanTaskUiName": "page", "UiTemplate": {"Content": "<p>"}},
        "human-task-ui/page",
        hidden=("UiTemplate",),
        list="HumanTaskUiSummaries",
    ),
    Life(
        "FlowDefinition",
        {
            "FlowDefinitionName": "review",
            "OutputConfig": {"S3OutputPath": "s3://out/"},
            "RoleArn": ROLE,
            "HumanLoopConfig": TASK | {"HumanTaskUiArn": f"{SAGEMAKER}:human-task-ui/page", "TaskCount": 1},
        },
        "flow-definition/review",
    ),
    Life(
        "InferenceExperiment",
        {
            "Name": "shadow",
            "Type": "ShadowMode",
            "RoleArn": ROLE,
            "EndpointName": "e",
            "ModelVariants": [
                {
                    "ModelName": "m",
                    "VariantName": "v",
                    "InfrastructureConfig": {
                        "InfrastructureType": "RealTimeInference",
                        "RealTimeInferenceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1},
                    },
                }
            ],
            "ShadowModeConfig": {
                "SourceModelVariantName": "v",
                "ShadowModelVariants": [{"ShadowModelVariantName": "w", "SamplingPercentage": 10}],
            },
        },
        "inference-experiment/shadow",
        {"Description": "d"},
        key=("Name",),
        list="InferenceExperiments",
        hidden=("EndpointName", "ModelVariants"),
    ),
    Life(
        "Project",
        {
            "ProjectName": "churn",
            "ServiceCatalogProvisioningDetails": {"ProductId": "prod-a", "ProvisioningArtifactId": "pa-a"},
        },
        "project/churn",
        {"ProjectDescription": "d"},
        missing=INVALID,
        taken=INVALID,
        list="ProjectSummaryList",
    ),
]
BY_NOUN = {life.noun: life for life in LIVES}
