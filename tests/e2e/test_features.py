"""Feature groups through their life: added to in place, never replaced, a second version beside the first.

field.md, complaint 1: adding a feature destroys the feature group and its data (terraform-provider-aws #36784, #26809).
"""

import json
import os
import subprocess

import boto3
import pytest
import yaml
from botocore.exceptions import ClientError

from local.cloud.iam.client import enforce, service_credentials
from local.layout import CHECKOUT
from local.session import REGION

STACK = "usage-local"
GROUP = f"{STACK}-customer-usage"
USAGE = {
    "record_id": "customer_id",
    "event_time": "observed_at",
    "features": {"customer_id": "string", "observed_at": "string", "monthly_charge": "fractional"},
    "online": {"ttl_days": 3650},
}
SPEC = {
    "product": "usage",
    "owner": "retention-team",
    "cost_center": "4711",
    "data_classification": "confidential",
    "data": {"raw": {}},
    "features": {"customer_usage": USAGE},
    "feature_store": {"reader_accounts": ["444444444444"]},
    "feast": {},
    "environments": {"local": {"disposable": True}},
}
CLIENTS = CHECKOUT / ".venv" / "clients" / "bin"
PROGRAM = CHECKOUT / "tests" / "clients" / "programs" / "feature_groups.py"
FEATURES = USAGE["features"]


@pytest.fixture(scope="module")
def project(laptop):
    enforce(laptop.session.cloud_url)
    return laptop.session.project


@pytest.fixture
def deploy(laptop, project):
    """Deploy these feature groups, with the policies asked."""

    def deploy(**groups):
        spec = {**SPEC, "features": {"customer_usage": {**USAGE, **groups.pop("customer_usage", {})}, **groups}}
        project.joinpath("stacks", "usage.yaml").write_text(yaml.safe_dump(spec, sort_keys=False))
        return laptop.pulumi("up", "--yes", "--stack", STACK)

    return deploy


@pytest.fixture(scope="module")
def made(laptop, project):
    project.joinpath("stacks", "usage.yaml").write_text(yaml.safe_dump(SPEC, sort_keys=False))
    for words in (("stack", "init", STACK), ("up", "--yes", "--stack", STACK)):
        done = laptop.pulumi(*words)
        assert done.returncode == 0, done.stdout + done.stderr
    # Records are put and read by the stack's own role, with its policies enforced.
    runtime = client(laptop, "sagemaker-featurestore-runtime", f"{STACK}-feature-store-records")
    runtime.put_record(FeatureGroupName=GROUP, Record=record("first", monthly_charge="11.5"))
    return runtime


def credentials(laptop, role):
    """What a job of SageMaker gets."""
    arn = f"arn:aws:iam::123456789012:role/mlops/{role}"
    return service_credentials(laptop.session.cloud_url, arn, "sagemaker.amazonaws.com", source_account="123456789012")


def client(laptop, service, role):
    return boto3.client(service, endpoint_url=laptop.session.cloud_url, region_name=REGION, **credentials(laptop, role))


def record(identifier, at="2026-06-01T00:00:00Z", **values):
    given = {"customer_id": identifier, "observed_at": at, **values}
    return [{"FeatureName": name, "ValueAsString": value} for name, value in given.items()]


def read(runtime, identifier, group=GROUP):
    found = runtime.get_record(FeatureGroupName=group, RecordIdentifierValueAsString=identifier)["Record"]
    return {feature["FeatureName"]: feature["ValueAsString"] for feature in found}


def features(laptop, group=GROUP):
    described = laptop.client("sagemaker").describe_feature_group(FeatureGroupName=group)
    return [feature["FeatureName"] for feature in described["FeatureDefinitions"]], described["CreationTime"]


def test_a_second_up_changes_nothing(laptop, made):
    assert laptop.steps(STACK) == {}


def test_a_feature_is_added_in_place_and_the_records_before_it_stay(laptop, made, deploy):
    _, born = features(laptop)
    more = {**FEATURES, "contract": "string", "tenure_months": "integral"}
    done = deploy(customer_usage={"features": more})
    assert done.returncode == 0, done.stdout + done.stderr
    assert features(laptop) == ([*FEATURES, "contract", "tenure_months"], born), "the same group, larger"
    assert read(made, "first") == {
        "customer_id": "first",
        "observed_at": "2026-06-01T00:00:00Z",
        "monthly_charge": "11.5",
    }
    made.put_record(FeatureGroupName=GROUP, Record=record("second", contract="monthly", tenure_months="12"))
    assert read(made, "second")["contract"] == "monthly"
    assert laptop.steps(STACK) == {}


