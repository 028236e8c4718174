"""HyperPod: clusters with their nodes, none of which runs, and what teams may use of them."""

from typing import Any

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Statuses
from local.cloud.store.objects import Object
from local.cloud.store.services.sagemaker.words import Action, arn, missing, refuse, taken

# What a group is asked for by one name and told of by another.
_TOLD = {"InstanceCount": ("CurrentCount", "TargetCount"), "MinInstanceCount": ("MinCount",)}


def _settle(_: Call, facts: dict[str, Any]) -> None:
    for group in (*facts.get("instancegroups", ()), *facts.get("restrictedinstancegroups", ())):
        for asked, told in _TOLD.items():
            if asked in group:
                group |= dict.fromkeys(told, group.pop(asked))
        group["Status"] = "InService"


def _next_version(_: Call, facts: dict[str, Any]) -> None:
    facts["version"] = facts.get("version", 0) + 1


_CLUSTER = Kind(
    "Cluster",
    ids={"id": "{lower:12}"},
    arn=arn("cluster/{id}"),
    status="status",
    statuses=Statuses("Creating", "InService", "Updating", "Deleting", "Failed"),
    finish=_settle,
    missing=missing("Cluster"),
    taken=taken("Cluster"),
)
KINDS = (
    _CLUSTER,
    Kind(
        "ComputeQuota",
        key=("id",),
        ids={"id": "{lower:12}"},
        arn=arn("compute-quota/{id}"),
        status="status",
        statuses=Statuses("Creating", "Created", "Updating", "Deleting", "CreateFailed", updated="Updated"),
        finish=_next_version,
        unique=("name",),
        missing=missing("ComputeQuota", "{id}"),
        taken=taken("ComputeQuota"),
    ),
)


def list_nodes(call: Call) -> Answer:
    """ListClusterNodes."""
    cluster = call.the(_CLUSTER)
    wanted = call.params.get("InstanceGroupNameContains", "")
    return {"ClusterNodeSummaries": [node for node in _nodes(cluster) if wanted in node["InstanceGroupName"]]}


def describe_node(call: Call) -> Answer:
    """DescribeClusterNode."""
    cluster, wanted = call.the(_CLUSTER), call.params.get("NodeId")
    for node in _nodes(cluster):
        if node["InstanceId"] == wanted:
            return {"NodeDetails": node}
    raise refuse(f"Could not find node {wanted} in cluster {cluster.arn}.")


def _nodes(cluster: Object) -> list[Answer]:
    """One a wanted instance, each with an id that stays."""
    return [
        {
            "InstanceGroupName": group["InstanceGroupName"],
            "InstanceId": f"i-{cluster.facts['id']}{n:05x}",
            "InstanceType": group.get("InstanceType"),
            "LaunchTime": cluster.data["made"],
            "InstanceStatus": {"Status": "Running"},
        }
        for group in cluster.facts.get("instancegroups", ())
        for n in range(group["CurrentCount"])
    ]


ACTIONS: dict[str, Action] = {"ListClusterNodes": list_nodes, "DescribeClusterNode": describe_node}
