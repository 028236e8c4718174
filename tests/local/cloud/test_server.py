"""Connections stay open for many calls, and many at once on two clouds lose and mix nothing."""

import http.client
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from local.cloud import lifecycle
from local.layout import Layout

THREADS, ROUNDS = 32, 4
SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=local/20261121/eu-west-1/s3/aws4_request, Signature=x"}
EU = {"LocationConstraint": "eu-west-1"}


@pytest.fixture
def two(tmp_path):
    """Two layouts, as of two checkouts."""
    layouts = [Layout(tmp_path / name) for name in ("one", "two")]
    yield layouts
    for layout in layouts:
        lifecycle.stop(layout)


def test_a_connection_serves_many_calls_with_and_without_a_body(url, aws):
    aws("s3").create_bucket(Bucket="open", CreateBucketConfiguration=EU)
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    seen = set()
    for method, path, body, status in [
        ("PUT", "/open/k", b"x" * 100_000, 200),
        ("HEAD", "/open/k", None, 200),
        ("GET", "/open/none", None, 404),
        ("DELETE", "/open/k", None, 204),
        ("GET", "/_local/health", None, 200),
        ("POST", "/_local/none", b"ignored", 404),
    ]:
        connection.request(method, path, body, SIGNED)
        answer = connection.getresponse()
        answer.read()
        assert (method, answer.status) == (method, status)
        seen.add(connection.sock.getsockname())
    assert len(seen) == 1
    connection.close()


def work(aws, number):
    """Mixed calls of one caller; returns what was acknowledged."""
    made = []
    for turn in range(ROUNDS):
        name = f"w{number}-{turn}"
        aws("sqs").create_queue(QueueName=name)
        aws("s3").put_object(Bucket="shared", Key=name, Body=name.encode())
        aws("sagemaker").create_model(
            ModelName=name, PrimaryContainer={"Image": "i"}, ExecutionRoleArn="arn:aws:iam::123456789012:role/r"
        )
        aws("sagemaker").add_tags(
            ResourceArn=f"arn:aws:sagemaker:eu-west-1:123456789012:model/{name}", Tags=[{"Key": "k", "Value": name}]
        )
        aws("dynamodb").put_item(TableName="shared", Item={"id": {"S": name}})
        aws("sns").create_topic(Name=name)
        if turn % 2:
            aws("s3").delete_object(Bucket="shared", Key=name)
            aws("sns").delete_topic(TopicArn=f"arn:aws:sns:eu-west-1:123456789012:{name}")
        made.append(name)
    return made


def prepare(aws):
    aws("s3").create_bucket(Bucket="shared", CreateBucketConfiguration=EU)
    aws("dynamodb").create_table(
        TableName="shared",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    for service in ("sqs", "sagemaker", "sns"):
        aws(service)


def found(aws):
    """The names that each service knows."""

    def all_of(service, operation, key, name):
        pages = aws(service).get_paginator(operation).paginate()
        return sorted(name(each) for page in pages for each in page.get(key, []))

    keys = aws("s3").list_objects_v2(Bucket="shared").get("Contents", [])
    return {
        "queues": all_of("sqs", "list_queues", "QueueUrls", lambda each: each.rsplit("/", 1)[-1]),
        "models": all_of("sagemaker", "list_models", "Models", lambda each: each["ModelName"]),
        "topics": all_of("sns", "list_topics", "Topics", lambda each: each["TopicArn"].rsplit(":", 1)[-1]),
        "objects": sorted(each["Key"] for each in keys),
        "items": sorted(item["id"]["S"] for item in aws("dynamodb").scan(TableName="shared")["Items"]),
    }


def test_32_callers_of_two_clouds_lose_nothing_to_a_kill_and_do_not_meet(two, aws_at):
    clouds = [aws_at(lifecycle.ensure_running(layout)) for layout in two]
    assert len({lifecycle.status(layout).pid for layout in two}) == 2
    for aws in clouds:
        prepare(aws)
    with ThreadPoolExecutor(THREADS) as pool:
        jobs = [pool.submit(work, clouds[number % 2], number) for number in range(THREADS)]
        made = [job.result() for job in jobs]
    for layout in two:
        os.kill(lifecycle.status(layout).pid, signal.SIGKILL)
        lifecycle.ensure_running(layout)
    for at, aws in enumerate(clouds):
        every = sorted(name for names in made[at::2] for name in names)
        stayed = sorted(name for names in made[at::2] for name in names[::2])
        assert found(aws) == {
            "queues": every,
            "models": every,
            "topics": stayed,
            "objects": stayed,
            "items": every,
        }
        for name in every[:: THREADS // 2]:
            arn = f"arn:aws:sagemaker:eu-west-1:123456789012:model/{name}"
            assert aws("sagemaker").list_tags(ResourceArn=arn)["Tags"] == [{"Key": "k", "Value": name}]
        for name in stayed[:5]:
            assert aws("s3").get_object(Bucket="shared", Key=name)["Body"].read() == name.encode()
