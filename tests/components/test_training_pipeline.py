"""TrainingPipeline: a definition that the service and its SDK accept, every job isolated and encrypted."""

import json
from typing import Any

import botocore.session
import pulumi_mlops as mlops
import pytest
from botocore.validate import validate_parameters
from pydantic import ValidationError

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
DIGEST = "sha256:" + "0" * 64
JOB_ROLE = "arn:aws:iam::123456789012:role/churn-local-training-job"


def args(**given):
    return mlops.TrainingPipelineArgs.model_validate(
        {
            "image": {"repository": "train", "digest": DIGEST},
            "gate": {"metric": "auc", "at_least": 0.8},
            "kms_key_arn": KEY,
            "data_bucket": "curated",
            "data_bucket_arn": "arn:aws:s3:::curated",
            "artifact_bucket": "store",
            "artifact_bucket_arn": "arn:aws:s3:::store",
            "package_group": "churn-local-models",
            "package_group_arn": "arn:aws:sagemaker:eu-west-1:123456789012:model-package-group/churn-local-models",
            **given,
        }
    )


def definition(engine, **given):
    engine.build(lambda: mlops.TrainingPipeline("training", args(**given)))
    return json.loads(engine.one("aws:sagemaker/pipeline:Pipeline")["pipelineDefinition"])


def steps(engine, **given):
    top = {step["Name"]: step for step in definition(engine, **given)["Steps"]}
    gate = top["Gate"]["Arguments"]
    return top | {step["Name"]: step for step in [*gate["IfSteps"], *gate["ElseSteps"]]}


def plain(value: Any) -> Any:
    """The definition with what is only known in a run put as text, as the API sees it then."""
    if isinstance(value, dict):
        if value and set(value) <= {"Get", "Std:Join"}:
            return "s3://known/at/run-time"
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def test_the_steps_come_in_order_and_only_a_model_through_the_gate_is_registered(engine):
    made = definition(engine)
    assert [(step["Name"], step["Type"]) for step in made["Steps"]] == [
        ("Process", "Processing"),
        ("Train", "Training"),
        ("Evaluate", "Processing"),
        ("Gate", "Condition"),
    ]
    gate = made["Steps"][-1]["Arguments"]
    assert [step["Type"] for step in gate["IfSteps"]] == ["RegisterModel"]
    assert [step["Type"] for step in gate["ElseSteps"]] == ["Fail"]
    assert made["Parameters"] == [
        {"Name": "DataUri", "Type": "String", "DefaultValue": "s3://curated"},
        {"Name": "DataVersion", "Type": "String", "DefaultValue": "unknown"},
        {"Name": "Commit", "Type": "String", "DefaultValue": "unknown"},
    ]


@pytest.mark.parametrize(
    ("step", "operation", "given_by_the_service"),
    [
        ("Process", "CreateProcessingJob", {"ProcessingJobName": "pipelines-x"}),
        ("Train", "CreateTrainingJob", {"TrainingJobName": "pipelines-x"}),
        ("Evaluate", "CreateProcessingJob", {"ProcessingJobName": "pipelines-x"}),
        ("Register", "CreateModelPackage", {}),
    ],
)
def test_each_step_is_a_valid_request_of_its_api(engine, step, operation, given_by_the_service):
    model = botocore.session.get_session().get_service_model("sagemaker").operation_model(operation)
    request = {**plain(steps(engine)[step]["Arguments"]), **given_by_the_service}
    assert validate_parameters(request, model.input_shape) is None


