"""Deploying: what CI may do to bring a product's stack up and down, and nothing beyond its names."""

from collections.abc import Iterator

from ..component import Account
from .boundary import PASSED_TO, ROLE_CHANGES
from .role import PATH
from .statements import Statement, pass_roles, statement, use_key
from .workplace import Workplace, named, tagged

MADE = ("Endpoint", "EndpointConfig", "FeatureGroup", "Model", "ModelPackageGroup", "Pipeline")
KINDS = ("endpoint", "endpoint-config", "feature-group", "model", "model-package-group", "pipeline")
BUCKETS = (
    "CreateBucket", "DeleteBucket", "DeleteBucketPolicy", "GetAccelerateConfiguration", "GetBucket*",
    "GetEncryptionConfiguration", "GetLifecycleConfiguration", "GetReplicationConfiguration", "ListBucket",
    "ListBucketVersions", "PutBucket*", "PutEncryptionConfiguration", "PutLifecycleConfiguration",
)  # fmt: skip
KEYS = (
    "CreateGrant", "DescribeKey", "EnableKeyRotation", "Get*", "ListResourceTags", "PutKeyPolicy",
    "ScheduleKeyDeletion", "TagResource", "UntagResource", "UpdateKeyDescription",
)  # fmt: skip
TOPICS = (
    "CreateTopic", "DeleteTopic", "GetTopicAttributes", "ListTagsForResource", "SetTopicAttributes", "Subscribe",
    "TagResource", "UntagResource",
)  # fmt: skip
ROLES = (
    "DeleteRole", "GetRole", "GetRolePolicy", "ListAttachedRolePolicies", "ListInstanceProfilesForRole",
    "ListRolePolicies", "ListRoleTags", "TagRole", "UntagRole", "UpdateAssumeRolePolicy",
)  # fmt: skip
LOGS = (
    "AssociateKmsKey", "CreateLogGroup", "DeleteLogGroup", "DeleteRetentionPolicy", "ListTagsForResource",
    "PutRetentionPolicy", "TagResource", "UntagResource",
)  # fmt: skip
ALARMS = ("DeleteAlarms", "DescribeAlarms", "ListTagsForResource", "PutMetricAlarm", "TagResource", "UntagResource")
SCALING = (
    "DeleteScalingPolicy", "DeregisterScalableTarget", "DescribeScalableTargets", "DescribeScalingPolicies",
    "ListTagsForResource", "PutScalingPolicy", "RegisterScalableTarget", "TagResource", "UntagResource",
)  # fmt: skip


def deploys(at: Workplace, account: Account) -> Iterator[Statement]:
    """Each kind of resource that a product has, by the stacks' names. The products' data is never read."""
    yield from _serving(at, account)
    yield from _storing(at, account)
    yield from _roles(at, account)
    yield from (made for one in at.reads for made in one.read())
    yield from (made for one in at.writes for made in one.write())
    if at.kms_key_arns:
        yield from use_key(*at.kms_key_arns)


def _serving(at: Workplace, account: Account) -> Iterator[Statement]:
    resources = [arn for kind in KINDS for arn in named(account, "sagemaker", f"{kind}/", at.stacks)]
    changed = [
        f"sagemaker:Update{what}" for what in ("Endpoint", "EndpointWeightsAndCapacities", "FeatureGroup", "Pipeline")
    ]
    lifecycle = [f"sagemaker:{verb}{what}" for what in MADE for verb in ("Create", "Delete", "Describe")]
    tagging = [f"sagemaker:{verb}Tags" for verb in ("Add", "Delete", "List")]
    yield statement([*lifecycle, *changed, *tagging], resources)
    yield statement([f"cloudwatch:{call}" for call in ALARMS], named(account, "cloudwatch", "alarm:", at.stacks))
    yield statement([f"sns:{call}" for call in TOPICS], named(account, "sns", "", at.stacks))
    yield statement(
        [f"logs:{call}" for call in LOGS], named(account, "logs", "log-group:/aws/sagemaker/Endpoints/", at.stacks)
    )
    yield statement(["logs:DescribeLogGroups"], [account.arn("logs", "log-group:*")])
    yield statement(
        [f"application-autoscaling:{call}" for call in SCALING],
        [account.arn("application-autoscaling", "scalable-target/*")],
    )
    yield statement(
        ["iam:CreateServiceLinkedRole"],
        [account.global_arn("iam", "role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com/*")],
    )


def _storing(at: Workplace, account: Account) -> Iterator[Statement]:
    buckets = [account.bucket_arn(f"{stack}-*") for stack in at.stacks]
    yield statement([f"s3:{call}" for call in BUCKETS], buckets)
    # A key has no name before it exists. Its tags say whose it is, from the call that makes it.
    yield statement(["kms:CreateKey"], ["*"], when={"StringEquals": tagged("Request", at.stacks)})
    yield statement(
        [f"kms:{call}" for call in (*KEYS, "CreateAlias", "DeleteAlias", "UpdateAlias")],
        [account.arn("kms", "key/*")],
        when={"StringEquals": tagged("Resource", at.stacks)},
    )
    aliases = [account.arn("kms", f"alias/{stack}-*") for stack in at.stacks]
    yield statement(["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"], aliases)
    yield statement(["kms:ListAliases"], ["*"])


def _roles(at: Workplace, account: Account) -> Iterator[Statement]:
    """Roles of the stacks' names, each under a boundary of the platform: CI gives nobody more."""
    mine = [account.global_arn("iam", f"role{PATH}{stack}-*") for stack in at.stacks]
    boundaries = account.global_arn("iam", f"policy{PATH}*")
    yield statement(
        [f"iam:{call}" for call in ROLE_CHANGES], mine, when={"ArnLike": {"iam:PermissionsBoundary": boundaries}}
    )
    yield statement([f"iam:{call}" for call in ROLES], mine)
    yield from pass_roles(mine, *PASSED_TO)
