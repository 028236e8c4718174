"""Samples of Glue's crawlers and jobs."""

import json

from tests.local.providers.aws.samples.sample import KEY_ARN, OTHER_TAGS, ROLE, TAGS, Sample

DATABASE = "{aws:glue/catalogDatabase:CatalogDatabase.name}"
ENCRYPTED = {
    "cloudwatchEncryption": {"cloudwatchEncryptionMode": "SSE-KMS", "kmsKeyArn": KEY_ARN},
    "jobBookmarksEncryption": {"jobBookmarksEncryptionMode": "CSE-KMS", "kmsKeyArn": KEY_ARN},
    "s3Encryption": {"s3EncryptionMode": "SSE-KMS", "kmsKeyArn": KEY_ARN},
}

SAMPLES: dict[str, Sample] = {
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
