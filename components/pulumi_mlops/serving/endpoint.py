"""Endpoint: serve one model behind a private, encrypted, watched SageMaker endpoint."""

from typing import Any

import pulumi
import pulumi_aws as aws
from mlops_policy.instances import has_local_storage
from pydantic import Field

from ..access import jobs
from ..access.placement import PlacedArgs
from ..access.role import ExecutionRole, ExecutionRoleArgs, wearing
from ..access.statements import Statement
from ..args import LOGS_KEPT, Arn, BucketName, Input, KmsKeyArn, LogRetentionDays, ObjectKey, Settings
from ..component import Account, Component
from ..images.image import Image
from ..monitoring.endpoint_alarms import EndpointAlarms, EndpointAlarmsArgs, EndpointAlarmsSettings
from ..naming import content_name, physical_name
from .rollout import Rollout, deployment
from .scaling import Fleet, scale

VARIANT = "AllTraffic"
"""The one production variant. Its name stays over every rollout, or autoscaling and alarms would lose it."""


class ServedModel(Settings):
    """What is served."""

    image: Image = Field(description="Image that serves the model.")
    artifact: ObjectKey = Field(description="Key of model.tar.gz in the artifact bucket.")
    bucket: BucketName | None = Field(None, description="Bucket of the artifact; none: the product's artifact bucket.")
    kms_key_arn: KmsKeyArn | None = Field(None, description="Key of that bucket, where it is another's.")


class EndpointSettings(Settings):
    """What a person chooses of an Endpoint."""

    model: ServedModel = Field(description="What is served.")
    instance: Fleet = Field(default_factory=lambda: Fleet.model_validate({}), description="The machines.")
    rollout: Rollout = Field(default_factory=lambda: Rollout.model_validate({}), description="How a new model comes.")
    alarms: EndpointAlarmsSettings = Field(
        default_factory=lambda: EndpointAlarmsSettings.model_validate({}), description="Bounds of the alarms."
    )
    capture_percent: int = Field(100, ge=1, le=100, description="Part of requests and answers that is captured.")
    log_retention_days: LogRetentionDays = Field(LOGS_KEPT, description="Days that the container's logs are kept.")


class EndpointArgs(EndpointSettings, PlacedArgs):
    """What an Endpoint is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for volumes, captured data and logs.")
    artifact_bucket: Input[str] = Field(description="Name of the bucket with the model; captured data goes there too.")
    artifact_bucket_arn: Input[Arn] = Field(description="ARN of that bucket.")
    alarm_topic_arn: Input[Arn] = Field(description="Topic of the alarms.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the role.")


class Endpoint(Component, token="mlops:serving:Endpoint"):
    """A real-time endpoint: isolated, encrypted, captured, scaled, and rolled back by its own alarms.

    A change of what is served makes a new model and configuration beside the old ones and moves the endpoint.
    """

    endpoint_name: pulumi.Output[str]
    arn: pulumi.Output[str]
    config_name: pulumi.Output[str]
    model_name: pulumi.Output[str]
    alarm_names: list[pulumi.Output[str]]

    def __init__(self, name: str, args: EndpointArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        endpoint_name = physical_name(name)
        logs = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name=f"/aws/sagemaker/Endpoints/{endpoint_name}",
            kms_key_id=args.kms_key_arn,
            retention_in_days=args.log_retention_days,
            tags=self.tags,
            opts=self.child,
        )
        role = ExecutionRole(
            f"{name}-serving",
            ExecutionRoleArgs(
                service="sagemaker.amazonaws.com",
                statements=serving_statements(args, self.account, endpoint_name),
                permissions_boundary=args.permissions_boundary,
                tags=self.tags,
            ),
            self.child,
        )
        alarms = EndpointAlarms(
            f"{name}-alarms",
            EndpointAlarmsArgs.of(
                args.alarms,
                endpoint_name=endpoint_name,
                variant=VARIANT,
                topic_arn=args.alarm_topic_arn,
                tags=self.tags,
            ),
            self.child,
        )
        model = self._model(name, args, role)
        config = self._config(name, args, model)
        endpoint = aws.sagemaker.Endpoint(
            f"{name}-endpoint",
            name=endpoint_name,
            endpoint_config_name=config.name,
            deployment_config=deployment(args.rollout, alarms.rollback),
            tags=self.tags,
            opts=self.child_with(depends_on=[logs]),
        )
        scale(self, name, args.instance, endpoint.name, VARIANT)
        self.publish(
            endpoint_name=endpoint.name,
            arn=endpoint.arn,
            config_name=config.name,
            model_name=model.name,
            alarm_names=alarms.names,
        )

    def _model(self, name: str, args: EndpointArgs, role: ExecutionRole) -> aws.sagemaker.Model:
        container: dict[str, Any] = {
            "image": args.model.image.uri(self.account),
            "model_data_url": pulumi.Output.concat(
                "s3://", args.model.bucket or args.artifact_bucket, "/", args.model.artifact
            ),
        }
        network = (
            {"subnets": args.subnet_ids, "security_group_ids": args.security_group_ids} if args.placement else None
        )
        return aws.sagemaker.Model(
            f"{name}-model",
            name=content_name(name, [container, network, role.arn]),
            execution_role_arn=role.arn,
            primary_container=aws.sagemaker.ModelPrimaryContainerArgs(**container),
            enable_network_isolation=True,
            vpc_config=aws.sagemaker.ModelVpcConfigArgs(**network) if network else None,
            tags=self.tags,
            opts=wearing(self, role),
        )

    def _config(self, name: str, args: EndpointArgs, model: aws.sagemaker.Model) -> aws.sagemaker.EndpointConfiguration:
        volume_key = None if has_local_storage(args.instance.type) else args.kms_key_arn
        variant: dict[str, Any] = {
            "variant_name": VARIANT,
            "model_name": model.name,
            "instance_type": args.instance.type,
            "initial_instance_count": args.instance.count,
            "initial_variant_weight": 1.0,
        }
        capture: dict[str, Any] = {
            "enable_capture": True,
            "initial_sampling_percentage": args.capture_percent,
            "destination_s3_uri": pulumi.Output.concat("s3://", args.artifact_bucket, "/capture"),
            "kms_key_id": args.kms_key_arn,
            "capture_options": [{"capture_mode": "Input"}, {"capture_mode": "Output"}],
        }
        return aws.sagemaker.EndpointConfiguration(
            f"{name}-config",
            name=content_name(name, [variant, capture, volume_key]),
            kms_key_arn=volume_key,
            production_variants=[aws.sagemaker.EndpointConfigurationProductionVariantArgs(**variant)],
            data_capture_config=aws.sagemaker.EndpointConfigurationDataCaptureConfigArgs(**capture),
            tags=self.tags,
            opts=self.child,
        )


def serving_statements(args: EndpointArgs, account: Account, endpoint_name: str) -> list[Statement]:
    """What the endpoint does: fetch its model and image, capture data, log, measure, join its network."""
    model = args.model
    from_bucket = account.bucket_arn(model.bucket) if model.bucket else args.artifact_bucket_arn
    return jobs.Endpoint(
        reads=[jobs.Objects(bucket_arn=from_bucket, prefix=model.artifact)],
        writes=[jobs.Objects(bucket_arn=args.artifact_bucket_arn, prefix="capture/")],
        kms_key_arns=[args.kms_key_arn, *([model.kms_key_arn] if model.kms_key_arn else ())],
        repository_arns=[model.image.repository_arn(account)],
        network=args.placement,
        endpoint_name=endpoint_name,
    ).statements(account)
