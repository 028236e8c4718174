"""The reference stack's roles, on a local cloud that enforces policies: each does its job and nothing else."""

import json

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from local.cloud.iam.client import RefusedError, coming, decision, enforce, service_credentials
from local.session import REGION
from local.stack import Stack

STACK = "churn-local"
ACCOUNT = "123456789012"
SAGEMAKER = "sagemaker.amazonaws.com"
ROLES = {name: f"arn:aws:iam::{ACCOUNT}:role/mlops/{STACK}-{name}" for name in (
    "customer-usage-store", "endpoint-serving", "training-job", "training-starter"
)}  # fmt: skip
BUCKETS = {name: f"{STACK}-{name}-{ACCOUNT}-{REGION}" for name in ("raw", "curated", "artifacts", "logs")}
RAW, CURATED, ARTIFACTS = (BUCKETS[name] for name in ("raw", "curated", "artifacts"))
IMAGE = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/churn-train@sha256:{'5' * 64}"


@pytest.fixture(scope="module")
def stack(laptop):
    """The stack, made by the account's administrator, with data in it that nobody's job is about."""
    enforce(laptop.session.cloud_url)
    made = Stack(laptop.session, STACK)
    made.select()
    done = laptop.pulumi("up", "--yes", "--stack", STACK)
    assert done.returncode == 0, done.stdout + done.stderr
    s3 = laptop.client("s3")
    for bucket, key in (
        (RAW, "customers.csv"),
        (CURATED, "customers.csv"),
        (ARTIFACTS, "training/runs/0/model/model.tar.gz"),
        (ARTIFACTS, "models/churn/1/model.tar.gz"),
        (ARTIFACTS, "models/churn/2/model.tar.gz"),
        (ARTIFACTS, "capture/0.jsonl"),
        (ARTIFACTS, "features/0.parquet"),
    ):
        s3.put_object(Bucket=bucket, Key=key, Body=b"1")
    other = laptop.client("kms").create_key()["KeyMetadata"]["KeyId"]
    laptop.client("kms").create_alias(AliasName="alias/other", TargetKeyId=other)
    for repository in ("churn-train", "churn-serve"):
        laptop.client("ecr").create_repository(repositoryName=repository)
    return made


@pytest.fixture(scope="module")
def key(stack):
    return stack.outputs()["kms_key_arn"]


@pytest.fixture(scope="module")
def as_role(stack, laptop):
    """Clients of a role, as SageMaker gets its credentials: `as_role("training-job")("s3")`."""
    sessions = {}

    def as_role(name):
        if name not in sessions:
            got = service_credentials(laptop.session.cloud_url, ROLES[name], SAGEMAKER, source_account=ACCOUNT)
            sessions[name] = boto3.Session(region_name=REGION, **got)
        return lambda service: sessions[name].client(service, endpoint_url=laptop.session.cloud_url)

    return as_role


def job(name, key, **more):
    """A training job, as the pipeline starts it."""
    return {
        "TrainingJobName": name,
        "AlgorithmSpecification": {"TrainingImage": IMAGE, "TrainingInputMode": "File"},
        "RoleArn": ROLES["training-job"],
        "OutputDataConfig": {"S3OutputPath": f"s3://{ARTIFACTS}/training/runs/1/model", "KmsKeyId": key},
        "ResourceConfig": {
            "InstanceType": "ml.m5.xlarge",
            "InstanceCount": 1,
            "VolumeSizeInGB": 30,
            "VolumeKmsKeyId": key,
        },
        "StoppingCondition": {"MaxRuntimeInSeconds": 3600},
        **more,
    }


