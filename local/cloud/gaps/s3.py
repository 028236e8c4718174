"""S3: bucket policies whose denials have conditions, as every bucket here that is for TLS only."""

import json

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import FakeBucket

from local.cloud.patching import replace


def _get_permission(bucket: FakeBucket, action: str, resource: str) -> PermissionResult:
    """moto takes a denial under a condition for one without; the local cloud leaves conditional statements out.

    Right for `aws:SecureTransport`, as nothing on loopback crosses a network. Other conditions are not evaluated.
    """
    if bucket.policy is None:
        return PermissionResult.NEUTRAL
    policy = json.loads(bucket.policy)
    statements = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
    judged = [statement for statement in statements if "Condition" not in statement]
    return IAMPolicy(json.dumps({**policy, "Statement": judged})).is_action_permitted(action, resource)


replace(FakeBucket, get_permission=_get_permission)
