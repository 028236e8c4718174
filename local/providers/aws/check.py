"""Check: complete a program's inputs as pulumi-aws does, and refuse what cannot work before anything changes."""

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from local.providers.aws import limits, naming, paths, tags
from local.providers.aws.kind import Env, Kind, without_indexes
from local.providers.aws.row import Name
from local.providers.aws.schema import Type
from local.providers.aws.values import UNKNOWN, Properties, has_unknown


@dataclass(frozen=True)
class Failure:
    """One reason to refuse."""

    property: str
    reason: str


@dataclass(frozen=True)
class Autonaming:
    """What the engine's `autonaming` setting says; "propose" without a proposal is pulumi-aws's own way."""

    proposed: str = ""
    mode: str = "propose"


@dataclass(frozen=True)
class Question:
    """What the engine asks to have checked."""

    name: str
    """The logical name."""
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    seed: bytes
    autonaming: Autonaming
    region: str
    default_tags: Mapping[str, str]


def check(kind: Kind, question: Question) -> tuple[Properties, list[Failure]]:
    """The inputs with defaults and name; every failure at once."""
    inputs = {k: v for k, v in question.new.items() if k != "__defaults"}
    failures: list[Failure] = []
    for name, value in inputs.items():
        if kind.schema.inputs.get(name) == "json" and isinstance(value, Mapping):
            inputs[name] = UNKNOWN if has_unknown(value) else json.dumps(value, separators=(",", ":"))
    if kind.lists_tags and kind.row.tags and question.default_tags and isinstance(own := inputs.get("tags", []), list):
        inputs["tags"] = tags.with_defaults(question.default_tags, own)
    filled = _fill(kind, inputs, question, failures)
    if filled:
        inputs["__defaults"] = sorted(filled)
    plain = {k: v for k, v in inputs.items() if k != "__defaults"}
    if plain != {k: v for k, v in question.old.items() if k != "__defaults"}:
        given = {name: value for name, value in plain.items() if name not in filled}
        failures.extend(_refusals(kind, plain, given, named=not failures))
    return inputs, failures


def _fill(kind: Kind, inputs: Properties, question: Question, failures: list[Failure]) -> list[str]:
    """Fill in what the program left out; the names of what was filled."""
    filled: list[str] = []
    defaults = {**kind.row.local, **kind.row.defaults}
    if kind.is_regional:
        defaults["region"] = question.region
    for name, value in defaults.items():
        if "." in name:
            _fill_nested(inputs, name.split("."), value)
        elif value is not None and name not in inputs:
            inputs[name] = value
            filled.append(name)
    rule = kind.row.name
    if rule and rule.property not in inputs:
        name = _name(rule, inputs, question)
        if name:
            inputs[rule.property] = name
            filled.append(rule.property)
        else:
            failures.append(Failure(rule.property, f"autonaming is disabled: give `{rule.property}`"))
    return filled


def _fill_nested(holder: Any, steps: list[str], value: Any) -> None:
    """A default inside an object, or inside each of a list of them, that the program gives."""
    for item in holder if isinstance(holder, list) else [holder]:
        if not isinstance(item, dict):
            continue
        if len(steps) == 1:
            item.setdefault(steps[0], value)
        elif steps[0] in item:
            _fill_nested(item[steps[0]], steps[1:], value)


def _name(rule: Name, inputs: Mapping[str, Any], question: Question) -> Any:
    """The name it has already, or a new one; empty where autonaming is disabled."""
    before = question.old.get(rule.property)
    prefix = inputs.get(f"{rule.property}Prefix") or inputs.get("namePrefix")
    keeps = not prefix or prefix is UNKNOWN or str(before).startswith(prefix)
    if before is not None and keeps and (rule.keeps or rule.property in question.old.get("__defaults", ())):
        return before
    if prefix is UNKNOWN:
        return UNKNOWN
    if prefix:
        return naming.random_name(rule, str(prefix), "", question.seed, inputs)
    if question.autonaming.mode == "disable":
        return ""
    if question.autonaming.mode == "enforce":
        return question.autonaming.proposed
    if question.autonaming.proposed:
        return naming.fitting(rule, question.autonaming.proposed, inputs)
    return naming.random_name(rule, question.name, "-", question.seed, inputs)


