"""Data sources of KMS."""

from local.providers.aws.row import Op
from local.providers.aws.sources.source import Source

SOURCES = (
    Source(
        type="aws:kms/getKey:getKey",
        service="kms",
        noun="KMS Key",
        read=(Op("DescribeKey", at="KeyMetadata", skip=("keyId",)),),
        id="{id}",
        key={"KeyId": "keyId"},
        renames={
            "id": "KeyId",
            "awsAccountId": "AWSAccountId",
            "multiRegionConfigurations": "MultiRegionConfiguration",
            "xksKeyConfigurations": "XksKeyConfiguration",
        },
    ),
    Source(
        type="aws:kms/getAlias:getAlias",
        service="kms",
        noun="KMS Alias",
        read=(
            Op("ListAliases", at="Aliases[AliasName={name}]"),
            Op("DescribeKey", at="KeyMetadata", only=("targetKeyArn", "targetKeyId"), send={"KeyId": "{name}"}),
        ),
        id="{arn}",
        renames={"name": "AliasName", "arn": "AliasArn", "targetKeyArn": "Arn", "targetKeyId": "KeyId"},
    ),
)
