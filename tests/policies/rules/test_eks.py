"""What the rules on EKS say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, unknown

CLUSTER, NODE_GROUP = "aws:eks/cluster:Cluster", "aws:eks/nodeGroup:NodeGroup"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"

TABLE: Table = {
    "eks-private": [
        bad(
            CLUSTER, {}, "vpcConfig.endpointPublicAccess is not false.", "vpcConfig.endpointPrivateAccess is not true."
        ),
        good(CLUSTER, {"vpcConfig": {"endpointPublicAccess": False, "endpointPrivateAccess": True}}),
        unknown(CLUSTER, {"vpcConfig": UNKNOWN}, "vpcConfig.endpointPublicAccess", "vpcConfig.endpointPrivateAccess"),
        other(NODE_GROUP, {}),
    ],
    "eks-version": [
        bad(CLUSTER, {"version": "1.24"}, "version is not in standard support."),
        good(CLUSTER, {"version": "1.35"}),
        good(CLUSTER, {}),
        unknown(CLUSTER, {"version": UNKNOWN}, "version"),
        other(NODE_GROUP, {"version": "1.24"}),
    ],
    "eks-secrets-kms": [
        bad(CLUSTER, {}, "encryptionConfig.resources does not have secrets."),
        bad(CLUSTER, {"encryptionConfig": {"resources": ["secrets"]}}, "encryptionConfig.provider.keyArn is not set."),
        good(CLUSTER, {"encryptionConfig": {"resources": ["secrets"], "provider": {"keyArn": KEY}}}),
        unknown(CLUSTER, {"encryptionConfig": UNKNOWN}, "encryptionConfig.resources"),
        other(NODE_GROUP, {}),
    ],
    "eks-audit-logs": [
        bad(CLUSTER, {"enabledClusterLogTypes": ["api"]}, "enabledClusterLogTypes has no audit, authenticator."),
        good(CLUSTER, {"enabledClusterLogTypes": ["api", "audit", "authenticator"]}),
        unknown(CLUSTER, {"enabledClusterLogTypes": UNKNOWN}, "enabledClusterLogTypes"),
        other(NODE_GROUP, {}),
    ],
    "eks-no-remote-access": [
        bad(
            NODE_GROUP,
            {"remoteAccess": {"ec2SshKey": "k"}},
            "remoteAccess.ec2SshKey is set without sourceSecurityGroupIds.",
        ),
        good(NODE_GROUP, {"remoteAccess": {"ec2SshKey": "k", "sourceSecurityGroupIds": ["sg"]}}),
        good(NODE_GROUP, {}),
        unknown(NODE_GROUP, {"remoteAccess": UNKNOWN}, "remoteAccess"),
        other(CLUSTER, {"remoteAccess": {"ec2SshKey": "k"}}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
