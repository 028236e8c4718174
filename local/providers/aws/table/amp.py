"""Managed Prometheus: workspaces, their rules and alert managers."""

from local.providers.aws.row import Name, Op, Put, Ready, Row, tags_by_arn

TAGS = tags_by_arn("resourceArn")
READY = Ready(
    "status.statusCode", until=("ACTIVE",), failed=("CREATION_FAILED", "UPDATE_FAILED"), reason="status.statusReason"
)

ROWS = (
    Row(
        type="aws:amp/workspace:Workspace",
        service="amp",
        key={"workspaceId": "workspaceId"},
        create=Op("CreateWorkspace"),
        read=(
            Op("DescribeWorkspace", at="workspace"),
            Op(
                "DescribeLoggingConfiguration",
                only=("loggingConfiguration",),
                renames={"loggingConfiguration": "loggingConfiguration"},
            ),
        ),
        update=(
            Put(Op("UpdateWorkspaceAlias")),
            Put(
                Op("CreateLoggingConfiguration", only=("loggingConfiguration",), renames={"loggingConfiguration": "."}),
                clear=Op("DeleteLoggingConfiguration", only=()),
            ),
        ),
        delete=(Op("DeleteWorkspace", only=()),),
        renames={"workspaceId": "workspaceId"},
        tags=TAGS,
        ready=Ready("status.statusCode", until=("ACTIVE",), failed=("CREATION_FAILED",), reason="status.statusCode"),
    ),
    Row(
        type="aws:amp/ruleGroupNamespace:RuleGroupNamespace",
        service="amp",
        key={"workspaceId": "workspaceId", "name": "name"},
        create=Op("CreateRuleGroupsNamespace"),
        read=(Op("DescribeRuleGroupsNamespace", at="ruleGroupsNamespace"),),
        update=(Put(Op("PutRuleGroupsNamespace")),),
        delete=(Op("DeleteRuleGroupsNamespace", only=()),),
        id="{arn}",
        imports=("arn:{partition}:aps:{region*}:{account}:rulegroupsnamespace/{workspaceId*}/{name}",),
        name=Name(longest=128),
        tags=TAGS,
        ready=READY,
    ),
    Row(
        type="aws:amp/alertManagerDefinition:AlertManagerDefinition",
        service="amp",
        key={"workspaceId": "workspaceId"},
        create=Op("CreateAlertManagerDefinition"),
        read=(Op("DescribeAlertManagerDefinition", at="alertManagerDefinition"),),
        update=(Put(Op("PutAlertManagerDefinition")),),
        delete=(Op("DeleteAlertManagerDefinition", only=()),),
        renames={"definition": "data"},
        ready=READY,
    ),
)
