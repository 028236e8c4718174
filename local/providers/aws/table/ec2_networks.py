"""EC2: what reaches beyond one network: DHCP options, further address ranges, peerings, the main route table."""

from dataclasses import replace

from local.providers.aws.row import Op, Put, Row
from local.providers.aws.table.ec2 import adopted_tags, arn, filters, tags

OPTIONS = {
    "domainName": "domain-name",
    "domainNameServers": "domain-name-servers",
    "ipv6AddressPreferredLeaseTime": "ipv6-address-preferred-lease-time",
    "netbiosNameServers": "netbios-name-servers",
    "netbiosNodeType": "netbios-node-type",
    "ntpServers": "ntp-servers",
}
LISTS = ("domainNameServers", "netbiosNameServers", "ntpServers")
PEER = {
    "id": "VpcPeeringConnectionId",
    "acceptStatus": "Status.Code",
    "accepter.allowRemoteVpcDnsResolution": "AllowDnsResolutionFromRemoteVpc",
    "requester.allowRemoteVpcDnsResolution": "AllowDnsResolutionFromRemoteVpc",
}
PEER_OPTIONS = Op(
    "ModifyVpcPeeringConnectionOptions",
    only=("accepter", "requester"),
    renames={"accepter": "AccepterPeeringConnectionOptions", "requester": "RequesterPeeringConnectionOptions"},
)
SIDES = {
    "vpcId": "RequesterVpcInfo.VpcId",
    "peerOwnerId": "AccepterVpcInfo.OwnerId",
    "peerRegion": "AccepterVpcInfo.Region",
    "peerVpcId": "AccepterVpcInfo.VpcId",
    "accepter": "AccepterVpcInfo.PeeringOptions",
    "requester": "RequesterVpcInfo.PeeringOptions",
}
ACCEPT = Put(
    Op("AcceptVpcPeeringConnection", only=()),
    switch="autoAccept",
    when={"autoAccept": (True,), "acceptStatus": ("initiating-request", "pending-acceptance")},
)
DELETED = ("Status.Code", ("deleted", "deleting", "expired", "failed", "rejected"))


def option(property_: str) -> str:
    """Where an option lies."""
    return f"DhcpConfigurations[Key={OPTIONS[property_]}].Values"


def peering(id_: str, *properties: str) -> Op:
    """Both sides of a peering, as the requester calls them."""
    return Op(
        "DescribeVpcPeeringConnections",
        only=properties,
        at="VpcPeeringConnections[0]",
        send={"VpcPeeringConnectionIds[0]": f"{{{id_}}}"},
        renames={name: SIDES[name] for name in properties if name in SIDES},
    )


