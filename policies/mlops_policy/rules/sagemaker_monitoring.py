"""SageMaker monitoring: the jobs that watch an endpoint, their schedules, and inference experiments."""

from dataclasses import dataclass

from ..controls import ENCRYPTION, NETWORK, TRANSIT
from ..kernel import REPLACES, Severity, rule
from ..shapes import keeps, sets
from ..values import UNKNOWN, Findings, Props, Unassessed, expect, get, missing
from .sagemaker import API, SECURITY_HUB

SCHEDULES = ("aws:sagemaker/monitoringSchedule:MonitoringSchedule", "aws-native:sagemaker:MonitoringSchedule")
EXPERIMENT = "aws-native:sagemaker:InferenceExperiment"
JOB = "monitoringScheduleConfig.monitoringJobDefinition"
ISOLATION, TRANSIT_ENCRYPTION = "enableNetworkIsolation", "enableInterContainerTrafficEncryption"


@dataclass(frozen=True)
class Kind:
    """One kind of monitoring job: how its rules begin, what it is, and who else checks it."""

    short: str
    noun: str
    types: tuple[str, ...]
    output: str
    isolation: tuple[str, ...]
    transit: tuple[str, ...]


KINDS = (
    Kind(
        "dq",
        "data quality",
        (
            "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition",
            "aws-native:sagemaker:DataQualityJobDefinition",
        ),
        "dataQualityJobOutputConfig",
        ("SageMaker.11", "config:sagemaker-data-quality-job-isolation"),
        ("SageMaker.9", "config:sagemaker-data-quality-job-encrypt-in-transit", "CKV_AWS_369"),
    ),
    Kind(
        "bias",
        "bias",
        ("aws-native:sagemaker:ModelBiasJobDefinition",),
        "modelBiasJobOutputConfig",
        ("SageMaker.12", "config:sagemaker-model-bias-job-isolation", "prowler:sagemaker_clarify_exists"),
        ("SageMaker.15", "config:sagemaker-model-bias-job-encrypt-in-transit"),
    ),
    Kind(
        "explain",
        "explainability",
        ("aws-native:sagemaker:ModelExplainabilityJobDefinition",),
        "modelExplainabilityJobOutputConfig",
        ("SageMaker.20", "config:sagemaker-model-explainability-job-network-isolation"),
        ("SageMaker.10", "config:sagemaker-model-explainability-job-encrypt-in-transit"),
    ),
    Kind(
        "mq",
        "model quality",
        ("aws-native:sagemaker:ModelQualityJobDefinition",),
        "modelQualityJobOutputConfig",
        ("SageMaker.25", "config:sagemaker-model-quality-job-definition-isolation"),
        ("SageMaker.13", "config:sagemaker-model-quality-job-encrypt-in-transit"),
    ),
)

for kind in KINDS:
    keeps(
        f"{kind.short}-isolation",
        f"A {kind.noun} job reads captured requests; one that can open no connection can leak nothing.",
        {f"networkConfig.{ISOLATION}": True},
        resource=kind.types,
        severity=Severity.HIGH,
        fix=f"Set networkConfig.{ISOLATION} to true.",
        url=f"{SECURITY_HUB}#sagemaker-{kind.isolation[0].split('.')[1]}",
        peers=kind.isolation,
        controls=NETWORK,
        manual=REPLACES,
    )
    sets(
        f"{kind.short}-output-kms",
        f"What a {kind.noun} job writes shows the data it read, so a key that we can revoke encrypts it.",
        [f"{kind.output}.kmsKeyId"],
        resource=kind.types,
        severity=Severity.MEDIUM,
        fix=f"Set {kind.output}.kmsKeyId to a customer key.",
        url=f"{API}/API_MonitoringOutputConfig.html",
        peers=["CKV_AWS_367"] if kind.short == "dq" else [],
        controls=ENCRYPTION,
        manual=REPLACES,
    )
    sets(
        f"{kind.short}-volume-kms",
        f"The volume of a {kind.noun} job holds captured requests, so a key that we can revoke encrypts it.",
        ["jobResources.clusterConfig.volumeKmsKeyId"],
        resource=kind.types,
        severity=Severity.MEDIUM,
        fix="Set jobResources.clusterConfig.volumeKmsKeyId to a customer key.",
        url=f"{API}/API_MonitoringClusterConfig.html",
        peers=["CKV_AWS_368"] if kind.short == "dq" else [],
        controls=ENCRYPTION,
        manual=REPLACES,
    )
    sets(
        f"{kind.short}-vpc",
        f"A {kind.noun} job runs in our network.",
        ["networkConfig.vpcConfig.subnets", "networkConfig.vpcConfig.securityGroupIds"],
        resource=kind.types,
        severity=Severity.MEDIUM,
        fix="Set networkConfig.vpcConfig with subnets and securityGroupIds.",
        url=f"{API}/API_MonitoringNetworkConfig.html",
        controls=NETWORK,
        manual=REPLACES,
    )


