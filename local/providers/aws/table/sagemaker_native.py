"""SageMaker as CloudFormation has it: the types of pulumi-aws-native that pulumi-aws has, too.

CloudFormation's names are AWS's own, so that a row here has no renames where one of pulumi-aws needs them. What the
operations are and how AWS behaves is said there, once.
"""

import re
from typing import Any

from local.providers.aws.row import Name, Op, Put, Row
from local.providers.aws.table import (
    sagemaker,
    sagemaker_jobs,
    sagemaker_people,
    sagemaker_studio,
    sagemaker_tools,
)

PARTS = (sagemaker, sagemaker_jobs, sagemaker_people, sagemaker_studio, sagemaker_tools)
AWS = {row.type.rsplit(":", 1)[-1]: row for part in PARTS for row in part.ROWS}
SHARED = ("create", "read", "update", "delete", "before_delete", "ready", "gone", "hidden", "json", "needs")


def row(noun: str, **words: Any) -> Row:
    """A type whose operations are Create, Describe and Delete of its noun, and whose id is its ARN."""
    name = lowered(f"{noun}Name")
    told: dict[str, Any] = {
        "key": {f"{noun}Name": name},
        "create": Op(f"Create{noun}"),
        "read": (Op(f"Describe{noun}"),),
        "delete": (Op(f"Delete{noun}", only=()),),
        "imports": by_arn(noun, name),
        "name": named(name),
        "tags": sagemaker.tagged(lowered(f"{noun}Arn")),
        **words,
    }
    type_ = lowered(noun)
    return Row(type=f"aws-native:sagemaker:{type_[0].upper()}{type_[1:]}", service="sagemaker", **told)


def like(type_: str, noun: str = "", **words: Any) -> Row:
    """A type that is the same resource as one of pulumi-aws."""
    aws = AWS[type_]
    shared = {field: getattr(aws, field) for field in SHARED}
    key = {member: lowered(member) for member in aws.key}
    return row(noun or aws.create.name.removeprefix("Create"), **{**shared, "key": key, **words})


def lowered(member: str) -> str:
    """A member as a property: `EndpointName` is `endpointName`, `AIWorkloadConfig` is `aiWorkloadConfig`."""
    return re.sub(r"^([A-Z]+(?=[A-Z][a-z])|[A-Z])", lambda start: start[0].lower(), member)


def named(property_: str, longest: int = 63) -> Name:
    """How pulumi-aws-native names what the program does not."""
    return Name(property_, longest=longest, keeps=True)


def by_arn(noun: str, name: str) -> tuple[str, ...]:
    """What the ARN tells that is the id."""
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", noun).lower()
    return (f"arn:{{partition}}:sagemaker:{{region}}:{{account}}:{kind}/{{{name}}}",)


BY_NAME: dict[str, Any] = {"imports": ()}
"""The id is what names it."""
RETAINED = ("excludeRetainedVariantProperties", "retainAllVariantProperties", "retainDeploymentConfig")
IMAGE_CONFIGS = ("codeEditorAppImageConfig", "jupyterLabAppImageConfig")
IMAGE_VERSION = "arn:{partition}:sagemaker:{region}:{account}:image-version/{imageName}/{version}"

