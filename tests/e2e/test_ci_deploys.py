"""CI, let in by the token of its run, brings the fullest product up and down where policies are enforced; and no more.

The platform is the administrator's. Its CI works with twelve products, so that its policies are as long as they get.
"""

import json
import re
from base64 import urlsafe_b64encode

import boto3
import pytest
import whole
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from local.cloud.iam.client import enforce
from local.session import REGION
from local.stack import Stack

PLATFORM, PRODUCT = "platform-local", "churn-local"
ACCOUNT = "123456789012"
POLICIES = f"arn:aws:iam::{ACCOUNT}:policy/mlops"
BOUNDARY = f"{POLICIES}/{PLATFORM}-boundary"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/mlops/{PLATFORM}-ci"
ISSUER = "token.actions.githubusercontent.com"
PRODUCTS = ", ".join(["churn", *(f"product-{number}" for number in range(2, 13))])
ACCESS = f"""
keys: {{rotation_days: 180}}
access:
  identity_providers: {{github: {{issuer: {ISSUER}, audience: sts.amazonaws.com}}}}
  personas:
    ci:
      products: [{PRODUCTS}]
      taken_by: {{github: [{{repository: our-team/churn, environment: prod}}]}}
"""
ANYONE = json.dumps(
    {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}}}
)
EVERYTHING = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})


def up(laptop, stack, environment=None):
    return laptop.pulumi("up", "--yes", "--stack", stack, environment=environment)


def passed(done):
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def platform(laptop):
    """The platform's spec, after the platform is up and the local cloud enforces."""
    stacks = laptop.session.project / "stacks"
    spec = stacks / "platform.yaml"
    spec.write_text(spec.read_text().replace("\nenvironments:", f"{ACCESS}\ntracking: {{}}\nenvironments:"))
    whole.lay(whole.PRODUCT, stacks, "churn")
    Stack(laptop.session, PLATFORM).select()
    passed(up(laptop, PLATFORM))
    Stack(laptop.session, PRODUCT).select()
    enforce(laptop.session.cloud_url)
    return spec


def assume(laptop, subject, audience="sts.amazonaws.com"):
    """Credentials of CI's role for a token that says so; nothing else is shown."""
    sts = boto3.client(
        "sts", endpoint_url=laptop.session.cloud_url, region_name=REGION, config=Config(signature_version=UNSIGNED)
    )
    claims = json.dumps({"iss": f"https://{ISSUER}", "aud": audience, "sub": subject}).encode()
    token = f"e30.{urlsafe_b64encode(claims).decode().rstrip('=')}.x"
    return sts.assume_role_with_web_identity(RoleArn=ROLE, RoleSessionName="run-1", WebIdentityToken=token)[
        "Credentials"
    ]


@pytest.fixture(scope="module")
def credentials(platform, laptop):
    return assume(laptop, "repo:our-team/churn:environment:prod")


