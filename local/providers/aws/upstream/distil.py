"""Distil: what the extractor found in the Terraform provider's schemas, in the few words of `facts.jsonl`."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Json = dict[str, Any]

# Deeper than this only recursive types (firewall statements, budget filters) go on, repeating themselves.
DEEPEST = 6
# Longer enumerations (instance types) are botocore's, which knows the newest.
MOST_VALUES = 60
NOT_PROPERTIES = ("timeouts", "tags_all", "id", "region")

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_NUMBER = r"(-?\d+(?:\.\d+)?)"
_KINDS = {
    "is an invalid ARN": "arn",
    "contains an invalid JSON": "json",
    "is not a valid JSON value": "json",
    "is not a valid CIDR block": "cidr",
    "valid AWS account ID": "account",
    "look like AWS Account ID": "account",
    "valid RFC3339 date": "time",
}


def _unquoted(text: str) -> str:
    """The text that Go wrote between quotes."""
    return text.replace('\\"', '"').replace("\\\\", "\\")


# How the validators word their refusals.
_WORDINGS: list[tuple[str, str, Callable[[re.Match[str]], Any]]] = [
    (rf"length of KEY to be in the range \({_NUMBER} - {_NUMBER}\)", "length", lambda m: [int(m[1]), int(m[2])]),
    (rf"string length must be between {_NUMBER} and {_NUMBER}", "length", lambda m: [int(m[1]), int(m[2])]),
    (rf"string length must be at most {_NUMBER}", "length", lambda m: [0, int(m[1])]),
    (rf"cannot be longer than {_NUMBER} characters", "length", lambda m: [0, int(m[1])]),
    (rf"KEY to be in the range \({_NUMBER} - {_NUMBER}\)", "range", lambda m: [float(m[1]), float(m[2])]),
    (rf"KEY to be at least \({_NUMBER}\)", "range", lambda m: [float(m[1]), None]),
    (
        rf"\d+validator\.\w+: value must be between {_NUMBER} and {_NUMBER}",
        "range",
        lambda m: [float(m[1]), float(m[2])],
    ),
    (rf"\d+validator\.\w+: value must be at least {_NUMBER}", "range", lambda m: [float(m[1]), None]),
    (r'to match regular expression "(.*)"$', "pattern", lambda m: _unquoted(m[1])),
]


def lines(found: Mapping[str, Json]) -> Iterator[str]:
    """A line a resource type."""
    for name in sorted(found):
        facts = distil(found[name]["props"])
        yield json.dumps({"type": name, **facts}, separators=(",", ":"), ensure_ascii=False)


def distil(props: Mapping[str, Json]) -> Json:
    """The facts of one type; empty ones are left out."""
    kept = {p: v for p, v in props.items() if p.split(".")[0] not in NOT_PROPERTIES and p.count(".") < DEEPEST}
    kept.pop("*", None)
    settable = {p: v for p, v in kept.items() if v.get("Required") or v.get("Optional") or p.endswith("*")}
    facts: Json = {
        "new": sorted(_replacing(settable)),
        "conflicts": _groups(settable, "Conflicts"),
        "exactly_one": _groups(settable, "ExactlyOne"),
        "at_least_one": _groups(settable, "AtLeastOne"),
        "with": {p: sorted(v["With"]) for p, v in sorted(settable.items()) if v.get("With")},
        "default": {p: v["Default"] for p, v in sorted(settable.items()) if _is_plain(v.get("Default"))},
        "items": {p: [v.get("Min", 0), v.get("Max", 0)] for p, v in sorted(settable.items()) if _bounds_a_list(v)},
    }
    for path, prop in sorted(settable.items()):
        texts = prop.get("Validators", [])
        found = {name: value for text in texts for name, value in _rules(text)}
        told_otherwise = "kind" in found and not all(any(_rules(text)) for text in texts)
        if told_otherwise or len(found.keys() & {"one_of", "pattern", "kind"}) > 1:
            continue  # alternatives: an ARN or a name
        for name, value in found.items():
            if not any(_refuses(name, value, probe) for probe in prop.get("Accepts", [])):
                facts.setdefault(name, {})[path] = value
    return {name: value for name, value in facts.items() if value}


def _replacing(props: Mapping[str, Json]) -> Iterator[str]:
    """Paths that replace with all that lies below; `path[]` where only its being there does."""
    for path, prop in props.items():
        if not prop.get("ForceNew") or path.endswith("*"):
            continue
        below = {p: v for p, v in props.items() if p.startswith(f"{path}.") and not p.endswith("*")}
        covered = any(
            props[up].get("ForceNew") and all(v.get("ForceNew") for p, v in props.items() if _is_below(p, up))
            for up in _ups(path)
            if up in props
        )
        if not covered:
            yield path if all(v.get("ForceNew") for v in below.values()) else f"{path}[]"


def _is_below(path: str, up: str) -> bool:
    return path.startswith(f"{up}.") and not path.endswith("*")


def _ups(path: str) -> Iterator[str]:
    steps = path.split(".")
    for n in range(1, len(steps)):
        yield ".".join(steps[:n])


def _groups(props: Mapping[str, Json], name: str) -> list[list[str]]:
    """Groups of paths, each once. A conflict is said by either side."""
    found: set[tuple[str, ...]] = set()
    for path, prop in props.items():
        others = [_plain(other) for other in prop.get(name) or []]
        if name == "Conflicts":
            found |= {tuple(sorted((path, other))) for other in others if other != path}
        elif others:
            found.add(tuple(sorted({*others, path})))
    return [list(group) for group in sorted(found)]


def _plain(path: str) -> str:
    """`rule.0.prefix` is `rule.prefix`."""
    return re.sub(r"\.\d+", "", path)


def _is_plain(value: Any) -> bool:
    return isinstance(value, bool | int | float) or (isinstance(value, str) and not value.startswith("value defaults"))


def _bounds_a_list(prop: Json) -> bool:
    return prop.get("Type") in ("TypeList", "TypeSet") and (prop.get("Max", 0) > 1 or prop.get("Min", 0) > 1)


def _refuses(fact: str, value: Any, probe: Any) -> bool:
    """Whether a rule refuses what the validator took: then it is one of several alternatives, and no rule."""
    if fact == "length":
        return probe != "" and not value[0] <= len(probe) <= value[1]
    if fact == "range":
        return (value[0] is not None and probe < value[0]) or (value[1] is not None and probe > value[1])
    return fact == "one_of" and probe != "" and str(probe) not in value


def _rules(text: str) -> Iterator[tuple[str, Any]]:
    """What the words of one refusal say: name of the fact, and its value."""
    told = text.split(", got ")[0]
    if re.search(r"one of:? \[", told):
        values = _QUOTED.findall(told.split("[", 1)[1])
        if 0 < len(values) <= MOST_VALUES:
            yield "one_of", values
        return
    for pattern, fact, read in _WORDINGS:
        if found := re.search(pattern, told):
            yield fact, read(found)
            return
    yield from (("kind", kind) for words, kind in _KINDS.items() if words in text)
