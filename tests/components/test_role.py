"""ExecutionRole and its statements: one service, this account, what one job needs."""

import json

import pulumi
import pulumi_mlops as mlops
import pytest
from pulumi_mlops.access import statements as can
from pydantic import ValidationError

BUCKET = "arn:aws:s3:::b"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"


def make_role(**given):
    return mlops.ExecutionRole(
        "job",
        mlops.ExecutionRoleArgs(service="sagemaker.amazonaws.com", statements=can.put_metrics("churn"), **given),
    )


def test_only_the_service_on_behalf_of_this_account_may_assume_it(engine):
    engine.build(make_role)
    role = engine.one("aws:iam/role:Role")
    assert json.loads(role["assumeRolePolicy"])["Statement"] == [
        {
            "Effect": "Allow",
            "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
            "Principal": {"Service": "sagemaker.amazonaws.com"},
            "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
        }
    ]
    assert (role["name"], role["path"]) == ("churn-local-job", "/mlops/")
    assert "managedPolicyArns" not in role


def test_its_one_policy_holds_the_statements_it_was_given(engine):
    engine.build(make_role)
    policy = engine.one("aws:iam/rolePolicy:RolePolicy")
    assert policy["role"] == "churn-local-job"
    assert json.loads(policy["policy"]) == {"Version": "2012-10-17", "Statement": can.put_metrics("churn")}


def test_a_boundary_bounds_it(engine):
    boundary = "arn:aws:iam::123456789012:policy/boundary"
    engine.build(lambda: make_role(permissions_boundary=boundary))
    assert engine.one("aws:iam/role:Role")["permissionsBoundary"] == boundary


def test_a_role_that_may_do_nothing_is_refused():
    with pytest.raises(ValidationError, match="statements"):
        mlops.ExecutionRoleArgs(service="sagemaker.amazonaws.com", statements=[])


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (
            lambda: can.read_objects(pulumi.Output.from_input(BUCKET), "runs/"),
            [
                {
                    "Effect": "Allow",
                    "Action": ["s3:GetObject", "s3:GetObjectVersion"],
                    "Resource": [f"{BUCKET}/runs/*"],
                },
                {
                    "Effect": "Allow",
                    "Action": ["s3:ListBucket"],
                    "Resource": [BUCKET],
                    "Condition": {"StringLike": {"s3:prefix": ["runs/*"]}},
                },
                {"Effect": "Allow", "Action": ["s3:GetBucketLocation"], "Resource": [BUCKET]},
            ],
        ),
        (
            lambda: can.write_objects(pulumi.Output.from_input(BUCKET), "runs/"),
            [
                {
                    "Effect": "Allow",
                    "Action": ["s3:PutObject", "s3:AbortMultipartUpload"],
                    "Resource": [f"{BUCKET}/runs/*"],
                }
            ],
        ),
        (
            lambda: can.use_key(KEY),
            [
                {
                    "Effect": "Allow",
                    "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
                    "Resource": [KEY],
                },
                {
                    "Effect": "Allow",
                    "Action": ["kms:CreateGrant"],
                    "Resource": [KEY],
                    "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}},
                },
            ],
        ),
        (
            lambda: can.pass_role("arn:aws:iam::123456789012:role/r", "sagemaker.amazonaws.com"),
            [
                {
                    "Effect": "Allow",
                    "Action": ["iam:PassRole"],
                    "Resource": ["arn:aws:iam::123456789012:role/r"],
                    "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}},
                }
            ],
        ),
        (
            lambda: can.put_metrics("churn"),
            [
                {
                    "Effect": "Allow",
                    "Action": ["cloudwatch:PutMetricData"],
                    "Resource": ["*"],
                    "Condition": {"StringEquals": {"cloudwatch:namespace": "churn"}},
                }
            ],
        ),
        (
            lambda: can.write_logs(pulumi.Output.from_input("arn:aws:logs:eu-west-1:123456789012:log-group:/g")),
            [
                {
                    "Effect": "Allow",
                    "Action": [
                        "logs:CreateLogGroup",
                        "logs:CreateLogStream",
                        "logs:DescribeLogStreams",
                        "logs:PutLogEvents",
                    ],
                    "Resource": [
                        "arn:aws:logs:eu-west-1:123456789012:log-group:/g",
                        "arn:aws:logs:eu-west-1:123456789012:log-group:/g:log-stream:*",
                    ],
                }
            ],
        ),
    ],
    ids=["read_objects", "write_objects", "use_key", "pass_role", "put_metrics", "write_logs"],
)
def test_a_grant_names_what_it_is_for(engine, make, expected):
    assert engine.build(make) == expected


def test_only_the_registry_login_and_metrics_take_no_resource(engine):
    pulled = engine.build(lambda: can.pull_image("arn:aws:ecr:eu-west-1:123456789012:repository/r"))
    assert [made["Action"] for made in pulled if made["Resource"] == ["*"]] == [["ecr:GetAuthorizationToken"]]
    assert pulled[0]["Resource"] == ["arn:aws:ecr:eu-west-1:123456789012:repository/r"]
