"""TrackingIntegration: a tracker that runs elsewhere, as jobs meet it: a secret, an environment and an open port."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network
from typing import Annotated, Any, Self

import pulumi
import pulumi_aws as aws
from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from ..args import Args, Input, KmsKeyArn, Matching, Settings, wrong
from ..component import Component
from ..naming import physical_name


class Tracker(StrEnum):
    """What runs elsewhere. `mlflow` is any server that speaks MLflow's API; SageMaker's own is ExperimentTracking."""

    WANDB = "wandb"
    DATAROBOT = "datarobot"
    MLFLOW = "mlflow"
    MODELDB = "modeldb"


@dataclass(frozen=True)
class Client:
    """How a tracker's client is told where the tracker is, and who calls it."""

    address: str
    """Variable that says where the tracker is."""
    form: str
    """What is written there; `at` is the host, with its port if that is not 443."""
    token: str
    """Variable that the client reads its token from."""
    host: str | None = None
    """The maker's own host."""


CLIENTS: Mapping[Tracker, Client] = {
    # https://docs.wandb.ai/models/track/environment-variables
    Tracker.WANDB: Client("WANDB_BASE_URL", "https://{at}", "WANDB_API_KEY", "api.wandb.ai"),
    # https://docs.datarobot.com/en/docs/api/dev-learning/api-quickstart.html
    Tracker.DATAROBOT: Client("DATAROBOT_ENDPOINT", "https://{at}/api/v2", "DATAROBOT_API_TOKEN", "app.datarobot.com"),
    # https://mlflow.org/docs/latest/api_reference/cli.html
    Tracker.MLFLOW: Client("MLFLOW_TRACKING_URI", "https://{at}", "MLFLOW_TRACKING_TOKEN"),
    # https://github.com/VertaAI/modeldb
    Tracker.MODELDB: Client("VERTA_HOST", "https://{at}", "VERTA_DEV_KEY"),
}
SECRET_ARN, SECRET_VARIABLE = "TRACKER_SECRET_ARN", "TRACKER_SECRET_VARIABLE"
"""What a job reads to find its token, and the variable to put it into."""
SECRETIVE = frozenset({"KEY", "PASSWORD", "SECRET", "TOKEN"})
ANYWHERE = "0.0.0.0/0"

HostName = Annotated[
    str,
    Matching(
        r"^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$",
        "must be a host's name, for example mlflow.example.com",
    ),
]


def _range(value: str) -> str:
    try:
        return str(IPv4Network(value))
    except ValueError:
        must = "must be a range of IPv4 addresses, for example 10.20.0.0/16"
        raise PydanticCustomError("form", "{must}", {"must": must}) from None


class TrackingIntegrationSettings(Settings):
    """What a person chooses of a TrackingIntegration."""

    tracker: Tracker = Field(description="What runs there.")
    host: HostName | None = Field(None, description="Where it runs; none: the maker's own host, if it has one.")
    port: int = Field(443, ge=1, le=65535, description="TLS port of that host.")
    addresses: Sequence[Annotated[str, AfterValidator(_range)]] = Field(
        min_length=1, description="Ranges of IPv4 addresses that the host answers on; jobs may reach no others."
    )
    any_address: bool = Field(
        False,
        description="Let jobs reach every address on that port. Only where a firewall of the network lets out by host.",
    )
    environment: Mapping[str, str] = Field(
        default_factory=dict,
        description="More environment for the jobs, for example WANDB_PROJECT. Never a secret: everyone reads it.",
    )

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if self.host is None and CLIENTS[self.tracker].host is None:
            raise wrong(f"is needed: {self.tracker} has no host of its maker", "host")
        if ANYWHERE in self.addresses and not self.any_address:
            raise wrong(
                f"{ANYWHERE} is every address: name the host's, or set any_address where a firewall lets out by host",
                "addresses",
            )
        for name in self.environment:
            if SECRETIVE & set(name.upper().split("_")):
                raise wrong("names a secret: put its value into the integration's secret instead", "environment", name)
        return self

    @property
    def reached_at(self) -> str:
        """The host."""
        return self.host or str(CLIENTS[self.tracker].host)


class TrackingIntegrationArgs(TrackingIntegrationSettings, Args):
    """What a TrackingIntegration is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for the secret.")
    vpc_id: Input[str] = Field(description="VPC of the jobs that log there.")
    disposable: bool = Field(False, description="The secret is gone at once on destroy: for laptops only.")


class TrackingIntegration(Component, token="mlops:tracking:TrackingIntegration"):
    """A tracker outside of the account. The token goes into the secret by hand: it is in no state and no spec.

    Jobs that log there have the security group beside their own; no other job gets through.
    """

    secret_arn: pulumi.Output[str]
    security_group_id: pulumi.Output[str]
    environment: pulumi.Output[Mapping[str, str]]
    """What the jobs get: where the tracker is, and which secret holds the token, not the token."""
    host: str
    """For the network's list of hosts that may be reached."""

    def __init__(self, name: str, args: TrackingIntegrationArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        secret = aws.secretsmanager.Secret(
            f"{name}-secret",
            name=physical_name(name),
            description=f"Token for {args.tracker} at {args.reached_at}; put in by hand.",
            kms_key_id=args.kms_key_arn,
            recovery_window_in_days=0 if args.disposable else 30,
            tags=self.tags,
            opts=self.child,
        )
        where = f"{args.tracker} at {args.reached_at}"
        group = aws.ec2.SecurityGroup(
            f"{name}-group",
            name=physical_name(name),
            description=f"Lets jobs reach {where}.",
            vpc_id=args.vpc_id,
            egress=[
                aws.ec2.SecurityGroupEgressArgs(
                    protocol="tcp",
                    from_port=args.port,
                    to_port=args.port,
                    cidr_blocks=list(args.addresses),
                    description=where,
                )
            ],
            tags=self.tags,
            opts=self.child,
        )
        self.publish(
            secret_arn=secret.arn,
            security_group_id=group.id,
            environment=secret.arn.apply(lambda arn: job_environment(args, arn)),
            host=args.reached_at,
        )


def job_environment(settings: TrackingIntegrationSettings, secret_arn: str) -> dict[str, Any]:
    """The environment of the jobs."""
    client = CLIENTS[settings.tracker]
    at = settings.reached_at if settings.port == 443 else f"{settings.reached_at}:{settings.port}"
    return {
        **settings.environment,
        client.address: client.form.format(at=at),
        SECRET_ARN: secret_arn,
        SECRET_VARIABLE: client.token,
    }
