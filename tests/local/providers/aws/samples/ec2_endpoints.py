"""Samples of EC2: VPC endpoints."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample, policy

VPC = "{aws:ec2/vpc:Vpc}"
ENDPOINT = "{aws:ec2/vpcEndpoint:VpcEndpoint}"
TABLE = "{aws:ec2/routeTable:RouteTable}"

SAMPLES: dict[str, Sample] = {
    "aws:ec2/vpcEndpoint:VpcEndpoint": Sample(
        {"vpcId": VPC, "serviceName": "com.amazonaws.eu-west-1.s3", "tags": TAGS},
        updates={"policy": policy("s3:GetObject"), "routeTableIds": [TABLE], "tags": OTHER_TAGS},
        replaces={"vpcId": "vpc-0", "serviceName": "com.amazonaws.eu-west-1.dynamodb", "vpcEndpointType": "Interface"},
    ),
    "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": Sample(
        {"vpcEndpointId": ENDPOINT, "policy": policy("s3:GetObject")},
        updates={"policy": policy("s3:PutObject")},
        replaces={"vpcEndpointId": "vpce-0"},
        stays=True,
    ),
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": Sample(
        {"vpcEndpointId": ENDPOINT, "routeTableId": TABLE},
        replaces={"vpcEndpointId": "vpce-0", "routeTableId": "rtb-0"},
        import_id="{vpcEndpointId}/{routeTableId}",
    ),
    "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation": Sample(
        {"vpcEndpointId": ENDPOINT, "subnetId": "{aws:ec2/subnet:Subnet}"},
        replaces={"vpcEndpointId": "vpce-0", "subnetId": "subnet-0"},
        import_id="{vpcEndpointId}/{subnetId}",
    ),
    "aws:ec2/securityGroupAssociation:SecurityGroupAssociation": Sample(
        {"vpcEndpointId": ENDPOINT, "securityGroupId": "{aws:ec2/securityGroup:SecurityGroup}"},
        replaces={"vpcEndpointId": "vpce-0", "securityGroupId": "sg-0"},
        import_id="{vpcEndpointId}/{securityGroupId}",
    ),
}
