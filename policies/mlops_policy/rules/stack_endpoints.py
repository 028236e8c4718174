"""Whole-stack rules on endpoints: who hears of what, what takes a load, and what a rollout is undone by."""

from collections.abc import Iterator
from typing import Any

from ..controls import LOGGING, RESILIENCE
from ..graph import NAMES, Resource, Stack
from ..kernel import Level, Severity, StackFindings, stack_rule
from ..tags import PRODUCTION, environment
from ..values import UNKNOWN, Unassessed, get, items, missing
from .cloudwatch import ALARM
from .sagemaker import ENDPOINT, ENDPOINT_CONFIG, variants

MONITORING = "https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html"
SCALING_TARGET = "aws:appautoscaling/target:Target"


@stack_rule(
    resource=ENDPOINT,
    severity=Severity.HIGH,
    fix="Add a MetricAlarm on the endpoint's EndpointName with alarmActions, or use the EndpointAlarms component.",
    url=MONITORING,
    controls=LOGGING,
)
def stack_endpoint_alarms(stack: Stack) -> StackFindings:
    """Every endpoint has an alarm that reaches somebody."""
    for endpoint in stack.of(ENDPOINT):
        found, loose = alarms_of(stack, endpoint)
        if any(not missing(alarm.props, "alarmActions") for alarm in found):
            continue
        if loose:
            yield endpoint, Unassessed("EndpointName of a MetricAlarm")
        else:
            yield endpoint, "the endpoint has no alarm with an action."


def alarms_of(stack: Stack, endpoint: Resource) -> tuple[list[Resource], list[Resource]]:
    """The alarms on an endpoint, and those of which cannot be told yet what they watch."""
    links = [
        stack.links(ALARM, path, ENDPOINT, named_by=NAMES)
        for path in ("dimensions.EndpointName", "metricQueries.metric.dimensions.EndpointName")
    ]
    return [alarm for one in links for alarm in one.of(endpoint)], [alarm for one in links for alarm in one.loose]


@stack_rule(
    resource=ENDPOINT,
    severity=Severity.MEDIUM,
    fix="Add an appautoscaling Target and Policy on the endpoint's variant, or use the Endpoint component.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling.html",
    controls=RESILIENCE,
)
def stack_endpoint_scales(stack: Stack) -> StackFindings:
    """Every production endpoint on instances scales. One without an `environment` tag counts as production."""
    targets = stack.links(SCALING_TARGET, "resourceId", ENDPOINT, named_by=NAMES, key=endpoint_of)
    users = stack.links(ENDPOINT, "endpointConfigName", ENDPOINT_CONFIG, named_by=NAMES)
    serverless = {
        endpoint.urn
        for config in stack.of(ENDPOINT_CONFIG)
        if not list(variants(config.props))
        for endpoint in users.of(config)
    }
    for endpoint in stack.of(ENDPOINT):
        found = environment(endpoint.props)
        if endpoint.urn in serverless or targets.of(endpoint):
            continue
        if found is UNKNOWN:
            yield endpoint, Unassessed("tags.environment")
        elif found is None or found in PRODUCTION:
            if targets.loose:
                yield endpoint, Unassessed("resourceId of a scaling Target")
            else:
                yield endpoint, "no variant of the production endpoint scales."


def endpoint_of(resource_id: str) -> str:
    """The endpoint's name in `endpoint/NAME/variant/VARIANT`; other services' ids are no endpoint."""
    parts = resource_id.split("/")
    return parts[1] if len(parts) == 4 and parts[0] == "endpoint" else ""


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
