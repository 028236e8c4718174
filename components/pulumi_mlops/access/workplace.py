"""Workplace: what a persona works with, and the names by which its products' resources are known."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import pulumi
from pydantic import Field

from ..args import Arn, Input, KmsKeyArn, Settings, StackName
from ..component import Account
from .jobs.base import Objects
from .placement import Placement
from .statements import Statement


class Workplace(Settings):
    """What a persona works with."""

    stacks: Sequence[StackName] = Field(
        min_length=1, description="Stacks of the products, each <product>-<environment>, for example churn-dev."
    )
    reads: Sequence[Objects] = Field(default=(), description="Data that it reads.")
    writes: Sequence[Objects] = Field(default=(), description="Where it writes.")
    kms_key_arns: Sequence[Input[KmsKeyArn]] = Field(default=(), description="Keys of what it reads and writes.")
    job_role_arns: Sequence[Input[Arn]] = Field(default=(), description="Roles of the jobs that it starts.")
    tracking_arn: Input[Arn] | None = Field(default=None, description="MLflow app or server that it logs runs to.")
    package_arns: Sequence[Input[Arn]] = Field(
        default=(), description="Model packages of other stacks that are deployed in these."
    )
    repository_arns: Sequence[Input[Arn]] = Field(
        default=(), description="Repositories of other accounts that hold the images of these models."
    )
    network: Placement | None = Field(default=None, description="The only network its jobs may stand in; none: any.")


def named(account: Account, service: str, kind: str, stacks: Sequence[str], end: str = "") -> list[pulumi.Output[str]]:
    """ARNs of the stacks' resources of a kind."""
    return [account.arn(service, f"{kind}{stack}-*{end}") for stack in stacks]


def tagged(kind: str, stacks: Sequence[str]) -> Mapping[str, list[str]]:
    """The condition that a resource (`Resource`) or a request (`Request`) has the tags of one of the stacks."""
    split = [stack.rpartition("-") for stack in stacks]
    return {
        f"aws:{kind}Tag/product": sorted({one[0] for one in split}),
        f"aws:{kind}Tag/environment": sorted({one[2] for one in split}),
    }


def keys_of_products(
    at: Workplace, account: Account, using: Callable[[Input[str]], list[Statement]]
) -> Iterator[Statement]:
    """The products' own keys, whose ids nobody knows before: by their tags, through the services that encrypt."""
    services = ("s3", "sagemaker")
    via = [pulumi.Output.concat(service, ".", account.region, ".amazonaws.com") for service in services]
    mine = {"StringEquals": {**tagged("Resource", at.stacks), "kms:ViaService": via}}
    for made in using(account.arn("kms", "key/*")):
        yield {**made, "Condition": {**made.get("Condition", {}), **mine}}
