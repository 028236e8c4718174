"""A data pipeline where policies are enforced: its machine run for real, and real clients with its roles only.

Nothing runs Spark here: the test plays the Glue job, in the job's own role, when the machine starts it.
"""

import io
import json
import os
import subprocess
import urllib.request
from types import SimpleNamespace

import boto3
import pytest
from botocore.exceptions import ClientError

from local.cloud.iam.client import enforce, service_credentials
from local.layout import CHECKOUT
from local.session import REGION
from tests.e2e.interpreter import Calls, execute, hurried

ACCOUNT, STACK = "123456789012", "data-pipeline-local"
BIN = CHECKOUT / ".venv" / "clients" / "bin"
RAW, CURATED = (f"{STACK}-{name}-{ACCOUNT}-{REGION}" for name in ("raw", "curated"))
PASSED, REFUSED = [], [{"rule": 'IsComplete "customer_id"', "reason": "Value: 0.5"}]


@pytest.fixture(scope="module")
def stack(laptop):
    """The example of the docs, deployed; then policies are enforced."""
    program = (CHECKOUT / "docs" / "examples" / "data_pipeline" / "__main__.py").read_text()
    told = "\n".join(
        f'pulumi.export("{name}", customers.{name})'
        for name in ("job_role_arn", "versions_role_arn", "machine_role_arn", "failed_queue_url")
    )
    project = laptop.program("data_pipeline", f"{program}{told}\npulumi.export('topic', alarms.arn)\n")
    for words in (("stack", "init", STACK), ("config", "set", "aws:region", REGION), ("up", "--yes", "--skip-preview")):
        done = laptop.pulumi(*words, project=project)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "violation" not in done.stdout
    assert laptop.steps(STACK, project) == {}
    outputs = json.loads(laptop.pulumi("stack", "output", "--json", "--stack", STACK, project=project).stdout)
    enforce(laptop.session.cloud_url)
    yield SimpleNamespace(**outputs)
    done = laptop.pulumi("destroy", "--yes", "--skip-preview", "--stack", STACK, project=project)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def taken(laptop, stack):
    """Credentials of one of the stack's roles, as its service gets them."""

    def taken(role, service):
        return service_credentials(laptop.session.cloud_url, role, service, source_account=ACCOUNT)

    return taken


@pytest.fixture(scope="module")
def heard(laptop, stack):
    """What the topic tells: a queue of the test hears it."""
    sqs, sns = laptop.client("sqs"), laptop.client("sns")
    url = sqs.create_queue(QueueName="heard")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=stack.topic, Protocol="sqs", Endpoint=arn)
    yield lambda: [json.loads(body)["Message"] for body in received(laptop, url)]
    sqs.delete_queue(QueueUrl=url)


def received(laptop, url):
    sqs = laptop.client("sqs")
    found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    for message in found:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return [message["Body"] for message in found]


@pytest.fixture
def run(laptop, stack, taken, monkeypatch):
    """Run the deployed definition, its pauses cut short. `change`: what a test makes of it first."""
    machine = laptop.client("stepfunctions").describe_state_machine(stateMachineArn=stack.state_machine)
    keys = taken(stack.machine_role_arn, "states.amazonaws.com")

    def run(job, name, change=lambda definition: None):
        definition = hurried(json.loads(machine["definition"]))
        change(definition)
        monkeypatch.setenv("AWS_ENDPOINT_URL", laptop.session.cloud_url)
        calls = Calls(laptop.session.cloud_url, REGION, keys, job)
        return execute(monkeypatch, calls, definition, stack.machine_role_arn, name, {"started_by": "test"})

    return run


