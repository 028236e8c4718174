"""Evaluation: how strictly each rule stands in a run, and what becomes of its verdicts.

The engine's analyzer, `mlops-policy check` and `mlops_policy.testing` all put their resources to one `Evaluator`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .graph import Resource, Stack
from .kernel import Level, Outcome, Rule, Settings, Verdict, judge_resource, judge_stack
from .pack import Pack
from .tags import classification, environment
from .values import UNKNOWN, Props
from .waivers import Waiver, Waivers

TAGS = {"environment": environment, "classification": classification}
"""What a resource's tags can make stricter."""


@dataclass(frozen=True)
class Tightening:
    """Makes a rule stricter for the resources whose tags say so."""

    when: Mapping[str, tuple[str, ...]]
    """Values by what they are values of: `{"environment": ("prod",)}`."""
    level: Level | None = None
    settings: Settings | None = None

    def applies(self, props: Props, untagged: Mapping[str, str]) -> bool:
        """Whether it holds for the resource. What is untagged, or not known yet, is held to the whole."""
        for what, values in self.when.items():
            found: Any = TAGS[what](props)
            found = untagged.get(what) if found is None else found
            if found is not None and found is not UNKNOWN and found not in values:
                return False
        return True


@dataclass(frozen=True)
class Standing:
    """How one rule stands in a run."""

    level: Level
    settings: Settings
    tightenings: tuple[Tightening, ...] = ()

    @property
    def enabled(self) -> bool:
        """Whether it is asked at all."""
        return self.level is not Level.DISABLED or any(one.level for one in self.tightenings)

    def for_resource(self, props: Props, untagged: Mapping[str, str]) -> "Standing":
        """How it stands for one resource."""
        level, settings = self.level, self.settings
        for one in self.tightenings:
            if one.applies(props, untagged):
                level = max(level, one.level or level, key=lambda it: it.strictness)
                settings = {**settings, **(one.settings or {})}
        return Standing(level, settings)


@dataclass(frozen=True)
class Result:
    """What one rule says of one resource, and what it does to the run."""

    rule: Rule
    urn: str
    outcome: Outcome
    level: Level
    text: str
    waiver: Waiver | None = None

    @property
    def blocks(self) -> bool:
        """Whether the run fails for it."""
        return self.outcome in (Outcome.VIOLATED, Outcome.BROKEN) and self.level is Level.MANDATORY


class Evaluator:
    """Puts resources and stacks to the rules of a pack, as they stand."""

    def __init__(
        self,
        pack: Pack,
        standings: Mapping[str, Standing] | None = None,
        waivers: Waivers | None = None,
        untagged: Mapping[str, str] | None = None,
    ) -> None:
        """`standings`: by rule; a rule without one stands as it was written. `untagged`: what tags default to."""
        self.pack = pack
        self.waivers = waivers or Waivers()
        self._standings = {rule.id: as_written(rule) for rule in pack.rules} | dict(standings or {})
        self.untagged = untagged or {}
        self._used: set[Waiver] = set()

    def standing(self, rule: Rule) -> Standing:
        """How a rule stands."""
        return self._standings[rule.id]

    def set(self, rule: Rule, standing: Standing) -> None:
        """Let a rule stand otherwise."""
        self._standings[rule.id] = standing

    def asked(self, type_token: str) -> list[Rule]:
        """The rules that single resources of the type are put to."""
        return self._enabled(self.pack.rules_for(type_token))

    def resource(self, urn: str, rules: Iterable[Rule], props: Props) -> Iterator[Result]:
        """Put one resource to rules of its type."""
        for rule in rules:
            standing = self.standing(rule).for_resource(props, self.untagged)
            if standing.enabled:
                for verdict in judge_resource(rule, urn, props, standing.settings):
                    yield self._result(verdict, standing.level)

    def stack(self, stack: Stack) -> Iterator[Result]:
        """Put the stack to the rules about the whole of it. The settings are those of the untagged."""
        for rule in self._enabled(self.pack.stack_rules):
            standing = self.standing(rule)
            for verdict in judge_stack(rule, stack, standing.for_resource({}, self.untagged).settings):
                found: Resource | None = stack.at(verdict.urn)
                level = standing.for_resource(found.props if found else {}, self.untagged).level
                if level is not Level.DISABLED:
                    yield self._result(verdict, level)

    def unused(self) -> list[Waiver]:
        """The waivers that covered nothing since this was last asked."""
        found = [one for one in self.waivers.listed if one not in self._used]
        self._used.clear()
        return found

    def _enabled(self, rules: Iterable[Rule]) -> list[Rule]:
        return [rule for rule in rules if self._standings[rule.id].enabled]

    def _result(self, verdict: Verdict, level: Level) -> Result:
        """The verdict with its level. A rule that broke has not been obeyed, whatever its level, and is not waived."""
        result = Result(verdict.rule, verdict.urn, verdict.outcome, level, verdict.text)
        if verdict.outcome is Outcome.BROKEN:
            return replace(result, level=Level.MANDATORY)
        waiver = self.waivers.of(verdict.rule.id, verdict.urn) if verdict.outcome is Outcome.VIOLATED else None
        if waiver is None:
            return result
        self._used.add(waiver)
        if self.waivers.expired(waiver):
            text = f"{verdict.text}\nThe waiver has expired: {waiver.words()}"
            return replace(result, text=text, waiver=waiver)
        return replace(
            result, outcome=Outcome.WAIVED, text=f"{verdict.text}\nWaived by {waiver.words()}", waiver=waiver
        )


def as_written(rule: Rule) -> Standing:
    """How a rule stands where no pack and no configuration says otherwise."""
    return Standing(rule.level, rule.defaults)
