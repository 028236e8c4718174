"""Cost Explorer: monitors of anomalies, subscriptions, and cost allocation tags; moto keeps cost categories."""

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind

_ARN = "arn:{partition}:ce::{account}:"

KINDS = (
    Kind(
        "AnomalyMonitor",
        key=("arn",),
        arn=_ARN + "anomalymonitor/{uuid}",
        derived={"dimensionalvaluecount": 0},
    ),
    Kind(
        "AnomalySubscription",
        key=("arn",),
        arn=_ARN + "anomalysubscription/{uuid}",
        renames={"accountid": "accountid"},
        defaults={"accountid": "{account}"},
    ),
    Kind("CostAllocationTag", key=("tagkey",), renames={"tagkey": "tagkey"}, derived={"type": "UserDefined"}),
)


def update_cost_allocation_tags_status(call: Call) -> Answer:
    """A tag is told of from the first time on that anybody turns it on or off."""
    kind = call.kind("CostAllocationTag")
    for entry in call.params["CostAllocationTagsStatus"]:
        facts = {"tagkey": entry["TagKey"], "status": entry["Status"], **kind.derived}
        call.objects.make(kind, call.shelf(kind), entry["TagKey"], facts, {})
    return {"Errors": []}


ACTIONS = {"UpdateCostAllocationTagsStatus": update_cost_allocation_tags_status}
