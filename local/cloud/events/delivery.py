"""Delivery: bring events to the targets of the rules that match them, and those that do not arrive to their queues.

A target is called as EventBridge does it: in the role of the target, or as the service itself, which the policy of a
queue, a topic, a function or a log group lets in. Where policies are enforced, they decide. Each is tried once.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local.cloud.errors import Answer
from local.cloud.events import happening, inputs, targets
from local.cloud.events.happening import Due
from local.cloud.events.inputs import InputError
from local.cloud.events.targets import Asked
from local.cloud.request import Request
from local.cloud.store import inner
from local.cloud.store.protocol import RefusalError

if TYPE_CHECKING:
    from local.cloud.app import App
    from local.cloud.iam.callers import Caller

SERVICE = "events.amazonaws.com"
DEEPEST = 8
"""Deliveries that make something happen that is delivered, and so on: on AWS such a circle runs until it is stopped."""
_log = logging.getLogger(__name__)
_depth: ContextVar[int] = ContextVar("depth", default=0)


def deliver(app: App, request: Request, below: Callable[[], Answer]) -> Answer:
    """A stage of the app, outside of what lets one call in at a time: what the call made happen, happens after it."""
    with happening.collected() as due:
        answer = below()
    if not due or not answer.status.startswith("2"):
        return answer
    depth = _depth.get()
    if depth == DEEPEST:
        _log.warning("An event leads to itself and is delivered no more: %s", due[0].rule)
        return answer
    before = _depth.set(depth + 1)
    try:
        for one in due:
            _Delivery(app, one, str(request.environ["HTTP_HOST"])).make()
    finally:
        _depth.reset(before)
    return answer


@dataclass(frozen=True)
class _Delivery:
    """One event on its way to one target. `host`: where this cloud listens."""

    app: App
    due: Due
    host: str

    def make(self) -> None:
        """Bring it, or keep it."""
        try:
            caller = self._caller()
            for asked in targets.calls(self.due, inputs.told(self.due)):
                self._ask(asked, caller)
        except NotImplementedError as lacking:
            _log.warning("%s", lacking)
        except InputError as wrong:
            self._keep("SDK_CLIENT_ERROR", str(wrong))
        except RefusalError as refused:
            self._keep(_code(refused.code), refused.message)
        except ConnectionError as broken:  # a fault that was asked for
            self._keep("CONNECTION_FAILURE", str(broken))

    def _caller(self) -> Caller | None:
        """The target's role, if that trusts EventBridge, or EventBridge. None where no policy is asked."""
        role = self.due.target.get("RoleArn")
        if not self.app.iam.is_on or not role:
            return self._service()
        from local.cloud.iam import acting, callers

        source = {"aws:SourceArn": self.due.rule, "aws:SourceAccount": self.due.account}
        with self.app.lock:
            trusted = json.loads(acting.decide(self.app.iam.authorizer, SERVICE, "sts:AssumeRole", role, source))
            if not trusted["allowed"]:
                raise RefusalError("AccessDenied", trusted["reason"])
            return callers.of_role(role)

    def _service(self) -> Caller | None:
        if not self.app.iam.is_on:
            return None
        from local.cloud.iam import callers

        source = {"aws:sourcearn": [self.due.rule], "aws:sourceaccount": [self.due.account]}
        return callers.of_service(SERVICE, source)

    def _ask(self, asked: Asked, caller: Caller | None) -> None:
        _, _, _, region, account, *_ = self.due.target["Arn"].split(":")

        def through(request: Request) -> Answer:
            request.acting = caller
            request.environ.update(HTTP_X_MOTO_ACCOUNT_ID=account, HTTP_HOST=self.host)
            return self.app.call(request)

        signed = f"AWS4-HMAC-SHA256 Credential=local/20260101/{region}/events/aws4_request"
        answer: dict[str, Any] = inner.ask(through, signed, asked.service, asked.operation, asked.parameters)
        for entry in answer.get("Entries", []):  # of PutEvents, which says there what it refused
            if entry.get("ErrorCode"):
                raise RefusalError(entry["ErrorCode"], entry.get("ErrorMessage", ""))

    def _keep(self, code: str, message: str) -> None:
        """Send the event to the queue of what was not delivered; without one it is dropped.

        https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
        """
        target = self.due.target["Arn"]
        _log.warning("Not delivered to %s by %s: %s %s", target, self.due.rule, code, message)
        queue = self.due.target.get("DeadLetterConfig", {}).get("Arn")
        if not queue:
            return
        told = {"RULE_ARN": self.due.rule, "TARGET_ARN": target, "ERROR_CODE": code, "ERROR_MESSAGE": message}
        attributes = {name: {"DataType": "String", "StringValue": value} for name, value in told.items()}
        sent = {"QueueUrl": targets.queue_url(queue), "MessageBody": json.dumps(self.due.event)}
        try:
            self._ask(Asked("sqs", "SendMessage", {**sent, "MessageAttributes": attributes}), self._service())
        except (RefusalError, ConnectionError) as refused:
            _log.warning("Nor to its queue %s: %s", queue, refused)


def _code(error: str) -> str:
    if "AccessDenied" in error or "Authoriz" in error:
        return "NO_PERMISSIONS"
    lacking = ("NotFound", "DoesNotExist", "NonExistent")
    return "NO_RESOURCE" if any(word in error for word in lacking) else "SDK_CLIENT_ERROR"
