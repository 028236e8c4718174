"""EC2: networks."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

ALLOW_ALL = {"IpPermissions[0].IpProtocol": "-1", "IpPermissions[0].IpRanges[0].CidrIp": "0.0.0.0/0"}


def tags(kind: str) -> Tags:
    """EC2 tags every type alike, and reads the tags with the object."""
    return Tags(
        add=Op("CreateTags", only=(), send={"Resources[0]": "{id}"}),
        remove=Op("DeleteTags", only=(), send={"Resources[0]": "{id}"}),
        keys="Tags",
        create="TagSpecifications[0].Tags",
        create_with={"TagSpecifications[0].ResourceType": kind},
    )


def of_vpc(**more: str) -> dict[str, str]:
    """Filters for what belongs to a VPC."""
    wanted = {"vpc-id": "{id}", **{name.replace("_", "-"): value for name, value in more.items()}}
    found: dict[str, str] = {}
    for n, (name, value) in enumerate(wanted.items()):
        found |= {f"Filters[{n}].Name": name, f"Filters[{n}].Values[0]": value}
    return found


ROWS = (
    Row(
        type="aws:ec2/vpc:Vpc",
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
                send=of_vpc(group_name="default"),
            ),
            Op("DescribeNetworkAcls", only=("defaultNetworkAclId",), at="NetworkAcls[0]", send=of_vpc(default="true")),
            Op(
                "DescribeRouteTables",
                only=("defaultRouteTableId", "mainRouteTableId"),
                at="RouteTables[0]",
                send=of_vpc(association_main="true") | {"Filters[1].Name": "association.main"},
            ),
        ),
        update=(Put(Op("ModifyVpcAttribute", only=("enableDnsSupport", "enableDnsHostnames")), each=True),),
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
        computed={"arn": "arn:{partition}:ec2:{region}:{account}:vpc/{id}"},
        tags=tags("vpc"),
        needs=(("cidrBlock", "ipv4IpamPoolId"),),
    ),
    Row(
        type="aws:ec2/subnet:Subnet",
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
        replace={"vpcId": "a subnet cannot move"},
        tags=tags("subnet"),
    ),
    Row(
        type="aws:ec2/securityGroup:SecurityGroup",
        service="ec2",
        key={"GroupId": "id"},
        create=Op("CreateSecurityGroup", only=("name", "description", "vpcId", "id")),
        after_create=(Op("RevokeSecurityGroupEgress", only=(), send=ALLOW_ALL),),
        read=(
            Op(
                "DescribeSecurityGroups",
                at="SecurityGroups[0]",
                send={"GroupIds[0]": "{id}"},
                renames={"ingress": "IpPermissions", "egress": "IpPermissionsEgress"},
            ),
        ),
        update=(
            Put(
                Op("AuthorizeSecurityGroupIngress", only=("ingress",)),
                remove=Op("RevokeSecurityGroupIngress", only=("ingress",)),
            ),
            Put(
                Op("AuthorizeSecurityGroupEgress", only=("egress",)),
                remove=Op("RevokeSecurityGroupEgress", only=("egress",)),
            ),
        ),
        delete=(Op("DeleteSecurityGroup", only=()),),
        id="{id}",
        name=Name(),
        renames={"id": "GroupId", "name": "GroupName", "ingress": "IpPermissions", "egress": "IpPermissions"},
        codecs={"ingress": "permissions", "egress": "permissions"},
        defaults={"description": "Managed by Pulumi"},
        local={"revokeRulesOnDelete": False, "namePrefix": None},
        computed={"arn": "arn:{partition}:ec2:{region}:{account}:security-group/{id}"},
        tags=tags("security-group"),
    ),
)
