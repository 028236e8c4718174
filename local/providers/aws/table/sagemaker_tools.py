"""SageMaker's tools: notebooks, code repositories, hubs, projects and MLflow."""

from local.providers.aws.row import Name, Op, Put, Ready
from local.providers.aws.table.sagemaker import row, tagged

REFERENCE = {"HubContentType": "ModelReference"}
FAILED = ("CreateFailed", "UpdateFailed", "DeleteFailed")

ROWS = (
    row(
        "CodeRepository",
        key={"CodeRepositoryName": "codeRepositoryName"},
        update=(Put(Op("UpdateCodeRepository")),),
    ),
    row(
        "NotebookInstance",
        key={"NotebookInstanceName": "name"},
        read=(
            Op(
                "DescribeNotebookInstance",
                renames={
                    "lifecycleConfigName": "NotebookInstanceLifecycleConfigName",
                    "securityGroups": "SecurityGroups",
                },
            ),
        ),
        update=(
            Put(
                Op("UpdateNotebookInstance"),
                drop={
                    "additionalCodeRepositories": "DisassociateAdditionalCodeRepositories",
                    "defaultCodeRepository": "DisassociateDefaultCodeRepository",
                    "lifecycleConfigName": "DisassociateLifecycleConfig",
                },
                before="stop_notebook",
                then="start_notebook",
            ),
        ),
        before_delete="stop_notebook",
        name=Name(longest=63),
        renames={
            "arn": "NotebookInstanceArn",
            "name": "NotebookInstanceName",
            "securityGroups": "SecurityGroupIds",
            "volumeSize": "VolumeSizeInGB",
        },
        replace_when={"volumeSize": "falls"},
        defaults={"directInternetAccess": "Enabled", "rootAccess": "Enabled", "volumeSize": 5},
        ready=Ready("NotebookInstanceStatus", until=("InService",), failed=("Failed",)),
    ),
    row(
        "NotebookInstanceLifecycleConfiguration",
        "NotebookInstanceLifecycleConfig",
        key={"NotebookInstanceLifecycleConfigName": "name"},
        update=(
            Put(
                Op("UpdateNotebookInstanceLifecycleConfig"),
            ),
        ),
        name=Name(longest=63),
        renames={
            "arn": "NotebookInstanceLifecycleConfigArn",
            "name": "NotebookInstanceLifecycleConfigName",
            "onCreate": "OnCreate[0].Content",
            "onStart": "OnStart[0].Content",
        },
    ),
    row(
        "Hub",
        key={"HubName": "hubName"},
        update=(Put(Op("UpdateHub"), reset={"hubDisplayName": "", "hubSearchKeywords": []}),),
        ready=Ready("HubStatus", until=("InService",), failed=FAILED),
    ),
    row(
        "HubContentReference",
        key={"HubName": "hubName", "HubContentName": "hubContentName"},
        read=(Op("DescribeHubContent", send=REFERENCE, renames={"minVersion": "ReferenceMinVersion"}),),
        update=(Put(Op("UpdateHubContentReference", send=REFERENCE)),),
        delete=(Op("DeleteHubContentReference", only=(), send=REFERENCE),),
        id="{hubName},{hubContentName}",
        renames={},
        local={"timeouts": None},
        tags=tagged("hubContentArn"),
    ),
    row(
        "MlflowApp",
        key={"Arn": "arn"},
        update=(Put(Op("UpdateMlflowApp"), reset={"defaultDomainIdLists": []}),),
        name=Name(longest=63),
        renames={},
        local={"timeouts": None},
        gone=("Status", ("Deleted",)),
        ready=Ready("Status", until=("Created", "Updated"), failed=FAILED, reason="MaintenanceStatus"),
    ),
    row(
        "MlflowTrackingServer",
        key={"TrackingServerName": "trackingServerName"},
        update=(Put(Op("UpdateMlflowTrackingServer")),),
        renames={"arn": "TrackingServerArn"},
        defaults={"automaticModelRegistration": False, "trackingServerSize": "Small"},
        ready=Ready(
            "TrackingServerStatus",
            until=("Created", "Updated"),
            failed=FAILED,
            reason="TrackingServerMaintenanceStatus",
        ),
    ),
    row(
        "Project",
        key={"ProjectName": "projectName"},
        update=(
            Put(
                Op(
                    "UpdateProject",
                    renames={"serviceCatalogProvisioningDetails": "ServiceCatalogProvisioningUpdateDetails"},
                ),
                reset={"projectDescription": ""},
            ),
        ),
        ready=Ready(
            "ProjectStatus",
            until=("CreateCompleted", "UpdateCompleted"),
            failed=FAILED,
            reason="ProjectDescription",
        ),
        gone=("ProjectStatus", ("DeleteCompleted",)),
    ),
    row(
        "ServicecatalogPortfolioStatus",
        key={},
        create=Op("EnableSagemakerServicecatalogPortfolio"),
        read=(Op("GetSagemakerServicecatalogPortfolioStatus"),),
        update=(
            Put(
                Op("EnableSagemakerServicecatalogPortfolio"),
                clear=Op("DisableSagemakerServicecatalogPortfolio"),
                switch="status",
                on="Enabled",
                initial=True,
            ),
        ),
        delete=(),
        id="{region}",
        renames={},
        tags=None,
    ),
)
