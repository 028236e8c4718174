"""EC2: gateways, addresses, and the routes to them."""

from local.providers.aws.row import Op, Put, Ready, Row
from local.providers.aws.table.ec2 import arn, filters, tags

ROUTE = {
    "cidrBlock": "DestinationCidrBlock",
    "ipv6CidrBlock": "DestinationIpv6CidrBlock",
    "destinationPrefixListId": "DestinationPrefixListId",
    "egressOnlyGatewayId": "EgressOnlyInternetGatewayId",
}
ROUTES = {f"routes.{name}": member for name, member in ROUTE.items()}
DESTINATION = ("destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId")
ONE_ROUTE = {"egressOnlyGatewayId": "EgressOnlyInternetGatewayId"}
INLINE = Put(
    Op("CreateRoute", only=("routes",), renames={"routes": "."}),
    remove=Op("DeleteRoute", only=("routes",), renames={"routes": "."}),
    each=True,
)

ROWS = (
    Row(
        type="aws:ec2/internetGateway:InternetGateway",
        service="ec2",
        key={"InternetGatewayId": "id"},
        create=Op("CreateInternetGateway", at="InternetGateway", only=("id", "ownerId")),
        read=(
            Op(
                "DescribeInternetGateways",
                at="InternetGateways[0]",
                send={"InternetGatewayIds[0]": "{id}"},
                renames={"vpcId": "Attachments[0].VpcId"},
            ),
        ),
        update=(
            Put(
                Op("AttachInternetGateway", only=("vpcId",)),
                remove=Op("DetachInternetGateway", only=("vpcId",)),
                undone=True,
            ),
        ),
        delete=(Op("DeleteInternetGateway", only=()),),
        id="{id}",
        renames={"id": "InternetGatewayId"},
        computed=arn("internet-gateway"),
        tags=tags("internet-gateway"),
    ),
    Row(
        type="aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
        service="ec2",
        key={"InternetGatewayId": "internetGatewayId", "VpcId": "vpcId"},
        create=Op("AttachInternetGateway"),
        read=(
            Op(
                "DescribeInternetGateways",
                at="InternetGateways[0].Attachments[VpcId={vpcId}]",
                send={"InternetGatewayIds[0]": "{internetGatewayId}"},
            ),
        ),
        delete=(Op("DetachInternetGateway", only=()),),
        id="{internetGatewayId}:{vpcId}",
    ),
    Row(
        type="aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
        service="ec2",
        key={"EgressOnlyInternetGatewayId": "id"},
        create=Op("CreateEgressOnlyInternetGateway", at="EgressOnlyInternetGateway", only=("vpcId", "id")),
        read=(
            Op(
                "DescribeEgressOnlyInternetGateways",
                at="EgressOnlyInternetGateways[0]",
                send={"EgressOnlyInternetGatewayIds[0]": "{id}"},
                renames={"vpcId": "Attachments[0].VpcId"},
            ),
        ),
        delete=(Op("DeleteEgressOnlyInternetGateway", only=()),),
        id="{id}",
        renames={"id": "EgressOnlyInternetGatewayId"},
        tags=tags("egress-only-internet-gateway"),
    ),
    Row(
        type="aws:ec2/natGateway:NatGateway",
        replace={
            "secondaryPrivateIpAddresses": "changing it in place is not supported here",
            "availabilityZoneAddresses": "changing it in place is not supported here",
            "secondaryAllocationIds": "changing it in place is not supported here",
            "secondaryPrivateIpAddressCount": "changing it in place is not supported here",
        },
        service="ec2",
        key={"NatGatewayId": "id"},
        create=Op("CreateNatGateway", at="NatGateway", skip=("vpcId",)),
        read=(
            Op(
                "DescribeNatGateways",
                at="NatGateways[0]",
                send={"NatGatewayIds[0]": "{id}"},
                renames={
                    "allocationId": "NatGatewayAddresses[0].AllocationId",
                    "associationId": "NatGatewayAddresses[0].AssociationId",
                    "networkInterfaceId": "NatGatewayAddresses[0].NetworkInterfaceId",
                    "privateIp": "NatGatewayAddresses[0].PrivateIp",
                    "publicIp": "NatGatewayAddresses[0].PublicIp",
                },
            ),
        ),
        delete=(Op("DeleteNatGateway", only=()),),
        id="{id}",
        renames={"id": "NatGatewayId", "privateIp": "PrivateIpAddress"},
        defaults={"connectivityType": "public"},
        tags=tags("natgateway"),
        ready=Ready("State", until=("available",), failed=("failed",), reason="FailureMessage"),
        gone=("State", ("deleted",)),
    ),
    Row(
        type="aws:ec2/eip:Eip",
        replace={"customerOwnedIpv4Pool": "no operation of AWS changes it"},
        service="ec2",
        key={"AllocationId": "id"},
        create=Op("AllocateAddress", skip=("instance", "networkInterface")),
        read=(
            Op(
                "DescribeAddresses",
                at="Addresses[0]",
                send={"AllocationIds[0]": "{id}"},
                renames={
                    "networkInterface": "NetworkInterfaceId",
                    "instance": "InstanceId",
                    "privateIp": "PrivateIpAddress",
                },
            ),
        ),
        update=(
            Put(
                Op(
                    "AssociateAddress",
                    only=("instance", "networkInterface", "associateWithPrivateIp"),
                    renames={
                        "instance": "InstanceId",
                        "networkInterface": "NetworkInterfaceId",
                        "associateWithPrivateIp": "PrivateIpAddress",
                    },
                ),
                clear=Op("DisassociateAddress", only=(), send={"AssociationId": "{associationId}"}),
            ),
        ),
        delete=(Op("ReleaseAddress", only=()),),
        id="{id}",
        renames={"id": "AllocationId"},
        defaults={"domain": "vpc"},
        computed={
            **arn("elastic-ip"),
            "allocationId": "{id}",
            "publicDns": "ec2-{publicIp}.{region}.compute.amazonaws.com",
        },
        tags=tags("elastic-ip"),
    ),
    Row(
        type="aws:ec2/eipAssociation:EipAssociation",
        service="ec2",
        key={"AssociationId": "id"},
        create=Op("AssociateAddress"),
        read=(Op("DescribeAddresses", at="Addresses[0]", send=filters({"association-id": "{id}"})),),
        delete=(Op("DisassociateAddress", only=()),),
        id="{id}",
        renames={"id": "AssociationId"},
        needs=(("allocationId", "publicIp"),),
    ),
    Row(
        type="aws:ec2/routeTable:RouteTable",
        service="ec2",
        key={"RouteTableId": "id"},
        create=Op("CreateRouteTable", at="RouteTable", only=("vpcId", "id", "ownerId")),
        read=(
            Op(
                "DescribeRouteTables",
                at="RouteTables[0]",
                send={"RouteTableIds[0]": "{id}"},
                renames={
                    "routes": "Routes[][Origin=CreateRoute]",
                    "propagatingVgws": "PropagatingVgws[].GatewayId",
                },
            ),
        ),
        update=(
            INLINE,
            Put(
                Op("EnableVgwRoutePropagation", only=("propagatingVgws",), renames={"propagatingVgws": "GatewayId"}),
                remove=Op(
                    "DisableVgwRoutePropagation", only=("propagatingVgws",), renames={"propagatingVgws": "GatewayId"}
                ),
                each=True,
            ),
        ),
        delete=(Op("DeleteRouteTable", only=()),),
        id="{id}",
        renames={"id": "RouteTableId", **ROUTES},
        computed=arn("route-table"),
        tags=tags("route-table"),
    ),
    Row(
        type="aws:ec2/route:Route",
        service="ec2",
        key={
            "RouteTableId": "routeTableId",
            "DestinationCidrBlock": "destinationCidrBlock",
        },
        create=Op("CreateRoute"),
        read=(
            Op(
                "DescribeRouteTables",
                at="RouteTables[0].Routes[DestinationCidrBlock={destinationCidrBlock}]",
                send={"RouteTableIds[0]": "{routeTableId}"},
                skip=("routeTableId",),
            ),
        ),
        update=(Put(Op("ReplaceRoute")),),
        delete=(Op("DeleteRoute", only=()),),
        id="r-{routeTableId}{destinationCidrBlock#}",
        imports=("{routeTableId}_{destinationCidrBlock*}",),
        renames=ONE_ROUTE,
        needs=(DESTINATION,),
    ),
    Row(
        type="aws:ec2/routeTableAssociation:RouteTableAssociation",
        service="ec2",
        key={"AssociationId": "associationId"},
        create=Op("AssociateRouteTable"),
        read=(
            Op(
                "DescribeRouteTables",
                at="RouteTables[0].Associations[SubnetId={subnetId}]",
                renames={"associationId": "RouteTableAssociationId"},
                send=filters({"association.subnet-id": "{subnetId}"}),
            ),
        ),
        update=(Put(Op("ReplaceRouteTableAssociation", only=("routeTableId",))),),
        delete=(Op("DisassociateRouteTable", only=()),),
        id="{associationId}",
        imports=("{subnetId}/{routeTableId}",),
        renames={"associationId": "AssociationId"},
        needs=(("subnetId", "gatewayId"),),
    ),
)
