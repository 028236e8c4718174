"""Documents: a policy document as statements, and which of them speak of a request.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

import json
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Any, cast

from local.cloud.iam.conditions import Condition, conditions_of, texts
from local.cloud.iam.patterns import Values, matches

_ACCOUNT = re.compile(r"(?:arn:[^:]+:iam::)?(\d{12})(?::root)?")
_ANYONE = "*"


class Grant(IntEnum):
    """How near a Principal element comes to who calls."""

    NONE = 0
    ACCOUNT = 1  # to the account, whose identity policies then decide
    ROLE = 2  # to the role of the session, or to everyone: its boundary and session policy still bound it
    DIRECT = 3  # to the user, the session or the service itself


@dataclass(frozen=True)
class Principal:
    """Who asks, by the names that a Principal element may use."""

    kind: str  # as the element's key: AWS, Service, Federated; none of them for a caller without a signature
    name: str
    account: str = ""
    role_arn: str = ""  # of a session

    def is_excepted(self, names: Set[str]) -> bool:
        """Whether a NotPrincipal with those names leaves this one out: AWS asks for session, role and account."""
        account = {self.account, f"arn:aws:iam::{self.account}:root"}
        return {self.name, self.role_arn} - {""} <= names and (not self.account or bool(account & names))


@dataclass(frozen=True)
class Request:
    """What is asked of IAM: may this principal do that action on that resource, with these condition keys?"""

    principal: Principal
    action: str
    resource: str
    keys: Values


@dataclass(frozen=True)
class Statement:
    """One statement; a part that is not written is empty."""

    allows: bool
    actions: tuple[str, ...]
    not_actions: tuple[str, ...]
    resources: tuple[str, ...]
    not_resources: tuple[str, ...]
    principals: tuple[tuple[str, str], ...]
    not_principals: tuple[tuple[str, str], ...]
    conditions: tuple[Condition, ...]

    def speaks_of(self, request: Request) -> bool:
        """Whether action, resource and conditions are those of the request; the principal is looked at apart."""
        return (
            self._is_action(request.action)
            and self._is_resource(request)
            and all(condition.holds(request.keys) for condition in self.conditions)
        )

    def grant(self, principal: Principal) -> Grant:
        """How near its principals come to this one."""
        if self.not_principals:
            return Grant.NONE if principal.is_excepted({name for _, name in self.not_principals}) else Grant.ROLE
        return max((_nearness(kind, name, principal) for kind, name in self.principals), default=Grant.NONE)

    def _is_action(self, action: str) -> bool:
        if self.not_actions:
            return not any(_is(pattern, action) for pattern in self.not_actions)
        return any(_is(pattern, action) for pattern in self.actions)

    def _is_resource(self, request: Request) -> bool:
        if self.not_resources:
            return not any(matches(pattern, request.resource, request.keys) for pattern in self.not_resources)
        # A trust policy has no resource: it is about the role that has it.
        return not self.resources or any(matches(pattern, request.resource, request.keys) for pattern in self.resources)


Document = tuple[Statement, ...]


@lru_cache(maxsize=2048)
def read(text: str) -> Document:
    """The statements of a policy document. Raises ValueError where it is none."""
    document = json.loads(text)
    found = document.get("Statement", []) if isinstance(document, dict) else None
    if not isinstance(found, (list, dict)):
        raise ValueError("a policy document is a JSON object with a Statement")  # noqa: TRY004 - of what it says
    statements = cast(Sequence[Mapping[str, Any]], [found] if isinstance(found, dict) else found)
    return tuple(_statement(one) for one in statements)


def _statement(one: Mapping[str, Any]) -> Statement:
    return Statement(
        allows=one.get("Effect") == "Allow",
        actions=texts(one.get("Action", ())),
        not_actions=texts(one.get("NotAction", ())),
        resources=texts(one.get("Resource", ())),
        not_resources=texts(one.get("NotResource", ())),
        principals=_principals(one.get("Principal", {})),
        not_principals=_principals(one.get("NotPrincipal", {})),
        conditions=conditions_of(one.get("Condition") or {}),
    )


def _principals(element: str | Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    if isinstance(element, str):
        return ((_ANYONE, element),)
    return tuple((kind, name) for kind, names in element.items() for name in texts(names))


def _nearness(kind: str, name: str, principal: Principal) -> Grant:
    if name == _ANYONE and kind in (_ANYONE, "AWS", principal.kind):
        return Grant.ROLE
    if kind != principal.kind:
        return Grant.NONE
    if name == principal.name:
        return Grant.DIRECT
    if kind != "AWS":
        return Grant.NONE
    if name == principal.role_arn:
        return Grant.ROLE
    account = _ACCOUNT.fullmatch(name)
    return Grant.ACCOUNT if account and account[1] == principal.account else Grant.NONE


def _is(pattern: str, action: str) -> bool:
    return matches(pattern, action, _no_values, ignore_case=True)


def _no_values(_: str) -> None:
    return None
