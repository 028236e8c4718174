"""SageMaker monitoring: the jobs that watch an endpoint, their schedules, and inference experiments."""

from dataclasses import dataclass

from ..controls import ENCRYPTION, LOGGING, NETWORK, TRANSIT
from ..kernel import REPLACES, RULES, Level, Severity, Words
from ..shapes import keeps, sets
from ..values import UNKNOWN, Findings, Props, Unassessed, expect, get
from .sagemaker import API, SECURITY_HUB

SCHEDULES = ("aws:sagemaker/monitoringSchedule:MonitoringSchedule", "aws-native:sagemaker:MonitoringSchedule")
EXPERIMENT = "aws-native:sagemaker:InferenceExperiment"
JOB = "monitoringScheduleConfig.monitoringJobDefinition"
ISOLATION, TRANSIT_ENCRYPTION = "enableNetworkIsolation", "enableInterContainerTrafficEncryption"
TRANSIT_PATH = f"networkConfig.{TRANSIT_ENCRYPTION}"


@dataclass(frozen=True)
class Kind:
    """One kind of monitoring job: how its rules begin, what it is, and who else checks it."""

    short: str
    noun: str
    types: tuple[str, ...]
    output: str
    isolation: tuple[str, ...]
    transit: tuple[str, ...]

    @property
    def baseline(self) -> str:
        """Where the baseline is named."""
        return self.output.replace("JobOutputConfig", "BaselineConfig")


KINDS = (
    Kind(
        "dq",
        "a data quality job",
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
        "a bias job",
        ("aws-native:sagemaker:ModelBiasJobDefinition",),
        "modelBiasJobOutputConfig",
        ("SageMaker.12", "config:sagemaker-model-bias-job-isolation", "prowler:sagemaker_clarify_exists"),
        ("SageMaker.15", "config:sagemaker-model-bias-job-encrypt-in-transit"),
    ),
    Kind(
        "explain",
        "an explainability job",
        ("aws-native:sagemaker:ModelExplainabilityJobDefinition",),
        "modelExplainabilityJobOutputConfig",
        ("SageMaker.20", "config:sagemaker-model-explainability-job-network-isolation"),
        ("SageMaker.10", "config:sagemaker-model-explainability-job-encrypt-in-transit"),
    ),
    Kind(
        "mq",
        "a model quality job",
        ("aws-native:sagemaker:ModelQualityJobDefinition",),
        "modelQualityJobOutputConfig",
        ("SageMaker.25", "config:sagemaker-model-quality-job-definition-isolation"),
        ("SageMaker.13", "config:sagemaker-model-quality-job-encrypt-in-transit"),
    ),
)

for kind in KINDS:
    keeps(
        f"{kind.short}-isolation",
        f"{kind.noun.capitalize()} reads captured requests; one that can open no connection can leak nothing.",
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
        f"What {kind.noun} writes shows the data it read, so a key that we can revoke encrypts it.",
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
        f"The volume of {kind.noun} holds captured requests, so a key that we can revoke encrypts it.",
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
        f"{kind.short}-baseline",
        f"{kind.noun.capitalize()} without a baseline has nothing to hold what it sees against, and finds nothing.",
        [f"{kind.baseline}.constraintsResource.s3Uri"],
        resource=kind.types,
        severity=Severity.MEDIUM,
        fix=f"Set {kind.baseline}.constraintsResource.s3Uri to the constraints that a baselining job wrote.",
        url="https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-create-baseline.html",
        controls=LOGGING,
        level=Level.ADVISORY,
        manual=REPLACES,
    )
    sets(
        f"{kind.short}-vpc",
        f"{kind.noun.capitalize()} runs in our network.",
        ["networkConfig.vpcConfig.subnets", "networkConfig.vpcConfig.securityGroupIds"],
        resource=kind.types,
        severity=Severity.MEDIUM,
        fix="Set networkConfig.vpcConfig with subnets and securityGroupIds.",
        url=f"{API}/API_MonitoringNetworkConfig.html",
        controls=NETWORK,
        manual=REPLACES,
    )


def between_instances(props: Props) -> Findings:
    """Encrypted, where a job has more than one instance."""
    count = get(props, "jobResources.clusterConfig.instanceCount")
    if count is UNKNOWN and get(props, TRANSIT_PATH) is not True:
        yield Unassessed("jobResources.clusterConfig.instanceCount")
    elif count != 1:
        yield from expect(props, TRANSIT_PATH, True)


for kind in KINDS:
    words = Words(
        resource=kind.types,
        severity=Severity.MEDIUM,
        fix=f"Set {TRANSIT_PATH} to true.",
        url=f"{SECURITY_HUB}#sagemaker-{kind.transit[0].split('.')[1]}",
        peers=kind.transit,
        controls=TRANSIT,
        manual=REPLACES,
    )
    why = f"What the instances of {kind.noun} send each other is encrypted."
    if kind.short == "bias":  # of this kind alone Security Hub lets one instance be
        RULES.add("bias-transit", why, between_instances, words)
    else:
        keeps(f"{kind.short}-transit", why, {TRANSIT_PATH: True}, **words)


keeps(
    "sched-isolation",
    "A monitoring job that is written into its schedule can open no connection. A named one has its own rules.",
    {f"{JOB}.networkConfig.{ISOLATION}": True},
    where=JOB,
    resource=SCHEDULES,
    severity=Severity.MEDIUM,
    fix=f"Set {JOB}.networkConfig.{ISOLATION} to true.",
    url=f"{SECURITY_HUB}#sagemaker-14",
    peers=["SageMaker.14", "config:sagemaker-monitoring-schedule-isolation"],
    controls=NETWORK,
)
keeps(
    "sched-transit",
    "What the instances of a monitoring job send each other is encrypted. A named one has its own rules.",
    {f"{JOB}.{TRANSIT_PATH}": True},
    where=JOB,
    resource=SCHEDULES,
    severity=Severity.MEDIUM,
    fix=f"Set {JOB}.{TRANSIT_PATH} to true.",
    url=f"{SECURITY_HUB}#sagemaker-22",
    peers=["SageMaker.22", "config:sagemaker-monitoring-schedule-traffic-encryption"],
    controls=TRANSIT,
)
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

sets(
    "infexp-data-kms",
    "What an experiment captures is requests and answers, so a key that we can revoke encrypts it.",
    ["dataStorageConfig.kmsKey"],
    where="dataStorageConfig",
    resource=EXPERIMENT,
    severity=Severity.MEDIUM,
    fix="Set dataStorageConfig.kmsKey to a customer key.",
    url=f"{SECURITY_HUB}#sagemaker-24",
    peers=["SageMaker.24", "config:sagemaker-inf-experiment-data-storage-kms-encrypted"],
    controls=ENCRYPTION,
)