@pytest.fixture(scope="module")
def ci(credentials, laptop):
    """The environment of CI's run."""
    return laptop.session.environment | {
        "AWS_ACCESS_KEY_ID": credentials["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": credentials["SecretAccessKey"],
        "AWS_SESSION_TOKEN": credentials["SessionToken"],
    }


@pytest.fixture(scope="module")
def client(credentials, laptop):
    session = boto3.Session(
        credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"], REGION
    )
    return lambda service: session.client(service, endpoint_url=laptop.session.cloud_url)


@pytest.mark.parametrize(
    ("subject", "audience"),
    [
        ("repo:our-team/churn:ref:refs/heads/main", "sts.amazonaws.com"),
        ("repo:our-team/other:environment:prod", "sts.amazonaws.com"),
        ("repo:our-team/churn:environment:prod", "https://example.com"),
        ("repo:our-team/churn:pull_request", "sts.amazonaws.com"),
    ],
)
def test_another_run_is_not_let_in(platform, laptop, subject, audience):
    with pytest.raises(ClientError, match="AccessDenied"):
        assume(laptop, subject, audience)


def test_ci_previews_and_brings_the_product_up(ci, laptop):
    passed(laptop.pulumi("preview", "--stack", PRODUCT, environment=ci))
    passed(up(laptop, PRODUCT, ci))
    made = {one["type"] for one in laptop.state(PRODUCT)}
    assert {one.typ for one in whole.product().registered if one.typ.startswith("aws:")} - made == set()


def test_a_second_up_and_a_refresh_of_ci_change_nothing(ci, laptop):
    unchanged = ("up", "--yes", "--expect-no-changes", "--stack", PRODUCT)
    passed(laptop.pulumi(*unchanged, environment=ci))
    passed(laptop.pulumi("refresh", "--yes", "--stack", PRODUCT, environment=ci))
    passed(laptop.pulumi(*unchanged, environment=ci))


def test_ci_changes_the_product(ci, laptop):
    spec = laptop.session.project / "stacks" / "churn.yaml"
    spec.write_text(spec.read_text().replace("noncurrent_days: 30", "noncurrent_days: 31").replace("max: 6", "max: 5"))
    passed(up(laptop, PRODUCT, ci))


def own_role(**more):
    return {"RoleName": f"{PLATFORM}-ci", **more}


REFUSED = [
    ("give its role more", "iam", "put_role_policy", own_role(PolicyName="more", PolicyDocument=EVERYTHING)),
    ("attach more to its role", "iam", "attach_role_policy", own_role(PolicyArn=BOUNDARY)),
    ("let others take its role", "iam", "update_assume_role_policy", own_role(PolicyDocument=ANYONE)),
    ("take its boundary off", "iam", "delete_role_permissions_boundary", own_role()),
    ("choose another boundary", "iam", "put_role_permissions_boundary", own_role(PermissionsBoundary=BOUNDARY)),
    ("delete its role", "iam", "delete_role", own_role()),
    ("change its policy", "iam", "create_policy_version",
     {"PolicyArn": f"{POLICIES}/{PLATFORM}-ci-1", "PolicyDocument": EVERYTHING, "SetAsDefault": True}),
    ("change the boundary", "iam", "create_policy_version",
     {"PolicyArn": BOUNDARY, "PolicyDocument": EVERYTHING, "SetAsDefault": True}),
    ("delete the boundary", "iam", "delete_policy", {"PolicyArn": BOUNDARY}),
    ("make a boundary", "iam", "create_policy",
     {"PolicyName": f"{PRODUCT}-boundary", "Path": "/mlops/", "PolicyDocument": EVERYTHING}),
    ("make a role without a boundary", "iam", "create_role",
     {"RoleName": f"{PRODUCT}-x", "Path": "/mlops/", "AssumeRolePolicyDocument": ANYONE}),
    ("make a role under a policy that is none", "iam", "create_role",
     {"RoleName": f"{PRODUCT}-x", "Path": "/mlops/", "AssumeRolePolicyDocument": ANYONE,
      "PermissionsBoundary": f"{POLICIES}/{PLATFORM}-ci-1"}),
    ("make a role elsewhere", "iam", "create_role",
     {"RoleName": f"{PRODUCT}-x", "AssumeRolePolicyDocument": ANYONE, "PermissionsBoundary": BOUNDARY}),
    ("take the boundary off a role of the product", "iam", "delete_role_permissions_boundary",
     {"RoleName": f"{PRODUCT}-training-job"}),
    ("trust another issuer", "iam", "create_open_id_connect_provider",
     {"Url": "https://evil.example.com", "ClientIDList": ["sts.amazonaws.com"], "ThumbprintList": ["0" * 40]}),
    ("delete a bucket of the platform", "s3", "delete_bucket",
     {"Bucket": f"{PLATFORM}-data-raw-{ACCOUNT}-{REGION}"}),
    ("open a bucket of the platform", "s3", "put_bucket_policy",
     {"Bucket": f"{PLATFORM}-data-raw-{ACCOUNT}-{REGION}", "Policy": EVERYTHING}),
    ("take over a key of the platform", "kms", "tag_resource",
     {"KeyId": f"alias/{PLATFORM}-key-confidential", "Tags": [
         {"TagKey": "product", "TagValue": "churn"}, {"TagKey": "environment", "TagValue": "local"}]}),
    ("stop the trail", "cloudtrail", "stop_logging", {"Name": f"{PLATFORM}-audit"}),
    ("close the network", "ec2", "delete_vpc_endpoints", {"VpcEndpointIds": ["vpce-1"]}),
    ("silence the platform's alerts", "sns", "delete_topic",
     {"TopicArn": f"arn:aws:sns:{REGION}:{ACCOUNT}:{PLATFORM}-alerts-critical"}),
    ("read data", "s3", "get_object", {"Bucket": f"{PRODUCT}-curated-{ACCOUNT}-{REGION}", "Key": "customers.csv"}),
    ("approve a model", "sagemaker", "update_model_package",
     {"ModelPackageArn": f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:model-package/{PRODUCT}-models/1",
      "ModelApprovalStatus": "Approved"}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "service", "call", "given"), REFUSED, ids=[row[0] for row in REFUSED])
def test_ci_may_not(client, what, service, call, given):
    with pytest.raises(ClientError) as raised:
        getattr(client(service), call)(**given)
    error = raised.value.response["Error"]
    assert re.search("AccessDenied|AuthorizationError|UnauthorizedOperation", error["Code"]), error


def test_ci_cannot_change_the_platform(platform, ci, laptop):
    before = laptop.client("iam").get_policy(PolicyArn=BOUNDARY)["Policy"]["DefaultVersionId"]
    right = platform.read_text()
    more = right.replace("rotation_days: 180", "rotation_days: 181")
    platform.write_text(more.replace("access:\n", 'access:\n  boundary: {reads_accounts: ["222222222222"]}\n'))
    done = up(laptop, PLATFORM, ci)
    platform.write_text(right)
    assert done.returncode != 0
    assert f"assumed-role/{PLATFORM}-ci/run-1 is not authorized to perform: " in done.stdout + done.stderr
    assert laptop.client("iam").get_policy(PolicyArn=BOUNDARY)["Policy"]["DefaultVersionId"] == before
    passed(laptop.pulumi("up", "--yes", "--expect-no-changes", "--stack", PLATFORM))


def test_ci_takes_the_product_down_but_no_object_with_it(ci, laptop):
    """Last of the file. What lies in a bucket goes by somebody who may delete it."""
    logs = f"{PRODUCT}-logs-{ACCOUNT}-{REGION}"
    laptop.client("s3").put_object(Bucket=logs, Key="x", Body=b"")
    done = laptop.pulumi("destroy", "--yes", "--stack", PRODUCT, environment=ci)
    assert done.returncode != 0
    assert "is not authorized to perform: s3:DeleteObject" in done.stdout + done.stderr
    laptop.client("s3").head_object(Bucket=logs, Key="x")
    passed(laptop.pulumi("destroy", "--yes", "--stack", PRODUCT))
    assert [one for one in laptop.objects() if PRODUCT in one] == []
