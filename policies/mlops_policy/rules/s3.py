"""S3: one bucket's own resources. What a bucket must have beside it is in stack.py."""

from ..controls import ACCESS, ENCRYPTION, MINIMISATION, NETWORK, RESILIENCE
from ..kernel import DECISION, Severity, rule
from ..policy_document import open_to_everyone
from ..shapes import keeps
from ..tags import relaxed
from ..values import UNKNOWN, Findings, Props, Unassessed, expect, get, items, missing, needed

BUCKET = "aws:s3/bucket:Bucket"
BUCKET_NAMES = ("bucket", "id")
"""What a reference to a bucket may hold."""
ACL = "aws:s3/bucketAcl:BucketAcl"
OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
PUBLIC_ACCESS = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html"
FLAGS = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")


@rule(
    resource=[BUCKET, ACL, OWNERSHIP],
    severity=Severity.MEDIUM,
    fix="Leave ACLs out, set objectOwnership to BucketOwnerEnforced, and grant access in the bucket's policy.",
    url=f"{SECURITY_HUB}#s3-12",
    peers=["S3.12", "config:s3-bucket-acl-prohibited", "CKV2_AWS_65"],
    controls=ACCESS,
    manual=DECISION,
)
def bucket_no_acl(props: Props) -> Findings:
    """ACLs grant access where no policy shows it."""
    for acl in ("acl", "accessControlPolicy", "grants"):
        if get(props, acl) is UNKNOWN:
            yield Unassessed(acl)
        elif not missing(props, acl):
            yield f"{acl} is set."
    if "rule" in props:
        yield from expect(props, "rule.objectOwnership", "BucketOwnerEnforced")


@rule(
    resource=[BUCKET, POLICY],
    severity=Severity.CRITICAL,
    fix="Name the principals, or add a condition on aws:PrincipalOrgID, aws:SourceAccount or a VPC endpoint.",
    url=f"{SECURITY_HUB}#s3-2",
    peers=[
        "S3.2",
        "S3.3",
        "config:s3-bucket-public-read-prohibited",
        "config:s3-bucket-public-write-prohibited",
        "CKV_AWS_70",
    ],
    controls=ACCESS,
    waivable=False,
    manual=DECISION,
)
def bucket_policy_no_public(props: Props) -> Findings:
    """A statement that allows everyone opens the data to the world."""
    yield from open_to_everyone(props, "policy")


keeps(
    "bucket-public-access-block",
    "The block holds even where a later policy or ACL would open the bucket.",
    dict.fromkeys(FLAGS, True),
    resource=PUBLIC_ACCESS,
    severity=Severity.CRITICAL,
    fix="Set all four flags to true, or use the Bucket component, which always does.",
    url=f"{SECURITY_HUB}#s3-8",
    peers=[
        "S3.8",
        "config:s3-bucket-level-public-access-prohibited",
        "CKV_AWS_53",
        "CKV_AWS_54",
        "CKV_AWS_55",
        "CKV_AWS_56",
    ],
    controls=NETWORK,
    waivable=False,
    remedy=dict.fromkeys(FLAGS, True),
)

keeps(
    "bucket-versioning",
    "An overwritten or deleted object can be brought back, and a training set as it was can be read again.",
    {"versioningConfiguration.status": "Enabled"},
    resource=VERSIONING,
    severity=Severity.MEDIUM,
    fix="Set versioningConfiguration.status to Enabled.",
    url=f"{SECURITY_HUB}#s3-14",
    peers=["S3.14", "config:s3-bucket-versioning-enabled", "CKV_AWS_21"],
    controls=RESILIENCE,
    remedy={"versioningConfiguration.status": "Enabled"},
)


@rule(
    resource=BUCKET,
    severity=Severity.HIGH,
    fix="Leave forceDestroy out, or tag the bucket environment: dev if its data may be lost.",
    url="https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/",
    controls=RESILIENCE,
    remedy={"forceDestroy": False},
)
def bucket_force_destroy(props: Props) -> Findings:
    """A bucket that empties itself on destroy loses its data with one command. Environments local and dev may."""
    wanted = get(props, "forceDestroy")
    lenient = relaxed(props)
    if wanted is UNKNOWN and not lenient:
        yield Unassessed("forceDestroy")
    elif wanted is True and lenient is None:
        yield Unassessed("tags.environment")
    elif wanted is True and not lenient:
        yield "forceDestroy is true outside the environments local and dev."


@rule(
    resource=LIFECYCLE,
    severity=Severity.LOW,
    fix="Set status to Enabled on each rule, and noncurrentVersionExpiration on one.",
    url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
    peers=["S3.10", "config:s3-version-lifecycle-policy-check"],
    controls=MINIMISATION,
    manual=DECISION,
)
def bucket_lifecycle_on(props: Props) -> Findings:
    """What was deleted is gone some day: its old versions, too. A rule that is off keeps everything."""
    rules = items(props, "rules")
    for index, one in enumerate(rules):
        yield from expect(one, "status", "Enabled", f"rules[{index}].")
    if all(missing(one, "noncurrentVersionExpiration") for one in rules):
        yield "no rule has noncurrentVersionExpiration."


@rule(
    resource=REPLICATION,
    severity=Severity.MEDIUM,
    fix="Enable the rule, replicate what is encrypted by KMS, and give the replicas a key of ours.",
    url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html",
    controls=ENCRYPTION + RESILIENCE,
    manual=DECISION,
)
def replication_encrypted(props: Props) -> Findings:
    """A copy is as closed as what it is a copy of, and is made."""
    for index, one in enumerate(items(props, "rules")):
        at = f"rules[{index}]."
        yield from expect(one, "status", "Enabled", at)
        yield from expect(one, "sourceSelectionCriteria.sseKmsEncryptedObjects.status", "Enabled", at)
        yield from needed(one, "destination.encryptionConfiguration.replicaKmsKeyId", at)
