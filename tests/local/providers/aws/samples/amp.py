"""Samples of Managed Prometheus."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

WORKSPACE = "{aws:amp/workspace:Workspace}"
RULES = "groups:\n  - name: errors\n    rules:\n      - record: errors:rate\n        expr: rate(errors[5m])\n"
MANAGER = "alertmanager_config: |\n  route:\n    receiver: default\n  receivers:\n    - name: default\n"

SAMPLES: dict[str, Sample] = {
    "aws:amp/workspace:Workspace": Sample(
        {"alias": "mlops", "tags": TAGS},
        updates={"alias": "other", "tags": OTHER_TAGS},
        replaces={"kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"},
    ),
    "aws:amp/ruleGroupNamespace:RuleGroupNamespace": Sample(
        {"name": "errors", "workspaceId": WORKSPACE, "data": RULES, "tags": TAGS},
        updates={"data": RULES.replace("5m", "1m"), "tags": OTHER_TAGS},
        replaces={"name": "other", "workspaceId": "ws-00000000-0000-0000-0000-000000000000"},
    ),
    "aws:amp/alertManagerDefinition:AlertManagerDefinition": Sample(
        {"workspaceId": WORKSPACE, "definition": MANAGER},
        updates={"definition": MANAGER.replace("default", "team")},
        replaces={"workspaceId": "ws-00000000-0000-0000-0000-000000000000"},
    ),
}
