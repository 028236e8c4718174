"""Athena: workgroups that bind whoever queries."""

from ..controls import ACCESS, ENCRYPTION, INVENTORY, LOGGING
from ..kernel import DECISION, REPLACES, Level, Severity, rule
from ..shapes import avoids, sets
from ..values import UNKNOWN, Findings, Props, Unassessed, get, missing

DATABASE = "aws:athena/database:Database"
WORKGROUP = "aws:athena/workgroup:Workgroup"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide"
ENCRYPTED = "configuration.resultConfiguration.encryptionConfiguration"


avoids(
    "athena-workgroup-enforced",
    "A client that may override the workgroup writes its results where and how it likes.",
    {"configuration.enforceWorkgroupConfiguration": False},
    resource=WORKGROUP,
    severity=Severity.MEDIUM,
    fix="Leave enforceWorkgroupConfiguration at true.",
    url="https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html",
    peers=["CKV_AWS_82", "prowler:athena_workgroup_enforce_configuration"],
    controls=ENCRYPTION,
    remedy={"configuration.enforceWorkgroupConfiguration": True},
)


@rule(
    resource=WORKGROUP,
    severity=Severity.MEDIUM,
    fix="Set the result encryption to SSE_KMS or CSE_KMS with a customer key.",
    url="https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html",
    peers=["CKV_AWS_159", "prowler:athena_workgroup_encryption"],
    controls=ENCRYPTION,
)
def athena_results_kms(props: Props) -> Findings:
    """The result of a query is a copy of the data."""
    option = get(props, f"{ENCRYPTED}.encryptionOption")
    if option is UNKNOWN:
        yield Unassessed(f"{ENCRYPTED}.encryptionOption")
    elif option not in ("SSE_KMS", "CSE_KMS"):
        yield f"{ENCRYPTED}.encryptionOption is not SSE_KMS or CSE_KMS."
    elif missing(props, f"{ENCRYPTED}.kmsKeyArn"):
        yield f"{ENCRYPTED}.kmsKeyArn is not set."


avoids(
    "athena-workgroup-metrics",
    "Who queried how much is seen in the metrics.",
    {"configuration.publishCloudwatchMetricsEnabled": False},
    resource=WORKGROUP,
    severity=Severity.LOW,
    fix="Leave publishCloudwatchMetricsEnabled at true.",
    url=f"{SECURITY_HUB}/athena-controls.html#athena-4",
    peers=["Athena.4", "config:athena-workgroup-logging-enabled"],
    controls=LOGGING,
    remedy={"configuration.publishCloudwatchMetricsEnabled": True},
)

sets(
    "athena-scan-limit",
    "A query without a bound can cost a month's budget.",
    ["configuration.bytesScannedCutoffPerQuery"],
    resource=WORKGROUP,
    severity=Severity.LOW,
    fix="Set bytesScannedCutoffPerQuery.",
    url="https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html",
    controls=INVENTORY,
    level=Level.ADVISORY,
    manual=DECISION,
)

sets(
    "athena-database-encryption",
    "What a table's statements write is encrypted.",
    ["encryptionConfiguration.encryptionOption"],
    resource=DATABASE,
    severity=Severity.MEDIUM,
    fix="Set encryptionConfiguration to SSE_KMS with kmsKey.",
    url="https://docs.aws.amazon.com/athena/latest/ug/encryption.html",
    peers=["CKV_AWS_77"],
    controls=ENCRYPTION,
    manual=REPLACES,
)

sets(
    "athena-bucket-owner",
    "Results go to a bucket of ours, also when its name has come to belong to somebody else.",
    ["configuration.resultConfiguration.expectedBucketOwner"],
    resource=WORKGROUP,
    severity=Severity.LOW,
    fix="Set resultConfiguration.expectedBucketOwner to the account.",
    url="https://docs.aws.amazon.com/athena/latest/ug/querying.html#query-results-specify-location",
    controls=ACCESS,
    level=Level.ADVISORY,
)
