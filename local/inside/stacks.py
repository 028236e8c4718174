"""Stacks: the resources of every local stack, by component, as the engine's own state files tell them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# How the engine marks a secret in its state.
_SIGNED_SECRET = ("4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270")
_STACK = "pulumi:pulumi:Stack"


@dataclass(frozen=True)
class Resource:
    """One resource of a stack."""

    name: str
    type: str
    id: str
    properties: Mapping[str, str]
    """Each output as text; secrets are hidden."""

    @property
    def service(self) -> str:
        """`aws:sagemaker/endpoint:Endpoint` is of sagemaker."""
        return self.type.split(":")[1].split("/")[0]

    def mentions(self, words: str) -> bool:
        """Whether its name, type, id or a property holds these words."""
        return any(words in text.lower() for text in (self.name, self.type, self.id, *self.properties.values()))


@dataclass(frozen=True)
class Component:
    """A component and what it made."""

    name: str
    """The way to it from the stack: `churn-endpoint / churn-endpoint-alarms`; empty for what has no component."""
    type: str
    resources: tuple[Resource, ...]


@dataclass(frozen=True)
class Stack:
    """One stack."""

    name: str
    components: tuple[Component, ...]

    @property
    def size(self) -> int:
        """How many resources it has."""
        return sum(len(component.resources) for component in self.components)


def stacks(files: Iterable[tuple[str, str]]) -> list[Stack]:
    """The stacks in these files (name, content) of a backend; one that is half written is left out."""
    found: list[Stack] = []
    for name, text in files:
        try:
            latest = json.loads(text)["checkpoint"]["latest"] or {}
        except (ValueError, KeyError, TypeError):
            continue
        found.append(Stack(name, tuple(_components(latest.get("resources", [])))))
    return sorted(found, key=lambda stack: stack.name)


def _components(resources: list[dict[str, Any]]) -> Iterable[Component]:
    by_urn = {resource["urn"]: resource for resource in resources}
    members: dict[str, list[Resource]] = {}
    for resource in resources:
        if resource.get("custom") and not resource["type"].startswith("pulumi:"):
            members.setdefault(_component(resource, by_urn), []).append(_resource(resource))
    for urn in sorted(members, key=lambda urn: _way(urn, by_urn)):
        type_ = by_urn[urn]["type"] if urn in by_urn else ""
        yield Component(_way(urn, by_urn), type_, tuple(sorted(members[urn], key=lambda r: (r.type, r.name))))


def _component(resource: Mapping[str, Any], by_urn: Mapping[str, Mapping[str, Any]]) -> str:
    """The nearest component above a resource: the parent of a resource may be another resource."""
    parent = by_urn.get(resource.get("parent", ""))
    while parent is not None and parent.get("custom"):
        parent = by_urn.get(parent.get("parent", ""))
    return "" if parent is None or parent["type"] == _STACK else parent["urn"]


def _way(urn: str, by_urn: Mapping[str, Mapping[str, Any]]) -> str:
    names: list[str] = []
    while urn in by_urn and by_urn[urn]["type"] != _STACK:
        names.append(urn.rsplit("::", 1)[-1])
        urn = by_urn[urn].get("parent", "")
    return " / ".join(reversed(names))


def _resource(resource: Mapping[str, Any]) -> Resource:
    outputs = {name: _told(value) for name, value in sorted(resource.get("outputs", {}).items()) if name != "__meta"}
    return Resource(resource["urn"].rsplit("::", 1)[-1], resource["type"], resource.get("id", ""), outputs)


def _told(value: Any) -> str:
    hidden = _hidden(value)
    return hidden if isinstance(hidden, str) else json.dumps(hidden, indent=1, ensure_ascii=False)


def _hidden(value: Any) -> Any:
    if isinstance(value, dict):
        is_secret = _SIGNED_SECRET in value.items()
        return "[secret]" if is_secret else {key: _hidden(inner) for key, inner in value.items()}
    return [_hidden(inner) for inner in value] if isinstance(value, list) else value
