"""Samples of EKS."""

from tests.local.providers.aws.samples.sample import ACCOUNT, KEY_ARN, OTHER_TAGS, TAGS, Sample

CLUSTER = "{aws:eks/cluster:Cluster}"
ROLE_ARN = "{aws:iam/role:Role.arn}"
SUBNET = "{aws:ec2/subnet:Subnet}"
POLICY = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
PERSON = f"arn:aws:iam::{ACCOUNT}:role/analyst"

SAMPLES: dict[str, Sample] = {
    "aws:eks/cluster:Cluster": Sample(
        {
            "roleArn": ROLE_ARN,
            "vpcConfig": {"subnetIds": [SUBNET]},
            "version": "1.33",
            "tags": TAGS,
        },
        updates={
            "vpcConfig": {"subnetIds": [SUBNET], "endpointPrivateAccess": True},
            "version": "1.34",
            "enabledClusterLogTypes": ["api", "audit"],
            "accessConfig": {"authenticationMode": "API"},
            "upgradePolicy": {"supportType": "STANDARD"},
            "encryptionConfig": {"provider": {"keyArn": KEY_ARN}, "resources": ["secrets"]},
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "roleArn": f"arn:aws:iam::{ACCOUNT}:role/other"},
        write_only=("bootstrapSelfManagedAddons",),
    ),
    "aws:eks/nodeGroup:NodeGroup": Sample(
        {
            "clusterName": CLUSTER,
            "nodeRoleArn": ROLE_ARN,
            "subnetIds": [SUBNET],
            "scalingConfig": {"desiredSize": 1, "maxSize": 2, "minSize": 1},
            "instanceTypes": ["m5.large"],
            "labels": {"team": "churn", "cost": "4711"},
            "taints": [{"key": "gpu", "value": "yes", "effect": "NO_SCHEDULE"}],
            "tags": TAGS,
        },
        updates={
            "scalingConfig": {"desiredSize": 2, "maxSize": 3, "minSize": 1},
            "updateConfig": {"maxUnavailable": 2},
            "labels": {"stage": "training", "team": "fraud"},
            "taints": [{"key": "gpu", "value": "yes", "effect": "NO_EXECUTE"}],
            "tags": OTHER_TAGS,
        },
        replaces={"nodeGroupName": "other", "instanceTypes": ["m5.xlarge"], "capacityType": "SPOT"},
    ),
    "aws:eks/addon:Addon": Sample(
        {"clusterName": CLUSTER, "addonName": "vpc-cni", "tags": TAGS},
        updates={
            "addonVersion": "v1.20.5-eksbuild.1",
            "configurationValues": '{"replicaCount": 2}',
            "tags": OTHER_TAGS,
        },
        replaces={"addonName": "coredns", "clusterName": "other"},
    ),
    "aws:eks/fargateProfile:FargateProfile": Sample(
        {
            "clusterName": CLUSTER,
            "podExecutionRoleArn": ROLE_ARN,
            "subnetIds": [SUBNET],
            "selectors": [{"namespace": "churn"}],
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={"fargateProfileName": "other", "selectors": [{"namespace": "other"}]},
    ),
    "aws:eks/accessEntry:AccessEntry": Sample(
        {"clusterName": CLUSTER, "principalArn": PERSON, "tags": TAGS},
        updates={"kubernetesGroups": ["viewers"], "tags": OTHER_TAGS},
        replaces={"principalArn": f"{PERSON}-2", "clusterName": "other"},
    ),
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": Sample(
        {
            "clusterName": CLUSTER,
            "principalArn": "{aws:eks/accessEntry:AccessEntry.principalArn}",
            "policyArn": POLICY,
            "accessScope": {"type": "cluster"},
        },
        replaces={
            "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy",
            "accessScope": {"type": "namespace", "namespaces": ["churn"]},
        },
    ),
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": Sample(
        {
            "clusterName": CLUSTER,
            "namespace": "churn",
            "serviceAccount": "scorer",
            "roleArn": ROLE_ARN,
            "tags": TAGS,
        },
        updates={"roleArn": f"arn:aws:iam::{ACCOUNT}:role/other", "tags": OTHER_TAGS},
        replaces={"namespace": "other", "serviceAccount": "other"},
        import_id="{clusterName},{associationId}",
    ),
}
