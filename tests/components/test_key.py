"""EncryptionKey: rotates, belongs to the account, opens to two services only."""

import json

import pulumi_mlops as mlops
import pytest

ROOT = {
    "Effect": "Allow",
    "Action": ["kms:*"],
    "Resource": ["*"],
    "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
}
ALARMS = {
    "Effect": "Allow",
    "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
    "Resource": ["*"],
    "Principal": {"Service": "cloudwatch.amazonaws.com"},
    "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
}
LOGS = {
    "Effect": "Allow",
    "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    "Resource": ["*"],
    "Principal": {"Service": "logs.eu-west-1.amazonaws.com"},
    "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:*"}},
}


def test_the_key_rotates_and_can_be_brought_back_for_thirty_days(engine):
    engine.build(lambda: mlops.EncryptionKey("key", mlops.EncryptionKeyArgs()))
    key = engine.one("aws:kms/key:Key")
    assert key["enableKeyRotation"] is True
    assert key["deletionWindowInDays"] == 30
    assert engine.one("aws:kms/alias:Alias") == {"name": "alias/churn-local-key", "targetKeyId": "k-1"}


@pytest.mark.parametrize(
    ("given", "statements"),
    [
        ({}, [ROOT, ALARMS, LOGS]),
        ({"log_groups": False}, [ROOT, ALARMS]),
        ({"alarm_topics": False}, [ROOT, LOGS]),
        ({"alarm_topics": False, "log_groups": False}, [ROOT]),
    ],
)
def test_only_the_services_asked_for_may_use_it(engine, given, statements):
    engine.build(lambda: mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(**given)))
    assert json.loads(engine.one("aws:kms/key:Key")["policy"])["Statement"] == statements
