"""SageMaker jobs that a stack declares itself: training, tuning, processing. Pipelines have their own file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..controls import ACCESS, ENCRYPTION, GOVERNANCE, INVENTORY, NETWORK, TRANSIT
from ..instances import has_local_storage
from ..kernel import DECISION, REPLACES, Severity, rule
from ..secrets import in_environment
from ..values import UNKNOWN, Findings, Props, Unassessed, expect, get, items, missing, needed
from .sagemaker import API, DIGEST

JOBS = (
    "aws:sagemaker/trainingJob:TrainingJob",
    "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob",
    "aws-native:sagemaker:ProcessingJob",
)
TRAINING_URL = f"{API}/API_CreateTrainingJob.html"


@dataclass(frozen=True)
class Shape:
    """Where a kind of request holds what the rules look at."""

    network: str
    vpc: str
    cluster: str
    outputs: str
    image: str


TRAINING = Shape("", "vpcConfig", "resourceConfig", "outputDataConfig", "algorithmSpecification.trainingImage")
PROCESSING = Shape(
    "networkConfig.",
    "networkConfig.vpcConfig",
    "processingResources.clusterConfig",
    "processingOutputConfig",
    "appSpecification.imageUri",
)


def requests(props: Props) -> Iterator[tuple[str, Any, Shape]]:
    """The jobs that a resource asks for, with where each is written."""
    if "processingResources" in props:
        yield "", props, PROCESSING
    elif "trainingJobDefinition" in props or "trainingJobDefinitions" in props:
        if not missing(props, "trainingJobDefinition"):
            yield "trainingJobDefinition.", get(props, "trainingJobDefinition"), TRAINING
        for index, one in enumerate(items(props, "trainingJobDefinitions")):
            yield f"trainingJobDefinitions[{index}].", one, TRAINING
    else:
        yield "", props, TRAINING


@rule(
    resource=JOBS,
    severity=Severity.HIGH,
    fix="Set enableNetworkIsolation to true.",
    url=TRAINING_URL,
    peers=["prowler:sagemaker_training_jobs_network_isolation_enabled"],
    controls=NETWORK,
    manual=REPLACES,
)
def job_isolation(props: Props) -> Findings:
    """A job that can open no connection can leak nothing of what it reads."""
    for at, request, shape in requests(props):
        yield from expect(request, f"{shape.network}enableNetworkIsolation", True, at)


@rule(
    resource=JOBS,
    severity=Severity.MEDIUM,
    fix="Set the job's vpcConfig with subnets and securityGroupIds.",
    url=f"{API}/API_VpcConfig.html",
    peers=["prowler:sagemaker_training_jobs_vpc_settings_configured"],
    controls=NETWORK,
    manual=REPLACES,
)
def job_vpc(props: Props) -> Findings:
    """A job reads its data through our network, where endpoints and their policies hold."""
    for at, request, shape in requests(props):
        yield from needed(request, f"{shape.vpc}.subnets", at)


@rule(
    resource=JOBS,
    severity=Severity.MEDIUM,
    fix="Set enableInterContainerTrafficEncryption to true, or run the job on one instance.",
    url=TRAINING_URL,
    peers=["prowler:sagemaker_training_jobs_intercontainer_encryption_enabled"],
    controls=TRANSIT,
    manual=REPLACES,
)
def job_transit(props: Props) -> Findings:
    """What the instances of a job send each other is encrypted."""
    for at, request, shape in requests(props):
        if get(request, f"{shape.cluster}.instanceCount") != 1:
            yield from expect(request, f"{shape.network}enableInterContainerTrafficEncryption", True, at)


@rule(
    resource=JOBS,
    severity=Severity.HIGH,
    fix="Set volumeKmsKeyId to a customer key.",
    url=f"{API}/API_ResourceConfig.html",
    peers=[
        "prowler:sagemaker_training_jobs_volume_and_output_encryption_enabled",
        "prowler:sagemaker_processing_job_volume_encrypted_with_cmk",
    ],
    controls=ENCRYPTION,
    manual=REPLACES,
)
def job_volume_kms(props: Props) -> Findings:
    """A job's volumes hold its data, so a key that we can revoke encrypts them. Local NVMe takes no key."""
    for at, request, shape in requests(props):
        instance = get(request, f"{shape.cluster}.instanceType")
        if missing(request, f"{shape.cluster}.volumeKmsKeyId"):
            if instance is UNKNOWN:
                yield Unassessed(f"{at}{shape.cluster}.instanceType")
            elif not has_local_storage(instance):
                yield f"{at}{shape.cluster}.volumeKmsKeyId is not set."


@rule(
    resource=JOBS,
    severity=Severity.HIGH,
    fix="Set the output's kmsKeyId to a customer key.",
    url=f"{API}/API_OutputDataConfig.html",
    peers=["prowler:sagemaker_training_jobs_volume_and_output_encryption_enabled"],
    controls=ENCRYPTION,
    manual=REPLACES,
)
def job_output_kms(props: Props) -> Findings:
    """What a job writes is a model or data, so a key that we can revoke encrypts it."""
    for at, request, shape in requests(props):
        if not missing(request, shape.outputs):
            yield from needed(request, f"{shape.outputs}.kmsKeyId", at)


@rule(
    resource=JOBS,
    severity=Severity.MEDIUM,
    fix="Set stoppingCondition.maxRuntimeInSeconds.",
    url=f"{API}/API_StoppingCondition.html",
    controls=INVENTORY,
    manual=REPLACES,
)
def job_max_runtime(props: Props) -> Findings:
    """A job that hangs ends, before the bill tells."""
    for at, request, _ in requests(props):
        yield from needed(request, "stoppingCondition.maxRuntimeInSeconds", at)


@rule(
    resource=JOBS,
    severity=Severity.HIGH,
    fix="Leave remoteDebugConfig.enableRemoteDebug out.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/train-remote-debugging.html",
    controls=ACCESS,
    manual=REPLACES,
)
def job_no_remote_debug(props: Props) -> Findings:
    """A shell into a training container is a way around every other rule."""
    for at, request, _ in requests(props):
        found = get(request, "remoteDebugConfig.enableRemoteDebug")
        if found is UNKNOWN:
            yield Unassessed(f"{at}remoteDebugConfig.enableRemoteDebug")
        elif found is True:
            yield f"{at}remoteDebugConfig.enableRemoteDebug is true."


@rule(
    resource=JOBS,
    severity=Severity.HIGH,
    fix="Keep the secret in Secrets Manager, pass its ARN, and let the job read it.",
    url="https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
    controls=ACCESS,
    manual=DECISION,
    waivable=False,
)
def job_no_env_secrets(props: Props) -> Findings:
    """A job's environment and hyperparameters are shown in clear to everyone who may describe it."""
    for at, request, _ in requests(props):
        for holder in ("environment", "hyperParameters"):
            yield from in_environment(request, holder, at)


@rule(
    resource=JOBS,
    severity=Severity.HIGH,
    fix="Name the image by digest: repository@sha256:... .",
    url="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    controls=GOVERNANCE,
    manual=REPLACES,
)
def job_image_pinned(props: Props) -> Findings:
    """A tag can move, so that what trains is not what was reviewed; a digest cannot."""
    for at, request, shape in requests(props):
        image = get(request, shape.image)
        if image is UNKNOWN:
            yield Unassessed(f"{at}{shape.image}")
        elif isinstance(image, str) and not DIGEST.search(image):
            yield f"{at}{shape.image} has no sha256 digest."
