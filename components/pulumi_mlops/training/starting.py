"""Starting: what begins a run of a pipeline, by the clock or by an event, each with a role that may do just that.

A run that an event begins is told of it by parameters of the pipeline, which EventBridge fills from the event:
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Self
from zoneinfo import available_timezones

import pulumi
from pulumi_aws import cloudwatch, scheduler
from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from ..access import jobs
from ..access.role import ExecutionRole, ExecutionRoleArgs, make_role, wearing
from ..access.statements import statement
from ..access.trust import GitHubRun, GitLabRun, RefName, TakenBy
from ..args import Arn, Input, Matching, Settings, wrong
from ..component import Component
from ..documents import as_json
from ..naming import physical_name

EVERY = {"hour": "rate(1 hour)", "day": "rate(1 day)", "week": "rate(7 days)"}
Expression = Annotated[
    str,
    Matching(
        r"^(hour|day|week|rate\(\d+ (minute|hour|day)s?\)|cron\(\S+( \S+){5}\))$",
        'must be hour, day, week, a rate or a cron of six fields, for example "cron(0 6 ? * MON *)"',
    ),
]


class ScheduleStart(Settings):
    """By the clock."""

    every: Expression = Field(
        description="hour, day, week, or an expression of EventBridge Scheduler: rate(...), cron(...)."
    )
    timezone: str = Field("UTC", description="Time zone of a cron, for example Europe/Berlin.")

    @field_validator("timezone")
    @classmethod
    def _known(cls, timezone: str) -> str:
        if timezone not in available_timezones():
            raise PydanticCustomError("form", "{must}", {"must": "must be a time zone, for example Europe/Berlin"})
        return timezone


class NewDataStart(Settings):
    """When data is complete: one object says so for many, so that there is one run and not one an object."""

    prefix: str = Field("", max_length=900, description="What the keys of the data begin with, for example daily/.")
    marker: str = Field("_SUCCESS", pattern=r"^[\w.-]{1,100}$", description="Name of the object that is written last.")


class GitPushStart(Settings):
    """When code is pushed. The commit is handed to the run, and models carry it."""

    codecommit: str | None = Field(
        None, pattern=r"^[\w.-]{1,100}$", description="Repository of CodeCommit, which tells EventBridge of pushes."
    )
    branch: RefName = Field("main", description="Branch of that repository.")
    github: Sequence[GitHubRun] = Field((), description="Workflows of GitHub that may start a run, by their token.")
    gitlab: Sequence[GitLabRun] = Field((), description="Pipelines of GitLab that may start a run, by their token.")

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not (self.codecommit or self.github or self.gitlab):
            raise wrong("codecommit, github or gitlab must say where code is pushed to", "codecommit")
        return self


class DriftStart(Settings):
    """When an alarm goes off that watches for drift."""

    alarms: Sequence[Input[str]] = Field(min_length=1, description="Names of alarms; a * at the end stands for more.")


class StartSettings(Settings):
    """What begins a run."""

    schedule: ScheduleStart | None = Field(None, description="By the clock.")
    new_data: NewDataStart | None = Field(None, description="When new data is complete in the data bucket.")
    git_push: GitPushStart | None = Field(None, description="When code is pushed.")
    drift: DriftStart | None = Field(None, description="When an alarm on drift goes off.")

    @property
    def without_data_version(self) -> str | None:
        """One of what is chosen here that cannot say which version of the data a run gets."""
        return next((how for how in ("schedule", "git_push", "drift") if getattr(self, how)), None)


def start_by(
    component: Component,
    name: str,
    chosen: StartSettings,
    pipeline_arn: pulumi.Output[str],
    data_bucket: Input[str],
    permissions_boundary: Input[Arn] | None,
) -> pulumi.Output[str] | None:
    """Rules, schedule and their roles, as children of the component. The role that CI takes comes back, by its ARN."""

    def role(of: str, job: jobs.EventRule | jobs.Schedule) -> ExecutionRole:
        args = ExecutionRoleArgs(
            service=job.service,
            statements=job.statements(component.account),
            permissions_boundary=permissions_boundary,
            tags=component.tags,
        )
        return ExecutionRole(f"{name}-{of}", args, component.child)

    if chosen.schedule:
        scheduling = role("schedule", jobs.Schedule(pipeline_arns=[pipeline_arn]))
        scheduler.Schedule(
            f"{name}-schedule",
            name=physical_name(name, 64),
            description="Starts a run of the training pipeline.",
            schedule_expression=EVERY.get(chosen.schedule.every, chosen.schedule.every),
            schedule_expression_timezone=chosen.schedule.timezone,
            flexible_time_window={"mode": "FLEXIBLE", "maximum_window_in_minutes": 15},
            target={
                "arn": pipeline_arn,
                "role_arn": scheduling.arn,
                "retry_policy": {"maximum_event_age_in_seconds": 3600, "maximum_retry_attempts": 10},
            },
            opts=wearing(component, scheduling),
        )
    events = _events(chosen, data_bucket)
    if events:
        ruling = role("events", jobs.EventRule(pipeline_arns=[pipeline_arn]))
        for of, (pattern, handed) in events.items():
            _rule(component, f"{name}-{of}", pattern, handed, pipeline_arn, ruling)
    if chosen.git_push and (chosen.git_push.github or chosen.git_push.gitlab):
        return _ci_role(component, name, chosen.git_push, pipeline_arn, permissions_boundary)
    return None


def _events(chosen: StartSettings, data_bucket: Input[str]) -> dict[str, tuple[Any, Mapping[str, str]]]:
    """By name: the events that start a run, and the parameters that are filled from them."""
    made: dict[str, tuple[Any, Mapping[str, str]]] = {}
    if chosen.new_data:
        key = {"wildcard": f"{chosen.new_data.prefix}*{chosen.new_data.marker}"}
        made["new-data"] = (
            {
                "source": ["aws.s3"],
                "detail-type": ["Object Created"],
                "detail": {"bucket": {"name": [data_bucket]}, "object": {"key": [key]}},
            },
            {"DataVersion": "$.detail.object.version-id"},
        )
    if chosen.git_push and chosen.git_push.codecommit:
        pushed = {
            "event": ["referenceCreated", "referenceUpdated"],
            "repositoryName": [chosen.git_push.codecommit],
            "referenceType": ["branch"],
            "referenceName": [chosen.git_push.branch],
        }
        made["git-push"] = (
            {"source": ["aws.codecommit"], "detail-type": ["CodeCommit Repository State Change"], "detail": pushed},
            {"Commit": "$.detail.commitId"},
        )
    if chosen.drift:
        gone_off = {
            "alarmName": [pulumi.Output.from_input(one).apply(_named) for one in chosen.drift.alarms],
            "state": {"value": ["ALARM"]},
            "previousState": {"value": [{"anything-but": "ALARM"}]},
        }
        made["drift"] = (
            {"source": ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"], "detail": gone_off},
            {},
        )
    return made


def _named(alarm: str) -> Any:
    return {"prefix": alarm[:-1]} if alarm.endswith("*") else alarm


def _rule(
    component: Component,
    name: str,
    pattern: Any,
    handed: Mapping[str, str],
    pipeline_arn: pulumi.Output[str],
    role: ExecutionRole,
) -> None:
    rule = cloudwatch.EventRule(
        name,
        name=physical_name(name, 64),
        description="Starts a run of the training pipeline.",
        event_pattern=as_json(pattern),
        tags=component.tags,
        opts=component.child,
    )
    parameters = [
        cloudwatch.EventTargetSagemakerPipelineTargetPipelineParameterListArgs(name=key, value=value)
        for key, value in handed.items()
    ]
    cloudwatch.EventTarget(
        name,
        rule=rule.name,
        target_id="pipeline",
        arn=pipeline_arn,
        role_arn=role.arn,
        sagemaker_pipeline_target=(
            cloudwatch.EventTargetSagemakerPipelineTargetArgs(pipeline_parameter_lists=parameters)
            if parameters
            else None
        ),
        retry_policy={"maximum_event_age_in_seconds": 3600, "maximum_retry_attempts": 10},
        opts=wearing(component, role),
    )


def _ci_role(
    component: Component,
    name: str,
    push: GitPushStart,
    pipeline_arn: pulumi.Output[str],
    permissions_boundary: Input[Arn] | None,
) -> pulumi.Output[str]:
    """What a run of CI takes by its token: it reads and starts this pipeline, and waits for it."""
    runs = pipeline_arn.apply(lambda arn: f"{arn}/execution/*")
    may = [
        statement(["sagemaker:DescribePipeline", "sagemaker:StartPipelineExecution"], [pipeline_arn]),
        statement(["sagemaker:DescribePipelineExecution", "sagemaker:ListPipelineExecutionSteps"], [runs]),
    ]
    trusts = TakenBy(github=push.github, gitlab=push.gitlab).trusts(component.account)
    return make_role(component, f"{name}-ci", trust=trusts, statements=may, boundary=permissions_boundary).arn
