"""Samples of SageMaker Studio."""

import base64

from tests.local.providers.aws.samples.sample import ACCOUNT, KEY_ARN, OTHER_TAGS, ROLE, TAGS, Sample

DOMAIN = "{aws:sagemaker/domain:Domain}"
PROFILE = "{aws:sagemaker/userProfile:UserProfile.userProfileName}"
JUPYTER = {"instanceType": "ml.t3.medium"}
LAB = {"jupyterLabAppSettings": {"defaultResourceSpec": JUPYTER}}
KERNEL = {"kernelSpecs": [{"name": "python3", "displayName": "Python 3"}]}
CONTAINER = {"containerArguments": ["--quiet"], "containerEnvironmentVariables": {"STAGE": "prod"}}
IMAGE = f"{ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/churn"

SAMPLES: dict[str, Sample] = {
    "aws:sagemaker/domain:Domain": Sample(
        {
            "domainName": "churn",
            "authMode": "IAM",
            "vpcId": "vpc-0a1b2c3d",
            "subnetIds": ["subnet-0a1b2c3d"],
            "appNetworkAccessType": "VpcOnly",
            "kmsKeyId": KEY_ARN,
            "domainSettings": {"dockerSettings": {"enableDockerAccess": "DISABLED"}},
            "defaultUserSettings": {"executionRole": ROLE, "securityGroups": ["sg-0a1b2c3d"]},
            "retentionPolicy": {"homeEfsFileSystem": "Delete"},
            "tags": TAGS,
        },
        updates={
            "appNetworkAccessType": "PublicInternetOnly",
            "defaultUserSettings": {
                "executionRole": ROLE,
                "studioWebPortal": "ENABLED",
                "sharingSettings": {"notebookOutputOption": "Allowed", "s3OutputPath": "s3://shared/"},
                **LAB,
            },
            "defaultSpaceSettings": {"executionRole": ROLE, **LAB},
            "retentionPolicy": {"homeEfsFileSystem": "Retain"},
            "tags": OTHER_TAGS,
        },
        replaces={"domainName": "other", "authMode": "SSO", "vpcId": "vpc-1", "kmsKeyId": f"{KEY_ARN}0"},
        write_only=("retentionPolicy",),
    ),
    "aws:sagemaker/userProfile:UserProfile": Sample(
        {
            "domainId": DOMAIN,
            "userProfileName": "ada",
            "userSettings": {"executionRole": ROLE, **LAB},
            "tags": TAGS,
        },
        updates={
            "userSettings": {"executionRole": ROLE, "securityGroups": ["sg-0a1b2c3d"], "defaultLandingUri": "studio::"},
            "tags": OTHER_TAGS,
        },
        replaces={"domainId": "d-other", "userProfileName": "bob"},
        import_id="{arn}",
    ),
    "aws:sagemaker/space:Space": Sample(
        {
            "domainId": DOMAIN,
            "spaceName": "lab",
            "spaceDisplayName": "Lab",
            "ownershipSettings": {"ownerUserProfileName": PROFILE},
            "spaceSharingSettings": {"sharingType": "Private"},
            "spaceSettings": {
                "appType": "JupyterLab",
                "jupyterLabAppSettings": {"defaultResourceSpec": JUPYTER},
                "spaceStorageSettings": {"ebsStorageSettings": {"ebsVolumeSizeInGb": 20}},
            },
            "tags": TAGS,
        },
        updates={
            "spaceSettings": {
                "appType": "JupyterLab",
                "jupyterLabAppSettings": {"defaultResourceSpec": {"instanceType": "ml.t3.large"}},
                "spaceStorageSettings": {"ebsStorageSettings": {"ebsVolumeSizeInGb": 40}},
            },
            "tags": OTHER_TAGS,
        },
        replaces={
            "domainId": "d-other",
            "spaceName": "other",
            "ownershipSettings": {"ownerUserProfileName": "bob"},
            "spaceSharingSettings": {"sharingType": "Shared"},
        },
    ),
    "aws:sagemaker/app:App": Sample(
        {
            "domainId": DOMAIN,
            "userProfileName": PROFILE,
            "appName": "default",
            "appType": "JupyterServer",
            "resourceSpec": {"instanceType": "system"},
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={
            "appName": "other",
            "appType": "KernelGateway",
            "domainId": "d-other",
            "userProfileName": "bob",
            "resourceSpec": JUPYTER,
        },
    ),
    "aws:sagemaker/appImageConfig:AppImageConfig": Sample(
        {"appImageConfigName": "churn", "kernelGatewayImageConfig": KERNEL, "tags": TAGS},
        updates={
            "kernelGatewayImageConfig": {**KERNEL, "fileSystemConfig": {"defaultUid": 0}},
            "jupyterLabImageConfig": {"containerConfig": CONTAINER},
            "codeEditorAppImageConfig": {"containerConfig": CONTAINER, "fileSystemConfig": {"mountPath": "/home/me"}},
            "tags": OTHER_TAGS,
        },
        replaces={"appImageConfigName": "other"},
    ),
    "aws:sagemaker/image:Image": Sample(
        {"imageName": "churn", "roleArn": ROLE, "description": "notebooks of churn", "tags": TAGS},
        updates={
            "description": "notebooks",
            "displayName": "Churn",
            "tags": OTHER_TAGS,
        },
        replaces={"imageName": "other", "roleArn": f"{ROLE}-other"},
    ),
    "aws:sagemaker/imageVersion:ImageVersion": Sample(
        {
            "imageName": "{aws:sagemaker/image:Image}",
            "baseImage": f"{IMAGE}:1",
            "jobType": "NOTEBOOK_KERNEL",
            "processor": "CPU",
            "releaseNotes": "first",
            "aliases": ["latest", "1"],
        },
        updates={"horovod": True, "aliases": ["latest", "stable"]},
        replaces={"imageName": "other", "baseImage": f"{IMAGE}:2"},
    ),
    "aws:sagemaker/studioLifecycleConfig:StudioLifecycleConfig": Sample(
        {
            "studioLifecycleConfigName": "idle",
            "studioLifecycleConfigAppType": "JupyterLab",
            "studioLifecycleConfigContent": base64.b64encode(b"echo ready").decode(),
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={
            "studioLifecycleConfigName": "other",
            "studioLifecycleConfigAppType": "JupyterServer",
            "studioLifecycleConfigContent": base64.b64encode(b"echo go").decode(),
        },
    ),
}
