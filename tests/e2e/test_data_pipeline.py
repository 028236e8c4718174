"""A data pipeline where policies are enforced: its machine run for real, and real clients with its roles only.

Nothing runs Spark here: the test plays the Glue job, in the job's own role, when the machine starts it.
"""

import io
import json
import os
import subprocess
from types import SimpleNamespace

import boto3
import moto.stepfunctions.parser.asl.utils.boto_client as interpreter
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_glue import (
    StateTaskServiceGlue,
)

from local.cloud.iam.client import enforce, service_credentials
from local.layout import CHECKOUT
from local.session import REGION

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


class Calls:
    """The clients that the machine's states call by: in the machine's role, and the job is played when it starts."""

    def __init__(self, url, keys, job):
        self._session, self._url, self._job = boto3.Session(region_name=REGION, **keys), url, job

    def client(self, *, service_name, **_):
        client = self._session.client(service_name, endpoint_url=self._url)
        if service_name == "glue":
            start = client.start_job_run
            client.start_job_run = lambda **given: (start(**given), self._job(given))[0]
        if service_name == "s3":
            # Step Functions hands on an object's text, the interpreter the stream that boto3 gives.
            get = client.get_object
            client.get_object = lambda **given: {"Body": get(**given)["Body"].read().decode()}
        return client


def waiting(self, env, **call):
    """Wait for a Glue job. moto's own wait ends every integration that takes no task token with an error."""
    done = self._build_sync_resolver(env=env, **call)
    while (result := done()) is None:
        pass
    env.stack.append(json.loads(json.dumps(result, default=str)))


@pytest.fixture
def run(laptop, stack, taken, monkeypatch):
    """Run the deployed definition, with an interpreter of the Amazon States Language; its waits take a second."""
    machine = laptop.client("stepfunctions").describe_state_machine(stateMachineArn=stack.state_machine)
    definition = json.loads(machine["definition"])
    for state in definition["States"].values():
        for retry in state.get("Retry", ()):
            retry.update(IntervalSeconds=1, BackoffRate=1.0, MaxAttempts=min(retry["MaxAttempts"], 2))
            retry.pop("MaxDelaySeconds", None)
            retry.pop("JitterStrategy", None)
    keys = taken(stack.machine_role_arn, "states.amazonaws.com")

    def run(job, name):
        monkeypatch.setattr(StateTaskServiceGlue, "_eval_integration_pattern", waiting)
        monkeypatch.setattr(interpreter, "boto3", Calls(laptop.session.cloud_url, keys, job))
        monkeypatch.setenv("AWS_ENDPOINT_URL", laptop.session.cloud_url)
        with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
            states = boto3.client(
                "stepfunctions", region_name=REGION, endpoint_url=f"https://states.{REGION}.amazonaws.com"
            )
            arn = states.create_state_machine(
                name="m", definition=json.dumps(definition), roleArn=stack.machine_role_arn
            )["stateMachineArn"]
            started = states.start_execution(stateMachineArn=arn, name=name, input='{"started_by": "test"}')
            while (told := states.describe_execution(executionArn=started["executionArn"]))["status"] == "RUNNING":
                pass
        return told

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
