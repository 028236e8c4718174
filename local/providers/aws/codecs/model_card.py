"""Model card: CloudFormation has the content as an object, SageMaker as JSON text with names in another spelling."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from local.providers.aws.values import UNKNOWN

# What are maps, whose keys are the program's own.
MAPS = ("customDetails", "custom_details", "metadata")


def to_aws(content: Any, env: Mapping[str, Any]) -> str:  # noqa: ARG001
    """CloudFormation has a model card's content as an object, SageMaker as JSON text, `modelName` as `model_name`."""
    return json.dumps(_respelled(content, lambda name: re.sub(r"(?=[A-Z])", "_", name).lower()))


def from_aws(content: str, env: Mapping[str, Any]) -> Any:  # noqa: ARG001
    return _respelled(json.loads(content), lambda name: re.sub(r"_([a-z])", lambda m: m[1].upper(), name))


def _respelled(value: Any, spell: Callable[[str], str]) -> Any:
    """The value with the names of its fields spelled otherwise."""
    if isinstance(value, list):
        return [_respelled(item, spell) for item in cast(list[Any], value)]
    if not isinstance(value, Mapping):
        return value
    fields = cast(Mapping[str, Any], value)
    return {spell(k): v if k in MAPS else _respelled(v, spell) for k, v in fields.items() if v is not UNKNOWN}
