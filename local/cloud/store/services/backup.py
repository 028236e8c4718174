"""Backup: what a plan saves, and who may enter a vault and hears of it; moto keeps plans and vaults."""

from local.cloud.store.kinds import Kind, Parent

_OF_VAULT = Parent(
    "BackupVault", {"backupvaultname": "BackupVaultName"}, read="DescribeBackupVault", blocks=False, cascade=True
)

KINDS = (
    Kind(
        "BackupSelection",
        key=("backupplanid", "id"),
        ids={"id": "{uuid}"},
        renames={"backupplanid": "backupplanid"},
        parents=(
            Parent(
                "BackupPlan",
                {"backupplanid": "BackupPlanId"},
                read="GetBackupPlan",
                in_use=(
                    "InvalidRequestException",
                    "Related backup plan selections must be deleted prior to backup plan deletion",
                ),
            ),
        ),
    ),
    Kind("BackupVaultAccessPolicy", key=("backupvaultname",), replaces=True, parents=(_OF_VAULT,)),
    Kind("BackupVaultNotifications", key=("backupvaultname",), replaces=True, parents=(_OF_VAULT,)),
)
