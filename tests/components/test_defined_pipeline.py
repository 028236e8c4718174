"""DefinedPipeline: a definition that others wrote is taken as it is, after the same checks."""

import copy
import json
import subprocess
import sys
from pathlib import Path

import pulumi_mlops as mlops
import pytest
from pulumi_mlops.testing import MockEngine
from pydantic import ValidationError

from tests.components.pipelines import LINKS, NETWORK, definition

FILE = Path(__file__).parents[1] / "e2e" / "specs" / "scoring.json"
SCORING = json.loads(FILE.read_text(encoding="utf-8"))
PIPELINE = "aws:sagemaker/pipeline:Pipeline"


def args(made=SCORING, **given):
    return mlops.DefinedPipelineArgs.model_validate({"definition": made, **LINKS, **NETWORK, **given})


def built(engine, made=SCORING, **given):
    engine.build(lambda: mlops.DefinedPipeline("scoring", args(made, **given)))
    return json.loads(engine.one(PIPELINE)["pipelineDefinition"])


def without(made, step):
    changed = copy.deepcopy(made)
    return changed, next(one for one in changed["Steps"] if one["Name"] == step)


def test_the_definition_is_taken_as_it_is_but_for_parameters_that_the_stack_fills_in(engine):
    made = built(engine)
    assert made["Steps"] == SCORING["Steps"]
    assert {one["Name"]: one["DefaultValue"] for one in made["Parameters"]} == {
        "ArtifactUri": "s3://store/training",
        "DataUri": "s3://curated",
        "JobRoleArn": "arn:aws:iam::123456789012:role/churn-local-scoring-job",
        "KmsKeyArn": LINKS["kms_key_arn"],
        "SecurityGroupId1": "sg-1",
        "SubnetId1": "subnet-1",
    }


def test_a_value_that_the_definition_has_is_kept(engine):
    mine = copy.deepcopy(SCORING)
    mine["Parameters"][0]["DefaultValue"] = "s3://mine"
    assert built(engine, mine)["Parameters"][0] == {"Name": "DataUri", "Type": "String", "DefaultValue": "s3://mine"}


def test_a_file_and_its_objects_are_the_same(engine):
    assert built(engine, str(FILE)) == built(MockEngine(), SCORING)


def test_the_order_of_keys_changes_no_hash(engine):
    def hashed(made):
        return engine.build(lambda: mlops.DefinedPipeline("scoring", args(made)).definition_hash)

    turned = {key: SCORING[key] for key in reversed(SCORING)}
    assert hashed(SCORING) == hashed(turned)


def test_the_jobs_role_pulls_the_images_that_the_definition_names(engine):
    built(engine)
    policy = json.loads(engine.one("aws:iam/rolePolicy:RolePolicy", "scoring-job-policy")["policy"])["Statement"]
    pulled = next(one for one in policy if "ecr:BatchGetImage" in one["Action"])
    assert pulled["Resource"] == ["arn:aws:ecr:eu-west-1:123456789012:repository/churn-serve"]


def test_the_starter_starts_the_kinds_of_jobs_that_the_definition_has(engine):
    built(engine, definition(MockEngine(), tune={"objective": "auc", "ranges": {"a": {"min": 1, "max": 2}}}))
    policy = json.loads(engine.one("aws:iam/rolePolicy:RolePolicy", "scoring-starter-policy")["policy"])["Statement"]
    started = {one for part in policy for one in part["Action"] if "Job" in one and part["Effect"] == "Allow"}
    assert {one for one in started if ":Create" in one} == {
        "sagemaker:CreateHyperParameterTuningJob",
        "sagemaker:CreateProcessingJob",
    }


def test_a_wrong_definition_is_refused_with_every_step_that_is_wrong():
    wrong, score = without(SCORING, "Score")
    score["Arguments"]["StoppingCondition"] = {"MaxRuntimeInSeconds": "long"}
    score["Arguments"]["RoleArn"] = {"Get": "Parameters.Role"}
    with pytest.raises(ValidationError) as refused:
        args(wrong)
    assert "step Score: Arguments.RoleArn: there is no parameter Role" in str(refused.value)
    assert "step Score: Arguments.StoppingCondition.MaxRuntimeInSeconds: 'long' must be" in str(refused.value)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("nowhere.json", "must be a file: there is no "),
        (__file__, "must hold JSON"),
        (5, "must be a file, JSON's objects or a pipeline of the SDK"),
        ([], "must be a file, JSON's objects or a pipeline of the SDK"),
    ],
)
def test_what_is_no_definition_is_refused(made, said):
    with pytest.raises(ValidationError, match=said):
        args(made)


