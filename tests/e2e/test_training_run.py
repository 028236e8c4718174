"""The reference pipeline trains on the reference data with its own roles, policies enforced, and the gate decides."""

import csv
import io
import json
import random
import re
from urllib.parse import urlparse

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
        return Run(service, laptop.client("sagemaker"), outputs["training_pipeline"], tmp_path, DataUri=uri)

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


def test_a_model_over_the_gate_is_registered_with_its_metrics_and_waits_for_a_person(run, packages, laptop):
    outcome = run("good").to_its_end()
    assert outcome.steps == [*STEPS, "Register", "Gate"]
    (package,) = packages()
    assert [package["ModelPackageArn"]] == outcome.packages
    assert package["ModelApprovalStatus"] == "PendingManualApproval"
    described = laptop.client("sagemaker").describe_model_package(ModelPackageName=package["ModelPackageArn"])

    def read(uri):
        where = urlparse(uri)
        return laptop.client("s3").get_object(Bucket=where.netloc, Key=where.path.lstrip("/"))

    evaluation = json.loads(read(described["ModelMetrics"]["ModelQuality"]["Statistics"]["S3Uri"])["Body"].read())
    assert 0.80 <= evaluation["metrics"]["auc"]["value"] <= 0.95
    (container,) = described["InferenceSpecification"]["Containers"]
    artifact = read(container["ModelDataUrl"])
    assert artifact["ContentLength"] > 10_000
    assert artifact["ServerSideEncryption"] == "aws:kms"
    explanation = json.loads(read(described["ModelMetrics"]["Explainability"]["Report"]["S3Uri"])["Body"].read())
    assert next(iter(explanation["columns"])) == "contract"


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