@pytest.fixture
def job(laptop, stack, taken):
    """The Glue job, in its role: it reads what came, and leaves its verdict."""
    s3 = boto3.Session(region_name=REGION, **taken(stack.job_role_arn, "glue.amazonaws.com")).client(
        "s3", endpoint_url=laptop.session.cloud_url
    )

    def job(failed):
        def play(given):
            assert given["JobName"] == f"{STACK}-customers"
            s3.get_object(Bucket=RAW, Key="incoming/customers/1.csv")
            verdict = json.dumps({"passed": not failed, "failed": failed}).encode()
            key = f"datasets/customers/quality/{given['Arguments']['--run']}.json"
            s3.put_object(Bucket=CURATED, Key=key, Body=verdict)

        return play

    laptop.client("s3").put_object(Bucket=RAW, Key="incoming/customers/1.csv", Body=b"customer_id\n1\n")
    return job


def test_a_run_whose_rows_pass_every_rule_succeeds_and_tells_nobody(run, job, heard, laptop, stack):
    assert run(job(PASSED), "good")["status"] == "SUCCEEDED", heard()
    assert heard() == []
    assert received(laptop, stack.failed_queue_url) == []


def test_a_rule_that_fails_stops_the_run_is_told_by_name_and_the_input_is_kept(run, job, heard, laptop, stack):
    told = run(job(REFUSED), "refused")
    assert (told["status"], told["error"]) == ("FAILED", "QualityFailed")
    (message,) = heard()
    assert message.startswith("customers was not updated. QualityFailed: ")
    assert "IsComplete" in message
    (kept,) = map(json.loads, received(laptop, stack.failed_queue_url))
    assert (kept["input"], kept["error"], kept["data_set"]) == ({"started_by": "test"}, "QualityFailed", "customers")


def tell(laptop, method, path, body=None):
    """Tell the local cloud what no API of AWS does."""
    url = laptop.session.cloud_url
    asked = urllib.request.Request(f"{url}/{path}", json.dumps(body).encode(), method=method)  # noqa: S310 - its own
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked).close()


@pytest.fixture
def starts():
    """How often the job was started, and what it was told; it writes nothing."""
    starts = []
    return starts, starts.append


def kept(laptop, stack):
    (kept,) = map(json.loads, received(laptop, stack.failed_queue_url))
    return kept


def test_a_job_that_fails_each_time_is_tried_again_then_told_and_the_input_is_kept(run, starts, heard, laptop, stack):
    plan = {"service": "glue", "operation": "StartJobRun", "name": f"{STACK}-customers"}
    tell(laptop, "PUT", "_local/faults", {"faults": [{**plan, "do": "fail", "reason": "No such file."}]})
    told = run(starts[1], "broken")
    tell(laptop, "DELETE", "_local/faults")
    assert len(starts[0]) == 3, "two retries"
    assert (told["status"], told["error"]) == ("FAILED", "RunFailed")
    assert json.loads(told["cause"])["ErrorMessage"] == "No such file."
    (message,) = heard()
    assert message.startswith("customers was not updated. States.TaskFailed: ")
    assert "No such file." in message
    assert waiting_for_somebody(laptop, f"{STACK}-customers-kept")
    found = kept(laptop, stack)
    assert (found["input"], found["error"]) == ({"started_by": "test"}, "States.TaskFailed")
    assert not waiting_for_somebody(laptop, f"{STACK}-customers-kept")


def test_a_job_that_fails_once_and_then_does_not_is_no_failed_run(run, job, heard, laptop, stack):
    plan = {"service": "glue", "operation": "StartJobRun", "calls": [1]}
    tell(laptop, "PUT", "_local/faults", {"faults": [{**plan, "do": "fail", "reason": "Lost a worker."}]})
    told = run(job(PASSED), "second-try")
    tell(laptop, "DELETE", "_local/faults")
    assert told["status"] == "SUCCEEDED", heard()
    assert heard() == received(laptop, stack.failed_queue_url) == []


