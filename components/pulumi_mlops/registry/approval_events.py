"""ApprovalEvents: who hears that a model was approved or rejected, and the queue from which promotions are made."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
from pulumi_aws import cloudwatch, sqs
from pydantic import Field

from ..args import Args, Arn, Input, KmsKeyArn, Settings
from ..component import Component
from ..documents import as_json
from ..monitoring.event_queue import event_queue
from ..naming import physical_name

TOLD = {
    "group": "$.detail.ModelPackageGroupName",
    "package": "$.detail.ModelPackageArn",
    "status": "$.detail.ModelApprovalStatus",
    "version": "$.detail.ModelPackageVersion",
}
"""What is taken out of an event.

https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html#eventbridge-model-package
"""
SENTENCE = '"Version <version> of <group> is now <status>. <package>"'
MESSAGE = '{"group": "<group>", "version": <version>, "status": "<status>", "package": "<package>"}'


class ApprovalEventsSettings(Settings):
    """What a person chooses of ApprovalEvents."""

    promotion_queue: bool = Field(
        False, description="Keep approvals in a queue, from which a job of CI makes pull requests by `mlops promote`."
    )


class ApprovalEventsArgs(ApprovalEventsSettings, Args):
    """What ApprovalEvents are made of."""

    group_name: Input[str] = Field(description="Model package group whose approvals are told.")
    topic_arn: Input[Arn] = Field(description="Topic that is told, open to events.amazonaws.com.")
    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key of queues and topic, open to events.amazonaws.com.")


class ApprovalEvents(Component, token="mlops:registry:ApprovalEvents"):
    """Approvals and rejections of a model package group, told in a sentence; approvals in a queue where asked.

    What cannot be delivered is kept for 14 days in a queue of its own.
    """

    undelivered_queue_url: pulumi.Output[str]
    promotion_queue_url: pulumi.Output[str] | None

    def __init__(self, name: str, args: ApprovalEventsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        self.args = args
        promotions = f"{name}-promotions"
        undelivered = self._queue(f"{name}-undelivered", [name, *([promotions] if args.promotion_queue else ())])
        self._route(name, ("Approved", "Rejected"), args.topic_arn, SENTENCE, undelivered)
        queue = None
        if args.promotion_queue:
            queue = self._queue(promotions, [promotions])
            self._route(promotions, ("Approved",), queue.arn, MESSAGE, undelivered)
        self.publish(undelivered_queue_url=undelivered.url, promotion_queue_url=queue.url if queue else None)

    def _route(
        self, name: str, statuses: Sequence[str], target_arn: Input[str], template: str, undelivered: sqs.Queue
    ) -> None:
        pattern: Mapping[str, Any] = {
            "source": ["aws.sagemaker"],
            "detail-type": ["SageMaker Model Package State Change"],
            "detail": {"ModelPackageGroupName": [self.args.group_name], "ModelApprovalStatus": list(statuses)},
        }
        rule = cloudwatch.EventRule(
            f"{name}-rule",
            name=physical_name(name, 64),
            description=f"Models that become {' or '.join(statuses).lower()}.",
            event_pattern=as_json(pattern),
            tags=self.tags,
            opts=self.child,
        )
        cloudwatch.EventTarget(
            f"{name}-target",
            rule=rule.name,
            target_id="told",
            arn=target_arn,
            input_transformer=cloudwatch.EventTargetInputTransformerArgs(input_paths=TOLD, input_template=template),
            dead_letter_config=cloudwatch.EventTargetDeadLetterConfigArgs(arn=undelivered.arn),
            opts=self.child,
        )

    def _queue(self, name: str, rules: Sequence[str]) -> sqs.Queue:
        return event_queue(self, name, rules, self.args.kms_key_arn, resource=f"{name}-queue")
