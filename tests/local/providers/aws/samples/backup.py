"""Samples of Backup."""

from tests.local.providers.aws.samples.sample import KEY_ARN, OTHER_TAGS, ROLE, TAGS, TOPIC, Sample, policy

VAULT = "{aws:backup/vault:Vault}"
OTHER_VAULT = "arn:aws:backup:eu-central-1:123456789012:backup-vault:far"


def rule(days: int, **more: object) -> dict[str, object]:
    """What is saved is kept as long."""
    return {"ruleName": "daily", "targetVaultName": VAULT, "lifecycle": {"deleteAfter": days}, **more}


SAMPLES: dict[str, Sample] = {
    "aws:backup/vault:Vault": Sample(
        {"name": "churn", "kmsKeyArn": KEY_ARN, "tags": TAGS},
        updates={"tags": OTHER_TAGS},
        replaces={"name": "other", "kmsKeyArn": KEY_ARN[:-1] + "c"},
    ),
    "aws:backup/vaultPolicy:VaultPolicy": Sample(
        {"backupVaultName": VAULT, "policy": policy("backup:DescribeBackupVault")},
        updates={"policy": policy("backup:CopyIntoBackupVault")},
        replaces={"backupVaultName": "other"},
    ),
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": Sample(
        {"backupVaultName": VAULT, "minRetentionDays": 7, "maxRetentionDays": 90, "changeableForDays": 3},
        replaces={"backupVaultName": "other", "minRetentionDays": 8, "maxRetentionDays": 91, "changeableForDays": 4},
        write_only=("changeableForDays",),
    ),
    "aws:backup/vaultNotifications:VaultNotifications": Sample(
        {"backupVaultName": VAULT, "backupVaultEvents": ["BACKUP_JOB_FAILED"], "snsTopicArn": TOPIC},
        replaces={
            "backupVaultName": "other",
            "backupVaultEvents": ["BACKUP_JOB_STARTED"],
            "snsTopicArn": "arn:aws:sns:eu-west-1:123456789012:other",
        },
    ),
    "aws:backup/plan:Plan": Sample(
        {
            "name": "churn",
            "rules": [
                rule(
                    30,
                    schedule="cron(0 5 ? * * *)",
                    recoveryPointTags={"team": "churn"},
                    copyActions=[{"destinationVaultArn": OTHER_VAULT, "lifecycle": {"deleteAfter": 120}}],
                )
            ],
            "tags": TAGS,
        },
        updates={
            "rules": [rule(60, startWindow=120, scheduleExpressionTimezone="Europe/Berlin")],
            "advancedBackupSettings": [{"resourceType": "EC2", "backupOptions": {"WindowsVSS": "enabled"}}],
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
    ),
    "aws:backup/selection:Selection": Sample(
        {
            "name": "tables",
            "planId": "{aws:backup/plan:Plan}",
            "iamRoleArn": ROLE,
            "resources": ["*"],
            "notResources": ["arn:aws:s3:::scratch"],
            "selectionTags": [{"type": "STRINGEQUALS", "key": "team", "value": "churn"}],
        },
        replaces={
            "name": "other",
            "iamRoleArn": ROLE + "2",
            "resources": ["arn:aws:dynamodb:*:*:table/*"],
            "notResources": ["arn:aws:s3:::other"],
            "selectionTags": [{"type": "STRINGEQUALS", "key": "team", "value": "fraud"}],
            "conditions": [{"stringEquals": [{"key": "aws:ResourceTag/team", "value": "churn"}]}],
            "planId": "other",
        },
        import_id="{planId}|{id}",
    ),
}