def test_a_job_that_never_ends_is_given_up_after_its_timeout_and_not_tried_again(run, starts, heard, laptop, stack):
    stays = {"model_name": "glue::job_run", "transition": {"progression": "manual", "times": 10**9}}
    tell(laptop, "POST", "moto-api/state-manager/set-transition", stays)
    told = run(starts[1], "endless", lambda definition: definition["States"]["Ingest"].update(TimeoutSeconds=2))
    tell(laptop, "POST", "moto-api/state-manager/unset-transition", {"model_name": "glue::job_run"})
    assert (told["status"], told["error"], len(starts[0])) == ("FAILED", "RunFailed", 1)
    (message,) = heard()
    assert message.startswith("customers was not updated. States.Timeout: ")
    assert kept(laptop, stack)["error"] == "States.Timeout"


def test_a_job_that_the_machine_may_not_start_is_told_too(run, starts, heard, laptop, stack):
    other = {"JobName": "another", "Arguments": {}}
    told = run(starts[1], "denied", lambda definition: definition["States"]["Ingest"].update(Parameters=other))
    assert (told["status"], starts[0]) == ("FAILED", [])
    (message,) = heard()
    assert message.startswith("customers was not updated. Glue.AccessDeniedException: ")
    assert kept(laptop, stack)["error"] == "Glue.AccessDeniedException"


def waiting_for_somebody(laptop, alarm):
    """Whether the queue holds what that alarm goes off at; the local cloud makes no metrics of its own."""
    (found,) = laptop.client("cloudwatch").describe_alarms(AlarmNames=[alarm])["MetricAlarms"]
    assert (found["Namespace"], found["MetricName"]) == ("AWS/SQS", "ApproximateNumberOfMessagesVisible")
    assert found["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
    assert found["AlarmActions"]
    (queue,) = (one["Value"] for one in found["Dimensions"] if one["Name"] == "QueueName")
    sqs = laptop.client("sqs")
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    held = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])["Attributes"]
    return int(held["ApproximateNumberOfMessages"]) >= found["Threshold"]


def test_a_delivery_that_is_complete_starts_one_run_and_is_its_input_and_what_cannot_start_is_kept(laptop, stack):
    s3, iam, states = (laptop.client(service) for service in ("s3", "iam", "stepfunctions"))
    for key in ("incoming/customers/2.csv", "other/_SUCCESS"):
        s3.put_object(Bucket=RAW, Key=key, Body=b"")
    assert states.list_executions(stateMachineArn=stack.state_machine)["executions"] == []
    s3.put_object(Bucket=RAW, Key="incoming/customers/_SUCCESS", Body=b"")
    (started,) = states.list_executions(stateMachineArn=stack.state_machine)["executions"]
    given = json.loads(states.describe_execution(executionArn=started["executionArn"])["input"])
    assert given["detail"]["object"]["key"] == "incoming/customers/_SUCCESS"
    denied = {"Effect": "Deny", "Action": "states:StartExecution", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [denied]})
    role = {"RoleName": f"{STACK}-customers-event", "PolicyName": "denied"}
    iam.put_role_policy(**role, PolicyDocument=policy)
    s3.put_object(Bucket=RAW, Key="incoming/customers/late/_SUCCESS", Body=b"")
    iam.delete_role_policy(**role)
    assert len(states.list_executions(stateMachineArn=stack.state_machine)["executions"]) == 1
    assert kept(laptop, stack)["detail"]["object"]["key"] == "incoming/customers/late/_SUCCESS"


def environment(laptop, keys, folder):
    """What a shell has that took one of the stack's roles."""
    return {
        "AWS_ACCESS_KEY_ID": keys["aws_access_key_id"],
        "AWS_SECRET_ACCESS_KEY": keys["aws_secret_access_key"],
        "AWS_SESSION_TOKEN": keys["aws_session_token"],
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_ENDPOINT_URL": laptop.session.cloud_url,
        "AWS_ALLOW_HTTP": "true",
        "DVC_NO_ANALYTICS": "true",
        "HOME": str(folder),
        "NO_PROXY": "127.0.0.1",
        "PATH": f"{BIN}:{os.environ['PATH']}",
    }


