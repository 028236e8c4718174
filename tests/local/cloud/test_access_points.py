"""Access points lie where they were made, once, before a bucket that is there."""

import re

import pytest
from botocore.exceptions import ClientError

ACCOUNT = "123456789012"


@pytest.fixture
def control(aws):
    """A client that leaves the account out of the host's name, which no resolver knows here."""

    def without_account(request, **_):
        request.url = re.sub(r"//\d{12}\.", "//", request.url)

    client = aws("s3control")
    client.meta.events.register("before-sign.s3-control", without_account)
    return client


def test_an_access_point_is_in_its_region(aws, control):
    aws("s3").create_bucket(Bucket="opened", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    made = control.create_access_point(AccountId=ACCOUNT, Name="training", Bucket="opened")
    assert made["AccessPointArn"] == f"arn:aws:s3:eu-west-1:{ACCOUNT}:accesspoint/training"
    found = control.get_access_point(AccountId=ACCOUNT, Name="training")
    assert found["Endpoints"]["ipv4"] == "s3-accesspoint.eu-west-1.amazonaws.com"
    with pytest.raises(ClientError, match="AccessPointAlreadyOwnedByYou"):
        control.create_access_point(AccountId=ACCOUNT, Name="training", Bucket="opened")


def test_an_access_point_needs_a_bucket(control):
    with pytest.raises(ClientError, match="NoSuchBucket"):
        control.create_access_point(AccountId=ACCOUNT, Name="other", Bucket="nowhere")
