"""SageMaker notebooks: where they run, what starts in them. Internet, root and key are in sagemaker.py."""

import base64

from .. import secrets
from ..controls import ACCESS, GOVERNANCE, NETWORK
from ..kernel import DECISION, REPLACES, Severity, rule
from ..shapes import keeps
from ..values import UNKNOWN, Findings, Props, Unassessed, get, missing
from .sagemaker import SECURITY_HUB

NOTEBOOK = "aws:sagemaker/notebookInstance:NotebookInstance"
NOTEBOOKS = (NOTEBOOK, "aws-native:sagemaker:NotebookInstance")
SCRIPTS = (
    "aws:sagemaker/notebookInstanceLifecycleConfiguration:NotebookInstanceLifecycleConfiguration",
    "aws:sagemaker/studioLifecycleConfig:StudioLifecycleConfig",
)
SCRIPT_PROPERTIES = ("onCreate", "onStart", "studioLifecycleConfigContent")


@rule(
    resource=NOTEBOOKS,
    severity=Severity.HIGH,
    fix="Set subnetId and a security group.",
    url=f"{SECURITY_HUB}#sagemaker-2",
    peers=[
        "SageMaker.2",
        "config:sagemaker-notebook-instance-inside-vpc",
        "CKV_AWS_306",
        "prowler:sagemaker_notebook_instance_vpc_settings_configured",
        "cdk-nag:SM1",
    ],
    controls=NETWORK,
    manual=REPLACES,
)
def nb_vpc(props: Props) -> Findings:
    """A notebook in our network reaches what the network lets it reach."""
    if missing(props, "subnetId"):
        yield "subnetId is not set."
    elif missing(props, "securityGroups") and missing(props, "securityGroupIds"):
        yield "no security group is set."


keeps(
    "nb-imdsv2",
    "A request that is tricked out of a notebook's server cannot read its role's credentials with version 2.",
    {"instanceMetadataServiceConfiguration.minimumInstanceMetadataServiceVersion": "2"},
    resource=NOTEBOOKS,
    severity=Severity.HIGH,
    fix='Set instanceMetadataServiceConfiguration.minimumInstanceMetadataServiceVersion to "2".',
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-imds.html",
    peers=["CKV_AWS_371"],
    controls=ACCESS,
    remedy={"instanceMetadataServiceConfiguration.minimumInstanceMetadataServiceVersion": "2"},
)


@rule(
    resource=NOTEBOOKS,
    severity=Severity.MEDIUM,
    fix="Set platformIdentifier to a platform that is still mended: notebook-al2023-v1.",
    url=f"{SECURITY_HUB}#sagemaker-8",
    peers=["SageMaker.8", "config:sagemaker-notebook-instance-platform-version"],
    controls=GOVERNANCE,
    settings={
        "platforms": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["notebook-al2023-v1"],
        }
    },
    manual=REPLACES,
)
def nb_platform(props: Props, *, platforms: list[str]) -> Findings:
    """A platform that is out of support gets no more security patches."""
    found = get(props, "platformIdentifier")
    if found is UNKNOWN:
        yield Unassessed("platformIdentifier")
    elif found not in platforms:
        yield f"platformIdentifier is none of {', '.join(platforms)}."


@rule(
    resource=SCRIPTS,
    severity=Severity.HIGH,
    fix="Let the script read the secret from Secrets Manager with the notebook's role.",
    url="https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
    peers=["prowler:sagemaker_notebook_instance_no_secrets"],
    controls=ACCESS,
    manual=DECISION,
    waivable=False,
)
def lifecycle_no_secrets(props: Props) -> Findings:
    """Everyone who may describe a lifecycle configuration reads its script."""
    for path in SCRIPT_PROPERTIES:
        found = get(props, path)
        if found is UNKNOWN:
            yield Unassessed(path)
        elif isinstance(found, str) and secrets.VALUE.search(decoded(found)):
            yield f"{path} holds what looks like a credential."


def decoded(script: str) -> str:
    """The script in clear; what is not base64 is taken as it is."""
    try:
        return base64.b64decode(script, validate=True).decode()
    except ValueError:
        return script
