"""Samples of Glue's catalogue."""

import json

from tests.local.providers.aws.samples.sample import ACCOUNT, KEY_ARN, OTHER_TAGS, TAGS, Sample, policy

DATABASE = "{aws:glue/catalogDatabase:CatalogDatabase.name}"
STORAGE = {
    "location": "s3://curated/usage/",
    "inputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    "outputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    "columns": [{"name": "customer", "type": "string", "comment": "id"}],
    "serDeInfo": {
        "serializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        "parameters": {"serialization.format": "1"},
    },
}
SETTINGS = {
    "connectionPasswordEncryption": {"awsKmsKeyId": KEY_ARN, "returnConnectionPasswordEncrypted": True},
    "encryptionAtRest": {"catalogEncryptionMode": "SSE-KMS", "sseAwsKmsKeyId": KEY_ARN},
}
AVRO = {"type": "record", "name": "usage", "fields": [{"name": "a", "type": "string"}]}

SAMPLES: dict[str, Sample] = {
    "aws:glue/catalogDatabase:CatalogDatabase": Sample(
        {"name": "churn", "description": "curated data", "parameters": {"a": "b"}, "tags": TAGS},
        updates={"description": "other", "locationUri": "s3://curated/", "parameters": {"a": "c"}, "tags": OTHER_TAGS},
        replaces={"name": "other", "catalogId": "210987654321"},
    ),
    "aws:glue/catalogTable:CatalogTable": Sample(
        {
            "name": "usage",
            "databaseName": DATABASE,
            "description": "what customers use",
            "tableType": "EXTERNAL_TABLE",
            "parameters": {"classification": "parquet"},
            "partitionKeys": [{"name": "day", "type": "date"}],
            "storageDescriptor": STORAGE,
        },
        updates={
            "description": "other",
            "owner": "mlops",
            "retention": 7,
            "parameters": {"classification": "csv"},
            "storageDescriptor": {**STORAGE, "location": "s3://curated/other/", "numberOfBuckets": 2},
        },
        replaces={"name": "other", "databaseName": "other", "catalogId": "210987654321"},
    ),
    "aws:glue/partition:Partition": Sample(
        {
            "databaseName": DATABASE,
            "tableName": "{aws:glue/catalogTable:CatalogTable.name}",
            "partitionValues": ["2026-01-01"],
            "parameters": {"a": "b"},
            "storageDescriptor": STORAGE,
        },
        updates={"parameters": {"a": "c"}, "storageDescriptor": {**STORAGE, "location": "s3://curated/other/"}},
        replaces={"databaseName": "other", "tableName": "other", "partitionValues": ["2026-01-02"]},
    ),
    "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings": Sample(
        {"dataCatalogEncryptionSettings": SETTINGS},
        updates={
            "dataCatalogEncryptionSettings": {
                **SETTINGS,
                "encryptionAtRest": {"catalogEncryptionMode": "DISABLED"},
            }
        },
        replaces={"catalogId": "210987654321"},
        stays=True,
    ),
    "aws:glue/registry:Registry": Sample(
        {"registryName": "events", "description": "schemas", "tags": TAGS},
        updates={"description": "other", "tags": OTHER_TAGS},
        replaces={"registryName": "other"},
    ),
    "aws:glue/schema:Schema": Sample(
        {
            "schemaName": "usage",
            "registryArn": "{aws:glue/registry:Registry.arn}",
            "dataFormat": "AVRO",
            "compatibility": "NONE",
            "schemaDefinition": json.dumps(AVRO),
            "description": "usage",
            "tags": TAGS,
        },
        updates={
            "compatibility": "BACKWARD",
            "description": "other",
            "schemaDefinition": json.dumps({**AVRO, "fields": [{"name": "b", "type": "string"}]}),
            "tags": OTHER_TAGS,
        },
        replaces={
            "schemaName": "other",
            "dataFormat": "JSON",
            "registryArn": "arn:aws:glue:eu-west-1:123456789012:registry/o",
        },
    ),
    "aws:glue/resourcePolicy:ResourcePolicy": Sample(
        {"policy": policy("glue:GetTable"), "enableHybrid": "TRUE"},
        updates={"policy": policy("glue:GetDatabase")},
        write_only=("enableHybrid",),
    ),
    "aws:glue/userDefinedFunction:UserDefinedFunction": Sample(
        {
            "name": "score",
            "catalogId": ACCOUNT,
            "databaseName": DATABASE,
            "className": "com.example.Score",
            "ownerName": "mlops",
            "ownerType": "GROUP",
            "resourceUris": [{"resourceType": "JAR", "uri": "s3://code/score.jar"}],
        },
        updates={"className": "com.example.Other", "ownerName": "other", "ownerType": "USER", "resourceUris": []},
        replaces={"name": "other", "databaseName": "other", "catalogId": "210987654321"},
    ),
    "aws:glue/partitionIndex:PartitionIndex": Sample(
        {
            "databaseName": DATABASE,
            "tableName": "{aws:glue/catalogTable:CatalogTable.name}",
            "partitionIndex": {"indexName": "by_day", "keys": ["day"]},
        },
        replaces={"partitionIndex": {"indexName": "other", "keys": ["day"]}},
    ),
}
