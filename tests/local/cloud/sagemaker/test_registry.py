"""The model registry: groups of models, whose numbered versions are approved, listed and deleted."""

import pytest

from tests.local.cloud.sagemaker.asking import IMAGE, SAGEMAKER, TAGS, create, delete, error

INFERENCE = {
    "Containers": [{"Image": IMAGE, "ModelDataUrl": "s3://models/1"}],
    "SupportedContentTypes": ["text/csv"],
    "SupportedResponseMIMETypes": ["text/csv"],
    "SupportedRealtimeInferenceInstanceTypes": ["ml.m7i.large"],
}


@pytest.fixture
def registry(sagemaker):
    """SageMaker with the empty group g; every package is deleted after the test."""
    create(sagemaker, "ModelPackageGroup")
    yield sagemaker
    for package in sagemaker.list_model_packages(ModelPackageType="Both")["ModelPackageSummaryList"]:
        sagemaker.delete_model_package(ModelPackageName=package["ModelPackageArn"])


def register(client, **more):
    return client.create_model_package(ModelPackageGroupName="g", InferenceSpecification=INFERENCE, **more)[
        "ModelPackageArn"
    ]


def versions(client, **asked):
    pages = client.get_paginator("list_model_packages").paginate(
        ModelPackageGroupName="g", PaginationConfig={"PageSize": 1}, **asked
    )
    return [each["ModelPackageVersion"] for page in pages for each in page["ModelPackageSummaryList"]]


def test_a_version_is_described_as_it_was_registered_and_waits_for_approval(registry):
    metadata = {"commit": "a1"}
    more = {"SourceUri": "s3://source/1", "ModelPackageDescription": "d"}
    arn = register(registry, CustomerMetadataProperties=metadata, **more)
    assert arn == f"{SAGEMAKER}:model-package/g/1"
    told = registry.describe_model_package(ModelPackageName=arn)
    assert told["InferenceSpecification"] == INFERENCE
    assert told["CustomerMetadataProperties"] == metadata
    assert (told["ModelPackageGroupName"], told["ModelPackageVersion"]) == ("g", 1)
    assert (told["ModelPackageStatus"], told["ModelApprovalStatus"]) == ("Completed", "PendingManualApproval")
    assert {name: told[name] for name in more} == more


def test_numbers_are_not_given_twice(registry):
    first = register(registry)
    registry.delete_model_package(ModelPackageName=first)
    assert register(registry) == f"{SAGEMAKER}:model-package/g/2"
    assert register(registry, ClientToken="same") == register(registry, ClientToken="same")
    assert versions(registry) == [2, 3]


def test_an_approval_changes_nothing_else(registry):
    arn = register(registry, CustomerMetadataProperties={"commit": "a1", "gone": "x"})
    registry.update_model_package(
        ModelPackageArn=arn, ModelApprovalStatus="Approved", ApprovalDescription="auc 0.9 is enough"
    )
    registry.update_model_package(
        ModelPackageArn=arn,
        CustomerMetadataProperties={"reviewer": "ann"},
        CustomerMetadataPropertiesToRemove=["gone"],
        AdditionalInferenceSpecificationsToAdd=[{"Name": "small", "Containers": [{"Image": IMAGE}]}],
    )
    told = registry.describe_model_package(ModelPackageName=arn)
    assert (told["ModelApprovalStatus"], told["ApprovalDescription"]) == ("Approved", "auc 0.9 is enough")
    assert told["CustomerMetadataProperties"] == {"commit": "a1", "reviewer": "ann"}
    assert [each["Name"] for each in told["AdditionalInferenceSpecifications"]] == ["small"]
    assert told["InferenceSpecification"] == INFERENCE
    assert told["LastModifiedTime"] > told["CreationTime"]


def test_versions_are_listed_by_approval_and_order_in_pages(registry):
    arns = [register(registry, ModelApprovalStatus=status) for status in ("Approved", "Rejected", "Approved")]
    assert versions(registry) == [1, 2, 3]
    assert versions(registry, ModelApprovalStatus="Approved") == [1, 3]
    assert versions(registry, SortBy="CreationTime", SortOrder="Descending") == [3, 2, 1]
    assert registry.list_model_packages()["ModelPackageSummaryList"] == []
    both = registry.list_model_packages(ModelPackageType="Both")["ModelPackageSummaryList"]
    assert [each["ModelPackageArn"] for each in both] == arns
    assert error(registry.list_model_packages, ModelPackageGroupName="none")[0] == "ValidationException"


def test_a_package_may_have_a_name_of_its_own(registry):
    asked = {"ModelPackageName": "Alone", "InferenceSpecification": INFERENCE}
    arn = registry.create_model_package(**asked)["ModelPackageArn"]
    assert arn == f"{SAGEMAKER}:model-package/alone"
    assert registry.describe_model_package(ModelPackageName="Alone")["ModelPackageArn"] == arn
    assert [each["ModelPackageName"] for each in registry.list_model_packages()["ModelPackageSummaryList"]] == ["Alone"]
    assert error(registry.create_model_package, **asked)[0] == "ValidationException"


def test_packages_are_described_many_at_once(registry):
    arn, none = register(registry), f"{SAGEMAKER}:model-package/g/9"
    told = registry.batch_describe_model_package(ModelPackageArnList=[arn, none])
    assert told["ModelPackageSummaries"][arn]["ModelPackageVersion"] == 1
    assert told["BatchDescribeModelPackageErrorMap"][none]["ErrorCode"] == "ValidationException"


def test_a_version_has_tags(registry):
    arn = register(registry)
    registry.add_tags(ResourceArn=arn, Tags=TAGS)
    assert registry.list_tags(ResourceArn=arn)["Tags"] == TAGS


def test_what_is_not_there_is_refused(registry):
    assert error(registry.create_model_package, ModelPackageGroupName="none", InferenceSpecification=INFERENCE) == (
        "ValidationException",
        "Model Package Group does not exist.",
    )
    arn = f"{SAGEMAKER}:model-package/g/9"
    refusal = ("ValidationException", f"ModelPackage {arn} does not exist.")
    assert error(registry.describe_model_package, ModelPackageName=arn) == refusal
    assert error(registry.update_model_package, ModelPackageArn=arn, ModelApprovalStatus="Approved") == refusal
    assert error(registry.delete_model_package, ModelPackageName=arn) == refusal


def test_a_group_with_packages_is_not_deleted_before_them(registry):
    arn = register(registry)
    assert error(delete, registry, "ModelPackageGroup") == (
        "ConflictException",
        "Model Package Group cannot be deleted: it still contains Model Packages.",
    )
    registry.delete_model_package(ModelPackageName=arn)
