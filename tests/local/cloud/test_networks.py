"""What moto drops or permits in networks is kept or refused as EC2 does."""

import pytest
from botocore.exceptions import ClientError


def vpc(ec2, block="10.0.0.0/16"):
    return ec2.create_vpc(CidrBlock=block)["Vpc"]["VpcId"]


def test_dhcp_options_keep_their_tags_and_the_lease_time(aws):
    ec2 = aws("ec2")
    made = ec2.create_dhcp_options(
        DhcpConfigurations=[{"Key": "ipv6-address-preferred-lease-time", "Values": ["1440"]}],
        TagSpecifications=[{"ResourceType": "dhcp-options", "Tags": [{"Key": "product", "Value": "churn"}]}],
    )["DhcpOptions"]
    found = ec2.describe_dhcp_options(DhcpOptionsIds=[made["DhcpOptionsId"]])["DhcpOptions"][0]
    assert found["DhcpConfigurations"] == [
        {"Key": "ipv6-address-preferred-lease-time", "Values": [{"Value": "1440"}]},
    ]
    assert found["Tags"] == [{"Key": "product", "Value": "churn"}]


def test_a_flow_log_keeps_how_its_files_are_written(aws):
    ec2 = aws("ec2")
    aws("s3").create_bucket(Bucket="flows", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    made = ec2.create_flow_logs(
        ResourceType="VPC",
        ResourceIds=[vpc(ec2)],
        TrafficType="ALL",
        LogDestinationType="s3",
        LogDestination="arn:aws:s3:::flows",
        DestinationOptions={"FileFormat": "parquet"},
    )
    found = ec2.describe_flow_logs(FlowLogIds=made["FlowLogIds"])["FlowLogs"][0]
    assert found["DestinationOptions"] == {
        "FileFormat": "parquet",
        "HiveCompatiblePartitions": False,
        "PerHourPartition": False,
    }


def test_a_peering_that_nobody_accepted_has_no_options(aws):
    ec2 = aws("ec2")
    sides = {"VpcId": vpc(ec2), "PeerVpcId": vpc(ec2, "10.1.0.0/16")}
    peering = ec2.create_vpc_peering_connection(**sides)["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    wanted = {
        "VpcPeeringConnectionId": peering,
        "RequesterPeeringConnectionOptions": {"AllowDnsResolutionFromRemoteVpc": True},
    }
    with pytest.raises(ClientError, match="OperationNotPermitted"):
        ec2.modify_vpc_peering_connection_options(**wanted)
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
    ec2.modify_vpc_peering_connection_options(**wanted)
    found = ec2.describe_vpc_peering_connections(VpcPeeringConnectionIds=[peering])["VpcPeeringConnections"][0]
    assert found["RequesterVpcInfo"]["PeeringOptions"]["AllowDnsResolutionFromRemoteVpc"] is True
