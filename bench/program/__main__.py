"""The program that is measured: `bench:sets` sets of resources, through components or flat (`bench:flat`: a file)."""

import json
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws

from bench.sets import register

config = pulumi.Config()
flat = config.get("flat")


def resource_class(token: str) -> Any:
    """`aws:s3/bucket:Bucket` is `aws.s3.Bucket`."""
    module, name = token.removeprefix("aws:").split(":")
    return getattr(getattr(aws, module.split("/")[0]), name)


def snake(key: str) -> str:
    """`kmsKeyId` is `kms_key_id`, as pulumi-aws spells its arguments in Python."""
    made = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in key)
    return {"s3_uri": "s3_uri"}.get(made, made)


if flat:
    for token, name, inputs in json.loads(Path(flat).read_text(encoding="utf-8")):
        resource_class(token)(name, **{snake(key): value for key, value in inputs.items()})
else:
    register(config.require_int("sets"))
