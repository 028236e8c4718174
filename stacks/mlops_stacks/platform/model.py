"""The model of a platform's spec. Its keys are the components' own settings, by the same names."""

from typing import ClassVar

from pulumi_mlops.costs.cost_guard import CostGuardSettings
from pulumi_mlops.monitoring.alert_hub import AlertHubSettings
from pulumi_mlops.network.existing import ExistingNetworkSettings
from pulumi_mlops.network.network import NetworkSettings
from pulumi_mlops.storage.log_bucket import LogBucketSettings
from pydantic import Field

from ..model import Spec, StackName
from .access import AccessSpec


class PlatformSpec(Spec):
    """Everything a platform team says of what its products share. What is not said has a secure default."""

    head: ClassVar[str] = "platform"

    platform: StackName = Field(max_length=20, description="Name of the platform; its stacks are <platform>-<env>.")
    network: NetworkSettings = Field(
        default_factory=lambda: NetworkSettings.model_validate({}), description="The private network that is made."
    )
    existing_network: ExistingNetworkSettings | None = Field(
        None, description="A network that is there, checked and used in place of `network`, of which nothing is made."
    )
    access: AccessSpec = Field(
        default_factory=lambda: AccessSpec.model_validate({}), description="Who works with the products, and as what."
    )
    logs: LogBucketSettings = Field(
        default_factory=lambda: LogBucketSettings.model_validate({}), description="The buckets' access logs."
    )
    alerts: AlertHubSettings = Field(
        default_factory=lambda: AlertHubSettings.model_validate({}), description="Who is told of what, by severity."
    )
    costs: CostGuardSettings | None = Field(None, description="Budgets, allowed instances and office hours.")
