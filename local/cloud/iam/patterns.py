"""Patterns: the wildcards and variables of policy texts.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

Values = Callable[[str], Sequence[str] | None]
"""The values of a condition key (its name in any case); None where the request does not have the key."""

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_WILDCARD = {"*": ".*", "?": "."}
_ARN_PARTS = 6


def matches(pattern: str, text: str, values: Values, *, ignore_case: bool = False) -> bool:
    """Whether the text fits the pattern, in which `*` and `?` are wild. No value for a variable fits nothing."""
    if "${" in pattern:
        source = _with_values(pattern, values)
        return source is not None and re.fullmatch(source, text, re.DOTALL) is not None
    return _compiled(pattern, ignore_case).fullmatch(text) is not None


def matches_arn(pattern: str, arn: str, values: Values) -> bool:
    """As `matches`, part by part, so that a wildcard does not reach over a colon of the first five."""
    patterns, parts = pattern.split(":", _ARN_PARTS - 1), arn.split(":", _ARN_PARTS - 1)
    if pattern == "*":
        return True
    return len(patterns) == len(parts) and all(
        matches(wanted, part, values) for wanted, part in zip(patterns, parts, strict=True)
    )


def filled(text: str, values: Values) -> str | None:
    """The text with its variables filled in and nothing wild; None where one has no value."""
    parts: list[str] = []
    for literal, variable in _parts(text):
        value = literal if variable is None else _value(variable, values)
        if value is None:
            return None
        parts.append(value)
    return "".join(parts)


@lru_cache(maxsize=4096)
def _compiled(pattern: str, ignore_case: bool) -> re.Pattern[str]:
    return re.compile(_wild(pattern), re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def _wild(text: str) -> str:
    return "".join(_WILDCARD.get(letter) or re.escape(letter) for letter in text)


def _with_values(pattern: str, values: Values) -> str | None:
    parts: list[str] = []
    for literal, variable in _parts(pattern):
        if variable is None:
            parts.append(_wild(literal))
        elif (value := _value(variable, values)) is None:
            return None
        else:
            parts.append(re.escape(value))
    return "".join(parts)


def _parts(text: str) -> list[tuple[str, str | None]]:
    """Literal texts and, as the second of a pair, variables in turn."""
    split = _VARIABLE.split(text)
    return [("", part) if index % 2 else (part, None) for index, part in enumerate(split)]


def _value(variable: str, values: Values) -> str | None:
    if variable in ("*", "?", "$"):
        return variable
    name, comma, default = variable.partition(",")
    found = values(name.strip())
    if found is not None and len(found) == 1:  # a key of many values is no variable
        return found[0]
    return default.strip().strip("'") if comma else None
