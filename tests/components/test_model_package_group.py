"""ModelPackageGroup: named by the stack, its ARN known before it is made."""

import json

import pulumi_mlops as mlops
import pytest
from pydantic import ValidationError

GROUP, POLICY = (
    "aws:sagemaker/modelPackageGroup:ModelPackageGroup",
    "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy",
)


def test_its_arn_follows_from_its_name_so_that_roles_can_name_it_at_preview(engine):
    def program():
        group = mlops.ModelPackageGroup("models", mlops.ModelPackageGroupArgs(tags={"owner": "me"}))
        return [group.group_name, group.arn]

    assert engine.build(program) == [
        "churn-local-models",
        "arn:aws:sagemaker:eu-west-1:123456789012:model-package-group/churn-local-models",
    ]
    assert engine.one(GROUP) == {
        "modelPackageGroupName": "churn-local-models",
        "modelPackageGroupDescription": "Versions of this product's model.",
        "tags": {"owner": "me"},
    }
    assert engine.all(POLICY) == []


def test_complaint_5_accounts_that_stages_share_are_principals_once(engine):
    """And no reader can approve a version, or put another one into the group."""
    accounts = ["333333333333", "222222222222", "333333333333"]
    engine.build(lambda: mlops.ModelPackageGroup("models", mlops.ModelPackageGroupArgs(reader_accounts=accounts)))
    policy = engine.one(POLICY)
    assert policy["modelPackageGroupName"] == "churn-local-models"
    readers = {"AWS": ["arn:aws:iam::222222222222:root", "arn:aws:iam::333333333333:root"]}
    here = "arn:aws:sagemaker:eu-west-1:123456789012"
    assert json.loads(policy["resourcePolicy"]) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["sagemaker:DescribeModelPackageGroup"],
                "Resource": [f"{here}:model-package-group/churn-local-models"],
                "Principal": readers,
            },
            {
                "Effect": "Allow",
                "Action": ["sagemaker:CreateModel", "sagemaker:DescribeModelPackage", "sagemaker:ListModelPackages"],
                "Resource": [f"{here}:model-package/churn-local-models/*"],
                "Principal": readers,
            },
        ],
    }


def test_a_group_is_opened_to_accounts_never_to_everybody():
    with pytest.raises(ValidationError, match="must be an AWS account's 12 digits"):
        mlops.ModelPackageGroupArgs(reader_accounts=["*"])
