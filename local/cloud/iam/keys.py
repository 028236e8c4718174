"""Keys: how each condition key is read from a request, one line each, by its name in lower case.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from local.cloud.iam.context import Context

Values: TypeAlias = "Sequence[str] | None"
Key: TypeAlias = "Callable[[Context], Values]"


def _of_request(context: Context, name: str) -> Values:
    found = {key.lower(): text for key, text in context.tags().items()}.get(name)
    return None if found is None else [found]


def _of_resource(context: Context, name: str) -> Values:
    tags = context.lookups.tags(context.resource, context.call, context.account)
    found = {key.lower(): text for key, text in tags.items()}.get(name)
    return None if found is None else [found]


OF_TAGS: Mapping[str, Callable[[Context, str], Values]] = {
    "existingobjecttag": _of_resource,
    "requestobjecttag": _of_request,
    "requesttag": _of_request,
    "resourcetag": _of_resource,
}


def _tag_keys(context: Context) -> Values:
    return context.tag_keys()


def _vpc(context: Context) -> Values:
    if said := context.call.header("x-local-source-vpc"):
        return [said]
    endpoint = context.call.header("x-local-source-vpce")
    if not endpoint:
        return None
    found = context.lookups.ask(
        "ec2", "DescribeVpcEndpoints", context.call.region, context.account, VpcEndpointIds=[endpoint]
    )
    return [str(one["VpcId"]) for one in found.get("VpcEndpoints", [])] or None


def _source_ip(context: Context) -> Values:
    """As in AWS, there is none for a request through a VPC endpoint."""
    if context.call.header("x-local-source-vpce"):
        return None
    return [context.call.header("x-local-source-ip") or str(context.call.request.environ.get("REMOTE_ADDR", ""))]


def _secure(context: Context) -> Values:
    """On loopback nobody listens, so plain HTTP stands for TLS, unless the header says otherwise."""
    return ["false" if context.call.header("x-local-secure-transport").lower() == "false" else "true"]


def _of_header(name: str) -> Key:
    return lambda context: [said] if (said := context.call.header(name)) else None


def _organization(context: Context) -> Values:
    account = context.caller.principal.account
    found = context.lookups.ask("organizations", "DescribeOrganization", "us-east-1", account) if account else {}
    return [found["Organization"]["Id"]] if found else None


OF_AWS: Mapping[str, Key] = {
    "currenttime": lambda _: [datetime.now(UTC).isoformat()],
    "epochtime": lambda _: [str(int(datetime.now(UTC).timestamp()))],
    "principalorgid": _organization,
    "referer": _of_header("referer"),
    "requestedregion": lambda context: [context.call.region],
    "resourceaccount": lambda context: [context.account],
    "securetransport": _secure,
    "sourceip": _source_ip,
    "sourcevpc": _vpc,
    "sourcevpce": _of_header("x-local-source-vpce"),
    "tagkeys": _tag_keys,
    "useragent": _of_header("user-agent"),
    "viaawsservice": lambda _: ["false"],
    "vpcsourceip": _of_header("x-local-vpc-source-ip"),
}
ABSENT = {
    # Keys that a request made directly, with keys of IAM, does not have.
    "calledvia",
    "calledviafirst",
    "calledvialast",
    "federatedprovider",
    "multifactorauthage",
    "multifactorauthpresent",
    "principalservicename",
    "principalservicenameslist",
    "sourceaccount",
    "sourcearn",
    "sourceidentity",
    "sourceorgid",
    "username",
}


def _named(*names: str) -> Key:
    return lambda context: context.members(*names)


def _encryption_context_keys(context: Context) -> Values:
    return list(context.call.named.get("encryptioncontext") or {}) or None


def _leading_keys(context: Context) -> Values:
    """The values of the partition keys that are asked for."""
    table = context.resource.rpartition(":table/")[2].partition("/")[0]
    schema = (
        context.lookups.ask("dynamodb", "DescribeTable", context.call.region, context.account, TableName=table)
        .get("Table", {})
        .get("KeySchema", [])
    )
    hashes = [one["AttributeName"] for one in schema if one["KeyType"] == "HASH"]
    keys = [value for member, value in context.call.every_member if member in ("Key", "Keys", "Item")]
    values = [str(next(iter(key[name].values()))) for key in keys for name in hashes if name in key]
    return values or None


def _vpc_of_group(context: Context) -> Values:
    """The VPC of the security group that the call is about."""
    place, _, group = context.resource.partition(":security-group/")
    asked = {"GroupIds": [group]}
    found = context.lookups.ask("ec2", "DescribeSecurityGroups", context.call.region, context.account, **asked)
    return [f"{place}:vpc/{one['VpcId']}" for one in found.get("SecurityGroups", [])] if group else None


def _output_key(context: Context) -> Values:
    outputs = ("OutputDataConfig", "ProcessingOutputConfig", "TransformOutput")
    return next((found for outer in outputs if (found := context.within(outer, "KmsKeyId"))), None)


def _volume_key(context: Context) -> Values:
    if context.call.operation == "CreateEndpointConfig":
        return context.top("kmskeyid")
    return context.members("VolumeKmsKeyId")


def _boundary(context: Context) -> Values:
    """The boundary that the call gives a role, else the one that the role has."""
    name = context.call.named.get("rolename")
    if given := context.members("PermissionsBoundary"):
        return given
    role = context.lookups.ask("iam", "GetRole", context.call.region, context.account, RoleName=name) if name else {}
    held = role.get("Role", {}).get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
    return [held] if held else None


OF_SERVICE: Mapping[str, Key] = {
    "dynamodb:leadingkeys": _leading_keys,
    "ec2:vpc": _vpc_of_group,
    "events:detail-type": _named("DetailType"),
    "iam:permissionsboundary": _boundary,
    "iam:policyarn": _named("PolicyArn"),
    "kms:calleraccount": lambda context: [context.caller.principal.account],
    "kms:encryptioncontextkeys": _encryption_context_keys,
    "kms:grantoperations": _named("Operations"),
    "lambda:functionarn": _named("FunctionArn", "FunctionName"),
    "lambda:securitygroupids": _named("SecurityGroupIds"),
    "lambda:subnetids": _named("SubnetIds"),
    "s3:delimiter": lambda context: context.top("delimiter"),
    "s3:max-keys": _named("MaxKeys"),
    "s3:prefix": lambda context: context.top("prefix"),
    "s3:requestobjecttagkeys": _tag_keys,
    "s3:resourceaccount": lambda context: [context.account],
    "s3:tlsversion": lambda context: ["1.3"] if _secure(context) == ["true"] else None,
    "s3:authtype": lambda context: [
        "REST-QUERY-STRING"
        if "X-Amz-Signature" in context.call.request.environ.get("QUERY_STRING", "")
        else "REST-HEADER"
    ],
    "s3:signatureversion": lambda _: ["AWS4-HMAC-SHA256"],
    "sagemaker:directinternetaccess": _named("DirectInternetAccess"),
    "sagemaker:featuregroupofflinestorekmskey": _named("KmsKeyId"),
    "sagemaker:featuregrouponlinestorekmskey": _named("KmsKeyId"),
    "sagemaker:imagearns": _named("ImageArn", "SageMakerImageArn", "Image", "TrainingImage", "ImageUri"),
    "sagemaker:instancetypes": _named("InstanceType"),
    "sagemaker:intercontainertrafficencryption": _named("EnableInterContainerTrafficEncryption"),
    "sagemaker:maxruntimeinseconds": _named("MaxRuntimeInSeconds"),
    "sagemaker:modelarn": _named("ModelArn", "ModelName"),
    "sagemaker:networkisolation": _named("EnableNetworkIsolation"),
    "sagemaker:outputkmskey": _output_key,
    "sagemaker:outputkmskeyarn": _output_key,
    "sagemaker:volumekmskey": _volume_key,
    "sagemaker:volumekmskeyarn": _volume_key,
    "sagemaker:vpcsecuritygroupids": _named("SecurityGroupIds", "SecurityGroups"),
    "sagemaker:vpcsubnets": _named("Subnets", "SubnetIds", "SubnetId"),
    **{
        f"s3:x-amz-{name}": _of_header(f"x-amz-{name}")
        for name in (
            "acl",
            "content-sha256",
            "copy-source",
            "grant-full-control",
            "grant-read",
            "grant-read-acp",
            "grant-write",
            "grant-write-acp",
            "metadata-directive",
            "server-side-encryption",
            "server-side-encryption-aws-kms-key-id",
            "server-side-encryption-customer-algorithm",
            "storage-class",
            "website-redirect-location",
        )
    },
}
