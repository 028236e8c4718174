"""TrainingPipeline: process, train, evaluate, gate and register a model, each job isolated and encrypted."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..access import jobs
from ..access.placement import PlacedArgs
from ..access.role import ExecutionRole, ExecutionRoleArgs, wearing
from ..access.statements import Statement
from ..args import Arn, Input, InstanceType, KmsKeyArn, Settings
from ..component import Account, Component
from ..documents import as_json
from ..images.image import Image
from ..naming import physical_name
from . import definition


class GateSettings(Settings):
    """What a model must reach to be registered."""

    metric: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", description="Metric in evaluation.json, for example auc.")
    at_least: float = Field(description="The least value that passes.")


class JobInstance(Settings):
    """The machine of each job."""

    type: InstanceType = Field("ml.m5.xlarge", description="SageMaker instance type.")
    count: int = Field(1, ge=1, le=20, description="Instances of the training job; the other jobs take one.")
    volume_gb: int = Field(30, ge=1, le=16384, description="Volume of each instance, in GB.")


class TrainingPipelineSettings(Settings):
    """What a person chooses of a TrainingPipeline."""

    image: Image = Field(description="Image with the commands preprocess, train and evaluate.")
    gate: GateSettings = Field(description="What a model must reach to be registered.")
    instance: JobInstance = Field(
        default_factory=lambda: JobInstance.model_validate({}), description="The machine of each job."
    )
    max_runtime_hours: int = Field(4, ge=1, le=120, description="Hours after which a job is stopped.")
    environment: Mapping[str, str] = Field(
        default_factory=dict,
        description="Environment of the jobs. Never a secret: everyone who may describe a job reads it.",
    )
    tensorboard: bool = Field(
        False, description="Keep, with each run, what training writes to /opt/ml/output/tensorboard."
    )


class TrainingPipelineArgs(TrainingPipelineSettings, PlacedArgs):
    """What a TrainingPipeline is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for volumes and outputs.")
    data_bucket: Input[str] = Field(description="Name of the bucket with the data to train on.")
    data_bucket_arn: Input[Arn] = Field(description="ARN of that bucket.")
    artifact_bucket: Input[str] = Field(description="Name of the bucket for models and evaluations.")
    artifact_bucket_arn: Input[Arn] = Field(description="ARN of that bucket.")
    package_group: Input[str] = Field(description="Model package group that models are registered in.")
    package_group_arn: Input[Arn] = Field(description="ARN of that group.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the roles.")


class TrainingPipeline(Component, token="mlops:training:TrainingPipeline"):
    """A SageMaker pipeline with two roles: one that may start its jobs, and one that the jobs have."""

    pipeline_name: pulumi.Output[str]
    arn: pulumi.Output[str]
    job_role_arn: pulumi.Output[str]

    def __init__(self, name: str, args: TrainingPipelineArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        runner = self._role(f"{name}-job", job_statements(args, self.account), args)
        starter = self._role(f"{name}-starter", starter_statements(args, self.account, runner.arn), args)
        job = definition.Job(
            image=args.image.uri(self.account),
            role_arn=runner.arn,
            kms_key_arn=args.kms_key_arn,
            instance_type=args.instance.type,
            instance_count=args.instance.count,
            volume_gb=args.instance.volume_gb,
            max_runtime_hours=args.max_runtime_hours,
            environment=args.environment,
            tensorboard=args.tensorboard,
            network=args.placement,
        )
        pipeline = aws.sagemaker.Pipeline(
            f"{name}-pipeline",
            pipeline_name=physical_name(name),
            pipeline_display_name=physical_name(name),
            pipeline_definition=as_json(
                definition.definition(
                    job,
                    definition.Gate(args.gate.metric, args.gate.at_least),
                    data_uri=pulumi.Output.concat("s3://", args.data_bucket),
                    artifacts_uri=pulumi.Output.concat("s3://", args.artifact_bucket, "/training"),
                    package_group=args.package_group,
                )
            ),
            role_arn=starter.arn,
            tags=self.tags,
            opts=wearing(self, runner, starter),
        )
        self.publish(pipeline_name=pipeline.pipeline_name, arn=pipeline.arn, job_role_arn=runner.arn)

    def _role(self, name: str, statements: list[Statement], args: TrainingPipelineArgs) -> ExecutionRole:
        return ExecutionRole(
            name,
            ExecutionRoleArgs(
                service="sagemaker.amazonaws.com",
                statements=statements,
                permissions_boundary=args.permissions_boundary,
                tags=self.tags,
            ),
            self.child,
        )


def job_statements(args: TrainingPipelineArgs, account: Account) -> list[Statement]:
    """What the jobs do: read the data, read and write their own runs, log, measure."""
    runs = jobs.Objects(bucket_arn=args.artifact_bucket_arn, prefix="training/")
    return jobs.Training(
        reads=[jobs.Objects(bucket_arn=args.data_bucket_arn), runs],
        writes=[runs],
        kms_key_arns=[args.kms_key_arn],
        repository_arns=[args.image.repository_arn(account)],
        processes=True,
        network=args.placement,
    ).statements(account)


def starter_statements(
    args: TrainingPipelineArgs, account: Account, job_role_arn: pulumi.Output[str]
) -> list[Statement]:
    """What the pipeline does: start and watch its own jobs, hand them their role, register the model."""
    return jobs.Pipeline(
        job_role_arns=[job_role_arn],
        package_group_arns=[args.package_group_arn],
        reads=[jobs.Objects(bucket_arn=args.artifact_bucket_arn, prefix="training/")],
        kms_key_arns=[args.kms_key_arn],
        network=args.placement,
    ).statements(account)
