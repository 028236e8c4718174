"""What the rules on Lake Formation say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, unknown

PERMISSIONS = "aws:lakeformation/permissions:Permissions"
SETTINGS = "aws:lakeformation/dataLakeSettings:DataLakeSettings"
EVERYONE = {"principal": "IAM_ALLOWED_PRINCIPALS"}

TABLE: Table = {
    "lake-no-everyone": [
        bad(PERMISSIONS, EVERYONE, "principal is everyone whom IAM lets in."),
        good(PERMISSIONS, {"principal": "arn:aws:iam::123456789012:role/reader"}),
        unknown(PERMISSIONS, {"principal": UNKNOWN}, "principal"),
        other(SETTINGS, EVERYONE),
    ],
    "lake-no-default-everyone": [
        bad(
            SETTINGS,
            {"createTableDefaultPermissions": [EVERYONE]},
            "createTableDefaultPermissions grants to everyone whom IAM lets in.",
        ),
        good(SETTINGS, {}),
        unknown(SETTINGS, {"createTableDefaultPermissions": UNKNOWN}, "createTableDefaultPermissions"),
        other(PERMISSIONS, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
