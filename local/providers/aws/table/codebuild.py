"""CodeBuild: projects and what belongs to them."""

from local.providers.aws.row import Name, Op, Put, Row, Tags


def _tags(update: str) -> Tags:
    """CodeBuild has no operations for tags: an update carries all of them."""
    return Tags(
        add=Op(update, only=()),
        remove=Op(update, only=(), send={"tags": []}),
        tags="tags",
        tags_in_add="tags",
        keys="",
        create="tags",
        whole=True,
    )


ROWS = (
    Row(
        type="aws:codebuild/project:Project",
        service="codebuild",
        key={"name": "name"},
        create=Op("CreateProject", at="project"),
        read=(
            Op(
                "BatchGetProjects",
                at="projects[0]",
                send={"names[0]": "{name}"},
                renames={"badgeEnabled": "badge.badgeEnabled"},
            ),
        ),
        update=(
            Put(
                Op("UpdateProject"),
                reset={
                    "autoRetryLimit": 0,
                    "cache": {"type": "NO_CACHE"},
                    "concurrentBuildLimit": -1,
                    "description": "",
                    "fileSystemLocations": [],
                    "logsConfig": {},
                    "secondaryArtifacts": [],
                    "secondarySourceVersions": [],
                    "secondarySources": [],
                    "sourceVersion": "",
                    "vpcConfig": {},
                },
            ),
            Put(
                Op(
                    "UpdateProjectVisibility",
                    only=("projectVisibility", "resourceAccessRole"),
                    send={"projectArn": "{arn}"},
                )
            ),
        ),
        delete=(Op("DeleteProject", only=()),),
        id="{arn}",
        imports=("arn:{partition}:codebuild:{region}:{account}:project/{name}", "{name}"),
        name=Name(longest=255),
        renames={
            "badgeUrl": "badge.badgeRequestUrl",
            "buildTimeout": "timeoutInMinutes",
            "queuedTimeout": "queuedTimeoutInMinutes",
            "buildBatchConfig.restrictions.computeTypesAlloweds": "computeTypesAllowed",
        },
        defaults={
            "artifacts.encryptionDisabled": False,
            "artifacts.overrideArtifactName": False,
            "badgeEnabled": False,
            "buildTimeout": 60,
            "cache.type": "NO_CACHE",
            "environment.environmentVariables.type": "PLAINTEXT",
            "environment.imagePullCredentialsType": "CODEBUILD",
            "environment.privilegedMode": False,
            "fileSystemLocations.type": "EFS",
            "logsConfig.cloudwatchLogs.status": "ENABLED",
            "logsConfig.s3Logs.encryptionDisabled": False,
            "logsConfig.s3Logs.status": "DISABLED",
            "projectVisibility": "PRIVATE",
            "queuedTimeout": 480,
            "secondaryArtifacts.encryptionDisabled": False,
            "secondaryArtifacts.overrideArtifactName": False,
        },
        tags=_tags("UpdateProject"),
    ),
    Row(
        type="aws:codebuild/webhook:Webhook",
        service="codebuild",
        key={"projectName": "projectName"},
        replace={"scopeConfiguration": "AWS cannot change it in place"},
        create=Op("CreateWebhook", at="webhook"),
        read=(
            Op(
                "BatchGetProjects",
                at="projects[0].webhook",
                send={"names[0]": "{projectName}"},
                skip=("secret", "manualCreation"),
            ),
        ),
        update=(Put(Op("UpdateWebhook"), reset={"branchFilter": ""}),),
        delete=(Op("DeleteWebhook", only=()),),
        defaults={"filterGroups.filters.excludeMatchedPattern": False},
    ),
    Row(
        type="aws:codebuild/reportGroup:ReportGroup",
        service="codebuild",
        key={"arn": "arn"},
        create=Op("CreateReportGroup", at="reportGroup"),
        read=(Op("BatchGetReportGroups", at="reportGroups[0]", send={"reportGroupArns[0]": "{arn}"}),),
        update=(Put(Op("UpdateReportGroup")),),
        delete=(Op("DeleteReportGroup", only=("deleteReports",)),),
        name=Name(longest=128),
        renames={"exportConfig.type": "exportConfigType"},
        defaults={
            "exportConfig.s3Destination.encryptionDisabled": False,
            "exportConfig.s3Destination.packaging": "NONE",
        },
        local={"deleteReports": False},
        tags=_tags("UpdateReportGroup"),
    ),
    Row(
        type="aws:codebuild/resourcePolicy:ResourcePolicy",
        service="codebuild",
        key={"resourceArn": "resourceArn"},
        create=Op("PutResourcePolicy"),
        read=(Op("GetResourcePolicy"),),
        update=(Put(Op("PutResourcePolicy")),),
        delete=(Op("DeleteResourcePolicy", only=()),),
        json=("policy",),
    ),
    Row(
        type="aws:codebuild/fleet:Fleet",
        service="codebuild",
        key={"arn": "arn"},
        create=Op("CreateFleet", at="fleet"),
        read=(Op("BatchGetFleets", at="fleets[0]", send={"names[0]": "{arn}"}),),
        update=(Put(Op("UpdateFleet"), reset={"scalingConfiguration": {}, "vpcConfigs": [{}]}),),
        delete=(Op("DeleteFleet", only=()),),
        name=Name(longest=128),
        renames={"statuses": "status"},
        tags=_tags("UpdateFleet"),
    ),
    Row(
        type="aws:codebuild/sourceCredential:SourceCredential",
        service="codebuild",
        key={"arn": "arn"},
        create=Op("ImportSourceCredentials"),
        read=(Op("ListSourceCredentials", at="sourceCredentialsInfos[arn={arn}]"),),
        delete=(Op("DeleteSourceCredentials", only=()),),
        renames={"userName": "username"},
    ),
)
