"""What the rules on DynamoDB say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, fixed, good, judge, other, unknown

TABLE_TYPE, OTHER = "aws:dynamodb/table:Table", "aws:dynamodb/tableItem:TableItem"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"

TABLE: Table = {
    "dynamodb-pitr": [
        bad(TABLE_TYPE, {}, "pointInTimeRecovery.enabled is not true."),
        good(TABLE_TYPE, {"pointInTimeRecovery": {"enabled": True}}),
        unknown(TABLE_TYPE, {"pointInTimeRecovery": {"enabled": UNKNOWN}}, "pointInTimeRecovery.enabled"),
        other(OTHER, {}),
    ],
    "dynamodb-cmk": [
        bad(TABLE_TYPE, {}, "serverSideEncryption.enabled is not true.", "serverSideEncryption.kmsKeyArn is not set."),
        good(TABLE_TYPE, {"serverSideEncryption": {"enabled": True, "kmsKeyArn": KEY}}),
        unknown(
            TABLE_TYPE,
            {"serverSideEncryption": {"enabled": UNKNOWN, "kmsKeyArn": UNKNOWN}},
            "serverSideEncryption.enabled",
        ),
        other(OTHER, {}),
    ],
    "dynamodb-deletion-protection": [
        bad(TABLE_TYPE, {"tags": {"environment": "prod"}}, "deletionProtectionEnabled is not true."),
        good(TABLE_TYPE, {"tags": {"environment": "dev"}}),
        fixed(good(TABLE_TYPE, {"deletionProtectionEnabled": True})),
        unknown(TABLE_TYPE, {"deletionProtectionEnabled": UNKNOWN}, "deletionProtectionEnabled"),
        other(OTHER, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
