"""SageMaker models and endpoints: network, registries, where data comes from, how a change is rolled out."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from ..controls import ACCESS, ENCRYPTION, GOVERNANCE, INVENTORY, LOGGING, MINIMISATION, NETWORK, RESILIENCE
from ..kernel import DECISION, NEEDS_RESOURCE, REPLACES, Level, Severity, rule
from ..shapes import sets
from ..tags import relaxed
from ..values import UNKNOWN, Findings, Props, Unassessed, get, items, missing, needed
from .sagemaker import API, DIGEST, ENDPOINT_CONFIG, MODEL, SECURITY_HUB, containers

MODELS = (MODEL, "aws-native:sagemaker:Model")
CONFIGS = (ENDPOINT_CONFIG, "aws-native:sagemaker:EndpointConfig")
ENDPOINTS = ("aws:sagemaker/endpoint:Endpoint", "aws-native:sagemaker:Endpoint")
IMAGE_VERSION = "aws:sagemaker/imageVersion:ImageVersion"
PATTERNS = {"type": "array", "items": {"type": "string"}}
GPU = ("ml.p*", "ml.g*", "ml.trn*", "ml.inf*")


@rule(
    resource=MODELS,
    severity=Severity.MEDIUM,
    fix="Set vpcConfig with two subnets in two zones and a security group.",
    url=f"{API}/API_VpcConfig.html",
    peers=["config:sagemaker-model-in-vpc", "prowler:sagemaker_models_vpc_settings_configured"],
    controls=NETWORK,
    manual=REPLACES,
    level=Level.DISABLED,
)
def model_vpc(props: Props) -> Findings:
    """A model that is given our network reads its artifacts there, and stands in two zones.

    One that is isolated from every network may be without: SageMaker fetches its artifacts.
    """
    subnets = items(props, "vpcConfig.subnets")
    if not subnets:
        yield "vpcConfig.subnets is not set."
    elif get(props, "vpcConfig.subnets") is UNKNOWN:
        yield Unassessed("vpcConfig.subnets")
    elif len(subnets) < 2:
        yield "vpcConfig.subnets has fewer than 2."
    if subnets:
        yield from needed(props, "vpcConfig.securityGroupIds")


@rule(
    resource=MODELS,
    severity=Severity.MEDIUM,
    fix="Set imageConfig.repositoryAccessMode to Vpc, with a vpcConfig.",
    url=f"{SECURITY_HUB}#sagemaker-16",
    peers=[
        "SageMaker.16",
        "SageMaker.19",
        "config:sagemaker-model-private-registry-required",
        "config:sagemaker-model-multicontainer-private-registry",
    ],
    controls=NETWORK,
    manual=REPLACES,
)
def model_private_registry(props: Props) -> Findings:
    """An image from a registry of our own is fetched through our network. Amazon ECR needs none."""
    for at, container in containers(props):
        image, mode = get(container, "image"), get(container, "imageConfig.repositoryAccessMode")
        if UNKNOWN in (image, mode):
            yield Unassessed(f"{at}image" if image is UNKNOWN else f"{at}imageConfig.repositoryAccessMode")
        elif isinstance(image, str) and ".dkr.ecr." not in image and mode != "Vpc":
            yield f"{at}imageConfig.repositoryAccessMode is not Vpc."


@rule(
    resource=MODELS,
    severity=Severity.HIGH,
    fix="Take the image from a registry that the settings of this rule allow.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-containers-inference-private.html",
    controls=GOVERNANCE,
    settings={"registries": {**PATTERNS, "default": ["*.dkr.ecr.*.amazonaws.com*"]}},
    manual=DECISION,
)
def model_registry_allowlist(props: Props, *, registries: list[str]) -> Findings:
    """What serves comes from a registry that scans and keeps it."""
    for at, container in containers(props):
        image = get(container, "image")
        if image is UNKNOWN:
            yield Unassessed(f"{at}image")
        elif isinstance(image, str) and not any(fnmatchcase(image.split("/")[0], each) for each in registries):
            yield f"{at}image is from none of {', '.join(registries)}."


@rule(
    resource=MODELS,
    severity=Severity.MEDIUM,
    fix="Take the artifacts from a bucket that the settings of this rule allow.",
    url=f"{API}/API_ContainerDefinition.html",
    controls=MINIMISATION,
    settings={"buckets": {**PATTERNS, "default": ["*"]}},
    manual=DECISION,
)
def model_data_bucket_allowlist(props: Props, *, buckets: list[str]) -> Findings:
    """A model's artifacts come from a governed bucket. By default every bucket is one: name those that are."""
    for at, container in containers(props):
        url = get(container, "modelDataUrl")
        if url is UNKNOWN:
            yield Unassessed(f"{at}modelDataUrl")
        elif isinstance(url, str):
            bucket = url.removeprefix("s3://").split("/")[0]
            if not url.startswith("s3://") or not any(fnmatchcase(bucket, pattern) for pattern in buckets):
                yield f"{at}modelDataUrl is in none of {', '.join(buckets)}."


