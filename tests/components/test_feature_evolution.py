"""Evolution: additions go in place, everything else is refused before anything is registered, with the way out.

field.md, complaint 1: adding a feature destroys the feature group and its data (terraform-provider-aws #36784, #26809).
"""

import json
from unittest.mock import Mock

import pulumi
import pulumi_mlops as mlops
import pytest
from botocore.exceptions import ClientError
from pulumi_mlops.features import evolution, grow
from pulumi_mlops.features.schema import Schema
from pulumi_mlops.testing import NOTHING_THERE, MockEngine

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
SCHEMA = {
    "record_id": "id",
    "event_time": "at",
    "features": {"id": "string", "at": "string", "charge": "fractional"},
}
LIVE = {
    "FeatureGroupName": "churn-local-usage",
    "RecordIdentifierFeatureName": "id",
    "EventTimeFeatureName": "at",
    "FeatureDefinitions": [
        {"FeatureName": "id", "FeatureType": "String"},
        {"FeatureName": "at", "FeatureType": "String"},
        {"FeatureName": "charge", "FeatureType": "Fractional"},
    ],
    "OnlineStoreConfig": {"EnableOnlineStore": True},
    "OfflineStoreConfig": {"S3StorageConfig": {"S3Uri": "s3://store/features"}, "TableFormat": "Glue"},
    "Description": "d",
}


def schema(**given):
    return Schema.model_validate({**SCHEMA, "description": "d", **given})


def breaks(live=LIVE, **given):
    return list(evolution.breaks(live, schema(**given)))


def cloud_with(live):
    """An engine in whose cloud that group is."""
    return MockEngine(answers={NOTHING_THERE: lambda asked: {**asked, "properties": json.dumps(live)}})


def group(**given):
    args = {**SCHEMA, "description": "d", "kms_key_arn": KEY, "bucket": "store", "bucket_arn": "arn:aws:s3:::store"}
    given = {**args, "additions_function": "add", **given}
    return mlops.FeatureGroup("usage", mlops.FeatureGroupArgs.model_validate(given))


MORE = {**SCHEMA["features"], "contract": "string"}
REFUSED = {
    "removed": ({"features": {"id": "string", "at": "string"}}, ["features.charge: is gone"]),
    "renamed": (
        {"features": {"id": "string", "at": "string", "price": "fractional"}},
        ["features.charge: is gone, or now called price"],
    ),
    "retyped": (
        {"features": {**SCHEMA["features"], "charge": "string"}},
        ["features.charge: is string and was fractional"],
    ),
    "identified by another": (
        {"features": MORE, "record_id": "contract"},
        ['record_id: is "contract" and was "id"'],
    ),
    "timed by another": ({"event_time": "charge"}, ['event_time: is "charge" and was "at"']),
    "put into memory": (
        {"online": {"storage": "in_memory"}, "offline": None},
        ['online.storage: is "InMemory" and was "Standard"', 'offline: is not there and was "Glue"'],
    ),
    "taken offline": ({"online": None}, ['online: is not there and was "Standard"']),
    "kept as Iceberg": ({"offline": {"format": "iceberg"}}, ['offline.format: is "Iceberg" and was "Glue"']),
    "described anew": ({"description": "e"}, ['description: is "e" and was "d"']),
    "everything at once": (
        {"features": {"id": "integral", "at": "string", "x": "string"}, "description": "e"},
        [
            "features.id: is integral and was string",
            "features.charge: is gone",
            'description: is "e" and was "d"',
        ],
    ),
}


@pytest.mark.parametrize(("given", "reasons"), REFUSED.values(), ids=REFUSED)
def test_a_change_that_is_no_addition_is_told(given, reasons):
    assert breaks(**given) == reasons


@pytest.mark.parametrize("given", [{}, {"features": MORE}, {"online": {"ttl_days": 3}}], ids=["none", "added", "ttl"])
def test_what_the_service_does_in_place_is_no_break(given):
    assert breaks(**given) == []


def test_what_is_not_told_of_a_group_is_not_held_against_it():
    assert breaks({"FeatureDefinitions": LIVE["FeatureDefinitions"]}, offline={"format": "iceberg"}) == []


def test_a_group_that_cannot_become_what_is_asked_is_refused_before_anything_is_registered():
    engine = cloud_with(LIVE)
    with pytest.raises(pulumi.RunError) as refused:
        engine.build(lambda: group(features={**SCHEMA["features"], "charge": "string"}))
    assert str(refused.value) == (
        "nothing was changed\n"
        "feature group churn-local-usage cannot become what is asked:\n"
        "  features.charge: is string and was fractional\n" + evolution.WAY_OUT
    )
    assert [name for name in engine.names() if name.startswith("aws:")] == []


