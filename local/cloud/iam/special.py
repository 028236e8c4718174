"""Special: the resources of calls whose ARNs the reference's formats and the parameters' names do not tell.

A function that finds nothing leaves the call to the reference.
"""

import base64
import binascii
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from moto.iam.models import iam_backends

from local.cloud.iam.call import Call, is_arn, members
from local.cloud.iam.lookups import Lookups
from local.cloud.iam.reference import resource_types


def _iam(call: Call, action: str, account: str, _: Lookups) -> Sequence[str]:
    """Roles, users and groups have their path in the ARN, which only IAM knows."""
    partition = call.partition
    backend = iam_backends[account][partition]
    named = call.named
    arns = [value for name, value in call.given if name in ("policyarn", "rolearn") and is_arn(value)]
    path = str(named.get("path", "/"))
    meant = {kind.name for kind in resource_types("iam", action.partition(":")[2])}
    for kind, held in (("role", backend.roles), ("user", backend.users), ("group", backend.groups)):
        if kind in meant and (name := named.get(f"{kind}name")):
            one: Any = held.get(name) or next(
                (found for found in held.values() if getattr(found, "name", None) == name), None
            )
            # The policy is a parameter of Attach and Detach, not what they change.
            return [one.arn if one else f"arn:{partition}:iam::{account}:{kind}{path}{name}"]
    if arns:
        return arns
    if action == "iam:CreatePolicy":
        return [f"arn:{partition}:iam::{account}:policy{path}{named.get('policyname', '*')}"]
    if action == "iam:CreateServiceLinkedRole":
        return [f"arn:{partition}:iam::{account}:role/aws-service-role/{named.get('awsservicename', '*')}/*"]
    if name := named.get("instanceprofilename"):
        return [f"arn:{partition}:iam::{account}:instance-profile{path}{name}"]
    return []


def _kms(call: Call, action: str, account: str, lookups: Lookups) -> Sequence[str]:
    """A key may be named by its ARN, id or alias, or lie in what it encrypted."""
    fields = {"kms:ReEncryptFrom": ("sourcekeyid",), "kms:ReEncryptTo": ("destinationkeyid",)}
    keys = [call.named.get(name) for name in fields.get(action, ("keyid", "targetkeyid", "aliasname"))]
    key = next((str(one) for one in keys if one), "") or _key_in(call.named.get("ciphertextblob"))
    if not key:
        return ["*"]
    arn = lookups.key_arn(key, call.region, account)
    prefix = call.here("kms", account)
    alias = [f"{prefix}{call.named['aliasname']}"] if "aliasname" in call.named else []
    named = key if is_arn(key) else f"{prefix}{key}" if key.startswith("alias/") else f"{prefix}key/{key}"
    return list(dict.fromkeys([*alias, arn or named]))


def _key_in(blob: Any) -> str:
    """moto writes the id of the key first."""
    if isinstance(blob, str):
        try:
            blob = base64.b64decode(blob)
        except binascii.Error:
            return ""
    return blob[:36].decode("ascii", errors="ignore") if isinstance(blob, bytes) else ""


def _s3(call: Call, action: str, account: str, _: Lookups) -> Sequence[str]:
    del account
    bucket = str(call.named.get("bucket", ""))
    if not bucket:
        return ["*"]
    arn = bucket if is_arn(bucket) else f"arn:{call.partition}:s3:::{bucket}"
    if call.operation == "DeleteObjects":
        of_version = action == "s3:DeleteObjectVersion"
        objects: list[dict[str, Any]] = call.named.get("delete", {}).get("Objects", [])
        return [f"{arn}/{one['Key']}" for one in objects if bool(one.get("VersionId")) is of_version]
    return [f"{arn}/{unquote(call.named['key'])}"] if "key" in call.named else [arn]


def _secret(call: Call, _: str, account: str, lookups: Lookups) -> Sequence[str]:
    """A secret's ARN ends in letters that only the service knows."""
    prefix = f"{call.here('secretsmanager', account)}secret:"
    if secret := call.named.get("secretid"):
        found = lookups.ask("secretsmanager", "DescribeSecret", call.region, account, SecretId=secret)
        return [str(found.get("ARN") or (secret if is_arn(secret) else f"{prefix}{secret}"))]
    name = call.named.get("name")
    return [f"{prefix}{name}-??????"] if name else ["*"]


def _assumed(call: Call, _: str, account: str, __: Lookups) -> Sequence[str]:
    del account
    return [str(call.named.get("rolearn", "*"))]


def _package(call: Call, _: str, account: str, __: Lookups) -> Sequence[str]:
    """A new version of a group has no number yet."""
    prefix = f"{call.here('sagemaker', account)}model-package/"
    group = call.named.get("modelpackagegroupname")
    name = call.named.get("modelpackagename") or call.named.get("modelpackagearn")
    if is_arn(name):
        return [str(name)]
    return [f"{prefix}{str(group).rpartition('/')[2]}/*" if group else f"{prefix}{name or '*'}"]


def _repository(call: Call, _: str, __: str, ___: Lookups) -> Sequence[str]:
    """A registry is an account; a call may name another's."""
    registry, name = call.named.get("registryid"), call.named.get("repositoryname")
    return [f"{call.here('ecr', str(registry))}repository/{name}"] if registry and name else []


def _rest_api(call: Call, *_: Any) -> Sequence[str]:
    return [f"arn:{call.partition}:apigateway:{call.region}::{call.request.path.removeprefix('/v2')}"]


