"""What the provider does about faults: it tries again what the AWS SDK and pulumi-aws would, and does nothing twice."""

import http.client
import json
import re
from urllib.parse import urlsplit

import grpc
import pytest

from local.cloud.inventory import objects
from local.providers.aws import retries
from local.providers.aws.clients import AwsError, Clients, LostError, UnreachableError
from local.providers.aws.table import row_of
from tests.local.providers.aws.harness import Provider

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "a.amazonaws.com"}}],
    }
)
ALLOWED = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
)
KINDS = {
    "aws:cloudwatch/dashboard:Dashboard": {"dashboardName": "lost", "dashboardBody": '{"widgets": []}'},
    "aws:cloudwatch/eventRule:EventRule": {"name": "lost", "scheduleExpression": "rate(1 day)"},
    "aws:cloudwatch/logGroup:LogGroup": {"name": "lost", "retentionInDays": 7},
    "aws:cloudwatch/metricAlarm:MetricAlarm": {
        "name": "lost",
        "comparisonOperator": "GreaterThanThreshold",
        "evaluationPeriods": 1,
        "metricName": "m",
        "namespace": "n",
        "period": 60,
        "statistic": "Sum",
        "threshold": 1,
    },
    "aws:ec2/vpc:Vpc": {"cidrBlock": "10.9.0.0/16"},
    "aws:iam/policy:Policy": {"name": "lost", "policy": ALLOWED},
    "aws:iam/role:Role": {"name": "lost", "assumeRolePolicy": TRUST, "tags": {"a": "b"}},
    "aws:kms/key:Key": {"description": "lost", "enableKeyRotation": True},
    "aws:s3/bucket:Bucket": {"bucket": "lost", "tags": {"a": "b"}},
    "aws:sagemaker/model:Model": {
        "name": "lost",
        "executionRoleArn": "arn:aws:iam::123456789012:role/any",
        "primaryContainer": {"image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/i:1"},
    },
    "aws:sagemaker/modelPackageGroup:ModelPackageGroup": {"modelPackageGroupName": "lost"},
    "aws:secretsmanager/secret:Secret": {"name": "lost", "recoveryWindowInDays": 0},
    "aws:sns/topic:Topic": {"name": "lost", "displayName": "shown"},
    "aws:sqs/queue:Queue": {"name": "lost"},
    "aws:ssm/parameter:Parameter": {"name": "/lost", "type": "String", "value": "v"},
}


def ask(cloud, method, body=None):
    connection = http.client.HTTPConnection(urlsplit(cloud).netloc)
    connection.request(method, "/_local/faults", body=json.dumps(body) if body else None)
    answer = connection.getresponse()
    status, said = answer.status, json.loads(answer.read())
    connection.close()
    assert status == 200, said
    return said


@pytest.fixture
def plan(cloud):
    """Put a plan of these faults; it is cleared in the end."""
    yield lambda *faults: ask(cloud, "PUT", {"faults": faults})
    ask(cloud, "DELETE")


@pytest.fixture
def clients(cloud, provider):
    """Calls as the provider makes them, with less patience."""
    return Clients(lambda _: cloud, "eu-west-1", read_timeout=1)


def counted(cloud):
    return [(fault["fitted"], fault["struck"]) for fault in ask(cloud, "GET")["faults"]]


def held(cloud):
    return objects(cloud, "eu-west-1")


LOSSES = (
    {"do": "reset", "after": True},
    {"do": "error", "status": 500, "after": True},
    {"do": "timeout", "seconds": 0.01, "after": True},
)


@pytest.mark.parametrize(
    ("type_", "loss"),
    [*((type_, LOSSES[0]) for type_ in KINDS), *(("aws:kms/key:Key", loss) for loss in LOSSES[1:])],
)
def test_a_create_whose_answer_is_lost_makes_one_object(type_, loss, plan, provider, cloud):
    before = held(cloud)
    plan({**loss, "operation": row_of(type_).create.name, "calls": [1]})
    made = provider.make(type_, "lost", KINDS[type_])
    assert counted(cloud)[0][1] == 1
    new = set(held(cloud)) - set(before)
    assert len(new) == (4 if type_ == "aws:ec2/vpc:Vpc" else 1), new  # a VPC brings a group, an ACL and a route table
    assert provider.read(made).outputs == made.outputs
    provider.delete(made)
    assert held(cloud) == before


