"""ModelPackageGroup: the versions of one model, each waiting for approval."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..access.statements import Statement, document, statement
from ..args import AccountId, Args, Settings
from ..component import Account, Component
from ..naming import physical_name

READ = ("sagemaker:CreateModel", "sagemaker:DescribeModelPackage", "sagemaker:ListModelPackages")
"""What deploying a version of another account is made of.

https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-deploy-xaccount.html
"""


class ModelPackageGroupSettings(Settings):
    """What a person chooses of a ModelPackageGroup."""

    description: str = Field(
        "Versions of this product's model.",
        max_length=1024,
        description="What the model does; kept as it was when the group was made.",
    )
    reader_accounts: Sequence[AccountId] = Field(
        default=(), description="Other accounts whose IAM policies may let their roles read and deploy the versions."
    )


class ModelPackageGroupArgs(ModelPackageGroupSettings, Args):
    """What a ModelPackageGroup is made of."""

    disposable: bool = Field(False, description="Not protected: for laptops and throw-away environments.")


class ModelPackageGroup(Component, token="mlops:registry:ModelPackageGroup"):
    """A group of model packages. Its name and ARN are known at preview, so that roles can name it."""

    group_name: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(self, name: str, args: ModelPackageGroupArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        group = aws.sagemaker.ModelPackageGroup(
            f"{name}-group",
            model_package_group_name=physical_name(name),
            model_package_group_description=args.description,
            tags=self.tags,
            # SageMaker changes no description of a group: the provider would make the group anew, without its versions.
            opts=self.child_with(protect=not args.disposable, ignore_changes=["modelPackageGroupDescription"]),
        )
        if args.reader_accounts:
            aws.sagemaker.ModelPackageGroupPolicy(
                f"{name}-policy",
                model_package_group_name=group.model_package_group_name,
                resource_policy=document(readable_by(args.reader_accounts, physical_name(name), self.account)),
                opts=self.child,
            )
        self.publish(
            group_name=group.model_package_group_name,
            arn=self.account.arn("sagemaker", "model-package-group/", group.model_package_group_name),
        )


def readable_by(accounts: Sequence[str], group_name: str, account: Account) -> list[Statement]:
    """Let other accounts read and deploy, each named once; their own IAM policies say who of them. None may approve."""
    readers = {"AWS": [account.root_of(one) for one in sorted({*accounts})]}
    group, versions = f"model-package-group/{group_name}", f"model-package/{group_name}/*"
    return [
        statement(["sagemaker:DescribeModelPackageGroup"], [account.arn("sagemaker", group)], principal=readers),
        statement(READ, [account.arn("sagemaker", versions)], principal=readers),
    ]
