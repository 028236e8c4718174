"""Kernel: what a rule is, how it is written down, and how it is put to a resource or to a stack.

A rule is one pure generator over plain properties that yields what is wrong, with its words beside it:

    @rule(resource="aws:kms/key:Key", severity=Severity.MEDIUM, fix="Set enableKeyRotation.", url="https://...")
    def kms_rotation(props: Props) -> Findings:
        \"\"\"A key that rotates limits what one lost version opens.\"\"\"
        yield from expect(props, "enableKeyRotation", True)

Its id is the function's name with hyphens. What a rule raises is never a pass: it is a mandatory violation that names
the rule and the place, and shows no value.
"""

import inspect
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Required, TypedDict, TypeVar, Unpack

from .controls import Control, with_cis
from .graph import Resource, Stack
from .values import Finding, Findings, MalformedError, Props, Unassessed

StackFindings = Iterator[tuple[Resource, Finding]]
Settings = Mapping[str, Any]
Check = TypeVar("Check", bound=Callable[..., Findings] | Callable[..., StackFindings])


class Severity(StrEnum):
    """How much harm a violation can do. It orders reports, and packs choose by it."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def weight(self) -> int:
        """Its place among the severities, the gravest last."""
        return list(Severity).index(self)


class Level(StrEnum):
    """What a violation does to the run."""

    ADVISORY = "advisory"
    MANDATORY = "mandatory"
    DISABLED = "disabled"

    @property
    def strictness(self) -> int:
        """Its place among the levels, the strictest last."""
        return (Level.DISABLED, Level.ADVISORY, Level.MANDATORY).index(self)


NEEDS_VALUE = "it needs a value that only its owner knows"
NEEDS_RESOURCE = "it needs another resource"
REPLACES = "the property is fixed when the resource is made: to change it later would replace the resource"
DECISION = "what to write instead is a decision"


class Words(TypedDict, total=False):
    """What is written beside a rule's check."""

    resource: Required[str | Sequence[str]]
    """Type tokens of the resources it judges."""
    severity: Required[Severity]
    fix: Required[str]
    """What to do instead, in one sentence."""
    url: Required[str]
    peers: Sequence[str]
    """Ids of the same check elsewhere: Security Hub, AWS Config (config:), Checkov, Prowler (prowler:), cdk-nag."""
    controls: Sequence[Control]
    level: Level
    settings: Mapping[str, Mapping[str, Any]]
    """The JSON schema, with its default, of each keyword-only parameter of the check."""
    waivable: bool
    """Whether a waiver may let a violation be; `False` where it opens data or the account to everyone."""
    remedy: Mapping[str, Any]
    """What a remediation sets, by dotted path. Only what changes in place, and what the rule asks of every value."""
    manual: str
    """Why there is no remedy."""


@dataclass(frozen=True)
class Rule:
    """One rule: what it judges, how, and its words."""

    id: str
    description: str
    check: Callable[..., Iterator[Any]]
    of_stack: bool
    resources: tuple[str, ...]
    severity: Severity
    fix: str
    url: str
    peers: tuple[str, ...]
    controls: tuple[Control, ...]
    level: Level
    settings: Mapping[str, Mapping[str, Any]]
    waivable: bool
    remedy: Mapping[str, Any]
    manual: str

    @property
    def defaults(self) -> dict[str, Any]:
        """The settings where nobody configures them."""
        return {name: schema["default"] for name, schema in self.settings.items()}


