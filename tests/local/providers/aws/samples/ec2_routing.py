"""Samples of EC2: gateways, addresses, routes."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

VPC = "{aws:ec2/vpc:Vpc}"
SUBNET = "{aws:ec2/subnet:Subnet}"
GATEWAY = "{aws:ec2/internetGatewayAttachment:InternetGatewayAttachment.internetGatewayId}"
TABLE = "{aws:ec2/routeTable:RouteTable}"
ADDRESS = "{aws:ec2/eip:Eip}"

SAMPLES: dict[str, Sample] = {
    "aws:ec2/internetGateway:InternetGateway": Sample(
        {"tags": TAGS},
        updates={"vpcId": VPC, "tags": OTHER_TAGS},
    ),
    "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment": Sample(
        {"internetGatewayId": "{aws:ec2/internetGateway:InternetGateway}", "vpcId": VPC},
        replaces={"internetGatewayId": "igw-0", "vpcId": "vpc-0"},
    ),
    "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": Sample(
        {"vpcId": VPC, "tags": TAGS}, updates={"tags": OTHER_TAGS}, replaces={"vpcId": "vpc-0"}
    ),
    "aws:ec2/natGateway:NatGateway": Sample(
        {"subnetId": SUBNET, "allocationId": ADDRESS, "tags": TAGS},
        updates={"tags": OTHER_TAGS},
        replaces={"subnetId": "subnet-0", "allocationId": "eipalloc-0", "connectivityType": "private"},
    ),
    "aws:ec2/eip:Eip": Sample({"domain": "vpc", "tags": TAGS}, updates={"tags": OTHER_TAGS}),
    "aws:ec2/eipAssociation:EipAssociation": Sample(
        {"allocationId": ADDRESS, "networkInterfaceId": "{aws:ec2/networkInterface:NetworkInterface}"},
        replaces={"allocationId": "eipalloc-0", "networkInterfaceId": "eni-0"},
    ),
    "aws:ec2/routeTable:RouteTable": Sample(
        {"vpcId": VPC, "tags": TAGS},
        updates={"routes": [{"cidrBlock": "0.0.0.0/0", "gatewayId": GATEWAY}], "tags": OTHER_TAGS},
        replaces={"vpcId": "vpc-0"},
    ),
    "aws:ec2/route:Route": Sample(
        {"routeTableId": TABLE, "destinationCidrBlock": "0.0.0.0/0", "gatewayId": GATEWAY},
        updates={},
        replaces={"routeTableId": "rtb-0", "destinationCidrBlock": "10.1.0.0/16"},
        import_id="{routeTableId}_{destinationCidrBlock}",
    ),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": Sample(
        {"subnetId": SUBNET, "routeTableId": TABLE},
        replaces={"subnetId": "subnet-0"},
        import_id="{subnetId}/{routeTableId}",
    ),
}
