"""Alarms on counts that stay at zero while all is well."""

from collections.abc import Mapping

from pulumi_aws import cloudwatch, sfn

from ..args import Input
from ..component import Component
from ..naming import physical_name

RUNS = {
    "failed": ("ExecutionsFailed", "A run failed."),
    "timed-out": ("ExecutionsTimedOut", "A run took too long and was given up."),
    "aborted": ("ExecutionsAborted", "Somebody stopped a run."),
}
"""How a run ends badly: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html"""


def run_alarms(
    component: Component, name: str, machine: sfn.StateMachine, topic_arn: Input[str]
) -> list[cloudwatch.MetricAlarm]:
    """An alarm for each way in which a run of the machine ends badly."""
    on = {"StateMachineArn": machine.arn}
    return [
        count_alarm(component, f"{name}-{how}", what, ("AWS/States", metric), on, topic_arn)
        for how, (metric, what) in RUNS.items()
    ]


def count_alarm(
    component: Component,
    name: str,
    description: str,
    metric: tuple[str, str],
    dimensions: Mapping[str, Input[str]],
    topic_arn: Input[str],
    *,
    statistic: str = "Sum",
) -> cloudwatch.MetricAlarm:
    """An alarm from the first one that is counted in five minutes. `metric`: namespace and name."""
    return cloudwatch.MetricAlarm(
        name,
        name=physical_name(name, 255),
        alarm_description=description,
        namespace=metric[0],
        metric_name=metric[1],
        dimensions=dimensions,
        statistic=statistic,
        comparison_operator="GreaterThanOrEqualToThreshold",
        threshold=1,
        period=300,
        evaluation_periods=1,
        # Where nothing is counted there is often no metric.
        treat_missing_data="notBreaching",
        alarm_actions=[topic_arn],
        ok_actions=[topic_arn],
        tags=component.tags,
        opts=component.child,
    )