class Registry:
    """Rules by id, in the order they were written down."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def __len__(self) -> int:
        return len(self._rules)

    def __getitem__(self, rule_id: str) -> Rule:
        return self._rules[rule_id]

    def rule(self, **words: Unpack[Words]) -> Callable[[Check], Check]:
        """Register a check of one resource: it takes the properties and yields what is wrong with them."""
        return self._register(of_stack=False, words=words)

    def stack_rule(self, **words: Unpack[Words]) -> Callable[[Check], Check]:
        """Register a check of the whole stack: it takes the `Stack`, and yields resources and what is wrong."""
        return self._register(of_stack=True, words=words)

    def add(self, rule_id: str, why: str, check: Callable[..., Findings], words: Words) -> None:
        """Register a check of one resource under an id, with why it is there."""
        self._add(written(rule_id, why, check, of_stack=False, words=words))

    def _register(self, *, of_stack: bool, words: Words) -> Callable[[Check], Check]:
        def register(check: Check) -> Check:
            self._add(
                written(check.__name__.replace("_", "-"), check.__doc__ or "", check, of_stack=of_stack, words=words)
            )
            return check

        return register

    def _add(self, made: Rule) -> None:
        if made.id in self._rules:
            raise ValueError(f"rule {made.id}: the id is taken. Choose another.")
        self._rules[made.id] = made


def written(rule_id: str, why: str, check: Callable[..., Iterator[Any]], *, of_stack: bool, words: Words) -> Rule:
    """The rule that a check and its words make.

    Raises:
        ValueError: it has no docstring, or its settings are not its keyword-only parameters.
    """
    description = why.strip().split("\n\n")[0]
    if not description:
        raise ValueError(f"rule {rule_id}: it has no docstring. Write why the rule is there, in one sentence.")
    settings = words.get("settings", {})
    parameters = {
        name for name, it in inspect.signature(check).parameters.items() if it.kind is inspect.Parameter.KEYWORD_ONLY
    }
    if parameters != set(settings):
        raise ValueError(f"rule {rule_id}: settings {sorted(settings)} are not its parameters {sorted(parameters)}.")
    resource = words["resource"]
    return Rule(
        id=rule_id,
        description=" ".join(description.split()),
        check=check,
        of_stack=of_stack,
        resources=(resource,) if isinstance(resource, str) else tuple(resource),
        severity=words["severity"],
        fix=words["fix"],
        url=words["url"],
        peers=tuple(words.get("peers", ())),
        controls=with_cis(words.get("controls", ()), words.get("peers", ())),
        level=words.get("level", Level.MANDATORY),
        settings=settings,
        waivable=words.get("waivable", True),
        remedy=words.get("remedy", {}),
        manual="" if "remedy" in words else words.get("manual", NEEDS_RESOURCE if of_stack else NEEDS_VALUE),
    )


RULES = Registry()
"""Every rule of this package, once `mlops_policy.rules` is imported."""
rule = RULES.rule
stack_rule = RULES.stack_rule


class Outcome(StrEnum):
    """How a rule ends for a resource that it does not pass."""

    VIOLATED = "violated"
    WAIVED = "waived"
    UNASSESSED = "could not assess"
    BROKEN = "broken"


@dataclass(frozen=True)
class Verdict:
    """One outcome of one rule for one resource, in words."""

    rule: Rule
    urn: str
    outcome: Outcome
    text: str


def judge_resource(rule: Rule, urn: str, props: Props, settings: Settings) -> Iterator[Verdict]:
    """Put a rule to one resource."""

    def findings() -> Iterator[tuple[str, Finding]]:
        for finding in rule.check(props, **settings):
            yield urn, finding

    return _judge(rule, urn, findings())


def judge_stack(rule: Rule, stack: Stack, settings: Settings) -> Iterator[Verdict]:
    """Put a stack rule to the stack."""

    def findings() -> Iterator[tuple[str, Finding]]:
        for resource, finding in rule.check(stack, **settings):
            yield resource.urn, finding

    return _judge(rule, "", findings())


def _judge(rule: Rule, urn: str, findings: Iterator[tuple[str, Finding]]) -> Iterator[Verdict]:
    """What a rule finds wrong with a resource is one verdict, so that the fix and the link are read once."""
    wrong: dict[str, list[str]] = {}
    try:
        for where, finding in findings:
            if isinstance(finding, Unassessed):
                yield Verdict(rule, where, Outcome.UNASSESSED, f"could not assess: {finding.path} is not known yet")
            else:
                line = _line(finding)
                wrong.setdefault(where, []).append(line)
    except MalformedError as error:
        wrong.setdefault(urn, []).append(f"{error} is not valid JSON.")
    except Exception as error:  # Whatever a rule raises must block, or a defect would be a pass.
        yield Verdict(rule, urn, Outcome.BROKEN, _defect(rule, error))
    for where, lines in wrong.items():
        yield Verdict(rule, where, Outcome.VIOLATED, "\n".join([*lines, f"Fix: {rule.fix}", rule.url]))


def _line(finding: object) -> str:
    """The finding's text, formatted so that a Secret shows as one."""
    if not isinstance(finding, str):
        raise TypeError("a rule yields text or Unassessed")
    return f"{finding}"


def _defect(rule: Rule, error: Exception) -> str:
    """Where the rule broke. The error's own text may hold a property's value, so it is left out."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"Rule {rule.id} could not assess this: {type(error).__name__} at {Path(place.filename).name}:{place.lineno}.\n"
        f"Fix: this is a defect of the rule, not of the resource; report it. Until then, disable {rule.id} "
        "with --policy-pack-config."
    )
