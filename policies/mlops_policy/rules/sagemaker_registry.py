"""SageMaker's registry and what is around it: groups, cards, images, MLflow, people who label, edge, clusters."""

import re

from ..controls import ACCESS, ENCRYPTION, GOVERNANCE, INVENTORY, LOGGING, MINIMISATION, NETWORK
from ..kernel import DECISION, NEEDS_VALUE, REPLACES, Level, Severity, rule
from ..policy_document import statements
from ..shapes import sets
from ..tags import classification
from ..values import UNKNOWN, Findings, Props, Unassessed, get, items, missing
from .sagemaker import API, FEATURE_GROUPS, SECURITY_HUB

GROUP_POLICY = "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy"
CARDS = ("aws:sagemaker/modelCard:ModelCard", "aws-native:sagemaker:ModelCard")
IMAGES = ("aws:sagemaker/image:Image", "aws-native:sagemaker:Image")
APP_IMAGES = ("aws:sagemaker/appImageConfig:AppImageConfig", "aws-native:sagemaker:AppImageConfig")
TRACKING_SERVER = "aws:sagemaker/mlflowTrackingServer:MlflowTrackingServer"
FLOW, LABELING = "aws:sagemaker/flowDefinition:FlowDefinition", "aws:sagemaker/labelingJob:LabelingJob"
WORKFORCE = "aws:sagemaker/workforce:Workforce"
FLEET = ("aws:sagemaker/deviceFleet:DeviceFleet", "aws-native:sagemaker:DeviceFleet")
REPOSITORY = ("aws:sagemaker/codeRepository:CodeRepository", "aws-native:sagemaker:CodeRepository")
CLUSTER = "aws-native:sagemaker:Cluster"
PACKAGE = "aws-native:sagemaker:ModelPackage"
EXPERIMENT = "aws-native:sagemaker:InferenceExperiment"
DOMAINS = ("aws:sagemaker/domain:Domain", "aws-native:sagemaker:Domain")


@rule(
    resource=GROUP_POLICY,
    severity=Severity.CRITICAL,
    fix="Name the accounts, or add a condition on aws:PrincipalOrgID.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-deploy-xaccount.html",
    controls=ACCESS,
    manual=DECISION,
    waivable=False,
)
def mpg_policy(props: Props) -> Findings:
    """Whoever reads a registry has the models; whoever writes to it has what is served."""
    found = statements(props, "resourcePolicy")
    if found is None:
        yield Unassessed("resourcePolicy")
    for statement in found or []:
        if statement.public:
            yield f"resourcePolicy {statement.name} allows everyone."


sets(
    "model-card-kms",
    "A model card tells what a model is weak at, so a key that we can revoke encrypts it.",
    ["securityConfig.kmsKeyId"],
    resource=CARDS,
    severity=Severity.MEDIUM,
    fix="Set securityConfig.kmsKeyId to a customer key.",
    url=f"{API}/API_CreateModelCard.html",
    controls=ENCRYPTION,
    manual=REPLACES,
)


@rule(
    resource=CARDS,
    severity=Severity.MEDIUM,
    fix="Fill content with the model's overview, intended uses and evaluation; an empty card tells nothing.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/model-cards.html",
    controls=GOVERNANCE,
)
def model_card_content(props: Props) -> Findings:
    """A card that says nothing is no documentation."""
    found = get(props, "content")
    if found is UNKNOWN:
        yield Unassessed("content")
    elif not found or found in ("{}", "null"):
        yield "content is empty."


@rule(
    resource=(*IMAGES, *APP_IMAGES, *FEATURE_GROUPS, *DOMAINS, EXPERIMENT),
    severity=Severity.LOW,
    fix="Tag it, or set the tags once as the provider's default tags.",
    url=f"{SECURITY_HUB}#sagemaker-7",
    peers=[
        "SageMaker.6",
        "SageMaker.7",
        "config:sagemaker-image-tagged",
        "config:sagemaker-app-image-config-tagged",
        "config:sagemaker-feature-group-tagged",
        "config:sagemaker-domain-tagged",
        "config:sagemaker-inferenceexperiment-tagged",
    ],
    controls=INVENTORY,
    manual=NEEDS_VALUE,
)
def sagemaker_tagged(props: Props) -> Findings:
    """What carries no tag belongs to nobody."""
    if missing(props, "tags") and missing(props, "tagsAll"):
        yield "tags is not set."


sets(
    "image-described",
    "Who chooses an image in Studio reads what it is for.",
    ["description"],
    resource="aws:sagemaker/image:Image",
    severity=Severity.LOW,
    fix="Set description.",
    url=f"{API}/API_CreateImage.html",
    peers=["config:sagemaker-image-description"],
    controls=INVENTORY,
    manual=NEEDS_VALUE,
)
sets(
    "fg-described",
    "Who looks for a feature finds what it means, or makes it a second time.",
    ["description"],
    resource=FEATURE_GROUPS,
    severity=Severity.LOW,
    fix="Set description.",
    url=f"{API}/API_CreateFeatureGroup.html",
    peers=["config:sagemaker-featuregroup-description"],
    controls=INVENTORY,
    manual=REPLACES,
    level=Level.DISABLED,
)


