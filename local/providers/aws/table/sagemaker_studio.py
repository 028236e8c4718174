"""SageMaker Studio: domains, who works in them, and with what."""

from local.providers.aws.row import Op, Put, Ready
from local.providers.aws.table.sagemaker import row

FAILED = ("Failed", "Update_Failed", "Delete_Failed")
USER_DEFAULTS = {
    "rStudioServerProAppSettings.userGroup": "R_STUDIO_USER",
    "sharingSettings.notebookOutputOption": "Disabled",
}
FILE_SYSTEM = {"defaultGid": 100, "defaultUid": 1000, "mountPath": "/home/sagemaker-user"}
IMAGE_CONFIGS = ("codeEditorAppImageConfig", "jupyterLabImageConfig", "kernelGatewayImageConfig")

ROWS = (
    row(
        "Domain",
        key={"DomainId": "domainId"},
        update=(
            Put(
                Op("UpdateDomain", skip=("vpcId",), renames={"domainSettings": "DomainSettingsForUpdate"}),
                reset={"defaultSpaceSettings": {}},
            ),
        ),
        delete=(Op("DeleteDomain", only=("retentionPolicy",)),),
        id="{domainId}",
        renames={"arn": "DomainArn", "domainId": "DomainId"},
        local={"retentionPolicy": None},
        defaults={
            "appNetworkAccessType": "PublicInternetOnly",
            "tagPropagation": "DISABLED",
            **{f"defaultUserSettings.{path}": value for path, value in USER_DEFAULTS.items()},
        },
        ready=Ready("Status", until=("InService",), failed=FAILED),
    ),
    row(
        "UserProfile",
        key={"DomainId": "domainId", "UserProfileName": "userProfileName"},
        update=(Put(Op("UpdateUserProfile"), reset={"userSettings": {}}),),
        id="{domainId}/{userProfileName}",
        imports=(
            "arn:{partition}:sagemaker:{region}:{account}:user-profile/{domainId}/{userProfileName}",
            "{domainId}/{userProfileName}",
        ),
        defaults={f"userSettings.{path}": value for path, value in USER_DEFAULTS.items()},
        ready=Ready("Status", until=("InService",), failed=FAILED),
    ),
    row(
        "Space",
        key={"DomainId": "domainId", "SpaceName": "spaceName"},
        update=(Put(Op("UpdateSpace"), reset={"spaceSettings": {}}),),
        id="{arn}",
        imports=("arn:{partition}:sagemaker:{region}:{account}:space/{domainId}/{spaceName}",),
        replace={
            "ownershipSettings": "AWS cannot change it in place",
            "spaceSharingSettings": "AWS cannot change it in place",
        },
        ready=Ready("Status", until=("InService",), failed=FAILED),
    ),
    row(
        "App",
        key={
            "DomainId": "domainId",
            "UserProfileName": "{userProfileName?}",
            "SpaceName": "{spaceName?}",
            "AppType": "appType",
            "AppName": "appName",
        },
        id="{arn}",
        imports=tuple(
            f"arn:{{partition}}:sagemaker:{{region}}:{{account}}:app/{{domainId}}/{{{owner}}}/{{appType}}/{{appName}}"
            for owner in ("userProfileName", "spaceName")
        ),
        needs=(("userProfileName", "spaceName"),),
        replace={"resourceSpec": "AWS cannot change it in place"},
        gone=("Status", ("Deleted",)),
        ready=Ready("Status", until=("InService",), failed=("Failed",)),
    ),
    row(
        "AppImageConfig",
        key={"AppImageConfigName": "appImageConfigName"},
        renames={"arn": "AppImageConfigArn", "jupyterLabImageConfig": "JupyterLabAppImageConfig"},
        update=(Put(Op("UpdateAppImageConfig"), reset={config: {} for config in IMAGE_CONFIGS[:2]}),),
        defaults={f"{c}.fileSystemConfig.{name}": value for c in IMAGE_CONFIGS for name, value in FILE_SYSTEM.items()},
    ),
    row(
        "Image",
        key={"ImageName": "imageName"},
        update=(Put(Op("UpdateImage"), forget="DeleteProperties"),),
        ready=Ready("ImageStatus", until=("CREATED",), failed=("CREATE_FAILED", "UPDATE_FAILED", "DELETE_FAILED")),
    ),
    row(
        "ImageVersion",
        key={"ImageName": "imageName", "Version": "version"},
        read=(
            Op("DescribeImageVersion"),
            Op("ListAliases", only=("aliases",), renames={"aliases": "SageMakerImageVersionAliases"}),
        ),
        update=(
            Put(Op("UpdateImageVersion", skip=("aliases",)), reset={"horovod": False}),
            Put(
                Op("UpdateImageVersion", only=("aliases",), renames={"aliases": "AliasesToAdd"}),
                remove=Op("UpdateImageVersion", only=("aliases",), renames={"aliases": "AliasesToDelete"}),
            ),
        ),
        id="{imageName},{version}",
        tells={"arn": "arn:{partition}:sagemaker:{region}:{account}:image-version/{imageName}/{version}"},
        renames={"arn": "ImageVersionArn"},
        tags=None,
        ready=Ready("ImageVersionStatus", until=("CREATED",), failed=("CREATE_FAILED", "DELETE_FAILED")),
    ),
    row("StudioLifecycleConfig", key={"StudioLifecycleConfigName": "studioLifecycleConfigName"}),
)
