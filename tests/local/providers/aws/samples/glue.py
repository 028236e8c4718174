"""Samples of Glue."""

import json

from tests.local.providers.aws.samples.sample import ACCOUNT, KEY_ARN, OTHER_TAGS, ROLE, TAGS, Sample, policy

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
ENCRYPTED = {
    "cloudwatchEncryption": {"cloudwatchEncryptionMode": "SSE-KMS", "kmsKeyArn": KEY_ARN},
    "jobBookmarksEncryption": {"jobBookmarksEncryptionMode": "CSE-KMS", "kmsKeyArn": KEY_ARN},
    "s3Encryption": {"s3EncryptionMode": "SSE-KMS", "kmsKeyArn": KEY_ARN},
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
    "aws:glue/crawler:Crawler": Sample(
        {
            "name": "curated",
            "databaseName": DATABASE,
            "role": ROLE,
            "s3Targets": [{"path": "s3://curated/", "exclusions": ["**.tmp"]}],
            "schedule": "cron(0 1 * * ? *)",
            "schemaChangePolicy": {"deleteBehavior": "LOG", "updateBehavior": "LOG"},
            "configuration": json.dumps({"Version": 1.0}),
            "tags": TAGS,
        },
        updates={
            "role": ROLE + "2",
            "description": "nightly",
            "s3Targets": [{"path": "s3://curated/usage/"}],
            "schedule": "cron(0 2 * * ? *)",
            "tablePrefix": "raw_",
            "recrawlPolicy": {"recrawlBehavior": "CRAWL_NEW_FOLDERS_ONLY"},
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "databaseName": "other"},
    ),
    "aws:glue/job:Job": Sample(
        {
            "name": "features",
            "executionClass": "STANDARD",
            "roleArn": ROLE,
            "command": {"scriptLocation": "s3://code/features.py", "pythonVersion": "3"},
            "glueVersion": "4.0",
            "workerType": "G.1X",
            "numberOfWorkers": 2,
            "timeout": 60,
            "defaultArguments": {"--job-language": "python"},
            "connections": ["warehouse"],
            "executionProperty": {"maxConcurrentRuns": 2},
            "tags": TAGS,
        },
        updates={
            "roleArn": ROLE + "2",
            "command": {"scriptLocation": "s3://code/other.py", "pythonVersion": "3"},
            "glueVersion": "5.0",
            "workerType": "G.2X",
            "numberOfWorkers": 3,
            "timeout": 30,
            "maxRetries": 1,
            "defaultArguments": {"--job-language": "scala"},
            "connections": ["other"],
            "description": "nightly",
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
    ),
    "aws:glue/trigger:Trigger": Sample(
        {
            "name": "nightly",
            "type": "SCHEDULED",
            "schedule": "cron(15 12 * * ? *)",
            "actions": [{"jobName": "{aws:glue/job:Job}", "arguments": {"--a": "b"}}],
            "tags": TAGS,
        },
        updates={
            "enabled": False,
            "description": "other",
            "schedule": "cron(15 13 * * ? *)",
            "actions": [{"jobName": "{aws:glue/job:Job}", "timeout": 10}],
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "type": "ON_DEMAND", "workflowName": "other"},
    ),
    "aws:glue/workflow:Workflow": Sample(
        {"name": "daily", "description": "all of it", "defaultRunProperties": {"a": "b"}, "tags": TAGS},
        updates={
            "description": "other",
            "defaultRunProperties": {"a": "c"},
            "maxConcurrentRuns": 2,
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
    ),
    "aws:glue/connection:Connection": Sample(
        {
            "name": "warehouse",
            "connectionType": "JDBC",
            "connectionProperties": {"JDBC_CONNECTION_URL": "jdbc:mysql://host/db", "USERNAME": "a", "PASSWORD": "b"},
            "physicalConnectionRequirements": {
                "availabilityZone": "eu-west-1a",
                "securityGroupIdLists": ["sg-1"],
                "subnetId": "subnet-1",
            },
            "tags": TAGS,
        },
        updates={
            "description": "other",
            "connectionProperties": {"JDBC_CONNECTION_URL": "jdbc:mysql://other/db", "USERNAME": "a", "PASSWORD": "c"},
            "matchCriterias": ["warehouse"],
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "catalogId": "210987654321"},
    ),
    "aws:glue/securityConfiguration:SecurityConfiguration": Sample(
        {"name": "encrypted", "encryptionConfiguration": ENCRYPTED},
        replaces={
            "name": "other",
            "encryptionConfiguration": {**ENCRYPTED, "s3Encryption": {"s3EncryptionMode": "SSE-S3"}},
        },
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
    "aws:glue/dataQualityRuleset:DataQualityRuleset": Sample(
        {
            "name": "usage",
            "ruleset": 'Rules = [ IsComplete "customer" ]',
            "description": "complete",
            "targetTable": {"databaseName": "curated", "tableName": "usage"},
            "tags": TAGS,
        },
        updates={"ruleset": 'Rules = [ IsUnique "customer" ]', "description": "other", "tags": OTHER_TAGS},
        replaces={"name": "other", "targetTable": {"databaseName": "curated", "tableName": "other"}},
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
    "aws:glue/classifier:Classifier": Sample(
        {"name": "lines", "csvClassifier": {"containsHeader": "PRESENT", "delimiter": ";", "headers": ["customer"]}},
        updates={
            "csvClassifier": {
                "containsHeader": "ABSENT",
                "delimiter": "|",
                "headers": ["customer", "observed"],
                "disableValueTrimming": False,
            }
        },
        replaces={"name": "other"},
    ),
}
