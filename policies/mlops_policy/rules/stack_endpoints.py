"""Whole-stack rules on endpoints: who hears of what, and what a rollout is undone by."""

from collections.abc import Iterator
from typing import Any

from ..controls import LOGGING, RESILIENCE
from ..graph import Resource, Stack
from ..kernel import Level, Severity, StackFindings, stack_rule
from ..values import UNKNOWN, Unassessed, get, items
from .stack import ALARM, ENDPOINT, NAMES, alarms_of

MONITORING = "https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html"


@stack_rule(
    resource=ENDPOINT,
    severity=Severity.MEDIUM,
    fix="Add a MetricAlarm for each on the endpoint's EndpointName, or use the EndpointAlarms component.",
    url=MONITORING,
    controls=LOGGING,
    level=Level.ADVISORY,
    settings={
        "metrics": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["Invocation5XXErrors", "ModelLatency"],
        }
    },
)
def stack_endpoint_alarm_kinds(stack: Stack, *, metrics: list[str]) -> StackFindings:
    """An endpoint may answer wrongly, or late: somebody hears of each."""
    for endpoint in stack.of(ENDPOINT):
        alarms, loose = alarms_of(stack, endpoint)
        seen = {metric for alarm in alarms for metric in metrics_of(alarm)}
        for metric in metrics:
            if metric in seen:
                continue
            if loose or UNKNOWN in seen:
                yield endpoint, Unassessed(f"the alarm on {metric}")
            else:
                yield endpoint, f"no alarm watches {metric}."


def metrics_of(alarm: Resource) -> Iterator[Any]:
    """The names of the metrics that an alarm looks at."""
    yield get(alarm.props, "metricName")
    for query in items(alarm.props, "metricQueries"):
        yield UNKNOWN if query is UNKNOWN else get(query, "metric.metricName")


@stack_rule(
    resource=ENDPOINT,
    severity=Severity.MEDIUM,
    fix="Name alarms of this endpoint in deploymentConfig.autoRollbackConfiguration.alarms.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html",
    controls=RESILIENCE,
)
def stack_endpoint_rollback_own(stack: Stack) -> StackFindings:
    """An alarm of another endpoint goes off for another model, and stays silent when this one fails."""
    named = stack.links(ENDPOINT, "deploymentConfig.autoRollbackConfiguration.alarms.alarmName", ALARM, named_by=NAMES)
    for endpoint in stack.of(ENDPOINT):
        own, loose = alarms_of(stack, endpoint)
        mine = {alarm.urn for alarm in own}
        for alarm in stack.of(ALARM):
            if endpoint in named.of(alarm) and alarm.urn not in mine:
                if alarm in loose:
                    yield endpoint, Unassessed(f"EndpointName of {alarm.name}")
                else:
                    yield endpoint, f"a rollout is undone by {alarm.name}, which does not watch this endpoint."
        if endpoint in named.loose:
            yield endpoint, Unassessed("deploymentConfig.autoRollbackConfiguration.alarms.alarmName")