ROWS = (
    like("Model", fills=("containers.mode", "primaryContainer.mode")),
    like("EndpointConfiguration"),
    like("Endpoint", update=(Put(Op("UpdateEndpoint"), along=RETAINED),), hidden=RETAINED),
    like(
        "FeatureGroup",
        **BY_NAME,
        name=named("featureGroupName", 64),
        renames={"featureGroupArn": "FeatureGroupArn"},
        update=(
            Put(Op("UpdateFeatureGroup")),
            Put(
                Op(
                    "UpdateFeatureGroup",
                    only=("featureDefinitions",),
                    renames={"featureDefinitions": "FeatureAdditions"},
                ),
                grows=True,
            ),
        ),
        fills=(
            "offlineStoreConfig.dataCatalogConfig",
            "offlineStoreConfig.tableFormat",
            "onlineStoreConfig.storageType",
            "throughputConfig",
        ),
    ),
    like(
        "Pipeline",
        **BY_NAME,
        name=named("pipelineName", 256),
        renames={
            "pipelineArn": "PipelineArn",
            "pipelineDefinition": ".",
            "pipelineDefinition.pipelineDefinitionBody": "PipelineDefinition",
            "pipelineDefinition.pipelineDefinitionS3Location.key": "ObjectKey",
            "pipelineDefinition.pipelineDefinitionS3Location.version": "VersionId",
        },
        hidden=("pipelineDefinition.pipelineDefinitionS3Location",),
        json=(),
        needs=(),
    ),
    like(
        "ModelPackageGroup",
        read=(
            Op("DescribeModelPackageGroup"),
            Op(
                "GetModelPackageGroupPolicy",
                only=("modelPackageGroupPolicy",),
                renames={"modelPackageGroupPolicy": "ResourcePolicy"},
            ),
        ),
        update=(
            Put(
                Op(
                    "PutModelPackageGroupPolicy",
                    only=("modelPackageGroupPolicy",),
                    renames={"modelPackageGroupPolicy": "ResourcePolicy"},
                ),
                clear=Op("DeleteModelPackageGroupPolicy", only=()),
            ),
        ),
        json=("modelPackageGroupPolicy",),
    ),
    like("ModelCard", **BY_NAME, json=(), codecs={"content": "model_card"}),
    like("Algorithm"),
    like(
        "DataQualityJobDefinition",
        imports=by_arn("DataQualityJobDefinition", "jobDefinitionName"),
        name=named("jobDefinitionName"),
        tags=sagemaker.tagged("jobDefinitionArn"),
    ),
    like("MonitoringSchedule"),
    like("Workforce"),
    like(
        "Workteam",
        imports=by_arn("Workteam/private-crowd", "workteamName"),
        renames={
            "memberDefinitions.cognitoMemberDefinition.cognitoClientId": "ClientId",
            "memberDefinitions.cognitoMemberDefinition.cognitoUserGroup": "UserGroup",
            "memberDefinitions.cognitoMemberDefinition.cognitoUserPool": "UserPool",
            "memberDefinitions.oidcMemberDefinition.oidcGroups": "Groups",
        },
    ),
    like("HumanTaskUI"),
    like("DeviceFleet", **BY_NAME, renames={"deviceFleetArn": "DeviceFleetArn"}),
    like(
        "Device",
        "Device",
        key={"DeviceFleetName": "deviceFleetName", "DeviceName": "{device.deviceName}"},
        id="{device.deviceName}",
        imports=None,
        name=None,
        renames={"deviceArn": "DeviceArn"},
    ),
    like(
        "Domain",
        update=(
            Put(
                Op("UpdateDomain", renames={"domainSettings": "DomainSettingsForUpdate"}),
                reset={"defaultSpaceSettings": {}},
            ),
        ),
        delete=(Op("DeleteDomain", only=()),),
        imports=(),
        fills=("appNetworkAccessType", "tagPropagation"),
    ),
    like("UserProfile", **BY_NAME),
    like("Space", **BY_NAME),
    like(
        "App",
        key={
            "AppName": "appName",
            "AppType": "appType",
            "DomainId": "domainId",
            "UserProfileName": "userProfileName",
        },
        **BY_NAME,
        needs=(),
        replace={"recoveryMode": "no operation of AWS changes it"},
    ),
    like(
        "AppImageConfig",
        **BY_NAME,
        update=(Put(Op("UpdateAppImageConfig"), reset={config: {} for config in IMAGE_CONFIGS}),),
    ),
    like(
        "Image",
        renames={"imageDescription": "Description", "imageDisplayName": "DisplayName", "imageRoleArn": "RoleArn"},
    ),
    like(
        "ImageVersion",
        imports=(IMAGE_VERSION,),
        name=None,
        tells={"imageVersionArn": IMAGE_VERSION},
        update=(
            Put(Op("UpdateImageVersion", skip=("alias", "aliases")), reset={"horovod": False}),
            *(put for put in AWS["ImageVersion"].update if put.remove),
        ),
        tags=None,
    ),
    like("StudioLifecycleConfig", **BY_NAME),
    like("CodeRepository"),
    like(
        "NotebookInstance",
        read=(
            Op(
                "DescribeNotebookInstance",
                renames={
                    "lifecycleConfigName": "NotebookInstanceLifecycleConfigName",
                    "securityGroupIds": "SecurityGroups",
                },
            ),
        ),
    ),
    like("NotebookInstanceLifecycleConfiguration"),
    like("Hub"),
    like(
        "MlflowApp",
        imports=by_arn("MlflowApp", "mlflowAppId"),
        name=named("name", 256),
        tags=sagemaker.tagged("arn"),
        update=(Put(Op("UpdateMlflowApp")),),
    ),
    like(
        "MlflowTrackingServer",
        **BY_NAME,
        name=named("trackingServerName", 256),
        replace=dict.fromkeys(("mlflowVersion", "roleArn"), "no operation of AWS changes it"),
        tags=sagemaker.tagged("trackingServerArn"),
    ),
    like(
        "Project",
        create=Op(
            "CreateProject",
            renames={
                "templateProviderDetails": "TemplateProviders",
                "templateProviderDetails.cfnTemplateProviderDetail": "CfnTemplateProvider",
            },
        ),
        update=(),
        name=named("projectName", 32),
    ),
)
