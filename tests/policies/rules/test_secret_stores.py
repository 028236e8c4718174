"""What the rules on secrets say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import (
    Row,
    Table,
    bad,
    bad_stack,
    cases,
    good,
    good_stack,
    judge,
    node,
    other,
    other_stack,
    policy,
    unknown,
    unknown_stack,
)

SECRET, ROTATION = "aws:secretsmanager/secret:Secret", "aws:secretsmanager/secretRotation:SecretRotation"
SECRET_POLICY, PARAMETER = "aws:secretsmanager/secretPolicy:SecretPolicy", "aws:ssm/parameter:Parameter"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"


TABLE: Table = {
    "secret-cmk": [
        bad(SECRET, {}, "kmsKeyId is not set."),
        good(SECRET, {"kmsKeyId": KEY}),
        unknown(SECRET, {"kmsKeyId": UNKNOWN}),
        other(PARAMETER, {}),
    ],
    "secret-policy-not-public": [
        bad(SECRET_POLICY, policy("*"), "policy Statement[0] allows everyone."),
        good(SECRET_POLICY, policy({"AWS": "arn:aws:iam::123456789012:root"})),
        unknown(SECRET_POLICY, {"policy": UNKNOWN}, "policy"),
        other(PARAMETER, policy("*")),
    ],
    "parameter-secure": [
        bad(PARAMETER, {"name": "/churn/db-password", "type": "String"}, "type is not SecureString."),
        good(PARAMETER, {"name": "/churn/db-password", "type": "SecureString"}),
        good(PARAMETER, {"name": "/churn/threshold", "type": "String"}),
        unknown(PARAMETER, {"name": "/churn/db-password", "type": UNKNOWN}, "type"),
        other(SECRET, {"name": "password"}),
    ],
    "stack-secret-rotation": [
        bad_stack(node(SECRET, "key", {"id": "s-1"}), said="key: the secret has no rotation."),
        good_stack(node(SECRET, "key", {"id": "s-1"}), node(ROTATION, "turn", {"secretId": "s-1"})),
        unknown_stack(
            node(SECRET, "key", {"id": "s-1"}),
            node(ROTATION, "turn", {"secretId": UNKNOWN}),
            path="secretId of a SecretRotation",
        ),
        other_stack(node(PARAMETER, "key", {})),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
