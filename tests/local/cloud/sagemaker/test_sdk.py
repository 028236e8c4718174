"""The SageMaker SDK works unmodified on the local cloud: features, models, endpoints."""

import time

import pytest

from tests.local.cloud.sagemaker.asking import IMAGE, ROLE

pytestmark = pytest.mark.filterwarnings("ignore")  # the SDK and what it imports warn of their own


@pytest.fixture
def sdk(url, monkeypatch):
    """The SDK's resources, as a user imports them with the environment of `make env`."""
    environment = {
        "AWS_ENDPOINT_URL": url,
        "AWS_REGION": "eu-west-1",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "NO_PROXY": "127.0.0.1",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    from sagemaker.core import resources
    from sagemaker.core.utils.utils import SageMakerClient

    SageMakerClient.reset()  # made for the environment of another test
    return resources


def test_features_are_ingested_in_parallel_and_read_back(sdk):
    import pandas
    from sagemaker.core.shapes import FeatureDefinition, FeatureValue, OnlineStoreConfig
    from sagemaker.mlops.feature_store import ingest_dataframe

    group = sdk.FeatureGroup.create(
        feature_group_name="ingested",
        record_identifier_feature_name="id",
        event_time_feature_name="at",
        feature_definitions=[
            FeatureDefinition(feature_name="id", feature_type="String"),
            FeatureDefinition(feature_name="at", feature_type="Fractional"),
            FeatureDefinition(feature_name="n", feature_type="Integral"),
        ],
        online_store_config=OnlineStoreConfig(enable_online_store=True),
        role_arn=ROLE,
    )
    group.wait_for_status("Created", poll=1)
    rows = [{"id": f"c{n}", "at": time.time(), "n": n} for n in range(40)]
    ingest_dataframe("ingested", pandas.DataFrame(rows), max_workers=4)
    record = group.get_record(record_identifier_value_as_string="c7").record
    assert {feature.feature_name: feature.value_as_string for feature in record}["n"] == "7"
    group.put_record(
        record=[
            FeatureValue(feature_name=name, value_as_string=value)
            for name, value in {"id": "c7", "at": str(time.time() + 1), "n": "70"}.items()
        ]
    )
    record = group.get_record(record_identifier_value_as_string="c7", feature_names=["n"]).record
    assert [feature.value_as_string for feature in record] == ["70"]
    group.delete()
    group.wait_for_delete(poll=1)


def test_a_registered_model_is_approved_and_found(sdk, aws):
    group = sdk.ModelPackageGroup.create(model_package_group_name="models")
    # The SDK's own create asks the answer for a member that SageMaker's API does not have.
    arn = aws("sagemaker").create_model_package(
        ModelPackageGroupName="models",
        InferenceSpecification={"Containers": [{"Image": IMAGE}]},
    )["ModelPackageArn"]
    package = sdk.ModelPackage.get(arn)
    assert package.model_approval_status == "PendingManualApproval"
    package.update(model_approval_status="Approved")
    found = list(sdk.ModelPackage.get_all(model_package_group_name="models", model_approval_status="Approved"))
    assert [each.model_package_version for each in found] == [1]
    package.delete()
    group.delete()


def test_an_endpoint_is_deployed_asked_and_taken_away(sdk):
    from sagemaker.core.shapes import ContainerDefinition, ProductionVariant

    model = sdk.Model.create(
        model_name="served", primary_container=ContainerDefinition(image=IMAGE), execution_role_arn=ROLE
    )
    variant = ProductionVariant(
        variant_name="v", model_name="served", instance_type="ml.m5.large", initial_instance_count=1
    )
    config = sdk.EndpointConfig.create(endpoint_config_name="served", production_variants=[variant])
    endpoint = sdk.Endpoint.create(endpoint_name="served", endpoint_config_name="served")
    endpoint.wait_for_status("InService", poll=1)
    assert endpoint.invoke(body=b"1,2", content_type="text/csv").body.read() == b"1,2"
    endpoint.delete()
    endpoint.wait_for_delete(poll=1)
    config.delete()
    model.delete()


def test_a_training_job_is_awaited(sdk):
    from sagemaker.core.shapes import AlgorithmSpecification, OutputDataConfig, ResourceConfig, StoppingCondition

    job = sdk.TrainingJob.create(
        training_job_name="fit",
        algorithm_specification=AlgorithmSpecification(training_image=IMAGE, training_input_mode="File"),
        role_arn=ROLE,
        output_data_config=OutputDataConfig(s3_output_path="s3://models"),
        resource_config=ResourceConfig(instance_type="ml.m5.large", instance_count=1, volume_size_in_gb=10),
        stopping_condition=StoppingCondition(max_runtime_in_seconds=60),
    )
    job.wait(poll=1)
    assert job.training_job_status == "Completed"
    assert job.model_artifacts.s3_model_artifacts == "s3://models/fit/output/model.tar.gz"
