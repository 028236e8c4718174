"""Graph: the resources of a stack, indexed once, and who refers to whom.

A reference is read from the property's value where it is known, else from what the engine says the property depends
on: at a preview most names are not known, and dependencies are.
"""

import dataclasses
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .values import SEALED, UNKNOWN, Props

NAMES = ("name", "id")
"""What a reference to a resource mostly holds."""


@dataclass(frozen=True)
class Resource:
    """One resource of the stack. Its properties are read from the wire when a rule first asks for them."""

    urn: str
    type: str
    name: str
    read: Callable[[], Props] = dataclasses.field(repr=False)
    depends_on: Mapping[str, tuple[str, ...]] = dataclasses.field(
        default_factory=dict[str, tuple[str, ...]], repr=False
    )
    """The URNs that each property depends on."""
    protected: bool | None = None
    """Whether the engine refuses to delete it; `None` where nobody says."""

    @cached_property
    def props(self) -> Props:
        """The properties: outputs, or at a preview what is known of them."""
        return self.read()


@dataclass(frozen=True)
class Links:
    """Who refers to whom, between the resources of two types."""

    sources: Mapping[str, list[Resource]]
    """By the URN of the resource referred to: those that refer to it."""
    loose: list[Resource]
    """Those that refer to something which cannot be told yet."""

    def of(self, target: Resource) -> list[Resource]:
        """The resources that refer to the target."""
        return self.sources.get(target.urn, [])


def whole(value: str) -> str:
    """The reference as it is."""
    return value


class Stack:
    """The resources of one stack by type, in the order of their URNs."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._by_type: dict[str, list[Resource]] = {}
        self._by_urn: dict[str, Resource] = {}
        self._links: dict[Hashable, Links] = {}
        for resource in sorted(resources, key=lambda it: it.urn):
            self._by_type.setdefault(resource.type, []).append(resource)
            self._by_urn[resource.urn] = resource

    def of(self, type_token: str) -> list[Resource]:
        """The resources of a type."""
        return self._by_type.get(type_token, [])

    def everything(self) -> Iterable[Resource]:
        """All of them."""
        return self._by_urn.values()

    def at(self, urn: str) -> Resource | None:
        """The resource of a URN."""
        return self._by_urn.get(urn)

    def links(
        self, source: str, path: str, target: str, *, named_by: tuple[str, ...], key: Callable[[str], str] = whole
    ) -> Links:
        """How the resources of type `source` refer, by the property at `path`, to those of type `target`.

        `named_by`: the target's properties that a reference may hold. `key`: the part of it that is compared.
        """
        asked = (source, path, target, named_by, key)
        if asked not in self._links:
            self._links[asked] = self._linked(*asked)
        return self._links[asked]

    def _linked(
        self, source: str, path: str, target: str, named_by: tuple[str, ...], key: Callable[[str], str]
    ) -> Links:
        names = {
            name: it.urn for it in self.of(target) for field in named_by if isinstance(name := it.props.get(field), str)
        }
        sources: dict[str, list[Resource]] = {}
        loose: list[Resource] = []
        for resource in self.of(source):
            values = reached(resource.props, path.split("."))
            urns = {names[key(value)] for value in values if isinstance(value, str) and key(value) in names}
            if UNKNOWN in values:
                depended = {urn for urn in resource.depends_on.get(path.split(".")[0], ()) if self._is(urn, target)}
                if len(depended) == 1:
                    urns |= depended
                else:
                    loose.append(resource)
            for urn in urns:
                sources.setdefault(urn, []).append(resource)
        return Links(sources, loose)

    def _is(self, urn: str, type_token: str) -> bool:
        return urn in self._by_urn and self._by_urn[urn].type == type_token


def reached(value: Any, keys: list[str]) -> list[Any]:
    """Every value at a path, where a list on the way stands for each of its items."""
    if value is UNKNOWN or value is SEALED:
        return [UNKNOWN]
    if isinstance(value, list):
        return [found for item in value for found in reached(item, keys)]
    if not keys:
        return [value]
    return reached(value.get(keys[0]), keys[1:]) if isinstance(value, dict) else []
