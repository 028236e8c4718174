"""Pipelines are kept as they were defined."""

from tests.local.cloud.sagemaker.asking import MISSING, PIPELINE, ROLE, create, describe, error


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
