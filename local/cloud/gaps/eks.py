"""EKS: clusters and node groups keep what moto drops, and have tags."""

import re
from typing import Any

from moto.eks import urls
from moto.eks.models import Cluster, EKSBackend, FargateProfile, Nodegroup, eks_backends
from moto.eks.responses import EKSResponse

from local.cloud.gaps.filling import Answer, Call, answers

urls.url_paths["{0}/clusters/(?P<name>[^/]+)/encryption-config/associate$"] = EKSResponse.dispatch

_ACCESS = {"authenticationMode": "CONFIG_MAP", "bootstrapClusterCreatorAdminPermissions": True}
_CLUSTER: dict[str, Any] = {
    "accessConfig": _ACCESS,
    "computeConfig": None,
    "controlPlaneScalingConfig": None,
    "deletionProtection": False,
    "kubeApiServerConfig": None,
    "kubeControllerManagerConfig": None,
    "kubeSchedulerConfig": None,
    "outpostConfig": None,
    "storageConfig": None,
    "upgradePolicy": {"supportType": "EXTENDED"},
    "zonalShiftConfig": None,
}
_NODEGROUP = {
    "nodeRepairConfig": {"enabled": False},
    "remoteAccess": None,
    "updateConfig": {"maxUnavailable": 1},
    "warmPoolConfig": None,
}
_NETWORK = {
    "endpointPrivateAccess": False,
    "endpointPublicAccess": True,
    "publicAccessCidrs": ["0.0.0.0/0"],
    "securityGroupIds": [],
}


def _backend(call: Call) -> EKSBackend:
    return eks_backends[call.account][call.region]


def _cluster(call: Call) -> Cluster:
    return _backend(call).describe_cluster(call.params["name"])


def _nodegroup(call: Call) -> Nodegroup:
    return _backend(call).describe_nodegroup(call.params["clusterName"], call.params["nodegroupName"])


def _attribute(member: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", member).lower()


def _set(found: Cluster | Nodegroup, told: dict[str, Any]) -> None:
    """moto's answers tell the attribute that is named as the member."""
    vars(found).update({_attribute(name): value for name, value in told.items()})


def _asked(call: Call, members: dict[str, Any]) -> dict[str, Any]:
    return {name: call.params[name] for name in members if name in call.params}


@answers(EKSResponse, "CreateCluster")
def create_cluster(call: Call) -> Answer:
    answer = call.moto()
    found = _cluster(call)
    asked = _asked(call, _CLUSTER)
    access = {**_ACCESS, **asked.get("accessConfig", {})}
    _set(found, {**_CLUSTER, **asked, "accessConfig": access})
    found.resources_vpc_config = {**_NETWORK, **call.params["resourcesVpcConfig"]}
    return answer


@answers(EKSResponse, "UpdateClusterConfig")
def update_cluster_config(call: Call) -> Answer:
    found = _cluster(call)
    network = {**found.resources_vpc_config, **call.params.get("resourcesVpcConfig", {})}
    access = {**vars(found).get("access_config", {}), **call.params.get("accessConfig", {})}
    call.moto()
    _set(found, {**_asked(call, _CLUSTER), "accessConfig": access})
    found.resources_vpc_config = network
    return _done(call)


@answers(EKSResponse, "CreateNodegroup")
def create_nodegroup(call: Call) -> Answer:
    answer = call.moto()
    _set(_nodegroup(call), {**_NODEGROUP, **_asked(call, _NODEGROUP)})
    return answer


@answers(EKSResponse, "UpdateNodegroupConfig")
def update_nodegroup_config(call: Call) -> Answer:
    call.moto()
    _set(_nodegroup(call), _asked(call, _NODEGROUP))
    return _done(call)


@answers(EKSResponse, "AssociateEncryptionConfig")
def associate_encryption_config(call: Call) -> Answer:
    found: Any = _backend(call).describe_cluster(call.params["clusterName"])
    if found.encryption_config:
        raise call.refuse("InvalidParameterException", "Cluster already has an encryption configuration.")
    found.encryption_config = call.params["encryptionConfig"]
    return _done(call)


def _done(call: Call) -> Answer:
    """Here an update has succeeded when it is answered."""
    id_ = f"{call.operation}-{call.params.get('clientRequestToken', '')}"
    return {"update": {"id": id_, "status": "Successful", "params": [], "errors": []}}


@answers(EKSResponse, "TagResource")
def tag_resource(call: Call) -> Answer:
    if (found := _belonging(call)) is None:
        return call.moto()
    found.tags = {**found.tags, **call.params["tags"]}
    return {}


@answers(EKSResponse, "UntagResource")
def untag_resource(call: Call) -> Answer:
    if (found := _belonging(call)) is None:
        return call.moto()
    found.tags = {name: value for name, value in found.tags.items() if name not in call.params["tagKeys"]}
    return {}


def _belonging(call: Call) -> Cluster | Nodegroup | FargateProfile | None:
    """The cluster, node group or Fargate profile with that ARN: moto tags clusters only, and untags one key a call."""
    arn = call.params["resourceArn"]
    for cluster in _backend(call).clusters.values():
        if cluster.arn == arn:
            return cluster
        for group in cluster.nodegroups.values():
            if group.arn == arn:
                return group
        for profile in cluster.fargate_profiles.values():
            if profile.fargate_profile_arn == arn:
                return profile
    return None
