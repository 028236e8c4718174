"""DataKeys: one customer key for each class of data."""

import json

import pulumi_mlops as mlops
import pytest
from pydantic import ValidationError

CLASSES = ["public", "internal", "confidential", "restricted"]


def make(**given):
    return mlops.DataKeys("data", mlops.DataKeysArgs(tags={"owner": "me"}, **given))


def test_each_class_of_data_has_its_own_key_tagged_and_aliased_by_the_class(engine):
    arns = engine.build(lambda: make().arns)
    assert list(arns) == CLASSES
    tags = [key["tags"] for key in engine.all("aws:kms/key:Key")]
    assert {tag["owner"] for tag in tags} == {"me"}
    assert sorted(tag["data-classification"] for tag in tags) == sorted(CLASSES)
    assert {alias["name"] for alias in engine.all("aws:kms/alias:Alias")} == {
        f"alias/churn-local-data-{each}" for each in CLASSES
    }


def test_what_is_chosen_holds_for_each_key(engine):
    chosen = {"classifications": ["internal", "restricted"], "rotation_days": 90, "deletion_window_days": 7}
    engine.build(lambda: make(**chosen, accounts=["111111111111"]))
    keys = engine.all("aws:kms/key:Key")
    assert [(key["rotationPeriodInDays"], key["deletionWindowInDays"]) for key in keys] == [(90, 7), (90, 7)]
    for key in keys:
        statements = json.loads(key["policy"])["Statement"]
        assert {"AWS": ["arn:aws:iam::111111111111:root"]} in [statement["Principal"] for statement in statements]


def test_who_reads_one_class_of_data_is_let_to_the_key_of_that_class_only(engine):
    engine.build(lambda: make(accounts=["111111111111"], readers={"internal": ["222222222222", "111111111111"]}))
    let = {key["tags"]["data-classification"]: key["policy"].count(":root") for key in engine.all("aws:kms/key:Key")}
    assert let == {"public": 3, "internal": 4, "confidential": 3, "restricted": 3}


def test_no_statement_of_a_key_names_everyone(engine):
    engine.build(make)
    principals = [
        statement["Principal"]
        for key in engine.all("aws:kms/key:Key")
        for statement in json.loads(key["policy"])["Statement"]
    ]
    assert len(principals) == 4 * 4
    assert "*" not in principals
    assert {"AWS": "*"} not in principals


@pytest.mark.parametrize(
    ("classes", "reason"), [(["internal", "internal"], "names a class twice"), ([], "at least 1"), (["secret"], "enum")]
)
def test_classes_that_make_no_sense_are_refused(classes, reason):
    with pytest.raises(ValidationError, match=reason):
        mlops.DataKeysArgs(classifications=classes)
