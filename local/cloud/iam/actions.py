"""Actions: what a call needs to be allowed, where that is not the action of the operation's own name.

https://docs.aws.amazon.com/service-authorization/latest/reference/
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from local.cloud.iam.call import Call

Actions = Sequence[str] | Callable[[Call], Sequence[str]]
FREE = {"sts:GetCallerIdentity", "sts:GetSessionToken", "sts:GetAccessKeyInfo"}
"""What everyone with a key may do, whatever the policies say."""


def actions_of(call: Call) -> Sequence[str]:
    """The actions that a call needs, each with IAM's prefix."""
    if call.prefix == "apigateway":
        return [f"apigateway:{call.request.method}"]
    name = f"{call.service if call.service == 's3control' else call.prefix}:{call.operation}"
    found = _OTHER.get(name, (call.operation,))
    names = found if isinstance(found, Sequence) else found(call)
    if (tagging := _TAGS.get(call.prefix)) and tagging not in names and _makes_with_tags(call):
        names = [*names, tagging]
    return [f"{call.prefix}:{name}" for name in names]


def _makes_with_tags(call: Call) -> bool:
    return call.operation.startswith(("Create", "Put", "Register", "Run", "Start")) and any(
        call.named.get(name) for name in ("tags", "tag", "tagspecifications")
    )


def _of_object(action: str) -> Callable[[Call], Sequence[str]]:
    """An action on an object, or on a version of it."""
    return lambda call: ([action.replace("Object", "ObjectVersion", 1) if "versionid" in call.named else action])


def _put_object(call: Call) -> Sequence[str]:
    found = ["PutObject"]
    if call.named.get("tagging"):
        found.append("PutObjectTagging")
    if call.named.get("acl") or any(name.startswith("grant") for name in call.named):
        found.append("PutObjectAcl")
    if call.named.get("objectlockmode"):
        found.append("PutObjectRetention")
    return found


def _delete_objects(call: Call) -> Sequence[str]:
    objects: list[dict[str, Any]] = call.named.get("delete", {}).get("Objects", [])
    return sorted({"DeleteObjectVersion" if one.get("VersionId") else "DeleteObject" for one in objects})


def _assume_role(call: Call) -> Sequence[str]:
    found = [call.operation]
    if call.named.get("tags"):
        found.append("TagSession")
    if call.named.get("sourceidentity"):
        found.append("SetSourceIdentity")
    return found


def _transact_write(call: Call) -> Sequence[str]:
    kinds = {"ConditionCheck": "ConditionCheckItem", "Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem"}
    return sorted({kinds[kind] for item in call.named.get("transactitems", []) for kind in item if kind in kinds})


