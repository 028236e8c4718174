"""Kinds: the words in which a table says what botocore's model does not tell about one kind of object.

A fact is what is known of an object, named as the API's member in lower case, without the kind's noun before it: the
members `WorkspaceName` and `name` of a `Workspace` are both the fact `name`. A template is a string with `{fact}`,
`{account}`, `{region}`, `{partition}`, `{uuid}`, `{hex:17}` or `{digits:12}` in it; `{lower:fact}` is in lower case.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Names = tuple[str, ...]
Words = tuple[str, str]
"""An error: its code, and a template of its message."""


@dataclass(frozen=True)
class Parent:
    """An object that must exist before, and that cannot be deleted while its children live."""

    noun: str
    key: Mapping[str, str] = field(default_factory=dict)
    """The child's fact -> the parent's key fact or, for one that moto holds, the member of `read`."""
    read: str = ""
    """The operation that moto answers for the parent, of the same service; none: the parent is in the store."""
    missing: Words | None = None
    blocks: bool = True
    """The parent cannot be deleted while the child lives."""
    cascade: bool = False
    """The child is deleted with its parent."""
    in_use: Words | None = None
    optional: bool = False
    """Not every child names a parent."""


@dataclass(frozen=True)
class Statuses:
    """How the status moves: each is a value of the status member, empty where there is none."""

    creating: str = ""
    ready: str = ""
    updating: str = ""
    deleting: str = ""
    failed: str = ""
    stopping: str = ""
    stopped: str = ""
    starting: str = ""
    started: str = ""
    """What it is after a start, where that is not `ready`."""
    updated: str = ""
    """What it is after an update, where that is not `ready`."""

    @property
    def passing(self) -> frozenset[str]:
        return frozenset({self.creating, self.updating, self.deleting, self.stopping, self.starting} - {""})


@dataclass(frozen=True)
class Kind:
    """One kind of object. What is left empty is inferred from the model."""

    noun: str
    key: Names = ()
    """The facts that name one; none: there is at most one an account and region."""
    singleton: bool = False
    always: bool = False
    """Settings: there without a create, as `defaults` say, for each parent or once; a delete brings these back."""
    arn: str = ""
    """Template of the ARN."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """Fact -> template of what AWS chooses itself."""
    renames: Mapping[str, str] = field(default_factory=dict)
    """Member in lower case -> fact, where the noun rule does not tell."""
    operations: Mapping[str, str] = field(default_factory=dict)
    """Operation -> family (`create`, `read`, `update`, `delete`, `list`, `batch`, `start`, `stop`), where its name does
    not tell; an empty family leaves it out."""
    parents: tuple[Parent, ...] = ()
    status: str = ""
    """The fact that moves, `status.statusCode` for a member of a structure; `status` or `state` by default."""
    statuses: Statuses | None = None
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """Fact -> what AWS fills in when the request says nothing; strings are templates."""
    derived: Mapping[str, Any] = field(default_factory=dict)
    """Fact -> what AWS always makes itself at the create; strings are templates."""
    hidden: Names = ()
    """Facts that no answer but the create's tells."""
    unique: Names = ()
    """Facts that together no other object has."""
    replaces: bool = False
    """A create of what is there replaces it (`Put`)."""
    missing: Words | None = None
    taken: Words | None = None
    finish: Callable[[Any, dict[str, Any]], None] | None = None
    """Function of call and facts that puts right what no template can say, after each create and update."""
    busy: Words | None = None
    """Refuses changes while the status moves."""

    def fact(self, member: str) -> str:
        """The fact that a member of the API tells."""
        if member not in self._rule:
            lower = member.lower()
            short = next(
                (lower[len(start) :] for start in self.prefixes if lower != start and lower.startswith(start)), lower
            )
            self._rule[member] = self.renames.get(lower) or self.renames.get(short, short)
        return self._rule[member]

    @cached_property
    def words(self) -> list[str]:
        """`MlflowTrackingServer` -> mlflow, tracking, server."""
        found = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+", self.noun)
        return [word.lower() for word in found]

    @cached_property
    def prefixes(self) -> list[str]:
        """`mlflowtrackingserver`, `trackingserver`, `server`: what may stand before a fact's name."""
        return ["".join(self.words[start:]) for start in range(len(self.words))]

    @cached_property
    def _rule(self) -> dict[str, str]:
        return {}
