"""What nothing is declared for is served as well, in every protocol."""

import pytest
from botocore.exceptions import ClientError


def test_query(aws):
    sns = aws("sns")
    sns.create_sms_sandbox_phone_number(PhoneNumber="+15550001111")
    assert sns.list_sms_sandbox_phone_numbers()["PhoneNumbers"] == [{"PhoneNumber": "+15550001111"}]
    sns.delete_sms_sandbox_phone_number(PhoneNumber="+15550001111")
    with pytest.raises(ClientError, match="ResourceNotFound"):
        sns.delete_sms_sandbox_phone_number(PhoneNumber="+15550001111")


def test_ec2(aws):
    ec2 = aws("ec2")
    tags = [{"Key": "team", "Value": "a"}]
    made = ec2.create_ipam(Description="d", TagSpecifications=[{"ResourceType": "ipam", "Tags": tags}])["Ipam"]
    assert made["IpamArn"] == f"arn:aws:ec2:eu-west-1:123456789012:ipam/{made['IpamId']}"
    assert (made["State"], made["Tags"]) == ("create-in-progress", tags)
    assert [each["IpamId"] for each in ec2.describe_ipams(IpamIds=[made["IpamId"]])["Ipams"]] == [made["IpamId"]]
    assert ec2.describe_ipams(Filters=[{"Name": "description", "Values": ["other"]}])["Ipams"] == []
    with pytest.raises(ClientError, match=r"InvalidIpamID\.NotFound"):
        ec2.delete_ipam(IpamId="ipam-00000000000000000")
    ec2.delete_ipam(IpamId=made["IpamId"])


def test_rest_xml(aws):
    route53 = aws("route53")
    made = route53.create_traffic_policy(Name="n", Document="{}")["TrafficPolicy"]
    assert (made["Name"], made["Document"]) == ("n", "{}")
    assert [each["Id"] for each in route53.list_traffic_policies()["TrafficPolicySummaries"]] == [made["Id"]]


def test_json_with_a_batch_of_some_that_are_not_there(aws):
    glue = aws("glue")
    glue.create_blueprint(Name="b", BlueprintLocation="s3://bucket/b.zip")
    assert glue.list_blueprints()["Blueprints"] == ["b"]
    found = glue.batch_get_blueprints(Names=["b", "c"])
    assert ([each["Name"] for each in found["Blueprints"]], found["MissingBlueprints"]) == (["b"], ["c"])
    assert glue.get_blueprint(Name="b")["Blueprint"]["BlueprintLocation"] == "s3://bucket/b.zip"


def test_rest_json_with_ids_that_aws_chooses(aws):
    detector = aws("guardduty").create_detector(Enable=True, Tags={"a": "b"})["DetectorId"]
    guardduty = aws("guardduty")
    asked = {"Name": "n", "Format": "TXT", "Location": "https://s3.amazonaws.com/b/k", "Activate": True}
    made = guardduty.create_ip_set(DetectorId=detector, **asked)["IpSetId"]
    assert guardduty.list_ip_sets(DetectorId=detector)["IpSetIds"] == [made]
    assert guardduty.get_ip_set(DetectorId=detector, IpSetId=made)["Status"] == "ACTIVE"
    guardduty.update_ip_set(DetectorId=detector, IpSetId=made, Activate=False)
    assert guardduty.get_ip_set(DetectorId=detector, IpSetId=made)["Status"] == "INACTIVE"
    arn = f"arn:aws:guardduty:eu-west-1:123456789012:detector/{detector}"
    guardduty.tag_resource(ResourceArn=arn, Tags={"c": "d"})
    assert guardduty.list_tags_for_resource(ResourceArn=arn)["Tags"] == {"a": "b", "c": "d"}
    guardduty.tag_resource(ResourceArn=f"{arn}/ipset/{made}", Tags={"e": "f"})
    assert guardduty.get_ip_set(DetectorId=detector, IpSetId=made)["Tags"] == {"e": "f"}
    target = {"DestinationArn": "arn:aws:s3:::bucket"}
    guardduty.create_publishing_destination(DetectorId=detector, DestinationType="S3", DestinationProperties=target)
    published = guardduty.list_publishing_destinations(DetectorId=detector)["Destinations"][0]
    found = guardduty.describe_publishing_destination(DetectorId=detector, DestinationId=published["DestinationId"])
    assert (found["Status"], found["DestinationProperties"]) == ("PUBLISHING", target)
    guardduty.delete_detector(DetectorId=detector)


def test_an_object_named_by_its_arn_or_its_name(aws):
    trail = aws("cloudtrail")
    made = trail.create_event_data_store(Name="events")["EventDataStoreArn"]
    assert trail.get_event_data_store(EventDataStore=made)["Name"] == "events"
    stream = {"RoleArn": "arn:aws:iam::123456789012:role/r", "OutputFormat": "json"}
    delivery = "arn:aws:firehose:eu-west-1:123456789012:deliverystream/s"
    arn = aws("cloudwatch").put_metric_stream(Name="m", FirehoseArn=delivery, **stream)["Arn"]
    assert arn == "arn:aws:cloudwatch:eu-west-1:123456789012:metric-stream/m"
    aws("cloudwatch").put_metric_stream(
        Name="m", FirehoseArn=delivery, **{**stream, "OutputFormat": "opentelemetry1.0"}
    )
    assert aws("cloudwatch").get_metric_stream(Name="m")["OutputFormat"] == "opentelemetry1.0"
