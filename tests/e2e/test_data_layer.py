"""Keys, buckets and the audit trail where policies are enforced, deployed by a role that is no administrator."""

import json

import boto3
import pytest
from botocore.exceptions import ClientError

from local.cloud.iam.client import coming, decision, enforce
from local.cloud.iam.client import service_credentials as credentials_for
from local.session import REGION

ACCOUNT = "123456789012"
STACK = "data-local"
RAW = f"{STACK}-zones-raw-{ACCOUNT}-{REGION}"
FEATURES = f"{STACK}-zones-features-{ACCOUNT}-{REGION}"
AUDIT = f"{STACK}-audit-{ACCOUNT}-{REGION}"
INSIDE = "vpce-0123456789abcdef0"
SAGEMAKER = "sagemaker.amazonaws.com"

PROGRAM = """
import json
from pathlib import Path

import pulumi
import pulumi_mlops as mlops

chosen = json.loads(Path(__file__).with_name("chosen.json").read_text())
KEPT = {"disposable": True, "tags": {"product": "data", "environment": "local", "owner": "me", "cost-center": "1",
        "data-classification": "confidential"}}
keys = mlops.DataKeys("keys", mlops.DataKeysArgs(**chosen["keys"], **KEPT))
logs = mlops.LogBucket("logs", mlops.LogBucketArgs(config_history=True, **KEPT))
zones = mlops.DataZones("zones", mlops.DataZonesArgs(
    kms_key_arns=keys.arns, data_classification="confidential", log_bucket=logs.bucket, **chosen["zones"], **KEPT))
mlops.AuditTrail("audit", mlops.AuditTrailArgs(
    log_bucket=logs.bucket, bucket_arns=list(zones.arns.values()), **chosen["audit"], **KEPT))
if chosen["detect"]:
    tags = {"tags": KEPT["tags"]}
    mlops.ConfigRecorder("config", mlops.ConfigRecorderArgs(log_bucket=logs.bucket, **tags))
    mlops.ThreatDetection("threats", mlops.ThreatDetectionArgs(protections=["runtime_monitoring"], **tags))
    mlops.AccessAnalyzer("access", mlops.AccessAnalyzerArgs(unused_days=90, **tags))
pulumi.export("keys", keys.arns)
"""
SMALL = {"keys": {"classifications": ["confidential"]}, "zones": {}, "audit": {}, "detect": False}
LARGE = {
    "keys": {"rotation_days": 90, "accounts": ["222222222222"]},
    "zones": {
        "vpc_endpoint_ids": [INSIDE],
        "residency": [REGION, "eu-central-1"],
        "replication": {"region": "eu-central-1"},
        "raw": {"object_lock": {"days": 1}, "retention_days": 3650, "reader_accounts": ["222222222222"]},
        "artifacts": {"tiering_days": 60},
        "capture": {"retention_days": 200},
    },
    "audit": {"retention_days": 731, "object_lock": {"days": 365}, "data_events": ["churn-prod-"]},
    "detect": True,
}


