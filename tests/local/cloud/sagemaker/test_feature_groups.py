"""Feature groups are checked, made, extended, listed and deleted as AWS does."""

import pytest

from tests.local.cloud.sagemaker.asking import ARN, FEATURES, GROUP, KEY, MISSING, create, describe, error, gone, settle

OFFLINE = {"S3StorageConfig": {"S3Uri": "s3://offline/", "KmsKeyId": KEY}}


def test_an_offline_store_is_described_with_where_it_writes(sagemaker):
    create(sagemaker, "FeatureGroup", OfflineStoreConfig=OFFLINE)
    described = describe(sagemaker, "FeatureGroup")
    store = described["OfflineStoreConfig"]
    resolved = store["S3StorageConfig"].pop("ResolvedOutputS3Uri")
    assert resolved.startswith("s3://offline/123456789012/")
    assert "/123456789012/sagemaker/eu-west-1/offline-store/usage-" in resolved
    assert store["S3StorageConfig"] == OFFLINE["S3StorageConfig"]
    assert store["DataCatalogConfig"]["Database"] == "sagemaker_featurestore"
    assert described["OfflineStoreStatus"] == {"Status": "Active"}


def test_an_offline_store_without_a_table_has_no_catalog(sagemaker):
    create(sagemaker, "FeatureGroup", OfflineStoreConfig=OFFLINE | {"DisableGlueTableCreation": True})
    store = describe(sagemaker, "FeatureGroup")["OfflineStoreConfig"]
    assert (store["DisableGlueTableCreation"], "DataCatalogConfig" in store) == (True, False)


def test_a_feature_group_takes_new_features_and_another_time_to_live(sagemaker):
    create(sagemaker, "FeatureGroup")
    new = {"FeatureName": "n", "FeatureType": "Integral"}
    answer = sagemaker.update_feature_group(
        FeatureGroupName="usage",
        FeatureAdditions=[new],
        OnlineStoreConfig={"TtlDuration": {"Unit": "Days", "Value": 7}},
    )
    assert answer["FeatureGroupArn"] == ARN["FeatureGroup"]
    assert describe(sagemaker, "FeatureGroup")["LastUpdateStatus"] == {"Status": "InProgress"}
    assert error(sagemaker.delete_feature_group, FeatureGroupName="usage") == (
        "ResourceInUse",
        "FeatureGroup usage is being updated.",
    )
    described = settle(sagemaker, "FeatureGroup")
    assert described["FeatureDefinitions"] == [*FEATURES, new]
    assert described["OnlineStoreConfig"] == GROUP["OnlineStoreConfig"] | {
        "TtlDuration": {"Unit": "Days", "Value": 7},
        "StorageType": "Standard",
    }
    assert described["LastUpdateStatus"] == {"Status": "Successful"}
    assert error(sagemaker.update_feature_group, FeatureGroupName="usage", FeatureAdditions=[new]) == (
        "ValidationException",
        "Feature n already exists in the feature group.",
    )
    assert error(sagemaker.update_feature_group, FeatureGroupName="none", FeatureAdditions=[new]) == (
        "ResourceNotFound",
        "Amazon SageMaker can't find a FeatureGroup with name none.",
    )


def test_a_feature_group_is_found_in_any_case_of_its_name(sagemaker):
    create(sagemaker, "FeatureGroup", FeatureGroupName="Usage")
    assert describe(sagemaker, "FeatureGroup")["FeatureGroupName"] == "Usage"
    assert [
        group["FeatureGroupName"]
        for group in sagemaker.list_feature_groups(NameContains="sag")["FeatureGroupSummaries"]
    ] == ["Usage"]
    assert sagemaker.list_feature_groups(NameContains="none")["FeatureGroupSummaries"] == []


def test_a_group_is_made_and_deleted_in_its_time(sagemaker):
    sagemaker.create_feature_group(**GROUP)
    assert describe(sagemaker, "FeatureGroup")["FeatureGroupStatus"] == "Creating"
    assert error(sagemaker.delete_feature_group, FeatureGroupName="usage")[0] == "ResourceInUse"
    assert settle(sagemaker, "FeatureGroup")["FeatureGroupStatus"] == "Created"
    sagemaker.delete_feature_group(FeatureGroupName="usage")
    assert describe(sagemaker, "FeatureGroup")["FeatureGroupStatus"] == "Deleting"
    assert gone(sagemaker, "FeatureGroup") == MISSING["FeatureGroup"]


