"""Secrets Manager: secrets and their versions."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

ROWS = (
    Row(
        type="aws:secretsmanager/secret:Secret",
        service="secretsmanager",
        key={"SecretId": "arn"},
        create=Op("CreateSecret", only=("name", "description", "kmsKeyId", "arn")),
        read=(
            Op("DescribeSecret", only=("name", "description", "kmsKeyId", "arn")),
            Op("GetResourcePolicy", only=("policy",), renames={"policy": "ResourcePolicy"}),
        ),
        update=(
            Put(Op("UpdateSecret", only=("description", "kmsKeyId")), reset={"description": ""}),
            Put(
                Op("PutResourcePolicy", only=("policy",), renames={"policy": "ResourcePolicy"}),
                clear=Op("DeleteResourcePolicy", only=()),
            ),
        ),
        name=Name(longest=512),
        json=("policy",),
        local={"forceOverwriteReplicaSecret": False, "recoveryWindowInDays": 30, "namePrefix": None},
        tags=Tags(
            add=Op("TagResource", only=()),
            remove=Op("UntagResource", only=()),
        ),
        gone=("DeletedDate", ("*",)),
        before_delete="delete_secret",
    ),
    Row(
        type="aws:secretsmanager/secretVersion:SecretVersion",
        service="secretsmanager",
        key={"SecretId": "secretId", "VersionId": "versionId"},
        create=Op("PutSecretValue"),
        read=(Op("GetSecretValue", skip=("secretId",)),),
        id="{secretId}|{versionId}",
        replace={
            "secretString": "a version never changes (the provider's own diff)",
            "versionStages": "moving a stage between versions is not supported here",
        },
        renames={"secretId": "SecretId", "arn": "ARN"},
        computed={"secretArn": "{arn}"},
    ),
    Row(
        type="aws:secretsmanager/secretPolicy:SecretPolicy",
        service="secretsmanager",
        key={"SecretId": "secretArn"},
        create=Op("PutResourcePolicy"),
        read=(Op("GetResourcePolicy", renames={"secretArn": "ARN"}),),
        update=(Put(Op("PutResourcePolicy")),),
        delete=(Op("DeleteResourcePolicy", only=()),),
        renames={"policy": "ResourcePolicy", "secretArn": "SecretId"},
        json=("policy",),
        hidden=("blockPublicPolicy",),
        gone=("ResourcePolicy", (None, "")),
    ),
    Row(
        type="aws:secretsmanager/tag:Tag",
        service="secretsmanager",
        key={"SecretId": "secretId", "Tags[0].Key": "key"},
        create=Op("TagResource", within="Tags[0]"),
        read=(Op("DescribeSecret", only=("value",), at="Tags[Key={key}]"),),
        update=(Put(Op("TagResource", within="Tags[0]", send={"Tags[0].Key": "{key}"})),),
        delete=(Op("UntagResource", only=(), send={"TagKeys[0]": "{key}"}),),
        id="{secretId},{key}",
    ),
    Row(
        type="aws:secretsmanager/secretRotation:SecretRotation",
        service="secretsmanager",
        key={"SecretId": "secretId"},
        create=Op("RotateSecret"),
        read=(Op("DescribeSecret", renames={"secretId": "ARN"}),),
        update=(Put(Op("RotateSecret"), along=("rotateImmediately",)),),
        delete=(Op("CancelRotateSecret", only=()),),
        id="{arn}",
        imports=("{secretId}",),
        renames={
            "arn": "ARN",
            "externalSecretRotationMetadatas": "ExternalSecretRotationMetadata",
            "secretId": "SecretId",
        },
        defaults={"rotateImmediately": True},
        hidden=("rotateImmediately",),
        gone=("RotationEnabled", (False, None)),
    ),
)
