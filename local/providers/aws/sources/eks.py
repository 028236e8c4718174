"""Data sources of EKS."""

from local.providers.aws.row import Op
from local.providers.aws.sources.source import Source

SOURCES = (
    Source(
        type="aws:eks/getCluster:getCluster",
        service="eks",
        noun="EKS Cluster",
        read=(Op("DescribeCluster", at="cluster"),),
        renames={
            "certificateAuthorities": "certificateAuthority",
            "clusterId": "id",
            "enabledClusterLogTypes": "logging.clusterLogging[enabled=true].types",
            "identities": "identity",
            "kubernetesNetworkConfigs": "kubernetesNetworkConfig",
            "vpcConfig": "resourcesVpcConfig",
            "accessConfigs": "accessConfig",
        },
    ),
)
