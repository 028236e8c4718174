"""ECR: repositories and their policies, and the settings of the registry."""

from local.providers.aws.row import Name, Op, Put, Row, tags_by_arn

REPOSITORY = {"repositoryName": "repository"}
RULE = Op(
    "DescribePullThroughCacheRules",
    at="pullThroughCacheRules[ecrRepositoryPrefix={ecrRepositoryPrefix}]",
    send={"ecrRepositoryPrefixes[0]": "{ecrRepositoryPrefix}"},
)

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
        tags=tags_by_arn("resourceArn"),
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
    Row(
        type="aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
        service="ecr",
        key={"ecrRepositoryPrefix": "ecrRepositoryPrefix"},
        create=Op("CreatePullThroughCacheRule"),
        read=(RULE,),
        update=(Put(Op("UpdatePullThroughCacheRule", only=("credentialArn", "customRoleArn"))),),
        delete=(Op("DeletePullThroughCacheRule", only=()),),
    ),
    Row(
        type="aws:ecr/pullTimeUpdateExclusion:PullTimeUpdateExclusion",
        service="ecr",
        key={"principalArn": "principalArn"},
        create=Op("RegisterPullTimeUpdateExclusion"),
        read=(Op("ListPullTimeUpdateExclusions", at="pullTimeUpdateExclusions[={principalArn}]"),),
        delete=(Op("DeregisterPullTimeUpdateExclusion", only=()),),
    ),
    Row(
        type="aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
        service="ecr",
        key={"prefix": "prefix"},
        create=Op("CreateRepositoryCreationTemplate", at="repositoryCreationTemplate"),
        read=(
            Op(
                "DescribeRepositoryCreationTemplates",
                at="repositoryCreationTemplates[prefix={prefix}]",
                send={"prefixes[0]": "{prefix}"},
            ),
        ),
        update=(
            Put(
                Op("UpdateRepositoryCreationTemplate"),
                reset={
                    "customRoleArn": "",
                    "description": "",
                    "lifecyclePolicy": "",
                    "repositoryPolicy": "",
                    "resourceTags": {},
                    "imageTagMutabilityExclusionFilters": [],
                },
            ),
        ),
        delete=(Op("DeleteRepositoryCreationTemplate", only=()),),
        json=("lifecyclePolicy", "repositoryPolicy"),
        defaults={"imageTagMutability": "MUTABLE", "encryptionConfigurations.encryptionType": "AES256"},
        computed={"registryId": "{account}"},
    ),
    Row(
        type="aws:ecr/accountSetting:AccountSetting",
        service="ecr",
        key={"name": "name"},
        create=Op("PutAccountSetting"),
        read=(Op("GetAccountSetting", only=("value",)),),
        update=(Put(Op("PutAccountSetting")),),
        id="{name}",
        name=Name(),
    ),
)
