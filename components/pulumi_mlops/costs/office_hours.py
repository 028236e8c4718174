"""Office hours: a state machine that stops Studio apps and notebook instances, each hour in which nobody works."""

from typing import Any, Self
from zoneinfo import available_timezones

import pulumi
import pulumi_aws as aws
from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from ..access.listings import LOG_DELIVERY, TRACING
from ..access.role import ExecutionRole, ExecutionRoleArgs
from ..access.statements import Statement, statement
from ..args import LOGS_KEPT, Arn, Input, KmsKeyArn, Settings, wrong
from ..component import Account, Component
from ..documents import as_json
from ..monitoring.count_alarms import run_alarms
from ..naming import physical_name


class OfficeHours(Settings):
    """When people work, Monday to Friday."""

    begin: int = Field(7, ge=0, le=23, description="First hour of the working day, from 0 to 23.")
    end: int = Field(20, ge=1, le=24, description="Hour at which the working day is over, from 1 to 24.")
    timezone: str = Field("UTC", description="Time zone of the hours, for example Europe/Berlin.")

    @field_validator("timezone")
    @classmethod
    def _known(cls, timezone: str) -> str:
        if timezone not in available_timezones():
            raise PydanticCustomError("form", "{must}", {"must": "must be a time zone, for example Europe/Berlin"})
        return timezone

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end <= self.begin:
            raise wrong(f"must be later than begin, which is {self.begin}", "end")
        return self

    @property
    def crons(self) -> dict[str, str]:
        """When the machine runs: every hour of the nights, and of the days of a weekend."""
        night = [hour for hour in range(24) if not self.begin <= hour < self.end]
        nights = {"nights": f"cron(0 {','.join(map(str, night))} ? * * *)"} if night else {}
        return {**nights, "weekends": f"cron(0 {self.begin}-{self.end - 1} ? * SAT,SUN *)"}


def stop_out_of_hours(
    component: Component,
    name: str,
    hours: OfficeHours,
    *,
    kms_key_arn: Input[KmsKeyArn],
    alert_topic_arn: Input[Arn],
    permissions_boundary: Input[Arn] | None,
) -> None:
    """The machine, its role, its log and its alarms, and the schedules that start it, as children of the component."""
    bounded: dict[str, Any] = {"permissions_boundary": permissions_boundary, "tags": component.tags}
    stopper = ExecutionRole(
        f"{name}-stopper",
        ExecutionRoleArgs(service="states.amazonaws.com", statements=stop_statements(component.account), **bounded),
        opts=component.child,
    )
    full = physical_name(f"{name}-stopper", 80)
    log = aws.cloudwatch.LogGroup(
        f"{name}-stopper-log",
        name=f"/aws/vendedlogs/states/{full}",
        kms_key_id=kms_key_arn,
        retention_in_days=LOGS_KEPT,
        tags=component.tags,
        opts=component.child,
    )
    machine = aws.sfn.StateMachine(
        f"{name}-stopper",
        name=full,
        role_arn=stopper.arn,
        definition=as_json(definition()),
        logging_configuration={
            "level": "ERROR",
            "include_execution_data": True,
            "log_destination": pulumi.Output.concat(log.arn, ":*"),
        },
        tracing_configuration={"enabled": True},
        tags=component.tags,
        opts=component.child_with(depends_on=[stopper.ready]),
    )
    run_alarms(component, f"{name}-stopper", machine, alert_topic_arn)
    starter = ExecutionRole(
        f"{name}-starter",
        ExecutionRoleArgs(
            service="scheduler.amazonaws.com",
            statements=[statement(["states:StartExecution"], [machine.arn])],
            **bounded,
        ),
        opts=component.child,
    )
    for when, cron in hours.crons.items():
        aws.scheduler.Schedule(
            f"{name}-{when}",
            name=physical_name(f"{name}-{when}", 64),
            description="Stops Studio apps and notebook instances when nobody works.",
            schedule_expression=cron,
            schedule_expression_timezone=hours.timezone,
            flexible_time_window={"mode": "FLEXIBLE", "maximum_window_in_minutes": 15},
            target={"arn": machine.arn, "role_arn": starter.arn, "retry_policy": {"maximum_retry_attempts": 3}},
            opts=component.child_with(depends_on=[starter.ready]),
        )