def client(words, env, folder):
    assert BIN.is_dir(), "make test (or make .venv/.clients) installs the tools"
    return subprocess.run(words, env=env, cwd=folder, capture_output=True, text=True, check=False)


def test_dvc_pushes_and_pulls_with_the_config_and_the_role_of_the_stack_and_reaches_no_other_bucket(
    laptop, stack, taken, tmp_path
):
    env = environment(laptop, taken(stack.versions_role_arn, "sagemaker.amazonaws.com"), tmp_path)

    def ran(*words):
        done = client(words, env, tmp_path)
        assert done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"
        return done.stdout

    ran("git", "init", "--quiet")
    ran(str(BIN / "dvc"), "init", "--quiet")
    tmp_path.joinpath(".dvc", "config").write_text(stack.dvc_config)
    tmp_path.joinpath("customers.csv").write_text("customer_id\n1\n")
    ran(str(BIN / "dvc"), "add", "customers.csv")
    assert "1 file pushed" in ran(str(BIN / "dvc"), "push")
    tmp_path.joinpath("customers.csv").unlink()
    ran("rm", "-r", ".dvc/cache")
    ran(str(BIN / "dvc"), "pull")
    assert tmp_path.joinpath("customers.csv").read_text() == "customer_id\n1\n"
    ran(str(BIN / "dvc"), "remote", "modify", "customers", "url", f"s3://{RAW}/dvc")
    refused = client([str(BIN / "dvc"), "push"], env, tmp_path)
    assert refused.returncode != 0


DELTA = """
import sys
import pyarrow
from deltalake import DeltaTable, write_deltalake
if sys.argv[2] == "write":
    write_deltalake(sys.argv[1], pyarrow.table({"customer_id": ["1", "2"]}), mode="append")
print(DeltaTable(sys.argv[1]).to_pyarrow_table().num_rows)
"""


def test_delta_is_written_by_the_jobs_role_read_by_who_versions_and_written_nowhere_else(
    laptop, stack, taken, tmp_path
):
    writer = environment(laptop, taken(stack.job_role_arn, "glue.amazonaws.com"), tmp_path)
    reader = environment(laptop, taken(stack.versions_role_arn, "sagemaker.amazonaws.com"), tmp_path)
    python = [str(BIN / "python"), "-c", DELTA]
    done = client([*python, stack.table_uri, "write"], writer, tmp_path)
    assert done.stdout.strip() == "2", done.stderr
    done = client([*python, stack.table_uri, "read"], reader, tmp_path)
    assert done.stdout.strip() == "2", done.stderr
    assert client([*python, stack.table_uri, "write"], reader, tmp_path).returncode != 0
    for elsewhere in (f"s3://{RAW}/incoming/table", f"s3://{CURATED}/datasets/contracts/table"):
        assert client([*python, elsewhere, "write"], writer, tmp_path).returncode != 0


def test_no_role_of_it_reaches_another_bucket(laptop, stack, taken):
    laptop.client("s3").put_object(Bucket=RAW, Key="others/1.csv", Body=io.BytesIO(b"1"))
    for role, service in (
        (stack.job_role_arn, "glue.amazonaws.com"),
        (stack.machine_role_arn, "states.amazonaws.com"),
        (stack.versions_role_arn, "sagemaker.amazonaws.com"),
    ):
        s3 = boto3.Session(region_name=REGION, **taken(role, service)).client(
            "s3", endpoint_url=laptop.session.cloud_url
        )
        with pytest.raises(ClientError, match="AccessDenied"):
            s3.get_object(Bucket=RAW, Key="others/1.csv")
        with pytest.raises(ClientError, match="AccessDenied"):
            s3.put_object(Bucket=RAW, Key="others/2.csv", Body=b"2")
