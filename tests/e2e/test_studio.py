"""Studio goes without a trace. A laptop runs no function: what a destroy calls is run here, by the own roles."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from pulumi_mlops.studio import sweep

from local.cloud.iam.client import enforce, service_credentials
from local.layout import CHECKOUT
from local.session import REGION

STACK = "studio-dev"
ACCOUNT = "123456789012"
EXAMPLE = CHECKOUT / "docs" / "examples" / "studio" / "__main__.py"
NAMES = {"in": "security-group-for-inbound-nfs-", "out": "security-group-for-outbound-nfs-"}


@pytest.fixture(scope="module")
def project(laptop):
    enforce(laptop.session.cloud_url)
    return laptop.program("studio", EXAMPLE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made(laptop, project):
    for words in (("stack", "init", STACK), ("up", "--yes", "--skip-preview", "--stack", STACK)):
        done = laptop.pulumi(*words, project=project)
        assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(laptop.pulumi("stack", "output", "--json", "--stack", STACK, project=project).stdout)


@pytest.fixture
def function(laptop, made, monkeypatch) -> Callable[..., str]:
    """Run a function as Lambda does: its own role's credentials, and the call's event."""

    def run(handler: str, action: str = "delete", active: bool = True) -> str:
        role = f"arn:aws:iam::{ACCOUNT}:role/mlops/{STACK}-studio-{handler}-sweep"
        got = service_credentials(laptop.session.cloud_url, role, "lambda.amazonaws.com", source_account=ACCOUNT)
        for name, value in {**got, "aws_endpoint_url": laptop.session.cloud_url, "aws_region": REGION}.items():
            monkeypatch.setenv(name.upper(), value)
        monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
        monkeypatch.setattr(sweep, "PAUSE", 0.1)
        monkeypatch.setattr(sweep.boto3, "DEFAULT_SESSION", None)
        told = {"domain": made["domain_id"], "vpc": made["vpc_id"], "active": active, "tf": {"action": action}}
        return getattr(sweep, handler)(told, None)

    return run


def left_by(ec2: Any, vpc: str, domain: str) -> dict[str, str]:
    """The two groups that SageMaker makes for a domain and leaves; each names the other."""
    made = {
        way: ec2.create_security_group(GroupName=f"{name}{domain}", Description=name, VpcId=vpc)["GroupId"]
        for way, name in NAMES.items()
    }

    def nfs(other: str) -> list[dict[str, Any]]:
        return [{"IpProtocol": "tcp", "FromPort": 2049, "ToPort": 2049, "UserIdGroupPairs": [{"GroupId": other}]}]

    ec2.authorize_security_group_ingress(GroupId=made["in"], IpPermissions=nfs(made["out"]))
    ec2.authorize_security_group_egress(GroupId=made["out"], IpPermissions=nfs(made["in"]))
    return made


def groups(ec2: Any, vpc: str) -> set[str]:
    found = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["SecurityGroups"]
    return {group["GroupId"] for group in found}


def test_a_second_up_changes_nothing(laptop, project, made):
    assert laptop.steps(STACK, project) == {}


def test_the_domain_is_up_with_its_person_and_space(laptop, made):
    sagemaker = laptop.client("sagemaker")
    domain = sagemaker.describe_domain(DomainId=made["domain_id"])
    assert (domain["Status"], domain["AppNetworkAccessType"]) == ("InService", "VpcOnly")
    space = sagemaker.describe_space(DomainId=made["domain_id"], SpaceName="forecast")
    assert space["OwnershipSettings"] == {"OwnerUserProfileName": "ada"}


def test_the_two_groups_cannot_simply_be_deleted_and_keep_the_vpc(laptop, made):
    """field.md, complaint 7 (terraform-provider-aws #20986): so it is on AWS."""
    ec2 = laptop.client("ec2")
    left = left_by(ec2, made["vpc_id"], "d-notyetswept0")
    for group in left.values():
        with pytest.raises(ClientError, match="DependencyViolation"):
            ec2.delete_security_group(GroupId=group)


def test_groups_of_a_domain_that_is_gone_are_swept_up_and_no_others(laptop, made, function):
    """field.md, complaint 7: the file system's groups keep the VPC."""
    ec2, efs = laptop.client("ec2"), laptop.client("efs")
    before = groups(ec2, made["vpc_id"])
    left_by(ec2, made["vpc_id"], "d-goneforever0")
    living = left_by(ec2, made["vpc_id"], made["domain_id"])
    kept = left_by(ec2, made["vpc_id"], "d-filesarekept")
    owner = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:domain/d-filesarekept"
    system = efs.create_file_system(Tags=[{"Key": "ManagedByAmazonSageMakerResource", "Value": owner}])["FileSystemId"]
    assert function("groups").startswith("deleted sg-")
    swept = {group for group in before if group not in groups(ec2, made["vpc_id"])}
    assert groups(ec2, made["vpc_id"]) == (before - swept) | {*living.values(), *kept.values()}
    assert len(swept) == 2, "those of the test before"
    efs.delete_file_system(FileSystemId=system)
    for pair in (living, kept):
        for group in pair.values():
            rules = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]
            if rules["IpPermissions"]:
                ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=rules["IpPermissions"])
            ec2.revoke_security_group_egress(GroupId=group, IpPermissions=rules["IpPermissionsEgress"])
        for group in pair.values():
            ec2.delete_security_group(GroupId=group)


@pytest.mark.parametrize(("action", "active"), [("create", True), ("update", True), ("delete", False)])
@pytest.mark.parametrize("handler", ["apps", "groups"])
def test_nothing_is_deleted_but_by_a_destroy_of_what_was_said_to_be_disposable(function, handler, action, active):
    assert function(handler, action, active) == "nothing to do"


def test_what_people_made_in_the_domain_goes_before_it(laptop, project, made, function):
    """field.md, complaint 7: apps and spaces that the stack does not know keep the domain."""
    sagemaker, domain = laptop.client("sagemaker"), made["domain_id"]
    sagemaker.create_user_profile(DomainId=domain, UserProfileName="eve")
    sagemaker.create_space(
        DomainId=domain,
        SpaceName="own",
        OwnershipSettings={"OwnerUserProfileName": "eve"},
        SpaceSharingSettings={"SharingType": "Private"},
        SpaceSettings={"AppType": "JupyterLab"},
    )
    sagemaker.create_app(DomainId=domain, SpaceName="own", AppType="JupyterLab", AppName="default")
    with pytest.raises(ClientError, match="Unable to delete"):
        sagemaker.delete_domain(DomainId=domain)
    assert function("apps") == "apps, spaces and profiles are gone"
    assert [app for app in sagemaker.list_apps(DomainIdEquals=domain)["Apps"] if app["Status"] != "Deleted"] == []
    assert sagemaker.list_spaces(DomainIdEquals=domain)["Spaces"] == []
    done = laptop.pulumi("destroy", "--yes", "--skip-preview", "--stack", STACK, project=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert laptop.objects() == []
