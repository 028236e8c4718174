"""Resources: the ARNs of what a call works on, from its parameters and the reference's formats.

A name that the call does not give (that of a thing to be made, of whatever a list shows) is `*` in the ARN, so that
only a policy that names no single one allows it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from local.cloud.iam.call import Call, is_arn
from local.cloud.iam.lookups import Lookups
from local.cloud.iam.reference import ResourceType, resource_types
from local.cloud.iam.special import SPECIAL

_NAMES: Mapping[str, Sequence[str]] = {
    # Parameters that give what a placeholder of the reference means; beside these, one of the same name.
    "Alias": ("AliasName",),
    "BucketName": ("Bucket",),
    "CatalogName": ("CatalogName", "CatalogId"),
    "ClusterName": ("clusterName", "name"),
    "DataCatalogName": ("CatalogName", "Name"),
    "DatabaseName": ("DatabaseName", "Name"),
    "DomainName": ("domainName", "name"),
    "EventBusName": ("EventBusName", "Name"),
    "GroupNameWithPath": ("GroupName",),
    "ObjectName": ("Key",),
    "ParameterNameWithoutLeadingSlash": ("Name", "Path"),
    "PolicyNameWithPath": ("PolicyName",),
    "ProjectName": ("projectName", "name"),
    "QueueName": ("QueueUrl",),
    "RoleNameWithPath": ("RoleName",),
    "RuleName": ("Name", "Rule"),
    "ScheduleName": ("Name",),
    "StateMachineName": ("name",),
    "TableName": ("TableName", "Name"),
    "TopicName": ("Name",),
    "UserNameWithPath": ("UserName",),
    "WorkGroupName": ("WorkGroup", "Name"),
}
_SCOPES = {"REGIONAL": "regional", "CLOUDFRONT": "global"}
_DEFAULTS: Mapping[str, str] = {"scheduler:GroupName": "default", "athena:WorkGroupName": "primary"}


def arns_of(call: Call, action: str, account: str, lookups: Lookups) -> Sequence[str]:
    """What the action works on; `*` where it names nothing."""
    special = SPECIAL.get(action) or SPECIAL.get(action.partition(":")[0])
    return (special and special(call, action, account, lookups)) or _by_reference(call, action, account)


def _by_reference(call: Call, action: str, account: str) -> Sequence[str]:
    types = resource_types(*action.split(":", 1))
    given = [value for _, value in call.given if is_arn(value)]
    named = {kind.name: [arn for arn in given if kind.is_of(arn)] or _filled(kind, call, account) for kind in types}
    required = [arn for kind in types if kind.required for arn in named[kind.name]]
    if required:
        whole = [arn for arn in required if arn in given]
        # Where ARNs are given, what they do not name is not meant: an association has two ends of a dozen types.
        return list(dict.fromkeys(whole + [arn for arn in required if not whole or "*" not in arn]))
    known = [kind for kind in types if _names_one(named[kind.name])]
    if not known:
        return ["*"]
    # Of several types that an action may name, the one that was given whole, else the one with most parts.
    return named[max(known, key=lambda kind: (named[kind.name][0] in given, len(kind.placeholders))).name]


def _names_one(arns: Sequence[str]) -> bool:
    return bool(arns) and "*" not in arns[0]


def _filled(kind: ResourceType, call: Call, account: str) -> list[str]:
    """The ARNs of that type, one for each value of a list; what the parameters do not give is `*`."""
    given = call.given
    found: list[list[str]] = []
    for placeholder in kind.placeholders:
        values = next(
            (values for name in _names(kind, placeholder, call) if (values := [v for n, v in given if n == name])),
            [_DEFAULTS.get(f"{call.prefix}:{placeholder}", "*")],
        )
        found.append([_plain(value) for value in values])
    fixed = _fixed(call, account)
    return [kind.filled({**fixed, **dict(zip(kind.placeholders, parts, strict=True))}) for parts in product(*found)]


def _names(kind: ResourceType, placeholder: str, call: Call) -> Iterator[str]:
    """The parameters that may give a part of an ARN, the likeliest first."""
    what = re.sub(r"[^a-z0-9]", "", kind.name.lower())
    for name in (placeholder, *_NAMES.get(placeholder, ())):
        yield name.lower()
        yield f"{name.lower()}s"
    # TrackingServerName is a MlflowTrackingServerName; a plain name or id may be anything's.
    yield from (name for name, _ in call.given if len(name) > len("name") and placeholder.lower().endswith(name))
    if placeholder == kind.placeholders[-1]:
        yield from (f"{what}{end}" for end in ("name", "id", "identifier", "names", "arn"))
        if what.endswith("jobdefinition"):
            yield "jobdefinitionname"
        if what in call.operation.lower():
            yield from ("name", "names", "id", "identifier", what)


def _fixed(call: Call, account: str) -> Mapping[str, str]:
    return {"Partition": call.partition, "Region": call.region, "Account": account}


def _plain(value: str) -> str:
    """A name without what surrounds it: the host of a queue's URL, the alias' prefix, a parameter's slash."""
    if value.startswith(("http://", "https://")):
        return value.rpartition("/")[2]
    return _SCOPES.get(value, value.removeprefix("alias/").removeprefix("/"))
