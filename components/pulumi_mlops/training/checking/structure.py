"""Structure: names, types and keys of the definition, its parameters and its steps.

https://aws-sagemaker-mlops.github.io/sagemaker-model-building-pipeline-definition-JSON-schema/
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from pulumi import Output

from .problem import Problem
from .reading import BRANCHES

VERSION = "2020-12-01"
KEYS = {"Version", "Metadata", "Parameters", "PipelineExperimentConfig", "MlflowConfig", "Steps"}
NAME = re.compile(r"^[A-Za-z0-9_-]{1,64}$")
COMMON = {"Name", "Type", "Arguments", "DependsOn", "DisplayName", "Description"}
JOBS = {"Processing", "Training", "Tuning", "Transform", "AutoML"}
CACHED = JOBS | {"ClarifyCheck", "QualityCheck", "EMR"}
RETRIED = JOBS | {"Model", "RegisterModel", "ClarifyCheck", "QualityCheck"}
TYPES = RETRIED | {
    "Callback", "Cleanup", "Condition", "EMR", "EMRServerless", "Endpoint", "EndpointConfig", "Fail", "ForEach",
    "InferenceComponent", "Job", "Lambda", "Lineage",
}  # fmt: skip
OPEN = TYPES - JOBS - {"Condition", "Fail", "Model", "RegisterModel"}
"""Types with keys of their own beside those of every step."""
ERRORS = {
    "Step.SERVICE_FAULT", "Step.THROTTLING", "SageMaker.JOB_INTERNAL_ERROR", "SageMaker.CAPACITY_ERROR",
    "SageMaker.RESOURCE_LIMIT",
}  # fmt: skip
"""https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-retry-policy.html"""
DURATION = re.compile(r"^P?(?=.)(\d+y)?(\d+m)?(\d+w)?(\d+d)?(t(?=\d)(\d+h)?(\d+m)?)?$", re.IGNORECASE)
DEFAULTS: Mapping[str, tuple[type, ...]] = {
    "String": (str,), "Integer": (int,), "Float": (float, int), "Boolean": (bool,),
}  # fmt: skip
COMPARED = ("LeftValue", "RightValue")
CONDITIONS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("Equals", "GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo"), COMPARED),
    "In": ("QueryValue", "Values"),
    "Not": ("Condition",),
    "Or": ("Conditions",),
}
LONGEST = 1048576
"""https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePipeline.html"""


def in_structure(definition: Any) -> list[Problem]:
    """What is wrong with the form. The rest is only looked at where the form is right."""
    if not isinstance(definition, Mapping):
        return [Problem("", "", "must be an object with Version and Steps")]
    definition = cast(Mapping[str, Any], definition)
    found = [Problem("", where, text) for where, text in _of_pipeline(definition)]
    listed = definition.get("Steps")
    if not isinstance(listed, list) or not listed:
        return [*found, Problem("", "Steps", "must be a list of one step or more")]
    seen: set[str] = set()
    for place, step in enumerate(cast(list[Any], listed)):
        found += _of_step(step, f"Steps[{place}]", seen)
    return found


def _of_pipeline(definition: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if definition.get("Version") != VERSION:
        yield "Version", f'must be "{VERSION}"'
    for key in sorted(set(definition) - KEYS):
        yield key, f"is no key of a definition; there are {', '.join(sorted(KEYS))}"
    seen: set[str] = set()
    for place, parameter in enumerate(definition.get("Parameters") or []):
        yield from _of_parameter(parameter, f"Parameters[{place}]", seen)


def _of_parameter(parameter: Any, where: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(parameter, Mapping):
        yield where, "must be an object with Name and Type"
        return
    name, kind = parameter.get("Name"), parameter.get("Type")
    if not isinstance(name, str) or not NAME.match(name):
        yield where, "needs a Name of 1 to 64 letters, digits, - or _"
        return
    where = f"parameter {name}"
    if name in seen:
        yield where, "is there twice: rename one"
    seen.add(name)
    if not isinstance(kind, str) or kind not in DEFAULTS:
        yield where, f"has Type {kind!r}; there are {', '.join(DEFAULTS)}"
        return
    value = parameter.get("DefaultValue")
    fits = isinstance(value, DEFAULTS[kind]) and (kind == "Boolean" or not isinstance(value, bool))
    if value is not None and not isinstance(value, Output) and not fits:
        yield where, f"has DefaultValue {value!r}, which is no {kind}"
    choices = parameter.get("EnumValues")
    if choices and value is not None and not isinstance(value, Output) and value not in choices:
        yield where, f"has DefaultValue {value!r}, which is none of its EnumValues"


def _of_step(step: Any, where: str, seen: set[str]) -> Iterator[Problem]:
    if not isinstance(step, Mapping):
        yield Problem("", where, "must be an object with Name, Type and Arguments")
        return
    step = cast(Mapping[str, Any], step)
    name, kind = step.get("Name"), step.get("Type")
    if not isinstance(name, str) or not NAME.match(name):
        yield Problem(str(name or ""), where, "needs a Name of 1 to 64 letters, digits, - or _")
        return
    if name in seen:
        yield Problem(name, "Name", "is the name of another step, too: rename one")
    seen.add(name)
    if kind not in TYPES:
        yield Problem(name, "Type", f"{kind!r} is no type of step; there are {', '.join(sorted(TYPES))}")
        return
    if not isinstance(step.get("Arguments", {}), Mapping):
        yield Problem(name, "Arguments", "must be an object: the request of the step's API call")
        return
    for place, text in (*_keys(step, kind), *_extras(step, kind), *_twice(step, kind)):
        yield Problem(name, place, text)
    if kind == "Condition":
        yield from _of_condition(step, name, seen)


def _keys(step: Mapping[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    known = COMMON | ({"CacheConfig"} if kind in CACHED else set()) | ({"RetryPolicies"} if kind in RETRIED else set())
    known |= {"PropertyFiles"} if kind in ("Processing", "ClarifyCheck", "QualityCheck") else set()
    if kind not in OPEN:
        for key in sorted(set(step) - known):
            yield key, f"is no key of a {kind} step: take it out"
    if kind not in OPEN and not step.get("Arguments"):
        yield "Arguments", "are missing: give the request of the step's API call"
    depends = step.get("DependsOn", [])
    if not isinstance(depends, list):
        yield "DependsOn", "must be a list of steps' names"
    if kind == "Fail" and not (step.get("Arguments") or {}).get("ErrorMessage"):
        yield "Arguments.ErrorMessage", "is missing: say why the run fails"


def _extras(step: Mapping[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    cache = step.get("CacheConfig")
    if cache is not None:
        if not isinstance(cache, Mapping) or not isinstance(cache.get("Enabled"), bool):
            yield "CacheConfig", "needs Enabled, true or false"
        elif "ExpireAfter" in cache and not DURATION.match(str(cache["ExpireAfter"])):
            yield "CacheConfig.ExpireAfter", f'{cache["ExpireAfter"]!r} must be a duration, for example "30d" or "T16h"'
    policies = step.get("RetryPolicies") or []
    for place, policy in enumerate(policies if isinstance(policies, list) else [policies]):
        yield from _of_policy(policy, f"RetryPolicies[{place}]")
    for place, file in enumerate(step.get("PropertyFiles") or []):
        where = f"PropertyFiles[{place}]"
        missing = [key for key in ("PropertyFileName", "OutputName", "FilePath") if not file.get(key)]
        if missing:
            yield where, f"has no {missing[0]}"
        elif file["OutputName"] not in (outputs := _outputs(step)) and kind == "Processing":
            yield where, f"reads output {file['OutputName']!r}, which the step has not; there are {outputs or 'none'}"


def _of_policy(policy: Any, where: str) -> Iterator[tuple[str, str]]:
    if not isinstance(policy, Mapping):
        yield where, "must be an object with ExceptionType and MaxAttempts"
        return
    kinds = policy.get("ExceptionType") or []
    if not kinds or set(kinds) - ERRORS:
        unknown = sorted(set(kinds) - ERRORS)
        yield (
            f"{where}.ExceptionType",
            f"{unknown[0] if unknown else 'none'!r} is not one of {', '.join(sorted(ERRORS))}",
        )
    attempts, minutes = policy.get("MaxAttempts"), policy.get("ExpireAfterMin")
    if (attempts is None) == (minutes is None):
        yield where, "needs MaxAttempts or ExpireAfterMin, and not both"
    elif attempts is not None and not 1 <= attempts <= 20:
        yield f"{where}.MaxAttempts", f"{attempts} must be from 1 to 20"
    elif minutes is not None and not 1 <= minutes <= 14400:
        yield f"{where}.ExpireAfterMin", f"{minutes} must be from 1 to 14400"


def _outputs(step: Mapping[str, Any]) -> list[Any]:
    config = step.get("Arguments", {}).get("ProcessingOutputConfig") or {}
    return [one.get("OutputName") for one in config.get("Outputs") or [] if isinstance(one, Mapping)]


def _twice(step: Mapping[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    """Names that a step has twice. Which of the two is meant nobody knows."""
    arguments: Mapping[str, Any] = step.get("Arguments") or {}
    listed = {
        "Arguments.ProcessingInputs": [one.get("InputName") for one in arguments.get("ProcessingInputs") or []],
        "Arguments.ProcessingOutputConfig.Outputs": _outputs(step),
        "Arguments.InputDataConfig": [one.get("ChannelName") for one in arguments.get("InputDataConfig") or []],
        "PropertyFiles": [one.get("PropertyFileName") for one in step.get("PropertyFiles") or []],
    }
    for where, names in listed.items() if kind in ("Processing", "Training") else ():
        if again := next((name for place, name in enumerate(names) if name in names[:place]), None):
            yield where, f"{again!r} is there twice: rename one"


def _of_condition(step: Mapping[str, Any], name: str, seen: set[str]) -> Iterator[Problem]:
    arguments: Mapping[str, Any] = step.get("Arguments") or {}
    for key in sorted(set(arguments) - {"Conditions", *BRANCHES}):
        yield Problem(name, f"Arguments.{key}", "is no key of a condition; there are Conditions, IfSteps and ElseSteps")
    conditions = arguments.get("Conditions")
    if not isinstance(conditions, list) or not conditions:
        yield Problem(name, "Arguments.Conditions", "must be a list of one condition or more")
    else:
        for where, text in _of_conditions(conditions, "Arguments.Conditions"):
            yield Problem(name, where, text)
    for branch in BRANCHES:
        inner = arguments.get(branch) or []
        if not isinstance(inner, list):
            yield Problem(name, f"Arguments.{branch}", "must be a list of steps")
            continue
        for place, one in enumerate(cast(list[Any], inner)):
            yield from _of_step(one, f"{name}.{branch}[{place}]", seen)


def _of_conditions(conditions: Sequence[Any], where: str) -> Iterator[tuple[str, str]]:
    for place, condition in enumerate(conditions):
        here = f"{where}[{place}]"
        kind = condition.get("Type") if isinstance(condition, Mapping) else None
        if not isinstance(kind, str) or kind not in CONDITIONS:
            yield here, f"Type {kind!r} must be one of {', '.join(CONDITIONS)}"
            continue
        for key in CONDITIONS[kind]:
            if key not in condition:
                yield here, f"{kind} needs {key}"
        if kind == "Or" and isinstance(condition.get("Conditions"), list):
            yield from _of_conditions(condition["Conditions"], f"{here}.Conditions")
        if kind == "Not" and "Condition" in condition:
            yield from _of_conditions([condition["Condition"]], f"{here}.Condition")
