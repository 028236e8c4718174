"""mlflow, unmodified, with the credentials of roles that a stack made, on a cloud that enforces policies."""

import json
import subprocess

import boto3
import pytest
from botocore.exceptions import ClientError

from local.cloud.iam.client import decision, enforce, service_credentials
from local.layout import CHECKOUT
from local.session import REGION

STACK = "tracking-dev"
ACCOUNT = "123456789012"
MLFLOW = CHECKOUT / ".venv" / "clients" / "bin" / "python"
EXAMPLE = CHECKOUT / "docs" / "examples" / "experiment_tracking" / "__main__.py"
TRACK = CHECKOUT / "tests" / "clients" / "programs" / "track.py"


@pytest.fixture(scope="module")
def made(laptop):
    """The example's stack, up, its outputs told."""
    assert MLFLOW.exists(), "make test (or make .venv/.clients) installs mlflow"
    enforce(laptop.session.cloud_url)
    project = laptop.program("tracking", EXAMPLE.read_text(encoding="utf-8"))
    for words in (("stack", "init", STACK), ("up", "--yes", "--skip-preview", "--stack", STACK)):
        done = laptop.pulumi(*words, project=project)
        assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(laptop.pulumi("stack", "output", "--json", "--stack", STACK, project=project).stdout)


@pytest.fixture
def credentials(laptop, made):
    """What SageMaker gets when it takes one of the stack's roles."""
    return lambda role: service_credentials(
        laptop.session.cloud_url, made[role], "sagemaker.amazonaws.com", source_account=ACCOUNT
    )


@pytest.fixture
def track(laptop, credentials, tmp_path):
    """Run mlflow's client with the credentials of one role and nothing else of the caller's environment."""

    def track(role, artifacts):
        got = credentials(role)
        return subprocess.run(
            [MLFLOW, TRACK, f"sqlite:///{tmp_path}/mlflow.db", artifacts],
            cwd=tmp_path,
            env={
                "AWS_ACCESS_KEY_ID": got["aws_access_key_id"],
                "AWS_SECRET_ACCESS_KEY": got["aws_secret_access_key"],
                "AWS_SESSION_TOKEN": got["aws_session_token"],
                "AWS_ENDPOINT_URL": laptop.session.cloud_url,
                "AWS_REGION": REGION,
                "HOME": str(tmp_path),
                "MLFLOW_DISABLE_TELEMETRY": "true",
                "NO_PROXY": "127.0.0.1",
                "PATH": f"{MLFLOW.parent}:/usr/bin:/bin",
            },
            capture_output=True,
            text=True,
            check=False,
        )

    return track


@pytest.mark.parametrize("role", ["server_role", "notebook_role"])
def test_mlflow_logs_a_run_with_its_files_with_only_the_stacks_role(laptop, made, track, role):
    done = track(role, f"{made['artifact_uri']}/{role}")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {"listed": ["model", "report.txt"], "same": True, "auc": 0.83}
    bucket, prefix = made["artifact_uri"].removeprefix("s3://").split("/")
    kept = laptop.client("s3").list_objects_v2(Bucket=bucket, Prefix=f"{prefix}/{role}/")["Contents"]
    assert sorted(entry["Key"].rpartition("/")[2] for entry in kept) == ["report.txt", "weights.bin"]


def test_the_role_logs_nowhere_else_in_the_bucket(made, track):
    done = track("notebook_role", made["artifact_uri"].replace("/mlflow", "/elsewhere"))
    assert done.returncode != 0
    assert "AccessDenied" in done.stderr


@pytest.mark.parametrize("role", ["server_role", "notebook_role"])
def test_nobody_deletes_the_files_of_a_run(laptop, made, credentials, role):
    s3 = boto3.Session(region_name=REGION, **credentials(role)).client("s3", endpoint_url=laptop.session.cloud_url)
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.delete_object(Bucket=made["artifact_uri"].split("/")[2], Key="mlflow/report.txt")


@pytest.mark.parametrize(
    ("role", "action", "allowed"),
    [
        ("notebook_role", "sagemaker:CallMlflowAppApi", True),
        ("notebook_role", "sagemaker-mlflow:CreateRun", True),
        ("notebook_role", "sagemaker-mlflow:DeleteRun", False),
        ("notebook_role", "sagemaker:DeleteMlflowApp", False),
        ("server_role", "sagemaker-mlflow:CreateRun", False),
    ],
)
def test_runs_are_logged_by_the_notebook_and_deleted_by_nobody(laptop, made, role, action, allowed):
    told = decision(laptop.session.cloud_url, made[role], action, made["tracking_uri"])
    assert told["allowed"] is allowed


def test_another_teams_mlflow_is_out_of_reach(laptop, made):
    other = made["tracking_uri"].rpartition("/")[0] + "/app-OTHER"
    told = decision(laptop.session.cloud_url, made["notebook_role"], "sagemaker:CallMlflowAppApi", other)
    assert told["allowed"] is False
