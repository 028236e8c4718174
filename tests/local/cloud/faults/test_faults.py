"""Each kind of fault, on the real server, as boto3 sees it."""

import functools
import http.client
import json
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError

from local.cloud import faults, lifecycle

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "sagemaker.amazonaws.com"}}
        ],
    }
)


def ask(url, method, body=None, path="/_local/faults"):
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    connection.request(method, path, body=body if body is None or isinstance(body, str) else json.dumps(body))
    answer = connection.getresponse()
    said = answer.status, json.loads(answer.read())
    connection.close()
    return said


@pytest.fixture
def plan(url):
    """Put a plan of these faults; it is cleared in the end."""

    def put(*wanted, **settings):
        status, said = ask(url, "PUT", {**settings, "faults": wanted})
        assert status == 200, said

    yield put
    ask(url, "DELETE")


@pytest.fixture(scope="module")
def impatient(url):
    """Clients that ask once, and wait a little for what comes at once."""
    session = boto3.Session(aws_access_key_id="local", aws_secret_access_key="local", region_name="eu-west-1")
    config = Config(retries={"total_max_attempts": 1}, read_timeout=4)
    return functools.cache(lambda service: session.client(service, endpoint_url=url, config=config))


def counters(url):
    return [(fault["fitted"], fault["struck"]) for fault in ask(url, "GET")[1]["faults"]]


def failure(call, **arguments):
    """Code and status of a refused call."""
    with pytest.raises(ClientError) as refused:
        call(**arguments)
    response = refused.value.response
    return response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]


def queues(aws):
    return [url.rsplit("/", 1)[-1] for url in aws("sqs").list_queues().get("QueueUrls", [])]


THROTTLED = {
    "json": ("sagemaker", "list_models", {}, "ThrottlingException", 400),
    "query": ("iam", "list_roles", {}, "Throttling", 400),
    "ec2": ("ec2", "describe_vpcs", {}, "RequestLimitExceeded", 503),
    "rest-json": ("lambda", "list_functions", {}, "TooManyRequestsException", 429),
    "rest-xml": ("s3", "list_buckets", {}, "SlowDown", 503),
    "dynamodb": ("dynamodb", "list_tables", {}, "ProvisionedThroughputExceededException", 400),
    "sqs": ("sqs", "list_queues", {}, "RequestThrottled", 403),
    "kms": ("kms", "list_keys", {}, "ThrottlingException", 400),
    "cloudwatch": ("cloudwatch", "describe_alarms", {}, "Throttling", 400),
}


@pytest.mark.parametrize("name", THROTTLED)
def test_a_throttled_call_is_refused_in_the_words_of_its_service(name, plan, impatient):
    service, operation, arguments, code, status = THROTTLED[name]
    plan({"service": service, "do": "throttle"})
    assert failure(getattr(impatient(service), operation), **arguments) == (code, status)


@pytest.mark.parametrize(
    ("service", "operation", "status", "code"),
    [
        ("sagemaker", "list_models", 500, "InternalFailure"),
        ("sagemaker", "list_models", 503, "ServiceUnavailable"),
        ("iam", "list_roles", 503, "ServiceUnavailable"),
        ("s3", "list_buckets", 500, "InternalError"),
        ("ec2", "describe_vpcs", 503, "Unavailable"),
    ],
)
def test_a_failed_call_names_the_failure_of_its_service(service, operation, status, code, plan, impatient):
    plan({"do": "error", "status": status})
    assert failure(getattr(impatient(service), operation)) == (code, status)


def test_an_error_may_have_a_code_and_a_message_of_its_own(plan, impatient):
    plan({"do": "error", "status": 409, "code": "ResourceConflictException", "message": "not now"})
    with pytest.raises(ClientError, match=r"ResourceConflictException.*not now"):
        impatient("lambda").list_functions()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"do": "error"}, ClientError),
        ({"do": "timeout", "seconds": 0.1}, ConnectionClosedError),
        ({"do": "timeout", "seconds": 60}, ReadTimeoutError),
        ({"do": "reset"}, ConnectionClosedError),
    ],
)
@pytest.mark.parametrize("after", [False, True])
def test_a_lost_answer_comes_before_or_after_the_effect(fault, error, after, plan, impatient, aws):
    name = f"{fault['do']}-{fault.get('seconds', 0)}-{after}".replace(".", "")
    plan({"service": "sqs", "operation": "CreateQueue", **fault, "after": after})
    with pytest.raises(error):
        impatient("sqs").create_queue(QueueName=name)
    assert (name in queues(aws)) is after


