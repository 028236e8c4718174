"""SageMaker: models, endpoints, feature groups, notebooks and domains. Pipelines have their own file."""

import re
from collections.abc import Iterator
from typing import Any

from ..controls import ACCESS, ENCRYPTION, GOVERNANCE, LOGGING, NETWORK, RESILIENCE
from ..instances import has_local_storage
from ..kernel import DECISION, REPLACES, Severity, rule
from ..secrets import in_environment
from ..shapes import keeps, sets
from ..tags import relaxed
from ..values import UNKNOWN, Findings, Props, Unassessed, expect, get, items, missing, needed

MODEL = "aws:sagemaker/model:Model"
ENDPOINT_CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
ENDPOINT = "aws:sagemaker/endpoint:Endpoint"
FEATURE_GROUP = "aws:sagemaker/featureGroup:FeatureGroup"
FEATURE_GROUPS = (FEATURE_GROUP, "aws-native:sagemaker:FeatureGroup")
NOTEBOOK = "aws:sagemaker/notebookInstance:NotebookInstance"
DOMAIN = "aws:sagemaker/domain:Domain"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html"
API = "https://docs.aws.amazon.com/sagemaker/latest/APIReference"

DIGEST = re.compile(r"@sha256:[0-9a-f]{64}$")


def containers(model: Props) -> Iterator[tuple[str, Any]]:
    """The containers of a model, with where each is written."""
    if model.get("primaryContainer") is not None:
        yield "primaryContainer.", model["primaryContainer"]
    for index, container in enumerate(items(model, "containers")):
        yield f"containers[{index}].", container


def variants(config: Props) -> Iterator[tuple[str, Any]]:
    """The production and shadow variants of an endpoint configuration that run on instances."""
    for kind in ("productionVariants", "shadowProductionVariants"):
        for index, variant in enumerate(items(config, kind)):
            if missing(variant, "serverlessConfig") or variant is UNKNOWN:
                yield f"{kind}[{index}].", variant


keeps(
    "model-isolation",
    "A model container that can open no connection can leak nothing.",
    {"enableNetworkIsolation": True},
    resource=(MODEL, "aws-native:sagemaker:Model"),
    severity=Severity.HIGH,
    fix="Set enableNetworkIsolation to true, or use the Endpoint component, which always does.",
    url=f"{SECURITY_HUB}#sagemaker-5",
    peers=[
        "SageMaker.5",
        "config:sagemaker-model-isolation-enabled",
        "CKV_AWS_370",
        "prowler:sagemaker_models_network_isolation_enabled",
    ],
    controls=NETWORK,
    manual=REPLACES,
)


@rule(
    resource=(MODEL, "aws-native:sagemaker:Model"),
    severity=Severity.HIGH,
    fix="Name the image by digest: repository@sha256:... .",
    url="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    controls=GOVERNANCE,
)
def model_image_pinned(props: Props) -> Findings:
    """A tag can move, so that what serves is not what was approved; a digest cannot."""
    for at, container in containers(props):
        image = get(container, "image")
        if image is UNKNOWN:
            yield Unassessed(f"{at}image")
        elif isinstance(image, str) and not DIGEST.search(image):
            yield f"{at}image has no sha256 digest."


@rule(
    resource=(MODEL, "aws-native:sagemaker:Model"),
    severity=Severity.HIGH,
    fix="Keep the secret in Secrets Manager, pass its ARN, and let the container read it.",
    url="https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
    controls=ACCESS,
    waivable=False,
    manual=DECISION,
)
def model_no_env_secrets(props: Props) -> Findings:
    """A container's environment is shown in clear to everyone who may describe the model."""
    for at, container in containers(props):
        yield from in_environment(container, "environment", at)


