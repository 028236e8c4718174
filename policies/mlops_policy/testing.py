"""Testing: the rules in a team's own unit tests, by the evaluator that the engine and the command line use.

from mlops_policy.testing import assert_obeys

def test_our_program_obeys_the_rules():
    engine = MockEngine()                      # or any mocks that keep what was registered
    engine.build(program)
    assert_obeys(engine.registered, packs=["production"])
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from .configuration import Configuration, load
from .evidence.text import text
from .pack import Pack, pack
from .report import Report, judge
from .state import from_mocks


def judged(
    registered: Iterable[Any],
    packs: Sequence[str] = (),
    *,
    config: Path | None = None,
    waivers: Path | None = None,
    stack: str = "stack",
    project: str = "project",
    today: date | None = None,
    rules: Pack | None = None,
) -> Report:
    """What the rules say of what a program registered under mocks: things with `typ`, `name` and `inputs`.

    Raises:
        InvalidError: the configuration, a pack or the waivers are wrong.
    """
    day = today or datetime.now(UTC).date()
    configuration = load(config) if config else Configuration()
    if packs:
        configuration = replace(configuration, packs=packs)
    if waivers:
        configuration = replace(configuration, waivers=waivers)
    asked = rules or pack()
    evaluator = configuration.evaluator(asked, day)
    resources = from_mocks(registered, project, stack)
    return judge(evaluator, resources, stack, configuration.packs or ("every rule",), day)


def assert_obeys(registered: Iterable[Any], packs: Sequence[str] = (), *, strict: bool = False, **given: Any) -> Report:
    """Fail the test where a mandatory rule is violated, or with `strict` where one could not assess; say what is wrong.

    Raises:
        AssertionError: with the report as text.
    """
    report = judged(registered, packs, **given)
    if report.exit_code(strict=strict):
        raise AssertionError(text(report))
    return report
