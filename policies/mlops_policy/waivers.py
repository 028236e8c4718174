"""Waivers: what is let be for a while, by whom and why, in a YAML file beside the stacks.

waivers:
  - rule: epc-min-2
    resource: "*::churn-config"          # a pattern on the URN, or on the resource's name
    reason: The second instance comes with the new quota.
    owner: retention-team
    ticket: MLP-142
    expires: 2027-01-31                  # the last day on which it holds
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from .kernel import Rule
from .schema import problems

SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["waivers"],
    "properties": {
        "waivers": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["rule", "resource", "reason", "owner", "ticket", "expires"],
                "properties": {
                    "rule": {"type": "string"},
                    "resource": {"type": "string", "pattern": r"[^*]"},
                    "reason": {"type": "string", "pattern": r"\S.{9,}"},
                    "owner": {"type": "string", "pattern": r"\S"},
                    "ticket": {"type": "string", "pattern": r"\S"},
                    "expires": {"type": "date"},
                },
            },
        }
    },
}
"""A pattern that names nothing, `*`, would waive the rule itself: that is `disabled`, in the configuration."""


class InvalidError(ValueError):
    """What a person wrote is wrong. The text says every reason, a line each."""


@dataclass(frozen=True)
class Waiver:
    """One violation that is let be until a day."""

    rule: str
    resource: str
    reason: str
    owner: str
    ticket: str
    expires: date

    def covers(self, rule_id: str, urn: str) -> bool:
        """Whether it is about the rule and the resource."""
        return self.rule == rule_id and (
            fnmatchcase(urn, self.resource) or fnmatchcase(urn.split("::")[-1], self.resource)
        )

    def days_left(self, today: date) -> int:
        """How many days it still holds; negative once expired."""
        return (self.expires - today).days

    def words(self) -> str:
        """Who waived it, and why."""
        return f"{self.owner} until {self.expires} ({self.ticket}): {self.reason}"


@dataclass(frozen=True)
class Waivers:
    """All waivers of a run."""

    listed: Sequence[Waiver] = ()
    today: date = date.min

    def of(self, rule_id: str, urn: str) -> Waiver | None:
        """The waiver that holds for it, or else the one that has expired."""
        found = [one for one in self.listed if one.covers(rule_id, urn)]
        return max(found, key=lambda one: one.expires, default=None)

    def expired(self, waiver: Waiver) -> bool:
        return waiver.days_left(self.today) < 0


def read(path: Path, rules: Iterable[Rule], today: date) -> Waivers:
    """The waivers of a file.

    Raises:
        InvalidError: it cannot be read, lacks something, names no rule, or waives what cannot be waived.
    """
    written = load_yaml(path)
    wrong = list(problems(written, SCHEMA, path.name))
    if wrong:
        raise InvalidError("\n".join(wrong))
    known = {rule.id: rule for rule in rules}
    for index, one in enumerate(written["waivers"]):
        at, rule_id = f"{path.name}.waivers[{index}].rule", one["rule"]
        if rule_id not in known:
            wrong.append(f"{at}: there is no rule {rule_id}; `mlops-policy rules` lists them.")
        elif not known[rule_id].waivable:
            wrong.append(f"{at}: {rule_id} cannot be waived. Fix: {known[rule_id].fix}")
    if wrong:
        raise InvalidError("\n".join(wrong))
    return Waivers([Waiver(**one) for one in written["waivers"]], today)


def load_yaml(path: Path) -> Any:
    """What a YAML file says.

    Raises:
        InvalidError: there is no such file, or it is not YAML.
    """
    try:
        return yaml.safe_load(path.read_text())
    except OSError as error:
        raise InvalidError(f"{path}: it cannot be read: {error.strerror}.") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InvalidError(f"{path.name}:{line}: it is not YAML: {error.problem}.") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise InvalidError(f"{path.name}: it is not YAML.") from None
