"""SageMaker as CloudFormation has it: the types of pulumi-aws-native that pulumi-aws does not have."""

from typing import Any

from local.providers.aws.row import Op, Put, Ready, Row
from local.providers.aws.table.sagemaker import tagged
from local.providers.aws.table.sagemaker_native import BY_NAME, by_arn, named, row

METADATA = "customerMetadataProperties"
PACKAGE = {"ModelPackageArn": "{modelPackageArn}"}
GROUP_COUNTS = ("instanceGroups.instanceCount", "restrictedInstanceGroups.instanceCount")
NOT_CHANGED = "no operation of AWS changes it"


def job_definition(noun: str) -> Row:
    """What a monitor looks at, one noun a kind of monitor."""
    return row(
        noun,
        key={"JobDefinitionName": "jobDefinitionName"},
        imports=by_arn(noun, "jobDefinitionName"),
        name=named("jobDefinitionName"),
        tags=tagged("jobDefinitionArn"),
    )


def by_key(update: str, property_: str, **words: Any) -> Put:
    """A map, from which an update takes keys away by name."""
    return Put(Op(update, only=(property_,), **words), keys=f"{property_[0].upper()}{property_[1:]}ToRemove")


def lineage(noun: str, **words: Any) -> Row:
    """What a model came from."""
    update = f"Update{noun}"
    return row(
        noun,
        **{
            "name": named(f"{noun.lower()}Name", 120),
            "renames": {"arn": f"{noun}Arn"},
            "tags": tagged("arn"),
            "update": (Put(Op(update, skip=("properties",))), by_key(update, "properties")),
            **words,
        },
    )


ROWS = (
    job_definition("ModelBiasJobDefinition"),
    job_definition("ModelExplainabilityJobDefinition"),
    job_definition("ModelQualityJobDefinition"),
    lineage("Action"),
    lineage("Artifact", key={"ArtifactArn": "arn"}, imports=()),
    lineage("Context"),
    row(
        "Experiment",
        name=named("experimentName", 120),
        renames={"arn": "ExperimentArn"},
        tags=tagged("arn"),
        update=(Put(Op("UpdateExperiment")),),
    ),
    row(
        "TrialComponent",
        imports=by_arn("ExperimentTrialComponent", "trialComponentName"),
        name=named("trialComponentName", 120),
        update=(
            Put(Op("UpdateTrialComponent", only=("displayName", "status"))),
            *(by_key("UpdateTrialComponent", name) for name in ("parameters", "inputArtifacts", "outputArtifacts")),
        ),
    ),
    row("AIWorkloadConfig"),
    row(
        "ModelPackage",
        key={"ModelPackageName": "modelPackageArn"},
        imports=(),
        name=None,
        needs=(("modelPackageName", "modelPackageGroupName"),),
        update=(
            Put(Op("UpdateModelPackage", skip=("clientToken", METADATA), send=PACKAGE)),
            by_key("UpdateModelPackage", METADATA, send=PACKAGE),
        ),
        replace=dict.fromkeys(
            ("additionalInferenceSpecifications", "certifyForMarketplace", "modelPackageName", "skipModelValidation"),
            NOT_CHANGED,
        ),
        fills=("modelPackageName",),
        hidden=("additionalInferenceSpecificationsToAdd", "clientToken"),
        ready=Ready("ModelPackageStatus", until=("Completed",), failed=("Failed",), reason="ModelPackageDescription"),
        tags=tagged("modelPackageArn"),
    ),
    row(
        "ProcessingJob",
        before_delete="stop_processing_job",
        ready=Ready("ProcessingJobStatus", until=("InProgress", "Completed"), failed=("Failed",)),
    ),
    row(
        "InferenceComponent",
        read=(
            Op(
                "DescribeInferenceComponent",
                renames={
                    "deploymentConfig": "LastDeploymentConfig",
                    "runtimeConfig.copyCount": "DesiredCopyCount",
                    "specification.container.image": "DeployedImage.SpecifiedImage",
                    "specifications.container.image": "DeployedImage.SpecifiedImage",
                },
            ),
        ),
        update=(Put(Op("UpdateInferenceComponent"), along=("deploymentConfig",)),),
        hidden=("deploymentConfig",),
        replace=dict.fromkeys(("endpointName", "variantName"), NOT_CHANGED),
        fills=(
            "runtimeConfig.currentCopyCount",
            "runtimeConfig.desiredCopyCount",
            "runtimeConfig.placementStatus",
            "specification.container.deployedImage",
        ),
        ready=Ready("InferenceComponentStatus", until=("InService",), failed=("Failed",)),
    ),
    row(
        "InferenceExperiment",
        **BY_NAME,
        key={"Name": "name"},
        name=named("name", 120),
        read=(Op("DescribeInferenceExperiment", renames={"endpointName": "EndpointMetadata.EndpointName"}),),
        update=(Put(Op("UpdateInferenceExperiment")),),
        before_delete="stop_inference_experiment",
        tags=tagged("arn"),
        ready=Ready("Status", until=("Created", "Running"), failed=("Cancelled",), reason="StatusReason"),
    ),
    row(
        "Cluster",
        key={"ClusterName": "clusterArn"},
        read=(
            Op(
                "DescribeCluster",
                renames={
                    **dict.fromkeys(GROUP_COUNTS, "TargetCount"),
                    "instanceGroups.minInstanceCount": "MinCount",
                },
            ),
        ),
        update=(Put(Op("UpdateCluster")),),
        fills=("instanceGroups.currentCount", "restrictedInstanceGroups.currentCount"),
        imports=(),
        ready=Ready("ClusterStatus", until=("InService",), failed=("Failed",), reason="FailureMessage"),
    ),
    row(
        "ComputeQuota",
        key={"ComputeQuotaId": "computeQuotaId"},
        imports=by_arn("ComputeQuota", "computeQuotaId"),
        name=named("name"),
        update=(Put(Op("UpdateComputeQuota", send={"TargetVersion": "{computeQuotaVersion}"})),),
        ready=Ready("Status", until=("Created", "Updated"), failed=("CreateFailed", "UpdateFailed")),
    ),
    row(
        "PartnerApp",
        key={"Arn": "arn"},
        imports=(),
        name=named("name", 256),
        tags=tagged("arn"),
        update=(Put(Op("UpdatePartnerApp")),),
        hidden=("appVersion",),
        local={"clientToken": None},
        ready=Ready("Status", until=("Available",), failed=("Failed", "UpdateFailed"), reason="Error.Reason"),
    ),
)
