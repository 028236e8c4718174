"""The network through the real engine: from small to large, one that is there, and down with something left in it."""

import pytest

from local.session import REGION

TAGS = {"product": "churn", "environment": "dev", "owner": "me", "cost-center": "1", "data-classification": "internal"}
OURS = f"""
import pulumi
import pulumi_mlops as mlops

key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(tags={TAGS}, disposable=True))
chosen = pulumi.Config().get_object("network") or {{"endpoints": ["sts", "kms"]}}
args = mlops.NetworkArgs.model_validate({{**chosen, "kms_key_arn": key.arn, "tags": {TAGS}}})
network = mlops.Network("network", args)
pulumi.export("vpc_id", network.vpc_id)
pulumi.export("subnet_ids", network.subnet_ids)
"""
THEIRS = f"""
import pulumi
import pulumi_mlops as mlops

chosen = pulumi.Config().require_object("network")
network = mlops.ExistingNetwork("network", mlops.ExistingNetworkArgs.model_validate({{**chosen, "tags": {TAGS}}}))
pulumi.export("security_group_id", network.security_group_id)
"""
LARGE = """{"zones": 3, "endpoints": ["sts", "kms", "sagemaker.api"], "organization_id": "o-a1b2c3d4e5", "egress": {},
            "image_accounts": ["141502667606"], "read_buckets": ["others"], "allowed_domains": ["pypi.org"]}"""


@pytest.fixture(scope="module")
def run(laptop):
    """Run pulumi in a project, and expect it to work."""

    def run(project, *words, works=True):
        done = laptop.pulumi(*words, project=project)
        assert (done.returncode == 0) is works, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


@pytest.fixture(scope="module")
def ours(laptop, run):
    """A small network, up."""
    project = laptop.program("ours", OURS)
    run(project, "stack", "init", "ours-local")
    run(project, "config", "set", "aws:region", REGION)
    run(project, "up", "--yes", "--skip-preview")
    return project


@pytest.fixture(scope="module")
def subnets(laptop, ours):
    found = laptop.client("ec2").describe_subnets(Filters=[{"Name": "tag:owner", "Values": ["me"]}])["Subnets"]
    return sorted(found, key=lambda subnet: subnet["CidrBlock"])


def test_an_existing_vpc_with_a_missing_endpoint_is_refused_at_preview_with_its_name(laptop, run, subnets):
    project = laptop.program("theirs", THEIRS)
    chosen = (
        f'"vpc_id": "{subnets[0]["VpcId"]}", "subnet_ids": ["{subnets[0]["SubnetId"]}", "{subnets[1]["SubnetId"]}"]'
    )
    run(project, "stack", "init", "theirs-local")
    run(project, "config", "set", "aws:region", REGION)
    run(project, "config", "set", "network", f'{{{chosen}, "endpoints": ["sts", "sagemaker.runtime"]}}')
    told = run(project, "preview", works=False)
    assert f"network: {subnets[0]['VpcId']} cannot be used; nothing was made in it" in told
    assert "endpoints: com.amazonaws.eu-west-1.sagemaker.runtime is missing: add an interface endpoint" in told
    assert "com.amazonaws.eu-west-1.sts" not in told
    run(project, "config", "set", "network", f'{{{chosen}, "endpoints": ["sts", "kms"]}}')
    run(project, "up", "--yes", "--skip-preview")
    run(project, "destroy", "--yes", "--skip-preview")


def test_a_third_zone_a_way_out_and_more_doors_replace_nothing(laptop, run, ours, subnets):
    run(ours, "config", "set", "network", LARGE)
    steps = laptop.steps("ours-local", ours)
    assert set(steps.values()) == {"create", "update"}
    run(ours, "up", "--yes", "--skip-preview")
    there = laptop.client("ec2").describe_subnets(SubnetIds=[subnet["SubnetId"] for subnet in subnets])["Subnets"]
    assert {subnet["AvailabilityZone"] for subnet in there} == {"eu-west-1a", "eu-west-1b"}


def test_destroy_names_the_subnet_with_something_left_in_it_and_goes_on_when_that_is_gone(laptop, run, ours, subnets):
    """As a file system of Studio leaves it. Last of the file."""
    ec2 = laptop.client("ec2")
    left = ec2.create_network_interface(SubnetId=subnets[0]["SubnetId"])["NetworkInterface"]["NetworkInterfaceId"]
    told = run(ours, "destroy", "--yes", "--skip-preview", works=False)
    assert f"The subnet '{subnets[0]['SubnetId']}' has dependencies and cannot be deleted." in told
    ec2.delete_network_interface(NetworkInterfaceId=left)
    run(ours, "destroy", "--yes", "--skip-preview")
    assert laptop.objects() == []