def test_added_features_are_handed_to_the_function_and_not_to_the_group_that_is_there():
    engine = cloud_with(LIVE)
    engine.build(lambda: group(features=MORE))
    call = engine.one("aws:lambda/invocation:Invocation")
    assert (call["functionName"], call["lifecycleScope"]) == ("add", "CRUD")
    assert json.loads(call["input"]) == {
        "group": "churn-local-usage",
        "features": [*LIVE["FeatureDefinitions"], {"FeatureName": "contract", "FeatureType": "String"}],
    }


MEMORY = {"online": {"storage": "in_memory"}, "offline": None}
IN_MEMORY = {**LIVE, "OnlineStoreConfig": {"EnableOnlineStore": True, "StorageType": "InMemory"}}
del IN_MEMORY["OfflineStoreConfig"]
HELD = [
    *LIVE["FeatureDefinitions"],
    {"FeatureName": "tags", "FeatureType": "String", "CollectionType": "List"},
    {
        "FeatureName": "face",
        "FeatureType": "Fractional",
        "CollectionType": "Vector",
        "CollectionConfig": {"VectorConfig": {"Dimension": 8}},
    },
]
TAGS, FACE = {"list": "string"}, {"vector": 8}
COLLECTIONS = {
    "a list that becomes a set": ({"set": "string"}, FACE, "tags: is set of string and was list of string"),
    "other elements": ({"list": "integral"}, FACE, "tags: is list of integral and was list of string"),
    "one value": ("string", FACE, "tags: is string and was list of string"),
    "a longer vector": (TAGS, {"vector": 16}, "face: is vector of 16 and was vector of 8"),
    "a list in place of a vector": (TAGS, {"list": "fractional"}, "face: is list of fractional and was vector of 8"),
}


def memory_with(features, answer=None):
    """An engine in whose cloud that group is in memory, and the function tells of it."""
    asked = []

    def tell(args):
        asked.append((args["functionName"], json.loads(args["input"])))
        if answer:
            raise answer
        return {**args, "result": json.dumps(features)}

    plain = {
        **IN_MEMORY,
        "FeatureDefinitions": [{k: one[k] for k in ("FeatureName", "FeatureType")} for one in features],
    }
    live = {NOTHING_THERE: lambda args: {**args, "properties": json.dumps(plain)}}
    return MockEngine(answers={**live, "aws:lambda/getInvocation:getInvocation": tell}), asked


@pytest.mark.parametrize(("tags", "face", "reason"), COLLECTIONS.values(), ids=COLLECTIONS)
def test_another_collection_is_refused_before_anything_is_registered(tags, face, reason):
    engine, asked = memory_with(HELD)
    with pytest.raises(pulumi.RunError) as refused:
        engine.build(lambda: group(features={**SCHEMA["features"], "tags": tags, "face": face}, **MEMORY))
    assert f"  features.{reason}\n" in str(refused.value)
    assert [name for name in engine.names() if name.startswith("aws:")] == []
    assert asked == [("add", {"group": "churn-local-usage"})]


def test_the_same_collections_and_one_more_are_no_change_that_is_refused():
    engine, _ = memory_with(HELD)
    more = {**SCHEMA["features"], "tags": TAGS, "face": FACE, "seen": {"set": "integral"}}
    assert engine.build(lambda: group(features=more, **MEMORY).feature_group_name) == "churn-local-usage"


@pytest.mark.parametrize(
    "function", ["add", pulumi.Output.from_input("add")], ids=["that cannot tell", "of no name yet"]
)
def test_a_function_that_does_not_tell_leaves_the_refusal_to_when_it_adds(function):
    engine, asked = memory_with(HELD, LookupError("KeyError: 'tf'"))
    other = {**SCHEMA["features"], "tags": {"set": "string"}, "face": FACE}
    engine.build(lambda: group(features=other, additions_function=function, **MEMORY))
    assert len(asked) == (1 if function == "add" else 0)


def test_the_function_tells_what_a_group_has_and_changes_nothing(sagemaker):
    assert grow.handler({"group": "usage"}, None) == LIVE["FeatureDefinitions"]
    sagemaker.update_feature_group.assert_not_called()


