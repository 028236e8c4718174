"""Targets: the call that each kind of target of a rule is reached by."""

import json
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from moto.utilities.arns import parse_arn

from local.cloud.events.happening import Due
from local.cloud.events.inputs import MISSING, InputError, at


class Asked(NamedTuple):
    """One call, in botocore's words."""

    service: str
    operation: str
    parameters: dict[str, Any]


def calls(due: Due, text: str) -> Iterator[Asked]:
    """The calls that bring the text to the target. NotImplementedError for a kind that is not reached."""
    arn = str(due.target["Arn"])
    kind = _KINDS.get(arn.split(":")[2])
    if kind is None:
        raise NotImplementedError(f"The local cloud delivers no events to {arn}")
    yield from kind(due, arn, text)


def _queue(due: Due, arn: str, text: str) -> Iterator[Asked]:
    group = due.target.get("SqsParameters", {}).get("MessageGroupId")
    own = {"MessageGroupId": group, "MessageDeduplicationId": due.event["id"]} if group else {}
    yield Asked("sqs", "SendMessage", {"QueueUrl": queue_url(arn), "MessageBody": text, **own})


def queue_url(arn: str) -> str:
    """The address of a queue."""
    _, _, _, region, account, name = arn.split(":")
    return f"https://sqs.{region}.amazonaws.com/{account}/{name}"


def _topic(due: Due, arn: str, text: str) -> Iterator[Asked]:
    del due
    yield Asked("sns", "Publish", {"TopicArn": arn, "Message": text})


def _machine(due: Due, arn: str, text: str) -> Iterator[Asked]:
    name = f"{due.event['id']}_{uuid.uuid4()}"
    yield Asked("stepfunctions", "StartExecution", {"stateMachineArn": arn, "name": name, "input": text})


def _pipeline(due: Due, arn: str, text: str) -> Iterator[Asked]:
    """The event fills the parameters of the run: no other text reaches it."""
    del text
    given = due.target.get("SageMakerPipelineParameters", {}).get("PipelineParameterList", [])
    parameters = [{"Name": one["Name"], "Value": _value(due, str(one["Value"]))} for one in given]
    asked = {"PipelineName": arn.rpartition("/")[2], "ClientRequestToken": str(uuid.uuid4())}
    yield Asked("sagemaker", "StartPipelineExecution", {**asked, "PipelineParameters": parameters})


def _value(due: Due, value: str) -> str:
    if not value.startswith("$."):
        return value
    found = at(due.event, value)
    if found is MISSING:
        raise InputError(f"The event has no {value}")
    return found if isinstance(found, str) else json.dumps(found)


def _function(due: Due, arn: str, text: str) -> Iterator[Asked]:
    del due
    # Asked to answer, the function is run here; AWS only asks it to begin.
    yield Asked("lambda", "Invoke", {"FunctionName": arn, "Payload": text.encode()})


def _log_group(due: Due, arn: str, text: str) -> Iterator[Asked]:
    group = str(parse_arn(arn).resource_id).removesuffix(":*")
    named = {"logGroupName": group, "logStreamName": str(due.event["id"])}
    yield Asked("logs", "CreateLogStream", named)
    lines = [{"timestamp": int(time.time() * 1000), "message": text}]
    yield Asked("logs", "PutLogEvents", {**named, "logEvents": lines})


def _bus(due: Due, arn: str, text: str) -> Iterator[Asked]:
    """Another bus gets the event itself."""
    del text
    event = cast(Mapping[str, Any], due.event)
    entry = {
        "Source": event["source"],
        "DetailType": event["detail-type"],
        "Detail": json.dumps(event["detail"]),
        "Resources": event["resources"],
        "EventBusName": arn,
    }
    yield Asked("events", "PutEvents", {"Entries": [entry]})


_KINDS: Mapping[str, Callable[[Due, str, str], Iterator[Asked]]] = {
    "events": _bus,
    "lambda": _function,
    "logs": _log_group,
    "sagemaker": _pipeline,
    "sns": _topic,
    "sqs": _queue,
    "states": _machine,
}
