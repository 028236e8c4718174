"""Runs of the reference pipeline that register nothing, and one that tunes; with its own roles, policies enforced.

A run whose model is registered, approved and deployed: test_model_way.py.
"""

import csv
import io
import random
import re

import pytest
from churn import data
from pipeline_run import Run, Service, StepFailedError

from local.cloud.iam.client import enforce
from local.session import REGION
from local.stack import Stack

STACK, ACCOUNT = "churn-local", "123456789012"
STEPS = ["Check", "Process", "Train", "Evaluate", "Explain"]


def customers(rows=3000):
    out = io.StringIO()
    data.write(out, rows, seed=7)
    return out.getvalue()


def shuffled(text):
    """The same customers, the label handed out anew: nothing is to be learned."""
    rows = list(csv.reader(io.StringIO(text)))
    labels = [row[-1] for row in rows[1:]]
    random.Random(1).shuffle(labels)  # noqa: S311 - no secret
    return "\n".join(",".join([*row[:-1], label]) for row, label in zip(rows, [rows[0][-1], *labels], strict=True))


@pytest.fixture(scope="module")
def outputs(laptop):
    """The reference stack, policies enforced, with three sets of data in its bucket."""
    enforce(laptop.session.cloud_url)
    stack = Stack(laptop.session, STACK)
    stack.select()
    done = laptop.pulumi("up", "--yes", "--stack", STACK)
    assert done.returncode == 0, done.stdout + done.stderr
    outputs = stack.outputs()
    good = customers()
    lacking = "\n".join(line.rpartition(",")[0] for line in good.splitlines())
    for name, text in (("good", good), ("shuffled", shuffled(good)), ("lacking", lacking)):
        laptop.client("s3").put_object(
            Bucket=outputs["data_buckets"]["curated"], Key=f"{name}/customers.csv", Body=text.encode()
        )
    return outputs


@pytest.fixture
def run(laptop, outputs, tmp_path):
    """A run of the pipeline on one of the sets of data."""

    def run(which):
        service = Service(laptop.session.cloud_url, ACCOUNT, REGION)
        uri = f"s3://{outputs['data_buckets']['curated']}/{which}"
        sagemaker, given = laptop.client("sagemaker"), [{"Name": "DataUri", "Value": uri}]
        started = sagemaker.start_pipeline_execution(
            PipelineName=outputs["training_pipeline"], PipelineParameters=given
        )
        return Run(service, sagemaker, started["PipelineExecutionArn"], tmp_path)

    return run


@pytest.fixture
def packages(laptop, outputs):
    """The versions in the registry."""
    return lambda: laptop.client("sagemaker").list_model_packages(ModelPackageGroupName=outputs["model_package_group"])[
        "ModelPackageSummaryList"
    ]


def test_a_model_under_the_gate_is_not_registered(run, packages):
    outcome = run("shuffled").to_its_end()
    assert outcome.steps == [*STEPS, "Refuse", "Gate"]
    assert outcome.refusal == "The model's auc is under the gate of 0.8."
    assert outcome.packages == []
    assert packages() == []


def test_data_without_its_label_ends_the_run_and_says_which_column_is_missing(run, packages):
    started = run("lacking")
    with pytest.raises(StepFailedError, match=r'customers.csv: column "churned" is missing'):
        started.to_its_end()
    assert started.outcome.steps == []
    assert packages() == []


def test_the_best_of_the_models_that_tuning_tried_is_registered(run, packages, laptop, spec):
    """Last of the file: the spec tunes from here on."""
    ranges = "{learning_rate: {min: 0.001, max: 0.05}, max_iter: {min: 50, max: 100}}"
    tune = f'  tune: {{objective: "validation:auc", ranges: {ranges}, max_jobs: 2}}\n  spot: {{}}\n'
    spec.write_text(spec.read_text().replace("  gate: {metric: auc", f"{tune}  gate: {{metric: auc"))
    done = laptop.pulumi("up", "--yes", "--stack", STACK)
    assert done.returncode == 0, done.stdout + done.stderr
    outcome = run("good").to_its_end()
    assert outcome.steps == [*STEPS[:2], "Tune", *STEPS[3:], "Register", "Gate"]
    newest = max(packages(), key=lambda each: each["ModelPackageVersion"])
    assert [newest["ModelPackageArn"]] == outcome.packages
    described = laptop.client("sagemaker").describe_model_package(ModelPackageName=outcome.packages[0])
    (container,) = described["InferenceSpecification"]["Containers"]
    assert re.search(r"-Tune-\d+-002/output/model.tar.gz$", container["ModelDataUrl"]), "the one that learned more"