@rule(
    resource=(IMAGE_VERSION, "aws-native:sagemaker:ImageVersion"),
    severity=Severity.HIGH,
    fix="Name the base image by digest: repository@sha256:... .",
    url=f"{API}/API_CreateImageVersion.html",
    controls=GOVERNANCE,
    manual=REPLACES,
)
def image_version_pinned(props: Props) -> Findings:
    """A version of an image is what it was when it was made; a tag can move."""
    image = get(props, "baseImage")
    if image is UNKNOWN:
        yield Unassessed("baseImage")
    elif isinstance(image, str) and not DIGEST.search(image):
        yield "baseImage has no sha256 digest."


def all_variants(props: Props) -> Iterator[tuple[str, Any]]:
    """Production and shadow variants, with where each is written."""
    for kind in ("productionVariants", "shadowProductionVariants"):
        for index, variant in enumerate(items(props, kind)):
            yield f"{kind}[{index}].", variant


@rule(
    resource=CONFIGS,
    severity=Severity.HIGH,
    fix="Leave enableSsmAccess out of the variants.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/ssm-access.html",
    controls=ACCESS,
    manual=REPLACES,
)
def epc_no_ssm(props: Props) -> Findings:
    """A shell into a container that serves shows requests, answers and the role's credentials."""
    for at, variant in all_variants(props):
        found = get(variant, "enableSsmAccess")
        if found is UNKNOWN:
            yield Unassessed(f"{at}enableSsmAccess")
        elif found is True:
            yield f"{at}enableSsmAccess is true."


@rule(
    resource=CONFIGS,
    severity=Severity.MEDIUM,
    fix="Set coreDumpConfig.kmsKeyId to a customer key.",
    url=f"{API}/API_ProductionVariantCoreDumpConfig.html",
    controls=ENCRYPTION,
    manual=REPLACES,
)
def epc_coredump_kms(props: Props) -> Findings:
    """A core dump is memory: model, requests and credentials. A key that we can revoke encrypts it."""
    for at, variant in all_variants(props):
        dump = get(variant, "coreDumpConfig")
        if dump is UNKNOWN:
            yield Unassessed(f"{at}coreDumpConfig")
        elif dump and missing(dump, "kmsKeyId"):
            yield f"{at}coreDumpConfig.kmsKeyId is not set."


sets(
    "epc-async-kms",
    "The answers of an asynchronous endpoint stay in a bucket, so a key that we can revoke encrypts them.",
    ["asyncInferenceConfig.outputConfig.kmsKeyId"],
    where="asyncInferenceConfig",
    resource=CONFIGS,
    severity=Severity.MEDIUM,
    fix="Set asyncInferenceConfig.outputConfig.kmsKeyId to a customer key.",
    url=f"{API}/API_AsyncInferenceOutputConfig.html",
    controls=ENCRYPTION,
    manual=REPLACES,
)

