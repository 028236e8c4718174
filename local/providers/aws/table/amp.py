"""Managed Prometheus: workspaces, their rules, settings and alert managers, and the scrapers that fill them."""

from local.providers.aws.row import Name, Op, Put, Ready, Row, tags_by_arn

TAGS = tags_by_arn("resourceArn")
READY = Ready(
    "status.statusCode", until=("ACTIVE",), failed=("CREATION_FAILED", "UPDATE_FAILED"), reason="status.statusReason"
)

ROWS = (
    Row(
        type="aws:amp/workspace:Workspace",
        replace_when={"alias": "goes"},
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
    Row(
        type="aws:amp/scraper:Scraper",
        upstream="aws_prometheus_scraper",
        service="amp",
        key={"scraperId": "scraperId"},
        create=Op("CreateScraper"),
        read=(Op("DescribeScraper", at="scraper"),),
        update=(Put(Op("UpdateScraper")),),
        delete=(Op("DeleteScraper", only=()),),
        renames={
            "scraperId": "scraperId",
            "destination.amp": "ampConfiguration",
            "destination.cloudwatch": "cloudWatchConfiguration",
            "exporter": "exporters[0]",
            "exporter.opensearch": "openSearchConfiguration",
            "scrapeConfiguration": "scrapeConfiguration.configurationBlob",
            "source.eks": "eksConfiguration",
            "source.vpc": "vpcConfiguration",
        },
        fills=("source.eks.securityGroupIds",),
        local={"timeouts": None},
        tags=TAGS,
        ready=Ready(
            "status.statusCode", until=("ACTIVE",), failed=("CREATION_FAILED", "UPDATE_FAILED"), reason="statusReason"
        ),
    ),
    Row(
        type="aws:amp/queryLoggingConfiguration:QueryLoggingConfiguration",
        upstream="aws_prometheus_query_logging_configuration",
        service="amp",
        key={"workspaceId": "workspaceId"},
        create=Op("CreateQueryLoggingConfiguration"),
        read=(Op("DescribeQueryLoggingConfiguration", at="queryLoggingConfiguration"),),
        update=(Put(Op("UpdateQueryLoggingConfiguration")),),
        delete=(Op("DeleteQueryLoggingConfiguration", only=()),),
        local={"timeouts": None},
        ready=READY,
    ),
    Row(
        type="aws:amp/workspaceConfiguration:WorkspaceConfiguration",
        upstream="aws_prometheus_workspace_configuration",
        service="amp",
        key={"workspaceId": "workspaceId"},
        create=Op("UpdateWorkspaceConfiguration"),
        read=(Op("DescribeWorkspaceConfiguration", at="workspaceConfiguration"),),
        update=(Put(Op("UpdateWorkspaceConfiguration"), reset={"limitsPerLabelSets": []}),),
        local={"timeouts": None},
        ready=Ready("status.statusCode", until=("ACTIVE",), failed=("UPDATE_FAILED",), reason="status.statusReason"),
    ),
    Row(
        type="aws:amp/resourcePolicy:ResourcePolicy",
        upstream="aws_prometheus_resource_policy",
        service="amp",
        key={"workspaceId": "workspaceId"},
        create=Op("PutResourcePolicy"),
        read=(Op("DescribeResourcePolicy"),),
        update=(Put(Op("PutResourcePolicy")),),
        delete=(Op("DeleteResourcePolicy", only=()),),
        json=("policyDocument",),
        local={"timeouts": None},
        ready=Ready("policyStatus", until=("ACTIVE",), failed=(), reason="policyStatus"),
    ),
)