def test_a_definition_whose_images_are_hidden_must_say_their_repositories(engine):
    hidden, score = without(SCORING, "Score")
    score["Arguments"]["AppSpecification"]["ImageUri"] = {"Get": "Parameters.DataUri"}
    with pytest.raises(ValidationError, match="step Score names none of ECR"):
        args(hidden)
    built(engine, hidden, repositories=["churn-serve"])


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ({"new_data": {}}, "start.new_data: hands parameter DataVersion to a run"),
        ({"git_push": {"codecommit": "churn"}}, "start.git_push: hands parameter Commit to a run"),
    ],
)
def test_what_starts_a_run_must_find_the_parameter_that_it_hands_over(start, said):
    with pytest.raises(ValidationError, match=said):
        args(start=start)


def test_a_run_that_starts_by_itself_can_be_asked_for_no_parameter():
    asking = copy.deepcopy(SCORING)
    asking["Parameters"].append({"Name": "Month", "Type": "String"})
    assert args(asking).max_parallel_steps is None
    with pytest.raises(ValidationError, match="cannot say parameter Month: give it a DefaultValue"):
        args(asking, start={"schedule": {"every": "day"}})


def test_a_subnet_that_is_not_there_is_told(engine):
    far = copy.deepcopy(SCORING)
    far["Parameters"].append({"Name": "SubnetId3", "Type": "String"})
    with pytest.raises(Exception, match="the definition has parameter SubnetId3, and there are 2"):
        built(engine, far)


BY_SDK = """
import json, sys
from sagemaker.core.helper.session_helper import Session
from sagemaker.core.processing import Processor
from sagemaker.core.shapes import ProcessingOutput, ProcessingS3Output
from sagemaker.core.workflow.parameters import ParameterString
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.steps import ProcessingStep

import pulumi_mlops as mlops
from pulumi_mlops.testing import MockEngine
from pipelines import LINKS

session = PipelineSession(default_bucket="store")
role = "arn:aws:iam::123456789012:role/mlops/churn-local-scoring-job"
processor = Processor(
    image_uri="123456789012.dkr.ecr.eu-west-1.amazonaws.com/clean@sha256:" + "0" * 64,
    role=role, instance_count=1, instance_type="ml.m5.xlarge", entrypoint=["clean"], sagemaker_session=session,
)
out = ProcessingOutput(
    output_name="clean",
    s3_output=ProcessingS3Output(
        s3_uri="s3://store/training/clean", local_path="/opt/ml/processing/output/clean", s3_upload_mode="EndOfJob"
    ),
)
step = ProcessingStep(name="Clean", step_args=processor.run(outputs=[out]))
pipeline = Pipeline(name="x", parameters=[ParameterString("DataUri")], steps=[step], sagemaker_session=session)
engine = MockEngine()
engine.build(lambda: mlops.DefinedPipeline("scoring", mlops.DefinedPipelineArgs(definition=pipeline, **LINKS)))
print(engine.one("aws:sagemaker/pipeline:Pipeline")["pipelineDefinition"])
"""


def test_a_pipeline_of_the_sagemaker_sdk_is_taken_as_it_is(tmp_path):
    """In a process of its own: the SDK takes seconds to import, and tells the world of its own use."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", BY_SDK],
        env={
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_DEFAULT_REGION": "eu-west-1",
            "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
            "HOME": str(tmp_path),
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(Path(__file__).parent),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    made = json.loads(done.stdout.strip().splitlines()[-1])
    assert [(step["Name"], step["Type"]) for step in made["Steps"]] == [("Clean", "Processing")]
    assert made["Parameters"] == [{"Name": "DataUri", "Type": "String", "DefaultValue": "s3://curated"}]


def test_a_pipeline_is_made_without_the_sdk_being_imported():
    script = (
        "import sys, pulumi_mlops as mlops; mlops.DefinedPipeline, mlops.TrainingPipeline;"
        "print([name for name in sys.modules if name.split('.')[0] == 'sagemaker'])"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
