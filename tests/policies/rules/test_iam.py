"""What the rules on roles and their policies say."""

import json
from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, fixed, good, judge, other, unknown

ROLE = "aws:iam/role:Role"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
POLICY = "aws:iam/policy:Policy"
ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy"
ROOT = {"AWS": "arn:aws:iam::123456789012:root"}
SAGEMAKER = {"Service": "sagemaker.amazonaws.com"}
OUR_ACCOUNT = {"StringEquals": {"aws:SourceAccount": "123456789012"}}


def document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action: Any, resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"policy": document(*statements)}


def inline(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"inlinePolicies": [{"name": "a", "policy": document()}, {"name": "b", "policy": document(*statements)}]}


def trust(principal: Any, **more: Any) -> dict[str, Any]:
    return {
        "assumeRolePolicy": document({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole", **more})
    }


SCOPED = allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::b/*")
ANYTHING = "arn:aws:iam::123456789012:role/*"

TRAIN = "arn:aws:iam::123456789012:role/train"

TABLE: Table = {
    "iam-no-admin": [
        bad(ROLE_POLICY, policy(allow("*")), "policy Statement[0] allows every action on every resource."),
        bad(POLICY, policy(SCOPED, allow(["*:*"])), "policy Statement[1] allows every action on every resource."),
        bad(
            ROLE_POLICY,
            policy({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}),
            "policy Statement[0] allows every action on every resource.",
        ),
        bad(
            ROLE_POLICY,
            policy({"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::b"}),
            "policy Statement[0] allows every action on every resource.",
        ),
        bad(ROLE, inline(allow("*")), "inlinePolicies[1].policy Statement[0] allows every action on every resource."),
        bad(ROLE, {"inlinePolicies": [{"policy": "{"}]}, "inlinePolicies[0].policy is not valid JSON."),
        fixed(good(ROLE_POLICY, policy(SCOPED))),
        good(ROLE_POLICY, policy({"Effect": "Deny", "Action": "*", "Resource": "*"})),
        unknown(ROLE_POLICY, {"policy": UNKNOWN}, "policy"),
        unknown(ROLE, {"inlinePolicies": UNKNOWN}, "inlinePolicies[0].policy"),
        other(KEY_POLICY, policy(allow("*"))),
    ],
    "iam-no-service-wildcard": [
        bad(ROLE_POLICY, policy(allow("S3:*")), "policy Statement[0] allows s3:* on every resource."),
        bad(
            ROLE_POLICY,
            policy(allow(["sagemaker:*", "logs:PutLogEvents", "ec2:*"], ["arn:aws:s3:::b", "*"])),
            "policy Statement[0] allows sagemaker:*, ec2:* on every resource.",
        ),
        good(ROLE_POLICY, policy(allow("s3:*", "arn:aws:s3:::b/*"))),
        good(ROLE_POLICY, policy(allow("ecr:GetAuthorizationToken"))),
        unknown(POLICY, {"policy": UNKNOWN}, "policy"),
        other(KEY_POLICY, policy(allow("kms:*"))),
    ],
    "iam-no-full-access": [
        bad(
            ATTACHMENT,
            {"policyArn": "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess"},
            "policyArn is one of AWS's broad managed policies.",
        ),
        bad(
            ROLE,
            {
                "managedPolicyArns": [
                    "arn:aws:iam::aws:policy/AWSLambdaExecute",
                    "arn:aws-cn:iam::aws:policy/AdministratorAccess",
                    "arn:aws:iam::aws:policy/job-function/PowerUserAccess",
                ]
            },
            "managedPolicyArns[1] is one of AWS's broad managed policies.",
            "managedPolicyArns[2] is one of AWS's broad managed policies.",
        ),
        good(ATTACHMENT, {"policyArn": "arn:aws:iam::123456789012:policy/train"}),
        unknown(ATTACHMENT, {"policyArn": UNKNOWN}, "policyArn"),
        unknown(ROLE, {"managedPolicyArns": [UNKNOWN]}, "managedPolicyArns[0]"),
        other(ROLE_POLICY, policy(SCOPED)),
    ],
    "iam-passrole-scoped": [
        bad(ROLE_POLICY, policy(allow("iam:PassRole")), "policy Statement[0] allows iam:PassRole on every role."),
        bad(
            ROLE_POLICY,
            policy(allow("iam:Pass*", [ANYTHING])),
            "policy Statement[0] allows iam:PassRole on every role.",
        ),
        bad(ROLE_POLICY, policy(allow("iam:*", ANYTHING)), "policy Statement[0] allows iam:PassRole on every role."),
        bad(
            ROLE_POLICY,
            policy(allow("iam:PassRole", TRAIN)),
            "policy Statement[0] allows iam:PassRole to every service.",
        ),
        fixed(
            good(
                ROLE_POLICY,
                policy(
                    {
                        **allow("iam:PassRole", TRAIN),
                        "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}},
                    }
                ),
            )
        ),
        good(ROLE_POLICY, policy(allow("iam:GetRole"))),
        unknown(ROLE_POLICY, {"policy": UNKNOWN}, "policy"),
        other(KEY_POLICY, policy(allow("iam:PassRole"))),
    ],
    "iam-confused-deputy": [
        bad(ROLE, trust(SAGEMAKER), "assumeRolePolicy Statement[0] trusts a service for whoever asks it."),
        bad(
            ROLE,
            trust(SAGEMAKER, Condition={"StringNotEquals": {"aws:SourceAccount": "123456789012"}}),
            "assumeRolePolicy Statement[0] trusts a service for whoever asks it.",
        ),
        bad(
            ROLE,
            trust({"Service": ["lambda.amazonaws.com", "events.amazonaws.com"]}),
            "assumeRolePolicy Statement[0] trusts a service for whoever asks it.",
        ),
        good(ROLE, trust(SAGEMAKER, Condition=OUR_ACCOUNT)),
        good(ROLE, trust(SAGEMAKER, Condition={"ArnLike": {"aws:SourceArn": "arn:aws:sagemaker:*:123456789012:*"}})),
        unknown(ROLE, {"assumeRolePolicy": UNKNOWN}, "assumeRolePolicy"),
        other(ROLE, trust(ROOT)),
        other(ROLE, trust({"Service": "ec2.amazonaws.com"})),
    ],
    "iam-role-not-public": [
        bad(ROLE, trust("*"), "assumeRolePolicy Statement[0] trusts everyone."),
        bad(ROLE, trust({"AWS": "*"}), "assumeRolePolicy Statement[0] trusts everyone."),
        good(ROLE, trust(ROOT)),
        unknown(ROLE, {"assumeRolePolicy": UNKNOWN}, "assumeRolePolicy"),
        other(ROLE_POLICY, policy(SCOPED)),
    ],
    "iam-no-users": [
        bad("aws:iam/user:User", {"name": "ann"}, "the stack makes a user or its key."),
        bad("aws:iam/accessKey:AccessKey", {"user": "ann"}, "the stack makes a user or its key."),
        good(ROLE, {}),
        unknown(ROLE, {"name": UNKNOWN}),
        other(ROLE_POLICY, {}),
    ],
    "iam-boundary": [
        bad(ROLE, {}, "permissionsBoundary is not set."),
        good(ROLE, {"permissionsBoundary": "arn:aws:iam::123456789012:policy/boundary"}),
        unknown(ROLE, {"permissionsBoundary": UNKNOWN}),
        other(ROLE_POLICY, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
