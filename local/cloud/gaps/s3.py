"""S3: bucket policies whose denials have conditions (all here are for TLS only); events; honest refusals."""

import json
import re
import secrets
import time
from typing import Any, cast

from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3 import notifications
from moto.s3.exceptions import InvalidBucketState
from moto.s3.models import FakeBucket, FakeDeleteMarker, S3Backend, s3_backends
from moto.s3.responses import S3Response

from local.cloud.events import happening
from local.cloud.iam import enforcement
from local.cloud.patching import replace

# moto takes these for ListObjects, CreateBucket and the like, and answers as if all were well.
_LACKING = re.compile(r"Analytics|IntelligentTiering|BucketMetrics|BucketMetadata|Abac|Annotation|DirectoryBuckets")
_moto_get_notification: Any = S3Response.get_bucket_notification
_moto_setup_class = S3Response.setup_class


def _get_permission(bucket: FakeBucket, action: str, resource: str) -> PermissionResult:
    """moto takes a denial under a condition for one without; the local cloud leaves conditional statements out.

    Right for `aws:SecureTransport`, as nothing on loopback crosses a network. Other conditions are evaluated where the
    local cloud asks IAM, and then the request has passed that.
    """
    if enforcement.is_on():
        return PermissionResult.PERMITTED
    if bucket.policy is None:
        return PermissionResult.NEUTRAL
    policy = json.loads(bucket.policy)
    judged = [statement for statement in _listed(policy["Statement"]) if "Condition" not in statement]
    return IAMPolicy(json.dumps({**policy, "Statement": judged})).is_action_permitted(action, resource)


def _log_permissions_enabled_policy(target_bucket: FakeBucket, target_prefix: str | None) -> bool:
    """moto reads a statement only where action and resource are text and the principal is a map."""
    if target_bucket.policy is None:
        return False
    below = f"arn:{target_bucket.partition}:s3:::{target_bucket.name}/"
    for statement in _listed(json.loads(target_bucket.policy)["Statement"]):
        principal = statement.get("Principal")
        if (
            statement["Effect"] == "Allow"
            and isinstance(principal, dict)
            and "logging.s3.amazonaws.com" in _listed(cast(dict[str, Any], principal).get("Service"))
            and "s3:PutObject" in _listed(statement.get("Action"))
            and {f"{below}*", f"{below}{target_prefix or ''}*"} & set(_listed(statement.get("Resource")))
        ):
            return True
    return False


def _listed(value: Any) -> list[Any]:
    return cast(list[Any], value) if isinstance(value, list) else [value]


def _setup_class(response: S3Response, request: Any, *args: Any, **kwargs: Any) -> None:
    _moto_setup_class(response, request, *args, **kwargs)
    if request.query_string:
        operation = cast(Any, response)._get_action_from_method_and_request_uri(request)
        if operation and _LACKING.search(operation):
            raise NotImplementedError(f"moto does not tell {operation} from other operations")


def _get_bucket_notification(response: S3Response) -> Any:
    """moto keeps that a bucket tells EventBridge, and does not say so."""
    status, headers, body = _moto_get_notification(response)
    kept = s3_backends[response.current_account][response.partition].get_bucket_notification_configuration(
        response.bucket_name
    )
    if kept is not None and kept.event_bridge is not None:
        empty = '<NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        told = "<EventBridgeConfiguration></EventBridgeConfiguration></NotificationConfiguration>"
        text = body.decode() if isinstance(body, bytes) else str(body)
        body = text.replace("</NotificationConfiguration>", told) if "</Notif" in text else empty + told
    return status, headers, body


def _dispose(marker: FakeDeleteMarker) -> None:
    """moto disposes of every version of a key that goes for good, and breaks where one only marks a deletion."""


def _put_object_lock_configuration(
    backend: S3Backend,
    bucket_name: str,
    lock_enabled: bool,
    mode: str | None = None,
    days: int | None = None,
    years: int | None = None,
) -> None:
    """moto locks empty buckets only. AWS locks any that is versioned, since November 2023."""
    bucket = backend.get_bucket(bucket_name)
    if not bucket.is_versioned:
        raise InvalidBucketState("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration")
    bucket.object_lock_enabled = bucket.object_lock_enabled or lock_enabled
    bucket.default_lock_mode, bucket.default_lock_days, bucket.default_lock_years = mode, days, years


def _send_event_bridge_message(account_id: str, bucket: FakeBucket, event_name: str, key: Any) -> None:
    """moto tells every bus, in other words than AWS, and of tags where none were added. Only these are told:

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
    """
    kind = cast(Any, notifications)._detail_type(event_name)
    if kind not in ("Object Created", "Object Deleted"):
        return
    reason = event_name.split(":")[-1]
    told = {
        "key": key.name,
        "size": key.size,
        "etag": key.etag.strip('"'),
        "sequencer": f"{time.time_ns():018X}",
        **({"version-id": key.version_id} if bucket.is_versioned else {}),
    }
    detail: dict[str, Any] = {
        "version": "0",
        "bucket": {"name": bucket.name},
        "object": told,
        "request-id": secrets.token_hex(8).upper(),
        "requester": account_id,
        "source-ip-address": "127.0.0.1",
        "reason": _REASONS.get(reason, reason),
    }
    if kind == "Object Deleted":
        del told["size"]
        detail["deletion-type"] = "Permanently Deleted"
    happening.tell(account_id, bucket.region_name, "aws.s3", kind, detail, [bucket.arn])


_REASONS = {"Put": "PutObject", "Post": "POST Object", "Copy": "CopyObject", "Delete": "DeleteObject"}

replace(notifications, _send_event_bridge_message=_send_event_bridge_message)
replace(S3Backend, put_object_lock_configuration=_put_object_lock_configuration)
replace(FakeDeleteMarker, dispose=_dispose)
replace(
    FakeBucket,
    get_permission=_get_permission,
    _log_permissions_enabled_policy=staticmethod(_log_permissions_enabled_policy),
)
replace(S3Response, get_bucket_notification=_get_bucket_notification, setup_class=_setup_class)
