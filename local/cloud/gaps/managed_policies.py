"""Managed policies: AWS's own 1,500 policies; each is made when first named, from the text that moto has."""

import json
from collections.abc import Callable
from typing import Any

from moto.iam.aws_managed_policies import aws_managed_policies_data as texts
from moto.iam.models import AWSManagedPolicy, IAMBackend

from local.cloud.patching import replace

_NAMING = (
    # moto's methods that take the ARN of a policy first.
    "attach_group_policy",
    "attach_role_policy",
    "attach_user_policy",
    "get_policy",
    "get_policy_version",
    "list_policy_versions",
)


def provide(backend: Any, arn: str) -> None:
    """Have the account hold that policy of AWS, if there is one of this ARN."""
    name = arn.rpartition("/")[2]
    start = texts.find(f'\n "{name}":{{') if ":iam::aws:policy/" in arn and arn not in backend.managed_policies else -1
    if start < 0:
        return
    data, _ = json.JSONDecoder().raw_decode(texts, texts.index("{", start))
    policy = AWSManagedPolicy.from_data(name, backend.account_id, backend.region_name, data)
    if policy.arn == arn:
        backend.managed_policies[arn] = policy


def _knowing(moto: Callable[..., Any]) -> Callable[..., Any]:
    def method(backend: Any, policy_arn: str, *arguments: Any, **more: Any) -> Any:
        provide(backend, policy_arn)
        return moto(backend, policy_arn, *arguments, **more)

    return method


def install() -> None:
    """Have moto's IAM find a policy of AWS where its ARN is given."""
    replace(IAMBackend, **{name: _knowing(getattr(IAMBackend, name)) for name in _NAMING})
