"""ModelPackageGroup: named by the stack, its ARN known before it is made."""

import pulumi_mlops as mlops


def test_its_arn_follows_from_its_name_so_that_roles_can_name_it_at_preview(engine):
    def program():
        group = mlops.ModelPackageGroup("models", mlops.ModelPackageGroupArgs(tags={"owner": "me"}))
        return [group.group_name, group.arn]

    assert engine.build(program) == [
        "churn-local-models",
        "arn:aws:sagemaker:eu-west-1:123456789012:model-package-group/churn-local-models",
    ]
    assert engine.one("aws:sagemaker/modelPackageGroup:ModelPackageGroup") == {
        "modelPackageGroupName": "churn-local-models",
        "modelPackageGroupDescription": "Versions of this product's model.",
        "tags": {"owner": "me"},
    }