def processing(name, key):
    """A processing job, as the pipeline starts it."""
    cluster = {"InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 30, "VolumeKmsKeyId": key}
    return {
        "ProcessingJobName": name,
        "AppSpecification": {"ImageUri": IMAGE},
        "RoleArn": ROLES["training-job"],
        "ProcessingResources": {"ClusterConfig": cluster},
        "ProcessingOutputConfig": {
            "KmsKeyId": key,
            "Outputs": [
                {
                    "OutputName": "train",
                    "S3Output": {
                        "S3Uri": f"s3://{ARTIFACTS}/training/runs/1/train",
                        "LocalPath": "/opt/ml/processing/output/train",
                        "S3UploadMode": "EndOfJob",
                    },
                }
            ],
        },
        "Tags": [{"Key": "product", "Value": "churn"}],
    }


def package(group):
    """A new version of a model."""
    return {
        "ModelPackageGroupName": group,
        "ModelApprovalStatus": "PendingManualApproval",
        "InferenceSpecification": {
            "Containers": [{"Image": IMAGE, "ModelDataUrl": f"s3://{ARTIFACTS}/training/runs/0/model/model.tar.gz"}],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
    }


def log(client, group, stream="job/1"):
    logs = client("logs")
    logs.create_log_stream(logGroupName=group, logStreamName=stream)
    logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=[{"timestamp": 1, "message": "x"}])


def measure(client, namespace):
    client("cloudwatch").put_metric_data(Namespace=namespace, MetricData=[{"MetricName": "auc", "Value": 1}])


def record(client):
    values = {"customer_id": "1", "observed_at": "2026-01-01T00:00:00Z"}
    client("sagemaker-featurestore-runtime").put_record(
        FeatureGroupName=f"{STACK}-customer-usage",
        Record=[{"FeatureName": name, "ValueAsString": value} for name, value in values.items()],
    )


def get(bucket, name):
    return lambda client, key: client("s3").get_object(Bucket=bucket, Key=name)


def put(bucket, name, **more):
    return lambda client, key: client("s3").put_object(Bucket=bucket, Key=name, Body=b"", **more)


def pull(repository):
    return lambda client, key: client("ecr").batch_get_image(repositoryName=repository, imageIds=[{"imageTag": "1"}])


OWN = [
    # role, what it does, how
    ("training-job", "lists the data", lambda c, k: c("s3").list_objects_v2(Bucket=CURATED)),
    ("training-job", "reads the data", get(CURATED, "customers.csv")),
    ("training-job", "finds the bucket", lambda c, k: c("s3").get_bucket_location(Bucket=CURATED)),
    ("training-job", "lists its runs", lambda c, k: c("s3").list_objects_v2(Bucket=ARTIFACTS, Prefix="training/runs/")),
    ("training-job", "reads its runs", get(ARTIFACTS, "training/runs/0/model/model.tar.gz")),
    ("training-job", "writes its runs", put(ARTIFACTS, "training/runs/1/x")),
    ("training-job", "writes them under the key it is told to use",
     lambda c, k: c("s3").put_object(Bucket=ARTIFACTS, Key="training/runs/1/y", Body=b"",
                                     ServerSideEncryption="aws:kms", SSEKMSKeyId=k)),
    ("training-job", "gives an upload up", lambda c, k: c("s3").abort_multipart_upload(
        Bucket=ARTIFACTS, Key="training/runs/1/z",
        UploadId=c("s3").create_multipart_upload(Bucket=ARTIFACTS, Key="training/runs/1/z")["UploadId"])),
    ("training-job", "logs into a group of its own", lambda c, k: (
        c("logs").create_log_group(logGroupName="/aws/sagemaker/TrainingJobs"), log(c, "/aws/sagemaker/TrainingJobs"))),
    ("training-job", "measures", lambda c, k: measure(c, "/aws/sagemaker/TrainingJobs")),
    ("training-job", "measures processing", lambda c, k: measure(c, "/aws/sagemaker/ProcessingJobs")),
    ("training-job", "pulls its image", pull("churn-train")),
    ("training-job", "logs in to ECR", lambda c, k: c("ecr").get_authorization_token()),
    ("training-starter", "starts a training job",
     lambda c, k: c("sagemaker").create_training_job(**job("pipelines-1-Train", k))),
    ("training-starter", "watches it",
     lambda c, k: c("sagemaker").describe_training_job(TrainingJobName="pipelines-1-Train")),
    ("training-starter", "starts a processing job with tags",
     lambda c, k: c("sagemaker").create_processing_job(**processing("pipelines-1-Process", k))),
    ("training-starter", "registers a model",
     lambda c, k: c("sagemaker").create_model_package(**package(f"{STACK}-models"))),
    ("training-starter", "reads the evaluation", get(ARTIFACTS, "training/runs/0/model/model.tar.gz")),
    ("endpoint-serving", "fetches its model", get(ARTIFACTS, "models/churn/1/model.tar.gz")),
    ("endpoint-serving", "captures data", put(ARTIFACTS, "capture/1.jsonl")),
    ("endpoint-serving", "logs", lambda c, k: log(c, f"/aws/sagemaker/Endpoints/{STACK}-endpoint")),
    ("endpoint-serving", "measures", lambda c, k: measure(c, "/aws/sagemaker/Endpoints")),
    ("endpoint-serving", "pulls its image", pull("churn-serve")),
    ("customer-usage-store", "writes features", put(ARTIFACTS, "features/1.parquet")),
    ("customer-usage-store", "looks whose bucket it is", lambda c, k: c("s3").get_bucket_acl(Bucket=ARTIFACTS)),
]  # fmt: skip

OTHERS = [
    ("training-job", "read raw data", get(RAW, "customers.csv")),
    ("training-job", "change the data", put(CURATED, "customers.csv")),
    ("training-job", "delete the data", lambda c, k: c("s3").delete_object(Bucket=CURATED, Key="customers.csv")),
    ("training-job", "write a model into production", put(ARTIFACTS, "models/churn/1/model.tar.gz")),
    ("training-job", "read captured requests", get(ARTIFACTS, "capture/0.jsonl")),
    ("training-job", "list all artifacts", lambda c, k: c("s3").list_objects_v2(Bucket=ARTIFACTS)),
    ("training-job", "read without TLS", lambda c, k: coming(c("s3"), secure_transport="false").get_object(
        Bucket=CURATED, Key="customers.csv")),
    ("training-job", "delete the bucket", lambda c, k: c("s3").delete_bucket(Bucket=ARTIFACTS)),
    ("training-job", "open the bucket", lambda c, k: c("s3").delete_bucket_policy(Bucket=ARTIFACTS)),
    ("training-job", "use another key",
     put(ARTIFACTS, "training/runs/1/y", ServerSideEncryption="aws:kms", SSEKMSKeyId="alias/other")),
    ("training-job", "hand the key on",
     lambda c, k: c("kms").create_grant(KeyId=k, GranteePrincipal=ROLES["training-job"], Operations=["Decrypt"])),
    ("training-job", "delete the key", lambda c, k: c("kms").schedule_key_deletion(KeyId=k)),
    ("training-job", "rewrite the key's policy",
     lambda c, k: c("kms").put_key_policy(KeyId=k, PolicyName="default", Policy="{}")),
    ("training-job", "become the starter",
     lambda c, k: c("sts").assume_role(RoleArn=ROLES["training-starter"], RoleSessionName="job")),
    ("training-job", "give itself more",
     lambda c, k: c("iam").put_role_policy(RoleName=f"{STACK}-training-job", PolicyName="job", PolicyDocument="{}")),
    ("training-job", "look at the roles", lambda c, k: c("iam").list_roles()),
    ("training-job", "start jobs", lambda c, k: c("sagemaker").create_training_job(**job("pipelines-2-Train", k))),
    ("training-job", "measure what it does not do", lambda c, k: measure(c, "AWS/SageMaker")),
    ("training-job", "write into the endpoint's log",
     lambda c, k: log(c, f"/aws/sagemaker/Endpoints/{STACK}-endpoint", "y")),
    ("training-job", "pull another image", pull("churn-serve")),
    ("training-job", "write features", lambda c, k: record(c)),
    ("training-starter", "start a job of another name",
     lambda c, k: c("sagemaker").create_training_job(**job("my-job", k))),
    ("training-starter", "start a job as another role", lambda c, k: c("sagemaker").create_training_job(
        **job("pipelines-3-Train", k, RoleArn=ROLES["endpoint-serving"]))),
    ("training-starter", "hand the role to Lambda", lambda c, k: c("lambda").create_function(
        FunctionName="f", Role=ROLES["training-job"], Code={"ZipFile": b""}, Runtime="python3.12", Handler="a.b")),
    ("training-starter", "approve its own model", lambda c, k: c("sagemaker").update_model_package(
        ModelPackageArn=f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:model-package/{STACK}-models/1",
        ModelApprovalStatus="Approved")),
    ("training-starter", "register in another group",
     lambda c, k: c("sagemaker").create_model_package(**package("other"))),
    ("training-starter", "delete the registry",
     lambda c, k: c("sagemaker").delete_model_package_group(ModelPackageGroupName=f"{STACK}-models")),
    ("training-starter", "change the endpoint",
     lambda c, k: c("sagemaker").update_endpoint(EndpointName=f"{STACK}-endpoint", EndpointConfigName="x")),
    ("training-starter", "read the data", get(CURATED, "customers.csv")),
    ("training-starter", "write a run", put(ARTIFACTS, "training/runs/1/x")),
    ("endpoint-serving", "fetch another model", get(ARTIFACTS, "models/churn/2/model.tar.gz")),
    ("endpoint-serving", "change its model", put(ARTIFACTS, "models/churn/1/model.tar.gz")),
    ("endpoint-serving", "read what it captured", get(ARTIFACTS, "capture/0.jsonl")),
    ("endpoint-serving", "read the data", get(CURATED, "customers.csv")),
    ("endpoint-serving", "call itself", lambda c, k: c("sagemaker-runtime").invoke_endpoint(
        EndpointName=f"{STACK}-endpoint", Body=b"1")),
    ("endpoint-serving", "calm its alarms",
     lambda c, k: c("cloudwatch").delete_alarms(AlarmNames=[f"{STACK}-endpoint-errors"])),
    ("endpoint-serving", "tell the people on call", lambda c, k: c("sns").publish(
        TopicArn=f"arn:aws:sns:{REGION}:{ACCOUNT}:{STACK}-alarms", Message="all is well")),
    ("customer-usage-store", "read features", get(ARTIFACTS, "features/0.parquet")),
    ("customer-usage-store", "write beside them", put(ARTIFACTS, "x")),
    ("customer-usage-store", "put records", lambda c, k: record(c)),
    ("customer-usage-store", "delete the group",
     lambda c, k: c("sagemaker").delete_feature_group(FeatureGroupName=f"{STACK}-customer-usage")),
]  # fmt: skip
DENIED = {"AccessDenied", "AccessDeniedException", "AuthorizationError"}


@pytest.mark.parametrize(("role", "does"), [(row[0], row[2]) for row in OWN], ids=[" ".join(row[:2]) for row in OWN])
def test_a_role_may(as_role, key, role, does):
    does(as_role(role), key)


@pytest.mark.parametrize(
    ("role", "does"), [(row[0], row[2]) for row in OTHERS], ids=[" ".join(row[:2]) for row in OTHERS]
)
def test_a_role_may_not(as_role, key, role, does):
    with pytest.raises(ClientError) as raised:
        does(as_role(role), key)
    error = raised.value.response["Error"]
    assert error["Code"] in DENIED, error
    assert f"assumed-role/{STACK}-{role}/" in error["Message"]


@pytest.mark.parametrize(
    ("service", "sent"),
    [
        ("lambda.amazonaws.com", {"source_account": ACCOUNT}),
        (SAGEMAKER, {"source_account": "999999999999"}),
        (SAGEMAKER, {}),
    ],
    ids=["another service", "for another account", "for nobody"],
)
@pytest.mark.parametrize("role", ROLES)
def test_no_role_is_handed_to(stack, laptop, role, service, sent):
    with pytest.raises(RefusedError, match="is not authorized to perform: sts:AssumeRole on resource"):
        service_credentials(laptop.session.cloud_url, ROLES[role], service, **sent)


def test_nobody_reads_without_a_signature(stack, laptop):
    s3 = boto3.client("s3", endpoint_url=laptop.session.cloud_url, config=Config(signature_version=UNSIGNED))
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.get_object(Bucket=CURATED, Key="customers.csv")


@pytest.mark.parametrize(
    ("service", "action", "resource", "context", "allowed"),
    [
        ("cloudwatch.amazonaws.com", "sns:Publish", "topic", {"aws:SourceAccount": ACCOUNT}, True),
        ("cloudwatch.amazonaws.com", "sns:Publish", "topic", {"aws:SourceAccount": "999999999999"}, False),
        ("s3.amazonaws.com", "sns:Publish", "topic", {"aws:SourceAccount": ACCOUNT}, False),
        ("cloudwatch.amazonaws.com", "kms:GenerateDataKey", "key", {"aws:SourceAccount": ACCOUNT}, True),
        ("cloudwatch.amazonaws.com", "kms:ScheduleKeyDeletion", "key", {"aws:SourceAccount": ACCOUNT}, False),
        (f"logs.{REGION}.amazonaws.com", "kms:Encrypt", "key",
         {"kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:x"}, True),
        (f"logs.{REGION}.amazonaws.com", "kms:Encrypt", "key",
         {"kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:{REGION}:999999999999:log-group:x"}, False),
        ("logging.s3.amazonaws.com", "s3:PutObject", "logs", {"aws:SourceAccount": ACCOUNT}, True),
        ("logging.s3.amazonaws.com", "s3:GetObject", "logs", {"aws:SourceAccount": ACCOUNT}, False),
        ("logging.s3.amazonaws.com", "s3:PutObject", "raw", {"aws:SourceAccount": ACCOUNT}, False),
        ("logging.s3.amazonaws.com", "s3:PutObject", "logs",
         {"aws:SourceAccount": ACCOUNT, "aws:SecureTransport": "false"}, False),
    ],
)  # fmt: skip
def test_a_service_may_do_what_topic_key_and_bucket_say(
    stack, laptop, key, service, action, resource, context, allowed
):
    arns = {
        "topic": f"arn:aws:sns:{REGION}:{ACCOUNT}:{STACK}-alarms",
        "key": key,
        **{name: f"arn:aws:s3:::{bucket}/x" for name, bucket in BUCKETS.items()},
    }
    found = decision(laptop.session.cloud_url, service, action, arns[resource], **context)
    assert found["allowed"] is allowed, found


def test_a_deployer_of_listed_services_takes_the_stack_down_and_up_again(stack, laptop):
    """Last of the file: the whole life of the stack under a role that is no administrator."""
    iam = laptop.client("iam")
    trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": [f"{service}:*" for service in (
                    "application-autoscaling", "cloudformation", "cloudwatch", "events", "kms", "lambda", "logs", "s3",
                    "sagemaker", "sns", "sqs",
                )],
                "Resource": "*",
            },
            {
                "Effect": "Allow",
                "Action": "iam:*",
                "Resource": [f"arn:aws:iam::{ACCOUNT}:{kind}/mlops/{STACK}-*" for kind in ("policy", "role")],
            },
        ],
    }  # fmt: skip
    made = iam.create_role(RoleName="deployer", AssumeRolePolicyDocument=json.dumps({"Statement": [trust]}))
    iam.put_role_policy(RoleName="deployer", PolicyName="deploy", PolicyDocument=json.dumps(policy))
    got = laptop.client("sts").assume_role(RoleArn=made["Role"]["Arn"], RoleSessionName="ci")["Credentials"]
    environment = laptop.session.environment | {
        "AWS_ACCESS_KEY_ID": got["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": got["SecretAccessKey"],
        "AWS_SESSION_TOKEN": got["SessionToken"],
    }
    for version in laptop.client("sagemaker").list_model_packages(ModelPackageGroupName=f"{STACK}-models")[
        "ModelPackageSummaryList"
    ]:
        laptop.client("sagemaker").delete_model_package(ModelPackageName=version["ModelPackageArn"])
    for words in (["destroy", "--yes"], ["up", "--yes"]):
        done = laptop.pulumi(*words, "--stack", STACK, environment=environment)
        assert done.returncode == 0, done.stdout + done.stderr