def test_a_reset_is_a_tcp_reset(url, plan):
    plan({"do": "reset"})
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", "/")
    with pytest.raises(ConnectionResetError) as reset:
        connection.getresponse()
    assert not isinstance(reset.value, http.client.RemoteDisconnected)
    connection.close()


def test_a_call_that_is_held_keeps_nobody_waiting_and_is_let_go_with_its_plan(url, plan, aws, impatient):
    plan({"service": "sqs", "operation": "CreateQueue", "do": "timeout", "seconds": 3000})
    with pytest.raises(ReadTimeoutError):
        impatient("sqs").create_queue(QueueName="held")
    assert "held" not in queues(aws)


def test_the_calls_that_strike_are_counted_from_one(url, plan, impatient):
    plan({"operation": "ListQueues", "calls": [1, 3], "do": "error"})
    sqs = impatient("sqs")
    for strikes in (True, False, True, False):
        if strikes:
            assert failure(sqs.list_queues) == ("InternalFailure", 500)
        else:
            sqs.list_queues()
    assert counters(url) == [(4, 2)]


def test_only_the_first_calls_strike(url, plan, impatient):
    plan({"operation": "List*", "first": 2, "do": "throttle"})
    for _ in range(2):
        assert failure(impatient("sqs").list_queues) == ("RequestThrottled", 403)
    impatient("sqs").list_queues()
    assert counters(url) == [(3, 2)]


def test_the_same_seed_strikes_the_same_calls(plan, impatient):
    def struck(seed):
        plan({"rate": 0.5, "do": "error"}, seed=seed)
        found = []
        for n in range(20):
            try:
                impatient("sqs").list_queues()
            except ClientError:
                found.append(n)
        return found

    assert struck(1) == struck(1)
    assert struck(1) != struck(2)
    assert 3 <= len(struck(1)) <= 17


def test_a_fault_fits_by_service_operation_and_name(url, plan, aws, impatient):
    plan(
        {"service": "sqs", "operation": "Create*", "name": "mine-*", "do": "throttle"},
        {"service": "cloudwatch", "operation": "*Alarms", "do": "throttle"},
        {"service": "s3", "name": "bucket-?", "do": "throttle"},
    )
    assert failure(impatient("sqs").create_queue, QueueName="mine-1") == ("RequestThrottled", 403)
    aws("sqs").create_queue(QueueName="yours-1")
    assert failure(impatient("cloudwatch").describe_alarms) == ("Throttling", 400)
    assert failure(impatient("s3").get_object, Bucket="bucket-1", Key="a/b") == ("SlowDown", 503)
    assert failure(impatient("s3").get_object, Bucket="bucket-11", Key="a/b") == ("NoSuchBucket", 404)
    assert counters(url) == [(1, 1), (1, 1), (1, 1)]


def test_the_first_fault_that_is_due_answers_and_all_that_fit_count(url, plan, impatient):
    plan({"calls": [2], "do": "throttle"}, {"do": "error"})
    sqs = impatient("sqs")
    assert [failure(sqs.list_queues)[0] for _ in range(3)] == ["InternalFailure", "RequestThrottled", "InternalFailure"]
    assert counters(url) == [(3, 1), (3, 2)]


def test_the_local_clouds_own_endpoints_never_fail(url, plan):
    plan({"do": "reset"})
    assert ask(url, "GET", path="/_local/health")[0] == 200
    assert ask(url, "GET", path="/_local/objects?region=eu-west-1")[0] == 200


def test_a_plan_is_shown_replaced_and_cleared(url, plan):
    plan({"service": "s3", "do": "reset", "first": 1}, seed=5)
    shown = {"seed": 5, "keep": False}
    fault = {"do": "reset", "service": "s3", "first": 1, "fitted": 0, "struck": 0}
    assert ask(url, "GET") == (200, {**shown, "faults": [fault]})
    assert ask(url, "DELETE") == (200, {"seed": 0, "keep": False, "faults": []})


