"""A stack that `wanted.json` beside it describes: resources by name, with references to the outputs of others."""

import json
from pathlib import Path
from typing import Any

import pulumi

VERSION = "7.51.1"
# The outputs that others refer to.
OUTPUTS = ("arn", "bucket", "id", "keyId", "name")


def build(wanted: list[dict[str, Any]]) -> None:
    made: dict[str, pulumi.CustomResource] = {}

    def filled(value: Any) -> Any:
        if isinstance(value, dict) and "of" in value:
            owner = made[value["of"]]
            return owner.id if value["output"] == "id" else owner.__dict__[value["output"]]
        if isinstance(value, dict):
            return {key: filled(inner) for key, inner in value.items()}
        return [filled(inner) for inner in value] if isinstance(value, list) else value

    for each in wanted:
        outputs = dict.fromkeys(output for output in OUTPUTS if output != "id")
        made[each["name"]] = pulumi.CustomResource(
            each["type"],
            each["name"],
            {**outputs, **filled(each["inputs"])},
            pulumi.ResourceOptions(version=VERSION),
        )


build(json.loads(Path(__file__).with_name("wanted.json").read_text(encoding="utf-8")))
