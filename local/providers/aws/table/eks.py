"""EKS: clusters, their nodes, add-ons, who may enter, and whom their pods act for."""

from dataclasses import replace

from local.providers.aws.row import Name, Op, Put, Ready, Row, Tags

NOT_HERE = "changing it in place is not supported here"
TAGS = Tags(
    add=Op("TagResource", only=(), send={"resourceArn": "{arn}"}),
    remove=Op("UntagResource", only=(), send={"resourceArn": "{arn}"}),
    tags="tags",
    tags_in_add="tags",
    keys="tagKeys",
    create="tags",
)


def tagged(arn: str) -> Tags:
    """The tags of what has its ARN in that output."""
    by_arn = {"resourceArn": f"{{{arn}}}"}
    return replace(TAGS, add=Op("TagResource", only=(), send=by_arn), remove=Op("UntagResource", only=(), send=by_arn))


def config(*properties: str) -> Put:
    """AWS takes one of these changes a call."""
    return Put(Op("UpdateClusterConfig", only=properties))


ROWS = (
    Row(
        type="aws:eks/cluster:Cluster",
        service="eks",
        key={"name": "name"},
        create=Op("CreateCluster", at="cluster"),
        read=(
            Op(
                "DescribeCluster",
                at="cluster",
                renames={"certificateAuthority": "certificateAuthority", "identities": "identity", "clusterId": "id"},
            ),
        ),
        update=(
            config("vpcConfig"),
            config("enabledClusterLogTypes"),
            config("accessConfig"),
            config("upgradePolicy"),
            config("zonalShiftConfig"),
            config("computeConfig", "kubernetesNetworkConfig", "storageConfig"),
            config("remoteNetworkConfig"),
            config("deletionProtection"),
            config("controlPlaneScalingConfig"),
            config("kubeApiServerConfig", "kubeControllerManagerConfig", "kubeSchedulerConfig"),
            Put(Op("UpdateClusterVersion", only=("version",))),
            Put(Op("AssociateEncryptionConfig", only=("encryptionConfig",), send={"clusterName": "{name}"})),
        ),
        delete=(Op("DeleteCluster", only=()),),
        name=Name(longest=100),
        renames={"vpcConfig": "resourcesVpcConfig", "enabledClusterLogTypes": "logging"},
        codecs={"enabledClusterLogTypes": "log_types"},
        defaults={
            "bootstrapSelfManagedAddons": True,
            "vpcConfig.endpointPrivateAccess": False,
            "vpcConfig.endpointPublicAccess": True,
        },
        fills=(
            "accessConfig.bootstrapClusterCreatorAdminPermissions",
            "vpcConfig.clusterSecurityGroupId",
            "vpcConfig.publicAccessCidrs",
            "vpcConfig.securityGroupIds",
            "vpcConfig.vpcId",
        ),
        local={"forceUpdateVersion": None},
        replace_when={"encryptionConfig": "goes", "computeConfig.nodeRoleArn": "another"},
        tags=TAGS,
        ready=Ready("status", until=("ACTIVE",), failed=("FAILED",), reason="health.issues[0].message"),
    ),
    Row(
        type="aws:eks/nodeGroup:NodeGroup",
        service="eks",
        key={"clusterName": "clusterName", "nodegroupName": "nodeGroupName"},
        create=Op("CreateNodegroup", at="nodegroup"),
        read=(Op("DescribeNodegroup", at="nodegroup"),),
        update=(
            Put(Op("UpdateNodegroupConfig", only=("scalingConfig", "updateConfig", "nodeRepairConfig"))),
            Put(
                Op("UpdateNodegroupConfig", only=("labels",), renames={"labels": "labels.addOrUpdateLabels"}),
                keys="labels.removeLabels",
            ),
            Put(
                Op("UpdateNodegroupConfig", only=("taints",), renames={"taints": "taints.addOrUpdateTaints"}),
                remove=Op("UpdateNodegroupConfig", only=("taints",), renames={"taints": "taints.removeTaints"}),
            ),
            Put(Op("UpdateNodegroupVersion", only=("version", "releaseVersion", "launchTemplate"))),
        ),
        delete=(Op("DeleteNodegroup", only=()),),
        id="{clusterName}:{nodeGroupName}",
        name=Name("nodeGroupName", longest=63),
        renames={"nodeRoleArn": "nodeRole", "subnetIds": "subnets", "arn": "nodegroupArn"},
        local={"nodeGroupNamePrefix": None, "forceUpdateVersion": None},
        replace={"warmPoolConfig": NOT_HERE},
        tags=TAGS,
        ready=Ready(
            "status", until=("ACTIVE",), failed=("CREATE_FAILED", "DEGRADED"), reason="health.issues[0].message"
        ),
    ),
    Row(
        type="aws:eks/addon:Addon",
        service="eks",
        key={"clusterName": "clusterName", "addonName": "addonName"},
        create=Op("CreateAddon", at="addon"),
        read=(Op("DescribeAddon", at="addon", skip=("podIdentityAssociations",)),),
        update=(
            Put(
                Op("UpdateAddon", only=("addonVersion", "serviceAccountRoleArn", "configurationValues")),
                reset={"configurationValues": "", "serviceAccountRoleArn": ""},
            ),
        ),
        delete=(Op("DeleteAddon", only=("preserve",)),),
        id="{clusterName}:{addonName}",
        renames={"arn": "addonArn"},
        local={"preserve": None, "resolveConflictsOnCreate": None, "resolveConflictsOnUpdate": None},
        replace={"podIdentityAssociations": NOT_HERE},
        tags=TAGS,
        ready=Ready("status", until=("ACTIVE",), failed=("CREATE_FAILED",), reason="health.issues[0].message"),
    ),
    Row(
        type="aws:eks/fargateProfile:FargateProfile",
        service="eks",
        key={"clusterName": "clusterName", "fargateProfileName": "fargateProfileName"},
        create=Op("CreateFargateProfile", at="fargateProfile"),
        read=(Op("DescribeFargateProfile", at="fargateProfile"),),
        delete=(Op("DeleteFargateProfile", only=()),),
        id="{clusterName}:{fargateProfileName}",
        name=Name("fargateProfileName", longest=63),
        renames={"subnetIds": "subnets", "arn": "fargateProfileArn"},
        tags=TAGS,
    ),
    Row(
        type="aws:eks/accessEntry:AccessEntry",
        service="eks",
        key={"clusterName": "clusterName", "principalArn": "principalArn"},
        create=Op("CreateAccessEntry", at="accessEntry"),
        read=(Op("DescribeAccessEntry", at="accessEntry"),),
        update=(Put(Op("UpdateAccessEntry", only=("kubernetesGroups", "userName")), reset={"kubernetesGroups": []}),),
        delete=(Op("DeleteAccessEntry", only=()),),
        id="{clusterName}:{principalArn}",
        imports=("{clusterName}:{principalArn*}",),
        renames={"userName": "username"},
        defaults={"type": "STANDARD"},
        tags=tagged("accessEntryArn"),
    ),
    Row(
        type="aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        service="eks",
        key={"clusterName": "clusterName", "principalArn": "principalArn", "policyArn": "policyArn"},
        create=Op("AssociateAccessPolicy", at="associatedAccessPolicy"),
        read=(Op("ListAssociatedAccessPolicies", at="associatedAccessPolicies[policyArn={policyArn}]"),),
        delete=(Op("DisassociateAccessPolicy", only=()),),
        id="{clusterName}#{principalArn}#{policyArn}",
    ),
    Row(
        type="aws:eks/podIdentityAssociation:PodIdentityAssociation",
        service="eks",
        key={"clusterName": "clusterName", "associationId": "associationId"},
        create=Op("CreatePodIdentityAssociation", at="association"),
        read=(Op("DescribePodIdentityAssociation", at="association"),),
        update=(Put(Op("UpdatePodIdentityAssociation"), reset={"targetRoleArn": ""}),),
        delete=(Op("DeletePodIdentityAssociation", only=()),),
        id="{associationId}",
        imports=("{clusterName},{associationId}",),
        tags=tagged("associationArn"),
    ),
)
