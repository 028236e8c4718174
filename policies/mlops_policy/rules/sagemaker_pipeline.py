"""SageMaker pipelines: what the definition's steps would run, judged before anything runs.

Within a step, `Arguments` are the request of the API call that the step makes.
https://aws-sagemaker-mlops.github.io/sagemaker-model-building-pipeline-definition-JSON-schema/
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..controls import ENCRYPTION, GOVERNANCE, NETWORK, TRANSIT
from ..instances import has_local_storage
from ..kernel import DECISION, Level, Severity, rule
from ..values import UNKNOWN, Findings, Props, Unassessed, document, expect, get, items, missing

PIPELINE = "aws:sagemaker/pipeline:Pipeline"
DEFINITION = "pipelineDefinition"
IN_S3 = "pipelineDefinitionS3Location"
SCHEMA = "https://aws-sagemaker-mlops.github.io/sagemaker-model-building-pipeline-definition-JSON-schema/"
DIGEST = re.compile(r"@sha256:[0-9a-f]{64}$")
PENDING = "PendingManualApproval"
TRACKERS = ("DATAROBOT_ENDPOINT", "MLFLOW_TRACKING_URI", "VERTA_HOST", "WANDB_BASE_URL")
"""Variables that tell a job's client where to log runs. A container that is isolated reaches no tracker."""


@dataclass(frozen=True)
class Step:
    """One step. `gated`: it stands within a condition."""

    name: str
    type: Any
    arguments: Any
    gated: bool


@dataclass(frozen=True)
class Job:
    """Where the request of a kind of job holds what the rules look at."""

    network: str | None
    """None: a transform job has the isolation and the network of its model, and no time limit."""
    cluster: str
    output_key: str
    outputs: str


PROCESSING = Job(
    "NetworkConfig.",
    "ProcessingResources.ClusterConfig",
    "ProcessingOutputConfig.KmsKeyId",
    "ProcessingOutputConfig",
)
JOBS = {
    "Training": Job("", "ResourceConfig", "OutputDataConfig.KmsKeyId", "OutputDataConfig"),
    "Processing": PROCESSING,
    "Transform": Job(None, "TransformResources", "TransformOutput.KmsKeyId", "TransformOutput"),
    # A check step's request is that of the processing job that it starts.
    "ClarifyCheck": PROCESSING,
    "QualityCheck": PROCESSING,
}


def steps(listed: Any, gated: bool = False) -> Iterator[Step]:
    """Every step of a list, those within conditions too."""
    for one in listed if isinstance(listed, list) else []:
        if not isinstance(one, dict):
            continue
        name = one.get("Name")
        step = Step(name if isinstance(name, str) else "?", one.get("Type"), one.get("Arguments"), gated)
        yield step
        if step.type == "Condition":
            for branch in ("IfSteps", "ElseSteps"):
                yield from steps(items(step.arguments, branch), gated=True)


def jobs(definition: Any) -> Iterator[tuple[str, Job, Any]]:
    """The jobs that a definition starts: step name, kind, request."""
    for step in steps(get(definition, "Steps")):
        if step.type in JOBS:
            yield step.name, JOBS[step.type], step.arguments
        elif step.type == "Tuning":
            trained = [get(step.arguments, "TrainingJobDefinition"), *items(step.arguments, "TrainingJobDefinitions")]
            for request in trained:
                if isinstance(request, dict):
                    yield step.name, JOBS["Training"], request


def models(definition: Any) -> Iterator[tuple[str, Any]]:
    """The models that a definition makes: step name, request."""
    return ((step.name, step.arguments) for step in steps(get(definition, "Steps")) if step.type == "Model")


def instances(request: Any, cluster: str) -> list[tuple[Any, Any]]:
    """Types of instances and how many of each: one type, or those of the groups of a cluster."""
    groups = items(request, f"{cluster}.InstanceGroups") or [get(request, cluster)]
    return [(get(group, "InstanceType"), get(group, "InstanceCount")) for group in groups]


def images(definition: Any) -> Iterator[tuple[str, str, Any]]:
    """The images that a definition's jobs and models run: step name, where it stands, image."""
    for step in steps(get(definition, "Steps")):
        listed = items(step.arguments, "InferenceSpecification.Containers") + items(step.arguments, "Containers")
        named = [
            ("AppSpecification.ImageUri", step.arguments),
            ("AlgorithmSpecification.TrainingImage", step.arguments),
        ]
        trained = [get(step.arguments, "TrainingJobDefinition"), *items(step.arguments, "TrainingJobDefinitions")]
        named += [("AlgorithmSpecification.TrainingImage", request) for request in trained]
        named += [("PrimaryContainer.Image", step.arguments), *(("Image", one) for one in listed)]
        for path, request in named:
            if isinstance(request, dict) and not missing(request, path):
                yield step.name, path, get(request, path)


