"""EC2: what every account and network has from the start. pulumi-aws takes it over, and lets go of it in the end."""

from dataclasses import replace

from local.providers.aws.row import Op, Put, Row
from local.providers.aws.table import ec2, ec2_routing, ec2_security
from local.providers.aws.table.ec2 import adopted_tags, filters

ENTRIES = {"ingress": "Entries[][Egress=false,RuleNumber!=32767]", "egress": "Entries[][Egress=true,RuleNumber!=32767]"}


def row(rows: tuple[Row, ...], type_: str) -> Row:
    """The row of the type that a program makes itself."""
    return next(found for found in rows if found.type == type_)


def whole(puts: tuple[Put, ...]) -> tuple[Put, ...]:
    """Of what it is made of, nothing stays that the program does not give."""
    return tuple(replace(put, exclusive=True) if put.remove else put for put in puts)


VPC = row(ec2.ROWS, "aws:ec2/vpc:Vpc")
SUBNET = row(ec2.ROWS, "aws:ec2/subnet:Subnet")
GROUP = row(ec2_security.ROWS, "aws:ec2/securityGroup:SecurityGroup")
ACL = row(ec2_security.ROWS, "aws:ec2/networkAcl:NetworkAcl")
TABLE = row(ec2_routing.ROWS, "aws:ec2/routeTable:RouteTable")

ROWS = (
    replace(
        VPC,
        type="aws:ec2/defaultVpc:DefaultVpc",
        adopts=Op("DescribeVpcs", at="Vpcs[0]", only=("id",), send=filters({"isDefault": "true"})),
        create=Op("CreateDefaultVpc", at="Vpc", only=("id",)),
        update=VPC.update[:1],
        delete=(),
        replace_when={},
        defaults={"enableDnsHostnames": True, "enableDnsSupport": True},
        tags=adopted_tags(),
        needs=(),
    ),
    replace(
        SUBNET,
        type="aws:ec2/defaultSubnet:DefaultSubnet",
        adopts=Op(
            "DescribeSubnets",
            at="Subnets[0]",
            only=("id",),
            send=filters({"availabilityZone": "{availabilityZone}", "defaultForAz": "true"}),
        ),
        create=Op("CreateDefaultSubnet", at="Subnet", only=("availabilityZone", "id")),
        delete=(),
        replace={},
        defaults={"assignIpv6AddressOnCreation": False, "mapPublicIpOnLaunch": True},
        tags=adopted_tags(),
    ),
    replace(
        GROUP,
        type="aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        key={"GroupId": "id", "VpcId": "vpcId"},
        create=Op(
            "DescribeSecurityGroups",
            at="SecurityGroups[0]",
            only=("id",),
            send=filters({"group-name": "default", "vpc-id": "{vpcId}"}),
        ),
        after_create=(),
        update=whole(GROUP.update),
        delete=(),
        name=None,
        renames={k: v for k, v in GROUP.renames.items() if k != "name"},
        defaults={"ingress": [], "egress": []},
        local={"revokeRulesOnDelete": False},
        tags=adopted_tags(),
        needs=(("vpcId",),),
    ),
    replace(
        ACL,
        type="aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
        key={"NetworkAclId": "defaultNetworkAclId"},
        create=Op(
            "DescribeNetworkAcls",
            at="NetworkAcls[0]",
            only=("defaultNetworkAclId",),
            send={"NetworkAclIds[0]": "{defaultNetworkAclId}", **filters({"default": "true"})},
        ),
        read=(
            Op(
                "DescribeNetworkAcls",
                at="NetworkAcls[0]",
                skip=("subnetIds",),
                send={"NetworkAclIds[0]": "{defaultNetworkAclId}"},
                renames=ENTRIES,
            ),
        ),
        update=whole(ACL.update),
        delete=(),
        id="",
        renames={**{k: v for k, v in ACL.renames.items() if k != "id"}, "defaultNetworkAclId": "NetworkAclId"},
        defaults={"ingress": [], "egress": []},
        computed=ec2.arn("network-acl", "defaultNetworkAclId"),
        tags=adopted_tags("{defaultNetworkAclId}"),
    ),
    replace(
        TABLE,
        type="aws:ec2/defaultRouteTable:DefaultRouteTable",
        key={"RouteTableId": "defaultRouteTableId"},
        create=Op(
            "DescribeRouteTables",
            at="RouteTables[0]",
            only=("vpcId",),
            send={"RouteTableIds[0]": "{defaultRouteTableId}"},
        ),
        read=(
            replace(TABLE.read[0], skip=("defaultRouteTableId",), send={"RouteTableIds[0]": "{defaultRouteTableId}"}),
            Op(
                "DescribeRouteTables",
                only=("main",),
                at="RouteTables[0]",
                send=filters({"association.main": "true", "vpc-id": "{vpcId}"}),
                renames={"main": "RouteTableId"},
            ),
        ),
        update=whole(TABLE.update),
        delete=(),
        id="",
        imports=("{vpcId}",),
        renames={k: v for k, v in TABLE.renames.items() if k != "id"},
        defaults={"routes": []},
        computed={**ec2.arn("route-table", "defaultRouteTableId"), "defaultRouteTableId": "{main}"},
        tags=adopted_tags("{defaultRouteTableId}"),
    ),
)
