"""The recorder tells who called what and how it ended, failed calls first on request, and never a secret."""

import json
import urllib.request

import boto3
import pytest
from botocore.exceptions import ClientError

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "sts:AssumeRole"}
        ],
    }
)


def calls(url: str, query: str = ""):
    with urllib.request.build_opener().open(f"{url}/_local/calls{query}") as answer:
        return json.loads(answer.read())


def test_a_call_is_recorded_with_its_caller_and_result(url, aws):
    aws("sqs").create_queue(QueueName="recorded")
    newest = calls(url, "?limit=1")[0]
    assert {name: newest[name] for name in ("service", "operation", "region", "access_key", "status", "code")} == {
        "service": "sqs",
        "operation": "CreateQueue",
        "region": "eu-west-1",
        "access_key": "local",
        "status": 200,
        "code": "",
    }
    assert newest["duration_ms"] > 0
    assert newest["waited_ms"] >= 0


@pytest.mark.parametrize(
    ("service", "operation", "asked", "code", "message"),
    [
        ("sagemaker", "describe_model", {"ModelName": "none"}, "ValidationException", 'Could not find model "arn'),
        ("iam", "get_role", {"RoleName": "none"}, "NoSuchEntity", "Role none not found"),
        ("s3", "get_object", {"Bucket": "none", "Key": "k"}, "NoSuchBucket", "The specified bucket does not exist"),
        ("sqs", "delete_queue", {"QueueUrl": "http://127.0.0.1/1/none"}, "AWS.SimpleQueueService.NonExistentQueue", ""),
    ],
)
def test_a_failed_call_says_its_error_and_comes_first_on_request(url, aws, service, operation, asked, code, message):
    with pytest.raises(ClientError) as failed:
        getattr(aws(service), operation)(**asked)
    aws("sts").get_caller_identity()
    assert calls(url)[0]["operation"] == "GetCallerIdentity"
    first = calls(url, "?failed=first&limit=2")[0]
    assert first["status"] == failed.value.response["ResponseMetadata"]["HTTPStatusCode"]
    assert first["code"] == failed.value.response["Error"]["Code"] == code
    assert first["message"] == failed.value.response["Error"]["Message"]
    assert message in first["message"]


def test_what_was_sent_is_not_recorded(url, aws):
    aws("secretsmanager").create_secret(Name="s", SecretString="hunter2")
    aws("ssm").put_parameter(Name="/p", Value="hunter2", Type="SecureString")
    assert "hunter2" not in json.dumps(calls(url))


def test_the_caller_is_told_by_arn(url, aws):
    aws("sts").get_caller_identity()
    assert calls(url)[0]["caller"] == "arn:aws:iam::123456789012:root"
    role = aws("iam").create_role(RoleName="caller", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
    given = aws("sts").assume_role(RoleArn=role, RoleSessionName="job")["Credentials"]
    session = boto3.Session(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"], "eu-west-1")
    session.client("sns", endpoint_url=url).list_topics()
    newest = calls(url)[0]
    assert newest["caller"] == "arn:aws:sts::123456789012:assumed-role/caller/job"
    assert newest["access_key"] == given["AccessKeyId"]
    assert given["SecretAccessKey"] not in json.dumps(calls(url))
