"""The life of one kind of object, as boto3 sees it: what to call, and what must come back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ROLE = "arn:aws:iam::123456789012:role/r"
HERE = "eu-west-1:123456789012"


@dataclass(frozen=True)
class Life:
    """Paths are JMESPath. `key` names the object in every call but the create: a constant, or a path in its answer."""

    service: str
    noun: str
    create: Mapping[str, Any]
    key: Mapping[str, str]
    arn: str
    """Regular expression of the ARN."""
    arn_at: str
    """Where the read, or the list, has the ARN; empty: the API does not tell it."""
    read: str = ""
    """Operation and path, with a space between."""
    told: Mapping[str, Any] = field(default_factory=dict)
    """What the read tells of a new object once its status is final."""
    update: Mapping[str, Any] | None = None
    updated: Mapping[str, Any] = field(default_factory=dict)
    list: str = ""
    """Operation and path of the list."""
    list_with: Mapping[str, Any] = field(default_factory=dict)
    another: Mapping[str, Any] | None = None
    """What a second object has otherwise; None: there can be only one."""
    again: str = ""
    """The error of the same create once more; empty: it makes another object."""
    missing: str = "ResourceNotFoundException"
    tags: str = "tags"
    """How the create and the read take tags: `tags` or `Tags` for a map, `Key` or `TagKey` for pairs; empty: not."""
    delete: str = ""
    """The operation that deletes, where it is not `delete_<noun>`."""
    needs: tuple[tuple[str, Mapping[str, Any], Mapping[str, str]], ...] = ()
    """What is made before: operation, parameters, and where its answer has what later calls need, as `{name}`."""
