"""Every example of the docs and every spec, built under mocks, obeys every rule."""

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import whole
from mlops_policy.profiles import NAMES
from mlops_policy.testing import assert_obeys
from mlops_stacks.loader import load
from mlops_stacks.model import Environment
from mlops_stacks.platform import build as build_platform
from mlops_stacks.product import build as build_product
from pulumi_mlops.testing import MockEngine

from tests.policies.rows import good, judge

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*/__main__.py"))


@pytest.mark.parametrize("program", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_obeys_every_rule(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(program.parent)
    engine = MockEngine(stack="example-local", answers=whole.A_NETWORK)
    engine.build(lambda: run(program))
    assert_obeys(only_aws(engine))


def run(program: Path) -> None:
    runpy.run_path(str(program), run_name="__main__")


@pytest.mark.parametrize("spec", ["platform", "churn"])
def test_the_reference_stacks_pass_every_pack(spec: str) -> None:
    """They claim them all."""
    engine = MockEngine(stack=f"{spec}-prod")
    build = {"platform": build_platform, "churn": build_product}[spec]
    engine.build(lambda: build(load(ROOT / "stacks" / f"{spec}.yaml", Environment.PROD)))
    for pack in NAMES:
        assert_obeys(only_aws(engine), [pack])


@pytest.mark.parametrize("environment", [Environment.LOCAL, Environment.PROD])
def test_the_platform_obeys_every_rule(environment: Environment) -> None:
    engine = MockEngine(stack=f"platform-{environment.value}")
    engine.build(lambda: build_platform(load(ROOT / "stacks" / "platform.yaml", environment)))
    assert_obeys(only_aws(engine))


FULLEST = (whole.platform, whole.other_platform, whole.product, whole.other_product)


@pytest.mark.parametrize("made", FULLEST, ids=lambda made: made.__name__)
def test_the_fullest_stacks_obey_every_rule(made: Callable[[], MockEngine]) -> None:
    assert_obeys(only_aws(made()))


def test_the_pipelines_of_a_product_on_a_platform_stand_in_its_network() -> None:
    """The rule is off by default: a product may stand alone."""
    kind = "aws:sagemaker/pipeline:Pipeline"
    pipelines = whole.product().all(kind)
    assert len(pipelines) >= 2
    assert [judge("pipeline-vpc", good(kind, one)) for one in pipelines] == [()] * len(pipelines)


def only_aws(engine: MockEngine) -> list[Any]:
    """What it registered on AWS."""
    return [one for one in engine.registered if one.typ.startswith("aws")]