@pytest.mark.filterwarnings("ignore")  # the SDK and what it imports warn of their own
def test_the_gate_is_what_the_sagemaker_sdk_writes_for_the_same_gate(engine, monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")  # importing the SDK makes clients
    from sagemaker.core.workflow.conditions import ConditionGreaterThanOrEqualTo
    from sagemaker.core.workflow.functions import JsonGet
    from sagemaker.core.workflow.properties import PropertyFile
    from sagemaker.mlops.workflow.condition_step import ConditionStep
    from sagemaker.mlops.workflow.fail_step import FailStep

    evaluation = PropertyFile(name="Evaluation", output_name="evaluation", path="evaluation.json")
    metric = JsonGet(step_name="Evaluate", property_file=evaluation, json_path="metrics.auc.value")
    by_sdk = ConditionStep(
        name="Gate",
        conditions=[ConditionGreaterThanOrEqualTo(left=metric, right=0.8)],
        if_steps=[],
        else_steps=[FailStep(name="Refuse", error_message="The model's auc is under the gate of 0.8.")],
    ).to_request()
    ours = steps(engine)
    registered = ours["Gate"]["Arguments"].pop("IfSteps")
    by_sdk["Arguments"].pop("IfSteps")
    in_json = json.loads(json.dumps(by_sdk, default=lambda part: getattr(part, "expr", None) or part.to_request()))
    assert ours["Gate"] == in_json
    assert ours["Evaluate"]["PropertyFiles"] == [evaluation.expr]
    assert [step["Name"] for step in registered] == ["Register"]


def test_what_tensorboard_shows_is_kept_with_the_run_where_that_is_asked_for(engine):
    job = steps(engine, tensorboard=True)["Train"]["Arguments"]
    model = botocore.session.get_session().get_service_model("sagemaker").operation_model("CreateTrainingJob")
    assert validate_parameters({**plain(job), "TrainingJobName": "pipelines-x"}, model.input_shape) is None
    run = ["s3://store/training", "/runs/", {"Get": "Execution.PipelineExecutionId"}]
    assert job["TensorBoardOutputConfig"] == {
        "LocalPath": "/opt/ml/output/tensorboard",
        "S3OutputPath": {"Std:Join": {"On": "", "Values": [*run, "/tensorboard"]}},
    }


def test_without_that_the_definition_has_no_tensorboard(engine):
    assert "TensorBoardOutputConfig" not in steps(engine)["Train"]["Arguments"]


@pytest.mark.parametrize("step", ["Process", "Evaluate"])
def test_a_processing_job_is_isolated_and_encrypted_and_ends(engine, step):
    job = steps(engine, max_runtime_hours=2)[step]["Arguments"]
    assert job["NetworkConfig"] == {"EnableNetworkIsolation": True, "EnableInterContainerTrafficEncryption": True}
    assert job["ProcessingResources"]["ClusterConfig"]["VolumeKmsKeyId"] == KEY
    assert job["ProcessingOutputConfig"]["KmsKeyId"] == KEY
    assert job["StoppingCondition"] == {"MaxRuntimeInSeconds": 7200}
    assert job["RoleArn"] == JOB_ROLE
    assert job["AppSpecification"]["ImageUri"].endswith(f"/train@{DIGEST}")


def test_the_training_job_is_isolated_and_encrypted_and_ends(engine):
    job = steps(engine, instance={"type": "ml.c5.xlarge", "count": 2, "volume_gb": 50})["Train"]["Arguments"]
    assert job["EnableNetworkIsolation"] is True
    assert job["EnableInterContainerTrafficEncryption"] is True
    assert job["ResourceConfig"] == {
        "InstanceType": "ml.c5.xlarge",
        "InstanceCount": 2,
        "VolumeSizeInGB": 50,
        "VolumeKmsKeyId": KEY,
    }
    assert job["OutputDataConfig"]["KmsKeyId"] == KEY
    assert job["StoppingCondition"] == {"MaxRuntimeInSeconds": 14400}


def test_a_gpu_instance_with_local_storage_takes_no_volume_key(engine):
    made = steps(engine, instance={"type": "ml.g5.xlarge"})
    assert "VolumeKmsKeyId" not in made["Train"]["Arguments"]["ResourceConfig"]
    assert "VolumeKmsKeyId" not in made["Process"]["Arguments"]["ProcessingResources"]["ClusterConfig"]
    assert made["Train"]["Arguments"]["OutputDataConfig"]["KmsKeyId"] == KEY


def test_a_registered_model_waits_for_a_person(engine):
    register = steps(engine)["Register"]["Arguments"]
    assert register["ModelApprovalStatus"] == "PendingManualApproval"
    assert register["ModelPackageGroupName"] == "churn-local-models"


def test_every_run_writes_below_its_own_prefix_in_one_flat_join(engine):
    output = steps(engine)["Process"]["Arguments"]["ProcessingOutputConfig"]["Outputs"][0]
    assert output["OutputName"] == "train"
    assert output["S3Output"]["S3Uri"] == {
        "Std:Join": {
            "On": "",
            "Values": ["s3://store/training", "/runs/", {"Get": "Execution.PipelineExecutionId"}, "/train"],
        }
    }


def test_the_same_settings_give_the_same_definition(engine):
    engine.build(lambda: mlops.TrainingPipeline("training", args()))
    engine.build(lambda: mlops.TrainingPipeline("training", args()))
    first, second = engine.all("aws:sagemaker/pipeline:Pipeline")
    assert first["pipelineDefinition"] == second["pipelineDefinition"]


def test_the_jobs_role_reads_data_and_writes_its_runs_only(engine):
    engine.build(lambda: mlops.TrainingPipeline("training", args()))
    policy = engine.one("aws:iam/rolePolicy:RolePolicy", "training-job-policy")
    statements = json.loads(policy["policy"])["Statement"]
    objects = [(made["Action"][0], made["Resource"]) for made in statements if made["Action"][0].endswith("Object")]
    assert objects == [
        ("s3:GetObject", ["arn:aws:s3:::curated/*"]),
        ("s3:GetObject", ["arn:aws:s3:::store/training/*"]),
        ("s3:PutObject", ["arn:aws:s3:::store/training/*"]),
    ]


def test_the_jobs_role_logs_and_measures_where_its_jobs_do_and_not_for_endpoints(engine):
    engine.build(lambda: mlops.TrainingPipeline("training", args()))
    statements = json.loads(engine.one("aws:iam/rolePolicy:RolePolicy", "training-job-policy")["policy"])["Statement"]
    groups = [
        f"arn:aws:logs:eu-west-1:123456789012:log-group:/aws/sagemaker/{kind}Jobs"
        for kind in ("Processing", "Training")
    ]
    (logged,) = (made["Resource"] for made in statements if "logs:PutLogEvents" in made["Action"])
    (measured,) = (made["Condition"] for made in statements if "cloudwatch:PutMetricData" in made["Action"])
    assert logged == [*groups, *(f"{group}:log-stream:*" for group in groups)]
    assert measured == {
        "StringEquals": {"cloudwatch:namespace": ["/aws/sagemaker/ProcessingJobs", "/aws/sagemaker/TrainingJobs"]}
    }


def test_the_starter_starts_its_own_jobs_and_passes_the_one_role(engine):
    engine.build(lambda: mlops.TrainingPipeline("training", args()))
    policy = engine.one("aws:iam/rolePolicy:RolePolicy", "training-starter-policy")
    statements = json.loads(policy["policy"])["Statement"]
    started = [
        made for made in statements if "sagemaker:CreateTrainingJob" in made["Action"] and made["Effect"] == "Allow"
    ]
    assert [made["Resource"] for made in started] == [
        [f"arn:aws:sagemaker:eu-west-1:123456789012:{kind}-job/pipelines-*" for kind in ("processing", "training")]
    ]
    passed = [made for made in statements if made["Action"] == ["iam:PassRole"]]
    assert [(made["Resource"], made["Condition"]) for made in passed] == [
        ([JOB_ROLE], {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}})
    ]
    assert [made for made in statements if "*" in made["Resource"] and made["Effect"] == "Allow"] == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"gate": {"metric": "area under", "at_least": 0.8}}, "gate.metric"),
        ({"max_runtime_hours": 0}, "max_runtime_hours"),
        ({"instance": {"count": 0}}, "instance.count"),
    ],
)
def test_what_the_service_would_refuse_is_refused_here(given, message):
    with pytest.raises(ValidationError, match=message):
        args(**given)
