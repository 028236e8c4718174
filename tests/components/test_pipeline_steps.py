"""What each option of a training pipeline changes in its steps."""

import json

import pytest

from tests.components.pipelines import CARD, KEY, NETWORK, definition

TUNE = {
    "objective": "auc",
    "ranges": {"depth": {"min": 2, "max": 8}, "eta": {"min": 0.1, "max": 1}, "kind": ["a", "b"]},
}


def steps(engine, **given):
    top = {step["Name"]: step for step in definition(engine, **given)["Steps"]}
    gate = top["Gate"]["Arguments"]
    return top | {step["Name"]: step for step in [*gate["IfSteps"], *gate["ElseSteps"]]}


def test_the_data_is_checked_before_it_is_processed(engine):
    made = steps(engine, check=True)
    assert next(iter(made)) == "Check"
    assert made["Check"]["Arguments"]["AppSpecification"]["ContainerEntrypoint"] == ["check"]
    assert made["Process"]["DependsOn"] == ["Check"]


def test_the_explanation_is_waited_for_and_registered_with_the_model(engine):
    made = steps(engine, explain=True)
    assert made["Explain"]["Arguments"]["AppSpecification"]["ContainerEntrypoint"] == ["explain"]
    assert made["Gate"]["DependsOn"] == ["Explain"]
    report = made["Register"]["Arguments"]["ModelMetrics"]["Explainability"]["Report"]
    assert report["S3Uri"]["Std:Join"]["Values"][-1] == "/explanation.json"


def test_tuning_takes_the_place_of_training_and_its_best_model_is_evaluated(engine):
    made = steps(engine, tune=TUNE, hyperparameters={"rounds": 5, "fast": True})
    assert "Train" not in made
    config = made["Tune"]["Arguments"]["HyperParameterTuningJobConfig"]
    assert config["ResourceLimits"] == {"MaxNumberOfTrainingJobs": 20, "MaxParallelTrainingJobs": 2}
    assert {kind: [one["Name"] for one in ranges] for kind, ranges in config["ParameterRanges"].items()} == {
        "IntegerParameterRanges": ["depth"],
        "ContinuousParameterRanges": ["eta"],
        "CategoricalParameterRanges": ["kind"],
    }
    job = made["Tune"]["Arguments"]["TrainingJobDefinition"]
    assert job["StaticHyperParameters"] == {"rounds": "5", "fast": "true"}
    assert job["AlgorithmSpecification"]["MetricDefinitions"] == [{"Name": "auc", "Regex": "auc: ([-+0-9.eE]+)"}]
    assert (job["EnableNetworkIsolation"], job["EnableInterContainerTrafficEncryption"]) == (True, True)
    read = made["Evaluate"]["Arguments"]["ProcessingInputs"][0]["S3Input"]["S3Uri"]["Std:Join"]["Values"]
    assert read[-3:] == ["/model/", {"Get": "Steps.Tune.BestTrainingJob.TrainingJobName"}, "/output/model.tar.gz"]
    assert made["Register"]["Arguments"]["CustomerMetadataProperties"]["training_job"] == {
        "Get": "Steps.Tune.BestTrainingJob.TrainingJobName"
    }


def test_hyperband_stops_jobs_by_itself(engine):
    config = steps(engine, tune={**TUNE, "strategy": "Hyperband"})["Tune"]["Arguments"]["HyperParameterTuningJobConfig"]
    assert config["TrainingJobEarlyStoppingType"] == "Off"


@pytest.mark.parametrize("tune", [None, TUNE])
def test_spot_waits_for_a_time_and_keeps_checkpoints_with_the_run(engine, tune):
    made = steps(engine, spot={"max_wait_hours": 2}, max_runtime_hours=3, tune=tune)
    job = made["Tune"]["Arguments"]["TrainingJobDefinition"] if tune else made["Train"]["Arguments"]
    assert job["EnableManagedSpotTraining"] is True
    assert job["StoppingCondition"] == {"MaxRuntimeInSeconds": 10800, "MaxWaitTimeInSeconds": 18000}
    assert job["CheckpointConfig"]["LocalPath"] == "/opt/ml/checkpoints"
    assert job["CheckpointConfig"]["S3Uri"]["Std:Join"]["Values"][-2:] == [
        {"Get": "Execution.PipelineExecutionId"},
        "/checkpoints",
    ]


