"""The platform stack through the real engine, with the pack: the small spec, the full one, and down to nothing."""

from pathlib import Path

import pytest

from local.stack import Stack

STACK = "platform-local"
FULL = Path(__file__).parent / "specs" / "platform.yaml"


def up(laptop) -> str:
    done = laptop.pulumi("up", "--yes", "--stack", STACK)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def stack(laptop) -> Stack:
    """The smallest platform, up."""
    made = Stack(laptop.session, STACK)
    made.select()
    up(laptop)
    return made


def test_the_small_spec_is_about_ten_lines(laptop):
    text = laptop.session.project.joinpath("stacks", "platform.yaml").read_text()
    keys = [line for line in text[: text.index("environments:")].splitlines() if line and not line.startswith("#")]
    assert len(keys) <= 10


def test_a_second_up_of_the_small_spec_changes_nothing(stack, laptop):
    assert laptop.steps(STACK) == {}


def test_the_full_spec_replaces_nothing(stack, laptop):
    laptop.session.project.joinpath("stacks", "platform.yaml").write_text(FULL.read_text())
    assert {name: step for name, step in laptop.steps(STACK).items() if step not in ("create", "update")} == {}


def test_the_full_spec_comes_up_and_stays_as_it_is(stack, laptop):
    up(laptop)
    assert laptop.steps(STACK) == {}
    done = laptop.pulumi("refresh", "--yes", "--stack", STACK)
    assert done.returncode == 0, done.stdout + done.stderr
    assert laptop.steps(STACK) == {}


def test_down_leaves_no_object_in_the_local_cloud(stack, laptop):
    """Last of the file."""
    assert laptop.objects() != []
    assert stack.destroy() == 0
    assert laptop.objects() == []
