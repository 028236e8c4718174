"""Data sources of Secrets Manager."""

from local.providers.aws.row import Op
from local.providers.aws.sources.source import Source

SOURCES = (
    Source(
        type="aws:secretsmanager/getSecret:getSecret",
        service="secretsmanager",
        noun="Secrets Manager Secret",
        read=(
            Op("DescribeSecret"),
            Op("GetResourcePolicy", only=("policy",), renames={"policy": "ResourcePolicy"}),
        ),
        id="{arn}",
        key={"SecretId": "arn|name"},
        defaults={"policy": ""},
        needs=(("arn", "name"),),
        ignored=("tags",),
    ),
    Source(
        type="aws:secretsmanager/getSecretVersion:getSecretVersion",
        service="secretsmanager",
        noun="Secrets Manager Secret Version",
        read=(Op("GetSecretValue"),),
        id="{secretId}|{versionId}",
        renames={"arn": "ARN"},
        defaults={"versionStage": "AWSCURRENT"},
        computed={"secretArn": "{arn}"},
    ),
)
