"""What the local cloud holds survives its server, for every service the platform uses, or is set aside whole."""

import hashlib
import io
import json
import os
import shutil
import signal
import sqlite3
import zipfile

import pytest
from moto.sqs.models import sqs_backends

from local.cloud import lifecycle
from local.cloud.backends import key_of
from local.cloud.state import State
from local.layout import Layout

ACCOUNT = "arn:aws:iam::123456789012"
ROLE = f"{ACCOUNT}:role/churn"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
)


def code():
    """A Lambda function's code."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("main.py", "def handler(event, context): return event")
    return buffer.getvalue()


def fill(aws):
    """Put something into each service; returns what is needed to find it again."""
    key = aws("kms").create_key(Description="state")["KeyMetadata"]["Arn"]
    asymmetric = aws("kms").create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["Arn"]
    secret = aws("kms").encrypt(KeyId=key, Plaintext=b"secret")["CiphertextBlob"]
    aws("s3").create_bucket(Bucket="state", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    aws("s3").put_bucket_versioning(Bucket="state", VersioningConfiguration={"Status": "Enabled"})
    for body in (b"first", b"second" * 1_000_000):
        aws("s3").put_object(Bucket="state", Key="a/b", Body=body, Metadata={"of": "test"}, Tagging="k=v")
    aws("iam").create_role(RoleName="churn", AssumeRolePolicyDocument=TRUST)
    aws("sagemaker").create_feature_group(
        FeatureGroupName="usage",
        RecordIdentifierFeatureName="id",
        EventTimeFeatureName="at",
        FeatureDefinitions=[{"FeatureName": name, "FeatureType": "String"} for name in ("id", "at")],
        OnlineStoreConfig={"EnableOnlineStore": True},
    )
    aws("sagemaker").create_model(ModelName="m", PrimaryContainer={"Image": "i"}, ExecutionRoleArn=ROLE)
    variant = {"VariantName": "v", "ModelName": "m", "InstanceType": "ml.m5.large", "InitialInstanceCount": 2}
    aws("sagemaker").create_endpoint_config(EndpointConfigName="c", ProductionVariants=[variant])
    aws("sagemaker").create_endpoint(EndpointName="e", EndpointConfigName="c")
    aws("application-autoscaling").register_scalable_target(
        ServiceNamespace="sagemaker",
        ResourceId="endpoint/e/variant/v",
        ScalableDimension="sagemaker:variant:DesiredInstanceCount",
        MinCapacity=1,
        MaxCapacity=2,
    )
    topic = aws("sns").create_topic(Name="alarms")["TopicArn"]
    queue = aws("sqs").create_queue(QueueName="alarms")["QueueUrl"]
    queue_arn = "arn:aws:sqs:eu-west-1:123456789012:alarms"
    aws("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue_arn)
    aws("sns").publish(TopicArn=topic, Message="through both")
    aws("cloudwatch").put_metric_alarm(
        AlarmName="errors",
        Namespace="n",
        MetricName="m",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
        Statistic="Sum",
    )
    aws("logs").create_log_group(logGroupName="/state", tags={"k": "v"})
    aws("events").put_rule(Name="daily", ScheduleExpression="rate(1 day)")
    aws("events").put_targets(Rule="daily", Targets=[{"Id": "q", "Arn": queue_arn}])
    aws("dynamodb").create_table(
        TableName="t",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    aws("dynamodb").put_item(TableName="t", Item={"id": {"S": "1"}, "n": {"N": "2"}})
    aws("glue").create_database(DatabaseInput={"Name": "db"})
    vpc = aws("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    # The three whose backends hold locks, lambdas and weak references.
    aws("ecr").create_repository(repositoryName="images")
    aws("ssm").put_parameter(Name="/p", Value="v", Type="String")
    aws("lambda").create_function(
        FunctionName="f", Runtime="python3.11", Role=ROLE, Handler="main.handler", Code={"ZipFile": code()}
    )
    return {"key": key, "asymmetric": asymmetric, "secret": secret, "queue": queue, "vpc": vpc, "topic": topic}


def observe(aws, made):
    """What a user can read back from each service."""
    sign = {"KeyId": made["asymmetric"], "Message": b"m", "SigningAlgorithm": "ECDSA_SHA_256"}
    signature = aws("kms").sign(**sign)["Signature"]
    versions = aws("s3").list_object_versions(Bucket="state")["Versions"]
    answers = {
        "decrypted": aws("kms").decrypt(CiphertextBlob=made["secret"]),
        "verified": aws("kms").verify(**sign, Signature=signature)["SignatureValid"],
        "public key": aws("kms").get_public_key(KeyId=made["asymmetric"]),
        "key": aws("kms").describe_key(KeyId=made["key"]),
        "versions": versions,
        "bodies": [
            aws("s3").get_object(Bucket="state", Key="a/b", VersionId=version["VersionId"])["Body"].read()
            for version in versions
        ],
        "head": aws("s3").head_object(Bucket="state", Key="a/b")["Metadata"],
        "object tags": aws("s3").get_object_tagging(Bucket="state", Key="a/b")["TagSet"],
        "role": aws("iam").get_role(RoleName="churn"),
        "feature group": aws("sagemaker").describe_feature_group(FeatureGroupName="usage"),
        "model": aws("sagemaker").describe_model(ModelName="m"),
        "endpoint configuration": aws("sagemaker").describe_endpoint_config(EndpointConfigName="c"),
        "endpoint": aws("sagemaker").describe_endpoint(EndpointName="e"),
        "targets": aws("application-autoscaling").describe_scalable_targets(ServiceNamespace="sagemaker"),
        "subscriptions": aws("sns").list_subscriptions_by_topic(TopicArn=made["topic"])["Subscriptions"],
        "messages": aws("sqs").get_queue_attributes(QueueUrl=made["queue"], AttributeNames=["All"]),
        "alarm": aws("cloudwatch").describe_alarms()["MetricAlarms"],
        "log groups": aws("logs").describe_log_groups()["logGroups"],
        "targets of the rule": aws("events").list_targets_by_rule(Rule="daily")["Targets"],
        "item": aws("dynamodb").get_item(TableName="t", Key={"id": {"S": "1"}})["Item"],
        "database": aws("glue").get_database(Name="db"),
        "vpcs": aws("ec2").describe_vpcs(),
        "repositories": aws("ecr").describe_repositories(),
        "parameter": aws("ssm").get_parameter(Name="/p"),
        "function": aws("lambda").get_function(FunctionName="f")["Configuration"],
    }
    return {name: told(answer) for name, answer in answers.items()}


def told(answer):
    """An answer without the part that tells of the HTTP response."""
    return {k: v for k, v in answer.items() if k != "ResponseMetadata"} if isinstance(answer, dict) else answer


def test_every_service_survives_a_stop_and_a_kill(layout, aws_at):
    aws = aws_at(lifecycle.ensure_running(layout))
    made = fill(aws)
    before = observe(aws, made)
    lifecycle.stop(layout)
    lifecycle.ensure_running(layout)
    assert observe(aws, made) == before
    os.kill(lifecycle.status(layout).pid, signal.SIGKILL)
    lifecycle.ensure_running(layout)
    assert observe(aws, made) == before
    assert lifecycle.status(layout).notices == ()


def test_a_default_vpc_that_was_only_looked_at_keeps_its_ids_after_a_kill(layout, aws_at):
    ec2 = aws_at(lifecycle.ensure_running(layout))("ec2")
    seen = [vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"]]
    os.kill(lifecycle.status(layout).pid, signal.SIGKILL)
    lifecycle.ensure_running(layout)
    assert [vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"]] == seen


def test_bodies_that_no_object_needs_are_swept_at_the_next_start(layout, aws_at):
    s3 = aws_at(lifecycle.ensure_running(layout))("s3")
    s3.create_bucket(Bucket="swept", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    for body in (b"old", b"new"):
        s3.put_object(Bucket="swept", Key="k", Body=body)
    bodies = layout.cloud / "data" / "bodies"
    assert sorted(file.read_bytes() for file in bodies.iterdir()) == [b"new", b"old"]
    lifecycle.stop(layout)
    lifecycle.ensure_running(layout)
    assert [file.read_bytes() for file in bodies.iterdir()] == [b"new"]
    assert s3.get_object(Bucket="swept", Key="k")["Body"].read() == b"new"


def test_what_cannot_be_kept_is_said_once_and_spoils_nothing_else(tmp_path):
    shelf = sqs_backends["111122223333"]  # an account that no other test has
    bad, good = shelf["eu-west-1"], shelf["eu-west-2"]
    bad.running = (number for number in range(3))
    state = State(tmp_path / "data")
    state.open()
    for _ in range(2):
        state.commit([key_of(bad), key_of(good)])
    state.close()
    del sqs_backends["111122223333"]
    assert [state.holds(key_of(bad)), state.holds(key_of(good))] == [False, True]
    assert state.notices == [
        "What sqs in eu-west-1 holds now is lost when the local cloud stops: cannot pickle 'generator' object"
    ]


@pytest.fixture(scope="module")
def kept(tmp_path_factory, aws_at):
    """The data of a stopped cloud that holds one object, to be damaged."""
    layout = Layout(tmp_path_factory.mktemp("kept"))
    s3 = aws_at(lifecycle.ensure_running(layout))("s3")
    s3.create_bucket(Bucket="kept", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket="kept", Key="k", Body=b"body")
    lifecycle.stop(layout)
    return layout.cloud / "data"


def change(sql, *values):
    """A damage: that statement, run on the state."""

    def damage(data):
        with sqlite3.connect(data / "state.db") as db:
            db.execute(sql, values)
        db.close()

    return damage


GONE = b"cmoto.s3.models\nNoSuchClass\n."  # a pickle
DAMAGES = {
    "not a database": (lambda data: (data / "state.db").write_bytes(b"garbage" * 1000), "not a database"),
    "of another moto": (change("UPDATE made_by SET stamp = 'format 1, moto 5.2.4'"), "made by format 1, moto 5.2.4"),
    "flipped bytes": (change("UPDATE row SET data = X'00'"), "s3 in aws is damaged"),
    "a class that is gone": (
        change(
            "UPDATE row SET data = ?, digest = ?",
            GONE,
            hashlib.blake2b(GONE, digest_size=20).digest(),
        ),
        "NoSuchClass",
    ),
    "a body that is missing": (lambda data: next((data / "bodies").iterdir()).unlink(), "1 S3 bodies are missing"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_state_that_cannot_be_read_is_set_aside_whole_and_said(name, kept, layout, aws_at, caplog):
    damage, reason = DAMAGES[name]
    data = layout.cloud / "data"
    shutil.copytree(kept, data)
    damage(data)
    damaged = {file.name for file in data.rglob("*")}

    s3 = aws_at(lifecycle.ensure_running(layout))("s3")
    assert s3.list_buckets()["Buckets"] == []
    (notice,) = lifecycle.status(layout).notices
    (aside,) = layout.cloud.glob("data.aside-*")
    assert notice.startswith(f"The state of the local cloud was set aside in {aside} and the cloud starts empty: ")
    assert reason in notice
    assert [record.getMessage() for record in caplog.records] == [notice]
    assert {file.name for file in aside.rglob("*")} >= damaged - {"state.db-wal", "state.db-shm"}
