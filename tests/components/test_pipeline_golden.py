"""Golden definitions: what the options become, kept as files; held against the service's model; hashed alike anywhere.

`GOLDEN=write python -m pytest tests/components/test_pipeline_golden.py` writes the files anew.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import botocore.session
import pulumi_mlops as mlops
import pytest
from botocore.validate import validate_parameters
from mlops_policy.testing import judged
from pulumi_mlops.training.definition import hash_of, sealed

from tests.components.pipelines import CHOSEN, args, definition

GOLDEN = Path(__file__).parent / "golden"
PLACES = {
    "Processing": ("CreateProcessingJob", {"ProcessingJobName": "pipelines-x"}),
    "Training": ("CreateTrainingJob", {"TrainingJobName": "pipelines-x"}),
    "Tuning": ("CreateHyperParameterTuningJob", {"HyperParameterTuningJobName": "x"}),
    "RegisterModel": ("CreateModelPackage", {}),
}
"""What a type of step calls, and what the service gives itself."""


def text_of(made: dict[str, Any]) -> str:
    return json.dumps(made, indent=2, sort_keys=True) + "\n"


@pytest.mark.parametrize("name", CHOSEN)
def test_the_definition_is_the_golden_one(engine, name):
    made, file = text_of(definition(engine, **CHOSEN[name])), GOLDEN / f"training_{name}.json"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(made, encoding="utf-8")
    assert made == file.read_text(encoding="utf-8")


def plain(value: Any) -> Any:
    """The definition with what is only known in a run put as text, as the API sees it then."""
    if isinstance(value, dict):
        if value and set(value) <= {"Get", "Std:Join"}:
            return "s3://known/at/run-time"
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.json")), ids=lambda file: file.stem)
def test_each_step_of_a_golden_definition_is_a_valid_request_of_its_api(file):
    service = botocore.session.get_session().get_service_model("sagemaker")
    made = json.loads(file.read_text(encoding="utf-8"))
    gate = made["Steps"][-1]["Arguments"]
    checked = 0
    for step in [*made["Steps"], *gate["IfSteps"]]:
        if step["Type"] in PLACES:
            call, given = PLACES[step["Type"]]
            shape = service.operation_model(call).input_shape
            validate_parameters({**plain(step["Arguments"]), **given}, shape)
            checked += 1
    assert checked >= 4


SHUFFLED = """
import json, random
from pipelines import CHOSEN, definition
from pulumi_mlops.testing import MockEngine

def shuffled(part):
    if isinstance(part, dict):
        keys = list(part); random.shuffle(keys)
        return {key: shuffled(part[key]) for key in keys}
    return part

print(json.dumps([definition(MockEngine(), **shuffled(CHOSEN[name])) for name in CHOSEN], sort_keys=True))
"""


def test_the_hash_is_the_same_in_other_processes_whatever_the_order_of_keys(engine):
    """Another seed of Python's own hashes, another order of every key: the same text, so the same hash."""
    here = json.dumps([definition(engine, **CHOSEN[name]) for name in CHOSEN], sort_keys=True)
    told = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", SHUFFLED],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(GOLDEN.parent)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "77")
    }
    assert told == {here}


def hashed(engine, **given: Any) -> str:
    def program() -> Any:
        return mlops.TrainingPipeline("training", args(**given)).definition_hash

    return engine.build(program)


def test_the_same_commit_and_data_version_give_the_same_hash_and_others_another(engine):
    first = hashed(engine, commit="0123abc", data_version="v1")
    assert first == hashed(engine, data_version="v1", commit="0123abc")
    assert first != hashed(engine, commit="0123abd", data_version="v1")
    assert first != hashed(engine, commit="0123abc", data_version="v2")


def test_a_registered_model_carries_the_hash_of_what_made_it(engine):
    told = hashed(engine)
    made = json.loads(engine.one("aws:sagemaker/pipeline:Pipeline")["pipelineDefinition"])
    (registered,) = made["Steps"][-1]["Arguments"]["IfSteps"]
    assert registered["Arguments"]["CustomerMetadataProperties"].pop("definition") == told
    assert sealed(made)[1] == told


def test_the_text_itself_is_canonical_so_that_no_change_is_seen_where_there_is_none(engine):
    """Answers terraform-provider-aws #35382: a definition whose keys come in another order is no change."""
    engine.build(lambda: mlops.TrainingPipeline("training", args()))
    text = engine.one("aws:sagemaker/pipeline:Pipeline")["pipelineDefinition"]
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))
    assert len(hash_of(text)) == 64


def test_the_definition_is_in_the_pipeline_and_never_in_a_bucket(engine):
    """Answers terraform-provider-aws #38259: one that lies in S3 changes without being deployed, or fails to."""
    engine.build(lambda: mlops.TrainingPipeline("training", args()))
    assert "pipelineDefinitionS3Location" not in engine.one("aws:sagemaker/pipeline:Pipeline")


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.json")), ids=lambda file: file.stem)
def test_our_own_rules_find_nothing_in_a_golden_definition(file):
    pipeline = SimpleNamespace(
        typ="aws:sagemaker/pipeline:Pipeline",
        name="training",
        inputs={"pipelineDefinition": file.read_text(encoding="utf-8")},
    )
    found = judged([pipeline]).violations
    assert [one.text for one in found if one.rule.id.startswith("pipeline-")] == []
