"""Samples of EC2."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

SAMPLES: dict[str, Sample] = {
    "aws:ec2/vpc:Vpc": Sample(
        {"cidrBlock": "10.0.0.0/16", "enableDnsHostnames": True, "tags": TAGS},
        updates={"enableDnsHostnames": False, "enableDnsSupport": False, "tags": OTHER_TAGS},
        replaces={"cidrBlock": "10.1.0.0/16", "instanceTenancy": "dedicated"},
    ),
    "aws:ec2/subnet:Subnet": Sample(
        {
            "vpcId": "{aws:ec2/vpc:Vpc}",
            "cidrBlock": "10.0.1.0/24",
            "availabilityZone": "eu-west-1a",
            "tags": TAGS,
        },
        updates={"mapPublicIpOnLaunch": True, "tags": OTHER_TAGS},
        replaces={"vpcId": "vpc-0", "cidrBlock": "10.0.2.0/24", "availabilityZone": "eu-west-1b"},
        another={"cidrBlock": "10.0.9.0/24"},
    ),
}
