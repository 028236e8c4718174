"""IAM: what roles may do, and who may take them."""

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Any

from ..controls import ACCESS
from ..kernel import DECISION, Level, Severity, rule
from ..policy_document import Statement, statements
from ..shapes import sets
from ..values import UNKNOWN, Findings, MalformedError, Props, Unassessed, get, items

ROLE = "aws:iam/role:Role"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
POLICY = "aws:iam/policy:Policy"
GRANTS = (ROLE, ROLE_POLICY, POLICY, "aws:iam/userPolicy:UserPolicy", "aws:iam/groupPolicy:GroupPolicy")
ATTACHMENTS = (
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
)

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html"
ALL = frozenset({"*", "*:*"})
BROAD = ("*/AdministratorAccess", "*/PowerUserAccess", "*FullAccess")
PINNING_SERVICES = frozenset(
    f"{service}.amazonaws.com"
    for service in (
        *("bedrock", "chatbot", "codebuild", "events", "firehose", "pipes"),
        *("sagemaker", "scheduler", "states", "vpc-flow-logs"),
    )
)
"""Services that send aws:SourceAccount when they take a role."""


def documents(props: Props) -> Iterator[tuple[str, list[Statement] | None]]:
    """The policies of a policy resource, or those inline in a role, with where each is written; `None` if not known."""
    written: list[tuple[str, Any, str]] = [("", props, "policy")]
    written += [
        (f"inlinePolicies[{index}].", one, "policy") for index, one in enumerate(items(props, "inlinePolicies"))
    ]
    for at, holder, path in written:
        try:
            found = statements(holder, path)
        except MalformedError:
            raise MalformedError(at + path) from None
        yield at + path, found


def granted(props: Props) -> Iterator[tuple[str, Statement | Unassessed]]:
    """The Allow statements of all of them."""
    for at, found in documents(props):
        if found is None:
            yield at, Unassessed(at)
        for statement in found or []:
            if statement.allows:
                yield f"{at} {statement.name}", statement


def each(props: Props, wrong: Callable[[Statement], str]) -> Findings:
    """What is wrong with the Allow statements, one by one; no text, nothing."""
    for at, statement in granted(props):
        if isinstance(statement, Unassessed):
            yield statement
        elif text := wrong(statement):
            yield f"{at} {text}"


@rule(
    resource=GRANTS,
    severity=Severity.CRITICAL,
    fix="List the actions and the resources that the job needs, or take the role from the components.",
    url=f"{SECURITY_HUB}#iam-1",
    peers=["IAM.1", "config:iam-policy-no-statements-with-admin-access", "CKV_AWS_62", "CKV_AWS_63", "cdk-nag:IAM5"],
    controls=ACCESS,
    waivable=False,
    manual=DECISION,
)
def iam_no_admin(props: Props) -> Findings:
    """A role that may do everything everywhere is the account."""

    def wrong(statement: Statement) -> str:
        everything = statement.everywhere and not ALL.isdisjoint(statement.actions)
        return "allows every action on every resource." if everything else ""

    yield from each(props, wrong)


@rule(
    resource=GRANTS,
    severity=Severity.HIGH,
    fix="List the actions, or name the resources.",
    url=f"{SECURITY_HUB}#iam-21",
    peers=["IAM.21", "config:iam-policy-no-statements-with-full-access", "cdk-nag:IAM5"],
    controls=ACCESS,
    manual=DECISION,
)
def iam_no_service_wildcard(props: Props) -> Findings:
    """All of a service on all resources is more than any one job needs."""

    def wrong(statement: Statement) -> str:
        services = [action for action in statement.actions if action.endswith(":*") and action != "*:*"]
        return f"allows {', '.join(services)} on every resource." if statement.everywhere and services else ""

    yield from each(props, wrong)


@rule(
    resource=[ROLE, *ATTACHMENTS],
    severity=Severity.HIGH,
    fix="Write the statements that the job needs, or take the role from the components.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    peers=["CKV_AWS_274", "prowler:sagemaker_full_access_policy_attached", "cdk-nag:IAM4"],
    controls=ACCESS,
    manual=DECISION,
)
def iam_no_full_access(props: Props) -> Findings:
    """AWS's own broad policies (AdministratorAccess, AmazonSageMakerFullAccess ...) reach far beyond one product."""
    attached = [("policyArn", get(props, "policyArn"))]
    for path in ("managedPolicyArns", "policyArns"):
        attached += [(f"{path}[{index}]", arn) for index, arn in enumerate(items(props, path))]
    for at, arn in attached:
        if arn is UNKNOWN:
            yield Unassessed(at)
        elif isinstance(arn, str) and any(fnmatchcase(arn, pattern) for pattern in BROAD):
            yield f"{at} is one of AWS's broad managed policies."


@rule(
    resource=GRANTS,
    severity=Severity.HIGH,
    fix="Name the roles that may be passed, and add a condition on iam:PassedToService.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    controls=ACCESS,
    manual=DECISION,
)
def iam_passrole_scoped(props: Props) -> Findings:
    """Whoever may pass any role to a service may do what any role may."""

    def wrong(statement: Statement) -> str:
        if not statement.does("iam:PassRole"):
            return ""
        if any(resource == "*" or resource.endswith(":role/*") for resource in statement.resources):
            return "allows iam:PassRole on every role."
        return "" if statement.conditioned("iam:passedtoservice") else "allows iam:PassRole to every service."

    yield from each(props, wrong)


@rule(
    resource=ROLE,
    severity=Severity.HIGH,
    fix="Add a condition on aws:SourceAccount (or aws:SourceArn, aws:SourceOrgID) to the statement.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    controls=ACCESS,
)
def iam_confused_deputy(props: Props) -> Findings:
    """Without a source, another customer can have the service take our role for them."""
    found = statements(props, "assumeRolePolicy")
    if found is None:
        yield Unassessed("assumeRolePolicy")
    for statement in found or []:
        services = {value for kind, value in statement.principals if kind == "Service"}
        if statement.allows and services & PINNING_SERVICES and not statement.pinned:
            yield f"assumeRolePolicy {statement.name} trusts a service for whoever asks it."


@rule(
    resource=ROLE,
    severity=Severity.CRITICAL,
    fix="Name the principals that may take the role.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    peers=["CKV_AWS_60", "CKV_AWS_61"],
    controls=ACCESS,
    waivable=False,
    manual=DECISION,
)
def iam_role_not_public(props: Props) -> Findings:
    """A role that everyone may take belongs to everyone."""
    found = statements(props, "assumeRolePolicy")
    if found is None:
        yield Unassessed("assumeRolePolicy")
    for statement in found or []:
        if statement.public:
            yield f"assumeRolePolicy {statement.name} trusts everyone."


@rule(
    resource=["aws:iam/user:User", "aws:iam/accessKey:AccessKey", "aws:iam/userLoginProfile:UserLoginProfile"],
    severity=Severity.HIGH,
    fix="Let people come through single sign-on, and jobs through roles.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp",
    peers=["CKV_AWS_273"],
    controls=ACCESS,
    manual=DECISION,
)
def iam_no_users(_props: Props) -> Findings:
    """A user's key does not expire, and is found in a repository sooner or later."""
    yield "the stack makes a user or its key."


sets(
    "iam-boundary",
    "Whatever is granted later, a role does no more than its boundary.",
    ["permissionsBoundary"],
    resource=ROLE,
    severity=Severity.MEDIUM,
    fix="Set permissionsBoundary to the platform's boundary.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    controls=ACCESS,
    level=Level.DISABLED,
)
