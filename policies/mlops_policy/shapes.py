"""Shapes: the two kinds of rule that need no code of their own, written as data.

    keeps(
        "repository-immutable",
        "A tag that can move is not what was approved.",
        {"imageTagMutability": "IMMUTABLE"},
        resource=REPOSITORY, severity=Severity.MEDIUM, fix="...", url="...",
    )

`keeps` says what properties must be, `sets` which must be there. With `where`, they judge only resources that have that
property, or of which it is not known yet.
"""

import inspect
from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from .kernel import RULES, Words
from .values import UNKNOWN, Findings, Props, Unassessed, expect, get, missing


def keeps(
    rule_id: str, why: str, wanted: Mapping[str, Any], *, where: str | None = None, **words: Unpack[Words]
) -> None:
    """A rule that properties, by dotted path, are these values."""

    def check(props: Props) -> Findings:
        if where is None or not missing(props, where):
            for path, value in wanted.items():
                yield from expect(props, path, value)

    _register(rule_id, why, check, words)


def sets(rule_id: str, why: str, paths: Sequence[str], *, where: str | None = None, **words: Unpack[Words]) -> None:
    """A rule that properties, by dotted path, are set. What is not known yet counts as set."""

    def check(props: Props) -> Findings:
        if where is not None and get(props, where) is UNKNOWN:
            yield Unassessed(where)
        elif where is None or not missing(props, where):
            for path in paths:
                if missing(props, path):
                    yield f"{path} is not set."

    _register(rule_id, why, check, words)


def _register(rule_id: str, why: str, check: Any, words: Words) -> None:
    """The rule belongs to the file that it is written in, not to this one."""
    check.__name__ = rule_id.replace("-", "_")
    check.__doc__ = why
    frame = inspect.currentframe()
    while frame and frame.f_globals["__name__"] == __name__:
        frame = frame.f_back
    check.__module__ = frame.f_globals["__name__"] if frame else __name__
    RULES.rule(**words)(check)
