"""Check: what is filled in, and what is refused before anything changes."""

import json
import re

import pytest
from pulumi.runtime.proto import provider_pb2

from local.providers.aws.values import UNKNOWN
from tests.local.providers.aws.harness import OTHER_SEED, SEED, Provider

BUCKET = "aws:s3/bucket:Bucket"
ROLE = "aws:iam/role:Role"
TOPIC = "aws:sns/topic:Topic"
MODEL = "aws:sagemaker/model:Model"
CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
VARIANT = {"modelName": "m", "initialInstanceCount": 1, "instanceType": "ml.m5.large", "variantName": "main"}


def test_a_name_is_the_logical_name_and_seven_hex_digits(provider: Provider) -> None:
    inputs = provider.checked(TOPIC, "alarms", {})
    assert re.fullmatch(r"alarms-[0-9a-f]{7}", inputs["name"])
    assert inputs["__defaults"] == ["name", "region"]
    assert inputs["region"] == "eu-west-1"


def test_a_bucket_is_named_in_lower_case(provider: Provider) -> None:
    assert re.fullmatch(r"rawdata-[0-9a-f]{7}", provider.checked(BUCKET, "RawData", {})["bucket"])


def test_a_long_name_leaves_room_for_the_digits(provider: Provider) -> None:
    name = provider.checked(ROLE, "r" * 80, {"assumeRolePolicy": "{}"})["name"]
    assert len(name) == 64
    assert re.fullmatch(r"r{56}-[0-9a-f]{7}", name)


def test_a_fifo_topic_ends_as_sns_demands(provider: Provider) -> None:
    assert re.fullmatch(r"a-[0-9a-f]{7}\.fifo", provider.checked(TOPIC, "a", {"fifoTopic": True})["name"])


def test_an_alias_begins_as_kms_demands(provider: Provider) -> None:
    name = provider.checked("aws:kms/alias:Alias", "churn", {"targetKeyId": "k"})["name"]
    assert re.fullmatch(r"alias/churn-[0-9a-f]{7}", name)


def test_preview_and_up_agree_on_a_name(provider: Provider) -> None:
    assert provider.check(TOPIC, "a", {}, seed=SEED).inputs == provider.check(TOPIC, "a", {}, seed=SEED).inputs
    assert provider.check(TOPIC, "a", {}, seed=SEED).inputs != provider.check(TOPIC, "a", {}, seed=OTHER_SEED).inputs


def test_an_update_keeps_the_name(provider: Provider) -> None:
    old = provider.checked(TOPIC, "a", {})
    new = provider.check(TOPIC, "a", {"displayName": "x"}, old, seed=OTHER_SEED).inputs
    assert new["name"] == old["name"]


def test_a_replacement_gets_a_name_of_its_own(provider: Provider) -> None:
    old = provider.checked(TOPIC, "a", {})
    assert provider.check(TOPIC, "a", {}, {}, seed=OTHER_SEED).inputs["name"] != old["name"]


def test_a_given_name_stays(provider: Provider) -> None:
    inputs = provider.checked(TOPIC, "a", {"name": "mine"})
    assert inputs["name"] == "mine"
    assert "name" not in inputs["__defaults"]


def test_a_name_that_is_no_longer_given_is_made_anew(provider: Provider) -> None:
    old = provider.checked(TOPIC, "a", {"name": "mine"})
    assert re.fullmatch(r"a-[0-9a-f]{7}", provider.checked(TOPIC, "a", {}, old)["name"])


def test_a_name_prefix_is_followed_by_the_digits(provider: Provider) -> None:
    old = provider.checked(TOPIC, "a", {"namePrefix": "churn-"})
    assert re.fullmatch(r"churn-[0-9a-f]{7}", old["name"])
    assert provider.checked(TOPIC, "a", {"namePrefix": "churn-"}, old) == old


@pytest.mark.parametrize(
    ("mode", "proposed", "expected"),
    [("PROPOSE", "Churn-Raw", "churn-raw"), ("ENFORCE", "Churn-Raw", "Churn-Raw")],
)
def test_the_engines_autonaming_is_honoured(mode: str, proposed: str, expected: str, provider: Provider) -> None:
    options = provider_pb2.CheckRequest.AutonamingOptions(proposed_name=proposed, mode=mode)
    assert provider.check(BUCKET, "raw", {}, autonaming=options).inputs["bucket"] == expected


def test_with_autonaming_disabled_a_name_must_be_given(provider: Provider) -> None:
    options = provider_pb2.CheckRequest.AutonamingOptions(mode="DISABLE")
    failures = provider.check(BUCKET, "raw", {}, autonaming=options).failures
    assert failures == {"bucket": "autonaming is disabled: give `bucket`"}
    assert provider.check(BUCKET, "raw", {"bucket": "mine"}, autonaming=options).failures == {}


def test_defaults_of_pulumi_aws_are_filled_in(provider: Provider) -> None:
    inputs = provider.checked("aws:kms/key:Key", "k", {})
    assert inputs["isEnabled"] is True
    assert inputs["keyUsage"] == "ENCRYPT_DECRYPT"
    assert "deletionWindowInDays" not in inputs


