"""Reading a definition: its steps, those within conditions too, and the expressions in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

FUNCTIONS = ("Get", "Std:Join", "Std:JsonGet")
BRANCHES = ("IfSteps", "ElseSteps")
IN_STEPS = re.compile(r"^Steps\.(?P<step>[A-Za-z0-9_-]+)(?:\.(?P<path>.+)|(?P<index>\[.+))?$")


@dataclass(frozen=True)
class Step:
    """One step. `within`: the branches that it stands in, outermost first, each a condition's name and a branch."""

    name: str
    type: str
    body: Mapping[str, Any]
    within: tuple[tuple[str, str], ...]

    @property
    def arguments(self) -> Mapping[str, Any]:
        """The request, empty where there is none."""
        return self.body.get("Arguments") or {}

    def outputs(self) -> list[Any]:
        """Names of what a processing step puts out."""
        config = self.arguments.get("ProcessingOutputConfig") or {}
        return [one.get("OutputName") for one in config.get("Outputs") or [] if isinstance(one, Mapping)]


def steps(definition: Mapping[str, Any]) -> list[Step]:
    """Every step, in the order they are written in."""
    return list(_steps(definition["Steps"], ()))


def _steps(listed: Any, within: tuple[tuple[str, str], ...]) -> Iterator[Step]:
    for body in listed:
        step = Step(body["Name"], body["Type"], body, within)
        yield step
        if step.type == "Condition":
            for branch in BRANCHES:
                yield from _steps(step.arguments.get(branch) or [], (*within, (step.name, branch)))


def function_of(value: Any) -> str | None:
    """Which function an expression calls; none: it is plain."""
    if isinstance(value, Mapping) and len(value) == 1:
        (key,) = cast(Mapping[str, Any], value)
        return key if key in FUNCTIONS else None
    return None


def expressions(value: Any, path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every expression below a value: where it stands, its function, its argument. Branches are skipped."""
    function = function_of(value)
    if function:
        yield path, function, value[function]
        if function != "Get":
            yield from expressions(value[function], path)
    elif isinstance(value, Mapping):
        for key, inner in cast(Mapping[str, Any], value).items():
            if key not in BRANCHES:
                yield from expressions(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for place, inner in enumerate(cast(list[Any], value)):
            yield from expressions(inner, f"{path}[{place}]")
