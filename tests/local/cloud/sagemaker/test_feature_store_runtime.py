"""The online store keeps the latest record of each identifier, and tells what it is asked for."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from local.cloud import lifecycle
from tests.local.cloud.sagemaker.asking import GROUP, delete, error, gone, settle

FEATURES = [
    {"FeatureName": "id", "FeatureType": "String"},
    {"FeatureName": "at", "FeatureType": "Fractional"},
    {"FeatureName": "n", "FeatureType": "Integral"},
    {"FeatureName": "x", "FeatureType": "Fractional"},
]
NOW = time.time()


def record(identifier="a", at=NOW, **more):
    return [{"FeatureName": n, "ValueAsString": str(v)} for n, v in {"id": identifier, "at": at, **more}.items()]


@pytest.fixture
def store(sagemaker, aws):
    """The runtime, with the group `usage`."""
    sagemaker.create_feature_group(**GROUP | {"FeatureDefinitions": FEATURES})
    settle(sagemaker, "FeatureGroup")
    return aws("sagemaker-featurestore-runtime")


def get(store, identifier="a", group="usage", **more):
    found = store.get_record(FeatureGroupName=group, RecordIdentifierValueAsString=identifier, **more)
    return {feature["FeatureName"]: feature["ValueAsString"] for feature in found.get("Record", [])}


def put(store, *arguments, group="usage", ttl=None, **values):
    more = {"TtlDuration": ttl} if ttl else {}
    store.put_record(FeatureGroupName=group, Record=record(*arguments, **values), **more)


def test_a_record_is_read_back_whole_or_in_part(store):
    put(store, "a", n=1)
    assert get(store) == {"id": "a", "at": str(NOW), "n": "1"}
    assert get(store, FeatureNames=["n"]) == {"n": "1"}
    assert get(store, "none") == {}


def test_a_record_replaces_the_whole_one_before_it(store):
    put(store, "a", NOW, n=1, x=0.5)
    put(store, "a", NOW + 1, n=2)
    assert get(store) == {"id": "a", "at": str(NOW + 1), "n": "2"}


@pytest.mark.parametrize("at", [NOW - 1, NOW], ids=["older", "of the same time"])
def test_a_record_that_is_not_newer_does_not_reach_the_online_store(at, store):
    put(store, "a", NOW, n=1)
    put(store, "a", at, n=2)
    assert get(store)["n"] == "1"


def test_groups_are_read_by_arn_and_apart_from_each_other(store, sagemaker):
    sagemaker.create_feature_group(**GROUP | {"FeatureDefinitions": FEATURES, "FeatureGroupName": "other"})
    settle(sagemaker, "FeatureGroup", "other")
    put(store, "a", n=1)
    put(store, "a", n=2, group="other")
    arn = sagemaker.describe_feature_group(FeatureGroupName="other")["FeatureGroupArn"]
    assert (get(store)["n"], get(store, group=arn)["n"]) == ("1", "2")


WRONG = {
    "an unknown feature": (record(none=1), "has no features ['none']"),
    "a feature twice": ([*record(n=1), *record(n=2)], "['at', 'id', 'n'] are given more than once"),
    "no identifier": (record()[1:], "must contain the feature id"),
    "no event time": (record()[:1], "must contain the feature at"),
    "text for an integer": (record(n="many"), "'many' of the feature n is not of the type Integral"),
    "a fraction for an integer": (record(n=1.5), "'1.5' of the feature n is not of the type Integral"),
    "too large an integer": (record(n=2**63), "is not of the type Integral"),
    "text for a fraction": (record(x="much"), "'much' of the feature x is not of the type Fractional"),
    "a time that is none": (record(at="yesterday"), "neither seconds since 1970 nor ISO-8601"),
    "a list for a value": (
        [*record(), {"FeatureName": "n", "ValueAsStringList": ["1"]}],
        "The feature n must be given as ValueAsString",
    ),
}


@pytest.mark.parametrize(("wrong", "words"), WRONG.values(), ids=WRONG)
def test_a_record_that_does_not_fit_is_refused(wrong, words, store):
    code, message = error(store.put_record, FeatureGroupName="usage", Record=wrong)
    assert (code, words in message) == ("ValidationError", True), message
    assert get(store) == {}


def test_everything_wrong_is_said_at_once(store):
    _, message = error(store.put_record, FeatureGroupName="usage", Record=record(none=1, n="many")[1:])
    assert [part in message for part in ("'none'", "feature id", "'many'")] == [True, True, True]


def test_a_record_lives_as_long_as_it_or_its_group_says(store, sagemaker):
    hour, second = ({"Unit": unit, "Value": 1} for unit in ("Hours", "Seconds"))
    put(store, "short", NOW - 10, ttl=second)
    put(store, "long", NOW - 10, ttl=hour)
    put(store, "ever", NOW - 10)
    assert [bool(get(store, name)) for name in ("short", "long", "ever")] == [False, True, True]
    sagemaker.update_feature_group(FeatureGroupName="usage", OnlineStoreConfig={"TtlDuration": second})
    settle(sagemaker, "FeatureGroup")
    put(store, "new", NOW - 10)
    put(store, "own", NOW - 10, ttl=hour)
    assert [bool(get(store, name)) for name in ("new", "own", "ever")] == [False, True, True]


def test_when_a_record_expires_is_told_to_those_who_ask(store):
    put(store, "a", "1700000000", ttl={"Unit": "Weeks", "Value": 5000})
    asked = {"FeatureGroupName": "usage", "RecordIdentifierValueAsString": "a"}
    assert store.get_record(**asked, ExpirationTimeResponse="Enabled")["ExpiresAt"] == "2119-09-12T22:13:20.000Z"
    assert "ExpiresAt" not in store.get_record(**asked)


def remove(store, at, mode="SoftDelete"):
    store.delete_record(
        FeatureGroupName="usage", RecordIdentifierValueAsString="a", EventTime=str(at), DeletionMode=mode
    )


@pytest.mark.parametrize(("mode", "comes_back"), [("SoftDelete", False), ("HardDelete", True)])
def test_a_deleted_record_is_gone_and_only_a_soft_one_bars_older_ones(mode, comes_back, store):
    put(store, "a", NOW)
    remove(store, NOW + 10, mode)
    assert get(store) == {}
    put(store, "a", NOW + 5)
    assert bool(get(store)) is comes_back
    put(store, "a", NOW + 20)
    assert get(store)


def test_a_deletion_that_is_not_later_leaves_the_record(store):
    put(store, "a", NOW)
    remove(store, NOW - 1)
    assert get(store)
    code, _ = error(remove, store, NOW, "HardDelete")
    assert (code, bool(get(store))) == ("ValidationError", True)


def test_a_batch_reads_several_groups_and_says_which_it_cannot_read(store):
    put(store, "a", n=1)
    put(store, "b", n=2)
    answer = store.batch_get_record(
        Identifiers=[
            {"FeatureGroupName": "usage", "RecordIdentifiersValueAsString": ["b", "none", "a"], "FeatureNames": ["n"]},
            {"FeatureGroupName": "absent", "RecordIdentifiersValueAsString": ["a"]},
        ]
    )
    found = [(each["RecordIdentifierValueAsString"], each["Record"]) for each in answer["Records"]]
    assert found == [(name, [{"FeatureName": "n", "ValueAsString": value}]) for name, value in (("b", "2"), ("a", "1"))]
    assert [(each["FeatureGroupName"], each["ErrorCode"]) for each in answer["Errors"]] == [
        ("absent", "ResourceNotFound")
    ]


def test_a_group_that_is_not_there_or_not_online_is_refused(store, sagemaker):
    offline = {name: value for name, value in GROUP.items() if name != "OnlineStoreConfig"}
    storage = {"S3StorageConfig": {"S3Uri": "s3://offline/"}}
    sagemaker.create_feature_group(**offline | {"FeatureGroupName": "offline", "OfflineStoreConfig": storage})
    asked = {"FeatureGroupName": "offline", "RecordIdentifierValueAsString": "a"}
    assert "is in status Creating" in error(store.get_record, **asked)[1]
    settle(sagemaker, "FeatureGroup", "offline")
    assert "The OnlineStore is not enabled" in error(store.get_record, **asked)[1]
    store.put_record(FeatureGroupName="offline", Record=record())
    refused = error(
        store.put_record, FeatureGroupName="usage", Record=record(), TargetStores=["OnlineStore", "OfflineStore"]
    )
    assert (refused[0], "The OfflineStore is not enabled" in refused[1]) == ("ValidationError", True)
    assert error(store.get_record, **asked | {"FeatureGroupName": "none"})[0] == "ResourceNotFound"


def test_the_records_go_with_their_group(store, sagemaker):
    put(store, "a")
    delete(sagemaker, "FeatureGroup")
    gone(sagemaker, "FeatureGroup")
    sagemaker.create_feature_group(**GROUP | {"FeatureDefinitions": FEATURES})
    settle(sagemaker, "FeatureGroup")
    assert get(store) == {}


def test_an_event_time_may_be_a_text(sagemaker, aws):
    features = [{"FeatureName": name, "FeatureType": "String"} for name in ("id", "at")]
    sagemaker.create_feature_group(**GROUP | {"FeatureDefinitions": features})
    settle(sagemaker, "FeatureGroup")
    store = aws("sagemaker-featurestore-runtime")
    put(store, "a", "2024-01-01T00:00:00Z")
    put(store, "a", "2024-01-01T00:00:00.500Z")
    put(store, "a", "2023-12-31T23:59:59Z")
    assert get(store)["at"] == "2024-01-01T00:00:00.500Z"
    assert error(put, store, "a", "2024-01-01")[0] == "ValidationError"


def test_records_put_by_many_at_once_survive_the_server(layout, aws_at):
    aws = aws_at(lifecycle.ensure_running(layout))
    sagemaker, store = aws("sagemaker"), aws("sagemaker-featurestore-runtime")
    sagemaker.create_feature_group(**GROUP | {"FeatureDefinitions": FEATURES})
    settle(sagemaker, "FeatureGroup")
    names = [f"customer-{number}" for number in range(100)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: put(store, name, n=1), names))
    lifecycle.stop(layout)
    store = aws_at(lifecycle.ensure_running(layout))("sagemaker-featurestore-runtime")
    assert [get(store, name)["n"] for name in names] == ["1"] * len(names)
