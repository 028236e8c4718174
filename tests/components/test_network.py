"""Network: private subnets, doors that let only us through, nothing else."""

import json

import pulumi_mlops as mlops
import pytest
from pulumi_mlops.network.addresses import zone_addresses
from pulumi_mlops.network.network import first_zones
from pulumi_mlops.network.services import NEEDED
from pydantic import ValidationError

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
TAGS = {"owner": "me"}
ENDPOINT, SUBNET = "aws:ec2/vpcEndpoint:VpcEndpoint", "aws:ec2/subnet:Subnet"
DOMAINS = "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList"
RULE = "aws:route53/resolverFirewallRule:ResolverFirewallRule"
LISTED = [
    "sagemaker.api",
    "sagemaker.runtime",
    "sagemaker.featurestore-runtime",
    "sts",
    "logs",
    "monitoring",
    "ecr.api",
    "ecr.dkr",
    "kms",
    "events",
    "secretsmanager",
    "ssm",
    "states",
    "athena",
    "glue",
]
OURS = {"aws:PrincipalAccount": "123456789012", "aws:ResourceAccount": "123456789012"}
LAYERS = {
    "Effect": "Allow",
    "Action": ["s3:GetObject"],
    "Resource": ["arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"],
    "Principal": "*",
}


def build(engine, **given):
    def program():
        made = mlops.Network("network", mlops.NetworkArgs(kms_key_arn=KEY, tags=TAGS, **given))
        return {key: getattr(made, key) for key in mlops.Network.__annotations__}

    return engine.build(program)


def statements(engine, name):
    return json.loads(engine.one(ENDPOINT, f"network-{name}")["policy"])["Statement"]


def only_ours(action, condition=OURS):
    return {
        "Effect": "Allow",
        "Action": [action],
        "Resource": ["*"],
        "Principal": "*",
        "Condition": {"StringEquals": condition},
    }


def test_the_vpc_resolves_names_and_has_no_way_to_the_internet(engine):
    build(engine)
    vpc = engine.one("aws:ec2/vpc:Vpc")
    assert vpc == {
        "cidrBlock": "10.20.0.0/16",
        "enableDnsHostnames": True,
        "enableDnsSupport": True,
        "tags": {"owner": "me", "Name": "churn-local-network"},
    }
    for gateway in ("internetGateway:InternetGateway", "natGateway:NatGateway", "route:Route"):
        assert engine.all(f"aws:ec2/{gateway}") == []


@pytest.mark.parametrize("zones", [2, 3])
def test_a_private_subnet_stands_in_each_zone_with_its_own_routes(engine, zones):
    made = build(engine, zones=zones)
    found = [(one["availabilityZone"], one["cidrBlock"], one["mapPublicIpOnLaunch"]) for one in engine.all(SUBNET)]
    assert (
        found
        == [
            ("eu-west-1a", "10.20.0.0/18", False),
            ("eu-west-1b", "10.20.64.0/18", False),
            ("eu-west-1c", "10.20.128.0/18", False),
        ][:zones]
    )
    assert made["subnet_ids"] == [f"network-private-{zone}-id" for zone in range(zones)]
    assert len(engine.all("aws:ec2/routeTable:RouteTable")) == zones


def test_a_third_zone_moves_no_subnet_and_the_ways_out_get_ranges_of_their_own():
    ranges = [(found.private, found.public) for found in (zone_addresses("10.20.0.0/22", zone) for zone in range(3))]
    assert ranges == [
        ("10.20.0.0/24", "10.20.3.0/28"),
        ("10.20.1.0/24", "10.20.3.16/28"),
        ("10.20.2.0/24", "10.20.3.32/28"),
    ]


def test_a_zone_that_aws_adds_moves_no_subnet(engine):
    """By name it may come first; a subnet that stands ignores it. Zones that a person chose are taken at their word."""
    assert first_zones(["eu-west-1c", "eu-west-1a", "eu-west-1b"], 2) == ["eu-west-1a", "eu-west-1b"]
    build(engine, zone_names=["eu-west-1c", "eu-west-1a"])
    assert [one["availabilityZone"] for one in engine.all(SUBNET)] == ["eu-west-1c", "eu-west-1a"]


def test_a_region_with_fewer_zones_is_told_with_those_it_has():
    with pytest.raises(Exception, match=r"network.zones: 3 are asked for, the region has us-west-1a, us-west-1c"):
        first_zones(["us-west-1c", "us-west-1a"], 3)


def test_every_listed_service_has_an_endpoint_in_every_zone_under_its_own_name(engine):
    assert [service.value for service in NEEDED] == LISTED
    made = build(engine)
    interfaces = [one for one in engine.all(ENDPOINT) if one["vpcEndpointType"] == "Interface"]
    assert [one["serviceName"] for one in interfaces] == [f"com.amazonaws.eu-west-1.{service}" for service in LISTED]
    for one in interfaces:
        assert one["subnetIds"] == ["network-private-0-id", "network-private-1-id"]
        assert one["securityGroupIds"] == ["network-endpoints-id"]
        assert one["privateDnsEnabled"] is True
    assert list(made["endpoint_ids"]) == ["s3", "dynamodb", *LISTED]


