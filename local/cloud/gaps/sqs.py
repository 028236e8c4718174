"""SQS: who may use a queue as its dead letter queue is an attribute like any other."""

from typing import Any

from moto.sqs.models import Queue, SQSBackend

from local.cloud.patching import replace

_NAME = "RedriveAllowPolicy"
_moto_attributes: Any = vars(Queue)["attributes"]
_moto_get_queue_attributes = SQSBackend.get_queue_attributes


def _attributes(queue: Queue) -> dict[str, Any]:
    policy = vars(queue).get("redrive_allow_policy")
    return {**_moto_attributes.fget(queue), **({_NAME: policy} if policy else {})}


def _get_queue_attributes(backend: SQSBackend, queue_name: str, attribute_names: list[str]) -> dict[str, Any]:
    asked = [name for name in attribute_names if name != _NAME]  # moto refuses to read it alone
    found = _moto_get_queue_attributes(backend, queue_name, asked)
    whole = backend.get_queue(queue_name).attributes
    return {**found, **({_NAME: whole[_NAME]} if _NAME in attribute_names and _NAME in whole else {})}


replace(Queue, attributes=property(_attributes))
replace(SQSBackend, get_queue_attributes=_get_queue_attributes)
