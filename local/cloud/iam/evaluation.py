"""Evaluation: whether the policies that apply allow a request, in the order that AWS documents.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from local.cloud.iam.documents import Document, Grant, Request


class Kind(StrEnum):
    """Kinds of policies, in the words of AWS's messages."""

    IDENTITY = "identity-based policy"
    RESOURCE = "resource-based policy"
    BOUNDARY = "permissions boundary"
    SESSION = "session policy"


@dataclass(frozen=True)
class Policies:
    """The policies that apply to a request. None: there is no such policy, and it bounds nothing."""

    identity: Sequence[Document] = ()
    boundary: Document | None = None
    session: Sequence[Document] | None = None
    resource: Document | None = None
    resource_account: str = ""
    resource_decides: bool = False
    """The resource's policy must grant, too: a key's policy and a role's trust policy."""


@dataclass(frozen=True)
class Decision:
    """Yes or no; and of a no, the kind of policy it comes from."""

    allowed: bool
    because_of: Kind | None = None
    explicit: bool = False

    def reason(self, action: str) -> str:
        """Why it is refused, as AWS says it."""
        if self.explicit:
            article = "an" if self.because_of is Kind.IDENTITY else "a"
            return f"with an explicit deny in {article} {self.because_of}"
        return f"because no {self.because_of} allows the {action} action"


ALLOWED = Decision(allowed=True)


@dataclass
class _Reading:
    """What each kind of policy says of one request."""

    request: Request
    policies: Policies
    granted: Grant = field(init=False)

    def __post_init__(self) -> None:
        self.granted = max(
            (
                one.grant(self.request.principal)
                for one in self.policies.resource or ()
                if one.allows and one.speaks_of(self.request)
            ),
            default=Grant.NONE,
        )

    def denied(self) -> Kind | None:
        """The kind of policy that denies explicitly."""
        policies, request = self.policies, self.request
        for kind, documents in (
            (Kind.IDENTITY, policies.identity),
            (Kind.BOUNDARY, [policies.boundary or ()]),
            (Kind.SESSION, policies.session or ()),
        ):
            if any(not one.allows and one.speaks_of(request) for document in documents for one in document):
                return kind
        if any(
            not one.allows and one.grant(request.principal) and one.speaks_of(request)
            for one in policies.resource or ()
        ):
            return Kind.RESOURCE
        return None

    def allows(self, documents: Sequence[Document]) -> bool:
        return any(one.allows and one.speaks_of(self.request) for document in documents for one in document)

    def unbounded_by(self) -> Kind | None:
        """The boundary or session policy that does not allow it."""
        if self.policies.boundary is not None and not self.allows([self.policies.boundary]):
            return Kind.BOUNDARY
        if self.policies.session is not None and not self.allows(self.policies.session):
            return Kind.SESSION
        return None


def decide(request: Request, policies: Policies) -> Decision:
    """May the principal do it?"""
    reading = _Reading(request, policies)
    if denied := reading.denied():
        return Decision(False, denied, explicit=True)
    principal = request.principal
    if principal.kind != "AWS":  # a service, a federated identity or nobody: only the resource can let it in
        return ALLOWED if reading.granted > Grant.ACCOUNT else Decision(False, Kind.RESOURCE)
    if principal.account != policies.resource_account:
        if not reading.granted:
            return Decision(False, Kind.RESOURCE)
        return _by_identity(reading)
    if policies.resource_decides and not reading.granted:
        return Decision(False, Kind.RESOURCE)
    if reading.granted is Grant.DIRECT:
        return ALLOWED
    if reading.granted is Grant.ROLE:
        missing = reading.unbounded_by()
        return Decision(False, missing) if missing else ALLOWED
    return _by_identity(reading)


def _by_identity(reading: _Reading) -> Decision:
    if not reading.allows(reading.policies.identity):
        return Decision(False, Kind.IDENTITY)
    missing = reading.unbounded_by()
    return Decision(False, missing) if missing else ALLOWED
