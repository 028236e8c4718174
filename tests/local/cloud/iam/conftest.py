"""A local cloud that asks IAM, and roles, users and services that call it."""

import json
from collections.abc import Iterator

import boto3
import pytest

from local.cloud import lifecycle
from local.cloud.iam import client
from local.layout import Layout

REGION = "eu-west-1"


@pytest.fixture(scope="module")
def url(tmp_path_factory) -> Iterator[str]:
    """A running local cloud that enforces policies, shared by the tests of a file."""
    layout = Layout(tmp_path_factory.mktemp("cloud"))
    url = lifecycle.ensure_running(layout)
    client.enforce(url)
    yield url
    lifecycle.stop(layout)


@pytest.fixture(scope="module")
def acting(url):
    """Clients of somebody else, by their credentials: `acting(**keys)("s3")`."""

    def acting(**keys):
        session = boto3.Session(region_name=REGION, **keys)
        return lambda service, **more: session.client(service, endpoint_url=url, **more)

    return acting


@pytest.fixture(scope="module")
def role(aws, acting):
    """Make a role with statements and assume it: `role("reader", [...])("s3")`."""

    def role(name, statements, trust=None, **session):
        trusted = trust or {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}}
        document = {"Version": "2012-10-17", "Statement": [{"Action": "sts:AssumeRole", **trusted}]}
        made = aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(document))["Role"]
        if statements:
            policy = {"Version": "2012-10-17", "Statement": statements}
            aws("iam").put_role_policy(RoleName=name, PolicyName="job", PolicyDocument=json.dumps(policy))
        got = aws("sts").assume_role(RoleArn=made["Arn"], RoleSessionName="test", **session)["Credentials"]
        return acting(
            aws_access_key_id=got["AccessKeyId"],
            aws_secret_access_key=got["SecretAccessKey"],
            aws_session_token=got["SessionToken"],
        )

    return role
