"""A write that is sent again under the same name is not done again, and how it ended stays known."""

import os
import signal
from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from local.cloud import inventory, lifecycle


@pytest.fixture(scope="module")
def named(url) -> Callable[..., Any]:
    """A client that gives each of its calls that name."""
    return lambda service, name: client(url, service, name)


def client(url: str, service: str, name: str) -> Any:
    session = boto3.Session(aws_access_key_id="local", aws_secret_access_key="local", region_name="eu-west-1")
    made = session.client(service, endpoint_url=url)
    made.meta.events.register("before-call", lambda params, **_: params["headers"].update({"X-Local-Call": name}))
    return made


def test_a_write_that_comes_again_gets_its_answer_and_has_no_second_effect(named, aws):
    ec2 = named("ec2", "one")
    before = len(aws("ec2").describe_vpcs()["Vpcs"])
    first, again = (ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"] for _ in range(2))
    assert first == again
    assert len(aws("ec2").describe_vpcs()["Vpcs"]) == before + 1


def test_a_client_that_names_no_call_meets_awss_own_rules(aws):
    first, again = (aws("kms").create_key()["KeyMetadata"]["KeyId"] for _ in range(2))
    assert first != again


def test_reads_are_answered_anew(named, aws):
    sqs = named("sqs", "two")
    assert "QueueUrls" not in sqs.list_queues(QueueNamePrefix="read")
    aws("sqs").create_queue(QueueName="read")
    assert len(sqs.list_queues(QueueNamePrefix="read")["QueueUrls"]) == 1


def test_a_refusal_is_not_kept(named, aws, url):
    iam = named("iam", "three")
    with pytest.raises(ClientError, match="NoSuchEntity"):
        iam.put_role_policy(RoleName="r", PolicyName="p", PolicyDocument="{}")
    assert inventory.answer(url, "three") is None


def test_an_answer_in_a_protocol_that_is_no_text_comes_again(named):
    alarms = named("cloudwatch", "four")
    for _ in range(2):
        told = alarms.put_dashboard(DashboardName="d", DashboardBody='{"widgets": []}')
        assert told["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_how_a_call_ended_is_known_after_the_server_was_killed(layout):
    url = lifecycle.ensure_running(layout)
    made = client(url, "kms", "five").create_key()["KeyMetadata"]["KeyId"]
    pid = lifecycle.status(layout).pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert lifecycle.ensure_running(layout) == url
    found = inventory.answer(url, "five")
    assert found is not None
    assert found["status"] == 200
    assert made in found["body"]
    assert client(url, "kms", "five").create_key()["KeyMetadata"]["KeyId"] == made
    assert inventory.answer(url, "never") is None
