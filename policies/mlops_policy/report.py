"""Report: what the rules say of a whole stack, counted, for people and for machines to read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from .evaluation import Evaluator, Result
from .graph import Stack
from .kernel import Outcome, Rule
from .pack import canonical
from .state import Declared
from .waivers import Waiver

PASSED, FAILED, VIOLATIONS, STRICTLY_FAILED = 0, 1, 1, 3


@dataclass(frozen=True)
class Report:
    """One evaluation of one stack."""

    subject: str
    packs: tuple[str, ...]
    today: date
    resources: int
    results: tuple[Result, ...]
    asked: dict[str, int] = field(default_factory=dict[str, int])
    """By rule: how many resources it was put to."""
    rules: tuple[Rule, ...] = ()
    unused: tuple[Waiver, ...] = ()

    def of(self, *outcomes: Outcome) -> list[Result]:
        """The results of these outcomes, the gravest first."""
        found = [one for one in self.results if one.outcome in outcomes]
        return sorted(found, key=lambda one: (-one.level.strictness, -one.rule.severity.weight, one.rule.id, one.urn))

    @property
    def violations(self) -> list[Result]:
        """What is wrong, and what a broken rule could not show to be right."""
        return self.of(Outcome.VIOLATED, Outcome.BROKEN)

    @property
    def waived(self) -> list[Result]:
        return self.of(Outcome.WAIVED)

    @property
    def unassessed(self) -> list[Result]:
        return self.of(Outcome.UNASSESSED)

    @property
    def blocked(self) -> bool:
        """Whether a mandatory rule is violated."""
        return any(one.blocks for one in self.results)

    @property
    def passed(self) -> int:
        """How many pairs of rule and resource are as they should be."""
        return sum(self.passed_by(rule.id) for rule in self.rules)

    def passed_by(self, rule_id: str) -> int:
        """How many resources the rule passed."""
        return self.asked.get(rule_id, 0) - len({one.urn for one in self.results if one.rule.id == rule_id})

    def counts(self) -> dict[str, int]:
        """The numbers of a summary."""
        by_outcome = Counter(one.outcome for one in self.results)
        return {
            "resources": self.resources,
            "rules": len(self.rules),
            "passed": self.passed,
            "violations": len(self.violations),
            "mandatory": sum(one.blocks for one in self.results),
            "waived": by_outcome[Outcome.WAIVED],
            "unassessed": by_outcome[Outcome.UNASSESSED],
            "unused_waivers": len(self.unused),
        }

    def exit_code(self, *, strict: bool = False) -> int:
        """0: as it should be; 1: a mandatory rule is violated; 3: `strict`, and something could not be assessed."""
        if self.blocked:
            return FAILED
        return STRICTLY_FAILED if strict and self.unassessed else PASSED


def judge(
    evaluator: Evaluator, resources: Iterable[Declared], subject: str, packs: Iterable[str], today: date
) -> Report:
    """Put every resource, then the stack, to the rules."""
    listed = list(resources)
    results: list[Result] = []
    asked: Counter[str] = Counter()
    for one in listed:
        rules = evaluator.asked(one.type)
        asked.update(rule.id for rule in rules)
        results += evaluator.resource(one.urn, rules, one.inputs)
    stack = Stack(one.node for one in listed)
    results += evaluator.stack(stack)
    enabled = [rule for rule in evaluator.pack.rules if evaluator.standing(rule).enabled]
    asked.update(
        {rule.id: sum(len(stack.of(canonical(token))) for token in rule.resources) for rule in enabled if rule.of_stack}
    )
    return Report(
        subject,
        tuple(packs),
        today,
        len(listed),
        tuple(results),
        dict(asked),
        tuple(enabled),
        tuple(evaluator.unused()),
    )