_BUCKET_SETTINGS = {
    # S3's operations on a bucket's settings; Delete needs what Put needs, unless IAM has an action for it.
    "Accelerate": "AccelerateConfiguration",
    "Analytics": "AnalyticsConfiguration",
    "Cors": "BucketCORS",
    "Encryption": "EncryptionConfiguration",
    "IntelligentTiering": "IntelligentTieringConfiguration",
    "Inventory": "InventoryConfiguration",
    "Lifecycle": "LifecycleConfiguration",
    "LifecycleConfiguration": "LifecycleConfiguration",
    "Metrics": "MetricsConfiguration",
    "NotificationConfiguration": "BucketNotification",
    "Replication": "ReplicationConfiguration",
    "Tagging": "BucketTagging",
}
_OTHER: Mapping[str, Actions] = {
    **{
        f"s3:{verb}Bucket{setting}{configuration}": [
            f"{'Get' if verb == 'List' else verb.replace('Delete', 'Put')}{action}"
        ]
        for setting, action in _BUCKET_SETTINGS.items()
        for verb in ("Get", "Put", "Delete", "List")
        for configuration in ("", "Configuration", "Configurations")
    },
    "s3:CompleteMultipartUpload": ["PutObject"],
    "s3:CopyObject": _put_object,
    "s3:CreateMultipartUpload": _put_object,
    "s3:DeleteBucketOwnershipControls": ["PutBucketOwnershipControls"],
    "s3:DeleteObject": _of_object("DeleteObject"),
    "s3:DeleteObjectTagging": _of_object("DeleteObjectTagging"),
    "s3:DeleteObjects": _delete_objects,
    "s3:DeletePublicAccessBlock": ["PutBucketPublicAccessBlock"],
    "s3:GetObject": _of_object("GetObject"),
    "s3:GetObjectAcl": _of_object("GetObjectAcl"),
    "s3:GetObjectAttributes": _of_object("GetObjectAttributes"),
    "s3:GetObjectLockConfiguration": ["GetBucketObjectLockConfiguration"],
    "s3:GetObjectTagging": _of_object("GetObjectTagging"),
    "s3:GetPublicAccessBlock": ["GetBucketPublicAccessBlock"],
    "s3:HeadBucket": ["ListBucket"],
    "s3:HeadObject": _of_object("GetObject"),
    "s3:ListBuckets": ["ListAllMyBuckets"],
    "s3:ListMultipartUploads": ["ListBucketMultipartUploads"],
    "s3:ListObjectVersions": ["ListBucketVersions"],
    "s3:ListObjects": ["ListBucket"],
    "s3:ListObjectsV2": ["ListBucket"],
    "s3:ListParts": ["ListMultipartUploadParts"],
    "s3:PutObject": _put_object,
    "s3:PutObjectAcl": _of_object("PutObjectAcl"),
    "s3:PutObjectLockConfiguration": ["PutBucketObjectLockConfiguration"],
    "s3:PutObjectTagging": _of_object("PutObjectTagging"),
    "s3:PutPublicAccessBlock": ["PutBucketPublicAccessBlock"],
    "s3:SelectObjectContent": ["GetObject"],
    "s3:UploadPart": ["PutObject"],
    "s3:UploadPartCopy": ["PutObject"],
    "access-analyzer:GetFindingV2": ["GetFinding"],
    "access-analyzer:ListFindingsV2": ["ListFindings"],
    "budgets:CreateBudget": ["ModifyBudget"],
    "budgets:DeleteBudget": ["ModifyBudget"],
    "budgets:UpdateBudget": ["ModifyBudget"],
    **{
        f"budgets:{operation}": ["ViewBudget"]
        for operation in (
            "DescribeBudget",
            "DescribeBudgets",
            "DescribeBudgetPerformanceHistory",
            "DescribeNotificationsForBudget",
            "DescribeSubscribersForNotification",
        )
    },
    **{
        f"budgets:{verb}{what}": ["ModifyBudget"]
        for verb in ("Create", "Update", "Delete")
        for what in ("Notification", "Subscriber")
    },
    "dynamodb:BatchExecuteStatement": ["PartiQLSelect"],
    "dynamodb:ExecuteStatement": ["PartiQLSelect"],
    "dynamodb:ExecuteTransaction": ["PartiQLSelect"],
    "dynamodb:TransactGetItems": ["GetItem"],
    "dynamodb:TransactWriteItems": _transact_write,
    "kms:ReEncrypt": ["ReEncryptFrom", "ReEncryptTo"],
    "lambda:GetLayerVersionByArn": ["GetLayerVersion"],
    "lambda:Invoke": ["InvokeFunction"],
    "lambda:InvokeAsync": ["InvokeFunction"],
    "lambda:InvokeWithResponseStream": ["InvokeFunction"],
    "sns:PublishBatch": ["Publish"],
    "sqs:ChangeMessageVisibilityBatch": ["ChangeMessageVisibility"],
    "sqs:DeleteMessageBatch": ["DeleteMessage"],
    "sqs:SendMessageBatch": ["SendMessage"],
    "sts:AssumeRole": _assume_role,
    "sts:AssumeRoleWithWebIdentity": _assume_role,
}
_TAGS: Mapping[str, str] = {
    # The action that a service asks for, too, when something is made with tags.
    "codeconnections": "TagResource",
    "dynamodb": "TagResource",
    "ec2": "CreateTags",
    "ecr": "TagResource",
    "events": "TagResource",
    "kms": "TagResource",
    "lambda": "TagResource",
    "logs": "TagResource",
    "pipes": "TagResource",
    "sagemaker": "AddTags",
    "scheduler": "TagResource",
    "secretsmanager": "TagResource",
    "sns": "TagResource",
    "sqs": "TagQueue",
    "ssm": "AddTagsToResource",
    "states": "TagResource",
}
