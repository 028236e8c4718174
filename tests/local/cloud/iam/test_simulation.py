"""IAM's simulation, asked with boto3."""

import json

import pytest
from botocore.exceptions import ClientError

ACCOUNT = "123456789012"


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


READ = {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::data/*"}
TLS = {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
SECURE = {"ContextKeyName": "aws:SecureTransport", "ContextKeyValues": ["true"], "ContextKeyType": "boolean"}
PLAIN = {**SECURE, "ContextKeyValues": ["false"]}


@pytest.fixture(scope="module")
def role(aws):
    made = aws("iam").create_role(RoleName="simulated", AssumeRolePolicyDocument=document())["Role"]["Arn"]
    aws("iam").put_role_policy(RoleName="simulated", PolicyName="p", PolicyDocument=document(READ, TLS))
    return made


@pytest.mark.parametrize(
    ("actions", "resource", "context", "decisions", "missing"),
    [
        (["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::data/1", [SECURE], ["allowed", "implicitDeny"], []),
        (["s3:GetObject"], "arn:aws:s3:::data/1", [PLAIN], ["explicitDeny"], []),
        (["s3:GetObject"], "arn:aws:s3:::data/1", [], ["allowed"], ["aws:SecureTransport"]),
        (["s3:GetObject"], "arn:aws:s3:::other/1", [SECURE], ["implicitDeny"], []),
    ],
)
def test_a_role_is_simulated(aws, role, actions, resource, context, decisions, missing):
    found = aws("iam").simulate_principal_policy(
        PolicySourceArn=role, ActionNames=actions, ResourceArns=[resource], ContextEntries=context
    )["EvaluationResults"]
    assert [one["EvalDecision"] for one in found] == decisions
    assert [one["EvalActionName"] for one in found] == actions
    assert found[0]["MissingContextValues"] == missing


def test_a_policy_is_simulated_before_anybody_has_it(aws):
    asked = {"ActionNames": ["s3:GetObject"], "ResourceArns": ["arn:aws:s3:::data/1"]}
    iam = aws("iam")

    def decided(**more):
        (found,) = iam.simulate_custom_policy(**asked, **more)["EvaluationResults"]
        return found["EvalDecision"]

    assert decided(PolicyInputList=[document(READ)]) == "allowed"
    assert decided(PolicyInputList=[document()]) == "implicitDeny"
    bounded = {"PermissionsBoundaryPolicyInputList": [document({**READ, "Action": "s3:Put*"})]}
    assert decided(PolicyInputList=[document(READ)], **bounded) == "implicitDeny"
    opened = document({**READ, "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:user/ann"}})
    caller = {"CallerArn": f"arn:aws:iam::{ACCOUNT}:user/ann"}
    assert decided(PolicyInputList=[document()], ResourcePolicy=opened, **caller) == "allowed"


def test_who_is_not_there_is_not_simulated(aws):
    with pytest.raises(ClientError, match="NoSuchEntity"):
        aws("iam").simulate_principal_policy(
            PolicySourceArn=f"arn:aws:iam::{ACCOUNT}:role/none", ActionNames=["s3:GetObject"]
        )