def test_instances_that_share_the_work_get_their_share_of_the_training_set(engine):
    job = steps(engine, distributed={}, instance={"count": 4})["Train"]["Arguments"]
    spread = [one["DataSource"]["S3DataSource"]["S3DataDistributionType"] for one in job["InputDataConfig"]]
    assert spread == ["ShardedByS3Key", "FullyReplicated"]
    assert job["ResourceConfig"]["InstanceCount"] == 4


def test_groups_of_instances_take_the_place_of_one_type(engine):
    groups = [{"name": "data", "type": "ml.m5.xlarge", "count": 2}, {"name": "more", "type": "ml.m5.4xlarge"}]
    job = steps(engine, distributed={"groups": groups, "data": "replicated"})["Train"]["Arguments"]
    assert job["ResourceConfig"] == {
        "InstanceGroups": [
            {"InstanceGroupName": "data", "InstanceType": "ml.m5.xlarge", "InstanceCount": 2},
            {"InstanceGroupName": "more", "InstanceType": "ml.m5.4xlarge", "InstanceCount": 1},
        ],
        "VolumeSizeInGB": 30,
        "VolumeKmsKeyId": KEY,
    }
    assert job["InputDataConfig"][0]["DataSource"]["S3DataSource"]["InstanceGroupNames"] == ["data", "more"]


def test_the_data_parallel_library_is_switched_on_by_hyperparameters(engine):
    machines = {"type": "ml.p4d.24xlarge", "count": 2}
    job = steps(engine, distributed={"data_parallel": True}, instance=machines)["Train"]["Arguments"]
    assert job["HyperParameters"] == {
        "sagemaker_distributed_dataparallel_enabled": "true",
        "sagemaker_instance_type": "ml.p4d.24xlarge",
    }


def test_parameters_keep_their_types_and_reach_the_job_as_text(engine):
    made = definition(engine, parameters={"rounds": 200, "eta": 0.1, "kind": "a", "fast": True})
    kinds = {one["Name"]: (one["Type"], one["DefaultValue"]) for one in made["Parameters"][3:]}
    assert kinds == {
        "eta": ("Float", 0.1), "fast": ("Boolean", True), "kind": ("String", "a"), "rounds": ("Integer", 200),
    }  # fmt: skip
    given = made["Steps"][1]["Arguments"]["HyperParameters"]
    assert given["rounds"] == {"Std:Join": {"On": "", "Values": [{"Get": "Parameters.rounds"}]}}


def test_only_steps_that_run_a_container_are_cached_and_new_data_is_never_taken_from_the_cache(engine):
    made = steps(engine, cache_days=30)
    cached = [name for name, step in made.items() if step.get("CacheConfig") == {"Enabled": True, "ExpireAfter": "30d"}]
    assert cached == ["Process", "Train", "Evaluate"]
    assert made["Process"]["Arguments"]["Environment"] == {"DATA_VERSION": {"Get": "Parameters.DataVersion"}}


def test_faults_of_the_service_are_tried_again_as_often_as_chosen(engine):
    made = steps(engine, retries={"attempts": 5, "interval_seconds": 30, "backoff": 1.5})
    (policy,) = made["Train"]["RetryPolicies"]
    assert (policy["MaxAttempts"], policy["IntervalSeconds"], policy["BackoffRate"]) == (5, 30, 1.5)
    assert "SageMaker.CAPACITY_ERROR" in policy["ExceptionType"]
    assert "RetryPolicies" not in made["Gate"]