def test_a_default_inside_an_object_is_filled_in_where_the_object_is_given(provider: Provider) -> None:
    inputs = provider.checked(
        MODEL, "m", {"executionRoleArn": "arn:aws:iam::123456789012:role/job", "primaryContainer": {"image": "i"}}
    )
    assert inputs["primaryContainer"] == {"image": "i", "mode": "SingleModel"}
    assert "containers" not in inputs


def test_a_policy_given_as_an_object_becomes_its_text(provider: Provider) -> None:
    inputs = provider.checked(ROLE, "r", {"assumeRolePolicy": {"Version": "2012-10-17", "Statement": []}})
    assert json.loads(inputs["assumeRolePolicy"]) == {"Version": "2012-10-17", "Statement": []}


def test_a_policy_object_with_an_unknown_in_it_is_unknown(provider: Provider) -> None:
    document = {"Version": "2012-10-17", "Statement": [{"Resource": UNKNOWN}]}
    assert provider.checked(ROLE, "r", {"assumeRolePolicy": document})["assumeRolePolicy"] is UNKNOWN


REFUSALS = [
    (TOPIC, {"nonsense": 1}, "nonsense", "has no such input"),
    (
        BUCKET,
        {"corsRules": [{"allowedMethods": ["GET"], "allowedOrigins": ["*"]}]},
        "corsRules",
        "does not map this input",
    ),
    (CONFIG, {"productionVariants": [{**VARIANT, "colour": "red"}]}, "productionVariants.colour", "no member for it"),
    (CONFIG, {}, "productionVariants", "missing required property"),
    (
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        {"bucket": "b", "rule": {}},
        "rule.objectOwnership",
        "missing required property",
    ),
    (
        MODEL,
        {"executionRoleArn": "arn:aws:iam::123456789012:role/job"},
        "primaryContainer",
        "one of primaryContainer, containers",
    ),
    (CONFIG, {"productionVariants": {"a": 1}}, "productionVariants", "a list is expected"),
    (
        CONFIG,
        {"productionVariants": [{**VARIANT, "initialInstanceCount": "two"}]},
        "productionVariants[0].initialInstanceCount",
        "a whole number",
    ),
    (
        CONFIG,
        {"productionVariants": [{**VARIANT, "instanceType": "m5.large"}]},
        "productionVariants.instanceType",
        "expected one of ml.",
    ),
    (TOPIC, {"tags": ["a"]}, "tags", "a map is expected"),
    (TOPIC, {"fifoTopic": "maybe"}, "fifoTopic", "a boolean is expected"),
    (
        MODEL,
        {"executionRoleArn": "arn:aws:iam::1:r", "primaryContainer": {"image": "i"}},
        "",
        "Invalid length for parameter ExecutionRoleArn",
    ),
]


@pytest.mark.parametrize(
    ("type_", "inputs", "path", "reason"), REFUSALS, ids=[f"{r[0]} {r[2] or r[3]}" for r in REFUSALS]
)
def test_what_cannot_work_is_refused_by_name(
    type_: str, inputs: dict[str, object], path: str, reason: str, provider: Provider
) -> None:
    failures = provider.check(type_, "a", inputs).failures
    assert list(failures) == [path]
    assert reason in failures[path]


def test_every_failure_is_told_at_once(provider: Provider) -> None:
    failures = provider.check(TOPIC, "a", {"nonsense": 1, "more": 2}).failures
    assert sorted(failures) == ["more", "nonsense"]


def test_a_type_without_a_row_is_refused_by_name(provider: Provider) -> None:
    failures = provider.check("aws:rds/instance:Instance", "f", {}).failures
    assert list(failures) == [""]
    assert "aws:rds/instance:Instance has no row in the local provider's table" in failures[""]


def test_a_rule_to_something_that_is_not_made_yet_is_no_reason_to_refuse(provider: Provider) -> None:
    rule = {"protocol": "tcp", "fromPort": 443, "toPort": 443, "prefixListIds": UNKNOWN}
    assert provider.checked("aws:ec2/securityGroup:SecurityGroup", "jobs", {"egress": [rule]})["egress"] == [rule]


def test_unknown_values_are_no_reason_to_refuse(provider: Provider) -> None:
    inputs = {"productionVariants": [{**VARIANT, "modelName": UNKNOWN}], "kmsKeyArn": UNKNOWN}
    answer = provider.check(CONFIG, "c", inputs)
    assert answer.failures == {}
    assert answer.inputs["kmsKeyArn"] is UNKNOWN
    assert answer.inputs["productionVariants"][0]["modelName"] is UNKNOWN


def test_a_refusal_does_not_tell_a_secret(provider: Provider) -> None:
    inputs = {"executionRoleArn": "hidden", "primaryContainer": {"image": "i", "mode": "hidden"}}
    failures = provider.check(MODEL, "m", inputs, secrets={("primaryContainer", "mode")}).failures
    assert failures
    assert "hidden" not in " ".join(failures.values())
