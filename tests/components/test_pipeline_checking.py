# ruff: noqa: E501 - the table has a row a line
"""Checking a pipeline's definition: forty wrong ones, each refused with the step's name, and the right ones let through."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from pulumi_mlops.testing import MockEngine
from pulumi_mlops.training.checking import problems

from tests.components.pipelines import CHOSEN, KEY, definition

Change = Callable[[dict[str, Any]], Any]
GONE = object()


@pytest.fixture(scope="module")
def good() -> dict[str, Any]:
    return definition(MockEngine())


def step(made: dict[str, Any], name: str) -> dict[str, Any]:
    top = {one["Name"]: one for one in made["Steps"]}
    gate = top["Gate"]["Arguments"]
    return (top | {one["Name"]: one for one in [*gate["IfSteps"], *gate["ElseSteps"]]})[name]


def put(name: str, path: str, value: Any) -> Change:
    """Put a value at a path of a step; GONE: take it out."""

    def change(made: dict[str, Any]) -> None:
        part: Any = step(made, name) if name else made
        *way, last = [int(one) if one.isdigit() else one for one in path.split("/")]
        for one in way:
            part = part[one]
        if value is GONE:
            del part[last]
        else:
            part[last] = value

    return change


def get(reference: str) -> dict[str, str]:
    return {"Get": reference}


def twin(made: dict[str, Any]) -> None:
    made["Steps"].append(copy.deepcopy(step(made, "Process")))


def same_parameter(made: dict[str, Any]) -> None:
    made["Parameters"].append(made["Parameters"][0])


def circle(made: dict[str, Any]) -> None:
    step(made, "Process")["DependsOn"] = ["Evaluate"]


PROCESSED, TRAINED = (
    "Arguments/ProcessingInputs/0/S3Input/S3Uri",
    "Arguments/InputDataConfig/0/DataSource/S3DataSource/S3Uri",
)
METRIC = "Arguments/Conditions/0/LeftValue/Std:JsonGet"

WRONG: list[tuple[Change, str]] = [
    # the pipeline itself
    (put("", "Version", "2021-01-01"), 'pipeline: Version: must be "2020-12-01"'),
    (put("", "Steps", []), "pipeline: Steps: must be a list of one step or more"),
    (put("", "Stages", []), "pipeline: Stages: is no key of a definition"),
    (same_parameter, "pipeline: parameter DataUri: is there twice"),
    (put("", "Parameters/0/Type", "Text"), "pipeline: parameter DataUri: has Type 'Text'"),
    (put("", "Parameters/0/DefaultValue", 7), "pipeline: parameter DataUri: has DefaultValue 7, which is no String"),
    # names and types of steps
    (twin, "step Process: Name: is the name of another step"),
    (put("Train", "Name", "Train the model"), "step Train the model: Steps[1]: needs a Name"),
    (put("Train", "Type", "Fit"), "step Train: Type: 'Fit' is no type of step"),
    (put("Train", "Arguments", GONE), "step Train: Arguments: are missing"),
    (put("Train", "Timeout", 5), "step Train: Timeout: is no key of a Training step"),
    # dependencies and references
    (put("Train", "DependsOn", ["Clean"]), "step Train: DependsOn[0]: there is no step Clean; there are Process, Train"),
    (put("Train", "DependsOn", ["Train"]), "step Train: DependsOn[0]: names the step itself"),
    (put("Train", "DependsOn", "Process"), "step Train: DependsOn: must be a list"),
    (put("Train", "DependsOn", ["Register"]), "step Train: DependsOn[0]: step Register is within Gate.IfSteps"),
    (circle, "step Process: waits for itself: Process -> Evaluate -> Process"),
    (put("Process", PROCESSED, get("Parameters.Data")), "step Process: Arguments.ProcessingInputs[0].S3Input.S3Uri: there is no parameter Data"),
    (put("Process", PROCESSED, get("Execution.Bucket")), "step Process: Arguments.ProcessingInputs[0].S3Input.S3Uri: Execution has no Bucket"),
    (put("Process", PROCESSED, get("DataUri")), "step Process: Arguments.ProcessingInputs[0].S3Input.S3Uri: 'DataUri' must begin with"),
    (put("Train", TRAINED, get("Steps.Clean.ProcessingOutputConfig")), "step Train: Arguments.InputDataConfig[0].DataSource.S3DataSource.S3Uri: there is no step Clean"),
    (put("Train", TRAINED, get("Steps.Process.ProcessingOutputConfig.Outputs['tain'].S3Output.S3Uri")), "S3Uri: step Process has no output tain; it has train, validation, test"),
    (put("Train", TRAINED, get("Steps.Process.OutputUri")), "step Train: Arguments.InputDataConfig[0].DataSource.S3DataSource.S3Uri: Steps.Process.OutputUri: DescribeProcessingJob answers with nothing"),
    (put("Train", "Arguments/OutputDataConfig/S3OutputPath", {"Std:Join": {"Values": [["a"]]}}), "step Train: Arguments.OutputDataConfig.S3OutputPath: Std:Join joins texts"),
    # property files and conditions
    (put("Evaluate", "PropertyFiles/0/OutputName", "report"), "step Evaluate: PropertyFiles[0]: reads output 'report'"),
    (put("Evaluate", "PropertyFiles/0/FilePath", GONE), "step Evaluate: PropertyFiles[0]: has no FilePath"),
    (put("Gate", f"{METRIC}/PropertyFile", get("Steps.Evaluate.PropertyFiles.Metrics")), "step Gate: Arguments.Conditions[0].LeftValue.PropertyFile: step Evaluate has no property file Metrics"),
    (put("Gate", f"{METRIC}/PropertyFile", get("Steps.Train.PropertyFiles.Evaluation")), "step Gate: Arguments.Conditions[0].LeftValue: step Train is a Training step, which has no property files"),
    (put("Gate", f"{METRIC}/Path", ""), "step Gate: Arguments.Conditions[0].LeftValue: Std:JsonGet needs a Path"),
    (put("Gate", "Arguments/Conditions", []), "step Gate: Arguments.Conditions: must be a list of one condition or more"),
    (put("Gate", "Arguments/Conditions/0/Type", "AtLeast"), "step Gate: Arguments.Conditions[0]: Type 'AtLeast' must be one of"),
    (put("Gate", "Arguments/Conditions/0/RightValue", GONE), "step Gate: Arguments.Conditions[0]: GreaterThanOrEqualTo needs RightValue"),
    (put("Gate", "Arguments/Then", []), "step Gate: Arguments.Then: is no key of a condition"),
    (put("Refuse", "Arguments", {"Message": "no"}), "step Refuse: Arguments.ErrorMessage: is missing"),
    # caching and retries
    (put("Train", "CacheConfig", {"Enabled": "yes"}), "step Train: CacheConfig: needs Enabled"),
    (put("Train", "CacheConfig", {"Enabled": True, "ExpireAfter": "30 days"}), "step Train: CacheConfig.ExpireAfter: '30 days' must be a duration"),
    (put("Gate", "CacheConfig", {"Enabled": True}), "step Gate: CacheConfig: is no key of a Condition step"),
    (put("Train", "RetryPolicies/0/MaxAttempts", 50), "step Train: RetryPolicies[0].MaxAttempts: 50 must be from 1 to 20"),
    (put("Train", "RetryPolicies/0/ExceptionType", ["Step.OOPS"]), "step Train: RetryPolicies[0].ExceptionType: 'Step.OOPS' is not one of"),
    (put("Train", "RetryPolicies/0/ExpireAfterMin", 5), "step Train: RetryPolicies[0]: needs MaxAttempts or ExpireAfterMin, and not both"),
    # the request of each step, by the service's model
    (put("Train", "Arguments/RoleArn", GONE), "step Train: Arguments.RoleArn: is missing and required"),
    (put("Train", "Arguments/roleArn", "x"), "step Train: Arguments.roleArn: is not known; RoleArn is meant"),
    (put("Train", "Arguments/ResourceConfig/InstanceCount", "two"), "step Train: Arguments.ResourceConfig.InstanceCount: 'two' must be a whole number"),
    (put("Train", "Arguments/ResourceConfig/InstanceCount", get("Parameters.DataUri")), "step Train: Arguments.ResourceConfig.InstanceCount: must be a whole number, and Parameters.DataUri is String"),
    (put("Train", "Arguments/ResourceConfig/InstanceType", "m5.large"), "step Train: Arguments.ResourceConfig.InstanceType: 'm5.large' is none of ml.m4.xlarge"),
    (put("Train", "Arguments/StoppingCondition/MaxRuntimeInSeconds", 0), "step Train: Arguments.StoppingCondition.MaxRuntimeInSeconds: 0 must be 1 to any"),
    (put("Train", "Arguments/EnableNetworkIsolation", "true"), "step Train: Arguments.EnableNetworkIsolation: 'true' must be true or false"),
    (put("Train", "Arguments/InputDataConfig", {}), "step Train: Arguments.InputDataConfig: must be a list"),
    (put("Train", "Arguments/InputDataConfig/1/ChannelName", "train"), "step Train: Arguments.InputDataConfig: 'train' is there twice"),
    (put("Process", "Arguments/ProcessingOutputConfig/Outputs/0/OutputName", "test"), "step Process: Arguments.ProcessingOutputConfig.Outputs: 'test' is there twice"),
    (put("Process", "Arguments/NetworkConfig/VpcConfig", {"Subnets": ["s"]}), "step Process: Arguments.NetworkConfig.VpcConfig.SecurityGroupIds: is missing and required"),
    (put("Process", "Arguments/AppSpecification/ContainerEntrypoint", "preprocess"), "step Process: Arguments.AppSpecification.ContainerEntrypoint: must be a list"),
    (put("Register", "Arguments/ModelApprovalStatus", "Waiting"), "step Register: Arguments.ModelApprovalStatus: 'Waiting' is none of Approved"),
    (put("Register", "Arguments/ModelMetrics/Quality", {}), "step Register: Arguments.ModelMetrics.Quality: is not known"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), WRONG, ids=[said[:60] for _, said in WRONG])
def test_a_wrong_pipeline_is_refused_with_the_name_of_its_step(good, change, said):
    made = copy.deepcopy(good)
    change(made)
    told = [str(problem) for problem in problems(made)]
    assert any(said in text for text in told), told
    if not said.startswith("pipeline: "):
        assert all(text.startswith("step ") for text in told)


def test_there_are_forty_wrong_ones_and_more():
    assert len(WRONG) >= 40


@pytest.mark.parametrize("name", CHOSEN)
def test_what_the_component_makes_is_right(engine, name):
    assert problems(definition(engine, **CHOSEN[name])) == []


def test_everything_that_is_wrong_is_told_at_once(good):
    made = copy.deepcopy(good)
    put("Train", "Arguments/RoleArn", GONE)(made)
    put("Evaluate", "Arguments/RoleArn", 5)(made)
    put("Process", PROCESSED, get("Parameters.Data"))(made)
    assert sorted(problem.step for problem in problems(made)) == ["Evaluate", "Process", "Train"]


@pytest.mark.parametrize("made", [None, [], "{}", {"Version": "2020-12-01", "Steps": ["Train"]}])
def test_what_is_no_definition_at_all_is_refused_and_not_a_crash(made):
    assert problems(made) != []


def test_other_types_of_steps_are_let_through_with_keys_of_their_own(good):
    made = copy.deepcopy(good)
    made["Steps"].append(
        {
            "Name": "Tell",
            "Type": "Lambda",
            "Arguments": {"model": get("Steps.Train.ModelArtifacts.S3ModelArtifacts")},
            "FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:tell",
            "OutputParameters": [{"OutputName": "sent", "OutputType": "String"}],
            "DependsOn": ["Gate"],
        }
    )
    assert problems(made) == []
    made["Steps"].append(
        {"Name": "Log", "Type": "Lambda", "Arguments": {"sent": get("Steps.Tell.OutputParameters['seen']")}}
    )
    assert [str(one) for one in problems(made)] == [
        "step Log: Arguments.sent: step Tell has no output parameter seen; it has ['sent']"
    ]


def test_the_requests_are_not_looked_at_where_that_is_not_asked_for(good):
    """Loading botocore costs half a second of every `up`: what we make ourselves the golden tests hold against it."""
    made = copy.deepcopy(good)
    put("Train", "Arguments/RoleArn", GONE)(made)
    assert problems(made, requests=False) == []


def test_a_key_as_parameter_is_a_key(good):
    made = copy.deepcopy(good)
    made["Parameters"].append({"Name": "Key", "Type": "String", "DefaultValue": KEY})
    put("Train", "Arguments/OutputDataConfig/KmsKeyId", get("Parameters.Key"))(made)
    assert problems(made) == []
