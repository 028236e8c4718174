"""A spec grows from the smallest to the fullest in leaps, through the real engine: nothing is replaced, nothing goes.

tests/stacks/test_growing.py compares all pairs of specs without an engine.
"""

import shutil

import growing
import pytest
import whole

from local.stack import Stack

LEAP = 4
"""Sections that a spec gains at once."""
ANEW = {
    "platform": {"costs-anomalies"},
    "product": {"endpoint-config", "endpoint-model", "boundary", "boundary-policy"},
}
"""What holds no data and is made anew or left, by name: tests/stacks/test_growing.py says why of each."""


def leaps(kind: str) -> list[growing.Grown]:
    """From the smallest spec to the fullest."""
    sections = growing.sections(kind)
    between = [
        growing.with_sections(kind, sections[:count], f"{count} sections") for count in range(LEAP, len(sections), LEAP)
    ]
    return [growing.smallest(kind), *between, growing.fullest(kind)]


@pytest.mark.parametrize("kind", ["platform", "product"])
def test_what_is_deployed_grows_without_a_loss(laptop, kind):
    """The product stands on the platform that the first case leaves."""
    stacks = laptop.session.project / "stacks"
    name = growing.smallest(kind).keys[kind]
    spec, stack = stacks / f"{name}.yaml", Stack(laptop.session, f"{name}-local")
    whole.lay(growing.FULLEST[kind], stacks, name)
    shutil.copytree(whole.SPECS / "images", stacks / "images", dirs_exist_ok=True)
    stack.select()
    for number, grown in enumerate(leaps(kind)):
        spec.write_text(grown.text())
        if number:
            steps = laptop.steps(stack.name)
            lost = {what: step for what, step in steps.items() if step not in ("create", "update")}
            assert set(lost) - ANEW[kind] == set(), f"{grown.name}: {lost}"
        done = laptop.pulumi("up", "--yes", "--skip-preview", "--stack", stack.name)
        assert done.returncode == 0, f"{grown.name}: {done.stdout}{done.stderr}"
