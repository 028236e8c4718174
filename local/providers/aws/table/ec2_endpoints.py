"""EC2: endpoints of AWS's services in a VPC."""

from local.providers.aws.row import Op, Put, Ready, Row
from local.providers.aws.table.ec2 import arn, filters, tags

ENDPOINT = {"VpcEndpointIds[0]": "{vpcEndpointId}"}


def members(property_: str, noun: str) -> Put:
    """A list of an endpoint: what is new is added, what is gone is removed."""
    return Put(
        Op("ModifyVpcEndpoint", only=(property_,), renames={property_: f"Add{noun}"}),
        remove=Op("ModifyVpcEndpoint", only=(property_,), renames={property_: f"Remove{noun}"}),
    )


def association(type_: str, property_: str, noun: str, at: str, upstream: str = "") -> Row:
    """One element of a list of an endpoint as an object of its own."""
    return Row(
        type=type_,
        upstream=upstream,
        service="ec2",
        key={"VpcEndpointId": "vpcEndpointId"},
        create=Op("ModifyVpcEndpoint", only=("vpcEndpointId", property_), renames={property_: f"Add{noun}"}),
        read=(Op("DescribeVpcEndpoints", at=at, only=(), send=ENDPOINT),),
        delete=(Op("ModifyVpcEndpoint", only=(), send={f"Remove{noun}[0]": f"{{{property_}}}"}),),
        id=f"a-{{vpcEndpointId}}{{{property_}#}}",
        imports=(f"{{vpcEndpointId}}/{{{property_}}}",),
    )


ROWS = (
    Row(
        type="aws:ec2/vpcEndpoint:VpcEndpoint",
        service="ec2",
        key={"VpcEndpointId": "id"},
        replace_when={"privateDnsEnabled": "not_an_interface"},
        create=Op("CreateVpcEndpoint", at="VpcEndpoint"),
        read=(
            Op(
                "DescribeVpcEndpoints",
                at="VpcEndpoints[0]",
                send={"VpcEndpointIds[0]": "{id}"},
                renames={"securityGroupIds": "Groups[].GroupId"},
            ),
            Op(
                "DescribePrefixLists",
                at="PrefixLists[0]",
                only=("prefixListId", "cidrBlocks"),
                renames={"cidrBlocks": "Cidrs"},
                send=filters({"prefix-list-name": "{serviceName}"}),
            ),
        ),
        update=(
            Put(
                Op(
                    "ModifyVpcEndpoint",
                    only=("policy", "privateDnsEnabled", "dnsOptions", "ipAddressType", "subnetConfigurations"),
                )
            ),
            members("routeTableIds", "RouteTableIds"),
            members("subnetIds", "SubnetIds"),
            members("securityGroupIds", "SecurityGroupIds"),
        ),
        delete=(Op("DeleteVpcEndpoints", only=(), send={"VpcEndpointIds[0]": "{id}"}),),
        id="{id}",
        renames={"id": "VpcEndpointId", "policy": "PolicyDocument"},
        json=("policy",),
        defaults={"vpcEndpointType": "Gateway"},
        local={"autoAccept": None},
        computed=arn("vpc-endpoint"),
        tags=tags("vpc-endpoint"),
        ready=Ready(
            "State", until=("available", "pendingAcceptance"), failed=("failed", "rejected"), reason="LastError"
        ),
        gone=("State", ("deleted",)),
    ),
    Row(
        type="aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
        service="ec2",
        key={"VpcEndpointId": "vpcEndpointId"},
        create=Op("ModifyVpcEndpoint"),
        read=(Op("DescribeVpcEndpoints", at="VpcEndpoints[0]", send=ENDPOINT),),
        update=(Put(Op("ModifyVpcEndpoint"), clear=Op("ModifyVpcEndpoint", only=(), send={"ResetPolicy": True})),),
        delete=(Op("ModifyVpcEndpoint", only=(), send={"ResetPolicy": True}),),
        renames={"policy": "PolicyDocument"},
        json=("policy",),
    ),
    association(
        "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
        "routeTableId",
        "RouteTableIds",
        "VpcEndpoints[0].RouteTableIds[={routeTableId}]",
    ),
    association(
        "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation",
        "subnetId",
        "SubnetIds",
        "VpcEndpoints[0].SubnetIds[={subnetId}]",
    ),
    association(
        "aws:ec2/securityGroupAssociation:SecurityGroupAssociation",
        "securityGroupId",
        "SecurityGroupIds",
        "VpcEndpoints[0].Groups[GroupId={securityGroupId}]",
        upstream="aws_vpc_endpoint_security_group_association",
    ),
)
