"""The machines behind an endpoint, and how their number follows the load."""

from typing import Self

import pulumi
import pulumi_aws as aws
from pydantic import Field, model_validator

from ..args import InstanceType, Settings, wrong
from ..component import Component
from ..naming import physical_name


class Fleet(Settings):
    """The machines behind the endpoint."""

    type: InstanceType = Field("ml.m5.large", description="SageMaker instance type.")
    count: int = Field(2, ge=1, description="Least instances. Two or more are spread over zones.")
    max: int = Field(4, ge=1, description="Most instances.")
    invocations_per_minute: int = Field(600, ge=1, description="Invocations a minute that one instance is to get.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.max < self.count:
            raise wrong(f"{self.max} must be at least count, which is {self.count}", "max")
        return self


def scale(component: Component, name: str, fleet: Fleet, endpoint_name: pulumi.Output[str], variant: str) -> None:
    """Keep the invocations an instance gets near the fleet's target, between its bounds."""
    target = aws.appautoscaling.Target(
        f"{name}-scaling",
        service_namespace="sagemaker",
        resource_id=pulumi.Output.concat("endpoint/", endpoint_name, "/variant/", variant),
        scalable_dimension="sagemaker:variant:DesiredInstanceCount",
        min_capacity=fleet.count,
        max_capacity=fleet.max,
        tags=component.tags,
        opts=component.child,
    )
    aws.appautoscaling.Policy(
        f"{name}-scaling-policy",
        name=physical_name(f"{name}-invocations"),
        policy_type="TargetTrackingScaling",
        service_namespace=target.service_namespace,
        resource_id=target.resource_id,
        scalable_dimension=target.scalable_dimension,
        target_tracking_scaling_policy_configuration=aws.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationArgs(
            target_value=fleet.invocations_per_minute,
            predefined_metric_specification=aws.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs(
                predefined_metric_type="SageMakerVariantInvocationsPerInstance"
            ),
            scale_in_cooldown=300,
            scale_out_cooldown=60,
        ),
        opts=component.child,
    )
