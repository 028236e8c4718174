"""Dependents: what a call needs beside its own action: to pass roles, and to use the keys of what it touches.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from local.cloud.iam.call import Call
from local.cloud.iam.lookups import Lookups

_ROLE = re.compile(r"arn:[^:]+:iam::\d{12}:role/.+")
_ROLE_MEMBER = re.compile(r"role", re.IGNORECASE)
_READS = ("Describe", "Get", "List", "BatchGet", "Search", "Delete")
_OWN_ROLES = {"iam", "sts", "kms", "lakeformation", "s3"}
"""Services whose parameters name roles that are not handed over."""


@dataclass(frozen=True)
class Need:
    """An action on a resource, with the condition keys that come with it."""

    action: str
    resource: str
    keys: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])


def needs_of(call: Call, arns: Sequence[str], account: str, lookups: Lookups) -> Iterator[Need]:
    """Everything that a call on those resources needs beside its own actions."""
    yield from _passed_roles(call)
    if use := _KEYS.get(f"{call.prefix}:{call.operation}"):
        yield from use(_Use(call, arns[0] if arns else "*", account, lookups))


def _passed_roles(call: Call) -> Iterator[Need]:
    if call.prefix in _OWN_ROLES or call.operation.startswith(_READS):
        return
    roles = {
        value
        for name, value in call.every_member
        if _ROLE_MEMBER.search(name) and isinstance(value, str) and _ROLE.fullmatch(value)
    }
    service = _PASSED_TO.get(call.prefix, f"{call.prefix}.amazonaws.com").format(region=call.region)
    for role in sorted(roles):
        yield Need("iam:PassRole", role, {"iam:passedtoservice": [service]})


_PASSED_TO: Mapping[str, str] = {
    "ecs": "ecs-tasks.amazonaws.com",
    "logs": "logs.{region}.amazonaws.com",
    "sns": "sns.amazonaws.com",
}


@dataclass(frozen=True)
class _Use:
    """A call that makes its service use a key on the caller's behalf."""

    call: Call
    resource: str
    account: str
    lookups: Lookups

    def ask(self, service: str, operation: str, **parameters: Any) -> Mapping[str, Any]:
        return self.lookups.ask(service, operation, self.call.region, self.account, **parameters)

    def needs(self, key: object, actions: Sequence[str], context: Mapping[str, str], **keys: str) -> Iterator[Need]:
        """Those actions on a customer's key. AWS's own keys are open to who may use their service."""
        if not isinstance(key, str) or not key or "alias/aws/" in key:
            return
        arn = self.lookups.key_arn(key, self.call.region, self.account)
        if not arn:
            return
        found: dict[str, Sequence[str]] = {
            "kms:viaservice": [f"{self.call.prefix}.{self.call.region}.amazonaws.com"],
            "aws:viaawsservice": ["true"],
            "aws:calledvia": [f"{self.call.prefix}.amazonaws.com"],
            "kms:encryptioncontextkeys": list(context),
            **{f"kms:encryptioncontext:{name}".lower(): [value] for name, value in context.items()},
            **{f"kms:{name}": [value] for name, value in keys.items()},
        }
        for action in actions:
            yield Need(f"kms:{action}", arn, found)


_WRITE, _READ = ("GenerateDataKey",), ("Decrypt",)


def _written_object(use: _Use, actions: Sequence[str] = _WRITE) -> Iterator[Need]:
    named = use.call.named
    algorithm, key, under_bucket_key = named.get("serversideencryption"), named.get("ssekmskeyid"), False
    bucket = str(named.get("bucket", ""))
    if not algorithm:
        rules = (
            use.ask("s3", "GetBucketEncryption", Bucket=bucket)
            .get("ServerSideEncryptionConfiguration", {})
            .get("Rules", [])
        )
        default = rules[0].get("ApplyServerSideEncryptionByDefault", {}) if rules else {}
        algorithm, key = default.get("SSEAlgorithm"), default.get("KMSMasterKeyID")
        under_bucket_key = bool(rules and rules[0].get("BucketKeyEnabled"))
    if algorithm in ("aws:kms", "aws:kms:dsse"):
        yield from use.needs(key, actions, _object_context(use, bucket, under_bucket_key))


