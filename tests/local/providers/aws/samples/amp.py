"""Samples of Managed Prometheus."""

from tests.local.providers.aws.samples.sample import ACCOUNT, OTHER_TAGS, ROLE, TAGS, Sample, policy

WORKSPACE = "{aws:amp/workspace:Workspace}"
RULES = "groups:\n  - name: errors\n    rules:\n      - record: errors:rate\n        expr: rate(errors[5m])\n"
MANAGER = "alertmanager_config: |\n  route:\n    receiver: default\n  receivers:\n    - name: default\n"
OTHER_WORKSPACE = "ws-00000000-0000-0000-0000-000000000000"
WORKSPACE_ARN = "{aws:amp/workspace:Workspace.arn}"
SCRAPES = "global:\n  scrape_interval: 30s\nscrape_configs: []\n"
CLUSTER = f"arn:aws:eks:eu-west-1:{ACCOUNT}:cluster/training"
LOGS = f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:/aws/vendedlogs/prometheus:*"

SAMPLES: dict[str, Sample] = {
    "aws:amp/workspace:Workspace": Sample(
        {"alias": "mlops", "tags": TAGS},
        updates={"alias": "other", "tags": OTHER_TAGS},
        replaces={"kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"},
    ),
    "aws:amp/ruleGroupNamespace:RuleGroupNamespace": Sample(
        {"name": "errors", "workspaceId": WORKSPACE, "data": RULES, "tags": TAGS},
        updates={"data": RULES.replace("5m", "1m"), "tags": OTHER_TAGS},
        replaces={"name": "other", "workspaceId": OTHER_WORKSPACE},
    ),
    "aws:amp/alertManagerDefinition:AlertManagerDefinition": Sample(
        {"workspaceId": WORKSPACE, "definition": MANAGER},
        updates={"definition": MANAGER.replace("default", "team")},
        replaces={"workspaceId": OTHER_WORKSPACE},
    ),
    "aws:amp/scraper:Scraper": Sample(
        {
            "alias": "training",
            "source": {"eks": {"clusterArn": CLUSTER, "subnetIds": ["subnet-0a", "subnet-0b"]}},
            "destination": {"amp": {"workspaceArn": WORKSPACE_ARN}},
            "scrapeConfiguration": SCRAPES,
            "tags": TAGS,
        },
        updates={
            "alias": "other",
            "scrapeConfiguration": SCRAPES.replace("30s", "60s"),
            "roleConfiguration": {"sourceRoleArn": ROLE, "targetRoleArn": ROLE + "2"},
            "tags": OTHER_TAGS,
        },
        replaces={"source": {"eks": {"clusterArn": CLUSTER, "subnetIds": ["subnet-0a", "subnet-0c"]}}},
    ),
    "aws:amp/queryLoggingConfiguration:QueryLoggingConfiguration": Sample(
        {
            "workspaceId": WORKSPACE,
            "destinations": [{"cloudwatchLogs": {"logGroupArn": LOGS}, "filters": {"qspThreshold": 1000}}],
        },
        updates={"destinations": [{"cloudwatchLogs": {"logGroupArn": LOGS}, "filters": {"qspThreshold": 500}}]},
        replaces={"workspaceId": OTHER_WORKSPACE},
    ),
    "aws:amp/workspaceConfiguration:WorkspaceConfiguration": Sample(
        {"workspaceId": WORKSPACE, "retentionPeriodInDays": 60},
        updates={
            "retentionPeriodInDays": 90,
            "limitsPerLabelSets": [{"labelSet": {"team": "retention"}, "limits": {"maxSeries": 1000}}],
        },
        replaces={"workspaceId": OTHER_WORKSPACE},
        stays=True,
    ),
    "aws:amp/resourcePolicy:ResourcePolicy": Sample(
        {"workspaceId": WORKSPACE, "policyDocument": policy("aps:QueryMetrics")},
        updates={"policyDocument": policy("aps:GetLabels")},
        replaces={"workspaceId": OTHER_WORKSPACE},
    ),
}