def _refusals(kind: Kind, inputs: Mapping[str, Any], given: Mapping[str, Any], *, named: bool) -> list[Failure]:
    """Every reason to refuse; `given` is what the program wrote of the inputs."""
    failures = [Failure(path, f"missing required property {path}") for path in _missing(kind, inputs)]
    failures += [
        Failure(group[0], f"one of {', '.join(group)} must be given")
        for group in kind.row.needs
        if not any(name in inputs for name in group)
    ]
    types = [Failure(path, reason) for path, reason in _mistyped(kind, inputs)]
    if types:
        return failures + types
    if kind.facts:
        failures += [Failure(path, reason) for path, reason in limits.refusals(kind.facts, given)]
    told = {without_indexes(failure.property) for failure in failures}
    failures += [Failure(p.path, p.reason) for p in kind.problems(inputs) if without_indexes(p.path) not in told]
    if named and not failures and not has_unknown(dict(inputs)):
        failures += _invalid(kind, inputs)
    return failures


def _invalid(kind: Kind, inputs: Mapping[str, Any]) -> list[Failure]:
    """What botocore would refuse to send."""
    from botocore.validate import ParamValidator

    request, _ = kind.request(kind.row.create, inputs, Env(inputs, functools.partial(_stand_in, kind)))
    operation = kind.model.operation_model(kind.row.create.name)
    request |= dict.fromkeys(operation.idempotent_members, "filled in by botocore when the call is made")
    report = ParamValidator().validate(request, operation.input_shape)
    return [Failure("", f"{kind.row.create.name}: {report.generate_report()}")] if report.has_errors() else []


def _stand_in(kind: Kind, name: str, env: Env) -> str:
    """What is sent for a field of a template that is not known yet: botocore looks at the form of an account."""
    if name in kind.row.computed:
        return paths.fill(kind.row.computed[name], env)
    return "000000000000" if name == "account" else "unknown"


def _missing(kind: Kind, inputs: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(kind.schema.required - set(inputs)):
        yield name
    for name, value in inputs.items():
        yield from _missing_inside(kind, kind.schema.inputs.get(name), value, name)


def _missing_inside(kind: Kind, type_: Type, value: Any, path: str) -> Iterator[str]:
    if isinstance(type_, list) and isinstance(value, list):
        for n, item in enumerate(value):
            yield from _missing_inside(kind, type_[1], item, f"{path}[{n}]")
    nested = kind.schema.fields(type_)
    if nested and isinstance(value, Mapping):
        for name in sorted(nested.required - set(value)):
            yield f"{path}.{name}"
        for name, inner in value.items():
            yield from _missing_inside(kind, nested.fields.get(name), inner, f"{path}.{name}")


def _mistyped(kind: Kind, inputs: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in inputs.items():
        yield from _mistyped_inside(kind, kind.schema.inputs.get(name), value, name)


def _mistyped_inside(kind: Kind, type_: Type, value: Any, path: str) -> Iterator[tuple[str, str]]:
    if type_ is None or type_ == "any" or value is None or value is UNKNOWN:
        return
    nested = kind.schema.fields(type_)
    if isinstance(type_, list):
        wanted: type = list if type_[0] == "list" else dict
        if not isinstance(value, wanted):
            yield path, f"a {type_[0]} is expected"
            return
        items = enumerate(value) if type_[0] == "list" else value.items()
        for key, item in items:
            yield from _mistyped_inside(kind, type_[1], item, f"{path}[{key}]")
    elif nested:
        if not isinstance(value, Mapping):
            yield path, "an object is expected"
            return
        for name, inner in value.items():
            yield from _mistyped_inside(kind, nested.fields.get(name), inner, f"{path}.{name}")
    elif not _fits(type_, value):
        yield path, f"{WORDS[type_]} is expected"


WORDS = {
    "str": "a string",
    "json": "JSON text or an object",
    "int": "a whole number",
    "float": "a number",
    "bool": "a boolean",
}


def _fits(type_: str, value: Any) -> bool:
    """Whether pulumi-aws would take the value: like Terraform, it reads numbers and booleans from text."""
    if type_ == "bool":
        return isinstance(value, bool) or value in ("true", "false")
    if type_ in ("int", "float"):
        if isinstance(value, bool):
            return False
        try:
            number = float(value)
        except (TypeError, ValueError):
            return False
        return type_ == "float" or number.is_integer()
    if type_ == "json":
        return isinstance(value, str | Mapping)
    return isinstance(value, str | int | float | bool)
