"""What the rules on log groups and alarms say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, fixed, good, judge, other, unknown

GROUP = "aws:cloudwatch/logGroup:LogGroup"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:alerts"

TABLE: Table = {
    "log-group-kms": [
        bad(GROUP, {}, "kmsKeyId is not set."),
        good(GROUP, {"kmsKeyId": "arn:aws:kms:eu-west-1:123456789012:key/k"}),
        unknown(GROUP, {"kmsKeyId": UNKNOWN}),
        other(ALARM, {}),
    ],
    "log-group-retention": [
        bad(GROUP, {}, "retentionInDays is not set, so logs are kept for ever."),
        bad(GROUP, {"retentionInDays": 0}, "retentionInDays is not set, so logs are kept for ever."),
        bad(GROUP, {"retentionInDays": 1}, "retentionInDays is less than 30."),
        fixed(good(GROUP, {"retentionInDays": 365})),
        unknown(GROUP, {"retentionInDays": UNKNOWN}, "retentionInDays"),
        other(ALARM, {}),
    ],
    "alarm-actions": [
        bad(ALARM, {}, "alarmActions is not set."),
        bad(ALARM, {"alarmActions": []}, "alarmActions is not set."),
        bad(COMPOSITE, {"alarmActions": [TOPIC], "actionsEnabled": False}, "actionsEnabled is false."),
        good(ALARM, {"alarmActions": [TOPIC]}),
        good(ALARM, {"alarmActions": [TOPIC], "actionsEnabled": True}),
        unknown(ALARM, {"alarmActions": [UNKNOWN]}),
        unknown(ALARM, {"alarmActions": UNKNOWN, "actionsEnabled": UNKNOWN}, "actionsEnabled"),
        other(GROUP, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
