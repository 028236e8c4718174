"""run_alarms: alarms on how the runs of a state machine end."""

from pulumi_aws import cloudwatch, sfn

from ..args import Input
from ..component import Component
from ..naming import physical_name

WATCHED = {
    "failed": ("ExecutionsFailed", "A run failed."),
    "timed-out": ("ExecutionsTimedOut", "A run took too long and was given up."),
    "aborted": ("ExecutionsAborted", "Somebody stopped a run."),
}
"""How a run ends badly: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html"""


def run_alarms(
    component: Component, name: str, machine: sfn.StateMachine, topic_arn: Input[str]
) -> list[cloudwatch.MetricAlarm]:
    """An alarm for each way of ending badly, at the topic."""
    return [
        cloudwatch.MetricAlarm(
            f"{name}-{how}",
            name=physical_name(f"{name}-{how}", 255),
            alarm_description=what,
            namespace="AWS/States",
            metric_name=metric,
            dimensions={"StateMachineArn": machine.arn},
            statistic="Sum",
            comparison_operator="GreaterThanOrEqualToThreshold",
            threshold=1,
            period=300,
            evaluation_periods=1,
            # While nothing runs there is no metric.
            treat_missing_data="notBreaching",
            alarm_actions=[topic_arn],
            ok_actions=[topic_arn],
            tags=component.tags,
            opts=component.child,
        )
        for how, (metric, what) in WATCHED.items()
    ]
