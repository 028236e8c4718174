"""ECR: private repositories whose images are scanned and stay what they were."""

from ..controls import ACCESS, ENCRYPTION, GOVERNANCE, INVENTORY
from ..graph import Stack
from ..kernel import DECISION, REPLACES, Severity, StackFindings, rule, stack_rule
from ..policy_document import open_to_everyone
from ..shapes import keeps
from ..values import UNKNOWN, Findings, Props, Unassessed, get, items, missing

PUBLIC_REPOSITORY = "aws:ecrpublic/repository:Repository"
REPOSITORY = "aws:ecr/repository:Repository"
REPOSITORY_LIFECYCLE = "aws:ecr/lifecyclePolicy:LifecyclePolicy"
REPOSITORY_POLICY = "aws:ecr/repositoryPolicy:RepositoryPolicy"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html"
ECR = "https://docs.aws.amazon.com/AmazonECR/latest/userguide"


keeps(
    "ecr-scan",
    "A known weakness in an image is found before the image runs.",
    {"imageScanningConfiguration.scanOnPush": True},
    resource=REPOSITORY,
    severity=Severity.HIGH,
    fix="Set imageScanningConfiguration.scanOnPush to true.",
    url=f"{SECURITY_HUB}#ecr-1",
    peers=[
        "ECR.1",
        "config:ecr-private-image-scanning-enabled",
        "CKV_AWS_163",
        "prowler:ecr_repositories_scan_images_on_push_enabled",
    ],
    controls=GOVERNANCE,
    remedy={"imageScanningConfiguration.scanOnPush": True},
)

keeps(
    "ecr-immutable",
    "A tag that can move says nothing of what was trained or served.",
    {"imageTagMutability": "IMMUTABLE"},
    resource=REPOSITORY,
    severity=Severity.MEDIUM,
    fix="Set imageTagMutability to IMMUTABLE.",
    url=f"{SECURITY_HUB}#ecr-2",
    peers=["ECR.2", "config:ecr-private-tag-immutability-enabled", "CKV_AWS_51"],
    controls=GOVERNANCE,
    remedy={"imageTagMutability": "IMMUTABLE"},
)


@rule(
    resource=REPOSITORY,
    severity=Severity.MEDIUM,
    fix="Set encryptionConfigurations to encryptionType KMS with kmsKey.",
    url=f"{SECURITY_HUB}#ecr-5",
    peers=["ECR.5", "CKV_AWS_136"],
    controls=ENCRYPTION,
    manual=REPLACES,
)
def ecr_kms(props: Props) -> Findings:
    """Images hold code and sometimes models, so a key that we can revoke encrypts them."""
    found = items(props, "encryptionConfigurations")
    kinds = [get(one, "encryptionType") for one in found]
    if UNKNOWN in kinds:
        yield Unassessed("encryptionConfigurations")
    elif not {"KMS", "KMS_DSSE"} & set(map(str, kinds)):
        yield "encryptionConfigurations has no encryptionType KMS."
    elif all(missing(one, "kmsKey") for one in found):
        yield "encryptionConfigurations has no kmsKey."


@rule(
    resource=REPOSITORY_POLICY,
    severity=Severity.CRITICAL,
    fix="Name the accounts, or add a condition on aws:PrincipalOrgID.",
    url=f"{ECR}/repository-policies.html",
    peers=["CKV_AWS_32", "prowler:ecr_repositories_not_publicly_accessible"],
    controls=ACCESS,
    waivable=False,
    manual=DECISION,
)
def ecr_policy_not_public(props: Props) -> Findings:
    """Whoever pulls an image has its code."""
    yield from open_to_everyone(props, "policy")


@rule(
    resource=PUBLIC_REPOSITORY,
    severity=Severity.HIGH,
    fix="Use a private repository.",
    url=f"{ECR}/Repositories.html",
    controls=ACCESS,
    manual=DECISION,
)
def ecr_not_public(_props: Props) -> Findings:
    """A public repository gives its images to everyone."""
    yield "the repository is public."


@stack_rule(
    resource=REPOSITORY,
    severity=Severity.LOW,
    fix="Add a LifecyclePolicy, or use the ImageRepository component.",
    url=f"{SECURITY_HUB}#ecr-3",
    peers=["ECR.3", "config:ecr-private-lifecycle-policy-configured"],
    controls=INVENTORY,
)
def stack_ecr_lifecycle(stack: Stack) -> StackFindings:
    """Every repository forgets images that nobody uses."""
    links = stack.links(REPOSITORY_LIFECYCLE, "repository", REPOSITORY, named_by=("name", "id"))
    for repository in stack.of(REPOSITORY):
        if not links.of(repository):
            if links.loose:
                yield repository, Unassessed("repository of a LifecyclePolicy")
            else:
                yield repository, "the repository has no lifecycle policy."
