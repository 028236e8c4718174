"""What the rules on EventBridge say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, policy, unknown

BUS, BUS_POLICY = "aws:cloudwatch/eventBus:EventBus", "aws:cloudwatch/eventBusPolicy:EventBusPolicy"
PIPE, SCHEDULE = "aws:pipes/pipe:Pipe", "aws:scheduler/schedule:Schedule"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"


TABLE: Table = {
    "bus-policy-not-public": [
        bad(BUS_POLICY, policy("*"), "policy Statement[0] allows everyone."),
        good(BUS_POLICY, policy({"AWS": "arn:aws:iam::123456789012:root"})),
        unknown(BUS_POLICY, {"policy": UNKNOWN}, "policy"),
        other(BUS, policy("*")),
    ],
    "bus-cmk": [
        bad(BUS, {}, "kmsKeyIdentifier is not set."),
        good(BUS, {"kmsKeyIdentifier": KEY}),
        unknown(BUS, {"kmsKeyIdentifier": UNKNOWN}),
        other(PIPE, {}),
    ],
    "pipe-cmk": [
        bad(PIPE, {}, "kmsKeyIdentifier is not set."),
        good(PIPE, {"kmsKeyIdentifier": KEY}),
        unknown(PIPE, {"kmsKeyIdentifier": UNKNOWN}),
        other(BUS, {}),
    ],
    "event-target-dlq": [
        bad(TARGET, {}, "deadLetterConfig.arn is not set."),
        good(TARGET, {"deadLetterConfig": {"arn": "arn"}}),
        unknown(TARGET, {"deadLetterConfig": {"arn": UNKNOWN}}),
        other(BUS, {}),
    ],
    "schedule-dlq": [
        bad(SCHEDULE, {}, "target.deadLetterConfig.arn is not set."),
        good(SCHEDULE, {"target": {"deadLetterConfig": {"arn": "arn"}}}),
        unknown(SCHEDULE, {"target": {"deadLetterConfig": {"arn": UNKNOWN}}}),
        other(BUS, {}),
    ],
    "schedule-cmk": [
        bad(SCHEDULE, {}, "kmsKeyArn is not set."),
        good(SCHEDULE, {"kmsKeyArn": KEY}),
        unknown(SCHEDULE, {"kmsKeyArn": UNKNOWN}),
        other(BUS, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
