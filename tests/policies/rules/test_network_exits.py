"""What the rules on ways out of a network say."""

import json
from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import (
    Row,
    Table,
    bad,
    bad_stack,
    cases,
    good,
    good_stack,
    judge,
    keeps,
    node,
    other,
    other_stack,
    policy,
    sets,
    unknown,
    unknown_stack,
)

ENDPOINT, VPC = "aws:ec2/vpcEndpoint:VpcEndpoint", "aws:ec2/vpc:Vpc"
GROUP, EGRESS = "aws:ec2/securityGroup:SecurityGroup", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
FLOW_LOG = "aws:ec2/flowLog:FlowLog"
FIREWALL_RULE = "aws:route53/resolverFirewallRule:ResolverFirewallRule"
BUCKET, POLICY = "aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy"
OURS = {"StringEquals": {"aws:PrincipalOrgID": "o-1", "aws:ResourceOrgID": "o-1"}}
INTERFACE = {"vpcEndpointType": "Interface", "privateDnsEnabled": True, "securityGroupIds": ["sg-1"]}
REACHES = "policy Statement[0] reaches resources of every account, or for everyone."

NAMES = node("aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup", "names", {"id": "rslvr-frg-1"})
TO_S3 = node(ENDPOINT, "s3", {"serviceName": "com.amazonaws.eu-west-1.s3"})
RAW = node(BUCKET, "raw", {"bucket": "churn-raw"})
FROM_OUTSIDE = {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}


def answer(action: Any) -> Any:
    return node(FIREWALL_RULE, "others", {"firewallRuleGroupId": "rslvr-frg-1", "action": action})


def guarded(document: Any) -> Any:
    return node(POLICY, "policy", {"bucket": "churn-raw", "policy": document})


LET_IN = json.dumps({"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222222222222:root"}}) + ", "
REFUSED = policy("*", Effect="Deny", Action="s3:GetObject*", Condition=FROM_OUTSIDE)["policy"]

TABLE: Table = {
    "vpc-endpoint-policy": [
        bad(ENDPOINT, {}, "policy is not set, so the endpoint reaches every account."),
        bad(ENDPOINT, policy("*", Action="sagemaker:*", Resource="*"), REACHES),
        bad(ENDPOINT, policy("*", Resource="*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}}), REACHES),
        good(ENDPOINT, policy("*", Action="sagemaker:*", Resource="*", Condition=OURS)),
        good(ENDPOINT, policy("*", Action="s3:GetObject", Resource="arn:aws:s3:::packages/*")),
        unknown(ENDPOINT, {"policy": UNKNOWN}, "policy"),
        other(VPC, {}),
    ],
    "vpc-endpoint-private": [
        bad(ENDPOINT, {**INTERFACE, "privateDnsEnabled": False}, "privateDnsEnabled is not true."),
        bad(ENDPOINT, {**INTERFACE, "securityGroupIds": []}, "securityGroupIds is not set."),
        good(ENDPOINT, INTERFACE),
        good(ENDPOINT, {"vpcEndpointType": "Gateway"}),
        unknown(ENDPOINT, {"vpcEndpointType": UNKNOWN}, "vpcEndpointType"),
        other(VPC, {}),
    ],
    "sg-no-world-egress": [
        bad(GROUP, {"egress": [{"cidrBlocks": ["0.0.0.0/0"]}]}, "egress[0].cidrBlocks lets out to the whole internet."),
        bad(EGRESS, {"cidrIpv6": "::/0"}, "cidrIpv6 lets out to the whole internet."),
        good(GROUP, {"egress": [{"cidrBlocks": ["10.20.0.0/16"]}]}),
        unknown(GROUP, {"egress": [{"cidrBlocks": UNKNOWN}]}, "egress[0].cidrBlocks"),
        other("aws:ec2/securityGroupRule:SecurityGroupRule", {"type": "ingress", "cidrBlocks": ["0.0.0.0/0"]}),
    ],
    "flow-log-kept": sets(
        FLOW_LOG, "logDestination", value="arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vpc/flow"
    ),
    "flow-log-whole": keeps(FLOW_LOG, "trafficType", "ALL", wrong="ACCEPT"),
    "stack-dns-firewall-blocks": [
        bad_stack(NAMES, answer("ALLOW"), said="names: no rule of the group blocks."),
        bad_stack(NAMES, said="names: no rule of the group blocks."),
        good_stack(NAMES, answer("BLOCK")),
        unknown_stack(NAMES, answer(UNKNOWN), path="action of a ResolverFirewallRule"),
        other_stack(RAW),
    ],
    "stack-bucket-network-only": [
        bad_stack(TO_S3, RAW, said="raw: its policy does not refuse what comes from elsewhere than the network."),
        bad_stack(
            TO_S3,
            RAW,
            guarded(REFUSED.replace('"Statement": [', '"Statement": [' + LET_IN)),
            said="raw: its policy does not refuse what comes from other accounts over the internet.",
        ),
        bad_stack(
            RAW,
            guarded(REFUSED),
            node(BUCKET, "other", {"bucket": "churn-other"}),
            said="other: its policy does not refuse what comes from elsewhere than the network.",
        ),
        good_stack(TO_S3, RAW, guarded(REFUSED)),
        good_stack(TO_S3, RAW, node("aws:s3/bucketLogging:BucketLogging", "logs", {"targetBucket": "churn-raw"})),
        good_stack(RAW),
        unknown_stack(TO_S3, RAW, guarded(UNKNOWN), path="policy of its BucketPolicy"),
        other_stack(TO_S3),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
