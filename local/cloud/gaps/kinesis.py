"""Kinesis: tags of streams and consumers, metrics and policies as AWS returns them."""

from typing import Any

from moto.kinesis.models import KinesisBackend, kinesis_backends
from moto.kinesis.responses import KinesisResponse

from local.cloud.gaps.filling import Answer, Call, answers


def _backend(call: Call) -> KinesisBackend:
    return kinesis_backends[call.account][call.region]


@answers(KinesisResponse, "CreateStream")
def create_stream(call: Call) -> Answer:
    answer = call.moto()
    _backend(call).streams[call.params["StreamName"]].tags.update(call.params.get("Tags", {}))
    return answer


@answers(KinesisResponse, "RegisterStreamConsumer")
def register_stream_consumer(call: Call) -> Answer:
    answer = call.moto()
    vars(_the(call, answer["Consumer"]["ConsumerARN"]))["tags"] = dict(call.params.get("Tags", {}))
    return answer


@answers(KinesisResponse, "ListTagsForResource")
def list_tags_for_resource(call: Call) -> Answer:
    return {"Tags": [{"Key": key, "Value": value} for key, value in sorted(_tags(call).items())]}


@answers(KinesisResponse, "TagResource")
def tag_resource(call: Call) -> Answer:
    _tags(call).update(call.params["Tags"])
    return {}


@answers(KinesisResponse, "UntagResource")
def untag_resource(call: Call) -> Answer:
    for key in call.params["TagKeys"]:
        _tags(call).pop(key, None)
    return {}


@answers(KinesisResponse, "GetResourcePolicy")
def get_resource_policy(call: Call) -> Answer:
    return {"Policy": _backend(call).resource_policies.get(call.params["ResourceARN"], "")}


def _tags(call: Call) -> dict[str, str]:
    return vars(_the(call, call.params["ResourceARN"])).setdefault("tags", {})


def _the(call: Call, arn: str) -> Any:
    """The stream or the consumer with that ARN."""
    for stream in _backend(call).streams.values():
        for each in (stream, *stream.consumers):
            if arn in (vars(each).get("arn"), vars(each).get("consumer_arn")):
                return each
    raise call.refuse("ResourceNotFoundException", f"Resource {arn} under account {call.account} not found.")
