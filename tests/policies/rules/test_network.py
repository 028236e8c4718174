"""What the rules on the network say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, unknown

GROUP = "aws:ec2/securityGroup:SecurityGroup"
RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
SUBNET = "aws:ec2/subnet:Subnet"

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
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