def stop_statements(account: Account) -> list[Statement]:
    """Find what runs, and stop it. The two lists take no resource, nor do the deliveries of logs and traces.

    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
    """
    return [
        statement(["sagemaker:ListApps", "sagemaker:ListNotebookInstances"], ["*"]),
        statement(["sagemaker:DeleteApp"], [account.arn("sagemaker", "app/*")]),
        statement(["sagemaker:StopNotebookInstance"], [account.arn("sagemaker", "notebook-instance/*")]),
        statement(LOG_DELIVERY, ["*"]),
        statement(TRACING, ["*"]),
    ]


APP = {f"{key}.$": f"$.{key}" for key in ("DomainId", "AppType", "AppName")}


def definition() -> dict[str, Any]:
    """The machine: page after page of what there is, and what runs of it is stopped.

    What cannot be stopped keeps nothing else from being stopped; the next hour tries again.
    """
    stop_app = {
        "StartAt": "IsAppRunning",
        "States": {
            "IsAppRunning": _choice([({"Variable": "$.Status", "StringEquals": "InService"}, "WhoseApp")], "KeepApp"),
            "WhoseApp": _choice([({"Variable": "$.SpaceName", "IsPresent": True}, "StopSpacesApp")], "StopUsersApp"),
            "StopSpacesApp": _stop("deleteApp", {**APP, "SpaceName.$": "$.SpaceName"}, "KeepApp"),
            "StopUsersApp": _stop("deleteApp", {**APP, "UserProfileName.$": "$.UserProfileName"}, "KeepApp"),
            "KeepApp": {"Type": "Pass", "End": True},
        },
    }
    running = {"Variable": "$.NotebookInstanceStatus", "StringEquals": "InService"}
    notebook = {"NotebookInstanceName.$": "$.NotebookInstanceName"}
    stop_notebook = {
        "StartAt": "IsNotebookRunning",
        "States": {
            "IsNotebookRunning": _choice([(running, "StopNotebook")], "KeepNotebook"),
            "StopNotebook": _stop("stopNotebookInstance", notebook, "KeepNotebook"),
            "KeepNotebook": {"Type": "Pass", "End": True},
        },
    }
    return {
        "Comment": "Stops Studio apps and notebook instances.",
        "StartAt": "ListApps",
        "States": {
            **_pages("Apps", "listApps", stop_app, "ListNotebookInstances"),
            **_pages("NotebookInstances", "listNotebookInstances", stop_notebook, "Stopped"),
            "Stopped": {"Type": "Succeed", "OutputPath": None},
        },
    }


def _pages(what: str, lists: str, each: dict[str, Any], then: str) -> dict[str, Any]:
    """The states that list a page, do `each` with all of it, and go on to the next page or to `then`."""
    more = {"Variable": "$.NextToken", "IsPresent": True}
    return {
        f"List{what}": _call(lists, {"MaxResults": 100}, Next=f"Each{what}"),
        f"Each{what}": {
            "Type": "Map",
            "ItemsPath": f"$.{what}",
            "MaxConcurrency": 5,
            "ItemProcessor": each,
            "ResultPath": None,
            "Next": f"More{what}",
        },
        f"More{what}": _choice([(more, f"ListMore{what}")], then),
        f"ListMore{what}": _call(lists, {"MaxResults": 100, "NextToken.$": "$.NextToken"}, Next=f"Each{what}"),
    }


def _call(operation: str, parameters: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": f"arn:aws:states:::aws-sdk:sagemaker:{operation}",
        "Parameters": parameters,
        "Retry": [{"ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 3, "BackoffRate": 2}],
        **more,
    }


def _stop(operation: str, parameters: dict[str, Any], otherwise: str) -> dict[str, Any]:
    return _call(operation, parameters, Catch=[{"ErrorEquals": ["States.ALL"], "Next": otherwise}], End=True)


def _choice(choices: list[tuple[dict[str, Any], str]], default: str) -> dict[str, Any]:
    return {"Type": "Choice", "Choices": [{**when, "Next": then} for when, then in choices], "Default": default}
