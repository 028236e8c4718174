"""ECR: repositories and their policies, and the settings of the registry."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

REPOSITORY = {"repositoryName": "repository"}

ROWS = (
    Row(
        type="aws:ecr/repository:Repository",
        service="ecr",
        key={"repositoryName": "name"},
        create=Op("CreateRepository", at="repository"),
        read=(Op("DescribeRepositories", at="repositories[0]", send={"repositoryNames[0]": "{name}"}),),
        update=(
            Put(Op("PutImageTagMutability", only=("imageTagMutability", "imageTagMutabilityExclusionFilters"))),
            Put(
                Op("PutImageScanningConfiguration", only=("imageScanningConfiguration",)),
                reset={"imageScanningConfiguration": {"scanOnPush": False}},
            ),
        ),
        delete=(Op("DeleteRepository", only=("forceDelete",), renames={"forceDelete": "force"}),),
        name=Name(longest=256, lower=True),
        renames={"name": "repositoryName", "arn": "repositoryArn", "repositoryUrl": "repositoryUri"},
        defaults={"imageTagMutability": "MUTABLE", "encryptionConfigurations.encryptionType": "AES256"},
        local={"forceDelete": None},
        tags=Tags(
            list=Op("ListTagsForResource", only=(), at="tags", send={"resourceArn": "{arn}"}),
            add=Op("TagResource", only=(), send={"resourceArn": "{arn}"}),
            remove=Op("UntagResource", only=(), send={"resourceArn": "{arn}"}),
            tags_in_add="tags",
            keys="tagKeys",
            create="tags",
        ),
    ),
    Row(
        type="aws:ecr/repositoryPolicy:RepositoryPolicy",
        service="ecr",
        key=REPOSITORY,
        create=Op("SetRepositoryPolicy"),
        read=(Op("GetRepositoryPolicy"),),
        update=(Put(Op("SetRepositoryPolicy")),),
        delete=(Op("DeleteRepositoryPolicy", only=()),),
        renames={"repository": "repositoryName", "policy": "policyText"},
    ),
    Row(
        type="aws:ecr/lifecyclePolicy:LifecyclePolicy",
        service="ecr",
        key=REPOSITORY,
        create=Op("PutLifecyclePolicy"),
        read=(Op("GetLifecyclePolicy"),),
        delete=(Op("DeleteLifecyclePolicy", only=()),),
        renames={"repository": "repositoryName", "policy": "lifecyclePolicyText"},
    ),
    Row(
        type="aws:ecr/registryPolicy:RegistryPolicy",
        service="ecr",
        key={},
        create=Op("PutRegistryPolicy"),
        read=(Op("GetRegistryPolicy"),),
        update=(Put(Op("PutRegistryPolicy")),),
        delete=(Op("DeleteRegistryPolicy", only=()),),
        id="{registryId}",
        renames={"policy": "policyText"},
    ),
    Row(
        type="aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
        service="ecr",
        key={},
        create=Op("PutRegistryScanningConfiguration"),
        read=(
            Op("GetRegistryScanningConfiguration", only=("registryId",)),
            Op("GetRegistryScanningConfiguration", only=("scanType", "rules"), at="scanningConfiguration"),
        ),
        update=(Put(Op("PutRegistryScanningConfiguration"), reset={"rules": []}),),
        delete=(Op("PutRegistryScanningConfiguration", only=(), send={"rules": [], "scanType": "BASIC"}),),
        id="{account}",
    ),
    Row(
        type="aws:ecr/replicationConfiguration:ReplicationConfiguration",
        service="ecr",
        key={},
        create=Op("PutReplicationConfiguration"),
        read=(Op("DescribeRegistry"),),
        update=(Put(Op("PutReplicationConfiguration"), reset={"replicationConfiguration": {"rules": []}}),),
        delete=(Op("PutReplicationConfiguration", only=(), send={"replicationConfiguration.rules": []}),),
        id="{account}",
    ),
)
