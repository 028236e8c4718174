"""Limits: what pulumi-aws refuses before any call: values out of bounds, properties that exclude each other."""

import functools
import ipaddress
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from local.providers.aws.upstream import Facts
from local.providers.aws.values import UNKNOWN

Refusals = Iterator[tuple[str, str]]
ARN = re.compile(r"arn:[\w-]+:[\w-]+:[\w-]*:[\w-]*:.+", re.DOTALL)
ACCOUNT = re.compile(r"\d{12}|aws")


def refusals(facts: Facts, given: Mapping[str, Any]) -> Refusals:
    """Path and reason of each refusal. `given` is what the program wrote; what is unknown yet counts as right."""
    for group in facts.conflicts:
        for here in _there(given, group):
            if len(here) > 1:
                yield here[0], f"conflicts with {', '.join(here[1:])}"
    for group in facts.exactly_one:
        for here in _there(given, group):
            if len(here) != 1:
                told = f"{', '.join(here)} are given" if here else "none is given"
                yield group[0], f"exactly one of {', '.join(group)} must be given, {told}"
    for group in facts.at_least_one:
        for here in _there(given, group):
            if not here:
                yield group[0], f"one of {', '.join(group)} must be given"
    for path, others in facts.together.items():
        missing = [other for other in others if not _is_given(given, other)]
        if _is_given(given, path) and missing:
            yield path, f"needs {', '.join(missing)} beside it"
    for fact, limits in facts.limits.items():
        for path, limit in limits.items():
            for where, value in _values(given, path):
                if value is not UNKNOWN and value is not None and (reason := _CHECKS[fact](limit, value)):
                    yield where, reason


def _there(given: Mapping[str, Any], group: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The members of a group that are given; nothing at all where the object they belong to is not."""
    holder = group[0].rpartition(".")[0]
    if all(path.rpartition(".")[0] == holder for path in group) and holder:
        for where, value in _values(given, holder):
            if isinstance(value, Mapping):
                names = [path.rpartition(".")[2] for path in group]
                yield tuple(f"{where}.{name}" for name in names if value.get(name) is not None)
    elif not holder or _is_given(given, holder):
        yield tuple(path for path in group if _is_given(given, path))


def _is_given(given: Mapping[str, Any], path: str) -> bool:
    return any(value is not None for _, value in _values(given, path))


def _values(value: Any, path: str, where: str = "") -> Iterator[tuple[str, Any]]:
    """Each value at a path, with where exactly it lies: lists on the way are walked through."""
    step, _, rest = path.partition(".")
    if not path:
        yield where, value
    elif step == "*":
        for key, item in _elements(value):
            yield from _values(item, rest, f"{where}[{key}]")
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from _values(item, path, f"{where}[{n}]")
    elif isinstance(value, Mapping) and step in value:
        yield from _values(value[step], rest, f"{where}.{step}" if where else step)


def _elements(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, list):
        yield from enumerate(value)
    elif isinstance(value, Mapping):
        yield from value.items()


def _one_of(values: list[str], value: Any) -> str:
    return "" if str(value) in values else f"expected one of {', '.join(values)}, got {value}"


def _length(bounds: list[int], value: Any) -> str:
    least, most = bounds
    fits = least <= len(str(value)) <= most
    return "" if fits else f"expected a length between {least} and {most}, got {len(str(value))}: {_short(value)}"


def _range(bounds: list[float | None], value: Any) -> str:
    least, most = bounds
    try:
        number = float(value)
    except (TypeError, ValueError):
        return ""  # the type is wrong, which is told already
    if (least is None or number >= least) and (most is None or number <= most):
        return ""
    wanted = f"{least:g} or more" if most is None else f"{least or 0:g} to {most:g}"
    return f"expected {wanted}, got {value}"


def _items(bounds: list[int], value: Any) -> str:
    least, most = bounds
    if not isinstance(value, list) or (least <= len(value) and (not most or len(value) <= most)):
        return ""
    return f"expected {least} to {most} elements, got {len(value)}" if most else f"expected {least} elements or more"


def _pattern(pattern: str, value: Any) -> str:
    found = _compiled(pattern)
    return "" if found is None or found.search(str(value)) else f"expected a match of {pattern}, got {_short(value)}"


def _kind(kind: str, value: Any) -> str:
    return "" if value == "" or _KINDS[kind](str(value)) else f"expected {_WORDS[kind]}, got {_short(value)}"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _is_cidr(text: str) -> bool:
    try:
        network = ipaddress.ip_interface(text)
    except ValueError:
        return False
    return "/" in text and network.ip == network.network.network_address


def _is_time(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text) is not None


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """Go's pattern; None where Python cannot read it."""
    try:
        return re.compile(pattern.replace(r"\z", r"\Z"))
    except re.error:
        return None


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


_CHECKS: dict[str, Callable[[Any, Any], str]] = {
    "one_of": _one_of,
    "length": _length,
    "range": _range,
    "items": _items,
    "pattern": _pattern,
    "kind": _kind,
}
_KINDS: dict[str, Callable[[str], bool]] = {
    "arn": lambda text: ARN.fullmatch(text) is not None,
    "json": _is_json,
    "cidr": _is_cidr,
    "account": lambda text: ACCOUNT.fullmatch(text) is not None,
    "time": _is_time,
}
_WORDS = {
    "arn": "an ARN",
    "json": "JSON text",
    "cidr": "a CIDR block that starts at its network's address",
    "account": "an account id of 12 digits",
    "time": "a time as RFC 3339 writes it",
}
