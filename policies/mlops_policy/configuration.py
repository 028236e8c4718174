"""Configuration: `mlops-policy.yaml` beside the stacks says which packs hold, at which levels, and what is waived.

packs: [production, gdpr]
environment: prod                        # what a resource without the tag counts as
levels: {required-tags: advisory}
settings: {log-group-retention: {minimum_days: 180}}
waivers: waivers.yaml
remediate: [kms-rotation]                # or [all]; off unless it is written
list_unassessed: true                    # say at the end of a preview what could not be assessed
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from . import waivers as waiving
from .evaluation import Evaluator, Standing
from .kernel import Level, Rule
from .pack import Pack
from .profiles import TEXTS, default, standings, wrong_settings
from .schema import problems
from .waivers import InvalidError, Waivers, load_yaml

FILE = "mlops-policy.yaml"
VARIABLE = "MLOPS_POLICY"
PLACES = (FILE, f"stacks/{FILE}")
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "packs": TEXTS,
        "environment": {"type": "string"},
        "classification": {"type": "string"},
        "levels": {"type": "object", "additionalProperties": {"type": "string", "enum": [str(one) for one in Level]}},
        "settings": {"type": "object", "additionalProperties": {"type": "object"}},
        "waivers": {"type": "string"},
        "remediate": TEXTS,
        "list_unassessed": {"type": "boolean"},
    },
}


@dataclass(frozen=True)
class Configuration:
    """What a team has decided about the rules."""

    packs: Sequence[str] = ()
    environment: str | None = None
    classification: str | None = None
    levels: Mapping[str, str] = field(default_factory=dict[str, str])
    settings: Mapping[str, Any] = field(default_factory=dict[str, Any])
    waivers: Path | None = None
    remediate: Sequence[str] = ()
    list_unassessed: bool = False
    folder: Path = field(default_factory=Path)

    def evaluator(self, pack: Pack, today: date) -> Evaluator:
        """The evaluator of a run.

        Raises:
            InvalidError: it names what is not there, or sets what a rule does not take; every problem is in the text.
        """
        rules = {rule.id: rule for rule in pack.rules}
        if wrong := [*self._misnamed(rules), *wrong_settings(self.settings, rules, FILE)]:
            raise InvalidError("\n".join(wrong))
        stand = standings(pack.rules, self.packs, self.folder) if self.packs else default(pack.rules)
        for rule_id, level in self.levels.items():
            stand[rule_id] = Standing(Level(level), stand[rule_id].settings)
        for rule_id, settings in self.settings.items():
            stand[rule_id] = replace(stand[rule_id], settings={**stand[rule_id].settings, **settings})
        said = {"environment": self.environment, "classification": self.classification}
        return Evaluator(
            pack,
            stand,
            waiving.read(self.waivers, pack.rules, today) if self.waivers else Waivers((), today),
            {what: value for what, value in said.items() if value},
        )

    def _misnamed(self, rules: Mapping[str, Rule]) -> list[str]:
        wrong = [f"{FILE}: levels.{name}: there is no such rule." for name in self.levels if name not in rules]
        for name in self.remediate:
            if name != "all" and name not in rules:
                wrong.append(f"{FILE}: remediate: there is no rule {name}.")
            elif name != "all" and not rules[name].remedy:
                wrong.append(f"{FILE}: remediate: {name} has no remedy: {rules[name].manual}.")
        return wrong

    def remediates(self, rule: Rule) -> bool:
        """Whether the rule is to set right what it finds."""
        return bool(rule.remedy) and ("all" in self.remediate or rule.id in self.remediate)


def load(path: Path) -> Configuration:
    """The configuration of a file.

    Raises:
        InvalidError: it is not of the schema.
    """
    written = load_yaml(path) or {}
    if wrong := list(problems(written, SCHEMA, path.name)):
        raise InvalidError("\n".join(wrong))
    if "waivers" in written:
        written["waivers"] = path.parent / written["waivers"]
    return Configuration(**written, folder=path.parent)


def found(folder: Path) -> Configuration:
    """The configuration of the file that MLOPS_POLICY names, else of the one in the folder or its `stacks`, else none.

    Raises:
        InvalidError: the file is wrong, or MLOPS_POLICY names none.
    """
    if named := os.environ.get(VARIABLE):
        return load(folder / named)
    for place in PLACES:
        if (folder / place).is_file():
            return load(folder / place)
    return Configuration()
