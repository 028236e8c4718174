"""event_queue: a queue in which EventBridge keeps events for people or jobs that come for them."""

from collections.abc import Sequence

from pulumi_aws import sqs

from ..access.statements import document, statement, tls_only
from ..args import Input
from ..component import Component
from ..naming import physical_name

KEPT_SECONDS = 14 * 24 * 3600
"""The longest that SQS keeps a message."""


def event_queue(
    component: Component, name: str, rules: Sequence[str], kms_key_arn: Input[str], *, resource: str | None = None
) -> sqs.Queue:
    """An encrypted queue that these rules, and nobody else, send to without an IAM policy.

    A rule of EventBridge has no role at a queue, but its own name:
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
    """
    account = component.account
    queue = sqs.Queue(
        resource or name,
        name=physical_name(name, 80),
        kms_master_key_id=kms_key_arn,
        message_retention_seconds=KEPT_SECONDS,
        tags=component.tags,
        opts=component.child,
    )
    senders = [account.arn("events", "rule/", physical_name(rule, 64)) for rule in rules]
    sent = {"ArnEquals": {"aws:SourceArn": senders}, "StringEquals": {"aws:SourceAccount": account.id}}
    events = {"Service": "events.amazonaws.com"}
    sqs.QueuePolicy(
        f"{name}-policy",
        queue_url=queue.url,
        policy=document(
            [
                statement(["sqs:SendMessage"], [queue.arn], principal=events, when=sent),
                tls_only("sqs:*", [queue.arn]),
            ]
        ),
        opts=component.child,
    )
    return queue
