"""The schema of a feature group: what the service would refuse is refused here, with what to do."""

import pytest
from pulumi_mlops.features.schema import FeatureGroupSettings, FeatureType, definition
from pydantic import ValidationError

FEATURES = {"id": "string", "at": "string", "charge": "fractional"}
MEMORY = {"online": {"storage": "in_memory"}, "offline": None}


def schema(**given):
    asked = {"record_id": "id", "event_time": "at", "features": FEATURES, **given}
    return FeatureGroupSettings.model_validate(asked)


WRONG = {
    "an identifier that is no feature": (
        {"record_id": "customer"},
        'record_id: "customer" must be one of the features: id, at, charge',
    ),
    "a time that is no feature": (
        {"event_time": "when"},
        'event_time: "when" must be one of the features: id, at, charge',
    ),
    "one feature for both": ({"record_id": "at"}, "record_id: is the event time"),
    "a fractional identifier": (
        {"features": {"id": "fractional", "at": "string"}},
        "features.id: the record identifier must be string or integral",
    ),
    "a collection as identifier": (
        {"features": {"id": {"list": "string"}, "at": "string"}, **MEMORY},
        "features.id: the record identifier must be string or integral",
    ),
    "an integral time": (
        {"features": {"id": "string", "at": "integral"}},
        r"features.at: the event time must be string \(ISO 8601\) or fractional \(Unix seconds\)",
    ),
    "one feature": ({"features": {"id": "string"}}, "at least 2 items"),
    "too many features": ({"features": {**FEATURES, **{f"f{n}": "string" for n in range(2498)}}}, "at most 2500 items"),
    "a name with a space": ({"features": {**FEATURES, "a b": "string"}}, "must be 1 to 64 letters"),
    "a name that ends in a line": ({"features": {**FEATURES, "a_": "string"}}, "start and end with a letter or digit"),
    "a long name": ({"features": {**FEATURES, "a" * 65: "string"}}, "must be 1 to 64 letters"),
    "a name of the service's own": (
        {"features": {**FEATURES, "Write_Time": "string"}},
        'features.Write_Time: "Write_Time" is a name of the service\'s own: api_invocation_time, is_deleted',
    ),
    "a name in two cases": (
        {"features": {**FEATURES, "Charge": "string"}},
        'features.Charge: is "charge" in another case, and tables know no case: choose another name',
    ),
    "an unknown type": ({"features": {**FEATURES, "x": "text"}}, "'string', 'integral' or 'fractional'"),
    "no time to live": ({"online": {"ttl_days": 0}}, "greater than or equal to 1"),
    "no store": ({"online": None, "offline": None}, "offline: or online must be there: a group has at least one store"),
    "a history of what is in memory": (
        {"online": {"storage": "in_memory"}},
        "offline: must be null: the in-memory online store has no offline copy",
    ),
    "throughput in memory": (
        {**MEMORY, "throughput": {"read_units": 1, "write_units": 1}},
        "throughput: the in-memory online store is paid for on demand only: leave it out",
    ),
    "a collection on disk": (
        {"features": {**FEATURES, "x": {"set": "string"}}},
        r"features.x: collections need online: \{storage: in_memory\} and offline: null",
    ),
    "two vectors": (
        {"features": {**FEATURES, "x": {"vector": 2}, "y": {"vector": 3}}, **MEMORY},
        'features.y: a group has one vector, and "x" is it',
    ),
    "a vector that is too long": ({"features": {**FEATURES, "x": {"vector": 8193}}, **MEMORY}, "less than or equal"),
    "a collection of two kinds": (
        {"features": {**FEATURES, "x": {"list": "string", "set": "string"}}, **MEMORY},
        "must say one of list, set and vector",
    ),
    "a collection of none": ({"features": {**FEATURES, "x": {}}, **MEMORY}, "must say one of list, set and vector"),
    "a first version among the later": ({"versions": {"v1": {}}}, "must be a later version's name: v2, v3 and so on"),
}


@pytest.mark.parametrize(("given", "message"), WRONG.values(), ids=WRONG)
def test_a_schema_that_the_service_would_refuse_is_refused_here(given, message):
    with pytest.raises(ValidationError, match=message):
        schema(**given)


def test_a_group_is_followed_by_its_later_versions():
    second = {"record_id": "id", "event_time": "at", "features": {"id": "string", "at": "string", "charge": "string"}}
    groups = schema(versions={"v2": second}).groups("usage")
    assert list(groups) == ["usage", "usage_v2"]
    assert groups["usage_v2"].features["charge"] is FeatureType.STRING


def test_a_feature_is_written_as_the_service_writes_it():
    features = schema(features={**FEATURES, "x": {"vector": 3}, "y": {"set": "integral"}}, **MEMORY).features
    assert [definition(name, features[name]) for name in ("charge", "x", "y")] == [
        {"FeatureName": "charge", "FeatureType": "Fractional"},
        {
            "FeatureName": "x",
            "FeatureType": "Fractional",
            "CollectionType": "Vector",
            "CollectionConfig": {"VectorConfig": {"Dimension": 3}},
        },
        {"FeatureName": "y", "FeatureType": "Integral", "CollectionType": "Set"},
    ]
