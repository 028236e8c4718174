"""The pipelines of a product: which data they read, what starts them, and what is said of a wrong one."""

import json
import shutil
from pathlib import Path

import pytest
from mlops_stacks.loader import load
from mlops_stacks.model import Environment
from mlops_stacks.product import build
from mlops_stacks.yaml_lines import SpecError

SCORING = Path(__file__).parents[1] / "e2e" / "specs" / "scoring.json"
SPEC = """\
product: churn
owner: retention-team
cost_center: "4711"
data_classification: confidential
data: {raw: {}, curated: {}}
training:
  data: curated
  image: {repository: churn-train, digest: "sha256:5f0c1d1b6a1f4c7a8d5f3b9b2f6a1f0e4d3c2b1a09f8e7d6c5b4a3928170f6e5"}
  gate: {metric: auc, at_least: 0.8}
  start:
    new_data: {}
    git_push: {github: [{repository: our-team/churn, branch: main}]}
pipelines:
  scoring:
    data: raw
    definition: scoring.json
environments:
  local: {disposable: true}
"""


@pytest.fixture
def said(tmp_path, monkeypatch):
    """What the loader says of the spec with a text replaced, seen from the spec's folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(SCORING, tmp_path)

    def said(old="", new=""):
        file = tmp_path / "churn.yaml"
        file.write_text(SPEC.replace(old, new) if old else SPEC)
        try:
            return load(file, Environment.LOCAL)
        except SpecError as error:
            return str(error)

    return said


def placed(definition):
    """Without a platform there is no subnet to fill in."""
    definition["Parameters"] = [one for one in definition["Parameters"] if not one["Name"].startswith(("Sub", "Sec"))]
    del definition["Steps"][0]["Arguments"]["NetworkConfig"]["VpcConfig"]
    return definition


def test_the_bucket_whose_data_starts_a_run_tells_of_its_objects_and_no_other(engine, said, tmp_path):
    (tmp_path / "scoring.json").write_text(json.dumps(placed(json.loads(SCORING.read_text()))))
    outputs = engine.build(lambda: build(said()))
    told = [one["bucket"] for one in engine.all("aws:s3/bucketNotification:BucketNotification") if one["eventbridge"]]
    assert told == ["churn-local-curated-123456789012-eu-west-1"]
    assert outputs["training_ci_role_arn"] == "arn:aws:iam::123456789012:role/churn-local-training-ci"
    assert outputs["pipelines"]["scoring"]["pipeline"] == "churn-local-scoring"
    assert set(outputs["pipelines"]["scoring"]) == {"pipeline", "definition_hash"}


def test_a_wrong_definition_is_told_with_the_specs_line_and_the_step(said, tmp_path):
    wrong = json.loads(SCORING.read_text())
    wrong["Steps"][0]["Arguments"]["RoleArn"] = {"Get": "Parameters.Role"}
    (tmp_path / "scoring.json").write_text(json.dumps(wrong))
    lines = said().splitlines()
    assert lines[0].endswith(':16: pipelines.scoring.definition: "scoring.json" is no pipeline that SageMaker takes:')
    assert (
        lines[1].strip().startswith("step Score: Arguments.RoleArn: there is no parameter Role; there are ArtifactUri,")
    )


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("data: raw\n", "data: row\n", ':15: pipelines.scoring.data: "row" must be one of data: raw, curated'),
        ("data: curated\n", "data: c\n", ':7: training.data: "c" must be one of data: raw, curated'),
        (
            "  data: curated\n",
            "  data: curated\n  features: [usage]\n",
            ':8: training.features: "usage" is no feature group',
        ),
        ("scoring:\n", "raw:\n", ":14: pipelines.raw: is the name of another part of the product"),
        ("scoring.json", "none.json", ':16: pipelines.scoring.definition: "none.json" must be a file: there is no '),
        (
            "{metric: auc, at_least: 0.8}",
            "{metric: auc}",
            ":9: training.gate: at_least, at_most or both must say what passes",
        ),
    ],
)
def test_a_pipeline_that_reads_what_is_not_there_is_told_with_its_line(said, old, new, what):
    assert what in said(old, new)
