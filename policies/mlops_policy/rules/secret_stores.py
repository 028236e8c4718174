"""Secrets Manager and Parameter Store: secrets under our key, and nobody's to read."""

from ..controls import ACCESS, ENCRYPTION
from ..graph import Stack
from ..kernel import DECISION, REPLACES, Level, Severity, StackFindings, rule, stack_rule
from ..policy_document import open_to_everyone
from ..secrets import NAME
from ..shapes import sets
from ..values import UNKNOWN, Findings, Props, Unassessed, get

PARAMETER = "aws:ssm/parameter:Parameter"
ROTATION = "aws:secretsmanager/secretRotation:SecretRotation"
SECRET = "aws:secretsmanager/secret:Secret"  # noqa: S105, a type
SECRET_POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy"  # noqa: S105, a type

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide"


sets(
    "secret-cmk",
    "Whoever may decrypt a secret is said by our key's policy.",
    ["kmsKeyId"],
    resource=SECRET,
    severity=Severity.MEDIUM,
    fix="Set kmsKeyId to a customer key.",
    url="https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
    peers=["config:secretsmanager-using-cmk", "CKV_AWS_149"],
    controls=ENCRYPTION,
)


@rule(
    resource=[SECRET, SECRET_POLICY],
    severity=Severity.CRITICAL,
    fix="Name the principals.",
    url="https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
    peers=["prowler:secretsmanager_not_publicly_accessible"],
    controls=ACCESS,
    waivable=False,
    manual=DECISION,
)
def secret_policy_not_public(props: Props) -> Findings:
    """A secret that everyone may read is none."""
    yield from open_to_everyone(props, "policy")


@rule(
    resource=PARAMETER,
    severity=Severity.HIGH,
    fix="Set type to SecureString and keyId to a customer key.",
    url="https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-securestring.html",
    peers=["CKV2_AWS_34"],
    controls=ENCRYPTION,
    manual=REPLACES,
)
def parameter_secure(props: Props) -> Findings:
    """A parameter that is named like a secret and is a String is read by everyone who may read parameters."""
    name, kind = get(props, "name"), get(props, "type")
    if isinstance(name, str) and NAME.search(name.replace("/", "_").replace("-", "_")):
        if kind is UNKNOWN:
            yield Unassessed("type")
        elif kind != "SecureString":
            yield "type is not SecureString."


@stack_rule(
    resource=SECRET,
    severity=Severity.LOW,
    fix="Add a SecretRotation, where the secret can be changed by a function.",
    url=f"{SECURITY_HUB}/secretsmanager-controls.html#secretsmanager-1",
    peers=["SecretsManager.1", "config:secretsmanager-rotation-enabled-check", "CKV_AWS_304"],
    controls=ACCESS,
    level=Level.DISABLED,
)
def stack_secret_rotation(stack: Stack) -> StackFindings:
    """Every secret rotates."""
    links = stack.links(ROTATION, "secretId", SECRET, named_by=("id", "arn", "name"))
    for secret in stack.of(SECRET):
        if not links.of(secret):
            if links.loose:
                yield secret, Unassessed("secretId of a SecretRotation")
            else:
                yield secret, "the secret has no rotation."