@pytest.fixture(scope="module")
def deployer(laptop):
    """The environment of a role that may do everything with what it deploys, and nothing else."""
    enforce(laptop.session.cloud_url)
    iam = laptop.client("iam")
    services = ("access-analyzer", "cloudtrail", "config", "guardduty", "kms", "logs", "s3")
    roles = [f"arn:aws:iam::{ACCOUNT}:role/mlops/{STACK}-*", f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/*"]
    statements = [
        {"Effect": "Allow", "Action": [f"{service}:*" for service in services], "Resource": "*"},
        {"Effect": "Allow", "Action": "iam:*", "Resource": roles},
    ]
    made = iam.create_role(
        RoleName="deployer", AssumeRolePolicyDocument=trusting({"AWS": f"arn:aws:iam::{ACCOUNT}:root"})
    )
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    iam.put_role_policy(RoleName="deployer", PolicyName="deploy", PolicyDocument=document)
    got = laptop.client("sts").assume_role(RoleArn=made["Role"]["Arn"], RoleSessionName="ci")["Credentials"]
    return {
        "AWS_ACCESS_KEY_ID": got["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": got["SecretAccessKey"],
        "AWS_SESSION_TOKEN": got["SessionToken"],
    }


@pytest.fixture(scope="module")
def deploy(laptop, deployer):
    """Run pulumi as the deployer, from outside of every VPC: `deploy("up", SMALL)`."""
    project = laptop.program("data", PROGRAM)
    environment = laptop.session.environment | deployer
    done = laptop.pulumi("stack", "init", STACK, project=project, environment=environment)
    assert done.returncode == 0, done.stderr

    def deploy(what, chosen, *more):
        project.joinpath("chosen.json").write_text(json.dumps(chosen))
        ends = () if what == "preview" else ("--yes",)
        done = laptop.pulumi(what, *ends, *more, "--stack", STACK, project=project, environment=environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return deploy


def steps(deploy, chosen):
    planned = json.loads(deploy("preview", chosen, "--json"))["steps"]
    return {step["urn"].rsplit("::", 1)[-1]: step["op"] for step in planned if step["op"] != "same"}


def trusting(principal):
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.fixture(scope="module")
def stack(deploy):
    """The small one, then the large one."""
    deploy("up", SMALL)
    assert steps(deploy, SMALL) == {}
    grown = steps(deploy, LARGE)
    assert {name: step for name, step in grown.items() if step not in ("create", "update")} == {}
    assert grown["zones-raw-object-lock"] == "create"
    assert "zones-raw-bucket" not in grown
    deploy("up", LARGE)


@pytest.fixture(scope="module")
def client(laptop, deployer):
    """A client as the deployer."""
    session = boto3.Session(
        region_name=REGION,
        aws_access_key_id=deployer["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=deployer["AWS_SECRET_ACCESS_KEY"],
        aws_session_token=deployer["AWS_SESSION_TOKEN"],
    )
    return lambda service: session.client(service, endpoint_url=laptop.session.cloud_url)


@pytest.fixture(scope="module")
def role(laptop):
    """A client of a role of this package's path that may do everything with S3 and KMS: only the bucket refuses it."""

    def role(name, *, source=INSIDE):
        iam, full = laptop.client("iam"), f"{STACK}-{name}"
        arn = f"arn:aws:iam::{ACCOUNT}:role/mlops/{full}"
        everything = {"Effect": "Allow", "Action": ["s3:*", "kms:*"], "Resource": "*"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [everything]})
        iam.create_role(RoleName=full, Path="/mlops/", AssumeRolePolicyDocument=trusting({"Service": SAGEMAKER}))
        iam.put_role_policy(RoleName=full, PolicyName="all", PolicyDocument=document)
        got = credentials_for(laptop.session.cloud_url, arn, SAGEMAKER, source_account=ACCOUNT)
        s3 = boto3.Session(region_name=REGION, **got).client("s3", endpoint_url=laptop.session.cloud_url)
        return coming(s3, source_vpce=source) if source else s3

    return role


def refused(call, **given):
    with pytest.raises(ClientError) as error:
        call(**given)
    return error.value.response["Error"]["Code"].startswith("AccessDenied")


def test_growing_from_the_small_choice_to_the_large_one_replaces_nothing_and_then_stays(stack, deploy):
    assert steps(deploy, LARGE) == {}
    deploy("refresh", LARGE)
    assert steps(deploy, LARGE) == {}


def test_objects_are_reached_through_the_vpc_endpoint_and_from_nowhere_else(stack, role):
    inside = role("inside")
    inside.put_object(Bucket=RAW, Key="a", Body=b"1")
    assert inside.get_object(Bucket=RAW, Key="a")["Body"].read() == b"1"
    for source in ("vpce-00000000000000000", None):
        elsewhere = role(f"elsewhere-{source}", source=source)
        assert refused(elsewhere.get_object, Bucket=RAW, Key="a")
        assert refused(elsewhere.put_object, Bucket=RAW, Key="b", Body=b"1")
        assert refused(elsewhere.delete_object, Bucket=RAW, Key="a")


def test_the_deploying_principal_reads_no_object_from_outside_but_is_not_locked_out(stack, client):
    s3 = client("s3")
    assert refused(s3.get_object, Bucket=RAW, Key="a")
    s3.head_bucket(Bucket=RAW)
    policy = s3.get_bucket_policy(Bucket=RAW)["Policy"]
    s3.delete_bucket_policy(Bucket=RAW)
    s3.put_bucket_policy(Bucket=RAW, Policy=policy)


def test_a_feature_groups_role_writes_from_sagemakers_own_network_to_its_zone_only(stack, role):
    store = role("usage-store", source=None)
    store.put_object(Bucket=FEATURES, Key="features/0.parquet", Body=b"1")
    assert refused(store.put_object, Bucket=RAW, Key="c", Body=b"1")


def test_a_locked_version_is_not_deleted_by_who_has_every_permission_but_to_bypass(stack, role, laptop):
    s3 = role("writer")
    version = s3.put_object(Bucket=RAW, Key="kept", Body=b"1")["VersionId"]
    assert refused(s3.delete_object, Bucket=RAW, Key="kept", VersionId=version)


def test_the_key_is_used_through_s3_and_not_by_calling_kms(stack, role, client, laptop):
    arn = laptop.client("kms").describe_key(KeyId=f"alias/{STACK}-keys-confidential")["KeyMetadata"]["Arn"]
    assert refused(client("kms").encrypt, KeyId=arn, Plaintext=b"1")
    via = {"kms:ViaService": f"s3.{REGION}.amazonaws.com"}
    reader = f"arn:aws:iam::{ACCOUNT}:role/mlops/{STACK}-inside"
    assert decision(laptop.session.cloud_url, reader, "kms:Decrypt", arn, **via)["allowed"] is True
    assert decision(laptop.session.cloud_url, reader, "kms:Decrypt", arn)["allowed"] is False


def test_the_trail_runs_and_only_cloudtrail_writes_to_its_bucket_for_it(stack, laptop, client):
    trail = client("cloudtrail")
    arn = f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:trail/{STACK}-audit"
    assert trail.get_trail_status(Name=arn)["IsLogging"] is True
    made = trail.get_trail(Name=arn)["Trail"]
    assert (made["IsMultiRegionTrail"], made["LogFileValidationEnabled"]) == (True, True)
    selectors = trail.get_event_selectors(TrailName=arn)["AdvancedEventSelectors"]
    watched = [field["StartsWith"] for field in selectors[1]["FieldSelectors"] if field["Field"] == "resources.ARN"]
    assert f"arn:aws:s3:::{RAW}/" in watched[0]
    assert len(watched[0]) == 6

    def write(service, **context):
        target = f"arn:aws:s3:::{AUDIT}/AWSLogs/{ACCOUNT}/CloudTrail/x"
        owned = {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SecureTransport": "true"}
        return decision(laptop.session.cloud_url, service, "s3:PutObject", target, **owned, **context)["allowed"]

    assert write("cloudtrail.amazonaws.com", **{"aws:SourceArn": arn}) is True
    assert write("cloudtrail.amazonaws.com", **{"aws:SourceArn": arn.replace(ACCOUNT, "222222222222")}) is False
    assert write("config.amazonaws.com", **{"aws:SourceArn": arn}) is False


def test_config_guardduty_and_access_analyzer_watch(stack, client):
    status = client("config").describe_configuration_recorder_status()["ConfigurationRecordersStatus"]
    assert [one["recording"] for one in status] == [True]
    detectors = client("guardduty").list_detectors()["DetectorIds"]
    features = client("guardduty").get_detector(DetectorId=detectors[0])["Features"]
    on = {feature["Name"] for feature in features if feature["Status"] == "ENABLED"}
    assert {"S3_DATA_EVENTS", "RUNTIME_MONITORING"} <= on
    analyzers = client("accessanalyzer").list_analyzers()["analyzers"]
    assert {one["type"] for one in analyzers} == {"ACCOUNT", "ACCOUNT_UNUSED_ACCESS"}


def test_the_deployer_takes_everything_down_from_outside(stack, deploy, laptop):
    """Last of the file. Object Lock's governance mode gives way to who may bypass it."""
    deploy("destroy", LARGE)
    left = [one for one in laptop.objects() if "role" not in one.lower()]
    assert left == []
