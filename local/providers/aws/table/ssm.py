"""SSM: parameters, documents, associations, maintenance windows, patch baselines."""

from local.providers.aws.row import Name, Op, Put, Row, Tags


def tags_of(kind: str, id_: str) -> Tags:
    """Tags that are kept by kind and id."""
    target = {"ResourceType": kind, "ResourceId": id_}
    return Tags(
        list=Op("ListTagsForResource", only=(), at="TagList", send=target),
        add=Op("AddTagsToResource", only=(), send=target),
        remove=Op("RemoveTagsFromResource", only=(), send=target),
    )


ROWS = (
    Row(
        type="aws:ssm/parameter:Parameter",
        service="ssm",
        key={"Name": "name"},
        create=Op("PutParameter"),
        read=(
            Op("GetParameter", at="Parameter", send={"WithDecryption": True}),
            Op(
                "DescribeParameters",
                only=("description", "allowedPattern", "tier", "keyId"),
                at="Parameters[0]",
                send={"ParameterFilters[0].Key": "Name", "ParameterFilters[0].Values[0]": "{name}"},
            ),
        ),
        update=(Put(Op("PutParameter", send={"Overwrite": True})),),
        delete=(Op("DeleteParameter", only=()),),
        name=Name(longest=1011),
        renames={"arn": "ARN"},
        local={"overwrite": None},
        replace_when={"tier": "to_standard"},
        tags=tags_of("Parameter", "{name}"),
        needs=(("value",),),
    ),
    Row(
        type="aws:ssm/document:Document",
        replace={"documentType": "no operation of AWS changes it"},
        service="ssm",
        key={"Name": "name"},
        create=Op("CreateDocument", at="DocumentDescription"),
        read=(
            Op("DescribeDocument", at="Document"),
            Op(
                "GetDocument",
                only=("content",),
                send={"DocumentVersion": "$LATEST", "DocumentFormat": "{documentFormat}"},
            ),
        ),
        update=(
            Put(
                Op("UpdateDocument", send={"DocumentVersion": "$LATEST"}),
                after=Op("UpdateDocumentDefaultVersion", only=(), send={"DocumentVersion": "{latestVersion}"}),
            ),
        ),
        delete=(Op("DeleteDocument", only=()),),
        name=Name(longest=128),
        json=("content",),
        defaults={"documentFormat": "JSON"},
        computed={"arn": "arn:{partition}:ssm:{region}:{account}:document/{name}"},
        tags=tags_of("Document", "{name}"),
        missing=("InvalidDocument",),
    ),
    Row(
        type="aws:ssm/association:Association",
        service="ssm",
        key={"AssociationId": "associationId"},
        create=Op("CreateAssociation", at="AssociationDescription"),
        read=(Op("DescribeAssociation", at="AssociationDescription"),),
        update=(Put(Op("UpdateAssociation", skip=("name",))),),
        delete=(Op("DeleteAssociation", only=()),),
        name=Name(),
        renames={
            "outputLocation": "OutputLocation.S3Location",
            "outputLocation.s3BucketName": "OutputS3BucketName",
            "outputLocation.s3KeyPrefix": "OutputS3KeyPrefix",
            "outputLocation.s3Region": "OutputS3Region",
        },
        defaults={"applyOnlyAtCronInterval": False},
        local={"waitForSuccessTimeoutSeconds": None},
        computed={"arn": "arn:{partition}:ssm:{region}:{account}:association/{associationId}"},
        tags=tags_of("Association", "{associationId}"),
    ),
    Row(
        type="aws:ssm/maintenanceWindow:MaintenanceWindow",
        service="ssm",
        key={"WindowId": "windowId"},
        create=Op("CreateMaintenanceWindow"),
        read=(Op("GetMaintenanceWindow"),),
        update=(Put(Op("UpdateMaintenanceWindow", send={"Replace": True})),),
        delete=(Op("DeleteMaintenanceWindow", only=()),),
        name=Name(longest=128),
        renames={"windowId": "WindowId"},
        defaults={"allowUnassociatedTargets": False, "enabled": True},
        tags=tags_of("MaintenanceWindow", "{windowId}"),
    ),
    Row(
        type="aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
        service="ssm",
        key={"WindowId": "windowId", "WindowTargetId": "windowTargetId"},
        create=Op("RegisterTargetWithMaintenanceWindow"),
        read=(Op("DescribeMaintenanceWindowTargets", at="Targets[WindowTargetId={windowTargetId}]"),),
        update=(Put(Op("UpdateMaintenanceWindowTarget", send={"Replace": True})),),
        delete=(Op("DeregisterTargetFromMaintenanceWindow", only=()),),
        id="{windowTargetId}",
        imports=("{windowId}/{windowTargetId}",),
        name=Name(longest=128),
        renames={"windowTargetId": "WindowTargetId"},
    ),
    Row(
        type="aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
        service="ssm",
        key={"WindowId": "windowId", "WindowTaskId": "windowTaskId"},
        create=Op("RegisterTaskWithMaintenanceWindow"),
        read=(Op("GetMaintenanceWindowTask"),),
        update=(Put(Op("UpdateMaintenanceWindowTask", skip=("taskType",), send={"Replace": True})),),
        delete=(Op("DeregisterTaskFromMaintenanceWindow", only=()),),
        id="{windowTaskId}",
        imports=("{windowId}/{windowTaskId}",),
        name=Name(longest=128),
        renames={
            f"taskInvocationParameters.{name}": member
            for name, member in {
                "automationParameters": "Automation",
                "lambdaParameters": "Lambda",
                "runCommandParameters": "RunCommand",
                "runCommandParameters.outputS3Bucket": "OutputS3BucketName",
                "stepFunctionsParameters": "StepFunctions",
            }.items()
        },
        computed={"arn": "arn:{partition}:ssm:{region}:{account}:windowtask/{windowTaskId}"},
    ),
    Row(
        type="aws:ssm/patchBaseline:PatchBaseline",
        service="ssm",
        key={"BaselineId": "baselineId"},
        create=Op("CreatePatchBaseline"),
        read=(Op("GetPatchBaseline"),),
        update=(Put(Op("UpdatePatchBaseline", send={"Replace": True})),),
        delete=(Op("DeletePatchBaseline", only=()),),
        name=Name(longest=128),
        renames={
            "baselineId": "BaselineId",
            "approvalRules": "ApprovalRules.PatchRules",
            "approvalRules.patchFilters": "PatchFilterGroup.PatchFilters",
            "globalFilters": "GlobalFilters.PatchFilters",
        },
        defaults={
            "approvedPatchesComplianceLevel": "UNSPECIFIED",
            "operatingSystem": "WINDOWS",
            "approvalRules.complianceLevel": "UNSPECIFIED",
            "approvalRules.enableNonSecurity": False,
        },
        computed={"arn": "arn:{partition}:ssm:{region}:{account}:patchbaseline/{id}"},
        tags=tags_of("PatchBaseline", "{baselineId}"),
    ),
    Row(
        type="aws:ssm/patchGroup:PatchGroup",
        service="ssm",
        key={"BaselineId": "baselineId", "PatchGroup": "patchGroup"},
        create=Op("RegisterPatchBaselineForPatchGroup"),
        read=(
            Op(
                "DescribePatchGroups",
                at="Mappings[PatchGroup={patchGroup}]",
                renames={"baselineId": "BaselineIdentity.BaselineId"},
            ),
        ),
        delete=(Op("DeregisterPatchBaselineForPatchGroup", only=()),),
        id="{patchGroup},{baselineId}",
    ),
    Row(
        type="aws:ssm/serviceSetting:ServiceSetting",
        service="ssm",
        key={"SettingId": "settingId"},
        create=Op("UpdateServiceSetting"),
        read=(Op("GetServiceSetting", at="ServiceSetting"),),
        update=(Put(Op("UpdateServiceSetting")),),
        delete=(Op("ResetServiceSetting", only=()),),
    ),
)
