"""The contract between a platform and its products: one stack output, checked by who writes it and by who reads it."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Self

import pulumi
from pulumi_mlops.args import Arn, Settings
from pulumi_mlops.monitoring.alert_hub import Severity
from pulumi_mlops.security.classification import DataClassification
from pulumi_mlops.storage.zones import Zone
from pydantic import ConfigDict, Field, ValidationError

from .model import AccountId, Environment, Region

OUTPUT = "contract"
"""The stack output that holds it."""
OWN_TRACKER = "mlflow"
"""The name of the tracker that is SageMaker's own."""


class _Promise(Settings):
    """A platform may promise more than this product knows: an older product works on a newer platform."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class NetworkContract(_Promise):
    """Where jobs and endpoints run."""

    vpc_id: str = Field(description="The VPC.")
    subnet_ids: Sequence[str] = Field(min_length=1, description="Its private subnets.")
    security_group_id: str = Field(description="The security group of jobs and endpoints.")


class TrackerContract(_Promise):
    """Where runs are logged: what a job is told, and what its role and its network need for it."""

    environment: Mapping[str, str] = Field(description="Environment of a job that logs there. It holds no secret.")
    arn: Arn | None = Field(None, description="MLflow of SageMaker; none: the tracker runs elsewhere.")
    bucket_arn: Arn | None = Field(None, description="Bucket of the runs' files, if they are kept here.")
    prefix: str = Field("", description="What the keys of these files begin with.")
    kms_key_arn: Arn | None = Field(None, description="Key of these files, or of the secret.")
    secret_arn: Arn | None = Field(None, description="Secret with the token, if the tracker asks for one.")
    security_group_id: str | None = Field(None, description="Security group that lets a job through to it.")


class Contract(_Promise):
    """What a platform promises the products of its environment."""

    version: Literal[1] = Field(description="Counted up when a field goes or means something else.")
    account_id: AccountId = Field(description="The platform's account.")
    region: Region = Field(description="The platform's region.")
    network: NetworkContract = Field(description="Where jobs and endpoints run.")
    permissions_boundary_arn: Arn = Field(description="Policy that bounds every role of the products.")
    instance_types: Sequence[str] = Field((), description="Instances that products may use, as patterns; none: all.")
    alert_topic_arns: Mapping[Severity, Arn] = Field(description="Topics of the alert hub, by severity.")
    reads_accounts: Sequence[AccountId] = Field(
        (), description="Other accounts that the boundary lets roles read models, images and artifacts of."
    )
    kms_key_arns: Mapping[DataClassification, Arn] = Field(
        default_factory=dict, description="The platform's keys, by the class of data that they encrypt."
    )
    zones: Mapping[Zone, str] = Field(default_factory=dict, description="The platform's buckets, by zone.")
    log_bucket: str | None = Field(None, description="Bucket of the access logs of the platform's buckets.")
    trackers: Mapping[str, TrackerContract] = Field(
        default_factory=dict, description=f"Where runs may be logged, by name; {OWN_TRACKER} is SageMaker's own."
    )

    def tracker(self, name: str) -> TrackerContract:
        """A tracker by its name. Raises RunError if the platform has none of that name."""
        if name not in self.trackers:
            there = ", ".join(self.trackers) or "none"
            raise pulumi.RunError(f'tracker: the platform has no "{name}"; there are {there}')
        return self.trackers[name]

    def read_from(self, sources: Sequence[str]) -> Self:
        """This contract. Raises RunError if its boundary lets no role read from an account before it on the way."""
        if closed := [account for account in sources if account not in self.reads_accounts]:
            raise pulumi.RunError(
                f"promotion: the platform's boundary lets no role read from {', '.join(closed)}, "
                "so no model of there can be deployed here: give the platform's spec the same promotion"
            )
        return self


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