@rule(
    resource=FEATURE_GROUPS,
    severity=Severity.MEDIUM,
    fix="Set onlineStoreConfig.ttlDuration, or tag the group with the class of data that it really holds.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-time-to-live.html",
    controls=MINIMISATION,
)
def fg_ttl_personal(props: Props) -> Findings:
    """Personal data leaves the online store after a time that was decided."""
    held = classification(props)
    if held is UNKNOWN:
        yield Unassessed("tags.data-classification")
    elif held in ("personal", "restricted"):
        online = get(props, "onlineStoreConfig.enableOnlineStore") is True
        if online and missing(props, "onlineStoreConfig.ttlDuration"):
            yield "onlineStoreConfig.ttlDuration is not set, and the group holds personal data."


@rule(
    resource=TRACKING_SERVER,
    severity=Severity.MEDIUM,
    fix="Set mlflowVersion to a version that is still mended.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/mlflow.html",
    controls=GOVERNANCE,
    settings={"minimum": {"type": "string", "pattern": r"^\d+\.\d+$", "default": "2.16"}},
)
def mlflow_version(props: Props, *, minimum: str) -> Findings:
    """An old MLflow has holes that are known."""
    found = get(props, "mlflowVersion")
    if found is UNKNOWN:
        yield Unassessed("mlflowVersion")
    elif isinstance(found, str) and re.match(r"^\d+\.\d+", found) and numbers(found) < numbers(minimum):
        yield f"mlflowVersion is older than {minimum}."


def numbers(version: str) -> tuple[int, ...]:
    """Major and minor of a version."""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])


sets(
    "flow-output-kms",
    "What people judged by hand is what was too hard for the model, so a key that we can revoke encrypts it.",
    ["outputConfig.kmsKeyId"],
    resource=FLOW,
    severity=Severity.MEDIUM,
    fix="Set outputConfig.kmsKeyId to a customer key.",
    url=f"{API}/API_FlowDefinitionOutputConfig.html",
    peers=["CKV_AWS_372"],
    controls=ENCRYPTION,
    manual=REPLACES,
)
sets(
    "labeling-output-kms",
    "Labels repeat the data they label, so a key that we can revoke encrypts them.",
    ["outputConfig.kmsKeyId"],
    resource=LABELING,
    severity=Severity.MEDIUM,
    fix="Set outputConfig.kmsKeyId to a customer key.",
    url=f"{API}/API_LabelingJobOutputConfig.html",
    controls=ENCRYPTION,
    manual=REPLACES,
)


@rule(
    resource=WORKFORCE,
    severity=Severity.MEDIUM,
    fix="Set sourceIpConfig.cidrs, or workforceVpcConfig.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/sms-workforce-management-private-api.html",
    controls=NETWORK,
)
def workforce_network(props: Props) -> Findings:
    """Who labels sees data, from where we know."""
    if missing(props, "workforceVpcConfig"):
        ranges = items(props, "sourceIpConfig.cidrs")
        if not ranges:
            yield "neither sourceIpConfig.cidrs nor workforceVpcConfig is set."
        elif UNKNOWN in ranges:
            yield Unassessed("sourceIpConfig.cidrs")
        elif "0.0.0.0/0" in ranges:
            yield "sourceIpConfig.cidrs lets in the whole internet."


sets(
    "fleet-output-kms",
    "What devices send back is what they saw, so a key that we can revoke encrypts it.",
    ["outputConfig.kmsKeyId"],
    resource=FLEET,
    severity=Severity.MEDIUM,
    fix="Set outputConfig.kmsKeyId to a customer key.",
    url=f"{API}/API_EdgeOutputConfig.html",
    controls=ENCRYPTION,
)


@rule(
    resource=REPOSITORY,
    severity=Severity.MEDIUM,
    fix="Use an https URL, and keep the token in Secrets Manager as gitConfig.secretArn.",
    url=f"{API}/API_GitConfig.html",
    controls=ACCESS,
    manual=REPLACES,
)
def git_https_secret(props: Props) -> Findings:
    """Code comes over TLS, and its token is in no URL."""
    url = get(props, "gitConfig.repositoryUrl")
    if url is UNKNOWN:
        yield Unassessed("gitConfig.repositoryUrl")
    elif isinstance(url, str) and not url.startswith("https://"):
        yield "gitConfig.repositoryUrl is not https."
    elif isinstance(url, str) and "@" in url.removeprefix("https://").split("/")[0]:
        yield "gitConfig.repositoryUrl holds a credential."


sets(
    "cluster-vpc",
    "A training cluster stands in our network.",
    ["vpcConfig.subnets", "vpcConfig.securityGroupIds"],
    resource=CLUSTER,
    severity=Severity.HIGH,
    fix="Set vpcConfig with subnets and securityGroupIds.",
    url=f"{API}/API_CreateCluster.html",
    controls=NETWORK,
    manual=REPLACES,
)


@rule(
    resource=PACKAGE,
    severity=Severity.MEDIUM,
    fix="Leave modelApprovalStatus at PendingManualApproval, and let a person approve with a description.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-approve.html",
    controls=GOVERNANCE,
    manual=DECISION,
)
def package_approval_described(props: Props) -> Findings:
    """An approval without a reason is no approval."""
    status = get(props, "modelApprovalStatus")
    if status is UNKNOWN:
        yield Unassessed("modelApprovalStatus")
    elif status == "Approved" and missing(props, "approvalDescription"):
        yield "approvalDescription is not set, and the package is approved."


sets(
    "package-metrics",
    "Who approves a model sees how good it is.",
    ["modelMetrics"],
    resource=PACKAGE,
    severity=Severity.LOW,
    fix="Set modelMetrics.modelQuality.statistics.",
    url=f"{API}/API_ModelMetrics.html",
    controls=GOVERNANCE + LOGGING,
    manual=REPLACES,
)
