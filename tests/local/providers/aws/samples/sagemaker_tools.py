"""Samples of SageMaker's tools."""

import base64

from tests.local.providers.aws.samples.sample import ACCOUNT, KEY_ARN, OTHER_TAGS, ROLE, TAGS, Sample

SCRIPT = base64.b64encode(b"echo ready").decode()
OTHER_SCRIPT = base64.b64encode(b"echo go").decode()
LIFECYCLE = "aws:sagemaker/notebookInstanceLifecycleConfiguration:NotebookInstanceLifecycleConfiguration"
REPOSITORY = {"repositoryUrl": "https://git.example/churn.git", "branch": "main"}
PUBLIC = "arn:aws:sagemaker:eu-west-1:aws:hub-content/SageMakerPublicHub/Model"
SECRET = f"arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:AmazonSageMaker-git-AbCdEf"
PRODUCT = {"productId": "prod-abcdefghijklm", "provisioningArtifactId": "pa-abcdefghijklm"}

SAMPLES: dict[str, Sample] = {
    "aws:sagemaker/codeRepository:CodeRepository": Sample(
        {"codeRepositoryName": "churn", "gitConfig": REPOSITORY, "tags": TAGS},
        updates={"gitConfig": {**REPOSITORY, "secretArn": SECRET}, "tags": OTHER_TAGS},
        replaces={"codeRepositoryName": "other"},
    ),
    "aws:sagemaker/notebookInstance:NotebookInstance": Sample(
        {
            "name": "churn",
            "instanceType": "ml.t3.medium",
            "roleArn": ROLE,
            "subnetId": "subnet-0a1b2c3d",
            "securityGroups": ["sg-0a1b2c3d"],
            "kmsKeyId": KEY_ARN,
            "directInternetAccess": "Disabled",
            "platformIdentifier": "notebook-al2-v3",
            "instanceMetadataServiceConfiguration": {"minimumInstanceMetadataServiceVersion": "2"},
            "tags": TAGS,
        },
        updates={
            "instanceType": "ml.t3.large",
            "roleArn": f"{ROLE}-other",
            "rootAccess": "Disabled",
            "volumeSize": 20,
            "lifecycleConfigName": f"{{{LIFECYCLE}}}",
            "defaultCodeRepository": "{aws:sagemaker/codeRepository:CodeRepository}",
            "additionalCodeRepositories": ["https://git.example/lib.git"],
            "tags": OTHER_TAGS,
        },
        replaces={
            "name": "other",
            "subnetId": "subnet-1",
            "securityGroups": ["sg-1"],
            "kmsKeyId": f"{KEY_ARN}0",
            "directInternetAccess": "Enabled",
        },
    ),
    "aws:sagemaker/notebookInstanceLifecycleConfiguration:NotebookInstanceLifecycleConfiguration": Sample(
        {"name": "churn", "onCreate": SCRIPT, "tags": TAGS},
        updates={"onCreate": OTHER_SCRIPT, "onStart": SCRIPT, "tags": OTHER_TAGS},
        replaces={"name": "other"},
    ),
    "aws:sagemaker/hub:Hub": Sample(
        {
            "hubName": "churn",
            "hubDescription": "models we trust",
            "s3StorageConfig": {"s3OutputPath": "s3://hub/"},
            "tags": TAGS,
        },
        updates={
            "hubDescription": "models",
            "hubDisplayName": "Churn",
            "hubSearchKeywords": ["churn"],
            "tags": OTHER_TAGS,
        },
        replaces={"hubName": "other", "s3StorageConfig": {"s3OutputPath": "s3://other/"}},
    ),
    "aws:sagemaker/hubContentReference:HubContentReference": Sample(
        {
            "hubName": "{aws:sagemaker/hub:Hub}",
            "hubContentName": "xgboost",
            "sagemakerPublicHubContentArn": f"{PUBLIC}/xgboost-classification-model",
            "minVersion": "2.0.0",
            "tags": TAGS,
        },
        updates={"minVersion": "2.1.0", "tags": OTHER_TAGS},
        replaces={
            "hubName": "other",
            "hubContentName": "other",
            "sagemakerPublicHubContentArn": f"{PUBLIC}/lightgbm",
        },
    ),
    "aws:sagemaker/mlflowApp:MlflowApp": Sample(
        {"name": "churn", "artifactStoreUri": "s3://artifacts/mlflow", "roleArn": ROLE, "tags": TAGS},
        updates={
            "artifactStoreUri": "s3://artifacts/other",
            "accountDefaultStatus": "ENABLED",
            "defaultDomainIdLists": ["d-abcdefghijkl"],
            "modelRegistrationMode": "AutoModelRegistrationEnabled",
            "weeklyMaintenanceWindowStart": "Sun:04:00",
            "tags": OTHER_TAGS,
        },
        replaces={"roleArn": f"{ROLE}-other"},
    ),
    "aws:sagemaker/mlflowTrackingServer:MlflowTrackingServer": Sample(
        {
            "trackingServerName": "churn",
            "artifactStoreUri": "s3://artifacts/mlflow",
            "roleArn": ROLE,
            "mlflowVersion": "2.16.2",
            "tags": TAGS,
        },
        updates={
            "artifactStoreUri": "s3://artifacts/other",
            "automaticModelRegistration": True,
            "trackingServerSize": "Medium",
            "weeklyMaintenanceWindowStart": "Sun:04:00",
            "tags": OTHER_TAGS,
        },
        replaces={"trackingServerName": "other", "roleArn": f"{ROLE}-other"},
    ),
    "aws:sagemaker/project:Project": Sample(
        {
            "projectName": "churn",
            "projectDescription": "train and serve",
            "serviceCatalogProvisioningDetails": {
                **PRODUCT,
                "provisioningParameters": [{"key": "Stage", "value": "prod"}],
            },
            "tags": TAGS,
        },
        updates={
            "projectDescription": "serve",
            "serviceCatalogProvisioningDetails": {
                **PRODUCT,
                "provisioningParameters": [{"key": "Stage", "value": "test"}],
            },
            "tags": OTHER_TAGS,
        },
        replaces={"projectName": "other"},
    ),
    "aws:sagemaker/servicecatalogPortfolioStatus:ServicecatalogPortfolioStatus": Sample(
        {"status": "Enabled"},
        updates={"status": "Disabled"},
        stays=True,
    ),
}
