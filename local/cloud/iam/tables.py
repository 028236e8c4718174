"""Tables: how a resource's policy and its tags are read, one line each, by the resource's ARN."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jmespath

Match = re.Match[str]


@dataclass(frozen=True)
class Lookup:
    """The operation that tells, what names the resource in it, and where the answer lies."""

    arn: str
    service: str
    operation: str
    names: Mapping[str, str | Sequence[str]]
    """Parameters; `{0}` is the whole ARN, `{1}` and more are the groups of the pattern."""
    path: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.arn)

    def parameters(self, match: Match) -> dict[str, Any]:
        """The parameters for a resource."""
        return {name: _filled(value, match) for name, value in self.names.items()}

    def value(self, match: Match, answer: Mapping[str, Any]) -> Any:
        """What is looked for, in the answer."""
        return jmespath.search(str(_filled(self.path, match)), answer)


def _filled(value: str | Sequence[str], match: Match) -> str | list[str]:
    fill: Callable[[str], str] = lambda text: text.format(match[0], *match.groups())  # noqa: E731
    return fill(value) if isinstance(value, str) else [fill(text) for text in value]


_BUCKET = r"arn:[^:]+:s3:::([^/]+)"
_QUEUE = r"arn:[^:]+:sqs:[^:]*:(\d+):(.+)"
_QUEUE_URL = "http://127.0.0.1/{1}/{2}"
_ANY = ".*"
POLICIES: Mapping[str, Sequence[Lookup]] = {
    "s3": [Lookup(rf"{_BUCKET}(?:/.*)?", "s3", "GetBucketPolicy", {"Bucket": "{1}"}, "Policy")],
    "kms": [Lookup(r".*:key/(.+)", "kms", "GetKeyPolicy", {"KeyId": "{1}", "PolicyName": "default"}, "Policy")],
    "sqs": [
        Lookup(
            _QUEUE,
            "sqs",
            "GetQueueAttributes",
            {"QueueUrl": _QUEUE_URL, "AttributeNames": ["Policy"]},
            "Attributes.Policy",
        )
    ],
    "sns": [Lookup(r"([^:]+:){5}[^:]+", "sns", "GetTopicAttributes", {"TopicArn": "{0}"}, "Attributes.Policy")],
    "secretsmanager": [
        Lookup(_ANY, "secretsmanager", "GetResourcePolicy", {"SecretId": "{0}"}, "ResourcePolicy"),
    ],
    "lambda": [Lookup(r".*:function:([^:]+)(?::.*)?", "lambda", "GetPolicy", {"FunctionName": "{1}"}, "Policy")],
    "ecr": [Lookup(r".*:repository/(.+)", "ecr", "GetRepositoryPolicy", {"repositoryName": "{1}"}, "policyText")],
    "logs": [Lookup(_ANY, "logs", "DescribeResourcePolicies", {}, "resourcePolicies[].policyDocument")],
    "events": [Lookup(r".*:event-bus/(.+)", "events", "DescribeEventBus", {"Name": "{1}"}, "Policy")],
    "glue": [Lookup(_ANY, "glue", "GetResourcePolicy", {}, "PolicyInJson")],
    "dynamodb": [
        Lookup(r"(.*:table/[^/]+)(?:/.*)?", "dynamodb", "GetResourcePolicy", {"ResourceArn": "{1}"}, "Policy"),
    ],
    "sagemaker": [
        Lookup(
            r".*:model-package(?:-group)?/([^/]+)(?:/.*)?",
            "sagemaker",
            "GetModelPackageGroupPolicy",
            {"ModelPackageGroupName": "{1}"},
            "ResourcePolicy",
        )
    ],
}
TAGS: Mapping[str, Sequence[Lookup]] = {
    "s3": [
        Lookup(_BUCKET, "s3", "GetBucketTagging", {"Bucket": "{1}"}, "TagSet"),
        Lookup(rf"{_BUCKET}/(.+)", "s3", "GetObjectTagging", {"Bucket": "{1}", "Key": "{2}"}, "TagSet"),
    ],
    "kms": [Lookup(r".*:key/(.+)", "kms", "ListResourceTags", {"KeyId": "{1}"}, "Tags")],
    "sqs": [Lookup(_QUEUE, "sqs", "ListQueueTags", {"QueueUrl": _QUEUE_URL}, "Tags")],
    "sns": [Lookup(r"([^:]+:){5}[^:]+", "sns", "ListTagsForResource", {"ResourceArn": "{0}"}, "Tags")],
    "secretsmanager": [Lookup(_ANY, "secretsmanager", "DescribeSecret", {"SecretId": "{0}"}, "Tags")],
    "lambda": [Lookup(r".*:function:[^:]+", "lambda", "ListTags", {"Resource": "{0}"}, "Tags")],
    "ecr": [Lookup(r".*:repository/.+", "ecr", "ListTagsForResource", {"resourceArn": "{0}"}, "tags")],
    "logs": [Lookup(r"(.*:log-group:[^:]+)(?::.*)?", "logs", "ListTagsForResource", {"resourceArn": "{1}"}, "tags")],
    "events": [Lookup(_ANY, "events", "ListTagsForResource", {"ResourceARN": "{0}"}, "Tags")],
    "dynamodb": [Lookup(r".*:table/[^/]+", "dynamodb", "ListTagsOfResource", {"ResourceArn": "{0}"}, "Tags")],
    "sagemaker": [Lookup(_ANY, "sagemaker", "ListTags", {"ResourceArn": "{0}"}, "Tags")],
    "states": [Lookup(_ANY, "stepfunctions", "ListTagsForResource", {"resourceArn": "{0}"}, "tags")],
    "cloudwatch": [Lookup(_ANY, "cloudwatch", "ListTagsForResource", {"ResourceARN": "{0}"}, "Tags")],
    "ssm": [
        Lookup(
            r".*:parameter(/.+)",
            "ssm",
            "ListTagsForResource",
            {"ResourceType": "Parameter", "ResourceId": "{1}"},
            "TagList",
        )
    ],
    "iam": [
        Lookup(r".*:role/(?:.*/)?([^/]+)", "iam", "ListRoleTags", {"RoleName": "{1}"}, "Tags"),
        Lookup(r".*:user/(?:.*/)?([^/]+)", "iam", "ListUserTags", {"UserName": "{1}"}, "Tags"),
        Lookup(r".*:policy/.*", "iam", "ListPolicyTags", {"PolicyArn": "{0}"}, "Tags"),
    ],
    "ec2": [Lookup(r".*/([a-z]+-[0-9a-f]+)", "ec2", "DescribeTags", {}, "Tags[?ResourceId=='{1}']")],
    "glue": [Lookup(_ANY, "glue", "GetTags", {"ResourceArn": "{0}"}, "Tags")],
}
