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


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"record_id": "customer"}, 'record_id: "customer" must be one of the features: id, at, charge'),
        ({"event_time": "when"}, 'event_time: "when" must be one of the features: id, at, charge'),
        (
            {"features": {"id": "string", "at": "integral"}},
            r"features.at: the event time must be string \(ISO 8601\) or fractional \(Unix seconds\)",
        ),
        ({"features": {"id": "string"}}, "at least 2 items"),
        ({"features": {**SCHEMA, "a b": "string"}}, "must be 1 to 64 letters"),
        ({"features": {**SCHEMA, "x": "text"}}, "'string', 'integral' or 'fractional'"),
        ({"online": {"ttl_days": 0}}, "greater than or equal to 1"),
    ],
)
def test_a_schema_that_the_service_would_refuse_is_refused_here(given, message):
    with pytest.raises(ValidationError, match=message):
        args(**given)
