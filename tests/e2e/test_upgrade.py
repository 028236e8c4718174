"""State that a release made comes to today's program with nothing stateful replaced.

releases/<version>/ holds specs that the release came up with, and the state that it left (kept by releases/keep.py).
What is stateful says the state itself: it is protected, as no stack there is disposable. The engine refuses to replace
or delete what is protected, so a preview that passes is half of the proof, and its steps are the other.

A new release: `pulumi stack export` of both stacks through keep.py into a folder of its own, with their specs.
"""

import shutil
from pathlib import Path

import pytest

from local.layout import CHECKOUT

RELEASES = Path(__file__).parent / "releases"
MADE = [(state.parent.name, state.stem) for state in sorted(RELEASES.glob("*/*.json"))]


@pytest.fixture(params=MADE, ids=lambda made: "-".join(made))
def imported(request, laptop):
    """A stack as a release left it, and the release's spec for it."""
    version, name = request.param
    folder, stacks, stack = RELEASES / version, laptop.session.project / "stacks", f"{name}-local"
    shutil.copy(folder / f"{name}.yaml", stacks)
    shutil.copytree(Path(__file__).parent / "specs" / "images", stacks / "images", dirs_exist_ok=True)
    state = laptop.folder / f"{name}.json"
    state.write_text((folder / f"{name}.json").read_text().replace("{checkout}", str(CHECKOUT)))
    for words in (("stack", "init", stack), ("stack", "import", "--stack", stack, "--file", str(state))):
        done = laptop.pulumi(*words)
        assert done.returncode == 0, done.stderr
    return stack


def test_nothing_is_replaced_and_nothing_but_a_permission_deleted(imported, laptop):
    before = {one["urn"].rpartition("::")[2]: one for one in laptop.state(imported)}
    assert sum(one.get("protect", False) for one in before.values()) >= 7
    gone = {name: step for name, step in laptop.steps(imported).items() if step not in ("create", "update")}
    assert {name for name, step in gone.items() if step != "delete"} == set()
    assert {before[name]["type"] for name in gone} <= {"aws:iam/rolePolicy:RolePolicy"}
