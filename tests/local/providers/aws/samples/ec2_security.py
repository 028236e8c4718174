"""Samples of EC2: security groups, network ACLs, prefix lists."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

VPC = "{aws:ec2/vpc:Vpc}"
GROUP = "{aws:ec2/securityGroup:SecurityGroup}"
ACL = "{aws:ec2/networkAcl:NetworkAcl}"
HTTPS = {"ruleNo": 100, "protocol": "6", "action": "allow", "cidrBlock": "10.0.0.0/16", "fromPort": 443, "toPort": 443}
RULE = Sample(
    {
        "securityGroupId": GROUP,
        "ipProtocol": "tcp",
        "fromPort": 443,
        "toPort": 443,
        "cidrIpv4": "10.0.0.0/16",
        "description": "S3",
        "tags": TAGS,
    },
    updates={"cidrIpv4": "10.0.1.0/24", "description": "other", "tags": OTHER_TAGS},
    replaces={"securityGroupId": "sg-0"},
)

SAMPLES: dict[str, Sample] = {
    "aws:ec2/securityGroup:SecurityGroup": Sample(
        {
            "name": "endpoint",
            "description": "what the endpoint may reach",
            "vpcId": VPC,
            "egress": [
                {"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.0.0.0/16"], "description": "S3"}
            ],
            "tags": TAGS,
        },
        updates={
            "egress": [{"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.0.1.0/24"]}],
            "ingress": [{"protocol": "tcp", "fromPort": 8080, "toPort": 8080, "self": True}],
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "description": "other", "vpcId": "vpc-0"},
    ),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": RULE,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": RULE,
    "aws:ec2/networkAcl:NetworkAcl": Sample(
        {"vpcId": VPC, "ingress": [HTTPS], "tags": TAGS},
        updates={
            "ingress": [HTTPS, {**HTTPS, "ruleNo": 200, "action": "deny", "cidrBlock": "10.1.0.0/16"}],
            "egress": [HTTPS],
            "tags": OTHER_TAGS,
        },
        replaces={"vpcId": "vpc-0"},
    ),
    "aws:ec2/networkAclRule:NetworkAclRule": Sample(
        {
            "networkAclId": ACL,
            "ruleNumber": 300,
            "protocol": "6",
            "ruleAction": "allow",
            "cidrBlock": "10.0.0.0/16",
            "fromPort": 443,
            "toPort": 443,
        },
        replaces={
            "networkAclId": "acl-0",
            "ruleNumber": 301,
            "protocol": "17",
            "ruleAction": "deny",
            "cidrBlock": "10.1.0.0/16",
            "fromPort": 80,
            "toPort": 80,
            "egress": True,
        },
        import_id="{networkAclId}:{ruleNumber}:{protocol}:false",
    ),
    "aws:ec2/networkAclAssociation:NetworkAclAssociation": Sample(
        {"networkAclId": ACL, "subnetId": "{aws:ec2/subnet:Subnet}"}, replaces={"subnetId": "subnet-0"}
    ),
    "aws:ec2/managedPrefixList:ManagedPrefixList": Sample(
        {
            "addressFamily": "IPv4",
            "maxEntries": 3,
            "entries": [{"cidr": "10.0.0.0/16", "description": "here"}],
            "tags": TAGS,
        },
        updates={
            "maxEntries": 4,
            "name": "other",
            "entries": [{"cidr": "10.0.0.0/16", "description": "here"}, {"cidr": "10.1.0.0/16"}],
            "tags": OTHER_TAGS,
        },
        replaces={"addressFamily": "IPv6"},
    ),
}
