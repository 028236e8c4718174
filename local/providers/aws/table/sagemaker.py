"""SageMaker: features, pipelines, models and endpoints."""

from typing import Any

from local.providers.aws.row import Name, Op, Put, Ready, Row, Tags


def tagged(arn: str = "arn") -> Tags:
    """How SageMaker keeps the tags of a type whose ARN is that output."""
    resource = {"ResourceArn": f"{{{arn}}}"}
    return Tags(
        list=Op("ListTags", only=(), at="Tags", send=resource),
        add=Op("AddTags", only=(), send=resource),
        remove=Op("DeleteTags", only=(), send=resource),
    )


def row(type_: str, noun: str = "", **words: Any) -> Row:
    """A type whose operations are Create, Describe and Delete of its noun, where the words say nothing else."""
    noun = noun or type_
    told: dict[str, Any] = {
        "create": Op(f"Create{noun}"),
        "read": (Op(f"Describe{noun}"),),
        "delete": (Op(f"Delete{noun}", only=()),),
        "tags": TAGS,
        "renames": {"arn": f"{noun}Arn"},
        **words,
    }
    return Row(type=f"aws:sagemaker/{type_[0].lower()}{type_[1:]}:{type_}", service="sagemaker", **told)


TAGS = tagged()

ROWS = (
    Row(
        type="aws:sagemaker/featureGroup:FeatureGroup",
        service="sagemaker",
        key={"FeatureGroupName": "featureGroupName"},
        create=Op("CreateFeatureGroup"),
        read=(Op("DescribeFeatureGroup"),),
        update=(Put(Op("UpdateFeatureGroup")),),
        delete=(Op("DeleteFeatureGroup"),),
        renames={"arn": "FeatureGroupArn"},
        fills=(
            "offlineStoreConfig.dataCatalogConfig",
            "offlineStoreConfig.s3StorageConfig.resolvedOutputS3Uri",
            "offlineStoreConfig.tableFormat",
            "onlineStoreConfig.storageType",
        ),
        shown=("offlineStoreConfig.dataCatalogConfig", "offlineStoreConfig.s3StorageConfig.resolvedOutputS3Uri"),
        tags=TAGS,
        ready=Ready(
            "FeatureGroupStatus",
            until=("Created",),
            failed=("CreateFailed",),
            passing={"LastUpdateStatus.Status": "InProgress"},
        ),
    ),
    Row(
        type="aws:sagemaker/pipeline:Pipeline",
        service="sagemaker",
        key={"PipelineName": "pipelineName"},
        create=Op("CreatePipeline"),
        read=(Op("DescribePipeline"),),
        update=(Put(Op("UpdatePipeline")),),
        delete=(Op("DeletePipeline"),),
        renames={
            "arn": "PipelineArn",
            "pipelineDefinitionS3Location.objectKey": "ObjectKey",
        },
        json=("pipelineDefinition",),
        tags=TAGS,
        needs=(("pipelineDefinition", "pipelineDefinitionS3Location"),),
    ),
    Row(
        type="aws:sagemaker/modelPackageGroup:ModelPackageGroup",
        service="sagemaker",
        key={"ModelPackageGroupName": "modelPackageGroupName"},
        create=Op("CreateModelPackageGroup"),
        read=(Op("DescribeModelPackageGroup"),),
        delete=(Op("DeleteModelPackageGroup"),),
        renames={"arn": "ModelPackageGroupArn"},
        tags=TAGS,
    ),
    Row(
        type="aws:sagemaker/model:Model",
        replace={"inferenceExecutionConfig": "no operation of AWS changes it"},
        service="sagemaker",
        key={"ModelName": "name"},
        create=Op("CreateModel"),
        read=(Op("DescribeModel"),),
        delete=(Op("DeleteModel"),),
        name=Name(longest=63),
        renames={"name": "ModelName", "arn": "ModelArn"},
        defaults={"primaryContainer.mode": "SingleModel", "containers.mode": "SingleModel"},
        tags=TAGS,
        needs=(("primaryContainer", "containers"),),
    ),
    Row(
        type="aws:sagemaker/endpointConfiguration:EndpointConfiguration",
        service="sagemaker",
        key={"EndpointConfigName": "name"},
        create=Op("CreateEndpointConfig"),
        read=(Op("DescribeEndpointConfig"),),
        delete=(Op("DeleteEndpointConfig"),),
        name=Name(longest=63),
        renames={"name": "EndpointConfigName", "arn": "EndpointConfigArn", "kmsKeyArn": "KmsKeyId"},
        local={"namePrefix": None},
        tags=TAGS,
    ),
    Row(
        type="aws:sagemaker/endpoint:Endpoint",
        service="sagemaker",
        key={"EndpointName": "name"},
        create=Op("CreateEndpoint"),
        read=(Op("DescribeEndpoint", renames={"deploymentConfig": "LastDeploymentConfig"}),),
        update=(Put(Op("UpdateEndpoint")),),
        delete=(Op("DeleteEndpoint"),),
        name=Name(longest=63),
        renames={"name": "EndpointName", "arn": "EndpointArn"},
        tags=TAGS,
        ready=Ready(
            "EndpointStatus",
            until=("InService",),
            failed=("Failed", "RollingBack", "UpdateRollbackFailed"),
            holds=("endpointConfigName",),
        ),
    ),
    row(
        "ModelPackageGroupPolicy",
        key={"ModelPackageGroupName": "modelPackageGroupName"},
        create=Op("PutModelPackageGroupPolicy"),
        read=(Op("GetModelPackageGroupPolicy"),),
        update=(Put(Op("PutModelPackageGroupPolicy")),),
        json=("resourcePolicy",),
        renames={},
        tags=None,
    ),
    row(
        "ModelCard",
        key={"ModelCardName": "modelCardName"},
        update=(Put(Op("UpdateModelCard")),),
        json=("content",),
        renames={},
        local={"timeouts": None},
        tags=tagged("modelCardArn"),
    ),
    row(
        "ModelCardExportJob",
        key={"ModelCardExportJobArn": "modelCardExportJobArn"},
        delete=(),
        renames={},
        local={"timeouts": None},
        tags=None,
        ready=Ready("Status", until=("Completed",), failed=("Failed",)),
    ),
)
