"""Samples of EC2: what is there from the start."""

from tests.local.providers.aws.samples.ec2_security import HTTPS
from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

ITS_OWN = "an account or network has one, taken over and never deleted"
TCP = {"protocol": "tcp", "fromPort": 443, "toPort": 443}
ROUTE = {
    "cidrBlock": "0.0.0.0/0",
    "gatewayId": "{aws:ec2/internetGatewayAttachment:InternetGatewayAttachment.internetGatewayId}",
}

SAMPLES: dict[str, Sample] = {
    "aws:ec2/defaultVpc:DefaultVpc": Sample(
        {"tags": TAGS},
        updates={"enableDnsHostnames": False, "enableDnsSupport": False, "tags": OTHER_TAGS},
        single=True,
        stays=True,
    ),
    "aws:ec2/defaultSubnet:DefaultSubnet": Sample(
        {"availabilityZone": "eu-west-1a", "tags": TAGS},
        updates={"mapPublicIpOnLaunch": False, "tags": OTHER_TAGS},
        replaces={"availabilityZone": "eu-west-1b"},
        stays=True,
    ),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": Sample(
        {"vpcId": "{aws:ec2/vpc:Vpc}", "tags": TAGS},
        updates={
            "ingress": [{**TCP, "self": True}],
            "egress": [{**TCP, "cidrBlocks": ["10.0.0.0/16"]}],
            "tags": OTHER_TAGS,
        },
        replaces={"vpcId": "vpc-0"},
        stays=True,
    ),
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": Sample(
        {"defaultNetworkAclId": "{aws:ec2/vpc:Vpc.defaultNetworkAclId}", "ingress": [HTTPS], "tags": TAGS},
        updates={"egress": [HTTPS], "tags": OTHER_TAGS},
        replaces={"defaultNetworkAclId": "acl-0"},
        not_replaced=ITS_OWN,
        stays=True,
    ),
    "aws:ec2/defaultRouteTable:DefaultRouteTable": Sample(
        {"defaultRouteTableId": "{aws:ec2/vpc:Vpc.defaultRouteTableId}", "tags": TAGS},
        updates={"routes": [ROUTE], "tags": OTHER_TAGS},
        replaces={"defaultRouteTableId": "rtb-0"},
        import_id="{vpcId}",
        not_replaced=ITS_OWN,
        stays=True,
    ),
}
