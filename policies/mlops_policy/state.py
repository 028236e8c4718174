"""State: the resources of a stack from what Pulumi writes: an exported state, or a preview's JSON.

Both hold the same for a program in any language. As in the engine, a resource is judged by its inputs and the stack by
outputs, which at a preview are what is known of them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from .graph import Resource
from .pack import canonical
from .values import Props, plain_json
from .waivers import InvalidError

WRITE_IT = "Write it with `pulumi stack export` or `pulumi preview --json --show-sames`."
GONE = frozenset({"delete", "delete-replaced", "discard", "discard-replaced", "read-discard", "remove-pending-replace"})
"""Steps of a preview that leave no resource behind."""


@dataclass(frozen=True)
class Declared:
    """One resource: what the program asked for, and what became of it."""

    urn: str
    type: str
    name: str
    inputs: Props
    outputs: Props
    depends_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    protected: bool | None = None

    @cached_property
    def node(self) -> Resource:
        """The resource as the graph has it."""
        return Resource(
            self.urn, canonical(self.type), self.name, lambda: self.outputs, self.depends_on, self.protected
        )


def read(path: Path) -> list[Declared]:
    """The resources of a file.

    Raises:
        InvalidError: it is neither an exported state nor a preview's JSON.
    """
    try:
        written = json.loads(path.read_text())
    except OSError as error:
        raise InvalidError(f"{path}: it cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise InvalidError(f"{path}: it is not JSON. {WRITE_IT}") from None
    return declared(written, str(path))


def declared(written: Any, name: str) -> list[Declared]:
    """The resources of an exported state or of a preview, by URN.

    Raises:
        InvalidError: it is neither, or leaves resources out.
    """
    states = _states(written)
    if states is None:
        raise InvalidError(
            f"{name}: it is neither an exported state nor a preview: there is no deployment.resources and no steps. "
            f"{WRITE_IT}"
        )
    if missing := _left_out(written):
        raise InvalidError(
            f"{name}: it leaves out {missing} resources that stay as they are, and rules look at all. {WRITE_IT}"
        )
    by_urn = {one["urn"]: one for one in states if isinstance(one, dict) and isinstance(one.get("urn"), str)}
    return [_declared(urn, one) for urn, one in by_urn.items()]


def _states(written: Any) -> Iterable[Any] | None:
    if not isinstance(written, dict):
        return None
    deployment = written.get("deployment", written)
    if isinstance(deployment, dict) and "resources" in deployment:
        listed = deployment["resources"] or []
        return [one for one in listed if isinstance(one, dict) and not one.get("delete")]
    if isinstance(written.get("steps"), list):
        return [one.get("newState") for one in written["steps"] if isinstance(one, dict) and one.get("op") not in GONE]
    if "changeSummary" in written or "steps" in written:
        return []  # A preview of nothing.
    return None


def _left_out(written: Any) -> int:
    """How many unchanged resources a preview counts and does not list: the engine lists them only when asked."""
    summary, steps = written.get("changeSummary"), written.get("steps") or []
    counted = summary.get("same") if isinstance(summary, dict) else None
    if not isinstance(counted, int) or not isinstance(written.get("steps", []), list):
        return 0
    return counted - sum(isinstance(one, dict) and one.get("op") == "same" for one in steps)


def _declared(urn: str, state: Mapping[str, Any]) -> Declared:
    parts = urn.split("::")
    inputs, outputs = _props(state.get("inputs")), _props(state.get("outputs"))
    depends = state.get("propertyDependencies")
    return Declared(
        urn=urn,
        type=state["type"] if isinstance(state.get("type"), str) else parts[2].split("$")[-1] if len(parts) > 3 else "",
        name=parts[-1],
        inputs=inputs,
        outputs={**inputs, **outputs},
        depends_on={
            key: tuple(str(one) for one in urns or ())
            for key, urns in (depends or {}).items()
            if isinstance(urns, list)
        }
        if isinstance(depends, dict)
        else {},
        protected=state.get("protect") is True,
    )


def _props(value: Any) -> Props:
    return plain_json(value) if isinstance(value, dict) else {}


def from_mocks(registered: Iterable[Any], project: str = "project", stack: str = "stack") -> list[Declared]:
    """The resources that a program registered under Pulumi's mocks: things with `typ`, `name` and `inputs`."""
    made: list[Declared] = []
    for one in registered:
        props = _props(dict(one.inputs))
        made.append(Declared(f"urn:pulumi:{stack}::{project}::{one.typ}::{one.name}", one.typ, one.name, props, props))
    return made
