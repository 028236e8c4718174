"""A training pipeline and what starts it, by the stack's roles alone, on a cloud that enforces policies."""

import json
import subprocess
import sys
from base64 import urlsafe_b64encode

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config

from local.cloud.iam.client import decision, enforce, service_credentials
from local.layout import CHECKOUT
from local.session import REGION

STACK, ACCOUNT = "pipeline-local", "123456789012"
EXAMPLE = CHECKOUT / "docs" / "examples" / "training_pipeline" / "__main__.py"
ISSUER = "token.actions.githubusercontent.com"
SDK = """
import json, sys
from sagemaker.core.resources import Pipeline as Read
from sagemaker.mlops.workflow.pipeline import Pipeline

name = sys.argv[1]
read = Read.get(name)
execution = Pipeline(name=name).start(parameters={"Commit": "fedcba9"})
told = {"steps": [step["Name"] for step in json.loads(read.pipeline_definition)["Steps"]]}
print(json.dumps({**told, "execution": execution.arn, "status": execution.describe()["PipelineExecutionStatus"]}))
"""


def up(laptop, project, *words):
    done = laptop.pulumi("up", "--yes", "--skip-preview", "--stack", STACK, *words, project=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "violation" not in done.stdout
    return done


@pytest.fixture(scope="module")
def project(laptop):
    """The example's stack, up, policies enforced."""
    enforce(laptop.session.cloud_url)
    project = laptop.program("training", EXAMPLE.read_text(encoding="utf-8"))
    for words in (("stack", "init", STACK), ("config", "set", "aws:region", REGION, "--stack", STACK)):
        done = laptop.pulumi(*words, project=project)
        assert done.returncode == 0, done.stdout + done.stderr
    up(laptop, project)
    return project


@pytest.fixture(scope="module")
def made(laptop, project):
    return json.loads(laptop.pulumi("stack", "output", "--json", "--stack", STACK, project=project).stdout)


def as_ci(laptop, role, subject):
    """Credentials of a run of CI, by its token."""
    sts = boto3.client(
        "sts", endpoint_url=laptop.session.cloud_url, region_name=REGION, config=Config(signature_version=UNSIGNED)
    )
    claims = json.dumps({"iss": f"https://{ISSUER}", "aud": "sts.amazonaws.com", "sub": subject}).encode()
    token = f"e30.{urlsafe_b64encode(claims).decode().rstrip('=')}.x"
    return sts.assume_role_with_web_identity(RoleArn=role, RoleSessionName="run-1", WebIdentityToken=token)[
        "Credentials"
    ]


def test_the_sagemaker_sdk_reads_and_starts_the_pipeline_with_the_role_of_ci_alone(laptop, made, tmp_path):
    got = as_ci(laptop, made["ci_role"], "repo:our-team/churn:ref:refs/heads/main")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SDK, made["pipeline"]],
        cwd=tmp_path,
        env={
            "AWS_ACCESS_KEY_ID": got["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": got["SecretAccessKey"],
            "AWS_SESSION_TOKEN": got["SessionToken"],
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL": laptop.session.cloud_url,
            "HOME": str(tmp_path),
            "NO_PROXY": "127.0.0.1",
            "PATH": "/usr/bin:/bin",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.strip().splitlines()[-1])
    assert told["steps"] == ["Process", "Tune", "Evaluate", "Gate"]
    assert told["execution"].startswith(f"{made['pipeline_arn']}/execution/")
    given = laptop.client("sagemaker").list_pipeline_parameters_for_execution(PipelineExecutionArn=told["execution"])
    parameters = {one["Name"]: one["Value"] for one in given["PipelineParameters"]}
    assert (parameters["Commit"], parameters["DataVersion"]) == ("fedcba9", "unknown")


def test_a_run_of_another_branch_does_not_get_the_role(laptop, made):
    with pytest.raises(Exception, match="AccessDenied"):
        as_ci(laptop, made["ci_role"], "repo:our-team/churn:ref:refs/heads/mine")


@pytest.mark.parametrize(
    ("service", "role"), [("scheduler.amazonaws.com", "schedule"), ("events.amazonaws.com", "events")]
)
def test_what_starts_the_pipeline_may_start_this_one_and_nothing_else(laptop, made, service, role):
    url, arn = laptop.session.cloud_url, f"arn:aws:iam::{ACCOUNT}:role/mlops/{STACK}-training-{role}"
    session = boto3.Session(region_name=REGION, **service_credentials(url, arn, service, source_account=ACCOUNT))
    started = session.client("sagemaker", endpoint_url=url).start_pipeline_execution(PipelineName=made["pipeline"])
    assert started["PipelineExecutionArn"].startswith(f"{made['pipeline_arn']}/execution/")
    for action, resource in (
        ("sagemaker:StartPipelineExecution", made["pipeline_arn"] + "-other"),
        ("sagemaker:UpdatePipeline", made["pipeline_arn"]),
        ("sagemaker:CreateTrainingJob", f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:training-job/x"),
    ):
        assert decision(url, arn, action, resource)["allowed"] is False


def test_the_rules_hand_a_run_what_the_event_says(laptop, made):
    events = laptop.client("events")
    (target,) = events.list_targets_by_rule(Rule=f"{STACK}-training-new-data")["Targets"]
    assert target["Arn"] == made["pipeline_arn"]
    assert target["SageMakerPipelineParameters"] == {
        "PipelineParameterList": [{"Name": "DataVersion", "Value": "$.detail.object.version-id"}]
    }
    pattern = json.loads(events.describe_rule(Name=f"{STACK}-training-drift")["EventPattern"])
    assert pattern["detail"]["alarmName"] == [{"prefix": "churn-drift-"}]
    schedule = laptop.client("scheduler").get_schedule(Name=f"{STACK}-training")
    assert (schedule["ScheduleExpression"], schedule["Target"]["Arn"]) == ("rate(7 days)", made["pipeline_arn"])


def runs(laptop, made):
    """The parameters of each run, the latest first."""
    sagemaker = laptop.client("sagemaker")
    found = sagemaker.list_pipeline_executions(PipelineName=made["pipeline"])["PipelineExecutionSummaries"]
    for one in found:
        given = sagemaker.list_pipeline_parameters_for_execution(PipelineExecutionArn=one["PipelineExecutionArn"])
        yield {each["Name"]: each["Value"] for each in given["PipelineParameters"]}


def test_complete_data_starts_one_run_with_its_version_and_an_alarm_on_drift_another_in_the_role_of_the_rules(
    laptop, made
):
    s3, cloudwatch = laptop.client("s3"), laptop.client("cloudwatch")
    (bucket,) = (one["Name"] for one in s3.list_buckets()["Buckets"] if "-curated-" in one["Name"])
    before = len(list(runs(laptop, made)))
    s3.put_object(Bucket=bucket, Key="daily/1.csv", Body=b"1")
    s3.put_object(Bucket=bucket, Key="other/_SUCCESS", Body=b"")
    assert len(list(runs(laptop, made))) == before
    version = s3.put_object(Bucket=bucket, Key="daily/_SUCCESS", Body=b"")["VersionId"]
    by_data, *others = runs(laptop, made)
    assert (by_data["DataVersion"], len(others)) == (version, before)
    drifting = {"MetricName": "m", "Namespace": "n", "Period": 60, "EvaluationPeriods": 1, "Threshold": 1}
    drifting |= {"ComparisonOperator": "GreaterThanThreshold", "Statistic": "Maximum"}
    for alarm in ("churn-drift-age", "churn-errors"):
        cloudwatch.put_metric_alarm(AlarmName=alarm, **drifting)
        cloudwatch.set_alarm_state(AlarmName=alarm, StateValue="ALARM", StateReason="test")
    assert len(list(runs(laptop, made))) == before + 2
    cloudwatch.delete_alarms(AlarmNames=["churn-drift-age", "churn-errors"])


def test_a_definition_is_updated_in_place_and_a_second_up_finds_nothing_to_do(laptop, project, made):
    """Answers terraform-provider-aws #38259 and #35382: it is there, and then there is no difference."""
    program = project / "__main__.py"
    before = program.read_text()
    up(laptop, project, "--expect-no-changes")
    program.write_text(before.replace('"at_least": 0.8', '"at_least": 0.85'))
    assert laptop.steps(STACK, project) == {"training-pipeline": "update"}
    up(laptop, project)
    described = laptop.client("sagemaker").describe_pipeline(PipelineName=made["pipeline"])
    gate = json.loads(described["PipelineDefinition"])["Steps"][-1]["Arguments"]
    assert gate["Conditions"][0]["RightValue"] == 0.85
    up(laptop, project, "--expect-no-changes")
    done = laptop.pulumi("refresh", "--yes", "--stack", STACK, project=project)
    assert done.returncode == 0, done.stdout
    assert laptop.steps(STACK, project) == {}
