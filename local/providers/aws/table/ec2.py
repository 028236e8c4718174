"""EC2: networks, their subnets, and what all types of EC2 have in common."""

from dataclasses import replace

from local.providers.aws.row import Op, Put, Row, Tags


def tags(kind: str, id_: str = "{id}", member: str = "Tags") -> Tags:
    """EC2 tags every type alike, and reads the tags with the object."""
    return Tags(
        add=Op("CreateTags", only=(), send={"Resources[0]": id_}),
        remove=Op("DeleteTags", only=(), send={"Resources[0]": id_}),
        tags=member,
        keys="Tags",
        create="TagSpecifications[0].Tags",
        create_with={"TagSpecifications[0].ResourceType": kind},
    )


def adopted_tags(id_: str = "{id}") -> Tags:
    """The tags of what was there before: no create takes them."""
    return replace(tags("", id_), create="", create_with={})


def filters(wanted: dict[str, str], member: str = "Filters") -> dict[str, str]:
    """What a Describe operation takes to find the objects with these values."""
    found: dict[str, str] = {}
    for n, (name, value) in enumerate(wanted.items()):
        found |= {f"{member}[{n}].Name": name, f"{member}[{n}].Values[0]": value}
    return found


def arn(kind: str, id_: str = "id") -> dict[str, str]:
    """The ARN pulumi-aws makes up, as EC2 does not return it."""
    return {"arn": f"arn:{{partition}}:ec2:{{region}}:{{account}}:{kind}/{{{id_}}}"}


ROWS = (
    Row(
        type="aws:ec2/vpc:Vpc",
        replace_when={"instanceTenancy": "not_to_default"},
        service="ec2",
        key={"VpcId": "id"},
        create=Op(
            "CreateVpc",
            at="Vpc",
            only=("cidrBlock", "instanceTenancy", "ipv4IpamPoolId", "ipv4NetmaskLength", "id", "ownerId"),
        ),
        read=(
            Op(
                "DescribeVpcs",
                at="Vpcs[0]",
                only=("id", "cidrBlock", "instanceTenancy", "dhcpOptionsId", "ownerId"),
                send={"VpcIds[0]": "{id}"},
            ),
            Op("DescribeVpcAttribute", only=("enableDnsSupport",), send={"Attribute": "enableDnsSupport"}),
            Op("DescribeVpcAttribute", only=("enableDnsHostnames",), send={"Attribute": "enableDnsHostnames"}),
            Op(
                "DescribeSecurityGroups",
                only=("defaultSecurityGroupId",),
                at="SecurityGroups[0]",
                send=filters({"vpc-id": "{id}", "group-name": "default"}),
            ),
            Op(
                "DescribeNetworkAcls",
                only=("defaultNetworkAclId",),
                at="NetworkAcls[0]",
                send=filters({"vpc-id": "{id}", "default": "true"}),
            ),
            Op(
                "DescribeRouteTables",
                only=("defaultRouteTableId", "mainRouteTableId"),
                at="RouteTables[0]",
                send=filters({"vpc-id": "{id}", "association.main": "true"}),
            ),
        ),
        update=(
            Put(Op("ModifyVpcAttribute", only=("enableDnsSupport", "enableDnsHostnames")), each=True),
            Put(Op("ModifyVpcTenancy", only=("instanceTenancy",))),
        ),
        delete=(Op("DeleteVpc", only=()),),
        id="{id}",
        renames={
            "id": "VpcId",
            "enableDnsSupport": "EnableDnsSupport.Value",
            "enableDnsHostnames": "EnableDnsHostnames.Value",
            "defaultSecurityGroupId": "GroupId",
            "defaultNetworkAclId": "NetworkAclId",
            "defaultRouteTableId": "RouteTableId",
            "mainRouteTableId": "RouteTableId",
        },
        defaults={"enableDnsSupport": True, "instanceTenancy": "default"},
        computed=arn("vpc"),
        tags=tags("vpc"),
        needs=(("cidrBlock", "ipv4IpamPoolId"),),
    ),
    Row(
        type="aws:ec2/subnet:Subnet",
        replace={"ipv6CidrBlock": "changing it in place is not supported here"},
        service="ec2",
        key={"SubnetId": "id"},
        create=Op(
            "CreateSubnet",
            at="Subnet",
            only=(
                "vpcId",
                "cidrBlock",
                "availabilityZone",
                "availabilityZoneId",
                "ipv6CidrBlock",
                "id",
                "arn",
                "ownerId",
            ),
        ),
        read=(
            Op(
                "DescribeSubnets",
                at="Subnets[0]",
                only=(
                    "vpcId",
                    "cidrBlock",
                    "availabilityZone",
                    "availabilityZoneId",
                    "mapPublicIpOnLaunch",
                    "assignIpv6AddressOnCreation",
                    "id",
                    "arn",
                    "ownerId",
                ),
                send={"SubnetIds[0]": "{id}"},
            ),
        ),
        update=(
            Put(
                Op(
                    "ModifySubnetAttribute",
                    only=("mapPublicIpOnLaunch", "assignIpv6AddressOnCreation"),
                    renames={
                        "mapPublicIpOnLaunch": "MapPublicIpOnLaunch.Value",
                        "assignIpv6AddressOnCreation": "AssignIpv6AddressOnCreation.Value",
                    },
                ),
                each=True,
            ),
        ),
        delete=(Op("DeleteSubnet", only=()),),
        id="{id}",
        renames={"id": "SubnetId", "arn": "SubnetArn"},
        defaults={"mapPublicIpOnLaunch": False, "assignIpv6AddressOnCreation": False},
        tags=tags("subnet"),
    ),
)
