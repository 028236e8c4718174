"""What the rules on state machines say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, unknown

STATE_MACHINE, OTHER = "aws:sfn/stateMachine:StateMachine", "aws:sfn/activity:Activity"
LOGS = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/states/churn:*"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"

TABLE: Table = {
    "sfn-logging": [
        bad(STATE_MACHINE, {"loggingConfiguration": {"level": "OFF"}}, "loggingConfiguration.level is OFF."),
        bad(STATE_MACHINE, {}, "loggingConfiguration.level is OFF."),
        bad(
            STATE_MACHINE, {"loggingConfiguration": {"level": "ALL"}}, "loggingConfiguration.logDestination is not set."
        ),
        good(STATE_MACHINE, {"loggingConfiguration": {"level": "ERROR", "logDestination": LOGS}}),
        unknown(STATE_MACHINE, {"loggingConfiguration": UNKNOWN}, "loggingConfiguration.level"),
        other(OTHER, {}),
    ],
    "sfn-tracing": [
        bad(STATE_MACHINE, {}, "tracingConfiguration.enabled is not true."),
        good(STATE_MACHINE, {"tracingConfiguration": {"enabled": True}}),
        unknown(STATE_MACHINE, {"tracingConfiguration": {"enabled": UNKNOWN}}, "tracingConfiguration.enabled"),
        other(OTHER, {}),
    ],
    "sfn-cmk": [
        bad(STATE_MACHINE, {}, "encryptionConfiguration.kmsKeyId is not set."),
        good(STATE_MACHINE, {"encryptionConfiguration": {"kmsKeyId": KEY}}),
        unknown(STATE_MACHINE, {"encryptionConfiguration": {"kmsKeyId": UNKNOWN}}),
        other(OTHER, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
