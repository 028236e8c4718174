"""Managed Prometheus: what belongs to a workspace, which moto holds, and the scrapers beside it."""

from local.cloud.store.kinds import Kind, Parent

_IN_WORKSPACE = Parent("Workspace", {"workspaceid": "workspaceId"}, read="DescribeWorkspace", cascade=True)
KINDS = (
    Kind("AlertManagerDefinition", key=("workspaceid",), parents=(_IN_WORKSPACE,)),
    Kind("QueryLoggingConfiguration", key=("workspaceid",), parents=(_IN_WORKSPACE,)),
    Kind("ResourcePolicy", key=("workspaceid",), parents=(_IN_WORKSPACE,), derived={"revisionid": "{hex:32}"}),
    Kind(
        "AnomalyDetector",
        key=("workspaceid", "id"),
        ids={"id": "ad-{uuid}"},
        arn="arn:{partition}:aps:{region}:{account}:anomalydetector/{workspaceid}/{id}",
        parents=(_IN_WORKSPACE,),
    ),
    Kind(
        "Scraper",
        key=("id",),
        ids={"id": "s-{uuid}"},
        arn="arn:{partition}:aps:{region}:{account}:scraper/{id}",
        defaults={
            "rolearn": "arn:{partition}:iam::{account}:role/aws-service-role/scraper.aps.amazonaws.com/"
            "AWSServiceRoleForAmazonPrometheusScraper_{hex:17}"
        },
    ),
    Kind(
        "WorkspaceConfiguration",
        key=("workspaceid",),
        always=True,
        operations={"DescribeWorkspaceConfiguration": "read", "UpdateWorkspaceConfiguration": "update"},
        defaults={"retentionperiodindays": 150, "limitsperlabelset": []},
        parents=(_IN_WORKSPACE,),
        renames={"workspaceid": "workspaceid"},
    ),
    Kind(
        "ScraperLoggingConfiguration",
        key=("scraperid",),
        operations={
            "UpdateScraperLoggingConfiguration": "create",
            "DescribeScraperLoggingConfiguration": "read",
            "DeleteScraperLoggingConfiguration": "delete",
        },
        replaces=True,
        parents=(Parent("Scraper", {"scraperid": "id"}, cascade=True),),
    ),
)
