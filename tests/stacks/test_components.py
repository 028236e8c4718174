"""Each component has a unit test, an example that is run, a deployment through the real engine, and its reference.

Derived from the names that the package gives: a component that is added without one of them shows here.
"""

import contextlib
import re
import runpy
from functools import cache
from pathlib import Path

import pulumi_mlops as mlops
import pytest
import whole
from pulumi_mlops.component import Component
from pulumi_mlops.testing import MockEngine

COMPONENTS: dict[str, type[Component]] = {
    name: one
    for name in sorted(mlops.__all__)
    if isinstance(one := getattr(mlops, name), type) and issubclass(one, Component) and one is not Component
}
PART_OF = {
    "BucketReplication": "DataZones",
    "DataSet": "DataPipeline",
    "IngestionJob": "DataPipeline",
    "StateMachine": "DataPipeline",
}
"""Components whose unit tests are those of what they are made by."""


def text(*patterns: str) -> str:
    """All files of some patterns."""
    return "\n".join(file.read_text() for pattern in patterns for file in sorted(whole.ROOT.glob(pattern)))


@cache
def shown() -> set[str]:
    """Types of the components of the examples, each of which tests/e2e/test_examples.py brings up."""
    return {token for program in whole.ROOT.glob("docs/examples/*/__main__.py") for token in made_by(program)}


def made_by(program: Path) -> set[str]:
    """Types that a program registers."""
    engine = MockEngine(answers=whole.A_NETWORK)

    def run() -> None:
        runpy.run_path(str(program))

    with contextlib.chdir(program.parent):
        engine.build(run)
    return {name.split()[0] for name in engine.names()}


@cache
def deployed() -> set[str]:
    """Types of the components of the fullest specs, which test_platform_stack.py and test_product_stack.py bring up."""
    return {name.split()[0] for engine in (whole.platform(), whole.product()) for name in engine.names()}


def test_the_package_has_the_components():
    assert len(COMPONENTS) >= 40


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_is_tested_shown_deployed_and_described(name):
    token = COMPONENTS[name].token
    tested = re.search(rf"\bmlops\.{PART_OF.get(name, name)}\(", text("tests/components/test_*.py"))
    described = re.search(rf"^## {name}$", text("docs/reference/components.md"), re.MULTILINE)
    found = {
        "a unit test in tests/components": tested is not None,
        "an example in docs/examples": token in shown(),
        "a deployment in tests/e2e": token in deployed() | shown(),
        "its reference in docs/reference/components.md": described is not None,
        "a place in the README's table": f"`{name}`" in text("README.md"),
    }
    assert [what for what, there in found.items() if not there] == []