sets(
    "epc-async-notify",
    "An asynchronous request that failed is told to somebody.",
    ["asyncInferenceConfig.outputConfig.notificationConfig.errorTopic"],
    where="asyncInferenceConfig",
    resource=CONFIGS,
    severity=Severity.MEDIUM,
    fix="Set asyncInferenceConfig.outputConfig.notificationConfig.errorTopic.",
    url=f"{API}/API_AsyncInferenceNotificationConfig.html",
    controls=LOGGING,
    manual=NEEDS_RESOURCE,
)


@rule(
    resource=CONFIGS,
    severity=Severity.MEDIUM,
    fix="Choose an instance type and a count that the settings of this rule allow.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/instance-types-az.html",
    controls=INVENTORY,
    settings={
        "instance_types": {**PATTERNS, "default": ["*"]},
        "maximum_count": {"type": "integer", "minimum": 1, "default": 20},
    },
    manual=DECISION,
)
def epc_instance_allowlist(props: Props, *, instance_types: list[str], maximum_count: int) -> Findings:
    """An endpoint starts on what was agreed, and on no more of it."""
    for at, variant in all_variants(props):
        instance, count = get(variant, "instanceType"), get(variant, "initialInstanceCount")
        if instance is UNKNOWN:
            yield Unassessed(f"{at}instanceType")
        elif isinstance(instance, str) and not any(fnmatchcase(instance, each) for each in instance_types):
            yield f"{at}instanceType is none of {', '.join(instance_types)}."
        if isinstance(count, int) and count > maximum_count:
            yield f"{at}initialInstanceCount is more than {maximum_count}."


@rule(
    resource=CONFIGS,
    severity=Severity.LOW,
    fix="Take an instance without accelerator in development, or tag the configuration with its real environment.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-test-endpoints.html",
    controls=INVENTORY,
    manual=DECISION,
)
def epc_no_gpu_in_dev(props: Props) -> Findings:
    """Nobody pays for accelerators that serve nobody."""
    if relaxed(props):
        for at, variant in all_variants(props):
            instance = get(variant, "instanceType")
            if instance is UNKNOWN:
                yield Unassessed(f"{at}instanceType")
            elif isinstance(instance, str) and any(fnmatchcase(instance, each) for each in GPU):
                yield f"{at}instanceType has an accelerator, in an environment for development."


@rule(
    resource=ENDPOINTS,
    severity=Severity.HIGH,
    fix="Set deploymentConfig.autoRollbackConfiguration with alarms, or tag the endpoint environment: dev.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html",
    controls=RESILIENCE + GOVERNANCE,
    manual=NEEDS_RESOURCE,
)
def ep_rollback(props: Props) -> Findings:
    """A bad version goes back by itself: alarms decide, while traffic moves. Environments local and dev need not."""
    lenient = relaxed(props)
    if lenient:
        return
    config = get(props, "deploymentConfig")
    if config is UNKNOWN:
        yield Unassessed("deploymentConfig")
    elif lenient is None:
        yield Unassessed("tags.environment")
    elif missing(config, "autoRollbackConfiguration.alarms"):
        yield "deploymentConfig.autoRollbackConfiguration.alarms is not set."


@rule(
    resource=ENDPOINTS,
    severity=Severity.MEDIUM,
    fix="Use CANARY or LINEAR traffic routing, or a rolling update, in deploymentConfig.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-blue-green.html",
    controls=RESILIENCE,
    manual=DECISION,
)
def ep_gradual(props: Props) -> Findings:
    """A new version meets a part of the traffic first. Environments local and dev may move all at once."""
    if relaxed(props):
        return
    routing = get(props, "deploymentConfig.blueGreenUpdatePolicy.trafficRoutingConfiguration.type")
    if routing is UNKNOWN:
        yield Unassessed("deploymentConfig.blueGreenUpdatePolicy.trafficRoutingConfiguration.type")
    elif routing == "ALL_AT_ONCE":
        yield "deploymentConfig moves all traffic at once."
