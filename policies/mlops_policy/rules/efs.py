"""EFS: file systems under our key."""

from ..controls import ENCRYPTION
from ..kernel import REPLACES, Severity, rule
from ..values import Findings, Props, expect, needed

FILE_SYSTEM = "aws:efs/fileSystem:FileSystem"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide"


@rule(
    resource=FILE_SYSTEM,
    severity=Severity.HIGH,
    fix="Set encrypted to true and kmsKeyId to a customer key.",
    url=f"{SECURITY_HUB}/efs-controls.html#efs-1",
    peers=["EFS.1", "config:efs-encrypted-check", "CKV_AWS_42", "CKV_AWS_184"],
    controls=ENCRYPTION,
    manual=REPLACES,
)
def efs_cmk(props: Props) -> Findings:
    """A file system collects data and code of many people."""
    yield from expect(props, "encrypted", True)
    yield from needed(props, "kmsKeyId")
