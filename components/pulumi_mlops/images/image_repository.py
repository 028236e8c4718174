"""ImageRepository: where the versions of one container image are kept, scanned and never overwritten."""

import json
from collections.abc import Sequence

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..access.statements import FIND, PULL
from ..args import AccountId, Args, Input, KmsKeyArn, Settings
from ..component import Component
from ..documents import as_json
from ..naming import physical_name


class ImageRepositorySettings(Settings):
    """What a person chooses of an ImageRepository."""

    keep_images: int = Field(
        200, ge=1, le=10_000, description="Newest images to keep. ECR does not know which of them still run."
    )
    untagged_days: int = Field(14, ge=1, description="Days after which an image without a tag goes.")
    pull_accounts: Sequence[AccountId] = Field((), description="Other accounts whose roles may find and pull.")


class ImageRepositoryArgs(ImageRepositorySettings, Args):
    """What an ImageRepository is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for the layers.")
    disposable: bool = Field(False, description="Not protected, and emptied on destroy: for laptops only.")


class ImageRepository(Component, token="mlops:images:ImageRepository"):
    """A repository whose tags are immutable, scanned on push and under the customer key."""

    repository: pulumi.Output[str]
    arn: pulumi.Output[str]
    url: pulumi.Output[str]

    def __init__(self, name: str, args: ImageRepositoryArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        made = aws.ecr.Repository(
            f"{name}-repository",
            name=physical_name(name),
            image_tag_mutability="IMMUTABLE",
            image_scanning_configuration={"scan_on_push": True},
            encryption_configurations=[{"encryption_type": "KMS", "kms_key": args.kms_key_arn}],
            force_delete=args.disposable,
            tags=self.tags,
            opts=self.child_with(protect=not args.disposable),
        )
        aws.ecr.LifecyclePolicy(f"{name}-lifecycle", repository=made.name, policy=lifecycle(args), opts=self.child)
        if args.pull_accounts:
            roots = [self.account.root_of(one) for one in sorted(set(args.pull_accounts))]
            pull = {
                "Sid": "Pull",
                "Effect": "Allow",
                "Principal": {"AWS": roots},
                "Action": [*PULL, FIND],
            }
            aws.ecr.RepositoryPolicy(
                f"{name}-policy",
                repository=made.name,
                policy=as_json({"Version": "2012-10-17", "Statement": [pull]}),
                opts=self.child,
            )
        self.publish(repository=made.name, arn=made.arn, url=made.repository_url)


def lifecycle(settings: ImageRepositorySettings) -> str:
    """ECR's rules, the first that fits an image counts."""
    untagged = {
        "tagStatus": "untagged",
        "countType": "sinceImagePushed",
        "countUnit": "days",
        "countNumber": settings.untagged_days,
    }
    many = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": settings.keep_images}
    rules = [
        {"rulePriority": place, "description": words, "selection": chosen, "action": {"type": "expire"}}
        for place, (words, chosen) in enumerate((("without a tag", untagged), ("more than are kept", many)), start=1)
    ]
    return json.dumps({"rules": rules})
