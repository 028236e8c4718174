"""How a new model takes over: blue/green with a canary, rolled back by the endpoint's own alarms."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..args import Settings


class Rollout(Settings):
    """How a new model takes over."""

    canary_percent: int = Field(10, ge=5, le=50, description="Part of the fleet that gets the new model first.")
    bake_minutes: int = Field(15, ge=1, le=60, description="Minutes that the canary must stay without alarm.")


def deployment(rollout: Rollout, alarms: Sequence[pulumi.Output[str]]) -> aws.sagemaker.EndpointDeploymentConfigArgs:
    """Blue/green with a canary, rolled back by the alarms."""
    return aws.sagemaker.EndpointDeploymentConfigArgs(
        auto_rollback_configuration=aws.sagemaker.EndpointDeploymentConfigAutoRollbackConfigurationArgs(
            alarms=[
                aws.sagemaker.EndpointDeploymentConfigAutoRollbackConfigurationAlarmArgs(alarm_name=alarm)
                for alarm in alarms
            ]
        ),
        blue_green_update_policy=aws.sagemaker.EndpointDeploymentConfigBlueGreenUpdatePolicyArgs(
            traffic_routing_configuration=aws.sagemaker.EndpointDeploymentConfigBlueGreenUpdatePolicyTrafficRoutingConfigurationArgs(
                type="CANARY",
                wait_interval_in_seconds=rollout.bake_minutes * 60,
                canary_size=aws.sagemaker.EndpointDeploymentConfigBlueGreenUpdatePolicyTrafficRoutingConfigurationCanarySizeArgs(
                    type="CAPACITY_PERCENT", value=rollout.canary_percent
                ),
            ),
            termination_wait_in_seconds=300,
        ),
    )