@rule(
    resource=(ENDPOINT_CONFIG, "aws-native:sagemaker:EndpointConfig"),
    severity=Severity.MEDIUM,
    fix="Set kmsKeyArn to a customer key, or use the Endpoint component, which requires one.",
    url=f"{API}/API_CreateEndpointConfig.html",
    peers=[
        "config:sagemaker-endpoint-configuration-kms-key-configured",
        "config:sagemaker-endpoint-config-kms-key-required",
        "CKV_AWS_98",
        "prowler:sagemaker_endpoint_config_kms_encryption_enabled",
        "cdk-nag:SageMakerEndpointConfigurationKMSKeyConfigured",
    ],
    controls=ENCRYPTION,
)
def epc_cmk(props: Props) -> Findings:
    """Endpoint volumes hold request data, so a key that we can revoke encrypts them.

    SageMaker refuses a key where a variant's instances store on local NVMe, and serverless variants have no volume.
    """
    types = [get(variant, "instanceType") for _, variant in variants(props)]
    if types and missing(props, "kmsKeyArn") and missing(props, "kmsKeyId"):
        if UNKNOWN in types:
            yield Unassessed("productionVariants.instanceType")
        elif not any(has_local_storage(one) for one in types):
            yield "kmsKeyArn is not set."


@rule(
    resource=(ENDPOINT_CONFIG, "aws-native:sagemaker:EndpointConfig"),
    severity=Severity.MEDIUM,
    fix="Set initialInstanceCount to 2 or more, or tag the configuration environment: dev if it may go down.",
    url=f"{SECURITY_HUB}#sagemaker-4",
    peers=[
        "SageMaker.4",
        "config:sagemaker-endpoint-config-prod-instance-count",
        "prowler:sagemaker_endpoint_config_prod_variant_instances",
    ],
    controls=RESILIENCE,
    manual=REPLACES,
)
def epc_min_2(props: Props) -> Findings:
    """Two instances stand in two zones; one goes down with its zone. Environments local and dev may."""
    lenient = relaxed(props)
    if lenient:
        return
    for at, variant in variants(props):
        count = get(variant, "initialInstanceCount")
        if at.startswith("shadow"):
            continue
        if count is UNKNOWN:
            yield Unassessed(f"{at}initialInstanceCount")
        elif not isinstance(count, int) or count < 2:
            yield Unassessed("tags.environment") if lenient is None else f"{at}initialInstanceCount is less than 2."


@rule(
    resource=(ENDPOINT_CONFIG, "aws-native:sagemaker:EndpointConfig"),
    severity=Severity.HIGH,
    fix="Set dataCaptureConfig with enableCapture, initialSamplingPercentage and kmsKeyId.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture.html",
    controls=LOGGING,
    settings={"minimum_percent": {"type": "number", "minimum": 0, "maximum": 100, "default": 1}},
)
def epc_data_capture(props: Props, *, minimum_percent: float) -> Findings:
    """Without captured requests and answers nobody can show drift, or what the model said."""
    on_instances = [variant for _, variant in variants(props)]
    if not on_instances:
        return  # Serverless variants cannot capture.
    if missing(props, "dataCaptureConfig"):
        if UNKNOWN in on_instances:
            yield Unassessed("productionVariants")
            return
        yield "dataCaptureConfig is not set."
        return
    yield from expect(props, "dataCaptureConfig.enableCapture", True)
    percent = get(props, "dataCaptureConfig.initialSamplingPercentage")
    if percent is UNKNOWN:
        yield Unassessed("dataCaptureConfig.initialSamplingPercentage")
    elif not isinstance(percent, int | float) or percent < minimum_percent:
        yield f"dataCaptureConfig.initialSamplingPercentage is less than {minimum_percent}."
    yield from needed(props, "dataCaptureConfig.kmsKeyId")


sets(
    "fg-offline-kms",
    "The offline store keeps every value a feature ever had, so a key that we can revoke encrypts it.",
    ["offlineStoreConfig.s3StorageConfig.kmsKeyId"],
    where="offlineStoreConfig",
    resource=FEATURE_GROUPS,
    severity=Severity.MEDIUM,
    fix="Set offlineStoreConfig.s3StorageConfig.kmsKeyId, or use the FeatureGroup component, which requires a key.",
    url=f"{SECURITY_HUB}#sagemaker-17",
    peers=[
        "SageMaker.17",
        "config:sagemaker-featuregroup-encryption-at-rest",
        "prowler:sagemaker_feature_group_offline_store_encrypted_with_cmk",
    ],
    controls=ENCRYPTION,
)


