"""Jobs that start others: SageMaker's pipelines, Step Functions, rules and schedules of EventBridge."""

from collections.abc import Sequence
from typing import ClassVar, Literal, Self

import pulumi
from pydantic import Field, model_validator

from ...args import Arn, Input, KmsKeyArn, wrong
from ...component import Account
from ..guards import never_decided, unless_encrypted, unless_inside
from ..listings import LOG_DELIVERY, TRACING
from ..placement import Placement
from ..statements import Statement, pass_roles, statement, use_key
from .base import Job, Objects

SAGEMAKER = "sagemaker.amazonaws.com"
StartedKind = Literal["Processing", "Training", "HyperParameterTuning", "Transform"]
ARN_KINDS: dict[StartedKind, str] = {
    "Processing": "processing-job",
    "Training": "training-job",
    "HyperParameterTuning": "hyper-parameter-tuning-job",
    "Transform": "transform-job",
}
"""Each kind of job, as actions name it and as ARNs do."""


class Starter(Job):
    """What starts jobs of SageMaker, and hands them their roles."""

    starts: Sequence[StartedKind] = Field(
        default=("Processing", "Training"), description="Kinds of jobs that it starts."
    )
    job_role_arns: Sequence[Input[Arn]] = Field(min_length=1, description="Roles that it hands to these jobs.")
    network: Placement | None = Field(default=None, description="The only network its jobs may be in; none: any.")

    def starting(self, account: Account, prefix: str) -> list[Statement]:
        """Start, watch and stop jobs of that prefix; refuse those in the clear or outside of the network."""
        named = [f"{ARN_KINDS[kind]}/{name}*" for kind in self.starts for name in self.names_of(kind, prefix)]
        jobs = [account.arn("sagemaker", name) for name in named]
        actions = [f"sagemaker:{verb}{kind}Job" for kind in self.starts for verb in ("Create", "Describe", "Stop")]
        return [
            statement(actions, jobs),
            statement(["sagemaker:AddTags", "sagemaker:ListTags"], jobs),
            *pass_roles(self.job_role_arns, SAGEMAKER),
            *unless_encrypted(),
            *(unless_inside(self.network) if self.network else ()),
        ]

    def names_of(self, kind: StartedKind, prefix: str) -> Sequence[str]:  # noqa: ARG002 - a kind may differ
        """What the names of its jobs of a kind begin with."""
        return [prefix]


class Pipeline(Starter):
    """A pipeline of SageMaker: it starts its own jobs, reads the evaluation, and registers the model."""

    kind: Literal["pipeline"] = Field(default="pipeline", description="This kind of job.")
    package_group_arns: Sequence[Input[Arn]] = Field(default=(), description="Groups that it registers models in.")
    reads: Sequence[Objects] = Field(default=(), description="What its steps hand on: evaluations, models.")
    kms_key_arns: Sequence[Input[KmsKeyArn]] = Field(min_length=1, description="Keys of these.")
    tuning_steps: Sequence[str] = Field(default=("Tune",), description="Names of its steps that tune.")

    def names_of(self, kind: StartedKind, prefix: str) -> Sequence[str]:
        """A tuning job's name has room for 32 characters: SageMaker makes it <execution>-<step, cut to 8>-<random>."""
        if kind == "HyperParameterTuning":
            return [f"*-{step[:8]}-" for step in self.tuning_steps]
        return super().names_of(kind, prefix)

    def statements(self, account: Account) -> list[Statement]:
        """Start its jobs, whose names SageMaker makes: pipelines-<execution>-<step>-<random>. Never approve a model."""
        return [
            *self.starting(account, "pipelines-"),
            *(self._registering() if self.package_group_arns else ()),
            *(made for one in self.reads for made in one.read()),
            *use_key(*self.kms_key_arns),
        ]

    def _registering(self) -> list[Statement]:
        groups = [pulumi.Output.from_input(arn) for arn in self.package_group_arns]
        versions = [arn.apply(versions_of) for arn in groups]
        return [
            statement(["sagemaker:DescribeModelPackageGroup"], groups),
            statement(["sagemaker:CreateModelPackage", "sagemaker:DescribeModelPackage"], [*groups, *versions]),
            never_decided([*groups, *versions]),
            statement(["sagemaker:AddTags", "sagemaker:ListTags"], versions),
        ]


