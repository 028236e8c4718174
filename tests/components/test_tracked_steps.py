"""Steps that log runs: they reach the network, are told of the tracker, and may do there what logging takes."""

import json

import pulumi
import pulumi_mlops as mlops
import pytest
from pulumi_mlops.access.jobs import Objects
from pulumi_mlops.tracking.links import TrackingLinks
from pydantic import ValidationError

from tests.components.pipelines import LINKS, NETWORK, args, definition

HERE = "arn:aws:sagemaker:eu-west-1:123456789012"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/platform"
SERVER = f"{HERE}:mlflow-tracking-server/runs"
OURS = TrackingLinks(
    environment={"MLFLOW_TRACKING_URI": SERVER, "MLFLOW_EXPERIMENT_NAME": "churn-local"},
    tracking_arn=SERVER,
    files=Objects(bucket_arn="arn:aws:s3:::runs", prefix="mlflow/"),
    files_kms_key_arn=KEY,
)
SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:wandb"
ELSEWHERE = TrackingLinks(
    environment={"WANDB_BASE_URL": "https://api.wandb.ai"},
    secret_arn=SECRET,
    secret_kms_key_arn=KEY,
    security_group_id="sg-wandb",
)
TRACKED = {"train": {"tracked": True}}
CALLS = {
    "sagemaker:CallMlflowAppApi", "sagemaker:DescribeMlflow*", "sagemaker-mlflow:Create*", "sagemaker-mlflow:Get*",
    "sagemaker-mlflow:List*", "sagemaker-mlflow:Log*", "sagemaker-mlflow:Search*", "sagemaker-mlflow:Set*",
    "sagemaker-mlflow:UpdateRun",
}  # fmt: skip


def jobs(engine, **given):
    """The requests of the steps that run a container, by step: where each stands, and its environment."""
    made = {step["Name"]: step["Arguments"] for step in definition(engine, **NETWORK, **given)["Steps"]}
    tuned = made.get("Tune", {}).get("TrainingJobDefinition")
    requests = {**made, "Train": made.get("Train", tuned)}
    return {
        step: ({**request, **request.get("NetworkConfig", {})}, request["Environment"])
        for step in ("Process", "Train", "Evaluate")
        if (request := requests[step])
    }


def may(engine, role="training-job"):
    return json.loads(engine.one("aws:iam/rolePolicy:RolePolicy", f"{role}-policy")["policy"])["Statement"]


def given(statements, resource):
    """The actions that are given on a resource."""
    return {action for one in statements if resource in one["Resource"] for action in one["Action"]}


def test_a_step_that_is_tracked_reaches_the_network_and_the_others_stay_isolated(engine):
    made = jobs(engine, tracker=OURS, steps=TRACKED, environment={"THREADS": "4"})
    assert {step: request["EnableNetworkIsolation"] for step, (request, _) in made.items()} == {
        "Process": True,
        "Train": False,
        "Evaluate": True,
    }
    where = {"Subnets": ["subnet-1", "subnet-2"], "SecurityGroupIds": ["sg-1"]}
    assert all(request["VpcConfig"] == where for request, _ in made.values())
    assert all(request["EnableInterContainerTrafficEncryption"] for request, _ in made.values())
    assert made["Train"][1] == {
        "MLFLOW_TRACKING_URI": SERVER,
        "MLFLOW_EXPERIMENT_NAME": "churn-local",
        "THREADS": "4",
    }
    assert made["Evaluate"][1] == {"THREADS": "4"}


def test_processing_and_tuning_are_tracked_alike(engine):
    tune = {"objective": "auc", "ranges": {"depth": {"min": 2, "max": 8}}}
    made = jobs(engine, tracker=OURS, steps={**TRACKED, "process": {"tracked": True}}, tune=tune)
    assert [made[step][0]["EnableNetworkIsolation"] for step in ("Process", "Train", "Evaluate")] == [
        False,
        False,
        True,
    ]
    assert made["Train"][1]["MLFLOW_TRACKING_URI"] == SERVER
    assert made["Process"][1] == {
        "MLFLOW_TRACKING_URI": SERVER,
        "MLFLOW_EXPERIMENT_NAME": "churn-local",
        "DATA_VERSION": {"Get": "Parameters.DataVersion"},
    }


def test_what_a_person_writes_goes_over_what_the_tracker_says(engine):
    made = jobs(engine, tracker=OURS, steps=TRACKED, environment={"MLFLOW_EXPERIMENT_NAME": "baseline"})
    assert made["Train"][1]["MLFLOW_EXPERIMENT_NAME"] == "baseline"


