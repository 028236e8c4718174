"""Authorizer: let a request through, or refuse it as AWS would."""

import json
import logging
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast
from urllib.parse import urlsplit

from moto.s3.models import s3_backends

from local.cloud.errors import Answer
from local.cloud.iam import call as calls
from local.cloud.iam import callers, dependents, evaluation, refusals, signatures
from local.cloud.iam.actions import FREE, actions_of
from local.cloud.iam.call import Call
from local.cloud.iam.callers import Caller
from local.cloud.iam.context import Context
from local.cloud.iam.dependents import Need
from local.cloud.iam.documents import Document, Principal
from local.cloud.iam.documents import Request as Question
from local.cloud.iam.evaluation import Decision, Policies
from local.cloud.iam.lookups import Ask, Lookups
from local.cloud.iam.refusals import Refusal
from local.cloud.iam.resources import arns_of
from local.cloud.request import Request

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Denial:
    """The first need of a call that no policy covers."""

    caller: Caller
    need: Need
    decision: Decision

    @property
    def words(self) -> str:
        """As AWS says it."""
        return refusals.words(self.caller.principal, self.need.action, self.need.resource, self.decision)


class Authorizer:
    """Decides over requests. `ask` lets one pass what lies behind, for what the decision depends on."""

    def __init__(self, ask: Ask) -> None:
        self.lookups = Lookups(ask)

    def authorize(self, request: Request) -> Answer | None:
        """None for a request that may go on, else the refusal."""
        caller = request.acting or callers.find(request)
        if caller is None:
            return refusals.refuse(request, Refusal.UNKNOWN_KEY)
        if caller.is_root:
            return None
        if callers.is_expired(caller):
            return refusals.refuse(request, Refusal.EXPIRED)
        if caller.secret and not signatures.is_right(request, caller.secret, caller.token):
            return refusals.refuse(request, Refusal.WRONG_SIGNATURE)
        call = calls.read(request)
        if call is None:
            return None  # nothing behind knows it either
        denial = self.denial(call, _with_token(call, caller))
        if denial is None:
            return None
        _log.info("Refused: %s", denial.words)
        return refusals.refuse(request, Refusal.DENIED, denial.words)

    def denial(self, call: Call, caller: Caller) -> Denial | None:
        """What the caller lacks, of all that the call needs."""
        for need in self._needs(call, caller.principal.account or callers.ACCOUNT):
            decision = self.decision(call, caller, need)
            if not decision.allowed:
                return Denial(caller, need, decision)
        return None

    def decision(self, call: Call, caller: Caller, need: Need) -> Decision:
        """Whether the caller may do one thing."""
        account = _account_of(need.resource) or caller.principal.account or callers.ACCOUNT
        context = Context(call, caller, need.resource, account, self.lookups, need.keys)
        prefix = need.action.partition(":")[0]
        policy = self._policy(call, need, account)
        return evaluation.decide(
            Question(caller.principal, need.action, need.resource, context),
            Policies(
                identity=caller.identity,
                boundary=caller.boundary,
                session=caller.session,
                resource=policy,
                resource_account=account,
                # A key without a policy is none: the service itself will say that it is not there.
                resource_decides=prefix == "sts" or (prefix == "kms" and policy is not None),
            ),
        )

    def _needs(self, call: Call, account: str) -> Sequence[Need]:
        found: list[Need] = []
        arns: Sequence[str] = []
        for action in actions_of(call):
            if action not in FREE:
                arns = arns_of(call, action, account, self.lookups)
                found += [Need(action, arn) for arn in arns]
        return [*found, *dependents.needs_of(call, arns, account, self.lookups)]

    def _policy(self, call: Call, need: Need, account: str) -> Document | None:
        if need.action.startswith("sts:"):
            return callers.trust_policy(need.resource)
        if need.resource == "*":
            return None
        return self.lookups.policy(need.resource, call, account) or None


def _account_of(arn: str) -> str:
    """The account that a resource belongs to; a bucket's ARN does not tell it."""
    parts = arn.split(":", 5)
    if len(parts) < len(("arn", "partition", "service", "region", "account", "name")):
        return ""
    if parts[2] == "s3":
        bucket = parts[5].partition("/")[0]
        return next((account for account in s3_backends if bucket in s3_backends[account][parts[1]].buckets), "")
    return parts[4] if parts[4].isdigit() else ""


def _with_token(call: Call, caller: Caller) -> Caller:
    """Who shows a token of an OIDC provider is the identity that the token names. It is believed as it is."""
    if call.operation != "AssumeRoleWithWebIdentity":
        return caller
    claims = _claims(str(call.named.get("webidentitytoken", "")))
    issuer = urlsplit(str(claims.get("iss", "")))
    provider = f"{issuer.netloc}{issuer.path}"
    account = _account_of(str(call.named.get("rolearn", "")))
    arn = f"arn:{call.partition}:iam::{account}:oidc-provider/{provider}"
    keys = {f"{provider}:{name}".lower(): _texts(value) for name, value in claims.items()}
    return replace(caller, principal=Principal("Federated", arn), keys={**keys, "aws:federatedprovider": [arn]})


def _claims(token: str) -> Mapping[str, Any]:
    try:
        payload = token.split(".")[1]
        return cast(Mapping[str, Any], json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4))))
    except (ValueError, IndexError):
        return {}


def _texts(value: Any) -> Sequence[str]:
    return [str(one) for one in cast(list[Any], value)] if isinstance(value, list) else [str(value)]
