"""Samples of SSM."""

import json

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

RUN = {
    "schemaVersion": "2.2",
    "description": "restart",
    "mainSteps": [{"action": "aws:runShellScript", "name": "run", "inputs": {"runCommand": ["date"]}}],
}
WINDOW = "{aws:ssm/maintenanceWindow:MaintenanceWindow}"
TARGETS = [{"key": "tag:env", "values": ["local"]}]

SAMPLES: dict[str, Sample] = {
    "aws:ssm/parameter:Parameter": Sample(
        {"name": "/mlops/churn/version", "type": "String", "value": "3", "description": "live", "tags": TAGS},
        updates={"value": "4", "description": "other", "tags": OTHER_TAGS},
        replaces={"name": "/mlops/other"},
    ),
    "aws:ssm/document:Document": Sample(
        {"name": "restart", "documentType": "Command", "content": json.dumps(RUN), "tags": TAGS},
        updates={"content": json.dumps({**RUN, "description": "other"}), "tags": OTHER_TAGS},
        replaces={"name": "other", "documentType": "Automation"},
    ),
    "aws:ssm/association:Association": Sample(
        {
            "name": "{aws:ssm/document:Document}",
            "associationName": "nightly",
            "scheduleExpression": "rate(1 day)",
            "targets": [{"key": "tag:env", "values": ["local"]}],
            "maxConcurrency": "10%",
            "maxErrors": "1",
            "complianceSeverity": "LOW",
            "outputLocation": {"s3BucketName": "logs", "s3KeyPrefix": "ssm/"},
            "tags": TAGS,
        },
        updates={
            "associationName": "weekly",
            "scheduleExpression": "rate(7 days)",
            "targets": [{"key": "tag:env", "values": ["prod"]}],
            "maxConcurrency": "20%",
            "complianceSeverity": "HIGH",
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
    ),
    "aws:ssm/maintenanceWindow:MaintenanceWindow": Sample(
        {"name": "sunday", "schedule": "cron(0 3 ? * SUN *)", "duration": 3, "cutoff": 1, "tags": TAGS},
        updates={
            "name": "saturday",
            "schedule": "cron(0 3 ? * SAT *)",
            "duration": 4,
            "cutoff": 2,
            "enabled": False,
            "allowUnassociatedTargets": True,
            "description": "weekly",
            "tags": OTHER_TAGS,
        },
    ),
    "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget": Sample(
        {"windowId": WINDOW, "name": "all", "resourceType": "INSTANCE", "targets": TARGETS},
        updates={"targets": [{"key": "tag:env", "values": ["prod"]}], "ownerInformation": "mlops"},
        replaces={"windowId": "mw-0", "name": "other", "description": "other", "resourceType": "RESOURCE_GROUP"},
        import_id="{windowId}/{id}",
    ),
    "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask": Sample(
        {
            "windowId": WINDOW,
            "name": "restart",
            "taskType": "RUN_COMMAND",
            "taskArn": "AWS-RunShellScript",
            "targets": TARGETS,
            "maxConcurrency": "2",
            "maxErrors": "1",
            "priority": 1,
            "taskInvocationParameters": {
                "runCommandParameters": {
                    "comment": "restart",
                    "parameters": [{"name": "commands", "values": ["date"]}],
                    "timeoutSeconds": 600,
                }
            },
        },
        updates={
            "name": "other",
            "maxConcurrency": "3",
            "priority": 2,
            "taskInvocationParameters": {"runCommandParameters": {"comment": "other", "timeoutSeconds": 900}},
        },
        replaces={"windowId": "mw-0", "taskType": "LAMBDA"},
        import_id="{windowId}/{windowTaskId}",
    ),
    "aws:ssm/patchBaseline:PatchBaseline": Sample(
        {
            "name": "linux",
            "operatingSystem": "AMAZON_LINUX_2",
            "description": "security",
            "approvalRules": [
                {"approveAfterDays": 7, "patchFilters": [{"key": "CLASSIFICATION", "values": ["Security"]}]}
            ],
            "globalFilters": [{"key": "PRODUCT", "values": ["AmazonLinux2"]}],
            "rejectedPatches": ["KB1"],
            "tags": TAGS,
        },
        updates={
            "name": "linux-all",
            "description": "other",
            "approvedPatches": ["KB2"],
            "approvedPatchesComplianceLevel": "HIGH",
            "rejectedPatches": ["KB3"],
            "approvalRules": [
                {"approveAfterDays": 14, "patchFilters": [{"key": "CLASSIFICATION", "values": ["Security"]}]}
            ],
            "tags": OTHER_TAGS,
        },
        replaces={"operatingSystem": "UBUNTU"},
    ),
    "aws:ssm/patchGroup:PatchGroup": Sample(
        {"baselineId": "{aws:ssm/patchBaseline:PatchBaseline}", "patchGroup": "workers"},
        replaces={"baselineId": "pb-0", "patchGroup": "other"},
    ),
    "aws:ssm/serviceSetting:ServiceSetting": Sample(
        {"settingId": "/ssm/parameter-store/high-throughput-enabled", "settingValue": "true"},
        updates={"settingValue": "false"},
        stays=True,
    ),
}