REFUSED = {
    "removed": (
        {name: kind for name, kind in FEATURES.items() if name != "monthly_charge"},
        "features.monthly_charge: is gone",
    ),
    "renamed": (
        {**{name: kind for name, kind in FEATURES.items() if name != "monthly_charge"}, "charge": "fractional"},
        "features.monthly_charge: is gone, or now called charge",
    ),
    "retyped": ({**FEATURES, "monthly_charge": "string"}, "features.monthly_charge: is string and was fractional"),
}


@pytest.mark.parametrize(("changed", "reason"), REFUSED.values(), ids=REFUSED)
def test_any_other_change_is_refused_before_anything_changes_with_the_way_out(laptop, made, deploy, changed, reason):
    before = laptop.state(STACK), laptop.objects(), features(laptop)
    changed = {**changed, "contract": "string", "tenure_months": "integral"}
    done = deploy(customer_usage={"features": changed}, another=USAGE)
    assert done.returncode != 0
    assert f"feature group {GROUP} cannot become what is asked:" in done.stdout + done.stderr
    assert reason in done.stdout + done.stderr
    assert "`versions: {v2: ...}` of the group in a spec" in done.stdout + done.stderr
    assert (laptop.state(STACK), laptop.objects(), features(laptop)) == before, "the other group is not made either"


def test_a_collection_of_another_kind_is_refused_before_anything_changes(laptop, made, deploy):
    grown = {"features": {**FEATURES, "contract": "string", "tenure_months": "integral"}}
    in_memory = {**USAGE, "online": {"storage": "in_memory"}, "offline": None}
    lists = {**in_memory, "features": {**FEATURES, "tags": {"list": "string"}}}
    done = deploy(customer_usage=grown, sessions=lists)
    assert done.returncode == 0, done.stdout + done.stderr
    assert laptop.steps(STACK) == {}
    before = laptop.state(STACK), laptop.objects()
    sets = {**in_memory, "features": {**FEATURES, "tags": {"set": "string"}}}
    done = deploy(customer_usage=grown, sessions=sets, another=USAGE)
    assert done.returncode != 0
    assert "features.tags: is set of string and was list of string" in done.stdout + done.stderr
    assert (laptop.state(STACK), laptop.objects()) == before
    done = deploy(customer_usage=grown)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_second_version_stands_beside_the_first(laptop, made, deploy):
    more = {**FEATURES, "contract": "string", "tenure_months": "integral"}
    second = {**USAGE, "features": {**FEATURES, "monthly_charge": "string"}, "offline": {"format": "iceberg"}}
    done = deploy(customer_usage={"features": more, "versions": {"v2": second}})
    assert done.returncode == 0, done.stdout + done.stderr
    outputs = json.loads(laptop.pulumi("stack", "output", "--json", "--stack", STACK).stdout)
    assert outputs["feature_groups"] == {"customer_usage": GROUP, "customer_usage_v2": f"{GROUP}-v2"}
    made.put_record(FeatureGroupName=f"{GROUP}-v2", Record=record("first", monthly_charge="11.50 EUR"))
    assert read(made, "first", f"{GROUP}-v2")["monthly_charge"] == "11.50 EUR"
    assert read(made, "first")["monthly_charge"] == "11.5"
    assert laptop.steps(STACK) == {}


