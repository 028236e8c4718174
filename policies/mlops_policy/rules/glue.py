"""Glue: jobs, crawlers, their security configurations and the catalogue."""

from ..controls import ACCESS, ENCRYPTION, GOVERNANCE, LOGGING, NETWORK
from ..kernel import DECISION, REPLACES, Level, Severity, rule
from ..secrets import in_text
from ..shapes import keeps, sets
from ..values import UNKNOWN, Findings, Props, Unassessed, expect, get, missing, needed

CATALOG_ENCRYPTION = "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings"
CONNECTION = "aws:glue/connection:Connection"
CRAWLER = "aws:glue/crawler:Crawler"
JOB = "aws:glue/job:Job"
SECURITY_CONFIGURATION = "aws:glue/securityConfiguration:SecurityConfiguration"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide"
MODES = {
    "cloudwatchEncryption": ("cloudwatchEncryptionMode", "SSE-KMS"),
    "jobBookmarksEncryption": ("jobBookmarksEncryptionMode", "CSE-KMS"),
    "s3Encryption": ("s3EncryptionMode", "SSE-KMS"),
}


sets(
    "glue-security-configuration",
    "What a job writes to its logs, bookmarks and buckets is encrypted as one decision says.",
    ["securityConfiguration"],
    resource=[JOB, CRAWLER],
    severity=Severity.MEDIUM,
    fix="Set securityConfiguration to one that encrypts logs, bookmarks and objects.",
    url="https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html",
    peers=["CKV_AWS_195"],
    controls=ENCRYPTION,
)


@rule(
    resource=SECURITY_CONFIGURATION,
    severity=Severity.MEDIUM,
    fix="Set SSE-KMS for logs and objects and CSE-KMS for bookmarks, each with a customer key.",
    url="https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html",
    peers=["CKV_AWS_99"],
    controls=ENCRYPTION,
    manual=REPLACES,
)
def glue_configuration_encrypts(props: Props) -> Findings:
    """A security configuration that leaves one of the three in clear hides that from whoever relies on it."""
    for part, (mode, wanted) in MODES.items():
        at = f"encryptionConfiguration.{part}."
        yield from expect(props, at + mode, wanted)
        yield from needed(props, f"{at}kmsKeyArn")


@rule(
    resource=CATALOG_ENCRYPTION,
    severity=Severity.MEDIUM,
    fix="Set encryptionAtRest.catalogEncryptionMode to SSE-KMS and returnConnectionPasswordEncrypted to true.",
    url="https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html",
    peers=["CKV_AWS_94", "prowler:glue_data_catalogs_metadata_encryption_enabled"],
    controls=ENCRYPTION,
)
def glue_catalog_encryption(props: Props) -> Findings:
    """The catalogue tells what data there is, and its connections hold passwords."""
    at = "dataCatalogEncryptionSettings."
    modes = [get(one, "catalogEncryptionMode") for one in _one_or_many(props, f"{at}encryptionAtRest")]
    if UNKNOWN in modes:
        yield Unassessed(f"{at}encryptionAtRest.catalogEncryptionMode")
    elif not any(str(mode).startswith("SSE-KMS") for mode in modes):
        yield f"{at}encryptionAtRest.catalogEncryptionMode is not SSE-KMS."
    passwords = f"{at}connectionPasswordEncryption"
    for one in _one_or_many(props, passwords):
        yield from expect(one, "returnConnectionPasswordEncrypted", True, at=f"{passwords}.")


@rule(
    resource=CONNECTION,
    severity=Severity.HIGH,
    fix="Put user and password into Secrets Manager, and set SECRET_ID in connectionProperties.",
    url="https://docs.aws.amazon.com/glue/latest/dg/connection-properties-secrets-manager.html",
    controls=ACCESS,
    manual=DECISION,
)
def glue_connection_no_password(props: Props) -> Findings:
    """Whoever may read a connection reads its password.

    pulumi-aws holds every property of a connection as a secret, its address too: that mark says nothing here.
    """
    properties = get(props, "connectionProperties")
    if properties is UNKNOWN:
        yield Unassessed("connectionProperties")
    for key, value in sorted(properties.items()) if isinstance(properties, dict) else ():
        yield from in_text(f"connectionProperties.{key}", key, value)


@rule(
    resource=JOB,
    severity=Severity.MEDIUM,
    fix="Set glueVersion to 4.0 or newer.",
    url=f"{SECURITY_HUB}/glue-controls.html#glue-4",
    peers=["Glue.4", "config:glue-spark-job-supported-version"],
    controls=GOVERNANCE,
    settings={"oldest": {"type": "number", "default": 4.0}},
    manual=DECISION,
)
def glue_version(props: Props, *, oldest: float) -> Findings:
    """An old version of Glue runs a Spark and a Python that nobody patches."""
    version = get(props, "glueVersion")
    if version is UNKNOWN:
        yield Unassessed("glueVersion")
    elif not isinstance(version, str) or not version.replace(".", "", 1).isdigit() or float(version) < oldest:
        yield f"glueVersion is older than {oldest}."


def _one_or_many(props: Props, path: str) -> list[object]:
    """The block at the path, which the engine shows alone or in a list."""
    found = get(props, path)
    return found if isinstance(found, list) else [found]


keeps(
    "glue-job-logs",
    "What a job did is read while it does it, and after it is gone.",
    {"defaultArguments.--enable-continuous-cloudwatch-log": "true"},
    resource=JOB,
    severity=Severity.MEDIUM,
    fix='Set --enable-continuous-cloudwatch-log to "true" in defaultArguments.',
    url="https://docs.aws.amazon.com/glue/latest/dg/monitor-continuous-logging-enable.html",
    peers=["prowler:glue_etl_jobs_logging_enabled"],
    controls=LOGGING,
    manual=DECISION,
)


@rule(
    resource=JOB,
    severity=Severity.MEDIUM,
    fix='Set --disable-proxy-v2 to "true" in defaultArguments.',
    url="https://docs.aws.amazon.com/glue/latest/dg/connection-VPC-disable-proxy.html",
    controls=NETWORK,
    level=Level.ADVISORY,
    manual=DECISION,
)
def glue_through_network(props: Props) -> Findings:
    """A job with a connection calls the services through its network, where endpoints say what it reaches."""
    arguments = get(props, "defaultArguments")
    if get(props, "connections") is UNKNOWN or arguments is UNKNOWN:
        yield Unassessed("defaultArguments" if arguments is UNKNOWN else "connections")
    elif not missing(props, "connections"):
        yield from expect(props, "defaultArguments.--disable-proxy-v2", "true")
