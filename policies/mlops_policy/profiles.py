"""Profiles: the packs that a team chooses from, each a YAML file of clauses in `packs/`, and what becomes of rules.

A clause chooses rules and says how they stand. Without `when` it is the base, and a later clause outdoes an earlier;
with `when` it makes the rules stricter for resources whose tags say so. Rules that no clause chooses are disabled.
"""

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from .evaluation import Standing, Tightening, as_written
from .kernel import Level, Rule, Severity
from .schema import problems
from .waivers import InvalidError, load_yaml

FOLDER = Path(__file__).parent / "packs"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
TEXTS = {"type": "array", "minItems": 1, "items": {"type": "string"}}
CLAUSE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "all": {"type": "boolean", "enum": [True]},
        "severity": {"type": "string", "enum": [str(one) for one in Severity]},
        "framework": {"type": "string"},
        "controls": TEXTS,
        "rules": TEXTS,
        "when": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"environment": TEXTS, "classification": TEXTS},
        },
        "level": {"type": "string", "enum": [str(one) for one in Level]},
        "settings": {"type": "object", "additionalProperties": {"type": "object"}},
    },
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["description", "clauses"],
    "properties": {
        "description": {"type": "string"},
        "extends": TEXTS,
        "clauses": {"type": "array", "items": CLAUSE},
    },
}


@cache
def load(path: Path) -> Mapping[str, Any]:
    """A pack's file, with the clauses of what it extends before its own.

    Raises:
        InvalidError: it is not of the schema, or extends a pack that is not there.
    """
    written = load_yaml(path)
    if wrong := list(problems(written, SCHEMA, path.name)):
        raise InvalidError("\n".join(wrong))
    inherited = [clause for name in written.get("extends", ()) for clause in load(find(name, path.parent))["clauses"]]
    return {**written, "clauses": [*inherited, *written["clauses"]]}


def find(name: str, beside: Path | None = None) -> Path:
    """The file of a pack: one of ours by name, or a team's own by path.

    Raises:
        InvalidError: there is none.
    """
    if name in NAMES:
        return FOLDER / f"{name}.yaml"
    own = (beside or Path()) / name
    if own.is_file():
        return own
    raise InvalidError(
        f"there is no pack {name}; there are {', '.join(NAMES)}, or give the path of your own YAML file."
    )


def standings(rules: Sequence[Rule], packs: Iterable[str], beside: Path | None = None) -> dict[str, Standing]:
    """How each rule stands under the packs together: the strictest of them counts.

    Raises:
        InvalidError: a pack is not there, or wrong.
    """
    found: dict[str, Standing] = {}
    for name in packs:
        path = find(name, beside)
        clauses = load(path)["clauses"]
        if wrong := [line for clause in clauses for line in misnamed(clause, rules, path.name)]:
            raise InvalidError("\n".join(wrong))
        for rule in rules:
            one = standing(rule, clauses)
            found[rule.id] = stricter(found[rule.id], one) if rule.id in found else one
    return found


def standing(rule: Rule, clauses: Iterable[Mapping[str, Any]]) -> Standing:
    """How the clauses of one pack let a rule stand."""
    level, settings, tightenings = Level.DISABLED, dict(rule.defaults), list[Tightening]()
    for clause in clauses:
        if not chooses(clause, rule):
            continue
        stated = stated_level(clause, rule)
        given = clause.get("settings", {}).get(rule.id, {})
        if "when" in clause:
            when = {what: tuple(values) for what, values in clause["when"].items()}
            tightenings.append(Tightening(when, stated, given))
        else:
            level, settings = stated or level, settings | given
    return Standing(level, settings, tuple(tightenings))


def stated_level(clause: Mapping[str, Any], rule: Rule) -> Level | None:
    """What a clause says of the rule's level. A rule that is a matter of taste blocks only where it is named."""
    if "level" not in clause:
        return None
    stated = Level(clause["level"])
    named = "rules" in clause or rule.level is Level.MANDATORY
    return stated if named or stated is Level.DISABLED else Level.ADVISORY


def stricter(one: Standing, other: Standing) -> Standing:
    """Both at once."""
    return Standing(
        max(one.level, other.level, key=lambda it: it.strictness),
        {**one.settings, **other.settings},
        one.tightenings + other.tightenings,
    )


def chooses(clause: Mapping[str, Any], rule: Rule) -> bool:
    """Whether a clause is about the rule. Settings alone choose the rules that they are for."""
    choosers = {"all", "severity", "framework", "controls", "rules"} & set(clause)
    if not choosers:
        return rule.id in clause.get("settings", {})
    return all(
        (
            "severity" not in clause or rule.severity.weight >= Severity(clause["severity"]).weight,
            "framework" not in clause or any(one.framework == clause["framework"] for one in rule.controls),
            "controls" not in clause or any(str(one) in clause["controls"] for one in rule.controls),
            "rules" not in clause or any(fnmatchcase(rule.id, pattern) for pattern in clause["rules"]),
        )
    )


def misnamed(clause: Mapping[str, Any], rules: Sequence[Rule], at: str) -> Iterable[str]:
    """What a clause names that is not there, or sets to what the rule does not take."""
    ids = {rule.id: rule for rule in rules}
    for pattern in clause.get("rules", ()):
        if not any(fnmatchcase(rule_id, pattern) for rule_id in ids):
            yield f"{at}: there is no rule {pattern}."
    yield from wrong_settings(clause.get("settings", {}), ids, at)


def wrong_settings(given: Mapping[str, Any], rules: Mapping[str, Rule], at: str) -> Iterable[str]:
    """Settings of rules that are not there, or that their schemas refuse."""
    for rule_id, settings in given.items():
        if rule_id not in rules:
            yield f"{at}: settings.{rule_id}: there is no such rule."
        else:
            schema = {"type": "object", "properties": rules[rule_id].settings, "additionalProperties": False}
            yield from problems(settings, schema, f"{at}: settings.{rule_id}")


def default(rules: Iterable[Rule]) -> dict[str, Standing]:
    """Every rule as it was written: mandatory."""
    return {rule.id: as_written(rule) for rule in rules}
