"""EncryptionKey: rotates, is administered by the account, and is used through AWS services only."""

import json

import pulumi_mlops as mlops
import pytest
from pulumi_mlops.security.key_policy import ADMINISTER, THROUGH, USE
from pydantic import ValidationError

ACCOUNT = "arn:aws:iam::123456789012:root"
TRAILS = "arn:aws:cloudtrail:*:123456789012:trail/*"


def through(region="eu-west-1"):
    return {"StringEquals": {"kms:ViaService": [f"{service}.{region}.amazonaws.com" for service in THROUGH]}}


def allow(principal, actions, when=None):
    made = {"Effect": "Allow", "Action": actions, "Resource": ["*"], "Principal": principal}
    return made | ({"Condition": when} if when else {})


ADMIN = allow({"AWS": ACCOUNT}, ADMINISTER)
OURS = allow({"AWS": ACCOUNT}, [*USE, "kms:CreateGrant"], through())
ALARMS, BUDGETS, ANOMALIES = (
    allow(
        {"Service": f"{service}.amazonaws.com"},
        ["kms:Decrypt", "kms:GenerateDataKey*"],
        {"StringEquals": {"aws:SourceAccount": "123456789012"}},
    )
    for service in ("cloudwatch", "budgets", "costalerts")
)
LOGS = allow(
    {"Service": "logs.eu-west-1.amazonaws.com"},
    ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:*"}},
)
CLOSED = {"alarm_topics": False, "log_groups": False}


def make(engine, **given):
    engine.build(lambda: mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(**given)))
    return json.loads(engine.one("aws:kms/key:Key")["policy"])["Statement"]


def test_the_key_rotates_each_year_and_can_be_brought_back_for_thirty_days(engine):
    make(engine)
    key = engine.one("aws:kms/key:Key")
    assert (key["enableKeyRotation"], key["rotationPeriodInDays"]) == (True, 365)
    assert key["deletionWindowInDays"] == 30
    assert engine.one("aws:kms/alias:Alias") == {"name": "alias/churn-local-key", "targetKeyId": "k-1"}


@pytest.mark.parametrize(
    ("given", "statements"),
    [
        ({}, [ALARMS, LOGS]),
        ({"log_groups": False}, [ALARMS]),
        ({"log_groups": False, "cost_topics": True}, [ALARMS, BUDGETS, ANOMALIES]),
        ({"alarm_topics": False}, [LOGS]),
        (CLOSED, []),
    ],
)
def test_only_the_services_asked_for_may_use_it(engine, given, statements):
    assert make(engine, **given) == [ADMIN, OURS, *statements]


def test_cloudtrail_may_write_under_it_for_trails_of_this_account(engine):
    by_trail = {"ArnLike": {"aws:SourceArn": TRAILS}}
    written = {"StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": TRAILS}, **by_trail}
    assert make(engine, **CLOSED, trails=True)[2:] == [
        allow({"Service": "cloudtrail.amazonaws.com"}, ["kms:GenerateDataKey*"], written),
        allow({"Service": "cloudtrail.amazonaws.com"}, ["kms:DescribeKey"], by_trail),
    ]


def test_who_administers_it_may_not_use_it_and_cannot_be_locked_out(engine):
    assert {"kms:Decrypt", "kms:Encrypt", "kms:CreateGrant"}.isdisjoint(ADMINISTER)
    assert "kms:Put*" in make(engine)[0]["Action"]
    assert "Condition" not in make(type(engine)())[0]


def test_other_accounts_use_it_through_services_each_named_once(engine):
    statements = make(engine, **CLOSED, accounts=["222222222222", "111111111111", "222222222222"])
    roots = ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"]
    assert statements == [ADMIN, OURS, allow({"AWS": roots}, USE, through())]


def test_direct_use_takes_the_condition_from_this_account_only(engine):
    statements = make(engine, **CLOSED, direct_use=True, accounts=["111111111111"])
    assert [statement.get("Condition") for statement in statements] == [None, None, through()]


def test_a_key_elsewhere_is_used_through_that_regions_services(engine):
    statements = make(engine, region="eu-central-1")
    assert statements[1]["Condition"] == through("eu-central-1")
    assert statements[3]["Principal"] == {"Service": "logs.eu-central-1.amazonaws.com"}
    assert engine.one("aws:kms/key:Key")["region"] == "eu-central-1"
    assert engine.one("aws:kms/alias:Alias")["region"] == "eu-central-1"


@pytest.mark.parametrize(
    "given", [{"rotation_days": 89}, {"rotation_days": 2561}, {"accounts": ["12"]}, {"region": "Frankfurt"}]
)
def test_what_kms_would_refuse_is_refused_before(given):
    with pytest.raises(ValidationError):
        mlops.EncryptionKeyArgs(**given)