def test_the_jobs_may_log_to_that_mlflow_and_keep_files_below_its_prefix_and_no_more(engine):
    definition(engine, **NETWORK)
    before = may(engine)
    definition(engine, **NETWORK, tracker=OURS, steps=TRACKED)
    after = may(engine)
    added = [one for one in after if one not in before]
    assert [one for one in before if one not in after] == []
    assert given(added, SERVER) == CALLS
    assert given(added, "arn:aws:s3:::runs/mlflow/*") == {
        "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:AbortMultipartUpload",
    }  # fmt: skip
    assert {resource for one in added for resource in one["Resource"]} == {
        SERVER, "arn:aws:s3:::runs", "arn:aws:s3:::runs/mlflow/*", KEY,
    }  # fmt: skip
    assert all(one["Effect"] == "Allow" for one in added)


def test_a_tracker_elsewhere_is_reached_by_its_group_and_its_token_is_read(engine):
    made = jobs(engine, tracker=ELSEWHERE, steps=TRACKED)
    assert made["Train"][0]["VpcConfig"]["SecurityGroupIds"] == ["sg-1", "sg-wandb"]
    assert made["Evaluate"][0]["VpcConfig"]["SecurityGroupIds"] == ["sg-1"]
    assert given(may(engine), SECRET) == {"secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"}
    assert given(may(engine), KEY) == {"kms:Decrypt", "kms:DescribeKey"}
    assert given(may(engine), "arn:aws:ec2:eu-west-1:123456789012:security-group/sg-wandb") == {
        "ec2:CreateNetworkInterface"
    }
    (allowed,) = [
        one["Condition"]["ForAnyValue:StringNotEquals"]["sagemaker:VpcSecurityGroupIds"]
        for one in may(engine, "training-starter")
        if "sagemaker:VpcSecurityGroupIds" in one.get("Condition", {}).get("ForAnyValue:StringNotEquals", {})
    ]
    assert allowed == ["sg-1", "sg-wandb"]


def test_a_tracker_changes_nothing_of_a_pipeline_without_tracked_steps(engine):
    plain = definition(engine, **NETWORK)
    role = may(engine)
    assert definition(engine, **NETWORK, tracker=ELSEWHERE) == plain
    assert may(engine) == role


@pytest.mark.parametrize(
    ("links", "said"),
    [
        ({**NETWORK}, "steps.train.tracked: needs a tracker to log to"),
        ({"tracker": OURS}, "steps.train.tracked: needs subnet_ids: in SageMaker's own network"),
    ],
)
def test_a_tracked_step_without_a_tracker_or_a_network_is_refused(links, said):
    with pytest.raises(ValidationError, match=said):
        args(steps=TRACKED, **links)


STEP = {
    "Name": "Score",
    "Type": "Processing",
    "Arguments": {
        "AppSpecification": {"ImageUri": f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/score@sha256:{'0' * 64}"},
        "ProcessingResources": {
            "ClusterConfig": {"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 30}
        },
        "RoleArn": {"Get": "Parameters.JobRoleArn"},
        "Environment": {"MLFLOW_TRACKING_URI": {"Get": "Parameters.TrackingUri"}},
    },
}
OTHERS = {
    "Version": "2020-12-01",
    "Metadata": {},
    "Parameters": [{"Name": name, "Type": "String"} for name in ("JobRoleArn", "TrackingUri")],
    "Steps": [STEP],
}


def others(engine, **links):
    """The parameters of a definition that others wrote, filled in."""
    made = mlops.DefinedPipelineArgs.model_validate({"definition": OTHERS, **LINKS, **NETWORK, **links})
    engine.build(lambda: mlops.DefinedPipeline("scoring", made))
    filled = json.loads(engine.one("aws:sagemaker/pipeline:Pipeline")["pipelineDefinition"])["Parameters"]
    return {one["Name"]: one["DefaultValue"] for one in filled}


def test_a_definition_that_others_wrote_is_told_where_mlflow_is_and_its_jobs_may_log_there(engine):
    assert others(engine, tracker=OURS)["TrackingUri"] == SERVER
    assert given(may(engine, "scoring-job"), SERVER) == CALLS


def test_a_definition_that_asks_for_mlflow_and_gets_none_is_refused(engine):
    with pytest.raises(ValidationError, match="definition: has parameter TrackingUri, and there is no tracker"):
        others(engine)
    with pytest.raises(pulumi.RunError, match="has parameter TrackingUri, and the tracker is no MLflow: take it out"):
        others(engine, tracker=ELSEWHERE)
