"""The real engine with the local provider: what only the engine's state can show."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from local.cloud import lifecycle
from local.layout import CHECKOUT, Layout
from local.session import Session, say

SECRET = "s3cr3t-t0ken"
HEAD = """
import json, pulumi, pulumi_aws as aws
config = pulumi.Config()
TRUST = {"Version": "2012-10-17", "Statement": []}
"""


class Workshop:
    """A stack of a program that the tests write."""

    def __init__(self, session: Session, folder: Path) -> None:
        self.session = session
        self.folder = folder
        options = {"toolchain": "pip", "virtualenv": str(CHECKOUT / ".venv")}
        settings = {"name": "workshop", "runtime": {"name": "python", "options": options}}
        folder.joinpath("Pulumi.yaml").write_text(json.dumps(settings))
        self.program("")
        assert self.pulumi("stack", "init", "dev").returncode == 0
        assert self.pulumi("config", "set", "--secret", "token", SECRET).returncode == 0

    def program(self, text: str) -> None:
        self.folder.joinpath("__main__.py").write_text(HEAD + text)

    def pulumi(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.session.layout.bin / "pulumi", *words, "--non-interactive", "--color", "never"],
            cwd=self.folder,
            env=self.session.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def up(self) -> str:
        done = self.pulumi("up", "--yes", "--skip-preview")
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def state(self) -> str:
        return self.pulumi("stack", "export").stdout

    def resource(self, type_: str) -> dict[str, Any]:
        found = [r for r in json.loads(self.state())["deployment"]["resources"] if r["type"] == type_]
        assert len(found) == 1
        return found[0]

    def client(self, service: str) -> Any:
        names = {"aws_access_key_id": "local", "aws_secret_access_key": "local", "region_name": "eu-west-1"}
        return boto3.client(service, endpoint_url=self.session.cloud_url, **names)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    folder = tmp_path_factory.mktemp("workshop")
    project = folder / "project"
    project.mkdir()
    layout = Layout(folder / "local")
    shutil.copy(CHECKOUT / "Pulumi.yaml", project)
    project.joinpath(".venv").symlink_to(CHECKOUT / ".venv")
    yield Workshop(Session.open(layout, say, project, policy_pack=None), project)
    lifecycle.stop(layout)


def test_a_secret_lies_nowhere_in_the_state_in_clear_and_reaches_the_cloud(workshop: Workshop) -> None:
    workshop.program("""
aws.ssm.Parameter("token", name="/token", type="SecureString", value=config.require_secret("token"))
aws.sagemaker.Model("m", name="m", execution_role_arn="arn:aws:iam::123456789012:role/sagemaker",
    primary_container={"image": "i", "environment": {"TOKEN": config.require_secret("token")}})
aws.sns.Topic("t", tags={"token": config.require_secret("token")})
""")
    workshop.up()
    assert SECRET not in workshop.state()
    assert workshop.client("ssm").get_parameter(Name="/token", WithDecryption=True)["Parameter"]["Value"] == SECRET
    model = workshop.client("sagemaker").describe_model(ModelName="m")
    assert model["PrimaryContainer"]["Environment"] == {"TOKEN": SECRET}
    refreshed = workshop.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes")
    assert refreshed.returncode == 0, refreshed.stdout
    assert SECRET not in workshop.state()


def test_what_was_made_by_hand_is_imported_by_the_same_program(workshop: Workshop) -> None:
    workshop.client("sns").create_topic(Name="by-hand", Attributes={"DisplayName": "hello"})
    arn = "arn:aws:sns:eu-west-1:123456789012:by-hand"
    workshop.program(f"""
aws.sns.Topic("t", name="by-hand", display_name="hello", opts=pulumi.ResourceOptions(import_="{arn}"))
""")
    assert "imported" in workshop.up()
    assert workshop.resource("aws:sns/topic:Topic")["id"] == arn
    unchanged = workshop.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes")
    assert unchanged.returncode == 0, unchanged.stdout


def test_an_object_that_was_half_made_is_finished_by_the_next_up(workshop: Workshop) -> None:
    workshop.program("""
aws.iam.Role("r", name="half", assume_role_policy=TRUST, force_detach_policies=True,
    managed_policy_arns=["arn:aws:iam::123456789012:policy/later"])
""")
    failed = workshop.pulumi("up", "--yes", "--skip-preview")
    assert failed.returncode != 0
    assert "AttachRolePolicy: NoSuchEntity" in failed.stdout + failed.stderr
    role = workshop.resource("aws:iam/role:Role")
    assert role["id"] == "half"
    assert len(role["initErrors"]) == 1

    iam = workshop.client("iam")
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.create_policy(PolicyName="later", PolicyDocument=document)
    workshop.up()
    attached = iam.list_attached_role_policies(RoleName="half")["AttachedPolicies"]
    assert [policy["PolicyName"] for policy in attached] == ["later"]
    assert "initErrors" not in workshop.resource("aws:iam/role:Role")


def test_a_refusal_comes_before_anything_is_made(workshop: Workshop) -> None:
    workshop.program("""
topic = aws.sns.Topic("never", name="never")
aws.rds.Instance("f", instance_class="db.t3.micro", opts=pulumi.ResourceOptions(depends_on=[topic]))
""")
    refused = workshop.pulumi("preview")
    assert refused.returncode != 0
    assert "aws:rds/instance:Instance has no row in the local provider's table" in refused.stdout + refused.stderr
    topics = [topic["TopicArn"] for topic in workshop.client("sns").list_topics()["Topics"]]
    assert [arn for arn in topics if arn.endswith(":never")] == []


def test_a_program_of_pulumi_aws_native_runs(workshop: Workshop) -> None:
    """Each package has a plugin of its own; one's outputs are the other's inputs."""
    program = """
import pulumi_aws_native as native
topic = aws.sns.Topic("alarms")
owner, alarms = {{"key": "owner", "value": "retention"}}, {{"key": "alarms", "value": topic.name}}
group = native.sagemaker.ModelPackageGroup("churn", tags={tags})
pulumi.export("group", group.model_package_group_arn)
"""
    workshop.program(program.format(tags="[owner, alarms]"))
    workshop.up()
    made = workshop.resource("aws-native:sagemaker:ModelPackageGroup")
    (group,) = workshop.client("sagemaker").list_model_package_groups()["ModelPackageGroupSummaryList"]
    assert made["id"] == group["ModelPackageGroupArn"]
    assert group["ModelPackageGroupName"].startswith("churn-")
    workshop.program(program.format(tags="[alarms, owner]"))
    for words in (("up", "--skip-preview"), ("refresh", "--skip-preview")):
        unchanged = workshop.pulumi(*words, "--yes", "--expect-no-changes")
        assert unchanged.returncode == 0, unchanged.stdout


def test_destroy_leaves_nothing(workshop: Workshop) -> None:
    done = workshop.pulumi("destroy", "--yes", "--skip-preview")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "resources" not in json.loads(workshop.state())["deployment"]