def transit(props: Props) -> Findings:
    """Traffic between the instances of a job, where it has more than one."""
    if get(props, "jobResources.clusterConfig.instanceCount") != 1:
        yield from expect(props, f"networkConfig.{TRANSIT_ENCRYPTION}", True)


def dq_transit(props: Props) -> Findings:
    """What the instances of a data quality job send each other is encrypted."""
    yield from transit(props)


def bias_transit(props: Props) -> Findings:
    """What the instances of a bias job send each other is encrypted."""
    yield from transit(props)


def explain_transit(props: Props) -> Findings:
    """What the instances of an explainability job send each other is encrypted."""
    yield from transit(props)


def mq_transit(props: Props) -> Findings:
    """What the instances of a model quality job send each other is encrypted."""
    yield from transit(props)


for kind, check in zip(KINDS, (dq_transit, bias_transit, explain_transit, mq_transit), strict=True):
    rule(
        resource=kind.types,
        severity=Severity.MEDIUM,
        fix=f"Set networkConfig.{TRANSIT_ENCRYPTION} to true, or run the job on one instance.",
        url=f"{SECURITY_HUB}#sagemaker-{kind.transit[0].split('.')[1]}",
        peers=kind.transit,
        controls=TRANSIT,
        manual=REPLACES,
    )(check)


@rule(
    resource=SCHEDULES,
    severity=Severity.MEDIUM,
    fix=f"Set {JOB}.networkConfig.{ISOLATION} to true.",
    url=f"{SECURITY_HUB}#sagemaker-14",
    peers=["SageMaker.14", "config:sagemaker-monitoring-schedule-isolation"],
    controls=NETWORK,
)
def sched_isolation(props: Props) -> Findings:
    """A monitoring job that is written into its schedule can open no connection. A named one has its own rules."""
    if not missing(props, JOB):
        yield from expect(props, f"{JOB}.networkConfig.{ISOLATION}", True)


@rule(
    resource=SCHEDULES,
    severity=Severity.MEDIUM,
    fix=f"Set {JOB}.networkConfig.{TRANSIT_ENCRYPTION} to true, or run the job on one instance.",
    url=f"{SECURITY_HUB}#sagemaker-22",
    peers=["SageMaker.22", "config:sagemaker-monitoring-schedule-traffic-encryption"],
    controls=TRANSIT,
)
def sched_transit(props: Props) -> Findings:
    """What the instances of a monitoring job send each other is encrypted. A named one has its own rules."""
    count = get(props, f"{JOB}.monitoringResources.clusterConfig.instanceCount")
    if not missing(props, JOB) and (count is UNKNOWN or count != 1):
        yield from expect(props, f"{JOB}.networkConfig.{TRANSIT_ENCRYPTION}", True)


sets(
    "infexp-instance-kms",
    "The instances of an experiment see real requests, so a key that we can revoke encrypts their volumes.",
    ["kmsKey"],
    resource=EXPERIMENT,
    severity=Severity.MEDIUM,
    fix="Set kmsKey to a customer key.",
    url=f"{SECURITY_HUB}#sagemaker-23",
    peers=["SageMaker.23", "config:sagemaker-inf-experiment-instance-storage-kms-encrypted"],
    controls=ENCRYPTION,
    manual=REPLACES,
)


@rule(
    resource=EXPERIMENT,
    severity=Severity.MEDIUM,
    fix="Set dataStorageConfig.kmsKey to a customer key.",
    url=f"{SECURITY_HUB}#sagemaker-24",
    peers=["SageMaker.24", "config:sagemaker-inf-experiment-data-storage-kms-encrypted"],
    controls=ENCRYPTION,
)
def infexp_data_kms(props: Props) -> Findings:
    """What an experiment captures is requests and answers, so a key that we can revoke encrypts it."""
    storage = get(props, "dataStorageConfig")
    if storage is UNKNOWN:
        yield Unassessed("dataStorageConfig")
    elif storage is not None and missing(storage, "kmsKey"):
        yield "dataStorageConfig.kmsKey is not set."
