"""Firehose: where a delivery stream reads from, and whether it encrypts what it is given."""

from collections.abc import Mapping
from typing import Any

from local.providers.aws.codecs.codec import Codec


def _source_to_aws(source: dict[str, str], env: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG001
    """A stream that has a source is of another type than one that is written to."""
    told = {"KinesisStreamARN": source["kinesisStreamArn"], "RoleARN": source["roleArn"]}
    return {"DeliveryStreamType": "KinesisStreamAsSource", "KinesisStreamSourceConfiguration": told}


def _source_from_aws(found: dict[str, Any], env: Mapping[str, Any]) -> dict[str, str] | None:  # noqa: ARG001
    """The answer to a create tells no source."""
    if "KinesisStreamARN" not in found:
        return None
    return {"kinesisStreamArn": found["KinesisStreamARN"], "roleArn": found["RoleARN"]}


def _encryption_to_aws(encryption: dict[str, Any], env: Mapping[str, Any]) -> dict[str, str]:  # noqa: ARG001
    key = {"KeyARN": encryption["keyArn"]} if encryption.get("keyArn") else {}
    return {"KeyType": encryption["keyType"], **key}


def _encryption_from_aws(found: dict[str, Any], env: Mapping[str, Any]) -> dict[str, Any] | None:  # noqa: ARG001
    """Firehose tells a status; what is not encrypted has pulumi-aws's default kind of key."""
    if found.get("Status") != "ENABLED":
        return {"enabled": False, "keyType": "AWS_OWNED_CMK"}
    key = {"keyArn": found["KeyARN"]} if found.get("KeyARN") else {}
    return {"enabled": True, "keyType": found["KeyType"], **key}


CODECS = {
    "firehose_encryption": Codec(_encryption_to_aws, _encryption_from_aws),
    "firehose_source": Codec(_source_to_aws, _source_from_aws),
}
