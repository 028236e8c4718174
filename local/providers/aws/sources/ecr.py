"""Data sources of ECR."""

from local.providers.aws.row import Op
from local.providers.aws.sources.source import Source

SOURCES = (
    Source(
        type="aws:ecr/getRepository:getRepository",
        service="ecr",
        noun="ECR Repository",
        read=(Op("DescribeRepositories", at="repositories[0]"),),
        key={"repositoryNames[0]": "name"},
        tags=Op("ListTagsForResource", only=(), at="tags", send={"resourceArn": "{arn}"}),
        renames={
            "name": "repositoryName",
            "arn": "repositoryArn",
            "repositoryUrl": "repositoryUri",
            "encryptionConfigurations": "encryptionConfiguration",
            "imageScanningConfigurations": "imageScanningConfiguration",
        },
    ),
    Source(
        type="aws:ecr/getImage:getImage",
        service="ecr",
        noun="ECR Image",
        read=(
            Op("DescribeImages", at="imageDetails[0]", skip=("imageTag",)),
            Op(
                "DescribeRepositories",
                only=("repositoryUrl",),
                at="repositories[0]",
                send={"repositoryNames[0]": "{repositoryName}"},
                renames={"repositoryUrl": "repositoryUri"},
            ),
        ),
        id="{imageDigest}",
        key={"imageIds[0].imageDigest": "imageDigest", "imageIds[0].imageTag": "imageTag"},
        renames={"repositoryUrl": "repositoryUri"},
        computed={"imageUri": "{repositoryUrl}@{imageDigest}"},
        needs=(("imageDigest", "imageTag", "mostRecent"),),
    ),
)
