"""What the rules on the network say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import (
    Node,
    Row,
    Table,
    bad,
    bad_stack,
    cases,
    good,
    good_stack,
    judge,
    node,
    other,
    other_stack,
    unknown,
    unknown_stack,
)

GROUP = "aws:ec2/securityGroup:SecurityGroup"
RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
SUBNET = "aws:ec2/subnet:Subnet"
DEFAULT = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
GATEWAY = "aws:ec2/internetGateway:InternetGateway"
VPC, FLOW_LOG, ENDPOINT = "aws:ec2/vpc:Vpc", "aws:ec2/flowLog:FlowLog", "aws:ec2/vpcEndpoint:VpcEndpoint"
OURS = node(VPC, "ours", {"id": "vpc-1"})
SERVICES = ("sagemaker.api", "sagemaker.runtime", "s3", "ecr.api", "ecr.dkr", "logs", "sts", "kms")


def flow_log(vpc: object, **depends: list[str]) -> Node:
    return node(FLOW_LOG, "flows", {"vpcId": vpc}, **depends)


def endpoints(*services: str) -> list[Node]:
    return [node(ENDPOINT, one, {"serviceName": f"com.amazonaws.eu-west-1.{one}"}) for one in services]


TABLE: Table = {
    "sg-no-world-ingress": [
        bad(
            GROUP,
            {"ingress": [{"cidrBlocks": ["10.0.0.0/8"]}, {"cidrBlocks": ["10.0.0.0/8", "0.0.0.0/0"]}]},
            "ingress[1].cidrBlocks lets in the whole internet.",
        ),
        bad(
            GROUP, {"ingress": [{"ipv6CidrBlocks": ["::/0"]}]}, "ingress[0].ipv6CidrBlocks lets in the whole internet."
        ),
        bad(RULE, {"type": "ingress", "cidrBlocks": ["0.0.0.0/0"]}, "cidrBlocks lets in the whole internet."),
        bad(INGRESS, {"cidrIpv4": "0.0.0.0/0"}, "cidrIpv4 lets in the whole internet."),
        bad(INGRESS, {"cidrIpv6": "::/0"}, "cidrIpv6 lets in the whole internet."),
        good(GROUP, {"ingress": [{"cidrBlocks": ["10.0.0.0/8"]}], "egress": [{"cidrBlocks": ["0.0.0.0/0"]}]}),
        good(INGRESS, {"referencedSecurityGroupId": "sg-1"}),
        unknown(GROUP, {"ingress": [{"cidrBlocks": [UNKNOWN]}]}, "ingress[0].cidrBlocks"),
        unknown(INGRESS, {"cidrIpv4": UNKNOWN}, "cidrIpv4"),
        other(RULE, {"type": "egress", "cidrBlocks": ["0.0.0.0/0"]}),
    ],
    "subnet-no-public-ip": [
        bad(SUBNET, {"mapPublicIpOnLaunch": True}, "mapPublicIpOnLaunch is true."),
        good(SUBNET, {}),
        good(SUBNET, {"mapPublicIpOnLaunch": False}),
        unknown(SUBNET, {"mapPublicIpOnLaunch": UNKNOWN}, "mapPublicIpOnLaunch"),
        other(GROUP, {}),
    ],
    "default-group-closed": [
        bad(DEFAULT, {"ingress": [{"self": True}]}, "ingress is not empty."),
        bad(DEFAULT, {"ingress": [], "egress": [{"protocol": "-1"}]}, "egress is not empty."),
        good(DEFAULT, {}),
        good(DEFAULT, {"ingress": [], "egress": []}),
        unknown(DEFAULT, {"egress": UNKNOWN}, "egress"),
        other(GROUP, {"ingress": [{"self": True}]}),
    ],
    "no-internet-gateway": [
        bad(GATEWAY, {"vpcId": "vpc-1"}, "the network has a gateway to the internet."),
        good(GATEWAY, {}),
        unknown(GATEWAY, {"vpcId": UNKNOWN}, "vpcId"),
        other(GROUP, {"vpcId": "vpc-1"}),
    ],
    "stack-vpc-flow-logs": [
        bad_stack(OURS, said="ours: the network has no flow log."),
        bad_stack(OURS, flow_log("vpc-2"), said="ours: the network has no flow log."),
        good_stack(OURS, flow_log("vpc-1")),
        good_stack(node(VPC, "ours", {"id": UNKNOWN}), flow_log(UNKNOWN, vpcId=["ours"])),
        unknown_stack(OURS, flow_log(UNKNOWN), path="vpcId of a FlowLog"),
        unknown_stack(node(VPC, "ours", {}), flow_log("vpc-1"), path="vpcId of a FlowLog"),
        other_stack(flow_log("vpc-1")),
    ],
    "stack-vpc-endpoints": [
        bad_stack(
            OURS,
            *endpoints(*SERVICES[1:]),
            said="ours: the network has no endpoint for sagemaker.api.",
        ),
        good_stack(OURS, *endpoints(*SERVICES)),
        unknown_stack(OURS, node(ENDPOINT, "later", {"serviceName": UNKNOWN}), path="serviceName of a VpcEndpoint"),
        other_stack(*endpoints("s3")),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
