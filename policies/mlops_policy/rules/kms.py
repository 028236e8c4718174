"""KMS: the keys that everything else is encrypted with."""

from ..controls import ACCESS, ENCRYPTION, RESILIENCE
from ..kernel import DECISION, Level, Severity, rule
from ..policy_document import open_to_everyone, statements
from ..values import UNKNOWN, Findings, Props, Unassessed, expect, get

KEY = "aws:kms/key:Key"
KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html"


@rule(
    resource=KEY,
    severity=Severity.MEDIUM,
    fix="Set enableKeyRotation to true, or use the Key component, which always does.",
    url=f"{SECURITY_HUB}#kms-4",
    peers=["KMS.4", "config:cmk-backing-key-rotation-enabled", "CKV_AWS_7"],
    controls=ENCRYPTION,
    remedy={"enableKeyRotation": True},
)
def kms_rotation(props: Props) -> Findings:
    """A key that rotates limits what one lost version opens. Only symmetric encryption keys can."""
    spec, usage = get(props, "customerMasterKeySpec"), get(props, "keyUsage")
    if spec in (None, UNKNOWN, "SYMMETRIC_DEFAULT") and usage in (None, UNKNOWN, "ENCRYPT_DECRYPT"):
        yield from expect(props, "enableKeyRotation", True)


@rule(
    resource=KEY,
    severity=Severity.MEDIUM,
    fix="Raise deletionWindowInDays, or leave it out for 30 days.",
    url="https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
    controls=RESILIENCE,
    settings={"minimum_days": {"type": "integer", "minimum": 7, "maximum": 30, "default": 7}},
)
def kms_deletion_window(props: Props, *, minimum_days: int) -> Findings:
    """With the key goes all it encrypted, so somebody must have time to notice."""
    days = get(props, "deletionWindowInDays")
    if days is UNKNOWN:
        yield Unassessed("deletionWindowInDays")
    elif days is not None and (not isinstance(days, int) or days < minimum_days):
        yield f"deletionWindowInDays is less than {minimum_days}."


@rule(
    resource=[KEY, KEY_POLICY],
    severity=Severity.CRITICAL,
    fix="Name the account's root (arn:aws:iam::ACCOUNT:root) and roles, or add a condition on kms:CallerAccount.",
    url=f"{SECURITY_HUB}#kms-5",
    peers=["KMS.5", "config:kms-key-policy-no-public-access", "CKV_AWS_33"],
    controls=ACCESS,
    waivable=False,
    manual=DECISION,
)
def kms_no_public_principal(props: Props) -> Findings:
    """A key that everyone may use protects nothing."""
    yield from open_to_everyone(props, "policy")


@rule(
    resource=[KEY, KEY_POLICY],
    severity=Severity.LOW,
    fix="Add a condition on kms:ViaService to the statement that lets an account decrypt.",
    url="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service",
    controls=ACCESS,
    level=Level.DISABLED,
    manual=DECISION,
)
def kms_via_service(props: Props) -> Findings:
    """Through its services a key decrypts what they hold; without them, whatever somebody has of it."""
    found = statements(props, "policy")
    if found is None:
        yield Unassessed("policy")
    for statement in found or []:
        account = any(kind == "AWS" and value.endswith(":root") for kind, value in statement.principals)
        if statement.allows and account and statement.does("kms:Decrypt") and not statement.conditioned("kms:*"):
            yield f"policy {statement.name} lets an account decrypt by itself."
