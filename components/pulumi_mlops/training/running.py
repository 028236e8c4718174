"""Running: what every pipeline has, whoever wrote its definition: two roles, the pipeline itself, what starts it."""

from collections.abc import Sequence
from typing import Any

import pulumi
from pulumi_aws import sagemaker
from pydantic import Field

from ..access import jobs
from ..access.jobs.starters import StartedKind
from ..access.placement import PlacedArgs, Placement
from ..access.role import ExecutionRole, ExecutionRoleArgs, wearing
from ..access.statements import Statement
from ..args import Arn, Input, KmsKeyArn
from ..component import Component
from ..naming import physical_name
from ..tracking.links import TrackingLinks
from .starting import StartSettings, start_by

PREFIX = "training/"
"""Where in the artifact bucket the runs write."""


class RunningArgs(PlacedArgs):
    """What a pipeline runs with."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for volumes and outputs.")
    data_bucket: Input[str] = Field(description="Name of the bucket with the data to train on.")
    data_bucket_arn: Input[Arn] = Field(description="ARN of that bucket.")
    artifact_bucket: Input[str] = Field(description="Name of the bucket for models and evaluations.")
    artifact_bucket_arn: Input[Arn] = Field(description="ARN of that bucket.")
    package_group: Input[str] = Field(description="Model package group that models are registered in.")
    package_group_arn: Input[Arn] = Field(description="ARN of that group.")
    tracker: TrackingLinks | None = Field(None, description="Where steps that are tracked log their runs.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the roles.")

    @property
    def reaching(self) -> Placement | None:
        """Where a tracked step stands: the network, and the group that lets it through to the tracker."""
        if self.placement is None or self.tracker is None or self.tracker.security_group_id is None:
            return self.placement
        groups = pulumi.Output.all(self.security_group_ids, self.tracker.security_group_id)
        return Placement(
            subnet_ids=self.subnet_ids, security_group_ids=groups.apply(lambda known: [*known[0], known[1]])
        )


class Running(Component, token="mlops:training:Running"):
    """A pipeline with two roles: one that may start its jobs, and one that the jobs have. Base of those that are."""

    pipeline_name: pulumi.Output[str]
    arn: pulumi.Output[str]
    job_role_arn: pulumi.Output[str]
    definition_hash: pulumi.Output[str]
    """The same for the same commit, data version and settings, wherever it is made."""
    ci_role_arn: pulumi.Output[str] | None
    """What a run of CI takes to start the pipeline; none: `start.git_push` names no CI."""

    def job_role(
        self, name: str, args: RunningArgs, repository_arns: Sequence[Input[str]], *, tracked: bool
    ) -> ExecutionRole:
        """What the jobs do: read the data, read and write their own runs, log, measure; where tracked, tell of runs."""
        runs = jobs.Objects(bucket_arn=args.artifact_bucket_arn, prefix=PREFIX)
        job = jobs.Training(
            reads=[jobs.Objects(bucket_arn=args.data_bucket_arn), runs],
            writes=[runs],
            kms_key_arns=[args.kms_key_arn],
            repository_arns=repository_arns,
            processes=True,
            network=args.reaching if tracked else args.placement,
        )
        telling = args.tracker.statements() if tracked and args.tracker else []
        return self._role(f"{name}-job", job, args, telling)

    def run(
        self,
        name: str,
        args: RunningArgs,
        sealed: pulumi.Output[tuple[str, str]],
        *,
        runner: ExecutionRole,
        starts: Sequence[StartedKind],
        tuning_steps: Sequence[str],
        chosen: StartSettings,
        max_parallel_steps: int | None,
        tracked: bool,
    ) -> None:
        """The pipeline, from its definition and that one's hash; the role that starts its jobs; what starts it."""
        # It hands on what its steps wrote, registers the model, and never approves it.
        job = jobs.Pipeline(
            starts=starts,
            job_role_arns=[runner.arn],
            package_group_arns=[args.package_group_arn],
            reads=[jobs.Objects(bucket_arn=args.artifact_bucket_arn, prefix=PREFIX)],
            kms_key_arns=[args.kms_key_arn],
            tuning_steps=tuning_steps,
            network=args.reaching if tracked else args.placement,
        )
        starter = self._role(f"{name}-starter", job, args)
        most: Any = {"max_parallel_execution_steps": max_parallel_steps} if max_parallel_steps else None
        pipeline = sagemaker.Pipeline(
            f"{name}-pipeline",
            pipeline_name=physical_name(name),
            pipeline_display_name=physical_name(name),
            pipeline_definition=sealed[0],
            parallelism_configuration=most,
            role_arn=starter.arn,
            tags=self.tags,
            opts=wearing(self, runner, starter),
        )
        ci_role_arn = start_by(self, name, chosen, pipeline.arn, args.data_bucket, args.permissions_boundary)
        self.publish(
            pipeline_name=pipeline.pipeline_name,
            arn=pipeline.arn,
            job_role_arn=runner.arn,
            definition_hash=sealed[1],
            ci_role_arn=ci_role_arn,
        )

    def _role(self, name: str, job: jobs.Job, args: RunningArgs, more: Sequence[Statement] = ()) -> ExecutionRole:
        return ExecutionRole(
            name,
            ExecutionRoleArgs(
                service=job.service,
                statements=[*job.statements(self.account), *more],
                permissions_boundary=args.permissions_boundary,
                tags=self.tags,
            ),
            self.child,
        )
