"""What the whole-stack rules on endpoints say."""

from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Node, Row, Table, bad_stack, cases, good_stack, judge, node, other_stack, unknown_stack

ENDPOINT, ALARM = "aws:sagemaker/endpoint:Endpoint", "aws:cloudwatch/metricAlarm:MetricAlarm"


def live(*alarms: Any) -> Node:
    rollback = {"autoRollbackConfiguration": {"alarms": [{"alarmName": one} for one in alarms]}}
    return node(ENDPOINT, "live", {"name": "churn", "deploymentConfig": rollback})


def alarm(name: str, metric: Any = "Invocation5XXErrors", endpoint: Any = "churn") -> Node:
    return node(ALARM, name, {"name": name, "metricName": metric, "dimensions": {"EndpointName": endpoint}})


MATH = node(
    ALARM,
    "share",
    {
        "metricQueries": [
            {"expression": "a / b"},
            {"metric": {"metricName": "Invocation5XXErrors", "dimensions": {"EndpointName": "churn"}}},
        ]
    },
)
SLOW = alarm("slow", "ModelLatency")

TABLE: Table = {
    "stack-endpoint-alarm-kinds": [
        bad_stack(live(), SLOW, said="live: no alarm watches Invocation5XXErrors."),
        bad_stack(live(), SLOW, alarm("errors", endpoint="other"), said="live: no alarm watches Invocation5XXErrors."),
        good_stack(live(), SLOW, alarm("errors")),
        good_stack(live(), SLOW, MATH),
        unknown_stack(live(), SLOW, alarm("errors", UNKNOWN), path="the alarm on Invocation5XXErrors"),
        unknown_stack(live(), SLOW, alarm("errors", endpoint=UNKNOWN), path="the alarm on Invocation5XXErrors"),
        other_stack(SLOW),
    ],
    "stack-endpoint-rollback-own": [
        bad_stack(
            live("theirs"),
            alarm("theirs", endpoint="other"),
            said="live: a rollout is undone by theirs, which does not watch this endpoint.",
        ),
        good_stack(live("errors"), alarm("errors")),
        good_stack(live("of-another-stack")),
        unknown_stack(live("errors"), alarm("errors", endpoint=UNKNOWN), path="EndpointName of errors"),
        unknown_stack(live(UNKNOWN), path="deploymentConfig.autoRollbackConfiguration.alarms.alarmName"),
        other_stack(alarm("errors")),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
