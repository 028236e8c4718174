"""Personas: the kinds of people, and CI, who work with products; each with what it may do, and no more.

Products' resources begin with their stack's name (`<product>-<environment>-`), so a name says whose a resource is.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from ..component import Account
from .deploying import deploys
from .guards import never_decided, unless_encrypted, unless_inside
from .jobs.base import reading_and_writing
from .listings import CONFIGURATION, METRICS, MODELS, NETWORKS
from .statements import Statement, find_image, log_runs, pass_roles, read_with_key, statement, use_key
from .workplace import Workplace, keys_of_products, named


class Persona(StrEnum):
    """Who works with products. Nobody is two: who makes a model does not approve it."""

    DATA_SCIENTIST = "data_scientist"
    ML_ENGINEER = "ml_engineer"
    REVIEWER = "reviewer"
    AUDITOR = "auditor"
    CI = "ci"


JOBS = ("Processing", "Training", "HyperParameterTuning", "Transform")
LISTED_WITHIN = [f"sagemaker:List{what}" for what in (
    "PipelineExecutions", "PipelineExecutionSteps", "Tags", "TrainingJobsForHyperParameterTuningJob",
)]  # fmt: skip
"""Lists of what one resource has."""
DESCRIBED = [f"sagemaker:Describe{what}" for what in (
    "Endpoint", "EndpointConfig", "FeatureGroup", "FeatureMetadata", "Model", "ModelPackage", "ModelPackageGroup",
    "Pipeline", "PipelineDefinitionForExecution", "PipelineExecution", *(f"{kind}Job" for kind in JOBS),
)]  # fmt: skip


def _looks(at: Workplace, account: Account) -> Iterator[Statement]:
    """See what a product has, its metrics and its alarms; never its data."""
    yield statement([*MODELS, *METRICS], ["*"])
    yield statement(
        [*DESCRIBED, *LISTED_WITHIN],
        named(account, "sagemaker", "*/", at.stacks),
    )
    # SageMaker names a pipeline's jobs itself, by no stack: why one failed, and what a model was trained by.
    yield statement([f"sagemaker:Describe{kind}Job" for kind in JOBS], [account.arn("sagemaker", "*-job/pipelines-*")])
    if at.package_arns:
        yield statement(["sagemaker:DescribeModelPackage"], at.package_arns)
    yield statement(["cloudwatch:DescribeAlarms"], named(account, "cloudwatch", "alarm:", at.stacks))


def _logs(at: Workplace, account: Account) -> Iterator[Statement]:
    groups = [
        *named(account, "logs", "log-group:/aws/sagemaker/Endpoints/", at.stacks),
        *(account.arn("logs", f"log-group:/aws/sagemaker/{kind}Jobs") for kind in ("Processing", "Training")),
    ]
    streams = [arn.apply(lambda known: f"{known}:log-stream:*") for arn in groups]
    yield statement(["logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents"], [*groups, *streams])


def _experiments(at: Workplace, account: Account) -> Iterator[Statement]:
    """Start jobs under the stacks' names, encrypted and inside, with the jobs' roles."""
    jobs = named(account, "sagemaker", "*-job/", at.stacks)
    actions = [f"sagemaker:{verb}{kind}Job" for kind in JOBS for verb in ("Create", "Stop")]
    yield statement([*actions, "sagemaker:AddTags"], jobs)
    if at.job_role_arns:
        yield from pass_roles(at.job_role_arns, "sagemaker.amazonaws.com")
    yield from unless_encrypted()
    if at.tracking_arn is not None:
        yield from log_runs(at.tracking_arn)
    if at.network:
        yield from unless_inside(at.network)
    yield statement(
        ["sagemaker:BatchGetRecord", "sagemaker:GetRecord"], named(account, "sagemaker", "feature-group/", at.stacks)
    )


def _data(at: Workplace, account: Account) -> Iterator[Statement]:
    yield from reading_and_writing(at.reads, at.writes)
    if at.kms_key_arns:
        yield from use_key(*at.kms_key_arns) if at.writes else read_with_key(*at.kms_key_arns)
    yield from keys_of_products(at, account, use_key if at.writes else read_with_key)


def _data_scientist(at: Workplace, account: Account) -> Iterator[Statement]:
    """Reads data, experiments with jobs, follows them. Deploys nothing, registers nothing."""
    yield from _looks(at, account)
    yield from _logs(at, account)
    yield from _experiments(at, account)
    yield from _data(at, account)


def _ml_engineer(at: Workplace, account: Account) -> Iterator[Statement]:
    """What a data scientist may, and runs pipelines, registers and promotes models. Approves nothing."""
    yield from _data_scientist(at, account)
    pipelines = named(account, "sagemaker", "pipeline/", at.stacks)
    yield statement([f"sagemaker:{verb}PipelineExecution" for verb in ("Retry", "Start", "Stop", "Update")], pipelines)
    versions = [
        arn for kind in ("model-package", "model-package-group")
        for arn in named(account, "sagemaker", f"{kind}/", at.stacks)
    ]  # fmt: skip
    yield statement(["sagemaker:CreateModelPackage"], versions)
    yield never_decided(versions)
    yield from find_image(account.arn("ecr", "repository/*"))
    yield statement(["sagemaker:InvokeEndpoint"], named(account, "sagemaker", "endpoint/", at.stacks))
    yield statement(["sagemaker:PutRecord"], named(account, "sagemaker", "feature-group/", at.stacks))


def _reviewer(at: Workplace, account: Account) -> Iterator[Statement]:
    """Sees what there is, reads evaluations, approves or rejects models. Makes none."""
    yield from _looks(at, account)
    yield statement(
        ["sagemaker:UpdateModelPackage"],
        named(account, "sagemaker", "model-package/", at.stacks),
        when={"StringEquals": {"sagemaker:ModelApprovalStatus": ["Approved", "Rejected"]}},
    )
    yield from _data(at, account)


def _auditor(at: Workplace, account: Account) -> Iterator[Statement]:
    """Sees how everything is set up, who did what, and the logs it is given. Reads no data, changes nothing."""
    yield from _looks(at, account)
    yield statement([*CONFIGURATION, *NETWORKS], ["*"])
    mine = [account.global_arn("iam", f"{kind}/mlops/*") for kind in ("role", "policy")]
    yield statement([f"iam:{verb}" for verb in READ_ROLES], mine)
    buckets = [account.bucket_arn(f"{stack}-*") for stack in at.stacks]
    yield statement([f"s3:Get{what}" for what in BUCKET_SETTINGS], buckets)
    yield statement(["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus"], [account.arn("kms", "key/*")])
    yield from (made for one in at.reads for made in one.read())
    if at.kms_key_arns:
        yield from read_with_key(*at.kms_key_arns)


READ_ROLES = (
    "GetPolicy", "GetPolicyVersion", "GetRole", "GetRolePolicy", "ListAttachedRolePolicies", "ListRolePolicies",
)  # fmt: skip
BUCKET_SETTINGS = (
    "BucketLogging", "BucketOwnershipControls", "BucketPolicy", "BucketPublicAccessBlock", "BucketTagging",
    "BucketVersioning", "EncryptionConfiguration", "LifecycleConfiguration",
)  # fmt: skip

MAY: Mapping[Persona, Callable[[Workplace, Account], Iterator[Statement]]] = {
    Persona.DATA_SCIENTIST: _data_scientist,
    Persona.ML_ENGINEER: _ml_engineer,
    Persona.REVIEWER: _reviewer,
    Persona.AUDITOR: _auditor,
    Persona.CI: deploys,
}


def statements_of(persona: Persona, at: Workplace, account: Account) -> list[Statement]:
    """All that the persona may do there."""
    return list(MAY[persona](at, account))
