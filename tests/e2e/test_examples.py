"""Every example of the docs through the real engine, with the pack: up, nothing left to do, down to nothing."""

import shutil

import pytest

from local.layout import CHECKOUT
from local.session import REGION

EXAMPLES = sorted(folder.parent for folder in (CHECKOUT / "docs" / "examples").glob("*/__main__.py"))


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_an_example_comes_up_stays_as_it_is_and_leaves_nothing(laptop, folder):
    project, stack = laptop.program(folder.name, (folder / "__main__.py").read_text()), f"{folder.name}-local"
    shutil.copytree(folder, project, dirs_exist_ok=True)
    steps = [
        ("stack", "init", stack),
        ("config", "set", "aws:region", REGION),
        ("up", "--yes", "--skip-preview"),
        ("up", "--yes", "--skip-preview", "--expect-no-changes"),
        ("destroy", "--yes", "--skip-preview"),
    ]
    for step in steps:
        done = laptop.pulumi(*step, project=project)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "violation" not in done.stdout
    assert laptop.objects() == []
