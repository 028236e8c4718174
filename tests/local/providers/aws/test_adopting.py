"""What was there before is taken over, what only the create told stays known, and a half refusal is one."""

from collections.abc import Callable
from typing import Any

import grpc
import pytest

from tests.local.providers.aws.harness import Provider

VPC = "aws:ec2/vpc:Vpc"
Boto = Callable[[str], Any]


def test_a_networks_own_security_group_lets_nothing_through_that_is_not_said(provider: Provider, boto: Boto) -> None:
    vpc = provider.make(VPC, "net", {"cidrBlock": "10.0.0.0/16"})
    group = provider.make("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "own", {"vpcId": vpc.id})
    found = boto("ec2").describe_security_groups(GroupIds=[group.id])["SecurityGroups"][0]
    assert group.id == vpc.outputs["defaultSecurityGroupId"]
    assert (found["IpPermissions"], found["IpPermissionsEgress"]) == ([], [])
    provider.delete(group)
    assert boto("ec2").describe_security_groups(GroupIds=[group.id])["SecurityGroups"], "it stays"


def test_a_network_gets_its_first_route_table_back(provider: Provider) -> None:
    vpc = provider.make(VPC, "net", {"cidrBlock": "10.0.0.0/16"})
    table = provider.make("aws:ec2/routeTable:RouteTable", "own", {"vpcId": vpc.id})
    main = provider.make(
        "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
        "main",
        {"vpcId": vpc.id, "routeTableId": table.id},
    )
    assert main.outputs["originalRouteTableId"] == vpc.outputs["defaultRouteTableId"]
    assert provider.read(vpc).outputs["mainRouteTableId"] == table.id
    provider.delete(main)
    assert provider.read(vpc).outputs["mainRouteTableId"] == vpc.outputs["defaultRouteTableId"]


def test_what_only_the_create_told_is_an_output(provider: Provider) -> None:
    user = provider.make("aws:iam/user:User", "robot", {})
    assert provider.make("aws:iam/accessKey:AccessKey", "robot", {"user": user.outputs["name"]}).outputs["secret"]


def test_a_flow_log_into_a_bucket_that_is_not_there_is_refused(provider: Provider) -> None:
    vpc = provider.make(VPC, "net", {"cidrBlock": "10.0.0.0/16"})
    wanted = {"vpcId": vpc.id, "logDestinationType": "s3", "logDestination": "arn:aws:s3:::nowhere"}
    with pytest.raises(grpc.RpcError, match="nowhere does not exist"):
        provider.make("aws:ec2/flowLog:FlowLog", "flows", {**wanted, "trafficType": "ALL"})


def test_a_database_that_is_there_is_not_taken_for_a_new_one(provider: Provider, boto: Boto) -> None:
    boto("glue").create_database(DatabaseInput={"Name": "theirs"})
    with pytest.raises(grpc.RpcError, match="Database theirs already exists"):
        provider.make("aws:athena/database:Database", "ours", {"name": "theirs", "bucket": "results"})
