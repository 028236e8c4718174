"""Backup: the update of a plan; one that is deleted gives its name back."""

from moto.backup.models import BackupBackend, Plan, backup_backends
from moto.backup.responses import BackupResponse

from local.cloud.gaps.filling import Answer, Call, answers


@answers(BackupResponse, "UpdateBackupPlan")
def update_backup_plan(call: Call) -> Answer:
    backend = _backend(call)
    plan = backend.get_backup_plan(call.params["BackupPlanId"], None)
    changed = vars(Plan(call.params["BackupPlan"], plan.creator_request_id, backend))
    vars(plan).update({name: changed[name] for name in ("backup_plan", "advanced_backup_settings", "version_id")})
    return plan.to_dict()


@answers(BackupResponse, "DeleteBackupPlan")
def delete_backup_plan(call: Call) -> Answer:
    answer = call.moto()
    del _backend(call).plans[call.params["BackupPlanId"]]
    return answer


def _backend(call: Call) -> BackupBackend:
    return backup_backends[call.account][call.region]
