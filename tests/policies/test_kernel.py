"""What a rule is, and what becomes of what it yields, raises and forgets."""

from typing import Any

import pytest
from mlops_policy.graph import Resource, Stack
from mlops_policy.kernel import (
    Level,
    Outcome,
    Registry,
    Rule,
    Severity,
    StackFindings,
    Words,
    judge_resource,
    judge_stack,
)
from mlops_policy.values import Findings, Props, Secret, Unassessed, document

THING = "aws:x/thing:Thing"
WORDS: Words = {"resource": THING, "severity": Severity.LOW, "fix": "Do it.", "url": "https://example.com"}


def made(check: Any, **more: Any) -> Rule:
    registry = Registry()
    registry.rule(**{**WORDS, **more})(check)
    return registry[check.__name__.replace("_", "-")]


def judged(check: Any, props: Props | None = None, **settings: Any) -> list[tuple[Outcome, str]]:
    check.__doc__ = "Why."
    rule = made(check, settings={name: {"default": value} for name, value in settings.items()})
    return [(verdict.outcome, verdict.text) for verdict in judge_resource(rule, "urn:it", props or {}, settings)]


def test_a_rule_takes_its_id_and_description_from_the_function() -> None:
    def some_thing(props: Props) -> Findings:
        """Why it is
        there.

        More that nobody needs in a list.
        """
        yield from ()

    rule = made(some_thing, peers=["X.1"])
    assert (rule.id, rule.description, rule.resources, rule.peers, rule.level, rule.of_stack) == (
        "some-thing",
        "Why it is there.",
        (THING,),
        ("X.1",),
        Level.MANDATORY,
        False,
    )


def test_an_id_is_given_once() -> None:
    registry = Registry()

    def twice(props: Props) -> Findings:
        """Why."""
        yield from ()

    registry.rule(**WORDS)(twice)
    with pytest.raises(ValueError, match=r"^rule twice: the id is taken\. Choose another\.$"):
        registry.stack_rule(**WORDS)(twice)
    assert len(registry) == 1


def test_a_rule_without_a_docstring_is_refused() -> None:
    def silent(props: Props) -> Findings:
        yield from ()

    with pytest.raises(ValueError, match="rule silent: it has no docstring"):
        made(silent)


def test_settings_and_keyword_only_parameters_are_the_same() -> None:
    def tuned(props: Props, *, days: int) -> Findings:
        """Why."""
        yield from ()

    with pytest.raises(ValueError, match=r"rule tuned: settings \['day'\] are not its parameters \['days'\]"):
        made(tuned, settings={"day": {"default": 1}})
    assert made(tuned, settings={"days": {"type": "integer", "default": 7}}).defaults == {"days": 7}


def test_a_violation_says_all_that_is_wrong_then_the_fix_then_where_to_read() -> None:
    def wrong(props: Props) -> Findings:
        yield "a is not set."
        yield Unassessed("b.c")
        yield "d is not set."

    assert judged(wrong) == [
        (Outcome.UNASSESSED, "could not assess: b.c is not known yet"),
        (Outcome.VIOLATED, "a is not set.\nd is not set.\nFix: Do it.\nhttps://example.com"),
    ]


def test_settings_reach_the_rule_as_keywords() -> None:
    def tuned(props: Props, *, days: int) -> Findings:
        yield f"{days}"

    assert judged(tuned, days=9) == [(Outcome.VIOLATED, "9\nFix: Do it.\nhttps://example.com")]


def test_what_a_rule_raises_is_a_verdict_that_names_the_place_and_no_value() -> None:
    def fragile(props: Props) -> Findings:
        yield "a is not set."
        raise KeyError(props["password"])

    (outcome, text), found_before = judged(fragile, {"password": "hunter2"})
    assert found_before == (Outcome.VIOLATED, "a is not set.\nFix: Do it.\nhttps://example.com")
    line = fragile.__code__.co_firstlineno + 2
    assert (outcome, text.split("\n")[0]) == (
        Outcome.BROKEN,
        f"Rule fragile could not assess this: KeyError at test_kernel.py:{line}.",
    )
    assert "hunter2" not in text
    assert "disable fragile with --policy-pack-config" in text


@pytest.mark.parametrize("returned", [None, "text", [3], [b"hunter2"], [None]])
def test_a_rule_that_yields_anything_else_is_broken(returned: Any) -> None:
    def odd(props: Props) -> Any:
        return returned

    outcomes = [outcome for outcome, _ in judged(odd)]
    assert set(outcomes) == ({Outcome.VIOLATED} if returned == "text" else {Outcome.BROKEN})
    assert all("hunter2" not in text for _, text in judged(odd))


def test_a_document_that_is_not_json_violates_the_rule_that_read_it() -> None:
    def reads(props: Props) -> Findings:
        document(props, "policy")
        yield from ()

    assert judged(reads, {"policy": "hunter2"}) == [
        (Outcome.VIOLATED, "policy is not valid JSON.\nFix: Do it.\nhttps://example.com")
    ]


def test_a_secret_that_a_rule_puts_into_its_words_does_not_show() -> None:
    def loud(props: Props) -> Findings:
        yield f"{props['a']} is bad."
        yield props["a"]

    assert judged(loud, {"a": Secret("hunter2")}) == [
        (Outcome.VIOLATED, "[secret] is bad.\n[secret]\nFix: Do it.\nhttps://example.com")
    ]


def test_a_stack_rule_speaks_of_resources_and_breaks_for_the_stack() -> None:
    registry = Registry()

    def pairs(stack: Stack) -> StackFindings:
        """Why."""
        for thing in stack.of(THING):
            yield thing, "it is wrong."
        raise ZeroDivisionError

    registry.stack_rule(**WORDS)(pairs)
    rule = registry["pairs"]
    thing = Resource("urn:thing", THING, "thing", dict)
    verdicts = list(judge_stack(rule, Stack([thing]), {}))
    assert [(one.urn, one.outcome) for one in verdicts] == [
        ("", Outcome.BROKEN),
        ("urn:thing", Outcome.VIOLATED),
    ]
    assert verdicts[1].text == "it is wrong.\nFix: Do it.\nhttps://example.com"
    assert rule.of_stack