@pytest.mark.parametrize("service", ["s3", "dynamodb"])
def test_s3_and_dynamodb_are_routes_of_every_private_subnet(engine, service):
    build(engine)
    found = engine.one(ENDPOINT, f"network-{service}")
    assert (found["vpcEndpointType"], found["serviceName"]) == ("Gateway", f"com.amazonaws.eu-west-1.{service}")
    assert found["routeTableIds"] == ["network-private-0-id", "network-private-1-id"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dynamodb", [only_ours("dynamodb:*")]),
        ("s3", [only_ours("s3:*"), LAYERS]),
        ("sagemaker-api", [only_ours("sagemaker:*")]),
        ("sagemaker-runtime", [only_ours("sagemaker:*")]),
        ("ecr-dkr", [only_ours("ecr:*")]),
        ("monitoring", [only_ours("cloudwatch:*")]),
        ("kms", [only_ours("kms:*")]),
    ],
)
def test_an_endpoint_lets_this_account_through_to_its_own_resources_only(engine, name, expected):
    build(engine)
    assert statements(engine, name) == expected


def test_a_tracking_servers_endpoint_has_a_name_and_actions_of_its_own(engine):
    build(engine, endpoints=["sagemaker.experiments"])
    assert engine.one(ENDPOINT, "network-sagemaker-experiments")["serviceName"] == "aws.sagemaker.eu-west-1.experiments"
    assert statements(engine, "sagemaker-experiments") == [only_ours("sagemaker-mlflow:*")]


def test_an_endpoint_lets_the_organization_through_where_one_is_named(engine):
    build(engine, organization_id="o-a1b2c3d4e5")
    condition = {"aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:ResourceOrgID": "o-a1b2c3d4e5"}
    for name, action in (("sts", "sts:*"), ("glue", "glue:*")):
        assert statements(engine, name) == [only_ours(action, condition)]


