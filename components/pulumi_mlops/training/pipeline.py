"""TrainingPipeline: check, process, train, evaluate, gate and register a model, each job isolated and encrypted."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
from pulumi_aws import sagemaker
from pydantic import Field

from ..access import jobs
from ..access.jobs.starters import StartedKind
from ..access.placement import PlacedArgs
from ..access.role import ExecutionRole, ExecutionRoleArgs, wearing
from ..access.statements import Statement
from ..args import Arn, Input, KmsKeyArn
from ..component import Account, Component
from ..documents import as_json
from ..naming import physical_name
from .checking import check
from .definition import definition, sealed
from .expressions import EXECUTION, join
from .registering import Registration
from .settings import TrainingPipelineSettings
from .starting import start_by
from .steps import NAMES, Plan

PREFIX = "training/"
"""Where in the artifact bucket the runs write."""


class TrainingPipelineArgs(TrainingPipelineSettings, PlacedArgs):
    """What a TrainingPipeline is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for volumes and outputs.")
    data_bucket: Input[str] = Field(description="Name of the bucket with the data to train on.")
    data_bucket_arn: Input[Arn] = Field(description="ARN of that bucket.")
    artifact_bucket: Input[str] = Field(description="Name of the bucket for models and evaluations.")
    artifact_bucket_arn: Input[Arn] = Field(description="ARN of that bucket.")
    package_group: Input[str] = Field(description="Model package group that models are registered in.")
    package_group_arn: Input[Arn] = Field(description="ARN of that group.")
    feature_groups: Sequence[Input[str]] = Field(
        (), description="Names of the feature groups that the data is made of."
    )
    model_card: Mapping[str, Any] = Field(
        default_factory=dict, description="Content of the model card, as SageMaker's schema has it; empty: no card."
    )
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the roles.")


class TrainingPipeline(Component, token="mlops:training:TrainingPipeline"):
    """A SageMaker pipeline with two roles: one that may start its jobs, and one that the jobs have."""

    pipeline_name: pulumi.Output[str]
    arn: pulumi.Output[str]
    job_role_arn: pulumi.Output[str]
    definition_hash: pulumi.Output[str]
    """The same for the same commit, data version and settings, wherever it is made."""
    ci_role_arn: pulumi.Output[str] | None
    """What a run of CI takes to start the pipeline; none: `start.git_push` names no CI."""

    def __init__(self, name: str, args: TrainingPipelineArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        runner = self._role(f"{name}-job", job_statements(args, self.account), args)
        starter = self._role(f"{name}-starter", starter_statements(args, self.account, runner.arn), args)
        made = definition(
            plan_of(args, self.account, runner.arn),
            Registration(args.package_group, args.feature_groups, args.model_card),
            data_uri=pulumi.Output.concat("s3://", args.data_bucket),
        )
        check(made, f"training pipeline {name}")
        text = as_json(made).apply(lambda known: sealed(json.loads(known)))
        pipeline = sagemaker.Pipeline(
            f"{name}-pipeline",
            pipeline_name=physical_name(name),
            pipeline_display_name=physical_name(name),
            pipeline_definition=text[0],
            parallelism_configuration=(
                {"max_parallel_execution_steps": args.max_parallel_steps} if args.max_parallel_steps else None
            ),
            role_arn=starter.arn,
            tags=self.tags,
            opts=wearing(self, runner, starter),
        )
        ci_role_arn = start_by(self, name, args.start, pipeline.arn, args.data_bucket, args.permissions_boundary)
        self.publish(
            pipeline_name=pipeline.pipeline_name,
            arn=pipeline.arn,
            job_role_arn=runner.arn,
            definition_hash=text[1],
            ci_role_arn=ci_role_arn,
        )

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


def plan_of(args: TrainingPipelineArgs, account: Account, role_arn: pulumi.Output[str]) -> Plan:
    """What the steps are made of."""
    return Plan(
        chosen=args,
        images={
            **{step: args.image_of(step).uri(account) for step in NAMES},
            "serve": (args.serve or args.image_of("train")).uri(account),
        },
        role_arn=role_arn,
        kms_key_arn=args.kms_key_arn,
        runs=join(pulumi.Output.concat("s3://", args.artifact_bucket, "/training"), "/runs/", EXECUTION),
        network=args.placement,
    )


def job_statements(args: TrainingPipelineArgs, account: Account) -> list[Statement]:
    """What the jobs do: read the data, read and write their own runs, log, measure."""
    runs = jobs.Objects(bucket_arn=args.artifact_bucket_arn, prefix=PREFIX)
    images = {(image.registry, image.repository): image for image in (args.image_of(step) for step in NAMES)}
    return jobs.Training(
        reads=[jobs.Objects(bucket_arn=args.data_bucket_arn), runs],
        writes=[runs],
        kms_key_arns=[args.kms_key_arn],
        repository_arns=[image.repository_arn(account) for image in images.values()],
        processes=True,
        network=args.placement,
    ).statements(account)


def starter_statements(
    args: TrainingPipelineArgs, account: Account, job_role_arn: pulumi.Output[str]
) -> list[Statement]:
    """What the pipeline does: start and watch its own jobs, hand them their role, register the model."""
    starts: list[StartedKind] = ["Processing", "HyperParameterTuning" if args.tune else "Training"]
    return jobs.Pipeline(
        starts=starts,
        job_role_arns=[job_role_arn],
        package_group_arns=[args.package_group_arn],
        reads=[jobs.Objects(bucket_arn=args.artifact_bucket_arn, prefix=PREFIX)],
        kms_key_arns=[args.kms_key_arn],
        network=args.placement,
    ).statements(account)
