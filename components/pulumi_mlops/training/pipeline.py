"""TrainingPipeline: check, process, train, evaluate, gate and register a model, each job encrypted and isolated."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Self

import pulumi
from pydantic import Field, model_validator

from ..args import Input, wrong
from ..component import Account
from ..documents import as_json
from .checking import check
from .definition import definition, sealed
from .expressions import EXECUTION, join
from .plan import NAMES, Plan
from .registering import Registration
from .running import PREFIX, Running, RunningArgs
from .settings import TrainingPipelineSettings


class TrainingPipelineArgs(TrainingPipelineSettings, RunningArgs):
    """What a TrainingPipeline is made of."""

    feature_groups: Sequence[Input[str]] = Field(
        (), description="Names of the feature groups that the data is made of."
    )
    model_card: Mapping[str, Any] = Field(
        default_factory=dict, description="Content of the model card, as SageMaker's schema has it; empty: no card."
    )

    @model_validator(mode="after")
    def _tracked_steps_reach_the_tracker(self) -> Self:
        for step in self.tracked:
            if self.tracker is None:
                raise wrong("needs a tracker to log to", "steps", step, "tracked")
            if self.placement is None:
                text = "needs subnet_ids: in SageMaker's own network a container that is not isolated has the internet"
                raise wrong(text, "steps", step, "tracked")
        return self


class TrainingPipeline(Running, token="mlops:training:TrainingPipeline"):
    """A SageMaker pipeline with two roles: one that may start its jobs, and one that the jobs have."""

    def __init__(self, name: str, args: TrainingPipelineArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        images = {(image.registry, image.repository): image for image in map(args.image_of, NAMES)}
        runner = self.job_role(
            name, args, [image.repository_arn(self.account) for image in images.values()], tracked=bool(args.tracked)
        )
        made = definition(
            plan_of(args, self.account, runner.arn),
            Registration(args.package_group, args.feature_groups, args.model_card),
            data_uri=pulumi.Output.concat("s3://", args.data_bucket),
        )
        check(made, f"training pipeline {name}")
        self.run(
            name,
            args,
            as_json(made).apply(lambda text: sealed(json.loads(text))),
            runner=runner,
            starts=["Processing", "HyperParameterTuning" if args.tune else "Training"],
            tuning_steps=["Tune"],
            chosen=args.start,
            max_parallel_steps=args.max_parallel_steps,
            tracked=bool(args.tracked),
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
        runs=join(pulumi.Output.concat("s3://", args.artifact_bucket, "/", PREFIX.rstrip("/")), "/runs/", EXECUTION),
        network=args.placement,
        reaching=args.reaching,
        told=args.tracker.environment if args.tracker else {},
    )
