"""ExperimentTracking: MLflow as SageMaker runs it, with a role that reaches one prefix of one bucket."""

from typing import Annotated, Literal

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..access.guards import never_decided
from ..access.role import ExecutionRole, ExecutionRoleArgs, wearing
from ..access.statements import Statement, read_objects, statement, use_key, write_objects
from ..args import Args, Arn, Input, KmsKeyArn, Matching, Settings
from ..component import Account, Component
from ..naming import physical_name

PREFIX = "mlflow/"
"""Where in the bucket the files of the runs are kept."""

MaintenanceStart = Annotated[
    str,
    Matching(
        r"^(Mon|Tue|Wed|Thu|Fri|Sat|Sun):([01]\d|2[0-3]):[0-5]\d$",
        "must be a day and a time in UTC, for example Sun:03:00",
    ),
]


class TrackingServerSettings(Settings):
    """A server of a chosen size and version, which is paid by the hour."""

    size: Literal["Small", "Medium", "Large"] = Field("Small", description="Small serves about 25 people.")
    version: Annotated[str, Matching(r"^\d+\.\d+(\.\d+)?$", "must be a version, for example 3.0")] | None = Field(
        None, description="MLflow's version; none: the newest that SageMaker has when the server is made."
    )


class ExperimentTrackingSettings(Settings):
    """What a person chooses of an ExperimentTracking."""

    server: TrackingServerSettings | None = Field(
        None, description="A server of a size and version; none: an MLflow app, which costs nothing while it is idle."
    )
    register_models: bool = Field(
        False, description="A model that is registered in MLflow is registered in SageMaker's registry, too."
    )
    maintenance_start: MaintenanceStart = Field(
        "Sun:03:00", description="Day and time (UTC) of the weekly hour in which SageMaker updates MLflow."
    )


class ExperimentTrackingArgs(ExperimentTrackingSettings, Args):
    """What an ExperimentTracking is made of."""

    artifact_bucket: Input[str] = Field(description="Name of the bucket for the files of the runs.")
    artifact_bucket_arn: Input[Arn] = Field(description="ARN of that bucket.")
    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key of that bucket.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the role.")
    disposable: bool = Field(False, description="Not protected: for laptops and throw-away environments.")


class ExperimentTracking(Component, token="mlops:tracking:ExperimentTracking"):
    """MLflow as an app or as a server of SageMaker: reached with IAM credentials only, its files in our own bucket."""

    tracking_uri: pulumi.Output[str]
    """The ARN: MLFLOW_TRACKING_URI of a client that has the plugin sagemaker-mlflow."""
    artifact_uri: pulumi.Output[str]
    role_arn: pulumi.Output[str]

    def __init__(self, name: str, args: ExperimentTrackingArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        role = ExecutionRole(
            name,
            ExecutionRoleArgs(
                service="sagemaker.amazonaws.com",
                statements=server_statements(args, self.account),
                permissions_boundary=args.permissions_boundary,
                tags=self.tags,
            ),
            self.child,
        )
        artifact_uri = pulumi.Output.concat("s3://", args.artifact_bucket, "/", PREFIX.rstrip("/"))
        # It keeps the runs and their metrics. From an app to a server, or back, is another MLflow without them.
        ready = wearing(self, role, protect=not args.disposable)
        if args.server:
            arn = aws.sagemaker.MlflowTrackingServer(
                f"{name}-server",
                tracking_server_name=physical_name(name),
                tracking_server_size=args.server.size,
                mlflow_version=args.server.version,
                artifact_store_uri=artifact_uri,
                automatic_model_registration=args.register_models,
                weekly_maintenance_window_start=args.maintenance_start,
                role_arn=role.arn,
                tags=self.tags,
                opts=ready,
            ).arn
        else:
            arn = aws.sagemaker.MlflowApp(
                f"{name}-app",
                name=physical_name(name),
                artifact_store_uri=artifact_uri,
                model_registration_mode=f"AutoModelRegistration{'Enabled' if args.register_models else 'Disabled'}",
                weekly_maintenance_window_start=args.maintenance_start,
                role_arn=role.arn,
                tags=self.tags,
                opts=ready,
            ).arn
        self.publish(tracking_uri=arn, artifact_uri=artifact_uri, role_arn=role.arn)


def server_statements(args: ExperimentTrackingArgs, account: Account) -> list[Statement]:
    """What MLflow does for its users: keep and serve the files of runs and, where asked, register models."""
    bucket = pulumi.Output.from_input(args.artifact_bucket_arn)
    made = [*read_objects(bucket, PREFIX), *write_objects(bucket, PREFIX), *use_key(args.kms_key_arn)]
    if args.register_models:
        # The groups have the names that people give their models in MLflow.
        groups, versions = (account.arn("sagemaker", kind, "/*") for kind in ("model-package-group", "model-package"))
        made += [
            statement(["sagemaker:CreateModelPackageGroup", "sagemaker:DescribeModelPackageGroup"], [groups]),
            statement(["sagemaker:CreateModelPackage", "sagemaker:UpdateModelPackage"], [groups, versions]),
            never_decided([groups, versions]),
            statement(["sagemaker:AddTags"], [groups, versions]),
        ]
    return made
