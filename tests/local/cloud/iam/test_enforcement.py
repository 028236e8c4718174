"""The switch: off at first, kept over a restart, told by status, taken from the environment."""

import json
import subprocess
import sys
import urllib.request

import boto3
import pytest
from botocore.exceptions import ClientError

from local.cloud import lifecycle
from local.cloud.iam.client import RefusedError, enforce, is_enforced, service_credentials
from local.enforcement import follow_environment
from local.layout import CHECKOUT


@pytest.fixture
def open_url(layout):
    """A local cloud as it starts."""
    return lifecycle.ensure_running(layout)


def test_it_is_off_until_somebody_turns_it_on_and_outlives_the_server(layout, open_url, aws_at):
    iam = aws_at(open_url)("iam")
    iam.create_user(UserName="ann")
    key = iam.create_access_key(UserName="ann")["AccessKey"]

    def ann(url):
        secret = {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"]}
        return boto3.client("s3", endpoint_url=url, **secret).list_buckets()

    assert not is_enforced(open_url)
    ann(open_url)
    enforce(open_url)
    with pytest.raises(ClientError, match="AccessDenied"):
        ann(open_url)
    lifecycle.stop(layout)
    url = lifecycle.ensure_running(layout)
    assert is_enforced(url)
    with pytest.raises(ClientError, match="AccessDenied"):
        ann(url)
    enforce(url, on=False)
    ann(url)


def test_the_environment_turns_it_on_and_off_and_else_leaves_it(open_url, monkeypatch):
    for said, then in (("1", True), ("", True), ("0", False), ("", False)):
        monkeypatch.setenv("ENFORCE_IAM", said)
        follow_environment(open_url)
        assert is_enforced(open_url) is then
    monkeypatch.setenv("ENFORCE_IAM", "yes")
    with pytest.raises(lifecycle.CloudError, match="ENFORCE_IAM is 'yes'; it must be 1"):
        follow_environment(open_url)


def test_status_tells(layout, open_url):
    def status():
        command = [sys.executable, "-m", "local", "status"]
        environment = {"MLOPS_LOCAL_DIR": str(layout.base)}
        return subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=True).stdout

    assert "policies enforced" not in status()
    enforce(open_url)
    assert f"running at {open_url}, policies enforced, data in " in status()


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("iam", {}, 'the body must be {"enforced": true} or {"enforced": false}'),
        ("iam", {"enforced": "yes"}, 'the body must be {"enforced": true} or {"enforced": false}'),
        ("iam/credentials", {"role_arn": "arn:aws:iam::123456789012:role/r"}, "POST a JSON object with service"),
        ("iam/decision", [], "POST a JSON object with action, resource, principal"),
    ],
)
def test_a_wrong_question_is_told_what_is_missing(open_url, path, body, said):
    asked = urllib.request.Request(f"{open_url}/_local/{path}", json.dumps(body).encode(), method="POST")  # noqa: S310
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(asked)  # noqa: S310
    assert json.loads(raised.value.read()) == {"error": said}


def test_a_web_page_of_another_origin_gets_no_credentials(open_url):
    asked = urllib.request.Request(  # noqa: S310
        f"{open_url}/_local/iam/credentials", b"{}", {"Origin": "https://example.com"}, method="POST"
    )
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(asked)  # noqa: S310


def test_there_is_no_role_to_hand_over_where_there_is_none(open_url):
    with pytest.raises(RefusedError, match="is not authorized to perform: sts:AssumeRole"):
        service_credentials(open_url, "arn:aws:iam::123456789012:role/none", "sagemaker.amazonaws.com")
