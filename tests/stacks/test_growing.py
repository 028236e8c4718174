"""A spec may grow: between any two generated specs, of which the larger says all of the smaller, nothing is replaced.

What a program registers is compared as the local provider compares it, by the facts of the Terraform provider, for
hundreds of pairs. tests/e2e/test_growth.py has the real engine do so for some.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import growing
import pytest
import whole
from mlops_stacks import kinds
from mlops_stacks.loader import load
from mlops_stacks.model import Environment
from pulumi.runtime.mocks import MockMonitor
from pulumi_mlops.testing import MockEngine

from local.providers.aws import differ
from local.providers.aws.kind import Kind
from local.providers.aws.schema import schema_of
from local.providers.aws.table import ROWS

CONTRACT = {"organization/pulumi-mlops/platform-local": {"contract": whole.PROMISED}}
MADE_ANEW = {
    ("product", "aws:sagemaker/model:Model"): "named by its content: the new one stands before the old one goes",
    ("product", "aws:sagemaker/endpointConfiguration:EndpointConfiguration"): "the same",
    ("product", "aws:iam/policy:Policy"): "a product that joins a platform has the platform's boundary, not its own",
    ("platform", "aws:costexplorer/anomalyMonitor:AnomalyMonitor"): "it says which products it watches, for good",
}
"""What a larger spec may make anew or leave out, and why. Nothing here holds data."""


@dataclass(frozen=True)
class Resource:
    """What is registered of one: its inputs, and what the engine is told beside them."""

    inputs: dict[str, Any]
    is_protected: bool
    ignored: frozenset[str]


Registered = dict[tuple[str, str], Resource]


@cache
def kind_of(token: str) -> Kind:
    return Kind(ROWS[token], schema_of(token), lambda: None)


def registered(kind: str, spec: growing.Grown) -> Registered:
    """What a spec makes on AWS, by type and name. It is not disposable: all that is stateful is protected."""
    engine = MockEngine(stack=f"{spec.keys[kind]}-local", stacks=CONTRACT)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "spec.yaml"
        file.write_text(spec.text(disposable=False))
        with contextlib.chdir(whole.SPECS), noted() as asked:
            engine.build(lambda: kinds.kind(kind).build(load(file, Environment.LOCAL)))
    return {
        key: Resource(one.inputs, asked[key].protect, frozenset(asked[key].ignoreChanges))
        for one in engine.registered
        if (key := (one.typ, one.name))[0] in ROWS
    }


@contextlib.contextmanager
def noted() -> Iterator[dict[tuple[str, str], Any]]:
    """What the engine is asked to register, options included, which mocks do not hear of."""
    asked: dict[tuple[str, str], Any] = {}
    answer = MockMonitor.RegisterResource

    def note(monitor: MockMonitor, request: Any) -> Any:
        asked[request.type, request.name] = request
        return answer(monitor, request)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(MockMonitor, "RegisterResource", note)
        yield asked


@cache
def everything(kind: str) -> tuple[tuple[growing.Grown, Registered], ...]:
    return tuple((spec, registered(kind, spec)) for spec in growing.all_between(kind))


def lost(small: Registered, large: Registered) -> Iterator[tuple[str, bool, str]]:
    """What is replaced or gone: its type, whether it is stateful, and what it is."""
    for (token, name), before in small.items():
        after = large.get((token, name))
        if after is None:
            yield token, before.is_protected, f"{name} is gone"
            continue
        for change in differ.changes(kind_of(token), before.inputs, after.inputs):
            if change.replaces and change.property not in after.ignored:
                yield token, before.is_protected, f"{name} is replaced for its {change.path}"


@pytest.mark.parametrize(("kind", "kept"), [("platform", 10), ("product", 5)])
def test_no_larger_spec_replaces_or_loses_anything_of_a_smaller_one(kind, kept):
    specs = everything(kind)
    assert sum(one.is_protected for one in specs[0][1].values()) >= kept
    pairs = [pair for pair in permutations(specs, 2) if pair[0][0].is_within(pair[1][0])]
    assert len(pairs) > 100
    stateful, others = dict[str, str](), dict[str, str]()
    for (small, before), (large, after) in pairs:
        for token, is_stateful, what in lost(before, after):
            if is_stateful:
                stateful[what] = f"{small.name} -> {large.name}"
            elif (kind, token) not in MADE_ANEW:
                others[what] = f"{small.name} -> {large.name}"
    assert stateful == {}
    assert others == {}