def _records(call: Call, _: str, account: str, __: Lookups) -> Sequence[str]:
    """Batches of records name their feature groups inside."""
    prefix = f"{call.here('sagemaker', account)}feature-group/"
    batch: list[dict[str, Any]] = call.named.get("identifiers") or call.named.get("entries") or []
    names = [str(one.get("FeatureGroupName", "")) for one in batch]
    return [name if is_arn(name) else f"{prefix}{name}" for name in names]


def _tables(call: Call, _: str, account: str, __: Lookups) -> Sequence[str]:
    """DynamoDB's batches and transactions name their tables inside."""
    prefix = f"{call.here('dynamodb', account)}table/"
    names = list(call.named.get("requestitems", {})) or [
        str(value) for name, value in members(call.parameters) if name in ("TableName", "ResourceArn")
    ]
    index = f"/index/{call.named['indexname']}" if "indexname" in call.named else ""
    return [f"{name if is_arn(name) else prefix + name}{index}" for name in dict.fromkeys(names)] or [f"{prefix}*"]


def _work_group(call: Call, _: str, account: str, lookups: Lookups) -> Sequence[str]:
    """A query belongs to the work group that it was started in."""
    if not (query := call.named.get("queryexecutionid")):
        return []
    found = lookups.ask("athena", "GetQueryExecution", call.region, account, QueryExecutionId=query)
    group = found.get("QueryExecution", {}).get("WorkGroup", "*")
    return [f"{call.here('athena', account)}workgroup/{group}"]


def _buses(call: Call, _: str, account: str, __: Lookups) -> Sequence[str]:
    prefix = f"{call.here('events', account)}event-bus/"
    names = [str(one.get("EventBusName", "default")) for one in call.named.get("entries", [])]
    return list(dict.fromkeys(name if is_arn(name) else f"{prefix}{name}" for name in names))


def _rule(call: Call, action: str, account: str, _: Lookups) -> Sequence[str]:
    if "Rule" not in action and "Target" not in action:
        return []
    if is_arn(arn := call.named.get("resourcearn")):
        return [str(arn)]
    prefix = f"{call.here('events', account)}rule/"
    bus = str(call.named.get("eventbusname", "default")).rpartition("/")[2]
    name = call.named.get("rule") or call.named.get("name") or "*"
    return [f"{prefix}{name}" if bus == "default" else f"{prefix}{bus}/{name}"]


def _function(call: Call, _: str, account: str, __: Lookups) -> Sequence[str]:
    name = str(call.named.get("functionname", ""))
    if is_arn(name) or not name:
        return [name] if name else []
    name = re.sub(r"^\d{12}:function:", "", name)
    qualifier = f":{call.named['qualifier']}" if "qualifier" in call.named else ""
    return [f"{call.here('lambda', account)}function:{name}{qualifier}"]


def _logs(call: Call, action: str, account: str, _: Lookups) -> Sequence[str]:
    """The ARN of a log group ends in `:log-stream:` and its stream's name, if any; for tags it is the group's own.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
    """
    if call.operation == "DescribeLogGroups":  # of all groups, whatever prefix is asked for
        return [f"{call.here('logs', account)}log-group::log-stream:"]
    group = call.named.get("loggroupname") or call.named.get("loggroupidentifier") or call.named.get("resourcearn")
    if not group or (is_arn(group) and ":log-group:" not in str(group)):
        return []
    prefix = f"{call.here('logs', account)}log-group:"
    arn = str(group).removesuffix(":*") if is_arn(group) else f"{prefix}{group}"
    return [arn if "Tag" in action else f"{arn}:log-stream:{call.named.get('logstreamname', '')}"]


def _tagged(call: Call, _: str, __: str, ___: Lookups) -> Sequence[str]:
    """What is tagged is named by its ARN, of whatever type: the reference leaves out Glue's rulesets."""
    return [str(call.named["resourcearn"])] if "resourcearn" in call.named else []


def _in_the_catalog(call: Call, _: str, account: str, __: Lookups) -> Sequence[str]:
    """What is put into Glue's catalog has its name inside; the catalog and the database are asked for with it.

    https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
    """
    prefix, named = call.here("glue", account), call.named
    database = str(named.get("databasename") or named.get("databaseinput", {}).get("Name", ""))
    held = [f"database/{database}"] if database else []
    if "tableinput" in named:
        held.append(f"table/{database}/{named['tableinput'].get('Name', '*')}")
    if "connectioninput" in named:
        held.append(f"connection/{named['connectioninput'].get('Name', '*')}")
    return [f"{prefix}catalog", *(f"{prefix}{one}" for one in held)]


SPECIAL: Mapping[str, Callable[[Call, str, str, Lookups], Sequence[str]]] = {
    "apigateway": _rest_api,
    "athena": _work_group,
    "dynamodb": _tables,
    "events": _rule,
    "ecr": _repository,
    "events:PutEvents": _buses,
    **dict.fromkeys(
        [f"glue:{verb}{what}" for verb in ("Create", "Update") for what in ("Connection", "Database", "Table")],
        _in_the_catalog,
    ),
    **dict.fromkeys(("glue:GetTags", "glue:TagResource", "glue:UntagResource"), _tagged),
    "iam": _iam,
    "kms": _kms,
    "lambda": _function,
    "logs": _logs,
    "s3": _s3,
    "sagemaker:BatchGetRecord": _records,
    "sagemaker:BatchWriteRecord": _records,
    "sagemaker:CreateModelPackage": _package,
    "secretsmanager": _secret,
    "sts": _assumed,
}