class StepFunctions(Starter):
    """A state machine: it starts jobs and pipelines, waits for them, and tells topics."""

    service: ClassVar[str] = "states.amazonaws.com"

    kind: Literal["step_functions"] = Field(default="step_functions", description="This kind of job.")
    job_prefix: str = Field(min_length=1, description="What its jobs' names begin with, for example churn-.")
    pipeline_arns: Sequence[Input[Arn]] = Field(default=(), description="Pipelines of SageMaker that it starts.")
    glue_job_arns: Sequence[Input[Arn]] = Field(default=(), description="Glue jobs that it starts.")
    topic_arns: Sequence[Input[Arn]] = Field(default=(), description="Topics that it tells.")
    kms_key_arns: Sequence[Input[KmsKeyArn]] = Field(default=(), description="Keys of these topics.")

    def statements(self, account: Account) -> list[Statement]:
        """Start, wait, tell; log and trace, which take no resource."""
        glue = [f"glue:{verb}JobRun" for verb in ("Start", "Get", "BatchStop")] + ["glue:GetJobRuns"]
        pipelines = [pulumi.Output.from_input(arn) for arn in self.pipeline_arns]
        runs = [arn.apply(lambda known: f"{known}/execution/*") for arn in pipelines]
        followed = [f"sagemaker:{verb}PipelineExecution" for verb in ("Describe", "Stop")]
        return [
            *self.starting(account, self.job_prefix),
            # A state that waits for its job (.sync) has EventBridge tell it, by a rule of the service's own name:
            # https://docs.aws.amazon.com/step-functions/latest/dg/sagemaker-iam.html
            statement(
                ["events:DescribeRule", "events:PutRule", "events:PutTargets"],
                [account.arn("events", "rule/StepFunctionsGetEventsForSageMaker*")],
            ),
            *([statement(["sagemaker:StartPipelineExecution"], pipelines)] if pipelines else ()),
            *([statement(followed, runs)] if pipelines else ()),
            *([statement(glue, self.glue_job_arns)] if self.glue_job_arns else ()),
            *([statement(["sns:Publish"], self.topic_arns)] if self.topic_arns else ()),
            *(use_key(*self.kms_key_arns) if self.kms_key_arns else ()),
            statement(LOG_DELIVERY, ["*"]),
            statement(TRACING, ["*"]),
        ]


class Trigger(Job):
    """What starts pipelines and state machines, and nothing else."""

    pipeline_arns: Sequence[Input[Arn]] = Field(default=(), description="Pipelines of SageMaker that it starts.")
    state_machine_arns: Sequence[Input[Arn]] = Field(default=(), description="State machines that it starts.")

    @model_validator(mode="after")
    def _starts_something(self) -> Self:
        if not self.pipeline_arns and not self.state_machine_arns:
            raise wrong("or state_machine_arns must name what is started", "pipeline_arns")
        return self

    def statements(self, account: Account) -> list[Statement]:  # noqa: ARG002 - it is given all that it names
        """Start these."""
        pipelines, machines = self.pipeline_arns, self.state_machine_arns
        return [
            *([statement(["sagemaker:StartPipelineExecution"], pipelines)] if pipelines else ()),
            *([statement(["states:StartExecution"], machines)] if machines else ()),
        ]


class EventRule(Trigger):
    """A rule of EventBridge: when something happens."""

    service: ClassVar[str] = "events.amazonaws.com"

    kind: Literal["event_rule"] = Field(default="event_rule", description="This kind of job.")


class Schedule(Trigger):
    """A schedule of EventBridge Scheduler: by the clock."""

    service: ClassVar[str] = "scheduler.amazonaws.com"

    kind: Literal["schedule"] = Field(default="schedule", description="This kind of job.")
    queue_arns: Sequence[Input[Arn]] = Field(default=(), description="Queues that keep what could not be started.")
    kms_key_arns: Sequence[Input[KmsKeyArn]] = Field(default=(), description="Keys of these queues.")

    def statements(self, account: Account) -> list[Statement]:
        """Start these, and keep what could not be started: the scheduler does that in its role."""
        keys = statement(["kms:Decrypt", "kms:GenerateDataKey"], self.kms_key_arns)
        return [
            *super().statements(account),
            *([statement(["sqs:SendMessage"], self.queue_arns)] if self.queue_arns else ()),
            *([keys] if self.kms_key_arns else ()),
        ]


def versions_of(group_arn: str) -> str:
    """The versions in a model package group."""
    return group_arn.replace(":model-package-group/", ":model-package/") + "/*"
