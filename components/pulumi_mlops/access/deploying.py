"""Deploying: what CI may do to bring a product's stack up and down, and nothing beyond its names.

Which calls that takes, type by type, stands in `deployed.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pulumi

from ..component import Account
from .boundary import PASSED_TO, ROLE_CHANGES
from .deployed import SERVICES, Deployed
from .role import PATH
from .statements import Statement, find_image, pass_roles, statement, use_key
from .workplace import Workplace, keys_of_products, named, tagged

ROLES = (
    "DeleteRole", "GetRole", "GetRolePolicy", "ListAttachedRolePolicies", "ListInstanceProfilesForRole",
    "ListRolePolicies", "ListRoleTags", "TagRole", "UntagRole", "UpdateAssumeRolePolicy", "UpdateRole",
)  # fmt: skip


def deploys(at: Workplace, account: Account) -> Iterator[Statement]:
    """Each kind of resource that a product has, by the stacks' names. The products' data is never read."""
    for service in SERVICES:
        yield from _of_service(service, at, account)
    yield from _verifying(at, account)
    yield from _roles(at, account)
    yield from (made for one in at.reads for made in one.read())
    yield from (made for one in at.writes for made in one.write())
    if at.kms_key_arns:
        yield from use_key(*at.kms_key_arns)
    # What it puts into buckets, scripts of jobs, and the results it reads are under the products' keys.
    yield from keys_of_products(at, account, use_key)


def _of_service(service: Deployed, at: Workplace, account: Account) -> Iterator[Statement]:
    places = [
        place.format(stack=stack, stack_=stack.replace("-", "_"))
        for place in service.where
        for stack in (at.stacks if "{" in place else at.stacks[:1])
    ]
    resources = [_arn(service.service, place, account) for place in places]
    yield statement(service.calls, resources, when=_whose(service, at.stacks) if service.tagged else None)
    for place, calls in service.elsewhere.items():
        yield statement(
            [f"{service.service}:{call}" for call in calls.split()], [_arn(service.service, place, account)]
        )


def _whose(service: Deployed, stacks: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """The condition on tags. What is given the stack's tags must have had no product's: nobody's key is taken over."""
    said = {"StringEquals": tagged(service.tagged, stacks)}
    return {**said, "Null": {"aws:ResourceTag/product": "true"}} if service.tagged == "Request" else said


def _arn(service: str, place: str, account: Account) -> pulumi.Output[str] | str:
    if place == "*":
        return place
    return account.bucket_arn(place) if service == "s3" else account.arn(service, place)


def _verifying(at: Workplace, account: Account) -> Iterator[Statement]:
    """Hold a release against the registry. Of its file, which `reads` names, the head is enough: no key decrypts it."""
    packages = [*named(account, "sagemaker", "model-package/", at.stacks), *at.package_arns]
    yield statement(["sagemaker:DescribeModelPackage"], packages)
    yield from find_image(account.arn("ecr", "repository/*"), *at.repository_arns)


def _roles(at: Workplace, account: Account) -> Iterator[Statement]:
    """Roles of the stacks' names, each under a boundary of the platform: CI gives nobody more."""
    mine = [account.global_arn("iam", f"role{PATH}{stack}-*") for stack in at.stacks]
    # Only what is called so: the policies of personas are of this path, too, and bound nobody.
    boundaries = account.global_arn("iam", f"policy{PATH}*-boundary")
    bounded: Mapping[str, Mapping[str, pulumi.Output[str]]] = {"ArnLike": {"iam:PermissionsBoundary": boundaries}}
    yield statement([f"iam:{call}" for call in ROLE_CHANGES], mine, when=bounded)
    yield statement([f"iam:{call}" for call in ROLES], mine)
    yield from pass_roles(mine, *PASSED_TO)
    yield statement(
        ["iam:CreateServiceLinkedRole"],
        [account.global_arn("iam", "role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com/*")],
    )
