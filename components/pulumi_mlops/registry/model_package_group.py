"""ModelPackageGroup: the versions of one model, each waiting for approval."""

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..args import Args, Settings
from ..component import Component
from ..naming import physical_name


class ModelPackageGroupSettings(Settings):
    """What a person chooses of a ModelPackageGroup."""

    description: str = Field("Versions of this product's model.", max_length=1024, description="What the model does.")


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
            opts=self.child_with(protect=not args.disposable),
        )
        self.publish(
            group_name=group.model_package_group_name,
            arn=self.account.arn("sagemaker", "model-package-group/", group.model_package_group_name),
        )
