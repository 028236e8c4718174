"""CloudTrail: trails by name and ARN, their selectors, and event data stores with their tags."""

import pytest
from botocore.exceptions import ClientError


def test_a_trail_is_named_by_its_arn_and_gone_when_deleted(aws):
    aws("s3").create_bucket(Bucket="audit", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    trails = aws("cloudtrail")
    arn = trails.create_trail(Name="audit", S3BucketName="audit")["TrailARN"]
    with pytest.raises(trails.exceptions.TrailAlreadyExistsException):
        trails.create_trail(Name="audit", S3BucketName="audit")
    assert [t["Name"] for t in trails.describe_trails(trailNameList=[arn])["trailList"]] == ["audit"]
    assert trails.describe_trails(trailNameList=["other"])["trailList"] == []
    trails.delete_trail(Name=arn)
    with pytest.raises(trails.exceptions.TrailNotFoundException):
        trails.get_trail(Name=arn)


def test_selectors_replace_what_was_chosen_before(aws):
    aws("s3").create_bucket(Bucket="audit-2", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    trails = aws("cloudtrail")
    trails.create_trail(Name="chosen", S3BucketName="audit-2")
    assert trails.get_event_selectors(TrailName="chosen")["EventSelectors"][0]["ReadWriteType"] == "All"
    assert trails.get_trail(Name="chosen")["Trail"]["HasCustomEventSelectors"] is False
    trails.put_event_selectors(TrailName="chosen", EventSelectors=[{"ReadWriteType": "ReadOnly"}])
    fields = [{"Field": "eventCategory", "Equals": ["Management"]}]
    trails.put_event_selectors(TrailName="chosen", AdvancedEventSelectors=[{"FieldSelectors": fields}])
    assert "EventSelectors" not in trails.get_event_selectors(TrailName="chosen")
    for kind in ("ApiCallRateInsight", "ApiErrorRateInsight"):
        trails.put_insight_selectors(TrailName="chosen", InsightSelectors=[{"InsightType": kind}])
    told = trails.get_insight_selectors(TrailName="chosen")["InsightSelectors"]
    assert told == [{"InsightType": "ApiErrorRateInsight"}]
    trails.put_insight_selectors(TrailName="chosen", InsightSelectors=[])
    with pytest.raises(trails.exceptions.InsightNotEnabledException):
        trails.get_insight_selectors(TrailName="chosen")


def test_a_protected_event_data_store_is_not_deleted(aws):
    trails = aws("cloudtrail")
    arn = trails.create_event_data_store(Name="kept")["EventDataStoreArn"]
    with pytest.raises(ClientError, match="EventDataStoreTerminationProtectedException"):
        trails.delete_event_data_store(EventDataStore=arn)
    trails.update_event_data_store(EventDataStore=arn, TerminationProtectionEnabled=False)
    trails.delete_event_data_store(EventDataStore=arn)
    with pytest.raises(trails.exceptions.EventDataStoreNotFoundException):
        trails.get_event_data_store(EventDataStore=arn)


def test_an_event_data_store_has_tags_of_its_own(aws):
    trails = aws("cloudtrail")
    arn = trails.create_event_data_store(Name="tagged", TagsList=[{"Key": "a", "Value": "1"}])["EventDataStoreArn"]
    trails.add_tags(ResourceId=arn, TagsList=[{"Key": "b", "Value": "2"}])
    trails.remove_tags(ResourceId=arn, TagsList=[{"Key": "a"}])
    assert trails.list_tags(ResourceIdList=[arn])["ResourceTagList"] == [
        {"ResourceId": arn, "TagsList": [{"Key": "b", "Value": "2"}]}
    ]