@pytest.mark.parametrize("type_", KINDS)
def test_every_write_may_lose_its_answer(type_, plan, provider, cloud):
    """Every second call is reset after it took effect, so each write is sent again."""
    before = held(cloud)
    plan({"do": "reset", "after": True, "calls": list(range(1, 100, 2))})
    made = provider.make(type_, "lost", KINDS[type_])
    assert provider.read(made).outputs == made.outputs
    provider.delete(made)
    ask(cloud, "DELETE")
    assert held(cloud) == before


def test_a_retried_put_adds_no_second_version(plan, provider, clients, cloud):
    bucket = {"Bucket": "one-version"}
    location = {"LocationConstraint": "eu-west-1"}
    clients.call("s3", "CreateBucket", {**bucket, "CreateBucketConfiguration": location})
    clients.call("s3", "PutBucketVersioning", {**bucket, "VersioningConfiguration": {"Status": "Enabled"}})
    plan({"operation": "PutObject", "do": "reset", "after": True, "first": 3})
    clients.call("s3", "PutObject", {**bucket, "Key": "k", "Body": b"text"})
    assert counted(cloud) == [(4, 3)]
    assert len(clients.call("s3", "ListObjectVersions", bucket)["Versions"]) == 1


PASSING = {
    "throttling": {"do": "throttle", "first": 5},
    "an internal failure": {"do": "error", "first": 3},
    "a service that is unavailable": {"do": "error", "status": 503, "first": 3},
    "a gateway that is slow": {"do": "error", "status": 504, "first": 3},
    "a reset": {"do": "reset", "first": 3},
    "a timeout": {"do": "timeout", "first": 1},
    "an answer that is too late": {"do": "timeout", "first": 1, "after": True},
    "what the SDK calls a throttle": {"do": "error", "status": 400, "code": "TooManyRequestsException", "first": 3},
}


@pytest.mark.parametrize("name", PASSING)
@pytest.mark.parametrize("service", ["sqs", "iam", "sagemaker", "s3", "ec2"])
def test_what_passes_is_tried_again(name, service, plan, clients, cloud):
    reads = {
        "sqs": "ListQueues",
        "iam": "ListRoles",
        "sagemaker": "ListModels",
        "s3": "ListBuckets",
        "ec2": "DescribeVpcs",
    }
    plan(PASSING[name])
    clients.call(service, reads[service], {})
    assert counted(cloud) == [(PASSING[name]["first"] + 1, PASSING[name]["first"])]


@pytest.mark.parametrize("status", [400, 403, 404, 409, 501])
def test_what_does_not_pass_is_asked_once(status, plan, clients, cloud):
    plan({"do": "error", "status": status, "code": "Refused", "message": "no"})
    with pytest.raises(AwsError, match=r"^ListQueues: Refused: no$"):
        clients.call("sqs", "ListQueues", {})
    assert counted(cloud) == [(1, 1)]


@pytest.mark.parametrize(
    ("fault", "error", "said", "is_open"),
    [
        ({"do": "throttle"}, AwsError, "CreateQueue: RequestThrottled: Rate exceeded (25 attempts)", False),
        (
            {"do": "error", "message": "down"},
            AwsError,
            "CreateQueue: InternalFailure: down (25 attempts)",
            True,
        ),
        ({"do": "reset"}, LostError, "(25 attempts)", True),
    ],
)
def test_what_does_not_end_is_given_up_and_told(fault, error, said, is_open, plan, clients, cloud):
    plan({"operation": "CreateQueue", **fault})
    with pytest.raises(error, match=re.escape(said)) as told:
        clients.call("sqs", "CreateQueue", {"QueueName": "never"})
    assert told.value.is_open is is_open
    assert counted(cloud) == [(retries.ATTEMPTS, retries.ATTEMPTS)]


def test_one_lost_answer_leaves_open_how_a_refused_call_ended(plan, clients):
    plan({"operation": "CreateQueue", "do": "reset", "calls": [1]}, {"operation": "CreateQueue", "do": "throttle"})
    with pytest.raises(AwsError, match="RequestThrottled") as told:
        clients.call("sqs", "CreateQueue", {"QueueName": "never"})
    assert told.value.is_open


