"""FeatureStore and FeastView: what groups share, who reads records, and how Feast sees them."""

import json

import pulumi_mlops as mlops
import pytest
import yaml
from pulumi_mlops.features.evolution import database_of
from pydantic import ValidationError

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
BUCKET = "arn:aws:s3:::store"
GROUPS = "arn:aws:sagemaker:eu-west-1:123456789012:feature-group/churn-local-*"
USAGE = {
    "record_id": "id",
    "event_time": "at",
    "features": {"id": "string", "at": "string", "charge": "fractional", "months": "integral"},
    "history_uri": "s3://store/features/123456789012/data",
}


def store(**given):
    args = {"kms_key_arn": KEY, "bucket_arn": BUCKET, **given}
    return mlops.FeatureStore("feature-store", mlops.FeatureStoreArgs.model_validate(args))


def feast(**given):
    args = {"groups": {"usage": USAGE}, "kms_key_arn": KEY, "bucket": "store", "bucket_arn": BUCKET, **given}
    return mlops.FeastView("feast", mlops.FeastViewArgs.model_validate(args))


def policy(engine, name):
    return json.loads(engine.one("aws:iam/rolePolicy:RolePolicy", f"{name}-policy")["policy"])["Statement"]


def test_the_function_may_describe_and_update_this_stacks_groups_and_log(engine):
    engine.build(lambda: store())
    assert [(one["Action"], one["Resource"]) for one in policy(engine, "feature-store-additions")][1:] == [
        (["sagemaker:DescribeFeatureGroup", "sagemaker:UpdateFeatureGroup"], [GROUPS])
    ]
    function = engine.one("aws:lambda/function:Function")
    assert (function["name"], function["timeout"]) == ("churn-local-feature-store-additions", 300)


def test_jobs_put_and_read_records_of_this_stacks_groups_and_read_their_history(engine):
    engine.build(lambda: store())
    given = policy(engine, "feature-store-records")
    calls = ("BatchGetRecord", "DeleteRecord", "DescribeFeatureGroup", "GetRecord", "PutRecord")
    assert (given[0]["Action"], given[0]["Resource"]) == ([f"sagemaker:{call}" for call in calls], [GROUPS])
    assert given[1]["Resource"] == [f"{BUCKET}/features/*"]


def test_other_accounts_read_records_by_a_role_of_ours_as_an_online_store_has_no_policy(engine):
    """field.md, complaint 5."""
    engine.build(lambda: store(reader_accounts=["444444444444"]))
    role = engine.one("aws:iam/role:Role", "feature-store-readers-role")
    assert json.loads(role["assumeRolePolicy"])["Statement"] == [
        {"Effect": "Allow", "Action": ["sts:AssumeRole"], "Principal": {"AWS": ["arn:aws:iam::444444444444:root"]}}
    ]
    calls = ["sagemaker:BatchGetRecord", "sagemaker:DescribeFeatureGroup", "sagemaker:GetRecord"]
    assert [(one["Action"], one["Resource"]) for one in policy(engine, "feature-store-readers")] == [
        (calls, [GROUPS]),
        (["kms:Decrypt", "kms:DescribeKey"], [KEY]),
    ]


def test_without_reader_accounts_there_is_no_role_to_take(engine):
    assert engine.build(lambda: store().reader_role_arn) is None


def test_the_database_of_a_group_is_named_after_the_stack_so_that_accounts_can_share_it(engine):
    """field.md, complaint 5: sagemaker_featurestore is called so in every account."""

    def program():
        store(databases=["features"])
        args = {**{name: USAGE[name] for name in ("record_id", "event_time", "features")}, "kms_key_arn": KEY}
        args |= {"bucket": "store", "bucket_arn": BUCKET, "offline": {"database": "features"}}
        return mlops.FeatureGroup("usage", mlops.FeatureGroupArgs.model_validate(args)).table

    table = {"catalog": "AwsDataCatalog", "database": "churn_local_features", "table_name": "churn_local_usage"}
    assert engine.build(program) == table
    assert engine.one("aws:glue/catalogDatabase:CatalogDatabase")["name"] == "churn_local_features"
    assert database_of(None) == "sagemaker_featurestore"


def test_feasts_tables_are_the_stacks_own_encrypted_and_kept(engine):
    engine.build(lambda: feast(tags={"product": "churn"}))
    table = engine.one("aws:dynamodb/table:Table")
    assert (table["name"], table["hashKey"]) == ("churn-local-feast-usage", "entity_id")
    assert table["serverSideEncryption"] == {"enabled": True, "kmsKeyArn": KEY}
    assert (table["pointInTimeRecovery"], table["deletionProtectionEnabled"]) == ({"enabled": True}, True)


def test_feast_is_told_where_its_registry_and_tables_are_and_what_tags_they_have(engine):
    text = engine.build(lambda: feast(tags={"product": "churn"}).feature_store_yaml)
    assert yaml.safe_load(text) == {
        "project": "churn_local",
        "provider": "aws",
        "registry": {"path": "s3://store/feast/registry.db"},
        "offline_store": {"type": "file"},
        "online_store": {
            "type": "dynamodb",
            "region": "eu-west-1",
            "table_name_template": "churn-local-feast-{table_name}",
            "tags": {"product": "churn"},
        },
        "entity_key_serialization_version": 3,
    }


def test_the_definitions_are_python_with_a_view_a_group(engine):
    text = engine.build(lambda: feast().definitions)
    compile(text, "definitions.py", "exec")
    assert "id_ = Entity(name='id', value_type=ValueType.STRING)" in text
    assert "from feast.types import Float64, Int64, String" in text
    assert "        Field(name='charge', dtype=Float64)," in text
    assert "        Field(name='at'" not in text, "the time is no feature"
    assert "path='s3://store/features/123456789012/data'" in text


def test_an_entity_has_one_type_in_all_groups():
    other = {**USAGE, "features": {**USAGE["features"], "id": "integral"}}
    with pytest.raises(ValidationError, match='"id" is string in another group, and an entity has one type'):
        feast(groups={"usage": USAGE, "other": other})
