"""SSM: maintenance windows, patch baselines, service settings and associations; moto keeps parameters and documents."""

from local.cloud.store.call import Answer, Call
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
        renames={"windowid": "windowid", "windowtaskid": "id", "taskarn": "taskarn"},
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
        renames={"patchgroup": "patchgroup"},
        operations={
            "RegisterPatchBaselineForPatchGroup": "create",
            "DeregisterPatchBaselineForPatchGroup": "delete",
            "DescribePatchGroups": "",
        },
    ),
)


def describe_patch_groups(call: Call) -> Answer:
    groups, baselines = call.kind("PatchGroup"), call.kind("PatchBaseline")
    mappings: list[Answer] = []
    for each in call.objects.all(groups, call.shelf(groups)):
        baseline = call.the(baselines, {"id": each.facts["baselineid"]})
        identity = {
            "BaselineId": each.facts["baselineid"],
            "BaselineName": baseline.facts["name"],
            "OperatingSystem": baseline.facts.get("operatingsystem", "WINDOWS"),
            "DefaultBaseline": False,
        }
        mappings.append({"PatchGroup": each.facts["patchgroup"], "BaselineIdentity": identity})
    return {"Mappings": mappings}


ACTIONS = {"DescribePatchGroups": describe_patch_groups}
