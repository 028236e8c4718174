"""EndpointAlarms: what tells that an endpoint is not well, and what a rollout is rolled back on."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..args import Args, Arn, Input, Settings
from ..component import Component


class EndpointAlarmsSettings(Settings):
    """What a person chooses of EndpointAlarms."""

    errors_5xx: int = Field(1, ge=1, description="Failed invocations (5XX) in a minute that raise the alarm.")
    latency_ms: int = Field(1000, ge=1, description="Model latency, 99th percentile, in ms, that raises the alarm.")
    memory_percent: int = Field(85, ge=1, le=100, description="Memory in use that raises the alarm.")
    disk_percent: int = Field(85, ge=1, le=100, description="Disk in use that raises the alarm.")


class EndpointAlarmsArgs(EndpointAlarmsSettings, Args):
    """What EndpointAlarms are made of."""

    endpoint_name: Input[str] = Field(description="Name of the endpoint.")
    variant: str = Field(description="Its production variant.")
    topic_arn: Input[Arn] = Field(description="Topic that is told when an alarm is raised and when it is over.")


@dataclass(frozen=True)
class Watch:
    """One metric of the endpoint and the bound it must stay under, `minutes` in a row."""

    what: str
    metric: str
    bound: float
    statistic: str
    namespace: str = "AWS/SageMaker"
    minutes: int = 3


class EndpointAlarms(Component, token="mlops:monitoring:EndpointAlarms"):
    """Alarms on errors, latency, memory and disk of one variant."""

    names: list[pulumi.Output[str]]
    rollback: list[pulumi.Output[str]]
    """Errors and latency: what a bad model shows at once."""

    def __init__(self, name: str, args: EndpointAlarmsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        alarms = {watch.what: self._alarm(name, watch, args) for watch in watches(args)}
        self.publish(
            names=[alarm.name for alarm in alarms.values()],
            rollback=[alarms["errors"].name, alarms["latency"].name],
        )

    def _alarm(self, name: str, watch: Watch, args: EndpointAlarmsArgs) -> aws.cloudwatch.MetricAlarm:
        percentile = watch.statistic.startswith("p")
        return aws.cloudwatch.MetricAlarm(
            f"{name}-{watch.what}",
            name=pulumi.Output.concat(args.endpoint_name, "-", watch.what),
            alarm_description=f"{watch.metric} ({watch.statistic}) at {watch.bound:.0f} or over, {watch.minutes} min",
            namespace=watch.namespace,
            metric_name=watch.metric,
            dimensions={"EndpointName": args.endpoint_name, "VariantName": args.variant},
            statistic=None if percentile else watch.statistic,
            extended_statistic=watch.statistic if percentile else None,
            comparison_operator="GreaterThanOrEqualToThreshold",
            threshold=watch.bound,
            period=60,
            evaluation_periods=watch.minutes,
            # An endpoint without requests sends none of these metrics, and is well.
            treat_missing_data="notBreaching",
            alarm_actions=[args.topic_arn],
            ok_actions=[args.topic_arn],
            tags=self.tags,
            opts=self.child,
        )


def watches(args: EndpointAlarmsSettings) -> list[Watch]:
    """What is watched. SageMaker gives latency in microseconds.

    https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
    """
    host = "/aws/sagemaker/Endpoints"
    return [
        Watch("errors", "Invocation5XXErrors", args.errors_5xx, "Sum", minutes=1),
        Watch("latency", "ModelLatency", args.latency_ms * 1000, "p99"),
        Watch("memory", "MemoryUtilization", args.memory_percent, "Maximum", host),
        Watch("disk", "DiskUtilization", args.disk_percent, "Maximum", host),
    ]
