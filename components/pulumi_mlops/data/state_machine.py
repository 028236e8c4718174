"""StateMachine: a workflow of Step Functions that is checked before it is made, logged, traced and watched."""

from collections.abc import Mapping
from typing import Any, Self

import pulumi
from pulumi_aws import cloudwatch, sfn
from pydantic import Field, model_validator

from ..access.job_role import JobRole, JobRoleArgs
from ..access.jobs import AnyJob
from ..access.role import wearing
from ..args import LOGS_KEPT, Args, Arn, Input, KmsKeyArn, LogRetentionDays, wrong
from ..component import Component
from ..documents import as_json
from ..monitoring.count_alarms import run_alarms
from ..naming import physical_name
from .states import problems

NAME_LIMIT = 80
"""https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html"""


class StateMachineArgs(Args):
    """What a StateMachine is made of."""

    definition: Mapping[str, Any] = Field(description="What it does, in the Amazon States Language.")
    job: AnyJob = Field(description="What its role may do: a job that Step Functions takes the role of.")
    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for its logs.")
    alarm_topic_arn: Input[Arn] = Field(description="Topic that is told when a run ends badly.")
    log_retention_days: LogRetentionDays = Field(default=LOGS_KEPT, description="Days that its logs are kept.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the role.")

    @model_validator(mode="after")
    def _can_be_made(self) -> Self:
        if found := problems(self.definition):
            raise wrong("; ".join(found), "definition")
        if self.job.service != "states.amazonaws.com":
            raise wrong(f"is a job of {self.job.service}: Step Functions could not take its role", "job")
        return self


class StateMachine(Component, token="mlops:data:StateMachine"):
    """A standard workflow with its role, its log under the customer key, X-Ray, and alarms on how runs end."""

    arn: pulumi.Output[str]
    name: pulumi.Output[str]
    role_arn: pulumi.Output[str]
    alarm_names: list[pulumi.Output[str]]

    def __init__(self, name: str, args: StateMachineArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        full = physical_name(name, NAME_LIMIT)
        log = cloudwatch.LogGroup(
            f"{name}-log",
            # The prefix keeps the log's resource policy short, however many machines there are.
            name=f"/aws/vendedlogs/states/{full}",
            kms_key_id=args.kms_key_arn,
            retention_in_days=args.log_retention_days,
            tags=self.tags,
            opts=self.child,
        )
        role = JobRole(
            f"{name}-machine",
            JobRoleArgs(job=args.job, permissions_boundary=args.permissions_boundary, tags=self.tags),
            self.child,
        )
        machine = sfn.StateMachine(
            f"{name}-machine",
            name=full,
            role_arn=role.arn,
            definition=as_json(args.definition),
            logging_configuration={
                "level": "ALL",
                "include_execution_data": True,
                "log_destination": pulumi.Output.concat(log.arn, ":*"),
            },
            tracing_configuration={"enabled": True},
            tags=self.tags,
            opts=wearing(self, role),
        )
        alarms = run_alarms(self, name, machine, args.alarm_topic_arn)
        self.publish(
            arn=machine.arn,
            name=machine.name,
            role_arn=role.arn,
            alarm_names=[alarm.name for alarm in alarms],
        )
