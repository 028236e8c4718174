"""ExistingNetwork: somebody else's VPC is refused with everything it lacks, and with the name of each."""

from copy import deepcopy

import pulumi
import pulumi_mlops as mlops
import pytest
from pulumi_mlops.network.services import NEEDED
from pulumi_mlops.testing import MockEngine
from pydantic import ValidationError

VPC, SUBNETS = "vpc-1", ["subnet-a", "subnet-b"]
NAMES = ["s3", "dynamodb", *(service.value for service in NEEDED)]
FULL = "com.amazonaws.eu-west-1."

SOUND = {
    "vpc": {
        "id": VPC,
        "enableDnsSupport": True,
        "enableDnsHostnames": True,
        "cidrBlockAssociations": [
            {"cidrBlock": "10.0.0.0/20", "state": "associated"},
            {"cidrBlock": "100.64.0.0/20", "state": "associated"},
            {"cidrBlock": "10.9.0.0/20", "state": "disassociated"},
        ],
    },
    "subnets": {
        "subnet-a": {"availabilityZone": "eu-west-1a", "mapPublicIpOnLaunch": False},
        "subnet-b": {"availabilityZone": "eu-west-1b", "mapPublicIpOnLaunch": False},
    },
    "tables": {"rtb-a": [{"cidrBlock": "0.0.0.0/0", "natGatewayId": "nat-1", "gatewayId": ""}], "rtb-main": []},
    "associations": {"subnet-a": "rtb-a"},
    "endpoints": {
        FULL + name: {
            "id": f"vpce-{name}",
            "privateDnsEnabled": name not in ("s3", "dynamodb"),
            "subnetIds": [] if name in ("s3", "dynamodb") else SUBNETS,
            "routeTableIds": ["rtb-a", "rtb-main"] if name in ("s3", "dynamodb") else [],
            "prefixListId": f"pl-{name}" if name in ("s3", "dynamodb") else "",
        }
        for name in NAMES
    },
}


def engine_of(vpc):
    """An engine whose lookups find this VPC and nothing else."""

    def wanted(args):
        return {each["name"]: each["values"] for each in args["filters"]}

    def vpcs(args):
        return {"ids": [vpc["vpc"]["id"]] if vpc["vpc"]["id"] in wanted(args)["vpc-id"] else []}

    def subnets(args):
        return {"ids": [one for one in wanted(args)["subnet-id"] if one in vpc["subnets"]]}

    def tables(args):
        asked = wanted(args)
        if "association.main" in asked:
            return {"ids": ["rtb-main"]}
        return {
            "ids": [
                table for subnet, table in vpc["associations"].items() if [subnet] == asked.get("association.subnet-id")
            ]
        }

    def endpoint(args):
        found = vpc["endpoints"].get(args["serviceName"])
        if found is None or args["state"] != "available":
            raise LookupError("no matching EC2 VPC Endpoint found")
        return found

    answers = {
        "getVpcs": vpcs,
        "getVpc": lambda args: vpc["vpc"],
        "getSubnets": subnets,
        "getSubnet": lambda args: vpc["subnets"][args["id"]],
        "getRouteTables": tables,
        "getRouteTable": lambda args: {"routes": vpc["tables"][args["routeTableId"]]},
        "getVpcEndpoint": endpoint,
    }
    return MockEngine(answers={f"aws:ec2/{name}:{name}": answer for name, answer in answers.items()})


def build(engine, **given):
    def program():
        args = mlops.ExistingNetworkArgs(**{"vpc_id": VPC, "subnet_ids": SUBNETS, **given})
        made = mlops.ExistingNetwork("network", args)
        return {key: getattr(made, key) for key in mlops.ExistingNetwork.__annotations__}

    return engine.build(program)


def refusal(vpc, **given):
    """What is said of the VPC, line by line."""
    with pytest.raises(pulumi.RunError) as error:
        build(engine_of(vpc), **given)
    head, *lines = str(error.value).splitlines()
    assert head == f"network: {given.get('vpc_id', VPC)} cannot be used; nothing was made in it"
    return [line.strip() for line in lines]


def test_a_vpc_that_has_everything_is_used_as_it_is():
    engine = engine_of(SOUND)
    assert build(engine) == {
        "vpc_id": VPC,
        "subnet_ids": SUBNETS,
        "security_group_id": "network-jobs-id",
        "route_table_ids": ["rtb-a", "rtb-main"],
        "endpoint_ids": {name: f"vpce-{name}" for name in NAMES},
    }
    assert engine.names() == [
        "mlops:network:ExistingNetwork network",
        "aws:ec2/securityGroup:SecurityGroup network-jobs",
    ]
    group = engine.one("aws:ec2/securityGroup:SecurityGroup")
    assert group["vpcId"] == VPC
    assert group["egress"][1]["cidrBlocks"] == ["10.0.0.0/20", "100.64.0.0/20"]
    assert group["egress"][2]["prefixListIds"] == ["pl-s3", "pl-dynamodb"]