def test_images_and_buckets_of_others_are_read_only_where_they_are_named(engine):
    build(engine, image_accounts=["763104351884"], read_buckets=["jumpstart-cache-prod-eu-west-1"])
    us = {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}
    assert statements(engine, "ecr-api")[1:] == [
        {
            "Effect": "Allow",
            "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            "Resource": ["arn:aws:ecr:*:763104351884:repository/*"],
            "Principal": "*",
            "Condition": us,
        }
    ]
    assert statements(engine, "s3")[1:] == [
        LAYERS,
        {
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:ListBucket"],
            "Resource": [
                "arn:aws:s3:::jumpstart-cache-prod-eu-west-1",
                "arn:aws:s3:::jumpstart-cache-prod-eu-west-1/*",
            ],
            "Principal": "*",
            "Condition": us,
        },
    ]


def test_the_default_security_group_is_closed(engine):
    build(engine)
    assert engine.one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup") == {
        "vpcId": "network-vpc-id",
        "tags": TAGS,
    }


def test_jobs_reach_each_other_and_the_endpoints_by_https_and_nothing_else(engine):
    build(engine)
    group = engine.one("aws:ec2/securityGroup:SecurityGroup", "network-jobs")
    among = {"fromPort": 0, "toPort": 0, "protocol": "-1", "self": True}
    https = {"fromPort": 443, "toPort": 443, "protocol": "tcp"}
    assert group["ingress"] == [among]
    assert group["egress"][:2] == [among, {**https, "cidrBlocks": ["10.20.0.0/16"]}]
    assert group["egress"][2] == {**https, "prefixListIds": ["pl-1", "pl-1"]}
    endpoints = engine.one("aws:ec2/securityGroup:SecurityGroup", "network-endpoints")
    assert endpoints["ingress"] == [{**https, "cidrBlocks": ["10.20.0.0/16"]}]
    assert "egress" not in endpoints


def test_no_name_is_looked_up_but_those_of_aws_and_the_allowed_ones(engine):
    build(engine, allowed_domains=["pypi.org", "*.wandb.ai"])
    assert engine.one(DOMAINS, "network-names-allowed")["domains"] == [
        "*.amazonaws.com.",
        "*.aws.",
        "*.amazonaws.com.cn.",
        "*.compute.internal.",
        "*.ec2.internal.",
        "pypi.org.",
        "*.wandb.ai.",
    ]
    assert engine.one(DOMAINS, "network-names-others")["domains"] == ["*."]
    allowed, others = engine.one(RULE, "network-names-allowed"), engine.one(RULE, "network-names-others")
    assert (allowed["action"], others["action"], others["blockResponse"]) == ("ALLOW", "BLOCK", "NXDOMAIN")
    assert allowed["priority"] < others["priority"]
    association = engine.one("aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation")
    assert (association["vpcId"], association["firewallRuleGroupId"]) == ("network-vpc-id", "network-names-id")


@pytest.mark.parametrize(("one_gateway", "gateways"), [(False, [0, 1, 2]), (True, [0, 0, 0])])
def test_with_egress_each_zone_leads_out_through_nat(engine, one_gateway, gateways):
    build(engine, zones=3, allowed_domains=["pypi.org"], egress={"one_gateway": one_gateway})
    out = sorted(engine.all("aws:ec2/route:Route"), key=lambda one: one["routeTableId"])
    assert [(one["routeTableId"], one["natGatewayId"]) for one in out] == [
        (f"network-private-{zone}-id", f"network-nat-{gateway}-id") for zone, gateway in enumerate(gateways)
    ]
    subnets = sorted(engine.all(SUBNET), key=lambda one: one["tags"]["Name"])
    public = [one for one in subnets if "public" in one["tags"]["Name"]]
    ranges = ["10.20.192.0/28", "10.20.192.16/28", "10.20.192.32/28"]
    assert [one["cidrBlock"] for one in public] == ranges[: len(set(gateways))]
    assert [one["availabilityZone"] for one in public] == ["eu-west-1a", "eu-west-1b", "eu-west-1c"][: len(public)]
    assert not any(one["mapPublicIpOnLaunch"] for one in public)
    (route,) = engine.one("aws:ec2/routeTable:RouteTable", "network-public")["routes"]
    assert route == {"cidrBlock": "0.0.0.0/0", "gatewayId": "network-internet-id"}


@pytest.mark.parametrize(
    ("egress", "reachable"),
    [
        ({}, ["10.20.0.0/16", "0.0.0.0/0"]),
        ({"ranges": ["151.101.0.0/16"]}, ["10.20.0.0/16", "151.101.0.0/16"]),
    ],
)
def test_with_egress_jobs_connect_by_https_to_the_ranges_that_are_given(engine, egress, reachable):
    build(engine, allowed_domains=["pypi.org"], egress=egress)
    group = engine.one("aws:ec2/securityGroup:SecurityGroup", "network-jobs")
    assert group["egress"][1] == {"fromPort": 443, "toPort": 443, "protocol": "tcp", "cidrBlocks": reachable}


def test_flow_logs_of_all_traffic_go_to_a_group_under_the_customer_key(engine):
    build(engine, flow_log_retention_days=731)
    name = "/aws/vpc/flow-logs/churn-local-network"
    group = engine.one("aws:cloudwatch/logGroup:LogGroup")
    assert (group["name"], group["kmsKeyId"], group["retentionInDays"]) == (name, KEY, 731)
    log = engine.one("aws:ec2/flowLog:FlowLog")
    assert log == {
        "vpcId": "network-vpc-id",
        "trafficType": "ALL",
        "logDestinationType": "cloud-watch-logs",
        "logDestination": "arn:aws:mock:::" + name,
        "iamRoleArn": "arn:aws:iam::123456789012:role/churn-local-network-flow-logger",
        "tags": TAGS,
    }
    logs = "arn:aws:logs:eu-west-1:123456789012:log-group:"
    policy = json.loads(engine.one("aws:iam/rolePolicy:RolePolicy")["policy"])["Statement"]
    assert policy == [
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            "Resource": [f"{logs}{name}", f"{logs}{name}:log-stream:*"],
        },
        {"Effect": "Allow", "Action": ["logs:DescribeLogGroups"], "Resource": [f"{logs}*"]},
    ]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"cidr": "10.20.0.0/24"}, "must be a private range from /16 to /22"),
        ({"cidr": "10.0.0.0/8"}, "must be a private range from /16 to /22"),
        ({"cidr": "52.20.0.0/16"}, "must be a private range from /16 to /22"),
        ({"cidr": "10.20.1.0/16"}, "has host bits set"),
        ({"cidr": "everything"}, "must be a private range from /16 to /22"),
        ({"zones": 1}, "greater than or equal to 2"),
        ({"zones": 4}, "less than or equal to 3"),
        ({"zone_names": ["eu-west-1a"]}, "zone_names: must be 2 different zones, as many as `zones` says"),
        ({"zone_names": ["eu-west-1a", "eu-west-1a"]}, "zone_names: must be 2 different zones"),
        ({"zone_names": ["eu-west-1", "eu-west-1a"]}, "must be a zone's name, for example eu-west-1a"),
        ({"organization_id": "acme"}, "must be the id of an organization"),
        ({"image_accounts": ["12"]}, "must be an AWS account's 12 digits"),
        ({"read_buckets": ["Loud"]}, "must be the name of a bucket"),
        ({"egress": {}}, "egress: needs allowed_domains"),
        ({"egress": {"ranges": []}}, "at least 1 item"),
        ({"egress": {"ranges": ["1.2.3.4/8"]}}, "must be a range, for example 151.101.0.0/16: 1.2.3.4/8 has host bits"),
        ({"allowed_domains": ["*"]}, "must be a name, for example pypi.org"),
        ({"allowed_domains": ["https://pypi.org"]}, "must be a name, for example pypi.org"),
        ({"endpoints": ["telnet"]}, "Input should be 'athena'"),
    ],
)
def test_what_makes_no_network_is_refused(given, says):
    with pytest.raises(ValidationError) as error:
        mlops.NetworkArgs(kms_key_arn=KEY, **given)
    assert says in str(error.value)
