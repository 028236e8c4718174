"""IAM: what an object still holds keeps it from being deleted, in AWS's words; moto lets some of it go."""

from collections.abc import Callable, Iterator
from typing import Any

from moto.iam.models import IAMBackend, iam_backends

from local.cloud.gaps.filling import Answer, Call

_MUST = "Cannot delete entity, must"


def _of_user(backend: IAMBackend, name: str) -> Iterator[str]:
    user = backend.get_user(name)
    if backend.get_groups_for_user(name):
        yield f"{_MUST} remove users from group first."
    if user.managed_policies:
        yield f"{_MUST} detach all policies first."
    if user.access_keys:
        yield f"{_MUST} delete access keys first."
    if user.password:
        yield f"{_MUST} delete login profile first."


def _of_group(backend: IAMBackend, name: str) -> Iterator[str]:
    group = backend.get_group(name)
    if group.users:
        yield f"{_MUST} remove users from group first."
    if group.managed_policies:
        yield f"{_MUST} detach all policies first."
    if group.policies:
        yield f"{_MUST} delete policies first."


def _of_policy(backend: IAMBackend, arn: str) -> Iterator[str]:
    holders: list[Any] = [*backend.users.values(), *backend.groups.values(), *backend.roles.values()]
    if any(arn in holder.managed_policies for holder in holders):
        yield f"{_MUST} detach policy from all entities first."
    if len(backend.get_policy(arn).versions) > 1:
        yield (
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
            "The default version is deleted with the policy."
        )


REASONS: dict[str, tuple[str, Callable[[IAMBackend, str], Iterator[str]]]] = {
    "DeleteUser": ("UserName", _of_user),
    "DeleteGroup": ("GroupName", _of_group),
    "DeletePolicy": ("PolicyArn", _of_policy),
}


def delete(call: Call) -> Answer:
    """Refuse while something stands in the way, else let moto delete."""
    member, reasons = REASONS[call.operation]
    for reason in reasons(iam_backends[call.account]["aws"], call.params[member]):
        raise call.refuse("DeleteConflict", reason)
    return call.moto()
