"""What the rules on guards of IAM say."""

import json
from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, fixed, good, judge, other, policy, unknown

ROLE, ROLE_POLICY, USER = "aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy", "aws:iam/user:User"
ONE_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
EVERY_KEY = "arn:aws:kms:eu-west-1:123456789012:key/*"
JOBS = ["sagemaker:CreateTrainingJob", "sagemaker:CreateProcessingJob"]
UNGUARDED = (
    "policy lets a job start without a network.",
    "policy lets a job start with volumes under no key of ours.",
    "policy lets a job start with outputs under no key of ours.",
    "policy lets a job start in subnets of others.",
    "policy lets a job start in security groups of others.",
)
ISSUER = "token.actions.githubusercontent.com"
GITHUB = {"Federated": f"arn:aws:iam::123456789012:oidc-provider/{ISSUER}"}
ACCOUNT = {"AWS": "arn:aws:iam::123456789012:root"}


def doc(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"policy": json.dumps({"Version": "2012-10-17", "Statement": list(statements)})}


def allow(action: Any, resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action: Any, **condition: Any) -> dict[str, Any]:
    return {"Effect": "Deny", "Action": action, "Resource": "*", "Condition": condition}


def trust(principal: Any, **more: Any) -> dict[str, Any]:
    return {"assumeRolePolicy": policy(principal, Action="sts:AssumeRoleWithWebIdentity", **more)["policy"]}


def on(key: str, value: Any = "x", operator: str = "StringEquals") -> dict[str, Any]:
    return {"Condition": {operator: {key: value}}}


GUARDS = [
    deny(JOBS, Null={"sagemaker:VpcSubnets": "true"}),
    deny(JOBS, Null={"sagemaker:VolumeKmsKey": "true"}),
    deny(JOBS, Null={"sagemaker:OutputKmsKey": "true"}),
    deny(JOBS, **{"ForAnyValue:StringNotEquals": {"sagemaker:VpcSubnets": ["subnet-1"]}}),
    deny(JOBS, **{"ForAnyValue:StringNotEquals": {"sagemaker:VpcSecurityGroupIds": ["sg-1"]}}),
]
READS_ALL = "policy Statement[0] allows kms:Decrypt with every key."
TO_WHOEVER = "policy Statement[0] allows kms:CreateGrant to whoever."
WHOEVER = "assumeRolePolicy Statement[0] trusts whoever the provider knows."

