"""Callers: who a request's access key belongs to, with all policies that apply to them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from moto.iam.models import iam_backends
from moto.sts.models import sts_backends
from moto.utilities.utils import get_partition

from local.cloud.gaps import managed_policies
from local.cloud.iam import signatures
from local.cloud.iam.documents import Document, Principal, read
from local.cloud.request import Request

ROOT_KEY = "local"
"""The access key of `make env`: the account's administrator, whom no policy binds."""
ACCOUNT = "123456789012"
Keys = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Caller:
    """Who calls. The administrator has no policies and needs none."""

    principal: Principal
    secret: str = ""
    token: str = ""
    expires: datetime | None = None
    is_root: bool = False
    identity: Sequence[Document] = ()
    boundary: Document | None = None
    session: Sequence[Document] | None = None
    keys: Keys = field(default_factory=dict[str, Sequence[str]])
    """The condition keys that the caller brings, in lower case."""


def find(request: Request) -> Caller | None:
    """The caller; None where nobody has the access key."""
    key = signatures.access_key(request)
    if key == ROOT_KEY:
        return root(ACCOUNT)
    if not key:
        return Caller(Principal("", "anonymous"), keys={"aws:principaltype": ["Anonymous"]})
    partition = get_partition(request.region)
    for account in list(iam_backends):
        held = iam_backends[account][partition].access_keys.get(key)
        if held is None:
            continue
        session = sts_backends[account][partition].get_assumed_role_from_access_key(key)
        if session is not None:
            return of_session(session)
        if held.user_name and held.status == "Active":
            return of_user(account, partition, held.user_name, held.secret_access_key)
    return None


def arn(access_key: str, region: str) -> str:
    """The ARN of who has an access key; empty where nobody has it."""
    if access_key == ROOT_KEY:
        return root(ACCOUNT).principal.name
    partition = get_partition(region)
    for account in list(iam_backends):
        if held := iam_backends[account][partition].access_keys.get(access_key):
            session = sts_backends[account][partition].get_assumed_role_from_access_key(access_key)
            if session:
                return str(session.arn)
            if held.user_name:
                return str(iam_backends[account][partition].get_user(held.user_name).arn)
    return ""


def root(account: str) -> Caller:
    """The account itself."""
    arn = f"arn:aws:iam::{account}:root"
    return Caller(Principal("AWS", arn, account), is_root=True, keys=_keys(arn, account, "Account", account))


def of_user(account: str, partition: str, name: str, secret: str = "") -> Caller:
    """An IAM user."""
    backend = iam_backends[account][partition]
    user = backend.get_user(name)
    groups = backend.get_groups_for_user(user.name)
    found = [*documents(user), *(document for group in groups for document in documents(group))]
    return Caller(
        Principal("AWS", user.arn, account),
        secret=secret,
        identity=found,
        boundary=_boundary(backend, user),
        keys={**_keys(user.arn, account, "User", user.id, user.tags), "aws:username": [user.name]},
    )


def of_session(session: Any) -> Caller:
    """A session of a role, or the one that GetSessionToken made of a user."""
    account, partition = session.account_id, session.partition
    backend = iam_backends[account][partition]
    mfa = ["true" if getattr(session, "with_mfa", False) else "false"]
    given = {"secret": session.secret_access_key, "token": session.session_token, "expires": session.expiration}
    if ":user/" in session.role_arn:
        user = of_user(account, partition, session.session_name)
        return Caller(
            user.principal,
            **given,
            identity=user.identity,
            boundary=user.boundary,
            keys={**user.keys, "aws:multifactorauthpresent": mfa},
        )
    role = next((role for role in backend.roles.values() if role.arn == session.role_arn), None)
    tags = {**_tags_of(role), **getattr(session, "tags", {})}
    passed = [*([session.policy] if session.policy else []), *_texts(backend, getattr(session, "policy_arns", []))]
    keys = {
        **_keys(role.arn if role else session.role_arn, account, "AssumedRole", session.user_id),
        **{f"aws:principaltag/{name}".lower(): [value] for name, value in tags.items()},
        "aws:multifactorauthpresent": mfa,
        "sts:rolesessionname": [session.session_name],
    }
    if source := getattr(session, "source_identity", ""):
        keys["aws:sourceidentity"] = [source]
    return Caller(
        Principal("AWS", session.arn, account, session.role_arn),
        **given,
        identity=documents(role) if role else [],
        boundary=_boundary(backend, role) if role else None,
        session=[read(text) for text in passed] if passed else None,
        keys=keys,
    )


def of_role(arn: str) -> Caller:
    """A session of a role that nobody opened, to ask what it might do."""
    parts = arn.split(":")
    name, session = arn.rpartition("/")[2], "local"
    return of_session(
        SimpleNamespace(
            account_id=parts[4],
            partition=parts[1],
            arn=f"arn:{parts[1]}:sts::{parts[4]}:assumed-role/{name}/{session}",
            role_arn=arn,
            session_name=session,
            user_id=session,
            policy="",
            secret_access_key="",
            session_token="",
            expiration=None,
        )
    )


def of_service(service: str, keys: Keys) -> Caller:
    """An AWS service that acts for a resource of somebody."""
    own = {"aws:principalisawsservice": ["true"], "aws:principalservicename": [service]}
    return Caller(Principal("Service", service), keys={**own, **keys})


def is_expired(caller: Caller) -> bool:
    """Whether the credentials of a session are over."""
    if caller.expires is None:
        return False
    ends = caller.expires if caller.expires.tzinfo else caller.expires.replace(tzinfo=UTC)
    return ends < datetime.now(UTC)


def trust_policy(arn: str) -> Document | None:
    """The trust policy of a role; None where there is no such role."""
    found = re.fullmatch(r"arn:([^:]+):iam::(\d{12}):role/.+", arn)
    if not found:
        return None
    role = next((role for role in iam_backends[found[2]][found[1]].roles.values() if role.arn == arn), None)
    return read(role.assume_role_policy_document) if role else None


def _keys(
    arn: str, account: str, kind: str, identity: str, tags: Sequence[Mapping[str, str]] | None = None
) -> dict[str, Sequence[str]]:
    return {
        "aws:principalarn": [arn],
        "aws:principalaccount": [account],
        "aws:principaltype": [kind],
        "aws:principalisawsservice": ["false"],
        "aws:userid": [identity],
        **{f"aws:principaltag/{tag['Key']}".lower(): [tag["Value"]] for tag in tags or ()},
    }


def _tags_of(role: Any) -> dict[str, str]:
    tags = role.tags if role else None
    found = tags.values() if isinstance(tags, dict) else tags or ()
    return {tag["Key"]: tag["Value"] for tag in found}


def documents(owner: Any) -> list[Document]:
    """The inline and the attached policies of a role, a user or a group."""
    managed = [_default_version(policy) for policy in owner.managed_policies.values()]
    return [read(text) for text in (*owner.policies.values(), *managed)]


def _boundary(backend: Any, owner: Any) -> Document | None:
    arn = (getattr(owner, "permissions_boundary", None) or {}).get("PermissionsBoundaryArn")
    texts = _texts(backend, [arn]) if arn else []
    # A boundary that is not there allows nothing.
    return (read(texts[0]) if texts else ()) if arn else None


def _texts(backend: Any, arns: Sequence[str]) -> list[str]:
    for arn in arns:
        managed_policies.provide(backend, arn)
    return [_default_version(backend.managed_policies[arn]) for arn in arns if arn in backend.managed_policies]


def _default_version(policy: Any) -> str:
    return next(version.document for version in policy.versions if version.is_default)