ROWS = (
    Row(
        type="aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
        service="ec2",
        key={"DhcpOptionsId": "id"},
        create=Op(
            "CreateDhcpOptions",
            at="DhcpOptions",
            only=(*OPTIONS, "id"),
            renames={name: option(name) if name in LISTS else f"{option(name)}[0]" for name in OPTIONS},
        ),
        read=(
            Op(
                "DescribeDhcpOptions",
                at="DhcpOptions[0]",
                send={"DhcpOptionsIds[0]": "{id}"},
                renames={name: f"{option(name)}{'[]' if name in LISTS else '[0]'}.Value" for name in OPTIONS},
            ),
        ),
        delete=(Op("DeleteDhcpOptions", only=()),),
        id="{id}",
        renames={"id": "DhcpOptionsId"},
        computed=arn("dhcp-options"),
        tags=tags("dhcp-options"),
    ),
    Row(
        type="aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
        service="ec2",
        key={"VpcId": "vpcId"},
        create=Op("AssociateDhcpOptions"),
        read=(Op("DescribeVpcs", at="Vpcs[0]", send={"VpcIds[0]": "{vpcId}"}),),
        delete=(Op("AssociateDhcpOptions", only=(), send={"DhcpOptionsId": "default"}),),
        id="{dhcpOptionsId}-{vpcId}",
        imports=("{vpcId}",),
        gone=("DhcpOptionsId", ("default",)),
    ),
    Row(
        type="aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
        service="ec2",
        key={"AssociationId": "id"},
        create=Op("AssociateVpcCidrBlock", renames={"id": "CidrBlockAssociation.AssociationId"}),
        read=(
            Op(
                "DescribeVpcs",
                only=("cidrBlock", "id"),
                at="Vpcs[0].CidrBlockAssociationSet[AssociationId={id}]",
                renames={"id": "AssociationId"},
                send=filters({"cidr-block-association.association-id": "{id}"}),
            ),
            Op(
                "DescribeVpcs",
                only=("vpcId",),
                at="Vpcs[0]",
                send=filters({"cidr-block-association.association-id": "{id}"}),
            ),
        ),
        delete=(Op("DisassociateVpcCidrBlock", only=()),),
        id="{id}",
        imports=("{id}",),
        gone=("CidrBlockState.State", ("disassociated", "disassociating", "failed")),
        needs=(("cidrBlock", "ipv4IpamPoolId"),),
    ),
    Row(
        type="aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        service="ec2",
        key={"VpcPeeringConnectionId": "id"},
        create=Op(
            "CreateVpcPeeringConnection",
            at="VpcPeeringConnection",
            only=("vpcId", "peerVpcId", "peerOwnerId", "peerRegion", "id", "acceptStatus"),
        ),
        read=(peering("id", "id", "acceptStatus", *SIDES),),
        update=(ACCEPT, Put(PEER_OPTIONS)),
        delete=(Op("DeleteVpcPeeringConnection", only=()),),
        id="{id}",
        renames=PEER,
        tags=tags("vpc-peering-connection"),
        gone=DELETED,
    ),
    Row(
        type="aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
        service="ec2",
        key={"VpcPeeringConnectionId": "vpcPeeringConnectionId"},
        create=peering("vpcPeeringConnectionId", "acceptStatus"),
        read=(peering("vpcPeeringConnectionId", "acceptStatus", *SIDES),),
        update=(ACCEPT, Put(PEER_OPTIONS)),
        renames={name: path for name, path in PEER.items() if name != "id"},
        tags=adopted_tags("{vpcPeeringConnectionId}"),
        gone=DELETED,
    ),
    Row(
        type="aws:ec2/peeringConnectionOptions:PeeringConnectionOptions",
        service="ec2",
        key={"VpcPeeringConnectionId": "vpcPeeringConnectionId"},
        create=replace(PEER_OPTIONS, send={"VpcPeeringConnectionId": "{vpcPeeringConnectionId}"}),
        read=(peering("vpcPeeringConnectionId", "accepter", "requester"),),
        update=(Put(PEER_OPTIONS),),
        upstream="aws_vpc_peering_connection_options",
        renames={name: path for name, path in PEER.items() if "." in name},
        gone=DELETED,
    ),
    Row(
        type="aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
        service="ec2",
        key={"AssociationId": "id", "VpcId": "vpcId"},
        before_create=Op(
            "DescribeRouteTables",
            only=("current", "originalRouteTableId"),
            at="RouteTables[0]",
            send=filters({"association.main": "true", "vpc-id": "{vpcId}"}),
            renames={
                "current": "Associations[Main=true].RouteTableAssociationId",
                "originalRouteTableId": "RouteTableId",
            },
        ),
        create=Op(
            "ReplaceRouteTableAssociation", send={"AssociationId": "{current}"}, renames={"id": "NewAssociationId"}
        ),
        read=(
            Op(
                "DescribeRouteTables",
                only=("routeTableId", "vpcId"),
                at="RouteTables[0]",
                send=filters({"association.main": "true", "vpc-id": "{vpcId}"}),
            ),
            Op(
                "DescribeRouteTables",
                only=("id",),
                at="RouteTables[0].Associations[Main=true]",
                send=filters({"association.main": "true", "vpc-id": "{vpcId}"}),
                renames={"id": "RouteTableAssociationId"},
            ),
        ),
        update=(Put(Op("ReplaceRouteTableAssociation", only=("routeTableId",))),),
        delete=(Op("ReplaceRouteTableAssociation", only=(), send={"RouteTableId": "{originalRouteTableId}"}),),
        id="{id}",
        imports=None,
    ),
    Row(
        type="aws:ec2/flowLog:FlowLog",
        service="ec2",
        key={"FlowLogIds[0]": "id"},
        create=Op("CreateFlowLogs", renames={"id": "FlowLogIds[0]"}),
        read=(Op("DescribeFlowLogs", at="FlowLogs[0]", renames={"id": "FlowLogId"}),),
        delete=(Op("DeleteFlowLogs", only=()),),
        id="{id}",
        renames={
            "iamRoleArn": "DeliverLogsPermissionArn",
            **dict.fromkeys(("vpcId", "subnetId", "eniId", "transitGatewayId", "transitGatewayAttachmentId"), "."),
        },
        codecs={
            "vpcId": "flow_of_vpc",
            "subnetId": "flow_of_subnet",
            "eniId": "flow_of_interface",
            "transitGatewayId": "flow_of_gateway",
            "transitGatewayAttachmentId": "flow_of_attachment",
        },
        defaults={
            "logDestinationType": "cloud-watch-logs",
            "maxAggregationInterval": 600,
            "destinationOptions.fileFormat": "plain-text",
            "destinationOptions.hiveCompatiblePartitions": False,
            "destinationOptions.perHourPartition": False,
        },
        replace={"tagFieldSpecifications": "no operation of AWS changes a flow log"},
        computed=arn("vpc-flow-log"),
        tags=tags("vpc-flow-log"),
    ),
    Row(
        type="aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
        service="ec2",
        key={"PrefixListId": "prefixListId"},
        create=Op(
            "ModifyManagedPrefixList",
            only=("cidr", "description"),
            renames={"cidr": "AddEntries[0].Cidr", "description": "AddEntries[0].Description"},
            send={"PrefixListId": "{prefixListId}", "CurrentVersion": "{version}"},
        ),
        read=(
            Op("GetManagedPrefixListEntries", at="Entries[Cidr={cidr}]"),
            Op(
                "DescribeManagedPrefixLists",
                only=("version",),
                at="PrefixLists[0]",
                send={"PrefixListIds[0]": "{prefixListId}"},
                renames={"version": "Version"},
            ),
        ),
        delete=(
            Op(
                "ModifyManagedPrefixList",
                only=(),
                send={"CurrentVersion": "{version}", "RemoveEntries[0].Cidr": "{cidr}"},
            ),
        ),
        id="{prefixListId},{cidr}",
    ),
)
