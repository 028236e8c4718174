"""The contract between a platform and its products: one stack output, checked by who writes it and by who reads it."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import pulumi
from pulumi_mlops.args import Arn, Settings
from pulumi_mlops.monitoring.alert_hub import Severity
from pydantic import ConfigDict, Field, ValidationError

from .model import AccountId, Environment, Region

OUTPUT = "contract"
"""The stack output that holds it."""


class _Promise(Settings):
    """A platform may promise more than this product knows: an older product works on a newer platform."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class NetworkContract(_Promise):
    """Where jobs and endpoints run."""

    vpc_id: str = Field(description="The VPC.")
    subnet_ids: Sequence[str] = Field(min_length=1, description="Its private subnets.")
    security_group_id: str = Field(description="The security group of jobs and endpoints.")


class Contract(_Promise):
    """What a platform promises the products of its environment."""

    version: Literal[1] = Field(description="Counted up when a field goes or means something else.")
    account_id: AccountId = Field(description="The platform's account.")
    region: Region = Field(description="The platform's region.")
    network: NetworkContract = Field(description="Where jobs and endpoints run.")
    permissions_boundary_arn: Arn = Field(description="Policy that bounds every role of the products.")
    instance_types: Sequence[str] = Field((), description="Instances that products may use, as patterns; none: all.")
    alert_topic_arns: Mapping[Severity, Arn] = Field(description="Topics of the alert hub, by severity.")


def offer(**promised: Any) -> pulumi.Output[dict[str, Any]]:
    """The contract as a stack output. Its Outputs are checked as soon as they are known; the wrong fail the `up`."""
    return pulumi.Output.from_input({"version": 1, **promised}).apply(
        lambda known: _checked(known, f"this platform's output {OUTPUT}").model_dump(mode="json")
    )


def of_platform(platform: str, environment: Environment) -> pulumi.Output[Contract]:
    """What the platform's stack of the same environment, in the same project, promises."""
    name = f"{pulumi.get_organization()}/{pulumi.get_project()}/{platform}-{environment}"
    return pulumi.StackReference(f"{platform}-{environment}", stack_name=name).outputs.apply(
        lambda outputs: _checked(outputs.get(OUTPUT), f"output {OUTPUT} of stack {name}")
    )


def _checked(promised: Any, what: str) -> Contract:
    """Raises RunError with each field that is not as it must be."""
    if promised is None:
        raise pulumi.RunError(f"{what} is not there: deploy the platform first (make up STACK=... or pulumi up)")
    try:
        return Contract.model_validate(promised)
    except ValidationError as error:
        wrong = [f"  {'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
        raise pulumi.RunError(
            "\n".join([f"{what} is not what this version of pulumi-mlops expects:", *wrong])
        ) from None
