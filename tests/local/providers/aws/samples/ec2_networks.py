"""Samples of EC2: what reaches beyond one network."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

VPC = "{aws:ec2/vpc:Vpc}"
PEERING = "{aws:ec2/vpcPeeringConnection:VpcPeeringConnection}"
RESOLVING = {"allowRemoteVpcDnsResolution": True}

SAMPLES: dict[str, Sample] = {
    "aws:ec2/vpcDhcpOptions:VpcDhcpOptions": Sample(
        {
            "domainName": "ml.internal",
            "domainNameServers": ["10.0.0.2", "AmazonProvidedDNS"],
            "ipv6AddressPreferredLeaseTime": "1440",
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={"domainName": "other.internal", "domainNameServers": ["10.0.0.3"], "ntpServers": ["10.0.0.4"]},
    ),
    "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation": Sample(
        {"vpcId": VPC, "dhcpOptionsId": "{aws:ec2/vpcDhcpOptions:VpcDhcpOptions}"},
        replaces={"vpcId": "vpc-0", "dhcpOptionsId": "dopt-0"},
        import_id="{vpcId}",
    ),
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": Sample(
        {"vpcId": VPC, "cidrBlock": "10.9.0.0/16"},
        replaces={"cidrBlock": "10.8.0.0/16", "vpcId": "vpc-0"},
    ),
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": Sample(
        {"vpcId": VPC, "peerVpcId": "{aws:ec2/defaultVpc:DefaultVpc}", "autoAccept": True, "tags": TAGS},
        updates={"accepter": RESOLVING, "requester": RESOLVING, "tags": OTHER_TAGS},
        replaces={"vpcId": "vpc-0", "peerVpcId": "vpc-1", "peerRegion": "eu-central-1"},
        write_only=("autoAccept",),
        not_replaced="a second VPC to peer with is the first one of another peering",
    ),
    "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": Sample(
        {"vpcPeeringConnectionId": PEERING, "autoAccept": True, "tags": TAGS},
        updates={"accepter": RESOLVING, "tags": OTHER_TAGS},
        replaces={"vpcPeeringConnectionId": "pcx-0"},
        write_only=("autoAccept",),
        not_replaced="a peering is its own accepter",
        stays=True,
    ),
    "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions": Sample(
        {"vpcPeeringConnectionId": PEERING, "requester": RESOLVING},
        updates={"accepter": RESOLVING},
        replaces={"vpcPeeringConnectionId": "pcx-0"},
        not_replaced="a peering has its options as long as it lives",
        stays=True,
    ),
    "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation": Sample(
        {"vpcId": VPC, "routeTableId": "{aws:ec2/routeTable:RouteTable}"},
        replaces={"vpcId": "vpc-0"},
        not_replaced="a network always has a main route table",
        stays=True,
    ),
    "aws:ec2/flowLog:FlowLog": Sample(
        {
            "vpcId": VPC,
            "trafficType": "REJECT",
            "logDestination": "{aws:s3/bucket:Bucket.arn}",
            "logDestinationType": "s3",
            "destinationOptions": {"fileFormat": "parquet", "perHourPartition": True},
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={"trafficType": "ALL", "maxAggregationInterval": 60, "logDestinationType": "cloud-watch-logs"},
        not_replaced="one network has one flow log a destination",
    ),
    "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry": Sample(
        {
            "prefixListId": "{aws:ec2/managedPrefixList:ManagedPrefixList}",
            "cidr": "10.7.0.0/16",
            "description": "the office",
        },
        replaces={"cidr": "10.6.0.0/16", "description": "the lab", "prefixListId": "pl-0"},
    ),
}