def _object_context(use: _Use, bucket: str, under_bucket_key: bool) -> Mapping[str, str]:
    """With a bucket key the bucket is the context, not the object.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
    """
    arn = f"arn:{use.call.partition}:s3:::{bucket}"
    return {"aws:s3:arn": arn if under_bucket_key else f"{arn}/{use.call.named.get('key', '')}"}


def _multipart_object(use: _Use) -> Iterator[Need]:
    yield from _written_object(use, ("GenerateDataKey", "Decrypt"))


def _head_object(use: _Use) -> Iterator[Need]:
    """What is known of an object is told without its key, but for its checksum.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
    """
    asked = str(use.call.named.get("checksummode", "")) == "ENABLED"
    yield from (need for need in _read_object(use) if asked or not need.action.startswith("kms:"))


def _read_object(use: _Use) -> Iterator[Need]:
    named = use.call.named
    yield from _stored_object(use, str(named.get("bucket", "")), str(named.get("key", "")), named.get("versionid"))


def _copied_object(use: _Use) -> Iterator[Need]:
    bucket, _, key = source_of(use.call).partition("/")
    yield from _stored_object(use, bucket, key, None)
    yield from _written_object(use)


def source_of(call: Call) -> str:
    """Bucket and key that a copy is made of."""
    source = call.named.get("copysource")
    if isinstance(source, dict):
        parts = cast(dict[str, str], source)
        return f"{parts['Bucket']}/{parts['Key']}"
    return str(source or "").removeprefix("/").partition("?")[0]


def _stored_object(use: _Use, bucket: str, key: str, version: object) -> Iterator[Need]:
    """The key of an object; and where there is no object, S3 tells only who may list the bucket."""
    found = use.lookups.stored_object(bucket, key, str(version or ""), use.account)
    if found is None:
        if use.lookups.has_bucket(bucket, use.account):
            yield Need("s3:ListBucket", f"arn:{use.call.partition}:s3:::{bucket}")
    elif str(found.encryption).startswith("aws:kms"):
        context = _object_context(use, bucket, bool(found.bucket_key_enabled))
        yield from use.needs(found.kms_key_id, _READ, context)


def _secret(*actions: str) -> Callable[[_Use], Iterator[Need]]:
    def needs(use: _Use) -> Iterator[Need]:
        known = (
            {}
            if use.resource.endswith("-??????")
            else use.ask("secretsmanager", "DescribeSecret", SecretId=use.resource)
        )
        key = use.call.named.get("kmskeyid") or known.get("KmsKeyId")
        yield from use.needs(key, actions, {"SecretARN": use.resource})

    return needs


def _written_parameter(use: _Use) -> Iterator[Need]:
    if use.call.named.get("type") == "SecureString":
        yield from use.needs(use.call.named.get("keyid"), ("Encrypt",), {"PARAMETER_ARN": use.resource})


def _read_parameter(use: _Use) -> Iterator[Need]:
    named = use.call.named
    if not named.get("withdecryption"):
        return
    names = named.get("names") or [named.get("name")]
    for name in names:
        held = use.ask("ssm", "DescribeParameters", ParameterFilters=[{"Key": "Name", "Values": [name]}])
        for one in held.get("Parameters", []):
            if one.get("Type") == "SecureString":
                yield from use.needs(one.get("KeyId"), _READ, {"PARAMETER_ARN": use.resource})


