"""EKS: what belongs to a cluster, which moto holds: add-ons, who may enter, and whom its pods act for."""

from typing import Any

from moto.eks.models import eks_backends

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Parent, Statuses

_IN_CLUSTER = Parent("Cluster", {"clustername": "name"}, read="DescribeCluster", cascade=True)
_UPDATED = {"update": {"status": "Successful", "errors": []}}
_VERSIONS = {"vpc-cni": "v1.20.4-eksbuild.2", "coredns": "v1.12.4-eksbuild.1", "kube-proxy": "v1.34.0-eksbuild.4"}


def _addon(_: Call, facts: dict[str, Any]) -> None:
    facts.setdefault("version", _VERSIONS.get(facts["name"], "v1.0.0-eksbuild.1"))
    facts.pop("resolveconflicts", None)


def _entry(_: Call, facts: dict[str, Any]) -> None:
    principal = facts["principalarn"]
    user = principal.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/{{SessionName}}"
    facts.setdefault("username", user if ":role/" in principal else principal)


KINDS = (
    Kind(
        "Addon",
        key=("clustername", "name"),
        arn="arn:{partition}:eks:{region}:{account}:addon/{clustername}/{name}/{uuid}",
        parents=(_IN_CLUSTER,),
        statuses=Statuses(
            creating="CREATING", ready="ACTIVE", updating="UPDATING", deleting="DELETING", failed="CREATE_FAILED"
        ),
        finish=_addon,
    ),
    Kind(
        "AccessEntry",
        key=("clustername", "principalarn"),
        arn="arn:{partition}:eks:{region}:{account}:access-entry/{clustername}/role/{account}/{uuid}",
        parents=(_IN_CLUSTER,),
        defaults={"type": "STANDARD", "kubernetesgroups": []},
        finish=_entry,
    ),
    Kind(
        "PodIdentityAssociation",
        key=("clustername", "associationid"),
        ids={"associationid": "a-{hex:17}"},
        arn="arn:{partition}:eks:{region}:{account}:podidentityassociation/{clustername}/{associationid}",
        parents=(_IN_CLUSTER,),
        unique=("clustername", "namespace", "serviceaccount"),
        renames={"associationid": "associationid", "associationarn": "arn"},
        defaults={"disablesessiontags": False},
    ),
)


def _entry_of(call: Call) -> Any:
    kind = call.kind("AccessEntry")
    return call.the(kind, {"clustername": call.params["clusterName"], "principalarn": call.params["principalArn"]})


def associate_access_policy(call: Call) -> Answer:
    entry = call.objects.edit(_entry_of(call))
    policy = {
        "policyArn": call.params["policyArn"],
        "accessScope": call.params["accessScope"],
        "associatedAt": call.now,
        "modifiedAt": call.now,
    }
    others = [each for each in entry.data.get("policies", []) if each["policyArn"] != policy["policyArn"]]
    entry.data["policies"] = [*others, policy]
    names = {"clusterName": call.params["clusterName"], "principalArn": call.params["principalArn"]}
    return {**names, "associatedAccessPolicy": policy}


def disassociate_access_policy(call: Call) -> Answer:
    entry = call.objects.edit(_entry_of(call))
    gone = call.params["policyArn"]
    if gone not in [each["policyArn"] for each in entry.data.get("policies", [])]:
        raise call.missing(entry.kind, entry.facts)
    entry.data["policies"] = [each for each in entry.data["policies"] if each["policyArn"] != gone]
    return {}


def list_associated_access_policies(call: Call) -> Answer:
    policies = _entry_of(call).data.get("policies", [])
    names = {"clusterName": call.params["clusterName"], "principalArn": call.params["principalArn"]}
    return {**names, "associatedAccessPolicies": policies}


def update_cluster_version(call: Call) -> Answer:
    found = eks_backends[call.account][call.region].describe_cluster(call.params["name"])
    found.version = call.params["version"]
    return _UPDATED


def update_nodegroup_version(call: Call) -> Answer:
    cluster, group = call.params["clusterName"], call.params["nodegroupName"]
    found = eks_backends[call.account][call.region].describe_nodegroup(cluster, group)
    found.version = call.params.get("version", found.version)
    found.release_version = call.params.get("releaseVersion", found.release_version)
    found.launch_template = call.params.get("launchTemplate", found.launch_template)
    return _UPDATED


ACTIONS = {
    "UpdateClusterVersion": update_cluster_version,
    "UpdateNodegroupVersion": update_nodegroup_version,
    "AssociateAccessPolicy": associate_access_policy,
    "DisassociateAccessPolicy": disassociate_access_policy,
    "ListAssociatedAccessPolicies": list_associated_access_policies,
}
