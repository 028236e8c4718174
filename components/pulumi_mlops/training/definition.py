"""A training pipeline's definition: check, process, train or tune, evaluate, explain, gate, register.

The format is SageMaker's pipeline definition schema, version 2020-12-01:
https://aws-sagemaker-mlops.github.io/sagemaker-model-building-pipeline-definition-JSON-schema/
"""

import hashlib
import json
from typing import Any

from ..registry.provenance import UNKNOWN, Provenance
from .expressions import Json
from .plan import Plan
from .registering import Registration, gated, register
from .settings import Scalar
from .steps import check, evaluate, explain, process, train, tune

KINDS = {bool: "Boolean", int: "Integer", float: "Float", str: "String"}


def definition(plan: Plan, registration: Registration, data_uri: Any) -> Json:
    """The whole definition. `data_uri`: `s3://bucket/prefix`, no slash at the end."""
    chosen = plan.chosen
    gate = gated(chosen.gate, register(plan, registration))
    return {
        "Version": "2020-12-01",
        "Metadata": {},
        "Parameters": [
            _parameter("DataUri", data_uri, "String"),
            _parameter("DataVersion", chosen.data_version or UNKNOWN, "String"),
            _parameter("Commit", chosen.commit or UNKNOWN, "String"),
            *(_parameter(name, value, _kind(value)) for name, value in sorted(chosen.parameters.items())),
        ],
        "PipelineExperimentConfig": {
            "ExperimentName": {"Get": "Execution.PipelineName"},
            "TrialName": {"Get": "Execution.PipelineExecutionId"},
        },
        "Steps": [
            *([check(plan)] if chosen.check else []),
            process(plan),
            tune(plan, chosen.tune) if chosen.tune else train(plan),
            evaluate(plan),
            *([explain(plan)] if chosen.explain else []),
            {**gate, "DependsOn": ["Explain"]} if chosen.explain else gate,
        ],
    }


def canonical(document: Any) -> str:
    """The one text of a document, whatever the order its keys were written in."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    """What says whether two definitions are the same."""
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(made: Json) -> tuple[str, str]:
    """A definition as text, in which models that are registered carry its hash, and this hash."""
    known = hash_of(canonical(made))
    for step in made["Steps"]:
        if step["Name"] == "Gate":
            (registered,) = step["Arguments"]["IfSteps"]
            registered["Arguments"]["CustomerMetadataProperties"][Provenance.DEFINITION.value] = known
    return canonical(made), known


def _parameter(name: str, value: Any, kind: str) -> Json:
    return {"Name": name, "Type": kind, "DefaultValue": value}


def _kind(value: Scalar) -> str:
    return KINDS[type(value)]
