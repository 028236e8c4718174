"""Context: the values of condition keys in one request about one resource.

AWS's own keys are a table (keys.py). A key of a service takes its values from the parameter of its name, at whatever
depth, or from the table of those that are called otherwise. What is not known counts as absent, as in AWS, and is
logged once.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qsl

from local.cloud.iam import keys
from local.cloud.iam.call import Call, members
from local.cloud.iam.callers import Caller
from local.cloud.iam.keys import Values
from local.cloud.iam.lookups import Lookups, tags_of

_log = logging.getLogger(__name__)
_told: set[str] = set()


@dataclass
class Context:
    """The condition keys of one request about one resource. Called with a key's name, it gives the values."""

    call: Call
    caller: Caller
    resource: str
    account: str
    lookups: Lookups
    more: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    """Keys that this action has and the call itself has not, in lower case: `kms:viaservice`, `iam:passedtoservice`."""
    _found: dict[str, Values] = field(default_factory=dict[str, Values], init=False)

    def __call__(self, key: str) -> Values:
        name = key.lower()
        if name not in self._found:
            self._found[name] = self._value(name)
        return self._found[name]

    def _value(self, name: str) -> Values:
        if name in self.more:
            return self.more[name]
        if name in self.caller.keys:
            return self.caller.keys[name]
        prefix, _, rest = name.partition(":")
        if prefix == "aws":
            return self._of_aws(rest)
        if name.startswith("kms:encryptioncontext:"):
            given: dict[str, str] = self.call.named.get("encryptioncontext") or {}
            return [text for key, text in given.items() if name.endswith(f":{key.lower()}")] or None
        what, slash, tag = rest.partition("/")
        if slash and what in keys.OF_TAGS:
            return keys.OF_TAGS[what](self, tag)
        if found := keys.OF_SERVICE.get(name):
            return found(self)
        if prefix != self.resource_prefix and prefix != self.call.prefix:
            return None
        return self.members(rest)

    def _of_aws(self, rest: str) -> Values:
        what, slash, tag = rest.partition("/")
        if slash and what in keys.OF_TAGS:
            return keys.OF_TAGS[what](self, tag)
        if found := keys.OF_AWS.get(rest):
            return found(self)
        if rest not in keys.ABSENT and rest not in _told:
            _told.add(rest)
            _log.warning("Policies ask for the condition key aws:%s, which the local cloud does not know: absent", rest)
        return None

    @property
    def resource_prefix(self) -> str:
        """The service of the resource."""
        return self.resource.split(":")[2] if self.resource.startswith("arn:") else ""

    def members(self, *names: str) -> Values:
        """What the call gives for parameters of those names, at any depth."""
        plain = {name.replace("-", "").lower() for name in names}
        values = [
            _text(value)
            for member, value in self.call.every_member
            if member.lower() in plain and not isinstance(value, dict)
        ]
        return values or None

    def top(self, name: str) -> Values:
        """What the call gives for a parameter, at the top only."""
        value = self.call.named.get(name)
        return None if value is None else [_text(value)]

    def within(self, outer: str, name: str) -> Values:
        """What the call gives for a member of that name inside another."""
        inside = [value for member, value in self.call.every_member if member == outer]
        values = [_text(value) for one in inside for member, value in members(one) if member == name]
        return values or None

    def tags(self) -> Mapping[str, str]:
        """The tags that the request gives."""
        named = self.call.named
        if "tagspecifications" in named:
            return {name: text for one in named["tagspecifications"] for name, text in tags_of(one.get("Tags")).items()}
        if isinstance(tagging := named.get("tagging"), str):  # S3's header
            return dict(parse_qsl(tagging, keep_blank_values=True))
        if isinstance(tagging, dict):
            return tags_of(cast(dict[str, Any], tagging).get("TagSet"))
        return tags_of(named.get("tags") or named.get("tag"))

    def tag_keys(self) -> Values:
        """The names of the tags that the request sets or takes away."""
        removed = self.call.named.get("tagkeys") or []
        return [*self.tags(), *removed] or None


def _text(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