ID, AT = FEATURES
WRONG = {
    "identifier is no feature": ({"RecordIdentifierFeatureName": "none"}, "RecordIdentifierFeatureName none is not"),
    "identifier is Fractional": (
        {"FeatureDefinitions": [ID | {"FeatureType": "Fractional"}, AT]},
        "RecordIdentifierFeatureName id must be of type String or Integral, not Fractional.",
    ),
    "event time is no feature": ({"EventTimeFeatureName": "none"}, "EventTimeFeatureName none is not one"),
    "event time is Integral": (
        {"FeatureDefinitions": [ID, AT | {"FeatureType": "Integral"}]},
        "EventTimeFeatureName at must be of type String or Fractional, not Integral.",
    ),
    "one feature for both": ({"EventTimeFeatureName": "id"}, "must not be the same feature"),
    "a feature twice": ({"FeatureDefinitions": [ID, AT, AT | {"FeatureName": "AT"}]}, "at is defined more than once"),
    "a reserved name": (
        {"FeatureDefinitions": [ID, AT, {"FeatureName": "write_time", "FeatureType": "String"}]},
        "write_time is reserved",
    ),
    "no store": ({"OnlineStoreConfig": {"EnableOnlineStore": False}}, "Either OnlineStoreConfig or OfflineStoreConfig"),
    "a list on disk": (
        {"FeatureDefinitions": [ID, AT, {"FeatureName": "l", "FeatureType": "String", "CollectionType": "List"}]},
        "Collection types need the InMemory online store: l.",
    ),
    "units on demand": (
        {"ThroughputConfig": {"ThroughputMode": "OnDemand", "ProvisionedReadCapacityUnits": 1}},
        "Capacity units cannot be set",
    ),
}


@pytest.mark.parametrize(("more", "words"), WRONG.values(), ids=WRONG)
def test_a_group_that_aws_would_refuse_is_refused(more, words, sagemaker):
    code, message = error(sagemaker.create_feature_group, **GROUP | more)
    assert (code, words in message) == ("ValidationException", True), message
    assert error(describe, sagemaker, "FeatureGroup") == MISSING["FeatureGroup"]


def test_groups_are_listed_by_status_sorted_and_in_pages(sagemaker):
    for name in ("b", "a", "c"):
        sagemaker.create_feature_group(**GROUP | {"FeatureGroupName": name})
    for name in ("b", "a", "c"):
        settle(sagemaker, "FeatureGroup", name)
    sagemaker.delete_feature_group(FeatureGroupName="c")

    def names(**asked):
        pages = sagemaker.get_paginator("list_feature_groups").paginate(PaginationConfig={"PageSize": 1}, **asked)
        return [group["FeatureGroupName"] for page in pages for group in page["FeatureGroupSummaries"]]

    assert names(FeatureGroupStatusEquals="Created") == ["b", "a"]
    assert names(FeatureGroupStatusEquals="Created", SortBy="Name", SortOrder="Descending") == ["b", "a"]
    assert names(SortBy="Name", FeatureGroupStatusEquals="Created") == ["a", "b"]
    assert names(OfflineStoreStatusEquals="Active") == []
    assert names(CreationTimeBefore=0) == []
    assert error(sagemaker.list_feature_groups, NextToken="x")[0] == "ValidationException"


def test_what_is_written_about_a_feature_is_kept(sagemaker):
    create(sagemaker, "FeatureGroup")
    feature = {"FeatureGroupName": "usage", "FeatureName": "id"}
    assert sagemaker.describe_feature_metadata(**feature)["FeatureType"] == "String"
    added = [{"Key": "team", "Value": "a"}, {"Key": "pii", "Value": "no"}]
    sagemaker.update_feature_metadata(**feature, Description="the customer", ParameterAdditions=added)
    sagemaker.update_feature_metadata(**feature, ParameterRemovals=["team"])
    said = sagemaker.describe_feature_metadata(**feature)
    assert (said["Description"], said["Parameters"]) == ("the customer", [{"Key": "pii", "Value": "no"}])
    assert said["LastModifiedTime"] > said["CreationTime"]
    assert error(sagemaker.describe_feature_metadata, **feature | {"FeatureName": "none"})[0] == "ResourceNotFound"
