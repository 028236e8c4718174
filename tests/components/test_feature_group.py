"""FeatureGroup: both stores encrypted, the schema checked, nothing removed by accident."""

import json

import pulumi_mlops as mlops
import pytest
from pydantic import ValidationError

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
SCHEMA = {"id": "string", "at": "string", "charge": "fractional"}


def args(**given):
    return mlops.FeatureGroupArgs.model_validate(
        {
            "record_id": "id",
            "event_time": "at",
            "features": SCHEMA,
            "kms_key_arn": KEY,
            "bucket": "store",
            "bucket_arn": "arn:aws:s3:::store",
            **given,
        }
    )


def test_features_keep_their_order_and_are_spelled_as_the_service_spells_them(engine):
    engine.build(lambda: mlops.FeatureGroup("usage", args()))
    group = engine.one("aws:sagemaker/featureGroup:FeatureGroup")
    assert group["featureGroupName"] == "churn-local-usage"
    assert (group["recordIdentifierFeatureName"], group["eventTimeFeatureName"]) == ("id", "at")
    assert group["featureDefinitions"] == [
        {"featureName": "id", "featureType": "String"},
        {"featureName": "at", "featureType": "String"},
        {"featureName": "charge", "featureType": "Fractional"},
    ]


def test_both_stores_are_encrypted_by_the_customer_key(engine):
    engine.build(lambda: mlops.FeatureGroup("usage", args(online={"ttl_days": 30})))
    group = engine.one("aws:sagemaker/featureGroup:FeatureGroup")
    assert group["offlineStoreConfig"] == {
        "s3StorageConfig": {"s3Uri": "s3://store/features", "kmsKeyId": KEY},
        "tableFormat": "Glue",
    }
    assert group["onlineStoreConfig"] == {
        "enableOnlineStore": True,
        "securityConfig": {"kmsKeyId": KEY},
        "ttlDuration": {"unit": "Days", "value": 30},
    }


def test_records_live_for_ever_unless_told_otherwise_and_the_online_store_can_be_left_out(engine):
    engine.build(lambda: mlops.FeatureGroup("usage", args()))
    engine.build(lambda: mlops.FeatureGroup("archive", args(online=None)))
    usage, archive = engine.all("aws:sagemaker/featureGroup:FeatureGroup")
    assert "ttlDuration" not in usage["onlineStoreConfig"]
    assert "onlineStoreConfig" not in archive


def test_its_role_writes_features_and_nothing_else(engine):
    engine.build(lambda: mlops.FeatureGroup("usage", args()))
    statements = json.loads(engine.one("aws:iam/rolePolicy:RolePolicy")["policy"])["Statement"]
    assert [(made["Action"], made["Resource"]) for made in statements] == [
        (["s3:PutObject", "s3:PutObjectAcl"], ["arn:aws:s3:::store/features/*"]),
        (["s3:GetBucketAcl", "s3:GetBucketLocation"], ["arn:aws:s3:::store"]),
        (["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"], [KEY]),
        (["kms:CreateGrant"], [KEY]),
    ]


def test_a_group_in_memory_takes_collections_and_has_no_history(engine):
    features = {**SCHEMA, "visited": {"list": "string"}, "tags": {"set": "integral"}, "embedding": {"vector": 384}}
    given = args(features=features, online={"storage": "in_memory"}, offline=None, bucket=None, bucket_arn=None)
    engine.build(lambda: mlops.FeatureGroup("usage", given))
    group = engine.one("aws:sagemaker/featureGroup:FeatureGroup")
    assert group["featureDefinitions"][3:] == [
        {"featureName": "visited", "featureType": "String", "collectionType": "List"},
        {"featureName": "tags", "featureType": "Integral", "collectionType": "Set"},
        {
            "featureName": "embedding",
            "featureType": "Fractional",
            "collectionType": "Vector",
            "collectionConfig": {"vectorConfig": {"dimension": 384}},
        },
    ]
    assert group["onlineStoreConfig"]["storageType"] == "InMemory"
    assert "offlineStoreConfig" not in group
    statements = json.loads(engine.one("aws:iam/rolePolicy:RolePolicy")["policy"])["Statement"]
    assert [made["Resource"] for made in statements] == [[KEY], [KEY]], "its role has no bucket to write to"


def test_an_offline_store_of_iceberg_and_provisioned_throughput_are_passed_on(engine):
    throughput = {"read_units": 5, "write_units": 2}
    engine.build(lambda: mlops.FeatureGroup("usage", args(offline={"format": "iceberg"}, throughput=throughput)))
    group = engine.one("aws:sagemaker/featureGroup:FeatureGroup")
    assert group["offlineStoreConfig"]["tableFormat"] == "Iceberg"
    assert group["throughputConfig"] == {
        "throughputMode": "Provisioned",
        "provisionedReadCapacityUnits": 5,
        "provisionedWriteCapacityUnits": 2,
    }


def test_an_offline_store_needs_its_bucket():
    with pytest.raises(ValidationError, match="bucket: is required: the offline store keeps its objects there"):
        args(bucket=None)