TABLE: Table = {
    "iam-actions-listed": [
        bad(ROLE_POLICY, doc(allow("*", "arn:aws:s3:::b/*")), "policy Statement[0] allows every action."),
        good(ROLE_POLICY, doc(allow("s3:GetObject", "arn:aws:s3:::b/*"))),
        unknown(ROLE_POLICY, {"policy": UNKNOWN}, "policy"),
        other(USER, {}),
    ],
    "iam-resources-named": [
        bad(
            ROLE_POLICY,
            doc(allow("dynamodb:GetItem")),
            "policy Statement[0] allows on every resource what could be allowed on some.",
        ),
        bad(
            ROLE_POLICY,
            doc(allow("s3:GetObject", "arn:aws:s3:::*")),
            "policy Statement[0] allows on every resource what could be allowed on some.",
        ),
        good(ROLE_POLICY, doc(allow("dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:123456789012:table/churn"))),
        good(ROLE_POLICY, doc(allow(["ec2:DescribeSubnets", "ecr:GetAuthorizationToken"]))),
        good(ROLE_POLICY, doc(allow("s3:*", "arn:aws:s3:::*", **on("aws:ResourceAccount")))),
        unknown(ROLE_POLICY, {"policy": UNKNOWN}, "policy"),
        other(USER, {}),
    ],
    "iam-decrypt-scoped": [
        bad(ROLE_POLICY, doc(allow("kms:Decrypt", EVERY_KEY)), READS_ALL),
        good(ROLE_POLICY, doc(allow("kms:Decrypt", ONE_KEY))),
        good(ROLE_POLICY, doc(allow("kms:*", EVERY_KEY, **on("kms:ViaService")))),
        unknown(ROLE_POLICY, {"policy": UNKNOWN}, "policy"),
        other(USER, {}),
    ],
    "iam-grants-for-services": [
        bad(
            ROLE_POLICY,
            doc(allow("kms:CreateGrant", ONE_KEY)),
            TO_WHOEVER,
        ),
        good(ROLE_POLICY, doc(allow("kms:CreateGrant", ONE_KEY, **on("kms:GrantIsForAWSResource", "true", "Bool")))),
        unknown(ROLE_POLICY, {"policy": UNKNOWN}, "policy"),
        other(USER, {}),
    ],
    "iam-roles-bounded": [
        bad(
            ROLE_POLICY,
            doc(allow("iam:CreateRole", "arn:aws:iam::123456789012:role/mlops/*")),
            "policy Statement[0] allows roles to be made without a boundary.",
        ),
        good(ROLE_POLICY, doc(allow("iam:CreateRole", "*", **on("iam:PermissionsBoundary")))),
        good(ROLE_POLICY, doc(allow("iam:GetRole"))),
        unknown(ROLE_POLICY, {"policy": UNKNOWN}, "policy"),
        other(USER, {}),
    ],
    "iam-jobs-guarded": [
        bad(
            ROLE_POLICY,
            doc(allow(JOBS)),
            *UNGUARDED,
        ),
        bad(ROLE_POLICY, doc(allow(JOBS), *GUARDS[1:]), "policy lets a job start without a network."),
        bad(
            ROLE_POLICY,
            doc(allow([*JOBS, "sagemaker:CreateHyperParameterTuningJob"]), *GUARDS),
            *UNGUARDED,
        ),
        good(ROLE_POLICY, doc(allow(JOBS), *GUARDS)),
        unknown(ROLE_POLICY, {"policy": UNKNOWN}, "policy"),
        other(USER, {}),
    ],
    "iam-approval-guarded": [
        bad(
            ROLE_POLICY,
            doc(allow("sagemaker:CreateModelPackage")),
            "policy Statement[0] lets a model package be approved.",
        ),
        good(
            ROLE_POLICY,
            doc(allow("sagemaker:CreateModelPackage", "*", **on("sagemaker:ModelApprovalStatus"))),
        ),
        good(
            ROLE_POLICY,
            doc(
                allow("sagemaker:CreateModelPackage"),
                deny("sagemaker:*ModelPackage", StringEquals={"sagemaker:ModelApprovalStatus": "Approved"}),
            ),
        ),
        unknown(ROLE_POLICY, {"policy": UNKNOWN}, "policy"),
        other(USER, {}),
    ],
    "iam-federated-scoped": [
        bad(ROLE, trust(GITHUB, **on(f"{ISSUER}:aud", "sts.amazonaws.com")), WHOEVER),
        bad(ROLE, trust(GITHUB, **on(f"{ISSUER}:sub", "*", "StringLike")), WHOEVER),
        fixed(good(ROLE, trust(GITHUB, **on(f"{ISSUER}:sub", "repo:our/churn:environment:prod")))),
        good(ROLE, trust({"Federated": "arn:aws:iam::123456789012:saml-provider/idp"}, **on("SAML:aud"))),
        good(ROLE, trust(ACCOUNT)),
        unknown(ROLE, {"assumeRolePolicy": UNKNOWN}, "assumeRolePolicy"),
        other(USER, {}),
    ],
    "iam-account-narrowed": [
        bad(ROLE, trust(ACCOUNT), "assumeRolePolicy Statement[0] trusts a whole account."),
        good(ROLE, trust(ACCOUNT, **on("aws:PrincipalArn", "arn:aws:iam::123456789012:role/mlops/*", "ArnLike"))),
        good(ROLE, trust({"AWS": "arn:aws:iam::123456789012:role/ci"})),
        unknown(ROLE, {"assumeRolePolicy": UNKNOWN}, "assumeRolePolicy"),
        other(USER, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
