"""Templates: fill `{fact}`, `{uuid}`, `{hex:17}` and the like, and make values that a model's pattern allows."""

import random
import re
import string
import uuid
from collections.abc import Mapping
from typing import Any, cast

_ALPHABETS = {
    "hex": "0123456789abcdef",
    "digits": string.digits,
    "lower": string.ascii_lowercase + string.digits,
    "upper": string.ascii_uppercase + string.digits,
    "letters": string.ascii_letters + string.digits,
}
_FIELD = re.compile(r"\{([a-z]+)(?::(\d+|[a-z]+))?\}")
_random = random.SystemRandom()


def fill(template: str, facts: Mapping[str, Any]) -> str:
    """The template with its fields replaced; a fact that is not known is empty."""

    def value(field: re.Match[str]) -> str:
        name, more = field[1], field[2] or ""
        if name == "uuid":
            return str(uuid.uuid4())
        if more.isdecimal():
            return "".join(_random.choices(_ALPHABETS[name], k=int(more)))
        if more:
            return str(facts.get(more, "")).lower()
        return str(facts.get(name, ""))

    return _FIELD.sub(value, template)


def fill_all(value: Any, facts: Mapping[str, Any]) -> Any:
    """Templates anywhere in lists and dicts, filled."""
    if isinstance(value, str):
        return fill(value, facts)
    if isinstance(value, dict):
        return {name: fill_all(each, facts) for name, each in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, list):
        return [fill_all(each, facts) for each in value]  # pyright: ignore[reportUnknownVariableType]
    return value


def allowed_by(pattern: str) -> str:
    """A random value that the pattern allows, as short as may be; a UUID if that is one."""
    try:
        whole = re.compile(pattern)
    except re.error:
        return str(uuid.uuid4())
    for template in ("{uuid}", "{hex:32}", "{hex:17}", "{lower:10}"):
        if whole.fullmatch(value := fill(template, {})):
            return value
    return _sample(cast(Any, re)._parser.parse(pattern))


def _sample(parts: Any) -> str:
    """A text that a parsed pattern matches; of what may be repeated without end, a few."""
    found = ""
    for kind, value in parts:
        match str(kind):
            case "LITERAL":
                found += chr(value)
            case "IN":
                found += _one_of(value)
            case "MAX_REPEAT" | "MIN_REPEAT":
                least, most, inner = value
                found += "".join(_sample(inner) for _ in range(min(max(least, 1 if least else 0), int(most))))
            case "SUBPATTERN":
                found += _sample(value[-1])
            case "BRANCH":
                found += _sample(value[1][0])
            case "ANY":
                found += _random.choice(_ALPHABETS["lower"])
            case _:
                pass
    return found


def _one_of(choices: Any) -> str:
    kind, value = next(((k, v) for k, v in choices if str(k) in ("RANGE", "CATEGORY")), choices[0])
    match str(kind):
        case "RANGE":
            return chr(_random.randint(*value))
        case "CATEGORY":
            return _random.choice(string.digits if "DIGIT" in str(value) else _ALPHABETS["lower"])
        case _:
            return chr(value)
