"""Samples of Route 53 Resolver."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

SUBNET = "{aws:ec2/subnet:Subnet}"
RULE = "{aws:route53/resolverRule:ResolverRule}"
LOG = "{aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig}"
VPC = "{aws:ec2/vpc:Vpc}"

SAMPLES: dict[str, Sample] = {
    "aws:route53/resolverEndpoint:ResolverEndpoint": Sample(
        {
            "name": "outbound",
            "direction": "OUTBOUND",
            "securityGroupIds": ["{aws:ec2/securityGroup:SecurityGroup}"],
            "ipAddresses": [{"subnetId": SUBNET}, {"subnetId": SUBNET, "ip": "10.0.1.44"}],
            "tags": TAGS,
        },
        updates={"name": "out", "tags": OTHER_TAGS},
        replaces={"direction": "INBOUND", "securityGroupIds": ["sg-0"]},
    ),
    "aws:route53/resolverRule:ResolverRule": Sample(
        {
            "name": "office",
            "domainName": "office.example.com",
            "ruleType": "FORWARD",
            "resolverEndpointId": "{aws:route53/resolverEndpoint:ResolverEndpoint}",
            "targetIps": [{"ip": "10.7.0.2", "port": 53}],
            "tags": TAGS,
        },
        updates={"name": "lab", "targetIps": [{"ip": "10.7.0.3", "port": 5353}], "tags": OTHER_TAGS},
        replaces={"domainName": "lab.example.com", "ruleType": "SYSTEM"},
    ),
    "aws:route53/resolverRuleAssociation:ResolverRuleAssociation": Sample(
        {"name": "office", "resolverRuleId": RULE, "vpcId": VPC},
        replaces={"vpcId": "vpc-0", "resolverRuleId": "rslvr-rr-0", "name": "other"},
        not_replaced="a network has a rule once",
    ),
    "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": Sample(
        {"name": "queries", "destinationArn": "{aws:s3/bucket:Bucket.arn}", "tags": TAGS},
        updates={"tags": OTHER_TAGS},
        replaces={"name": "others", "destinationArn": "arn:aws:s3:::other"},
    ),
    "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation": Sample(
        {"resolverQueryLogConfigId": LOG, "resourceId": VPC},
        replaces={"resourceId": "vpc-0", "resolverQueryLogConfigId": "rslvr-qlc-0"},
    ),
}
