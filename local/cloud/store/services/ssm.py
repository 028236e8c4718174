"""SSM: maintenance windows, patch baselines, service settings and associations; moto keeps parameters and documents."""

from local.cloud.store.kinds import Kind, Parent

WINDOW = Parent("MaintenanceWindow", {"windowid": "id"}, blocks=False)

KINDS = (
    Kind("MaintenanceWindow", key=("id",), ids={"id": "mw-{hex:17}"}, defaults={"enabled": True}),
    Kind(
        "MaintenanceWindowTarget",
        key=("windowid", "id"),
        ids={"id": "{uuid}"},
        renames={"windowid": "windowid", "windowtargetid": "id"},
        operations={
            "RegisterTargetWithMaintenanceWindow": "create",
            "DescribeMaintenanceWindowTargets": "list",
            "DeregisterTargetFromMaintenanceWindow": "delete",
        },
        parents=(WINDOW,),
    ),
    Kind(
        "MaintenanceWindowTask",
        key=("windowid", "id"),
        ids={"id": "{uuid}"},
        renames={"windowid": "windowid", "windowtaskid": "id"},
        operations={
            "RegisterTaskWithMaintenanceWindow": "create",
            "DescribeMaintenanceWindowTasks": "list",
            "DeregisterTaskFromMaintenanceWindow": "delete",
        },
        parents=(WINDOW,),
    ),
    Kind("PatchBaseline", key=("id",), ids={"id": "pb-{hex:17}"}),
    Kind("Association", key=("id",), ids={"id": "{uuid}"}, renames={"associationname": "associationname"}),
    Kind(
        "PatchGroup",
        key=("baselineid", "patchgroup"),
        operations={
            "RegisterPatchBaselineForPatchGroup": "create",
            "DeregisterPatchBaselineForPatchGroup": "delete",
            "DescribePatchGroups": "",
        },
    ),
)