def test_feast_serves_the_same_groups_with_the_stacks_own_roles(laptop, made, tmp_path):
    outputs = json.loads(laptop.pulumi("stack", "output", "--json", "--stack", STACK).stdout)
    feast = outputs["feast"]
    repository = tmp_path / "repository"
    repository.mkdir()
    repository.joinpath("feature_store.yaml").write_text(feast["feature_store_yaml"])
    repository.joinpath("definitions.py").write_text(feast["definitions"])
    environment = {
        **{name.upper(): value for name, value in credentials(laptop, f"{STACK}-feast").items()},
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": laptop.session.cloud_url,
        "AWS_REGION": REGION,
        "FEAST_USAGE": "False",
        "HOME": str(tmp_path),
        "NO_PROXY": "127.0.0.1",
        "PATH": f"{CLIENTS}:{os.environ['PATH']}",
    }

    def run(*command, folder=repository):
        done = subprocess.run(
            [CLIENTS / command[0], *command[1:]],
            cwd=folder, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip().splitlines()

    # The local cloud's offline store writes nothing: the group's own role puts what the service would.
    run("python", str(PROGRAM), "history", str(tmp_path / "0.parquet"))
    described = laptop.client("sagemaker").describe_feature_group(FeatureGroupName=GROUP)
    uri = described["OfflineStoreConfig"]["S3StorageConfig"]["ResolvedOutputS3Uri"]
    bucket, _, prefix = uri.removeprefix("s3://").partition("/")
    store = client(laptop, "s3", f"{STACK}-customer-usage-store")
    store.put_object(Bucket=bucket, Key=f"{prefix}/0.parquet", Body=tmp_path.joinpath("0.parquet").read_bytes())
    run("feast", "apply")
    found = json.loads(run("python", str(PROGRAM), "serve", str(repository))[-1])
    assert found == {"customer_id": ["first", "second", "nobody"], "monthly_charge": [11.5, 80.0, None]}
    table = client(laptop, "dynamodb", f"{STACK}-feast")
    with pytest.raises(ClientError, match="AccessDenied"):
        table.delete_table(TableName=feast["tables"]["customer_usage"])
    assert laptop.steps(STACK) == {}, "Feast left the stack's tables and tags as they were"


def test_another_account_reads_records_by_a_role_as_an_online_store_has_no_policy(laptop, made):
    """field.md, complaint 5."""
    url = laptop.session.cloud_url
    reader = f"arn:aws:iam::123456789012:role/mlops/{STACK}-feature-store-readers"
    laptop.client("iam").create_user(UserName="nobody")
    keys = laptop.client("iam").create_access_key(UserName="nobody")["AccessKey"]
    mine = boto3.client(
        "sts", endpoint_url=url, region_name=REGION,
        aws_access_key_id=keys["AccessKeyId"], aws_secret_access_key=keys["SecretAccessKey"],
    )  # fmt: skip
    with pytest.raises(ClientError, match="AccessDenied"):
        mine.assume_role(RoleArn=reader, RoleSessionName="own")
    trust = laptop.client("iam").get_role(RoleName=reader.rpartition("/")[2])["Role"]["AssumeRolePolicyDocument"]
    assert trust["Statement"][0]["Principal"] == {"AWS": ["arn:aws:iam::444444444444:root"]}
    laptop.client("iam").delete_access_key(UserName="nobody", AccessKeyId=keys["AccessKeyId"])
    laptop.client("iam").delete_user(UserName="nobody")


def test_it_goes_without_a_trace(laptop, made):
    done = laptop.pulumi("destroy", "--yes", "--stack", STACK)
    assert done.returncode == 0, done.stdout + done.stderr
    assert laptop.objects() == []


KEPT = """
import pulumi
import pulumi_mlops as mlops

tags = {"product": "kept", "environment": "local", "owner": "me", "cost-center": "1", "data-classification": "internal"}
key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(tags=tags))
boundary = mlops.PermissionsBoundary("boundary", mlops.PermissionsBoundaryArgs(jobs_in_vpc=False, tags=tags))
group = mlops.FeatureGroup("usage", mlops.FeatureGroupArgs.model_validate({
    "record_id": "customer_id",
    "event_time": "observed_at",
    "features": {"customer_id": "string", "observed_at": "string", "monthly_charge": "fractional"},
    "online": {},
    "offline": None,
    "kms_key_arn": key.arn,
    "permissions_boundary": boundary.arn,
    "tags": tags,
}))
pulumi.export("group", group.feature_group_name)
"""


def test_a_group_that_is_no_throw_away_outlives_its_stack_with_its_records(laptop):
    """Protected, so that a destroy is refused; retained, so that even without its protection nothing is lost."""
    enforce(laptop.session.cloud_url, on=False)
    project = laptop.program("kept", KEPT)

    def pulumi(*words):
        return laptop.pulumi(*words, "--stack", "kept-local", project=project)

    assert laptop.pulumi("stack", "init", "kept-local", project=project).returncode == 0
    done = pulumi("up", "--yes", "--skip-preview")
    assert done.returncode == 0, done.stdout + done.stderr
    runtime = laptop.client("sagemaker-featurestore-runtime")
    runtime.put_record(FeatureGroupName="kept-local-usage", Record=record("first", monthly_charge="11.5"))
    done = pulumi("destroy", "--yes", "--skip-preview")
    assert done.returncode != 0
    assert "usage-group" in done.stdout + done.stderr
    assert "protected" in done.stdout + done.stderr
    state = json.loads(pulumi("stack", "export").stdout)["deployment"]["resources"]
    (urn,) = [one["urn"] for one in state if one["type"] == "aws:sagemaker/featureGroup:FeatureGroup"]
    assert pulumi("state", "unprotect", urn, "--yes").returncode == 0
    done = pulumi("destroy", "--yes", "--skip-preview", "--target", urn)
    assert done.returncode == 0, done.stdout + done.stderr
    assert urn not in pulumi("stack", "export").stdout
    assert read(runtime, "first", "kept-local-usage")["monthly_charge"] == "11.5"
