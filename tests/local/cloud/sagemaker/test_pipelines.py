"""Pipelines are kept as they were defined."""

import json

from tests.local.cloud.sagemaker.asking import MISSING, PIPELINE, ROLE, SAGEMAKER, create, describe, error, until


def test_a_pipeline_is_updated_in_place(sagemaker):
    create(sagemaker, "Pipeline", PipelineDescription="old")
    before = describe(sagemaker, "Pipeline")
    definition = '{"Version": "2020-12-01", "Steps": [], "Metadata": {}}'
    sagemaker.update_pipeline(PipelineName="p", PipelineDefinition=definition, PipelineDescription="new")
    after = describe(sagemaker, "Pipeline")
    assert (after["PipelineDefinition"], after["PipelineDescription"]) == (definition, "new")
    assert (after["RoleArn"], after["CreationTime"]) == (ROLE, before["CreationTime"])
    assert after["LastModifiedTime"] > before["LastModifiedTime"]


def test_a_pipeline_definition_may_lie_in_s3(sagemaker, aws):
    aws("s3").create_bucket(Bucket="definitions", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    aws("s3").put_object(Bucket="definitions", Key="p.json", Body=PIPELINE["PipelineDefinition"])
    asked = {name: value for name, value in PIPELINE.items() if name != "PipelineDefinition"}
    sagemaker.create_pipeline(**asked, PipelineDefinitionS3Location={"Bucket": "definitions", "ObjectKey": "p.json"})
    assert describe(sagemaker, "Pipeline")["PipelineDefinition"] == PIPELINE["PipelineDefinition"]


def test_a_pipeline_definition_that_is_no_json_is_refused(sagemaker):
    code, message = error(sagemaker.create_pipeline, **PIPELINE | {"PipelineDefinition": "{"})
    assert (code, message.startswith("Unable to parse pipeline definition: ")) == ("ValidationException", True)
    assert error(describe, sagemaker, "Pipeline") == MISSING["Pipeline"]


STEPS = json.dumps(
    {
        "Version": "2020-12-01",
        "Parameters": [
            {"Name": "Data", "Type": "String"},
            {"Name": "Depth", "Type": "Integer", "DefaultValue": 3},
        ],
        "Steps": [{"Name": "Prepare", "Type": "Processing"}, {"Name": "Fit", "Type": "Training"}],
    }
)
GIVEN = [{"Name": "Data", "Value": "s3://raw/"}]


def test_each_new_definition_is_a_version(sagemaker):
    create(sagemaker, "Pipeline")
    for definition in (STEPS, STEPS):
        version = sagemaker.update_pipeline(PipelineName="p", PipelineDefinition=definition)["PipelineVersionId"]
    assert version == 2
    listed = sagemaker.list_pipeline_versions(PipelineName="p")["PipelineVersionSummaries"]
    assert [each["PipelineVersionId"] for each in listed] == [2, 1]
    first = sagemaker.describe_pipeline(PipelineName="p", PipelineVersionId=1)
    assert first["PipelineDefinition"] == PIPELINE["PipelineDefinition"]
    arn = first["PipelineArn"]
    sagemaker.update_pipeline_version(PipelineArn=arn, PipelineVersionId=1, PipelineVersionDisplayName="first")
    listed = sagemaker.list_pipeline_versions(PipelineName="p", SortOrder="Ascending")["PipelineVersionSummaries"]
    assert listed[0]["PipelineVersionDisplayName"] == "first"
    assert error(sagemaker.describe_pipeline, PipelineName="p", PipelineVersionId=9)[0] == "ResourceNotFound"


def test_an_execution_succeeds_in_its_time(sagemaker):
    create(sagemaker, "Pipeline", PipelineDefinition=STEPS)
    arn = sagemaker.start_pipeline_execution(PipelineName="p", PipelineParameters=GIVEN)["PipelineExecutionArn"]
    assert arn.startswith(f"{SAGEMAKER}:pipeline/p/execution/")
    execution = {"PipelineExecutionArn": arn}

    def told():
        return sagemaker.describe_pipeline_execution(**execution)

    done = until(told, lambda told: told["PipelineExecutionStatus"] != "Executing")
    assert (done["PipelineExecutionStatus"], done["PipelineArn"]) == ("Succeeded", f"{SAGEMAKER}:pipeline/p")
    steps = sagemaker.list_pipeline_execution_steps(**execution)["PipelineExecutionSteps"]
    assert [(step["StepName"], step["StepStatus"]) for step in steps] == [
        ("Prepare", "Succeeded"),
        ("Fit", "Succeeded"),
    ]
    parameters = sagemaker.list_pipeline_parameters_for_execution(**execution)["PipelineParameters"]
    assert {each["Name"]: each["Value"] for each in parameters} == {"Data": "s3://raw/", "Depth": "3"}
    assert sagemaker.describe_pipeline_definition_for_execution(**execution)["PipelineDefinition"] == STEPS
    listed = sagemaker.list_pipeline_executions(PipelineName="p")["PipelineExecutionSummaries"]
    assert [each["PipelineExecutionArn"] for each in listed] == [arn]
    assert error(sagemaker.stop_pipeline_execution, **execution)[0] == "ValidationException"


def test_an_execution_is_stopped_and_tried_again(sagemaker):
    create(sagemaker, "Pipeline", PipelineDefinition=STEPS)
    arn = sagemaker.start_pipeline_execution(PipelineName="p", PipelineParameters=GIVEN)["PipelineExecutionArn"]
    execution = {"PipelineExecutionArn": arn}
    sagemaker.stop_pipeline_execution(**execution)

    def status():
        return sagemaker.describe_pipeline_execution(**execution)["PipelineExecutionStatus"]

    assert until(status, lambda status: status != "Stopping") == "Stopped"
    sagemaker.retry_pipeline_execution(**execution)
    assert until(status, lambda status: status != "Executing") == "Succeeded"


def test_parameters_are_held_against_the_definition(sagemaker):
    create(sagemaker, "Pipeline", PipelineDefinition=STEPS)
    start = sagemaker.start_pipeline_execution
    assert "Missing parameters ['Data']" in error(start, PipelineName="p")[1]
    unknown = [*GIVEN, {"Name": "Width", "Value": "1"}]
    assert "Unknown parameters ['Width']" in error(start, PipelineName="p", PipelineParameters=unknown)[1]
    assert error(start, PipelineName="none")[0] == "ResourceNotFound"