def test_a_local_cloud_that_does_not_run_is_told(provider):
    nobody = Clients(lambda _: "http://127.0.0.1:1", "eu-west-1")
    with pytest.raises(UnreachableError, match=r"the local cloud does not run: start it with `make up` \(10"):
        nobody.call("sqs", "ListQueues", {})


def test_a_resource_says_which_operation_failed_and_how_often_it_was_tried(plan, provider):
    plan({"operation": "CreateTopic", "do": "throttle"})
    with pytest.raises(grpc.RpcError) as refused:
        provider.make("aws:sns/topic:Topic", "t", {"name": "never"})
    assert refused.value.details() == "aws:sns/topic:Topic: CreateTopic: Throttling: Rate exceeded (25 attempts)"


def test_no_further_attempt_is_made_after_a_cancel(plan, cloud, provider):
    plan({"operation": "CreateTopic", "do": "throttle"})
    cancelled = Provider().configure()
    cancelled.cancel()
    with pytest.raises(grpc.RpcError) as refused:
        cancelled.make("aws:sns/topic:Topic", "t", {"name": "never"})
    assert "Throttling" in refused.value.details()
    assert counted(cloud) == [(1, 1)]
    cancelled.close()


# Eventual consistency.

ROLE = "arn:aws:iam::123456789012:role/fresh"


def test_a_role_that_is_not_seen_at_once_is_waited_for(plan, provider, cloud):
    plan({"service": "iam", "operation": "CreateRole", "do": "stale", "reads": 3})
    role = provider.make("aws:iam/role:Role", "r", {"name": "fresh", "assumeRolePolicy": TRUST})
    assert role.outputs["arn"] == ROLE
    provider.delete(role)


USES = {
    "aws:sagemaker/model:Model": {
        **KINDS["aws:sagemaker/model:Model"],
        "executionRoleArn": ROLE,
    },
    "aws:kms/key:Key": {
        "policy": json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*", "Principal": {"AWS": ROLE}}],
            }
        )
    },
    "aws:sqs/queue:Queue": {
        "name": "used",
        "policy": json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": "sqs:*", "Resource": "*", "Principal": {"AWS": ROLE}}],
            }
        ),
    },
}


@pytest.mark.parametrize("type_", USES)
def test_who_uses_a_fresh_role_waits_until_it_is_seen(type_, plan, provider, clients, cloud):
    plan({"service": "iam", "operation": "CreateRole", "do": "stale", "reads": 3})
    clients.call("iam", "CreateRole", {"RoleName": "fresh", "AssumeRolePolicyDocument": TRUST})
    made = provider.make(type_, "uses", USES[type_])
    clients.call("iam", "DeleteRole", {"RoleName": "fresh"})
    provider.delete(made)


def test_a_fresh_bucket_is_configured_as_soon_as_it_is_seen(plan, provider):
    plan({"service": "s3", "operation": "CreateBucket", "do": "stale", "reads": 5})
    bucket = provider.make("aws:s3/bucket:Bucket", "b", {"bucket": "fresh", "tags": {"a": "b"}})
    versioning = provider.make(
        "aws:s3/bucketVersioning:BucketVersioning",
        "v",
        {"bucket": "fresh", "versioningConfiguration": {"status": "Enabled"}},
    )
    assert versioning.outputs["versioningConfiguration"]["status"] == "Enabled"
    provider.delete(versioning)
    provider.delete(bucket)


@pytest.mark.parametrize("passing", retries.PASSING, ids=lambda passing: "-".join(passing[:3]))
def test_every_passing_error_is_tried_again_and_others_of_its_service_are_not(passing):
    operation = passing.operation.replace("*", "Create")
    said = f"Well: {passing.message}, or so"
    assert retries.attempts(passing.service, operation, 400, passing.code, said) == retries.PROPAGATION_ATTEMPTS
    assert retries.attempts(passing.service, operation, 400, "ValidationFault", said) == 1
    assert retries.attempts("another", operation, 400, passing.code, said) == 1


def test_every_service_of_the_passing_errors_is_one_of_boto3():
    import botocore.session

    known = set(botocore.session.Session().get_available_services())
    assert {passing.service for passing in retries.PASSING} <= known