def test_without_a_function_an_addition_is_refused_and_all_else_goes():
    assert cloud_with(LIVE).build(lambda: group(additions_function=None).feature_group_name) == "churn-local-usage"
    with pytest.raises(pulumi.RunError, match=r"features\.contract: is new, and without a function nobody adds it"):
        cloud_with(LIVE).build(lambda: group(features=MORE, additions_function=None))


def test_a_group_that_is_going_away_stands_in_nobodys_way(engine):
    gone = cloud_with({**LIVE, "FeatureGroupStatus": "Deleting", "RecordIdentifierFeatureName": "other"})
    gone.build(lambda: group())
    engine.build(lambda: group(record_id="id"))


def test_where_the_group_cannot_be_seen_nothing_is_changed():
    def forbidden(_):
        raise LookupError("AccessDeniedException: not authorized to perform cloudformation:GetResource")

    with pytest.raises(pulumi.RunError, match="nothing was changed") as refused:
        MockEngine(answers={NOTHING_THERE: forbidden}).build(group)
    assert "Looking takes cloudformation:GetResource and sagemaker:DescribeFeatureGroup." in str(refused.value)


def test_a_group_is_looked_at_once_whoever_asks():
    asked = []

    def answer(args):
        asked.append(args["identifier"])
        raise LookupError("couldn't find resource")

    def program():
        evolution.check({"churn-local-usage": schema()})
        return group()

    MockEngine(answers={NOTHING_THERE: answer}).build(program)
    assert asked == ["churn-local-usage"]


@pytest.fixture
def sagemaker(monkeypatch):
    client = Mock()
    client.describe_feature_group.return_value = {**LIVE, "FeatureGroupStatus": "Created"}
    monkeypatch.setattr(grow.boto3, "client", lambda _: client)
    monkeypatch.setattr(grow, "PAUSE", 0)
    return client


def asked(*features, action="update"):
    return {"group": "usage", "features": [*LIVE["FeatureDefinitions"], *features], "tf": {"action": action}}


NEW = {"FeatureName": "contract", "FeatureType": "String"}


def test_the_function_adds_what_is_missing_and_nothing_else(sagemaker):
    assert grow.handler(asked(NEW), None) == "added contract"
    sagemaker.update_feature_group.assert_called_once_with(FeatureGroupName="usage", FeatureAdditions=[NEW])


def test_the_function_adds_a_hundred_at_once(sagemaker):
    many = [{"FeatureName": f"f{number}", "FeatureType": "String"} for number in range(150)]
    grow.handler(asked(*many), None)
    sizes = [len(call.kwargs["FeatureAdditions"]) for call in sagemaker.update_feature_group.call_args_list]
    assert sizes == [100, 50]


@pytest.mark.parametrize("event", [asked(), asked(NEW, action="delete")], ids=["nothing new", "a destroy"])
def test_the_function_leaves_a_group_alone_that_has_all_or_goes(event, sagemaker):
    assert grow.handler(event, None).startswith("nothing to")
    sagemaker.update_feature_group.assert_not_called()


def test_the_function_refuses_another_type_of_what_is_there(sagemaker):
    other = {"FeatureName": "charge", "FeatureType": "Fractional", "CollectionType": "List"}
    with pytest.raises(ValueError, match="charge of usage have another type: put the new schema beside it"):
        grow.handler({"group": "usage", "features": [other], "tf": {"action": "update"}}, None)
    sagemaker.update_feature_group.assert_not_called()


def test_the_function_waits_for_iam_and_for_a_group_on_its_way(sagemaker):
    denied = ClientError({"Error": {"Code": "AccessDeniedException", "Message": "m"}}, "DescribeFeatureGroup")
    there = {**LIVE, "FeatureGroupStatus": "Created"}
    moving = {**there, "LastUpdateStatus": {"Status": "InProgress"}}
    sagemaker.describe_feature_group.side_effect = [denied, {**there, "FeatureGroupStatus": "Creating"}, moving, there]
    assert grow.handler(asked(), None) == "nothing to add"


def test_an_addition_that_the_service_gives_up_fails_the_deployment(sagemaker):
    there = {**LIVE, "FeatureGroupStatus": "Created"}
    failed = {**there, "LastUpdateStatus": {"Status": "Failed", "FailureReason": "too many columns"}}
    sagemaker.describe_feature_group.side_effect = [there, failed]
    with pytest.raises(RuntimeError, match="usage did not take its new features: too many columns"):
        grow.handler(asked(NEW), None)
