"""A local cloud that enforces policies, asked with boto3."""

import pytest
from botocore.exceptions import ClientError

ACCOUNT = "123456789012"


def refusal(call, *arguments, **parameters):
    """Code and message of a refused call."""
    with pytest.raises(ClientError) as raised:
        call(*arguments, **parameters)
    error = raised.value.response["Error"]
    return error["Code"], error["Message"]


def allow(actions, resources="*", **more):
    return {"Effect": "Allow", "Action": actions, "Resource": resources, **more}


def test_a_role_does_what_its_policy_allows_and_nothing_else(aws, role):
    s3 = aws("s3")
    s3.create_bucket(Bucket="data", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket="data", Key="raw/1.csv", Body=b"1")
    s3.put_object(Bucket="data", Key="curated/1.csv", Body=b"1")
    reader = role(
        "reader",
        [
            allow("s3:GetObject", "arn:aws:s3:::data/raw/*"),
            allow("s3:ListBucket", "arn:aws:s3:::data", Condition={"StringLike": {"s3:prefix": "raw/*"}}),
        ],
    )("s3")
    assert reader.get_object(Bucket="data", Key="raw/1.csv")["Body"].read() == b"1"
    assert reader.list_objects_v2(Bucket="data", Prefix="raw/")["KeyCount"] == 1
    code, message = refusal(reader.get_object, Bucket="data", Key="curated/1.csv")
    assert (code, message) == (
        "AccessDenied",
        "User: arn:aws:sts::123456789012:assumed-role/reader/test is not authorized to perform: s3:GetObject on "
        "resource: arn:aws:s3:::data/curated/1.csv because no identity-based policy allows the s3:GetObject action",
    )
    assert refusal(reader.list_objects_v2, Bucket="data")[0] == "AccessDenied"
    assert refusal(reader.put_object, Bucket="data", Key="raw/2.csv", Body=b"")[0] == "AccessDenied"
    assert refusal(reader.delete_bucket, Bucket="data")[0] == "AccessDenied"
    assert refusal(reader.head_object, Bucket="data", Key="curated/1.csv")[0] == "403"
