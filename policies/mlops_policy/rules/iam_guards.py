"""IAM guards: what narrows a grant that would else reach further than its job, or raise itself."""

from collections.abc import Callable
from fnmatch import fnmatchcase

from ..controls import ACCESS, GOVERNANCE, NETWORK
from ..kernel import DECISION, Level, Severity, rule
from ..policy_document import Statement, statements
from ..values import Findings, Props, Unassessed
from .iam import ALL, GRANTS, ROLE, documents, each

USER_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide"
SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html"
UNNAMEABLE = (
    *(
        "application-autoscaling:describe*",
        "autoscaling:describe*",
        "budgets:describe*",
        "ce:*",
        "cloudformation:getresource",
    ),
    *("cloudtrail:describetrails", "cloudtrail:lookupevents", "cloudwatch:getmetric*", "cloudwatch:listmetrics"),
    *("config:describe*", "ec2:describe*", "ecr:getauthorizationtoken"),
    *("elasticfilesystem:describefilesystems", "glue:*securityconfiguration*", "glue:createcrawler"),
    *("glue:createdataqualityruleset", "kms:listaliases", "kms:listkeys"),
    *("lakeformation:*", "logs:*logdelivery", "logs:listlogdeliveries", "logs:*resourcepolic*", "pricing:*"),
    *("s3:listallmybuckets", "sagemaker:list*", "sagemaker:search", "states:validatestatemachinedefinition"),
    *("sts:getcalleridentity", "tag:get*", "xray:get*", "xray:put*"),
)
"""Actions for which the service knows no resource, or none yet.
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""
OF_RESOURCE = (
    *("aws:resourceaccount", "aws:resourceorg*", "aws:resourcetag/*", "aws:requesttag/*", "iam:resourcetag/*"),
    "cloudwatch:namespace",
)
"""Conditions that say which resources, where the statement does not."""
JOBS = tuple(
    f"sagemaker:Create{what}"
    for what in ("HyperParameterTuningJob", "MonitoringSchedule", "ProcessingJob", "TrainingJob")
)
"""What starts machines with volumes, in a network, and writes results."""
WITHOUT = (
    ("null", "sagemaker:vpcsubnets", "without a network"),
    ("null", "sagemaker:volumekmskey*", "with volumes under no key of ours"),
    ("null", "sagemaker:outputkmskey*", "with outputs under no key of ours"),
    ("foranyvalue:stringnotequals", "sagemaker:vpcsubnets", "in subnets of others"),
    ("foranyvalue:stringnotequals", "sagemaker:vpcsecuritygroupids", "in security groups of others"),
)
"""What a statement beside the grant refuses, by operator and key."""
APPROVAL = "sagemaker:modelapprovalstatus"
RAISING = ("iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy")


@rule(
    resource=GRANTS,
    severity=Severity.MEDIUM,
    fix="List the actions that the job needs.",
    url=f"{USER_GUIDE}/best-practices.html#grant-least-privilege",
    peers=["CKV_AWS_288", "CKV_AWS_289", "CKV_AWS_290"],
    controls=ACCESS,
    manual=DECISION,
)
def iam_actions_listed(props: Props) -> Findings:
    """Every action on a few resources still deletes them, and hands them to others."""

    def wrong(statement: Statement) -> str:
        every_action = not statement.everywhere and not ALL.isdisjoint(statement.actions)
        return "allows every action." if every_action else ""

    yield from each(props, wrong)


@rule(
    resource=GRANTS,
    severity=Severity.MEDIUM,
    fix="Name the resources, or say which by a condition on aws:ResourceAccount or aws:ResourceTag.",
    url="https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html",
    peers=["CKV_AWS_355", "CKV_AWS_356", "cdk-nag:IAM5"],
    controls=ACCESS,
    level=Level.DISABLED,
    manual=DECISION,
)
def iam_resources_named(props: Props) -> Findings:
    """On every resource is for what cannot be named: there are others in the account."""

    def wrong(statement: Statement) -> str:
        everywhere = any(one == "*" or one.endswith(":s3:::*") for one in statement.resources)
        named = [one for one in statement.actions if not any(fnmatchcase(one, each) for each in UNNAMEABLE)]
        if not everywhere or not named or statement.conditioned(*OF_RESOURCE):
            return ""
        return "allows on every resource what could be allowed on some."

    yield from each_listed(props, wrong)


@rule(
    resource=GRANTS,
    severity=Severity.MEDIUM,
    fix="Name the keys, or add conditions on kms:ViaService and aws:ResourceTag.",
    url=f"{SECURITY_HUB}#kms-1",
    peers=[
        "KMS.1",
        "KMS.2",
        "config:iam-customer-policy-blocked-kms-actions",
        "config:iam-inline-policy-blocked-kms-actions",
    ],
    controls=ACCESS,
    manual=DECISION,
)
def iam_decrypt_scoped(props: Props) -> Findings:
    """Who may decrypt with every key reads what every product encrypts."""

    def wrong(statement: Statement) -> str:
        every_key = any(one == "*" or one.endswith((":key/*", ":kms:*:*:*")) for one in statement.resources)
        if not every_key or not statement.does("kms:Decrypt") or statement.conditioned("kms:*", *OF_RESOURCE):
            return ""
        return "allows kms:Decrypt with every key."

    yield from each_listed(props, wrong)


@rule(
    resource=GRANTS,
    severity=Severity.MEDIUM,
    fix="Add a condition that kms:GrantIsForAWSResource is true.",
    url="https://docs.aws.amazon.com/kms/latest/developerguide/grants.html",
    controls=ACCESS,
    level=Level.DISABLED,
    manual=DECISION,
)
def iam_grants_for_services(props: Props) -> Findings:
    """A grant gives a key on; without the condition to whoever, and no policy shows it."""

    def wrong(statement: Statement) -> str:
        kept = statement.conditioned("kms:grantisforawsresource", "kms:granteeprincipal", "aws:resourcetag/*")
        return "allows kms:CreateGrant to whoever." if statement.does("kms:CreateGrant") and not kept else ""

    yield from each_listed(props, wrong)


@rule(
    resource=GRANTS,
    severity=Severity.HIGH,
    fix="Add a condition on iam:PermissionsBoundary.",
    url=f"{USER_GUIDE}/access_policies_boundaries.html#access_policies_boundaries-delegate",
    peers=["CKV_AWS_286"],
    controls=ACCESS,
    manual=DECISION,
)
def iam_roles_bounded(props: Props) -> Findings:
    """Who may write a role's policies may do what any policy can say, unless each role has a boundary."""

    def wrong(statement: Statement) -> str:
        raises = any(map(statement.does, RAISING)) and not statement.conditioned("iam:permissionsboundary")
        return "allows roles to be made without a boundary." if raises else ""

    yield from each_listed(props, wrong)


