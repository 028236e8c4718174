"""Glue: the data catalogue, its functions, its keys, and the registry of schemas."""

from local.providers.aws.row import Name, Op, Put, Ready, Row, Tags

TAGS = Tags(
    list=Op("GetTags", only=(), at="Tags", send={"ResourceArn": "{arn}"}),
    add=Op("TagResource", only=(), send={"ResourceArn": "{arn}"}),
    remove=Op("UntagResource", only=(), send={"ResourceArn": "{arn}"}),
    tags_in_add="TagsToAdd",
    keys="TagsToRemove",
)

ROWS = (
    Row(
        type="aws:glue/catalogDatabase:CatalogDatabase",
        service="glue",
        key={"CatalogId": "catalogId", "Name": "name"},
        create=Op("CreateDatabase", within="DatabaseInput"),
        read=(Op("GetDatabase", at="Database"),),
        update=(Put(Op("UpdateDatabase", within="DatabaseInput", send={"DatabaseInput.Name": "{name}"})),),
        delete=(Op("DeleteDatabase", only=()),),
        id="{catalogId}:{name}",
        name=Name(),
        computed={"catalogId": "{account}", "arn": "arn:{partition}:glue:{region}:{account}:database/{name}"},
        tags=TAGS,
    ),
    Row(
        type="aws:glue/catalogTable:CatalogTable",
        upstream_renames={"partition_index": "partitionIndices"},
        service="glue",
        key={"CatalogId": "catalogId", "DatabaseName": "databaseName", "Name": "name"},
        create=Op("CreateTable", within="TableInput", renames={"name": "TableInput.Name"}),
        read=(Op("GetTable", at="Table"),),
        update=(Put(Op("UpdateTable", within="TableInput", send={"TableInput.Name": "{name}"})),),
        delete=(Op("DeleteTable", only=()),),
        id="{catalogId}:{databaseName}:{name}",
        name=Name(lower=True),
        computed={
            "catalogId": "{account}",
            "arn": "arn:{partition}:glue:{region}:{account}:table/{databaseName}/{name}",
        },
    ),
    Row(
        type="aws:glue/partition:Partition",
        service="glue",
        key={
            "CatalogId": "catalogId",
            "DatabaseName": "databaseName",
            "TableName": "tableName",
            "PartitionValues": "partitionValues",
            "PartitionValueList": "partitionValues",
        },
        create=Op("CreatePartition", within="PartitionInput", renames={"partitionValues": "PartitionInput.Values"}),
        read=(
            Op(
                "GetPartition",
                at="Partition",
                renames={"partitionValues": "Values", "lastAccessedTime": "LastAccessTime"},
            ),
        ),
        update=(
            Put(
                Op(
                    "UpdatePartition",
                    within="PartitionInput",
                    skip=("partitionValues",),
                    send={"PartitionInput.Values": "{partitionValues}"},
                )
            ),
        ),
        delete=(Op("DeletePartition", only=()),),
        id="{catalogId}:{databaseName}:{tableName}:{partitionValues}",
        computed={"catalogId": "{account}"},
    ),
    Row(
        type="aws:glue/partitionIndex:PartitionIndex",
        service="glue",
        key={
            "CatalogId": "catalogId",
            "DatabaseName": "databaseName",
            "TableName": "tableName",
            "IndexName": "{partitionIndex.indexName}",
        },
        create=Op("CreatePartitionIndex"),
        read=(
            Op(
                "GetPartitionIndexes",
                at="PartitionIndexDescriptorList[IndexName={partitionIndex.indexName}]",
                renames={"partitionIndex": ".", "partitionIndex.keys": "Keys[].Name"},
            ),
        ),
        delete=(Op("DeletePartitionIndex", only=()),),
        id="{catalogId}:{databaseName}:{tableName}:{partitionIndex.indexName}",
        fills=("partitionIndex.indexStatus",),
        computed={"catalogId": "{account}"},
        ready=Ready("IndexStatus", until=("ACTIVE",), failed=("FAILED",), reason="BackfillErrors[0].Code"),
    ),
    Row(
        type="aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings",
        service="glue",
        key={"CatalogId": "catalogId"},
        create=Op("PutDataCatalogEncryptionSettings"),
        read=(Op("GetDataCatalogEncryptionSettings"),),
        update=(Put(Op("PutDataCatalogEncryptionSettings")),),
        delete=(Op("PutDataCatalogEncryptionSettings", only=(), send={"DataCatalogEncryptionSettings": {}}),),
        computed={"catalogId": "{account}"},
    ),
    Row(
        type="aws:glue/registry:Registry",
        service="glue",
        key={"RegistryId.RegistryArn": "arn"},
        create=Op("CreateRegistry"),
        read=(Op("GetRegistry"),),
        update=(Put(Op("UpdateRegistry", only=("description",)), reset={"description": ""}),),
        delete=(Op("DeleteRegistry", only=()),),
        renames={"arn": "RegistryArn"},
        tags=TAGS,
        gone=("Status", ("DELETING",)),
    ),
    Row(
        type="aws:glue/schema:Schema",
        replace={"dataFormat": "no operation of AWS changes it", "registryArn": "no operation of AWS changes it"},
        service="glue",
        key={"SchemaId.SchemaArn": "arn"},
        create=Op("CreateSchema", renames={"registryArn": "RegistryId.RegistryArn"}),
        read=(
            Op("GetSchema"),
            Op("GetSchemaVersion", only=("schemaDefinition",), send={"SchemaVersionNumber.LatestVersion": True}),
        ),
        update=(
            Put(
                Op(
                    "UpdateSchema",
                    only=("description", "compatibility"),
                    send={"SchemaVersionNumber.LatestVersion": True},
                ),
                reset={"description": ""},
            ),
            Put(Op("RegisterSchemaVersion", only=("schemaDefinition",))),
        ),
        delete=(Op("DeleteSchema", only=()),),
        renames={"arn": "SchemaArn"},
        json=("schemaDefinition",),
        tags=TAGS,
        gone=("SchemaStatus", ("DELETING",)),
    ),
    Row(
        type="aws:glue/resourcePolicy:ResourcePolicy",
        service="glue",
        key={"region": "region"},
        create=Op("PutResourcePolicy"),
        read=(Op("GetResourcePolicy", only=("policy",)),),
        update=(Put(Op("PutResourcePolicy")),),
        delete=(Op("DeleteResourcePolicy", only=()),),
        id="{region}",
        renames={"policy": "PolicyInJson"},
        json=("policy",),
        hidden=("enableHybrid",),
        gone=("PolicyInJson", (None, "")),
    ),
    Row(
        type="aws:glue/userDefinedFunction:UserDefinedFunction",
        service="glue",
        key={"CatalogId": "catalogId", "DatabaseName": "databaseName", "FunctionName": "name"},
        create=Op("CreateUserDefinedFunction", within="FunctionInput"),
        read=(Op("GetUserDefinedFunction", at="UserDefinedFunction"),),
        update=(
            Put(
                Op(
                    "UpdateUserDefinedFunction",
                    within="FunctionInput",
                    send={"FunctionInput.FunctionName": "{name}"},
                )
            ),
        ),
        delete=(Op("DeleteUserDefinedFunction", only=()),),
        id="{catalogId}:{databaseName}:{name}",
        name=Name(),
        renames={"name": "FunctionName"},
        computed={
            "catalogId": "{account}",
            "arn": "arn:{partition}:glue:{region}:{account}:userDefinedFunction/{databaseName}/{name}",
        },
    ),
)