def test_a_wrong_plan_changes_nothing_and_says_every_mistake(url, plan):
    plan({"do": "reset", "first": 1})
    status, said = ask(url, "PUT", "faults:\n- do: reset\n  rate: 7\n- do: nothing\n")
    assert status == 400
    assert [problem.split(":")[0] for problem in said["problems"]] == ["line 3", "line 4"]
    assert len(ask(url, "GET")[1]["faults"]) == 1


@pytest.mark.parametrize("keep", [False, True])
def test_a_plan_outlives_the_server_only_if_it_says_so(layout, keep):
    url = lifecycle.ensure_running(layout)
    assert ask(url, "PUT", {"keep": keep, "faults": [{"do": "reset", "first": 1}]})[0] == 200
    lifecycle.stop(layout)
    url = lifecycle.ensure_running(layout)
    assert len(ask(url, "GET")[1]["faults"]) == (1 if keep else 0)


def test_an_outcome_is_asked_for_by_service_operation_and_name():
    injector = faults.Injector()
    injector.put(
        "faults: [{service: sagemaker, operation: CreateEndpoint, name: 'a*', calls: [2], do: fail, reason: no room}]"
    )
    asked = [("CreateModel", "a"), ("CreateEndpoint", "b"), ("CreateEndpoint", "a1"), ("CreateEndpoint", "a2")]
    assert [injector.outcome("sagemaker", *each) for each in asked] == [None, None, None, "no room"]


# Eventual consistency.


def test_a_role_is_not_seen_right_after_it_was_made(plan, aws):
    iam = aws("iam")
    plan({"service": "iam", "operation": "CreateRole", "do": "stale", "reads": 2})
    iam.create_role(RoleName="new", AssumeRolePolicyDocument=TRUST)
    for _ in range(2):
        assert failure(iam.get_role, RoleName="new") == ("NoSuchEntity", 404)
    assert iam.get_role(RoleName="new")["Role"]["RoleName"] == "new"


def test_a_role_that_iam_shows_at_once_is_taken_late(plan, aws):
    iam, sagemaker = aws("iam"), aws("sagemaker")
    plan({"service": "iam", "operation": "CreateRole", "do": "stale", "uses": 2})
    arn = iam.create_role(RoleName="taken-late", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
    iam.get_role(RoleName="taken-late")
    for _ in range(2):
        assert failure(sagemaker.create_model, ModelName="late", ExecutionRoleArn=arn) == ("ValidationException", 400)
    assert sagemaker.create_model(ModelName="late", ExecutionRoleArn=arn)["ModelArn"].endswith(":model/late")


def test_a_change_of_a_role_is_seen_late_and_other_roles_at_once(plan, aws):
    iam = aws("iam")
    for name in ("changed", "other"):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST, Description="old")
    plan({"service": "iam", "operation": "UpdateRole", "name": "changed", "do": "stale"})
    for name in ("changed", "other"):
        iam.update_role(RoleName=name, Description="new")
    assert iam.get_role(RoleName="other")["Role"]["Description"] == "new"
    assert [iam.get_role(RoleName="changed")["Role"]["Description"] for _ in range(2)] == ["old", "new"]


def test_what_was_deleted_is_still_seen(plan, aws):
    iam = aws("iam")
    iam.create_role(RoleName="gone", AssumeRolePolicyDocument=TRUST)
    plan({"service": "iam", "operation": "DeleteRole", "do": "stale"})
    iam.delete_role(RoleName="gone")
    assert iam.get_role(RoleName="gone")["Role"]["RoleName"] == "gone"
    assert failure(iam.get_role, RoleName="gone") == ("NoSuchEntity", 404)


def test_a_bucket_is_neither_seen_nor_configured_right_after_it_was_made(plan, aws):
    s3 = aws("s3")
    location = {"LocationConstraint": "eu-west-1"}
    versioned = {"Bucket": "early", "VersioningConfiguration": {"Status": "Enabled"}}
    plan({"service": "s3", "operation": "CreateBucket", "do": "stale", "reads": 2})
    s3.create_bucket(Bucket="early", CreateBucketConfiguration=location)
    assert failure(s3.head_bucket, Bucket="early") == ("404", 404)
    assert failure(s3.put_bucket_versioning, **versioned) == ("NoSuchBucket", 404)
    s3.put_bucket_versioning(**versioned)
    assert s3.get_bucket_versioning(Bucket="early")["Status"] == "Enabled"


