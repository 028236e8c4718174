"""EKS: clusters whose address is private and whose secrets are under our key."""

from ..controls import ENCRYPTION, GOVERNANCE, LOGGING, NETWORK
from ..kernel import DECISION, REPLACES, Severity, rule
from ..shapes import keeps
from ..values import UNKNOWN, Findings, Props, Unassessed, get, items, missing, needed

CLUSTER = "aws:eks/cluster:Cluster"
NODE_GROUP = "aws:eks/nodeGroup:NodeGroup"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide"
IN_STANDARD_SUPPORT = ["1.34", "1.35", "1.36"]
"""In November 2026, until 2 December 2026, 27 March 2027 and 2 August 2027.
https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
"""
AUDITED = frozenset({"api", "audit", "authenticator"})


keeps(
    "eks-private",
    "A cluster's address on the internet is one stolen credential from everyone.",
    {"vpcConfig.endpointPublicAccess": False, "vpcConfig.endpointPrivateAccess": True},
    resource=CLUSTER,
    severity=Severity.HIGH,
    fix="Set vpcConfig.endpointPublicAccess to false and endpointPrivateAccess to true.",
    url=f"{SECURITY_HUB}/eks-controls.html#eks-1",
    peers=["EKS.1", "config:eks-endpoint-no-public-access", "CKV_AWS_38", "CKV_AWS_39"],
    controls=NETWORK,
    remedy={"vpcConfig.endpointPublicAccess": False, "vpcConfig.endpointPrivateAccess": True},
)


@rule(
    resource=CLUSTER,
    severity=Severity.HIGH,
    fix="Move the cluster to a version in standard support.",
    url=f"{SECURITY_HUB}/eks-controls.html#eks-2",
    peers=["EKS.2", "config:eks-cluster-supported-version", "CKV_AWS_339"],
    controls=GOVERNANCE,
    settings={"supported": {"type": "array", "items": {"type": "string"}, "default": IN_STANDARD_SUPPORT}},
    manual=DECISION,
)
def eks_version(props: Props, *, supported: list[str]) -> Findings:
    """A version at its end gets no security patches."""
    version = get(props, "version")
    if version is UNKNOWN:
        yield Unassessed("version")
    elif version is not None and version not in supported:
        yield "version is not in standard support."


@rule(
    resource=CLUSTER,
    severity=Severity.HIGH,
    fix="Set encryptionConfig with resources [secrets] and a customer key.",
    url=f"{SECURITY_HUB}/eks-controls.html#eks-3",
    peers=["EKS.3", "config:eks-cluster-secrets-encrypted", "CKV_AWS_58"],
    controls=ENCRYPTION,
)
def eks_secrets_kms(props: Props) -> Findings:
    """Kubernetes keeps secrets in clear unless a key wraps them."""
    covered = get(props, "encryptionConfig.resources")
    if covered is UNKNOWN:
        yield Unassessed("encryptionConfig.resources")
    elif not isinstance(covered, list) or "secrets" not in covered:
        yield "encryptionConfig.resources does not have secrets."
    else:
        yield from needed(props, "encryptionConfig.provider.keyArn")


@rule(
    resource=CLUSTER,
    severity=Severity.MEDIUM,
    fix="Set enabledClusterLogTypes to api, audit and authenticator at least.",
    url=f"{SECURITY_HUB}/eks-controls.html#eks-8",
    peers=["EKS.8", "config:eks-cluster-log-enabled", "CKV_AWS_37"],
    controls=LOGGING,
    manual=DECISION,
)
def eks_audit_logs(props: Props) -> Findings:
    """Who asked the cluster for what is known afterwards."""
    kinds = items(props, "enabledClusterLogTypes")
    if UNKNOWN in kinds:
        yield Unassessed("enabledClusterLogTypes")
    elif lacking := AUDITED - set(map(str, kinds)):
        yield f"enabledClusterLogTypes has no {', '.join(sorted(lacking))}."


@rule(
    resource=NODE_GROUP,
    severity=Severity.MEDIUM,
    fix="Leave remoteAccess out; use Session Manager.",
    url="https://docs.aws.amazon.com/eks/latest/userguide/create-managed-node-group.html",
    peers=["CKV_AWS_100"],
    controls=NETWORK,
    manual=REPLACES,
)
def eks_no_remote_access(props: Props) -> Findings:
    """A node that takes SSH from everywhere is a way around the cluster's rights."""
    if get(props, "remoteAccess") is UNKNOWN:
        yield Unassessed("remoteAccess")
    elif not missing(props, "remoteAccess.ec2SshKey") and missing(props, "remoteAccess.sourceSecurityGroupIds"):
        yield "remoteAccess.ec2SshKey is set without sourceSecurityGroupIds."
