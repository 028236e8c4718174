"""Starting: what begins a run of a state machine, by the clock or by a new object, and what is kept if it cannot."""

from typing import Any

from pulumi_aws import cloudwatch, scheduler, sqs

from ..access import jobs
from ..access.job_role import JobRole, JobRoleArgs
from ..access.role import wearing
from ..args import Input
from ..component import Component
from ..documents import as_json
from ..monitoring.count_alarms import count_alarm
from ..naming import physical_name
from ..training.starting import EVERY, ScheduleStart
from .sources import NewObjectsStart

TRIES, HOURS = 10, 6
"""How often, and for how long, EventBridge tries to start a run before it is kept."""


def watch_failed(component: Component, name: str, queue: sqs.Queue, topic_arn: Input[str]) -> cloudwatch.MetricAlarm:
    """An alarm for as long as something is kept that nobody has dealt with."""
    return count_alarm(
        component,
        f"{name}-kept",
        "Something failed and is kept in the queue.",
        ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
        {"QueueName": queue.name},
        topic_arn,
        statistic="Maximum",
    )


def by_the_clock(
    component: Component,
    name: str,
    schedule: ScheduleStart,
    machine_arn: Input[str],
    queue: sqs.Queue,
    kms_key_arn: Input[str],
    permissions_boundary: Input[str] | None,
) -> None:
    """A schedule, whose role starts the machine and keeps what it could not start."""
    job = jobs.Schedule(state_machine_arns=[machine_arn], queue_arns=[queue.arn], kms_key_arns=[kms_key_arn])
    role = _role(component, f"{name}-clock", job, permissions_boundary)
    scheduler.Schedule(
        f"{name}-schedule",
        name=physical_name(name, 64),
        description="Starts a run of the data pipeline.",
        schedule_expression=EVERY.get(schedule.every, schedule.every),
        schedule_expression_timezone=schedule.timezone,
        flexible_time_window={"mode": "OFF"},
        target={
            "arn": machine_arn,
            "role_arn": role.arn,
            "input": '{"started_by": "schedule"}',
            "dead_letter_config": {"arn": queue.arn},
            "retry_policy": {"maximum_retry_attempts": TRIES, "maximum_event_age_in_seconds": HOURS * 3600},
        },
        opts=wearing(component, role),
    )


def by_new_data(
    component: Component,
    name: str,
    objects: tuple[Input[str], str, NewObjectsStart],
    machine_arn: Input[str],
    queue: sqs.Queue,
    permissions_boundary: Input[str] | None,
) -> None:
    """A rule on what S3 tells of objects: bucket, prefix and what of them. Its event is the input of the run."""
    role = _role(component, f"{name}-event", jobs.EventRule(state_machine_arns=[machine_arn]), permissions_boundary)
    rule = cloudwatch.EventRule(
        f"{name}-new-data",
        name=physical_name(name, 64),
        description="New data starts a run.",
        event_pattern=as_json(pattern(*objects)),
        tags=component.tags,
        opts=component.child,
    )
    cloudwatch.EventTarget(
        f"{name}-new-data",
        rule=rule.name,
        target_id="run",
        arn=machine_arn,
        role_arn=role.arn,
        dead_letter_config={"arn": queue.arn},
        retry_policy={"maximum_retry_attempts": TRIES, "maximum_event_age_in_seconds": HOURS * 3600},
        opts=wearing(component, role),
    )


def pattern(bucket: Input[str], prefix: str, new: NewObjectsStart) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html"""
    key = {"wildcard": f"{prefix}*{new.marker}"} if new.marker else {"prefix": prefix}
    return {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {"bucket": {"name": [bucket]}, "object": {"key": [key]}},
    }


def _role(component: Component, name: str, job: Any, permissions_boundary: Input[str] | None) -> JobRole:
    return JobRole(
        name,
        JobRoleArgs(job=job, permissions_boundary=permissions_boundary, tags=component.tags),
        component.child,
    )
