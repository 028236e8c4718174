"""States: what a definition of a state machine must be, checked before Step Functions is asked. Errors name the state.

https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pulumi

Json = Mapping[str, Any]
COMMON = frozenset({"Type", "Comment", "InputPath", "OutputPath", "QueryLanguage"})
FLOW = frozenset({"Next", "End"})
RESULT = frozenset({"Parameters", "ResultPath", "ResultSelector"})
GUARDS = frozenset({"Retry", "Catch"})
WAITS = ("Seconds", "SecondsPath", "Timestamp", "TimestampPath")
FIELDS: Mapping[str, frozenset[str]] = {
    "Choice": frozenset({"Choices", "Default"}),
    "Fail": frozenset({"Cause", "CausePath", "Error", "ErrorPath"}),
    "Map": FLOW | RESULT | GUARDS | {
        "ItemBatcher", "ItemProcessor", "ItemReader", "ItemSelector", "ItemsPath", "MaxConcurrency", "ResultWriter",
        "ToleratedFailureCount", "ToleratedFailurePercentage",
    },
    "Parallel": FLOW | RESULT | GUARDS | {"Branches"},
    "Pass": FLOW | {"Parameters", "Result", "ResultPath"},
    "Succeed": frozenset(),
    "Task": FLOW | RESULT | GUARDS | {
        "Credentials", "HeartbeatSeconds", "HeartbeatSecondsPath", "Resource", "TimeoutSeconds", "TimeoutSecondsPath",
    },
    "Wait": FLOW | set(WAITS),
}  # fmt: skip
"""What a state of each type may say, beside COMMON."""
TYPES = tuple(FIELDS)
RETRY = frozenset(
    {"BackoffRate", "Comment", "ErrorEquals", "IntervalSeconds", "JitterStrategy", "MaxAttempts", "MaxDelaySeconds"}
)
PATHS = ("InputPath", "OutputPath", "ResultPath", "ItemsPath", "SecondsPath", "TimestampPath")
_PATH = re.compile(r"^(\$|States\.)")
_RESOURCE = re.compile(r"^arn:aws[a-z-]*:(states:[a-z0-9-]*:\d*:\S+|lambda:[a-z0-9-]+:\d{12}:function:\S+)$")


def problems(definition: Json) -> list[str]:
    """All that is wrong with a definition, each with its state; none: it can be made."""
    found = list(_machine(definition, ""))
    if not isinstance(definition.get("TimeoutSeconds"), int):
        found.append("TimeoutSeconds must say after how many seconds a run is given up: it would wait for a year")
    return found


def _machine(machine: Json, within: str) -> Iterator[str]:
    """A whole machine, or one inside a Map or a Parallel state."""
    states = machine.get("States")
    if not isinstance(states, Mapping) or not states:
        yield f"{within}States must name at least one state"
        return
    if machine.get("StartAt") not in states:
        yield f"{within}StartAt must be one of the states: {', '.join(states)}"
    for name, state in states.items():
        for problem in _state(state, states):
            yield f"{within}{name}: {problem}"
        for kind, inner in _inner(state):
            yield from _machine(inner, f"{within}{name}.{kind}.")
    for name in _unreached(machine.get("StartAt"), states):
        yield f"{within}{name}: nothing leads to it"


def _inner(state: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(state.get("ItemProcessor"), Mapping):
        yield "ItemProcessor", state["ItemProcessor"]
    for number, branch in enumerate(state.get("Branches", ())):
        yield f"Branches[{number}]", branch


def _state(state: Json, states: Json) -> Iterator[str]:
    kind = state.get("Type")
    if not isinstance(kind, str) or kind not in FIELDS:
        yield f"Type must be one of {', '.join(TYPES)}, not {kind}"
        return
    for field in state:
        if field not in FIELDS[kind] | COMMON:
            yield f"{kind} states have no {field}"
    yield from _way_on(kind, state, states)
    yield from _kinds[kind](state) if kind in _kinds else ()
    for field in PATHS:
        path = state.get(field)
        if isinstance(path, str) and not _PATH.match(path):
            yield f'{field} must begin with "$", not {path}'
    yield from _dynamic(state.get("Parameters"), "Parameters")
    yield from _dynamic(state.get("ResultSelector"), "ResultSelector")
    yield from _retries(state.get("Retry", ()))
    for number, catcher in enumerate(state.get("Catch", ())):
        if not catcher.get("ErrorEquals"):
            yield f"Catch[{number}] must say which errors: ErrorEquals"


def _way_on(kind: str, state: Json, states: Json) -> Iterator[str]:
    for field, target in _targets(state):
        if target not in states:
            yield f"{field} leads to {target}, which is no state"
    if "Next" in FIELDS[kind] and ("Next" in state) == (state.get("End") is True):
        yield "must have either Next or End: true"


def _targets(state: Json) -> Iterator[tuple[str, Any]]:
    for field in ("Next", "Default"):
        if field in state:
            yield field, state[field]
    for field in ("Choices", "Catch"):
        for number, each in enumerate(state.get(field, ())):
            yield f"{field}[{number}].Next", each.get("Next")


def _task(state: Json) -> Iterator[str]:
    resource = state.get("Resource")
    if not isinstance(resource, pulumi.Output) and not _RESOURCE.match(str(resource or "")):
        yield f"Resource must be an integration (arn:aws:states:::...) or a function, not {resource}"
    if not {"TimeoutSeconds", "TimeoutSecondsPath"} & set(state):
        yield "TimeoutSeconds is missing: a task that never answers would be waited for for a year"
    beat, timeout = state.get("HeartbeatSeconds"), state.get("TimeoutSeconds")
    if isinstance(beat, int) and isinstance(timeout, int) and beat >= timeout:
        yield "HeartbeatSeconds must be less than TimeoutSeconds"


def _choice(state: Json) -> Iterator[str]:
    if not state.get("Choices"):
        yield "Choices must have at least one rule"
    if "Default" not in state:
        yield "Default is missing: a run that no rule fits would fail"
    for number, rule in enumerate(state.get("Choices", ())):
        joined = {"And", "Or", "Not"} & set(rule)
        if not joined and not str(rule.get("Variable", "")).startswith("$"):
            yield f'Choices[{number}].Variable must begin with "$"'
        if not joined and not set(rule) - {"Variable", "Next", "Comment"}:
            yield f"Choices[{number}] compares nothing"


def _wait(state: Json) -> Iterator[str]:
    if len(set(WAITS) & set(state)) != 1:
        yield f"must say one of {', '.join(WAITS)}"


def _branches(state: Json) -> Iterator[str]:
    if not state.get("Branches"):
        yield "Branches must have at least one"


def _map(state: Json) -> Iterator[str]:
    if "ItemProcessor" not in state:
        yield "ItemProcessor is missing"


_kinds = {"Choice": _choice, "Map": _map, "Parallel": _branches, "Task": _task, "Wait": _wait}


def _dynamic(part: Any, at: str) -> Iterator[str]:
    """A key that ends in `.$` takes a path or a function, and nothing else does."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            inside = f"{at}.{key}"
            if str(key).endswith(".$") and isinstance(value, str) and not _PATH.match(value):
                yield f'{inside} must begin with "$" or "States.", not {value}'
            yield from _dynamic(value, inside)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for number, value in enumerate(part):
            yield from _dynamic(value, f"{at}[{number}]")


def _retries(retries: Sequence[Json]) -> Iterator[str]:
    for number, retry in enumerate(retries):
        at = f"Retry[{number}]"
        if unknown := sorted(set(retry) - RETRY):
            yield f"{at} has no {', '.join(unknown)}"
        errors = retry.get("ErrorEquals")
        if not errors:
            yield f"{at} must say which errors: ErrorEquals"
        elif "States.ALL" in errors and (len(errors) > 1 or number < len(retries) - 1):
            yield f"{at}: States.ALL must stand alone, and last"
        if retry.get("BackoffRate", 1) < 1:
            yield f"{at}.BackoffRate must be at least 1"
        if retry.get("IntervalSeconds", 1) < 1:
            yield f"{at}.IntervalSeconds must be at least 1"


def _unreached(start: Any, states: Json) -> list[str]:
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        name = ahead.pop()
        if name in states and name not in seen:
            seen.add(name)
            ahead += [target for _, target in _targets(states[name])]
    return [name for name in states if name not in seen]
