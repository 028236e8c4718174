"""Backup: vaults with their policies, locks and notifications; plans, and what they save."""

from local.providers.aws.row import Op, Put, Row, Tags

VAULT = {"BackupVaultName": "backupVaultName"}
LIFECYCLE = {"coldStorageAfter": "MoveToColdStorageAfterDays", "deleteAfter": "DeleteAfterDays"}


def tags(create: str) -> Tags:
    """How Backup keeps tags; each create has its own name for them."""
    return Tags(
        list=Op("ListTags", only=(), at="Tags", send={"ResourceArn": "{arn}"}),
        add=Op("TagResource", only=(), send={"ResourceArn": "{arn}"}),
        remove=Op("UntagResource", only=(), send={"ResourceArn": "{arn}"}),
        keys="TagKeyList",
        create=create,
    )


ROWS = (
    Row(
        type="aws:backup/vault:Vault",
        service="backup",
        key={"BackupVaultName": "name"},
        create=Op("CreateBackupVault"),
        read=(Op("DescribeBackupVault"),),
        delete=(Op("DeleteBackupVault", only=()),),
        renames={
            "name": "BackupVaultName",
            "arn": "BackupVaultArn",
            "kmsKeyArn": "EncryptionKeyArn",
            "recoveryPoints": "NumberOfRecoveryPoints",
        },
        local={"forceDestroy": False},
        tags=tags("BackupVaultTags"),
    ),
    Row(
        type="aws:backup/vaultPolicy:VaultPolicy",
        service="backup",
        key=VAULT,
        create=Op("PutBackupVaultAccessPolicy"),
        read=(Op("GetBackupVaultAccessPolicy"),),
        update=(Put(Op("PutBackupVaultAccessPolicy")),),
        delete=(Op("DeleteBackupVaultAccessPolicy", only=()),),
    ),
    Row(
        type="aws:backup/vaultLockConfiguration:VaultLockConfiguration",
        service="backup",
        key=VAULT,
        create=Op("PutBackupVaultLockConfiguration"),
        read=(Op("DescribeBackupVault"),),
        delete=(Op("DeleteBackupVaultLockConfiguration", only=()),),
        gone=("Locked", (False, None)),
    ),
    Row(
        type="aws:backup/vaultNotifications:VaultNotifications",
        service="backup",
        key=VAULT,
        create=Op("PutBackupVaultNotifications"),
        read=(Op("GetBackupVaultNotifications"),),
        delete=(Op("DeleteBackupVaultNotifications", only=()),),
    ),
    Row(
        type="aws:backup/plan:Plan",
        service="backup",
        key={"BackupPlanId": "id"},
        create=Op("CreateBackupPlan", within="BackupPlan"),
        read=(
            Op(
                "GetBackupPlan",
                renames={
                    "name": "BackupPlan.BackupPlanName",
                    "rules": "BackupPlan.Rules",
                    "advancedBackupSettings": "BackupPlan.AdvancedBackupSettings",
                    "scanSettings": "BackupPlan.ScanSettings",
                },
            ),
        ),
        update=(Put(Op("UpdateBackupPlan", within="BackupPlan", send={"BackupPlan.BackupPlanName": "{name}"})),),
        delete=(Op("DeleteBackupPlan", only=()),),
        renames={
            "id": "BackupPlanId",
            "name": "BackupPlanName",
            "arn": "BackupPlanArn",
            "version": "VersionId",
            "rules.targetVaultName": "TargetBackupVaultName",
            "rules.schedule": "ScheduleExpression",
            "rules.startWindow": "StartWindowMinutes",
            "rules.completionWindow": "CompletionWindowMinutes",
            "rules.copyActions.destinationVaultArn": "DestinationBackupVaultArn",
            **{f"rules.lifecycle.{name}": member for name, member in LIFECYCLE.items()},
            **{f"rules.copyActions.lifecycle.{name}": member for name, member in LIFECYCLE.items()},
        },
        defaults={
            "rules.completionWindow": 180,
            "rules.enableContinuousBackup": False,
            "rules.scheduleExpressionTimezone": "Etc/UTC",
            "rules.startWindow": 60,
        },
        fills=("rules.schedule",),
        tags=tags("BackupPlanTags"),
        gone=("DeletionDate", ("*",)),
    ),
    Row(
        type="aws:backup/selection:Selection",
        service="backup",
        key={"BackupPlanId": "planId", "SelectionId": "id"},
        create=Op("CreateBackupSelection", within="BackupSelection", renames={"planId": "BackupPlanId"}),
        read=(Op("GetBackupSelection", at="BackupSelection"),),
        delete=(Op("DeleteBackupSelection", only=()),),
        id="{id}",
        imports=("{planId}|{id}",),
        renames={
            "id": "SelectionId",
            "name": "SelectionName",
            "selectionTags": "ListOfTags",
            "selectionTags.type": "ConditionType",
            "selectionTags.key": "ConditionKey",
            "selectionTags.value": "ConditionValue",
            **{
                f"conditions.{test}.{field}": f"Condition{field.title()}"
                for test in ("stringEquals", "stringLikes", "stringNotEquals", "stringNotLikes")
                for field in ("key", "value")
            },
        },
    ),
)
