"""What the rules on file systems say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, unknown

FILE_SYSTEM, OTHER = "aws:efs/fileSystem:FileSystem", "aws:efs/accessPoint:AccessPoint"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"

TABLE: Table = {
    "efs-cmk": [
        bad(FILE_SYSTEM, {}, "encrypted is not true.", "kmsKeyId is not set."),
        good(FILE_SYSTEM, {"encrypted": True, "kmsKeyId": KEY}),
        unknown(FILE_SYSTEM, {"encrypted": UNKNOWN, "kmsKeyId": UNKNOWN}, "encrypted"),
        other(OTHER, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
