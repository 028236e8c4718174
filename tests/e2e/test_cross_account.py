"""A model's way over accounts: the account that comes next reads a model, its artifact and its key; another does not.

The stack is of account 123456789012, on a local cloud that enforces policies. Two roles that may do everything by their
own policies stand in two other accounts: one is of `promotion`, the other a stranger.
"""

import json

import boto3
import pytest
from botocore.exceptions import ClientError

from local.cloud.iam.client import decision, enforce
from local.session import REGION
from local.stack import Stack

STACK, NEXT, STRANGER = "churn-local", "222222222222", "444444444444"
SPEC = f"""\
product: churn
owner: us
cost_center: "1"
data_classification: confidential
promotion: [local, staging]
data: {{raw: {{}}}}
environments:
  local: {{disposable: true}}
  staging: {{account: "{NEXT}"}}
"""
EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
MODEL = b"weights"


@pytest.fixture(scope="module")
def outputs(laptop, spec):
    """The stack, up, with a model registered in it."""
    spec.write_text(SPEC)
    stack = Stack(laptop.session, STACK)
    stack.select()
    done = laptop.pulumi("up", "--yes", "--stack", STACK)
    assert done.returncode == 0, done.stdout + done.stderr
    made = stack.outputs()
    for bucket, key in ((made["artifact_bucket"], "models/1/model.tar.gz"), (made["data_buckets"]["raw"], "customers")):
        laptop.client("s3").put_object(Bucket=bucket, Key=key, Body=MODEL)
    container = {"Image": "i", "ModelDataUrl": f"s3://{made['artifact_bucket']}/models/1/model.tar.gz"}
    made["package"] = laptop.client("sagemaker").create_model_package(
        ModelPackageGroupName=made["model_package_group"],
        InferenceSpecification={"Containers": [container]},
    )["ModelPackageArn"]
    return made


@pytest.fixture(scope="module")
def of(laptop, outputs):
    """Clients of a role of an account: `of(NEXT)("s3")`."""

    def assumed(client, role):
        got = client("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
        session = boto3.Session(got["AccessKeyId"], got["SecretAccessKey"], got["SessionToken"], region_name=REGION)
        return lambda service: session.client(service, endpoint_url=laptop.session.cloud_url)

    def deployer(account):
        # Whose credentials say that they are of an account is in it, as long as nobody asks IAM.
        inside = assumed(laptop.client, f"arn:aws:iam::{account}:role/first")
        trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": f"arn:aws:iam::{account}:root"}}
        trusted = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        role = inside("iam").create_role(RoleName="deployer", AssumeRolePolicyDocument=trusted)["Role"]
        inside("iam").put_role_policy(RoleName="deployer", PolicyName="all", PolicyDocument=json.dumps(EVERYTHING))
        return assumed(inside, role["Arn"])

    made = {account: deployer(account) for account in (NEXT, STRANGER)}
    enforce(laptop.session.cloud_url)
    yield made.__getitem__
    enforce(laptop.session.cloud_url, on=False)


CALLS = {
    "read the artifact, which S3 decrypts with the key": lambda client, made: client("s3").get_object(
        Bucket=made["artifact_bucket"], Key="models/1/model.tar.gz"
    ),
    "list the artifacts": lambda client, made: client("s3").list_objects_v2(Bucket=made["artifact_bucket"]),
    "describe the model package": lambda client, made: client("sagemaker").describe_model_package(
        ModelPackageName=made["package"]
    ),
}
REFUSED = {
    "read the data": lambda client, made: client("s3").get_object(Bucket=made["data_buckets"]["raw"], Key="customers"),
    "put an artifact": lambda client, made: client("s3").put_object(
        Bucket=made["artifact_bucket"], Key="models/1/model.tar.gz", Body=b"mine"
    ),
    "delete an artifact": lambda client, made: client("s3").delete_object(
        Bucket=made["artifact_bucket"], Key="models/1/model.tar.gz"
    ),
    "use the key without a service": lambda client, made: client("kms").generate_data_key(
        KeyId=made["kms_key_arn"], KeySpec="AES_256"
    ),
    "approve the model package": lambda client, made: client("sagemaker").update_model_package(
        ModelPackageArn=made["package"], ModelApprovalStatus="Approved"
    ),
    "delete the model package": lambda client, made: client("sagemaker").delete_model_package(
        ModelPackageName=made["package"]
    ),
}


def refused(call) -> str:
    with pytest.raises(ClientError) as error:
        call()
    return error.value.response["Error"]["Code"]


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_the_account_that_comes_next_may(of, outputs, call):
    assert call(of(NEXT), outputs)["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_what_it_reads_is_the_model(of, outputs):
    got = of(NEXT)("s3").get_object(Bucket=outputs["artifact_bucket"], Key="models/1/model.tar.gz")
    assert got["Body"].read() == MODEL
    assert got["SSEKMSKeyId"] == outputs["kms_key_arn"]


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_another_account_may_not(of, outputs, call):
    assert refused(lambda: call(of(STRANGER), outputs)) in ("AccessDenied", "AccessDeniedException")


@pytest.mark.parametrize("account", [NEXT, STRANGER])
@pytest.mark.parametrize("call", REFUSED.values(), ids=REFUSED)
def test_no_other_account_may(of, outputs, account, call):
    assert refused(lambda: call(of(account), outputs)) in ("AccessDenied", "AccessDeniedException")


@pytest.mark.parametrize(("account", "allowed"), [(NEXT, True), (STRANGER, False)])
@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("sagemaker:CreateModel", "model-package/churn-local-models/1"),
        ("sagemaker:ListModelPackages", "model-package/churn-local-models/1"),
        ("sagemaker:DescribeModelPackageGroup", "model-package-group/churn-local-models"),
    ],
)
def test_what_deploying_asks_beside_that_is_decided_alike(of, laptop, account, allowed, action, resource):
    """By the evaluator: the local cloud's SageMaker makes no model of another account's package."""
    of(account)
    role, arn = f"arn:aws:iam::{account}:role/deployer", f"arn:aws:sagemaker:{REGION}:123456789012:{resource}"
    assert decision(laptop.session.cloud_url, role, action, arn)["allowed"] is allowed


def test_a_bucket_without_its_key_lets_nobody_read(of, laptop, outputs):
    """Why a grant is whole or refused: without the key's part, the bucket's opens nothing."""
    of(NEXT)
    kms, key = laptop.client("kms"), outputs["kms_key_arn"]
    whole = kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"]
    kept = [each for each in json.loads(whole)["Statement"] if NEXT not in json.dumps(each)]
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=json.dumps({"Version": "2012-10-17", "Statement": kept}))
    try:
        name = next(iter(CALLS))
        assert refused(lambda: CALLS[name](of(NEXT), outputs)) == "AccessDenied"
    finally:
        kms.put_key_policy(KeyId=key, PolicyName="default", Policy=whole)
