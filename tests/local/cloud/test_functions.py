"""Functions of Python run on this machine as their roles; others are answered and not run."""

import io
import json
import zipfile

import pytest

CODE = """
import os
import boto3

def says(event, context):
    return {**event, "name": os.environ["AWS_LAMBDA_FUNCTION_NAME"], "mode": os.environ["MODE"]}

def lists(event, context):
    print("what it prints is no answer")
    return [bucket["Name"] for bucket in boto3.client("s3").list_buckets()["Buckets"]]

def fails(event, context):
    raise LookupError("no such record")

def leaves(event, context):
    os._exit(3)
"""


def packed(code: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("code_.py", code)
    return held.getvalue()


@pytest.fixture
def call(aws, request):
    """Make a function of that handler, with a role of the test's own, and call it."""
    role = f"r-{abs(hash(request.node.name))}"
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    arn = aws("iam").create_role(RoleName=role, AssumeRolePolicyDocument=document)["Role"]["Arn"]

    def call(handler, event=None, **given):
        client, name = aws("lambda"), f"{handler}-{role}"
        asked = {"Runtime": "python3.13", "Role": arn, "Environment": {"Variables": {"MODE": "dry"}}, **given}
        client.create_function(FunctionName=name, Handler=f"code_.{handler}", Code={"ZipFile": packed(CODE)}, **asked)
        answer = client.invoke(FunctionName=name, Payload=json.dumps(event or {}))
        return answer.get("FunctionError"), json.loads(answer["Payload"].read())

    return call


def test_a_function_answers_what_it_returns(call):
    failed, said = call("says", {"n": 1})
    assert (failed, said["n"], said["mode"]) == (None, 1, "dry")
    assert said["name"].startswith("says-")


def test_a_function_calls_this_cloud(call, aws):
    aws("s3").create_bucket(Bucket="seen", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    assert call("lists") == (None, [bucket["Name"] for bucket in aws("s3").list_buckets()["Buckets"]])


def test_what_it_raises_is_the_error_of_the_call(call):
    kind, error = call("fails")
    assert (kind, error["errorType"], error["errorMessage"]) == ("Unhandled", "LookupError", "no such record")


def test_a_function_that_ends_without_an_answer_fails(call):
    kind, error = call("leaves")
    assert (kind, error["errorType"]) == ("Unhandled", "Runtime.ExitError")


@pytest.mark.parametrize("given", [{"Runtime": "nodejs22.x"}, {"Timeout": 900}], ids=["of node", "that may take long"])
def test_a_function_that_is_not_run_answers_nothing(call, given):
    assert call("says", **given) == (None, None)
