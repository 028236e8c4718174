"""Samples of EC2: network interfaces, keys and templates of instances."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

GROUP = "{aws:ec2/securityGroup:SecurityGroup}"
PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl churn@example.com"

SAMPLES: dict[str, Sample] = {
    "aws:ec2/networkInterface:NetworkInterface": Sample(
        {
            "subnetId": "{aws:ec2/subnet:Subnet}",
            "description": "of the endpoint",
            "privateIps": ["10.0.1.50"],
            "tags": TAGS,
        },
        updates={
            "description": "other",
            "securityGroups": [GROUP],
            "sourceDestCheck": False,
            "privateIps": ["10.0.1.50", "10.0.1.51"],
            "tags": OTHER_TAGS,
        },
        replaces={"subnetId": "subnet-0"},
    ),
    "aws:ec2/keyPair:KeyPair": Sample(
        {"keyName": "churn", "publicKey": PUBLIC_KEY, "tags": TAGS},
        updates={"tags": OTHER_TAGS},
        replaces={"keyName": "other", "publicKey": PUBLIC_KEY.replace("churn@", "other@")},
        write_only=("publicKey",),
    ),
    "aws:ec2/launchTemplate:LaunchTemplate": Sample(
        {
            "instanceType": "m6i.large",
            "description": "nodes",
            "blockDeviceMappings": [
                {"deviceName": "/dev/xvda", "ebs": {"volumeSize": 50, "volumeType": "gp3", "encrypted": "true"}}
            ],
            "metadataOptions": {"httpTokens": "required", "httpEndpoint": "enabled", "httpPutResponseHopLimit": 1},
            "vpcSecurityGroupIds": [GROUP],
            "tagSpecifications": [{"resourceType": "instance", "tags": TAGS}],
            "updateDefaultVersion": True,
            "tags": TAGS,
        },
        updates={
            "instanceType": "m6i.xlarge",
            "description": "other",
            "imageId": "ami-0123456789abcdef0",
            "userData": "IyEvYmluL3NoCg==",
            "monitoring": {"enabled": True},
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
        write_only=("updateDefaultVersion",),
    ),
}
