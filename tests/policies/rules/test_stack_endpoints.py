"""What the whole-stack rules on endpoints say."""

from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Node, Row, Table, bad_stack, cases, good_stack, judge, node, other_stack, unknown_stack

ENDPOINT, ALARM = "aws:sagemaker/endpoint:Endpoint", "aws:cloudwatch/metricAlarm:MetricAlarm"
CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
TARGET = "aws:appautoscaling/target:Target"


SERVED = node(ENDPOINT, "churn", {"name": "churn-live", "endpointConfigName": "churn-1"})


def told(endpoint: Any = "churn-live", actions: Any = ("arn:topic",), **depends: list[str]) -> Node:
    return node(ALARM, "errors", {"dimensions": {"EndpointName": endpoint}, "alarmActions": list(actions)}, **depends)


def endpoint(environment: Any = "prod") -> Node:
    tags = {} if environment is None else {"tags": {"environment": environment}}
    return node(ENDPOINT, "churn", {**SERVED.props, **tags})


def configuration(**variant: Any) -> Node:
    return node(CONFIG, "config", {"name": "churn-1", "productionVariants": [variant]})


def scales(resource_id: Any = "endpoint/churn-live/variant/all", **depends: list[str]) -> Node:
    return node(TARGET, "target", {"resourceId": resource_id}, **depends)


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

UNALARMED = "churn: the endpoint has no alarm with an action."
UNSCALED = "churn: no variant of the production endpoint scales."

TABLE: Table = {
    "stack-endpoint-alarms": [
        bad_stack(SERVED, said=UNALARMED),
        bad_stack(SERVED, told("churn-other"), said=UNALARMED),
        bad_stack(SERVED, told(actions=()), said=UNALARMED),
        good_stack(SERVED, told()),
        good_stack(SERVED, told(UNKNOWN, dimensions=["churn"])),
        good_stack(
            SERVED,
            node(
                ALARM,
                "math",
                {
                    "metricQueries": [
                        {"id": "e", "expression": "a / b"},
                        {"id": "a", "metric": {"dimensions": {"EndpointName": "churn-live"}}},
                    ],
                    "alarmActions": [UNKNOWN],
                },
            ),
        ),
        unknown_stack(SERVED, told(UNKNOWN), path="EndpointName of a MetricAlarm"),
        other_stack(told()),
    ],
    "stack-endpoint-scales": [
        bad_stack(endpoint(), said=UNSCALED),
        bad_stack(endpoint(None), scales("service/churn-live/variant/all"), said=UNSCALED),
        bad_stack(endpoint(), configuration(instanceType="ml.m5.large"), said=UNSCALED),
        good_stack(endpoint(), scales()),
        good_stack(endpoint(), scales(UNKNOWN, resourceId=["churn"])),
        unknown_stack(endpoint(), scales(UNKNOWN), path="resourceId of a scaling Target"),
        unknown_stack(endpoint(UNKNOWN), path="tags.environment"),
        other_stack(endpoint("local")),
        other_stack(endpoint(), configuration(serverlessConfig={"maxConcurrency": 5})),
    ],
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
