"""ImageRepository: immutable tags, scanned on push, under the customer key; who else may pull is named."""

import json

import pulumi_mlops as mlops
import pytest
from pydantic import ValidationError

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
REPOSITORY = "aws:ecr/repository:Repository"
POLICY = "aws:ecr/repositoryPolicy:RepositoryPolicy"
LIFECYCLE = "aws:ecr/lifecyclePolicy:LifecyclePolicy"


def make(**given):
    return mlops.ImageRepository("train", mlops.ImageRepositoryArgs(kms_key_arn=KEY, tags={"owner": "me"}, **given))


def test_tags_are_immutable_scanned_on_push_and_encrypted_by_the_customer_key(engine):
    engine.build(make)
    assert engine.one(REPOSITORY) == {
        "name": "churn-local-train",
        "imageTagMutability": "IMMUTABLE",
        "imageScanningConfiguration": {"scanOnPush": True},
        "encryptionConfigurations": [{"encryptionType": "KMS", "kmsKey": KEY}],
        "forceDelete": False,
        "tags": {"owner": "me"},
    }


def test_nobody_else_pulls_unless_an_account_is_named(engine):
    engine.build(make)
    assert engine.all(POLICY) == []


def test_the_accounts_that_are_named_may_find_and_pull_once_each_and_nothing_else(engine):
    engine.build(lambda: make(pull_accounts=["333333333333", "222222222222", "333333333333"]))
    assert json.loads(engine.one(POLICY)["policy"])["Statement"] == [
        {
            "Sid": "Pull",
            "Effect": "Allow",
            "Principal": {"AWS": ["arn:aws:iam::222222222222:root", "arn:aws:iam::333333333333:root"]},
            "Action": [
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:GetDownloadUrlForLayer",
                "ecr:DescribeImages",
            ],
        }
    ]


def test_what_has_no_tag_goes_first_and_what_is_too_many_after(engine):
    engine.build(lambda: make(keep_images=30, untagged_days=7))
    assert [rule["selection"] for rule in json.loads(engine.one(LIFECYCLE)["policy"])["rules"]] == [
        {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 7},
        {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 30},
    ]


def test_an_account_is_twelve_digits():
    with pytest.raises(ValidationError, match="must be an AWS account's 12 digits"):
        make(pull_accounts=["1234"])