def test_a_write_that_works_in_the_past_too_takes_effect_now(plan, aws):
    s3 = aws("s3")
    s3.create_bucket(Bucket="both", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    plan({"service": "s3", "operation": "PutBucketVersioning", "do": "stale"})
    s3.put_bucket_versioning(Bucket="both", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="both", Key="k", Body=b"text")
    assert "Status" not in s3.get_bucket_versioning(Bucket="both")
    assert s3.get_bucket_versioning(Bucket="both")["Status"] == "Enabled"
    assert s3.get_object(Bucket="both", Key="k")["Body"].read() == b"text"


def test_staleness_ends_after_its_time(plan, aws):
    iam = aws("iam")
    plan({"service": "iam", "operation": "CreateRole", "do": "stale", "ms": 1500})
    iam.create_role(RoleName="timed", AssumeRolePolicyDocument=TRUST)
    assert failure(iam.get_role, RoleName="timed") == ("NoSuchEntity", 404)
    iam.get_waiter("role_exists").wait(RoleName="timed", WaiterConfig={"Delay": 1, "MaxAttempts": 20})


ROLE = "arn:aws:iam::123456789012:role/fresh"
USES = {
    "lambda": (
        "create_function",
        {"FunctionName": "f", "Role": ROLE, "Runtime": "python3.12", "Handler": "a.b", "Code": {"ZipFile": b""}},
        "InvalidParameterValueException",
    ),
    "sagemaker": ("create_model", {"ModelName": "m", "ExecutionRoleArn": ROLE}, "ValidationException"),
    "kms": (
        "create_key",
        {"Policy": json.dumps({"Statement": [{"Principal": {"AWS": ROLE}}]})},
        "MalformedPolicyDocumentException",
    ),
    "stepfunctions": (
        "create_state_machine",
        {"name": "s", "definition": "{}", "roleArn": ROLE},
        "AccessDeniedException",
    ),
    "sqs": (
        "create_queue",
        {"QueueName": "q", "Attributes": {"Policy": json.dumps({"Statement": [{"Principal": {"AWS": ROLE}}]})}},
        "InvalidAttributeValue",
    ),
    "iam": (
        "create_role",
        {"RoleName": "second", "AssumeRolePolicyDocument": json.dumps({"Statement": [{"Principal": {"AWS": ROLE}}]})},
        "MalformedPolicyDocument",
    ),
}


@pytest.mark.parametrize("service", USES)
def test_a_service_cannot_use_a_role_that_it_does_not_see_yet(service, plan, aws):
    operation, arguments, code = USES[service]
    plan({"service": "iam", "operation": "CreateRole", "name": "fresh", "do": "stale", "reads": 1})
    aws("iam").create_role(RoleName="fresh", AssumeRolePolicyDocument=TRUST)
    call = getattr(aws(service), operation)
    try:
        assert failure(call, **arguments) == (code, 400)
        if service == "sagemaker":  # the second time the role is seen
            call(**arguments, PrimaryContainer={"Image": "i"})
    finally:
        aws("iam").delete_role(RoleName="fresh")


def test_a_run_of_a_glue_job_fails_with_the_reason_and_the_next_does_not(aws, plan):
    glue = aws("glue")
    glue.create_job(Name="ingest", Role="r", Command={"Name": "glueetl"})
    plan(
        {"service": "glue", "operation": "StartJobRun", "name": "ingest", "calls": [1], "do": "fail", "reason": "Lost."}
    )
    runs = [glue.start_job_run(JobName="ingest")["JobRunId"] for _ in range(2)]
    first, second = (glue.get_job_run(JobName="ingest", RunId=run)["JobRun"] for run in runs)
    assert (first["JobRunState"], first["ErrorMessage"]) == ("FAILED", "Lost.")
    assert (second["JobRunState"], "ErrorMessage" in second) == ("SUCCEEDED", False)