@pytest.mark.parametrize("name", NAMES)
def test_an_existing_vpc_without_an_endpoint_is_refused_with_its_name(name):
    vpc = deepcopy(SOUND)
    del vpc["endpoints"][FULL + name]
    (line,) = refusal(vpc)
    assert line.startswith(f"endpoints: {FULL}{name} is missing: add ")


def test_a_vpc_without_the_endpoint_of_tracking_servers_is_refused_with_its_own_name():
    (line,) = refusal(SOUND, endpoints=["sts", "sagemaker.experiments"])
    assert line.startswith("endpoints: aws.sagemaker.eu-west-1.experiments is missing: add ")


def test_an_endpoint_that_is_not_asked_for_is_not_missed():
    vpc = deepcopy(SOUND)
    del vpc["endpoints"][FULL + "athena"]
    build(engine_of(vpc), endpoints=["sts"])


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            lambda vpc: vpc["vpc"].update(enableDnsSupport=False),
            "vpc_id: enableDnsSupport is off, so no endpoint has a private name: turn it on",
        ),
        (
            lambda vpc: vpc["vpc"].update(enableDnsHostnames=False),
            "vpc_id: enableDnsHostnames is off, so no endpoint has a private name: turn it on",
        ),
        (lambda vpc: vpc["subnets"].pop("subnet-b"), "subnet_ids: subnet-b is not in vpc-1"),
        (
            lambda vpc: vpc["subnets"]["subnet-b"].update(availabilityZone="eu-west-1a"),
            "subnet_ids: all lie in eu-west-1a: name subnets of two zones or more",
        ),
        (
            lambda vpc: vpc["subnets"]["subnet-a"].update(mapPublicIpOnLaunch=True),
            "subnet_ids: subnet-a gives public addresses: turn mapPublicIpOnLaunch off",
        ),
        (
            lambda vpc: vpc["tables"].update({"rtb-main": [{"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-1"}]}),
            "subnet_ids: subnet-b is public, its route table rtb-main leads to igw-1: name a private subnet",
        ),
        (
            lambda vpc: vpc["endpoints"][FULL + "s3"].update(routeTableIds=["rtb-a"]),
            f"endpoints: {FULL}s3 (vpce-s3) lacks route table rtb-main of subnet-b: add it to the endpoint",
        ),
        (
            lambda vpc: vpc["endpoints"][FULL + "kms"].update(privateDnsEnabled=False),
            f"endpoints: {FULL}kms (vpce-kms) has no private DNS: turn it on, or clients go past it",
        ),
        (
            lambda vpc: vpc["endpoints"][FULL + "sts"].update(subnetIds=[]),
            f"endpoints: {FULL}sts (vpce-sts) stands in no subnet: add one a zone",
        ),
    ],
)
def test_a_vpc_is_refused_for_one_thing_that_is_wrong_and_told_what(change, line):
    vpc = deepcopy(SOUND)
    change(vpc)
    assert refusal(vpc) == [line]


def test_everything_that_is_missing_is_named_at_once():
    vpc = deepcopy(SOUND)
    vpc["vpc"]["enableDnsHostnames"] = False
    del vpc["subnets"]["subnet-b"]
    for name in ("dynamodb", "sts", "ecr.dkr"):
        del vpc["endpoints"][FULL + name]
    assert [line.split(" ")[1] for line in refusal(vpc)] == [
        "enableDnsHostnames",
        "subnet-b",
        f"{FULL}dynamodb",
        f"{FULL}sts",
        f"{FULL}ecr.dkr",
    ]


def test_a_vpc_that_is_not_there_is_told_alone():
    assert refusal(SOUND, vpc_id="vpc-9") == ["vpc_id: there is no vpc-9 in this account and region"]


def test_a_lookup_that_fails_is_no_missing_endpoint():
    vpc = deepcopy(SOUND)
    engine = engine_of(vpc)

    def refused(args):
        raise LookupError("AccessDenied: not authorized to perform ec2:DescribeVpcEndpoints")

    engine.answers = {**engine.answers, "aws:ec2/getVpcEndpoint:getVpcEndpoint": refused}
    with pytest.raises(Exception, match="not authorized to perform ec2:DescribeVpcEndpoints"):
        build(engine)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"vpc_id": "network"}, "must be a VPC's id"),
        ({"subnet_ids": ["subnet-a"]}, "at least 2 items"),
        ({"subnet_ids": ["subnet-a", "10.0.0.0/24"]}, "must be a subnet's id"),
    ],
)
def test_what_is_no_vpc_is_refused(given, says):
    with pytest.raises(ValidationError, match=says):
        mlops.ExistingNetworkArgs(**{"vpc_id": VPC, "subnet_ids": SUBNETS, **given})


def test_nothing_is_asked_while_the_vpc_is_not_known_yet():
    """At a preview that is to make the VPC itself. `up` asks."""
    engine, asked = engine_of(SOUND), []
    engine.answers = {"aws:ec2/getVpcs:getVpcs": asked.append}

    def program():
        unknown = pulumi.Output.from_input(pulumi.UNKNOWN)
        mlops.ExistingNetwork("network", mlops.ExistingNetworkArgs(vpc_id=unknown, subnet_ids=SUBNETS))

    engine.build(program, preview=True)
    assert asked == []
