"""Shapes: the three kinds of rule that need no code of their own, written as data.

    keeps(
        "repository-immutable",
        "A tag that can move is not what was approved.",
        {"imageTagMutability": "IMMUTABLE"},
        resource=REPOSITORY, severity=Severity.MEDIUM, fix="...", url="...",
    )

`keeps` says what properties must be, `sets` which must be there, `avoids` what none may be where the default is right.
With `where`, they judge only resources that have that property, or of which it is not known yet.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from .kernel import RULES, Words
from .values import UNKNOWN, Findings, Props, Unassessed, expect, get, missing, needed, shown


def keeps(
    rule_id: str, why: str, wanted: Mapping[str, Any], *, where: str | None = None, **words: Unpack[Words]
) -> None:
    """A rule that properties, by dotted path, are these values."""

    def check(props: Props) -> Findings:
        if where is None or not missing(props, where):
            for path, value in wanted.items():
                yield from expect(props, path, value)

    RULES.add(rule_id, why, check, words)


def sets(rule_id: str, why: str, paths: Sequence[str], *, where: str | None = None, **words: Unpack[Words]) -> None:
    """A rule that properties, by dotted path, are set. What is not known yet counts as set."""

    def check(props: Props) -> Findings:
        if where is not None and get(props, where) is UNKNOWN:
            if any(path.startswith(f"{where}.") or missing(props, path) for path in paths):
                yield Unassessed(where)
        elif where is None or not missing(props, where):
            for path in paths:
                yield from needed(props, path)

    RULES.add(rule_id, why, check, words)


def avoids(rule_id: str, why: str, unwanted: Mapping[str, Any], **words: Unpack[Words]) -> None:
    """A rule that properties, by dotted path, are not these values. What is not set is what AWS takes, and right."""

    def check(props: Props) -> Findings:
        for path, value in unwanted.items():
            found = get(props, path)
            if found is UNKNOWN:
                yield Unassessed(path)
            elif found == value and isinstance(found, bool) is isinstance(value, bool):
                yield f"{path} is {shown(value)}."

    RULES.add(rule_id, why, check, words)