@rule(
    resource=PIPELINE,
    severity=Severity.HIGH,
    fix="Set it on the step's job, or use the TrainingPipeline component, which always does.",
    url=SCHEMA,
    peers=[
        "prowler:sagemaker_training_jobs_network_isolation_enabled",
        "prowler:sagemaker_training_jobs_volume_and_output_encryption_enabled",
        "prowler:sagemaker_training_jobs_intercontainer_encryption_enabled",
        "prowler:sagemaker_transform_job_volume_encrypted_with_cmk",
    ],
    controls=NETWORK + ENCRYPTION + TRANSIT,
    manual=DECISION,
    settings={
        "trackers": {"type": "array", "items": {"type": "string", "enum": list(TRACKERS)}, "default": list(TRACKERS)}
    },
)
def pipeline_steps(props: Props, *, trackers: Sequence[str]) -> Findings:
    """The jobs and models of a pipeline are isolated, encrypted at rest and between instances, and jobs end.

    A job in a VPC that is told of a tracker, by one of the variables that the settings allow, need not be isolated. A
    key is not asked of instances that store on local NVMe: SageMaker refuses one there.
    """
    definition = document(props, DEFINITION)
    if definition is UNKNOWN:
        yield Unassessed(DEFINITION)
    if not missing(props, IN_S3):
        yield f"{IN_S3} puts the definition where no rule can read it; pass {DEFINITION}."
    for name, model in models(definition):
        yield from expect(model, "EnableNetworkIsolation", True, f"step {name}: ")
    for name, job, request in jobs(definition):
        at = f"step {name}: "
        machines = instances(request, job.cluster)
        if job.network is not None:
            if not _tracked(request, job, trackers):
                yield from expect(request, f"{job.network}EnableNetworkIsolation", True, at)
            if [count for _, count in machines] != [1]:
                yield from expect(request, f"{job.network}EnableInterContainerTrafficEncryption", True, at)
        local = all(has_local_storage(kind) for kind, _ in machines)
        if not local and missing(request, f"{job.cluster}.VolumeKmsKeyId"):
            yield f"{at}{job.cluster}.VolumeKmsKeyId is not set."
        if not missing(request, job.outputs) and missing(request, job.output_key):
            yield f"{at}{job.output_key} is not set."
        if job.network is not None and missing(request, "StoppingCondition.MaxRuntimeInSeconds"):
            yield f"{at}StoppingCondition.MaxRuntimeInSeconds is not set."


def _tracked(request: Any, job: Job, trackers: Sequence[str]) -> bool:
    told = get(request, "Environment")
    named = isinstance(told, dict) and any(told.get(name) for name in trackers)
    return named and bool(items(request, f"{job.network}VpcConfig.Subnets"))


@rule(
    resource=PIPELINE,
    severity=Severity.MEDIUM,
    fix="Set VpcConfig in the step's request (in NetworkConfig of a processing step), as a product on a platform has.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/infrastructure-give-access.html",
    peers=["prowler:sagemaker_training_jobs_vpc_settings_configured"],
    controls=NETWORK,
    manual=DECISION,
    level=Level.DISABLED,
)
def pipeline_vpc(props: Props) -> Findings:
    """The jobs and models of a pipeline read their data through our network, where endpoints and their policies hold.

    A transform job has the network of its model. One that is isolated may be without: SageMaker moves its data.
    """
    definition = document(props, DEFINITION)
    if definition is UNKNOWN:
        yield Unassessed(DEFINITION)
    placed = [(name, job.network, request) for name, job, request in jobs(definition) if job.network is not None]
    for name, network, request in [*placed, *((name, "", request) for name, request in models(definition))]:
        for part in ("Subnets", "SecurityGroupIds"):
            if missing(request, f"{network}VpcConfig.{part}"):
                yield f"step {name}: {network}VpcConfig.{part} is not set."


@rule(
    resource=PIPELINE,
    severity=Severity.HIGH,
    fix=f"Set ModelApprovalStatus to {PENDING}, as text: a parameter could be set to Approved when a run starts.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-approve.html",
    controls=GOVERNANCE,
    manual=DECISION,
)
def pipeline_approval(props: Props) -> Findings:
    """A person approves what a pipeline registers, before it can serve."""
    definition = document(props, DEFINITION)
    if definition is UNKNOWN:
        yield Unassessed(DEFINITION)
    for step in steps(get(definition, "Steps")):
        if step.type == "RegisterModel":
            yield from expect(step.arguments, "ModelApprovalStatus", PENDING, f"step {step.name}: ")


@rule(
    resource=PIPELINE,
    severity=Severity.MEDIUM,
    fix="Put RegisterModel into the IfSteps of a Condition step that compares an evaluation's metric.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html",
    controls=GOVERNANCE,
    manual=DECISION,
)
def pipeline_gate(props: Props) -> Findings:
    """A model is registered only if its evaluation reached a bar."""
    definition = document(props, DEFINITION)
    if definition is UNKNOWN:
        yield Unassessed(DEFINITION)
    for step in steps(get(definition, "Steps")):
        if step.type == "RegisterModel" and not step.gated:
            yield f"step {step.name}: it registers whatever was trained, behind no Condition step."


@rule(
    resource=PIPELINE,
    severity=Severity.HIGH,
    fix="Name the image by digest, as text: repository@sha256:... .",
    url="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    controls=GOVERNANCE,
    manual=DECISION,
)
def pipeline_image_pinned(props: Props) -> Findings:
    """A tag can move, and a parameter is chosen by who starts a run: what was reviewed is not what runs."""
    definition = document(props, DEFINITION)
    if definition is UNKNOWN:
        yield Unassessed(DEFINITION)
    for name, path, image in images(definition):
        # Of a join, its end: the registry before it may be a parameter.
        parts = items(image, "Std:Join.Values") if isinstance(image, dict) else []
        text = parts[-1] if parts else image
        if not isinstance(text, str):
            yield f"step {name}: {path} is no text that names a digest."
        elif not DIGEST.search(text):
            yield f"step {name}: {path} has no sha256 digest."
