"""Grafana: workspaces, their accounts, keys and licences."""

from local.providers.aws.row import Name, Op, Put, Ready, Row, tags_by_arn

TAGS = tags_by_arn("resourceArn")
WORKSPACE = ("dataSources", "description", "name", "notificationDestinations", "organizationalUnits")

ROWS = (
    Row(
        type="aws:grafana/workspace:Workspace",
        service="grafana",
        key={"workspaceId": "workspaceId"},
        create=Op("CreateWorkspace", at="workspace", renames={"workspaceId": "id"}),
        read=(
            Op(
                "DescribeWorkspace",
                at="workspace",
                renames={
                    **{name: name for name in WORKSPACE},
                    "authenticationProviders": "authentication.providers",
                    "samlConfigurationStatus": "authentication.samlConfigurationStatus",
                },
            ),
            Op("DescribeWorkspaceConfiguration", only=("configuration",)),
        ),
        update=(
            Put(Op("UpdateWorkspace", skip=("authenticationProviders",))),
            Put(Op("UpdateWorkspaceConfiguration", only=("configuration", "grafanaVersion"))),
        ),
        delete=(Op("DeleteWorkspace", only=()),),
        name=Name(longest=255),
        renames={
            "workspaceId": "id",
            **{name: f"workspace{name[0].upper()}{name[1:]}" for name in WORKSPACE},
            "roleArn": "workspaceRoleArn",
        },
        json=("configuration",),
        computed={"arn": "arn:{partition}:grafana:{region}:{account}:/workspaces/{id}"},
        tags=TAGS,
        ready=Ready(
            "status", until=("ACTIVE",), failed=("FAILED", "CREATION_FAILED", "UPDATE_FAILED"), reason="status"
        ),
    ),
)