def _queue(*actions: str) -> Callable[[_Use], Iterator[Need]]:
    def needs(use: _Use) -> Iterator[Need]:
        url = use.call.named.get("queueurl")
        held = use.ask("sqs", "GetQueueAttributes", QueueUrl=url, AttributeNames=["KmsMasterKeyId"])
        key = held.get("Attributes", {}).get("KmsMasterKeyId")
        yield from use.needs(key, actions, {"aws:sqs:arn": use.resource})

    return needs


def _topic(use: _Use) -> Iterator[Need]:
    held = use.ask("sns", "GetTopicAttributes", TopicArn=use.resource)
    key = held.get("Attributes", {}).get("KmsMasterKeyId")
    yield from use.needs(key, ("GenerateDataKey", "Decrypt"), {"aws:sns:topicArn": use.resource})


def _iceberg_table(use: _Use) -> Iterator[Need]:
    """The catalog writes the first metadata of an Iceberg table, in the name of who makes the table.

    https://docs.aws.amazon.com/lake-formation/latest/dg/creating-iceberg-tables.html
    """
    given: Any = use.call.parameters
    location = given.get("TableInput", {}).get("StorageDescriptor", {}).get("Location", "")
    if not given.get("OpenTableFormatInput", {}).get("IcebergInput") or not location.startswith("s3://"):
        return
    bucket, _, prefix = location.removeprefix("s3://").partition("/")
    key = f"{prefix.rstrip('/')}/metadata/00000.metadata.json"
    via = {"aws:viaawsservice": ["true"], "aws:calledvia": ["glue.amazonaws.com"]}
    for action in ("PutObject", "GetObject", "DeleteObject"):
        yield Need(f"s3:{action}", f"arn:{use.call.partition}:s3:::{bucket}/{key}", via)
    put = replace(use.call, service="s3", prefix="s3", operation="PutObject", parameters={"Bucket": bucket, "Key": key})
    yield from _written_object(replace(use, call=put))


def _volume(use: _Use) -> Iterator[Need]:
    """A volume's key is used through a grant, which the service asks for in the caller's name."""
    members = ("VolumeKmsKeyId", *(["KmsKeyId"] if use.call.operation == "CreateEndpointConfig" else []))
    keys = {str(value) for name, value in use.call.every_member if name in members and value}
    for key in sorted(keys):
        yield from use.needs(key, ("CreateGrant",), {}, grantisforawsresource="true")


_KEYS: Mapping[str, Callable[[_Use], Iterator[Need]]] = {
    "glue:CreateTable": _iceberg_table,
    "s3:CompleteMultipartUpload": _multipart_object,
    "s3:CopyObject": _copied_object,
    "s3:CreateMultipartUpload": _multipart_object,
    "s3:GetObject": _read_object,
    "s3:HeadObject": _head_object,
    "s3:PutObject": _written_object,
    "s3:UploadPart": _multipart_object,
    "secretsmanager:CreateSecret": _secret("GenerateDataKey", "Decrypt"),
    "secretsmanager:GetSecretValue": _secret("Decrypt"),
    "secretsmanager:PutSecretValue": _secret("GenerateDataKey", "Decrypt"),
    "secretsmanager:UpdateSecret": _secret("GenerateDataKey", "Decrypt"),
    "sns:Publish": _topic,
    "sns:PublishBatch": _topic,
    "sqs:ReceiveMessage": _queue("Decrypt"),
    "sqs:SendMessage": _queue("GenerateDataKey", "Decrypt"),
    "sqs:SendMessageBatch": _queue("GenerateDataKey", "Decrypt"),
    "ssm:GetParameter": _read_parameter,
    "ssm:GetParameters": _read_parameter,
    "ssm:PutParameter": _written_parameter,
    "sagemaker:CreateEndpointConfig": _volume,
    "sagemaker:CreateHyperParameterTuningJob": _volume,
    "sagemaker:CreateNotebookInstance": _volume,
    "sagemaker:CreateProcessingJob": _volume,
    "sagemaker:CreateTrainingJob": _volume,
    "sagemaker:CreateTransformJob": _volume,
}