def test_every_step_is_in_the_network(engine):
    made = steps(engine, check=True, explain=True, **NETWORK)
    inside = {"Subnets": ["subnet-1", "subnet-2"], "SecurityGroupIds": ["sg-1"]}
    for name in ("Check", "Process", "Evaluate", "Explain"):
        assert made[name]["Arguments"]["NetworkConfig"]["VpcConfig"] == inside
    assert made["Train"]["Arguments"]["VpcConfig"] == inside


@pytest.mark.parametrize(
    ("gate", "conditions", "refusal"),
    [
        ({"at_most": 3.5}, [("LessThanOrEqualTo", 3.5)], "The model's rmse is over the gate of 3.5."),
        (
            {"at_least": 1, "at_most": 2},
            [("GreaterThanOrEqualTo", 1), ("LessThanOrEqualTo", 2)],
            "The model's rmse is not within the gate, 1.0 to 2.0.",
        ),
    ],
)
def test_a_gate_may_ask_for_at_most_and_for_both(engine, gate, conditions, refusal):
    made = steps(engine, gate={"metric": "rmse", **gate})
    asked = [(one["Type"], one["RightValue"]) for one in made["Gate"]["Arguments"]["Conditions"]]
    assert asked == conditions
    assert made["Refuse"]["Arguments"]["ErrorMessage"] == refusal


def test_a_model_carries_what_made_it(engine):
    made = steps(engine, commit="0123abc", data_version="v1", feature_groups=["usage", "plans"])["Register"][
        "Arguments"
    ]
    told = made["CustomerMetadataProperties"]
    assert told["commit"] == {"Get": "Parameters.Commit"}
    assert told["data_version"] == {"Get": "Parameters.DataVersion"}
    assert told["training_image"].endswith("/train@sha256:" + "0" * 64)
    assert told["feature_groups"] == {"Std:Join": {"On": "", "Values": ["usage", ",", "plans"]}}
    assert made["MetadataProperties"]["CommitId"] == {"Get": "Parameters.Commit"}


def test_the_model_card_says_what_people_said_and_what_the_run_knows(engine):
    overview = {"model_overview": {"model_creator": "ana", "model_description": "in the model's own card"}}
    made = steps(engine, model_card={**CARD, **overview})["Register"]["Arguments"]
    assert made["SecurityConfig"] == {"KmsKeyId": KEY}
    assert made["ModelCard"]["ModelCardStatus"] == "Draft"
    parts = made["ModelCard"]["ModelCardContent"]["Std:Join"]["Values"]
    text = "".join(part if isinstance(part, str) else "known-in-a-run" for part in parts)
    card = json.loads(text)
    assert card["intended_uses"] == CARD["intended_uses"]
    assert card["model_overview"] == {"model_creator": "ana"}
    assert card["training_details"]["training_job_details"]["training_arn"] == "known-in-a-run"
    assert card["evaluation_details"][0]["datasets"] == ["known-in-a-run"]


def test_steps_at_a_time_are_capped_where_that_is_asked_for(engine):
    definition(engine, max_parallel_steps=3)
    pipeline = engine.one("aws:sagemaker/pipeline:Pipeline")
    assert pipeline["parallelismConfiguration"] == {"maxParallelExecutionSteps": 3}


def test_a_starter_that_tunes_starts_tuning_jobs_and_no_training_job(engine):
    """SageMaker names a pipeline's tuning jobs <execution>-<step>-<random>: 32 characters are all there is room for."""
    definition(engine, tune=TUNE)
    statements = json.loads(engine.one("aws:iam/rolePolicy:RolePolicy", "training-starter-policy")["policy"])[
        "Statement"
    ]
    started = next(one for one in statements if "sagemaker:CreateHyperParameterTuningJob" in one["Action"])
    assert started["Resource"] == [
        "arn:aws:sagemaker:eu-west-1:123456789012:processing-job/pipelines-*",
        "arn:aws:sagemaker:eu-west-1:123456789012:hyper-parameter-tuning-job/*-Tune-*",
    ]
    assert "sagemaker:CreateTrainingJob" not in started["Action"]