@rule(
    resource=FEATURE_GROUPS,
    severity=Severity.MEDIUM,
    fix="Set onlineStoreConfig.securityConfig.kmsKeyId, or use the FeatureGroup component, which requires a key.",
    url=f"{SECURITY_HUB}#sagemaker-18",
    peers=["SageMaker.18", "config:sagemaker-featuregroup-online-store-encryption"],
    controls=ENCRYPTION,
)
def fg_online_kms(props: Props) -> Findings:
    """An online store on disk answers with a customer's latest values, so a key that we can revoke encrypts it."""
    online = get(props, "onlineStoreConfig.enableOnlineStore")
    if online is UNKNOWN:
        yield Unassessed("onlineStoreConfig.enableOnlineStore")
    elif online is True and get(props, "onlineStoreConfig.storageType") != "InMemory":
        yield from needed(props, "onlineStoreConfig.securityConfig.kmsKeyId")


keeps(
    "nb-no-internet",
    "A notebook with a way out of its own is a way out for the data it reads.",
    {"directInternetAccess": "Disabled"},
    resource=(NOTEBOOK, "aws-native:sagemaker:NotebookInstance"),
    severity=Severity.HIGH,
    fix="Set directInternetAccess to Disabled, with a subnetId and securityGroups.",
    url=f"{SECURITY_HUB}#sagemaker-1",
    peers=[
        "SageMaker.1",
        "config:sagemaker-notebook-no-direct-internet-access",
        "CKV_AWS_122",
        "prowler:sagemaker_notebook_instance_without_direct_internet_access_configured",
        "cdk-nag:SM3",
    ],
    controls=NETWORK,
    manual=REPLACES,
)

keeps(
    "nb-no-root",
    "A user who is root can undo what the lifecycle script set up.",
    {"rootAccess": "Disabled"},
    resource=(NOTEBOOK, "aws-native:sagemaker:NotebookInstance"),
    severity=Severity.HIGH,
    fix="Set rootAccess to Disabled.",
    url=f"{SECURITY_HUB}#sagemaker-3",
    peers=[
        "SageMaker.3",
        "config:sagemaker-notebook-instance-root-access-check",
        "CKV_AWS_307",
        "prowler:sagemaker_notebook_instance_root_access_disabled",
    ],
    controls=ACCESS,
    remedy={"rootAccess": "Disabled"},
)

sets(
    "nb-cmk",
    "A notebook's volume collects data, so a key that we can revoke encrypts it.",
    ["kmsKeyId"],
    resource=(NOTEBOOK, "aws-native:sagemaker:NotebookInstance"),
    severity=Severity.HIGH,
    fix="Set kmsKeyId to a customer key.",
    url=f"{SECURITY_HUB}#sagemaker-21",
    peers=[
        "SageMaker.21",
        "config:sagemaker-notebook-instance-kms-key-configured",
        "config:sagemaker-notebook-instance-storage-vol-kms-encrypted",
        "CKV_AWS_22",
        "CKV_AWS_187",
        "prowler:sagemaker_notebook_instance_encryption_enabled",
        "cdk-nag:SM2",
    ],
    controls=ENCRYPTION,
)

keeps(
    "domain-vpc-only",
    "Studio's applications send their traffic through our network, where endpoints and rules hold.",
    {"appNetworkAccessType": "VpcOnly"},
    resource=(DOMAIN, "aws-native:sagemaker:Domain"),
    severity=Severity.HIGH,
    fix="Set appNetworkAccessType to VpcOnly.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/studio-notebooks-and-internet-access.html",
    peers=["config:sagemaker-domain-in-vpc", "prowler:sagemaker_domain_vpc_only_enabled"],
    controls=NETWORK,
    remedy={"appNetworkAccessType": "VpcOnly"},
)
