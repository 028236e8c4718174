"""What the rules on HTTP APIs say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, unknown

ROUTE, STAGE = "aws:apigatewayv2/route:Route", "aws:apigatewayv2/stage:Stage"

TABLE: Table = {
    "api-route-authorized": [
        bad(ROUTE, {}, "authorizationType is NONE."),
        good(ROUTE, {"authorizationType": "AWS_IAM"}),
        unknown(ROUTE, {"authorizationType": UNKNOWN}, "authorizationType"),
        other(STAGE, {}),
    ],
    "api-access-logs": [
        bad(STAGE, {}, "accessLogSettings.destinationArn is not set."),
        good(STAGE, {"accessLogSettings": {"destinationArn": "arn"}}),
        unknown(STAGE, {"accessLogSettings": {"destinationArn": UNKNOWN}}),
        other(ROUTE, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