@rule(
    resource=GRANTS,
    severity=Severity.MEDIUM,
    fix="Deny the jobs where sagemaker:VpcSubnets, VolumeKmsKey or OutputKmsKey are not what they should be.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/security_iam_id-based-policy-examples.html",
    controls=ACCESS + NETWORK,
    level=Level.DISABLED,
    manual=DECISION,
)
def iam_jobs_guarded(props: Props) -> Findings:
    """Who may start a job starts it in our network and under our keys, or not at all."""
    for at, found in documents(props):
        if found is None:
            yield Unassessed(at)
            continue
        started = [job for job in JOBS if any(one.allows and one.does(job) for one in found)]
        refusals = [one for one in found if not one.allows]
        for operator, key, words in WITHOUT:
            if not all(any(one.does(job) and _asks(one, operator, key) for one in refusals) for job in started):
                yield f"{at} lets a job start {words}."


def _asks(statement: Statement, operator: str, key: str) -> bool:
    """Whether a condition of the statement is this one."""
    return any(operator == it and fnmatchcase(name, key) for it, name, _ in statement.conditions)


@rule(
    resource=GRANTS,
    severity=Severity.MEDIUM,
    fix="Add a condition on sagemaker:ModelApprovalStatus, or deny Approved.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-approve.html",
    controls=ACCESS + GOVERNANCE,
    level=Level.DISABLED,
    manual=DECISION,
)
def iam_approval_guarded(props: Props) -> Findings:
    """Who makes a model does not approve it: the status that may be set is said."""
    for at, found in documents(props):
        if found is None:
            yield Unassessed(at)
            continue
        open_to = [one for one in found if one.allows and not one.conditioned(APPROVAL)]
        refused = any(not one.allows and one.conditioned(APPROVAL) for one in found)
        for statement in () if refused else open_to:
            if statement.does("sagemaker:CreateModelPackage") or statement.does("sagemaker:UpdateModelPackage"):
                yield f"{at} {statement.name} lets a model package be approved."


@rule(
    resource=ROLE,
    severity=Severity.HIGH,
    fix="Add a condition on the provider's sub: the repository, and its branch or environment.",
    url=f"{USER_GUIDE}/id_roles_create_for-idp_oidc.html",
    peers=["CKV_AWS_358"],
    controls=ACCESS,
    manual=DECISION,
)
def iam_federated_scoped(props: Props) -> Findings:
    """A provider vouches for everyone who has an account there; sub says for whom the role is."""
    for statement in trusting(props):
        if isinstance(statement, Unassessed):
            yield statement
        elif any(kind == "Federated" for kind, _ in statement.principals) and not named_subject(statement):
            yield f"assumeRolePolicy {statement.name} trusts whoever the provider knows."


@rule(
    resource=ROLE,
    severity=Severity.LOW,
    fix="Add a condition on aws:PrincipalArn, or name the roles of that account.",
    url=f"{USER_GUIDE}/reference_policies_elements_principal.html#principal-accounts",
    controls=ACCESS,
    level=Level.DISABLED,
    manual=DECISION,
)
def iam_account_narrowed(props: Props) -> Findings:
    """An account that is trusted as a whole decides by itself who takes the role."""
    for statement in trusting(props):
        if isinstance(statement, Unassessed):
            yield statement
        elif (
            any(kind == "AWS" and one.endswith(":root") for kind, one in statement.principals) and not statement.pinned
        ):
            yield f"assumeRolePolicy {statement.name} trusts a whole account."


def each_listed(props: Props, wrong: Callable[[Statement], str]) -> Findings:
    """The same of the statements that list actions: of every action, other rules speak."""
    yield from each(props, lambda it: wrong(it) if ALL.isdisjoint(it.actions) else "")


def trusting(props: Props) -> list[Statement | Unassessed]:
    """The Allow statements of a role's trust."""
    found = statements(props, "assumeRolePolicy")
    return [Unassessed("assumeRolePolicy")] if found is None else [one for one in found if one.allows]


def named_subject(statement: Statement) -> bool:
    """Whether a condition says for whom of the provider's."""
    return any(
        key.startswith("saml:") or (key.endswith(":sub") and "*" not in values)
        for _, key, values in statement.conditions
    )
