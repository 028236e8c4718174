"""References: what `Get` names is there, can be seen from where it is asked, and nothing waits for itself."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .problem import Problem
from .reading import IN_STEPS, Step, expressions, function_of, steps

EXECUTION = {
    "CurrentDateTime", "PipelineArn", "PipelineExecutionArn", "PipelineExecutionId", "PipelineName",
    "ProcessingJobName", "StartDateTime", "TrainingJobName",
}  # fmt: skip
"""https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-parameters.html"""
OUTPUT = re.compile(r"^ProcessingOutputConfig\.Outputs\[(?P<name>[^\]]+)\]")


def in_references(definition: Mapping[str, Any]) -> list[Problem]:
    """What is named and not there, or not to be seen, or waits for itself."""
    known = {step.name: step for step in steps(definition)}
    parameters = {one["Name"] for one in definition.get("Parameters") or []}
    found: list[Problem] = []
    waits: dict[str, set[str]] = {}
    for step in known.values():
        waits[step.name] = {condition for condition, _ in step.within[-1:]}
        for where, text, awaited in _of_step(step, known, parameters):
            if text:
                found.append(Problem(step.name, where, text))
            if awaited:
                waits[step.name].add(awaited)
    if not found and (circle := _circle(waits)):
        found.append(
            Problem(circle[0], "", f"waits for itself: {' -> '.join(circle)}; take one of these references out")
        )
    return found


def _of_step(
    step: Step, known: Mapping[str, Step], parameters: set[str]
) -> Iterator[tuple[str, str | None, str | None]]:
    """Where, what is wrong if anything is, and the step that is waited for."""
    for place, name in enumerate(step.body.get("DependsOn") or []):
        name = name.get("StepName") if isinstance(name, Mapping) else name
        yield f"DependsOn[{place}]", _unseen(step, str(name), known), str(name) if name in known else None
    for where, function, argument in expressions(step.body):
        if function == "Std:Join":
            yield where, _wrong_join(argument), None
        elif function == "Std:JsonGet":
            yield where, _wrong_json(argument, known), None
        else:
            text, awaited = _wrong_get(step, argument, known, parameters)
            yield where, text, awaited


def _unseen(step: Step, name: str, known: Mapping[str, Step]) -> str | None:
    if name not in known:
        return f"there is no step {name}; there are {', '.join(known)}"
    if name == step.name:
        return "names the step itself"
    beyond = known[name].within[: len(known[name].within)]
    if beyond != step.within[: len(beyond)]:
        condition, branch = beyond[-1]
        return f"step {name} is within {condition}.{branch}, which may not be run: move one of the two"
    return None


def _wrong_get(
    step: Step, argument: Any, known: Mapping[str, Step], parameters: set[str]
) -> tuple[str | None, str | None]:
    if not isinstance(argument, str):
        return "Get takes the text of a reference, for example Parameters.DataUri", None
    head, _, rest = argument.partition(".")
    if head == "Parameters":
        there = ", ".join(sorted(parameters)) or "none"
        return (None if rest in parameters else f"there is no parameter {rest}; there are {there}"), None
    if head == "Execution":
        there = ", ".join(sorted(EXECUTION))
        return (None if rest in EXECUTION else f"Execution has no {rest}; it has {there}"), None
    match = IN_STEPS.match(argument)
    if not match:
        return f"{argument!r} must begin with Parameters., Execution. or Steps.<name>.", None
    name = match["step"]
    wrong = _unseen(step, name, known)
    if not wrong and match["path"]:
        wrong = _wrong_path(known[name], match["path"])
    return wrong, name if name in known else None


def _wrong_path(step: Step, path: str) -> str | None:
    """What a step does not have. What the API answers is held against its model, in `requests`."""
    if path.startswith("PropertyFiles."):
        files = _property_files(step)
        name = path.removeprefix("PropertyFiles.")
        return None if name in files else f"step {step.name} has no property file {name}; it has {files or 'none'}"
    output = OUTPUT.match(path)
    if output and step.type == "Processing":
        name = output["name"].strip("'\"")
        outputs = step.outputs()
        if name not in outputs and not name.isdigit():
            return f"step {step.name} has no output {name}; it has {', '.join(map(str, outputs)) or 'none'}"
    if path.startswith("OutputParameters"):
        given = [one.get("OutputName") for one in step.body.get("OutputParameters") or []]
        name = path.removeprefix("OutputParameters").strip("[].'\"")
        return None if name in given else f"step {step.name} has no output parameter {name}; it has {given or 'none'}"
    return None


def _wrong_join(argument: Any) -> str | None:
    if not isinstance(argument, Mapping) or not isinstance(argument.get("Values"), list):
        return "Std:Join needs On and a list of Values"
    if any(isinstance(value, (Mapping, list)) and not function_of(value) for value in argument["Values"]):
        return "Std:Join joins texts, numbers and references, nothing with parts of its own"
    return None


def _wrong_json(argument: Any, known: Mapping[str, Step]) -> str | None:
    if not isinstance(argument, Mapping) or not argument.get("Path"):
        return "Std:JsonGet needs a Path, for example metrics.auc.value"
    if ("PropertyFile" in argument) == ("S3Uri" in argument):
        return "Std:JsonGet needs PropertyFile or S3Uri, and not both"
    file = argument.get("PropertyFile")
    if file is None:
        return None
    reference = file.get("Get") if isinstance(file, Mapping) else None
    match = IN_STEPS.match(reference) if isinstance(reference, str) else None
    if not match or not (match["path"] or "").startswith("PropertyFiles."):
        return "PropertyFile must be a reference Steps.<name>.PropertyFiles.<file>"
    step = known.get(match["step"])
    return f"step {step.name} is a {step.type} step, which has no property files" if step and not _may(step) else None


def _may(step: Step) -> bool:
    return step.type in ("Processing", "ClarifyCheck", "QualityCheck")


def _property_files(step: Step) -> list[str]:
    return [one["PropertyFileName"] for one in step.body.get("PropertyFiles") or []]


def _circle(waits: Mapping[str, set[str]]) -> Sequence[str]:
    """Steps of which each waits for the next, from one back to itself; empty: there are none."""
    done: set[str] = set()

    def follow(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return []
        for other in sorted(waits[name]):
            if found := follow(other, [*path, name]):
                return found
        done.add(name)
        return []

    return next((found for name in waits if (found := follow(name, []))), [])
