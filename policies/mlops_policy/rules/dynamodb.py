"""DynamoDB: tables that can be brought back and are under our key."""

from ..controls import ENCRYPTION, RESILIENCE
from ..kernel import Severity, rule
from ..shapes import keeps
from ..tags import relaxed
from ..values import Findings, Props, expect, needed

TABLE = "aws:dynamodb/table:Table"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide"


keeps(
    "dynamodb-pitr",
    "A table that was overwritten can be brought back to any second of 35 days.",
    {"pointInTimeRecovery.enabled": True},
    resource=TABLE,
    severity=Severity.MEDIUM,
    fix="Set pointInTimeRecovery.enabled to true.",
    url=f"{SECURITY_HUB}/dynamodb-controls.html#dynamodb-2",
    peers=["DynamoDB.2", "config:dynamodb-pitr-enabled", "CKV_AWS_28"],
    controls=RESILIENCE,
    remedy={"pointInTimeRecovery.enabled": True},
)


@rule(
    resource=TABLE,
    severity=Severity.MEDIUM,
    fix="Set serverSideEncryption.enabled and its kmsKeyArn.",
    url="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html",
    peers=["CKV_AWS_119", "config:dynamodb-table-encrypted-kms", "prowler:dynamodb_tables_kms_cmk_encryption_enabled"],
    controls=ENCRYPTION,
)
def dynamodb_cmk(props: Props) -> Findings:
    """Features and states of people are encrypted with a key that we can revoke."""
    yield from expect(props, "serverSideEncryption.enabled", True)
    yield from needed(props, "serverSideEncryption.kmsKeyArn")


@rule(
    resource=TABLE,
    severity=Severity.MEDIUM,
    fix="Set deletionProtectionEnabled to true, or tag the table environment: dev if its data may be lost.",
    url=f"{SECURITY_HUB}/dynamodb-controls.html#dynamodb-6",
    peers=["DynamoDB.6", "config:dynamodb-table-deletion-protection-enabled"],
    controls=RESILIENCE,
    remedy={"deletionProtectionEnabled": True},
)
def dynamodb_deletion_protection(props: Props) -> Findings:
    """A table that one call deletes loses its data with it. Environments local and dev may."""
    if relaxed(props) is not True:
        yield from expect(props, "deletionProtectionEnabled", True)
