"""The flat program of the bench registers what the components register, so that their ratio compares like with like."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from pulumi_mlops.testing import MockEngine

from bench.flat import register_flat
from bench.sets import PER_SET, register
from local.layout import CHECKOUT

SETS = 2
DOCUMENTS = {"assumeRolePolicy", "pipelineDefinition", "policy"}
# The components name these by a hash of their content, which a preview does not know; the flat program by a number.
MODEL, CONFIG = "aws:sagemaker/model:Model", "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
PIPELINE = "aws:sagemaker/pipeline:Pipeline"
ENDPOINT = "aws:sagemaker/endpoint:Endpoint"


def built(program: Callable[[int], None]) -> MockEngine:
    engine = MockEngine(stack="flat", project="bench")
    engine.build(lambda: program(SETS))
    return engine


def resources(engine: MockEngine) -> list[tuple[str, str, dict[str, Any]]]:
    made = [(args.typ, args.name, args.inputs) for args in engine.registered if args.typ.startswith("aws:")]
    return sorted(((typ, name, read(inputs)) for typ, name, inputs in made), key=lambda one: one[:2])


def read(inputs: dict[str, Any]) -> dict[str, Any]:
    """The inputs, with their JSON documents read."""
    return {key: json.loads(value) if key in DOCUMENTS else value for key, value in inputs.items()}


def numbered(name: str) -> str:
    """`flat-s0-endpoint-86555e40` is `flat-s0-endpoint-1`. A name without a hash is an error."""
    match = re.fullmatch(r"(.+-endpoint)-[0-9a-f]{8}", name)
    assert match, name
    return f"{match[1]}-1"


def without_hashes(typ: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """The inputs with the names of model and endpoint configuration, and what refers to them, numbered.

    A pipeline's models carry the hash of its definition, which nobody writes by hand.
    """
    if typ == PIPELINE:
        (registered,) = inputs["pipelineDefinition"]["Steps"][-1]["Arguments"]["IfSteps"]
        assert len(registered["Arguments"]["CustomerMetadataProperties"].pop("definition")) == 64
    if typ in (MODEL, CONFIG):
        inputs = {**inputs, "name": numbered(inputs["name"])}
    if typ == CONFIG:
        (variant,) = inputs["productionVariants"]
        inputs = {**inputs, "productionVariants": [{**variant, "modelName": numbered(variant["modelName"])}]}
    if typ == ENDPOINT:
        inputs = {**inputs, "endpointConfigName": numbered(inputs["endpointConfigName"])}
    return inputs


def test_the_flat_program_registers_the_resources_of_the_components():
    components = [(typ, name, without_hashes(typ, inputs)) for typ, name, inputs in resources(built(register))]
    flat = resources(built(register_flat))
    assert len(flat) == SETS * PER_SET
    assert [one[:2] for one in flat] == [one[:2] for one in components]
    for ours, theirs in zip(components, flat, strict=True):
        assert theirs == ours


def test_the_flat_program_registers_no_component():
    assert [name for name in built(register_flat).names() if not name.startswith("aws:")] == []


def test_the_flat_program_knows_nothing_of_our_package():
    script = (
        "import sys, bench.flat; print([name for name in sys.modules if name.startswith(('pulumi_mlops', 'pydantic'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
