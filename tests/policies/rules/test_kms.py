"""What the rules on keys say."""

import json
from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, unknown

KEY = "aws:kms/key:Key"
KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy"
ALIAS = "aws:kms/alias:Alias"


def policy(principal: Any, **more: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "kms:*", "Resource": "*", **more}
    return {"policy": json.dumps({"Statement": [statement]})}


ROOT = {"AWS": "arn:aws:iam::123456789012:root"}

TABLE: Table = {
    "kms-rotation": [
        bad(KEY, {}, "enableKeyRotation is not true."),
        bad(KEY, {"enableKeyRotation": False, "keyUsage": "ENCRYPT_DECRYPT"}, "enableKeyRotation is not true."),
        good(KEY, {"enableKeyRotation": True}),
        unknown(KEY, {"enableKeyRotation": UNKNOWN}, "enableKeyRotation"),
        other(KEY, {"customerMasterKeySpec": "RSA_2048"}),
        other(KEY, {"keyUsage": "SIGN_VERIFY"}),
        other(ALIAS, {}),
    ],
    "kms-deletion-window": [
        bad(KEY, {"deletionWindowInDays": 6}, "deletionWindowInDays is less than 7."),
        good(KEY, {"deletionWindowInDays": 7}),
        good(KEY, {}),
        unknown(KEY, {"deletionWindowInDays": UNKNOWN}, "deletionWindowInDays"),
        other(ALIAS, {"deletionWindowInDays": 6}),
    ],
    "kms-no-public-principal": [
        bad(KEY, policy("*"), "policy Statement[0] allows everyone."),
        bad(KEY_POLICY, policy({"AWS": "*"}), "policy Statement[0] allows everyone."),
        good(KEY, policy({"AWS": "arn:aws:iam::123456789012:root"})),
        good(KEY, policy({"AWS": "*"}, Condition={"StringEquals": {"kms:CallerAccount": "123456789012"}})),
        good(KEY, {}),
        unknown(KEY, {"policy": UNKNOWN}, "policy"),
        other(ALIAS, policy("*")),
    ],
    "kms-via-service": [
        bad(KEY, policy(ROOT), "policy Statement[0] lets an account decrypt by itself."),
        good(KEY, policy(ROOT, Condition={"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}})),
        good(KEY, policy(ROOT, Action="kms:PutKeyPolicy")),
        unknown(KEY, {"policy": UNKNOWN}, "policy"),
        other(ALIAS, policy(ROOT)),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
