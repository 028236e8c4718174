"""Zones, records, resolver rules and query logs hold what Route 53 holds of them."""

import pytest
from botocore.exceptions import ClientError

A = {"Name": "mlflow.ml.internal", "Type": "A", "TTL": 60}


def zone(aws):
    vpc = aws("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    made = aws("route53").create_hosted_zone(
        Name="ml.internal", CallerReference="1", VPC={"VPCId": vpc, "VPCRegion": "eu-west-1"}
    )
    return made["HostedZone"]["Id"], vpc


def change(route53, zone_id, action, *values):
    record = {**A, "ResourceRecords": [{"Value": value} for value in values]}
    batch = {"Changes": [{"Action": action, "ResourceRecordSet": record}]}
    route53.change_resource_record_sets(HostedZoneId=zone_id, ChangeBatch=batch)


def test_a_zone_with_a_network_is_private(aws):
    zone_id, vpc = zone(aws)
    found = aws("route53").get_hosted_zone(Id=zone_id)
    assert found["HostedZone"]["Config"]["PrivateZone"] is True
    assert found["VPCs"] == [{"VPCId": vpc, "VPCRegion": "eu-west-1"}]


def test_a_zone_cannot_be_for_a_network_that_is_not_there(aws):
    with pytest.raises(ClientError, match="InvalidVPCId"):
        aws("route53").create_hosted_zone(Name="x.internal", CallerReference="1", VPC={"VPCId": "vpc-0"})


def test_a_record_is_made_once_and_deleted_once(aws):
    route53, zone_id = aws("route53"), zone(aws)[0]
    change(route53, zone_id, "CREATE", "10.0.0.1")
    with pytest.raises(ClientError, match="already exists"):
        change(route53, zone_id, "CREATE", "10.0.0.2")
    change(route53, zone_id, "UPSERT", "10.0.0.2")
    change(route53, zone_id, "DELETE", "10.0.0.2")
    with pytest.raises(ClientError, match="was not found"):
        change(route53, zone_id, "DELETE", "10.0.0.2")


def test_a_query_log_that_a_network_uses_stays(aws):
    resolver, (_, vpc) = aws("route53resolver"), zone(aws)
    made = resolver.create_resolver_query_log_config(
        Name="queries", DestinationArn="arn:aws:s3:::queries", CreatorRequestId="1", Tags=[{"Key": "a", "Value": "b"}]
    )["ResolverQueryLogConfig"]
    assert resolver.list_tags_for_resource(ResourceArn=made["Arn"])["Tags"] == [{"Key": "a", "Value": "b"}]
    both = {"ResolverQueryLogConfigId": made["Id"], "ResourceId": vpc}
    resolver.associate_resolver_query_log_config(**both)
    with pytest.raises(ClientError, match="InvalidRequestException"):
        resolver.delete_resolver_query_log_config(ResolverQueryLogConfigId=made["Id"])
    resolver.disassociate_resolver_query_log_config(**both)
    resolver.delete_resolver_query_log_config(ResolverQueryLogConfigId=made["Id"])
    assert resolver.list_resolver_query_log_configs()["ResolverQueryLogConfigs"] == []
