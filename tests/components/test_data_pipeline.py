"""DataPipeline: a data set's table, job, machine and start, each role with what its work takes and no more."""

import json

import pulumi_mlops as mlops
import pytest
from pydantic import ValidationError

ACCOUNT, REGION = "123456789012", "eu-west-1"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/k-1"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:alarms"
CURATED, RAW, ARTIFACTS = (f"arn:aws:s3:::{name}" for name in ("curated", "raw", "artifacts"))
LINKS = {
    "kms_key_arn": KEY,
    "bucket": "curated",
    "bucket_arn": CURATED,
    "source_bucket": "raw",
    "source_bucket_arn": RAW,
    "artifact_bucket": "artifacts",
    "artifact_bucket_arn": ARTIFACTS,
    "database": "churn_local_catalog",
    "security_configuration": "sealed",
    "alarm_topic_arn": TOPIC,
    "tags": {"owner": "me"},
}
SETTINGS = {
    "source": {"objects": {"prefix": "incoming/"}},
    "start": {"schedule": {"every": "day"}},
    "columns": {"id": "string", "at": "date", "charge": "decimal(10,2)", "country": "string"},
}
JDBC = {
    "jdbc": {
        "url": "jdbc:postgresql://db.example.com:5432/crm",
        "table": "public.customers",
        "secret_arn": f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:crm-a1b2c3",
        "security_group_ids": ["sg-db"],
    }
}
HTTP = {"http": {"url": "https://data.example.com/customers.csv"}}
INSIDE = {"subnet_ids": ["subnet-1", "subnet-2"], "security_group_ids": ["sg-1"]}
TABLE = "aws:glue/catalogTable:CatalogTable"
JOB = "aws:glue/job:Job"
MACHINE = "aws:sfn/stateMachine:StateMachine"
RULE = "aws:cloudwatch/eventRule:EventRule"


def args(**given):
    return mlops.DataPipelineArgs.model_validate({**LINKS, **SETTINGS, **given})


def make(engine, **given):
    return engine.build(
        lambda: (
            (made := mlops.DataPipeline("customers", args(**given)))
            and [made.table, made.table_uri, made.dvc_remote, made.dvc_config]
        )
    )


def plan(engine):
    return json.loads(engine.one(JOB)["nonOverridableArguments"]["--plan"])


def may(engine, name):
    policy = json.loads(engine.one("aws:iam/rolePolicy:RolePolicy", f"customers-{name}-policy")["policy"])
    return [(one["Action"], one["Resource"]) for one in policy["Statement"] if one["Effect"] == "Allow"]


def actions(engine, name):
    return {action for each, _ in may(engine, name) for action in each}


def test_it_tells_where_its_table_and_its_versions_are(engine):
    assert make(engine) == [
        "customers",
        "s3://curated/datasets/customers/table",
        "s3://curated/datasets/customers/dvc",
        "[core]\n    remote = customers\n['remote \"customers\"']\n    url = s3://curated/datasets/customers/dvc\n"
        f"    region = {REGION}\n    sse = aws:kms\n    sse_kms_key_id = {KEY}\n",
    ]


def test_a_delta_table_is_in_the_catalogue_with_its_typed_columns(engine):
    make(engine, partition_by=["country"])
    table = engine.one(TABLE)
    assert (table["name"], table["databaseName"], table["tableType"]) == (
        "customers",
        "churn_local_catalog",
        "EXTERNAL_TABLE",
    )
    assert table["storageDescriptor"] == {
        "location": "s3://curated/datasets/customers/table/",
        "columns": [
            {"name": "id", "type": "string"},
            {"name": "at", "type": "date"},
            {"name": "charge", "type": "decimal(10,2)"},
            {"name": "country", "type": "string"},
        ],
    }
    assert table["parameters"]["spark.sql.sources.provider"] == "delta"
    assert "partitionKeys" not in table


def test_a_parquet_table_has_its_partitions_beside_its_columns(engine):
    make(engine, format="parquet", partition_by=["country"])
    table = engine.one(TABLE)
    assert table["partitionKeys"] == [{"name": "country", "type": "string"}]
    assert [column["name"] for column in table["storageDescriptor"]["columns"]] == ["id", "at", "charge"]
    assert "parquet" in table["storageDescriptor"]["serDeInfo"]["serializationLibrary"]


def test_an_iceberg_table_is_made_as_one(engine):
    make(engine, format="iceberg")
    table = engine.one(TABLE)
    assert table["openTableFormatInput"] == {"icebergInput": {"metadataOperation": "CREATE", "version": "2"}}
    assert (
        "glue_catalog.warehouse=s3://curated/datasets/customers/table/"
        in (engine.one(JOB)["defaultArguments"]["--conf"])
    )


def test_without_columns_a_crawler_finds_them_after_each_run(engine):
    table, *_ = make(engine, columns={})
    assert table == "customers_table"
    assert engine.all(TABLE) == []
    crawler = engine.one("aws:glue/crawler:Crawler")
    assert crawler["deltaTargets"][0]["deltaTables"] == ["s3://curated/datasets/customers/table/"]
    assert crawler["securityConfiguration"] == "sealed"
    states = json.loads(engine.one(MACHINE)["definition"])["States"]
    assert states["Judge"]["Choices"][0]["Next"] == "Crawl"
    assert "s3:PutObject" not in actions(engine, "crawler")
    assert {"glue:GetCrawler", "glue:StartCrawler"} < actions(engine, "machine")


def test_the_job_has_its_plan_in_it_where_who_starts_it_cannot_change_it(engine):
    make(engine, quality=["RowCount > 0", 'IsComplete "id"'], write="merge", key=["id"])
    assert plan(engine) == {
        "database": "churn_local_catalog",
        "table": "customers",
        "table_uri": "s3://curated/datasets/customers/table",
        "verdicts_uri": "s3://curated/datasets/customers/quality",
        "source": {"kind": "objects", "uri": "s3://raw/incoming/", "format": "csv"},
        "columns": SETTINGS["columns"],
        "format": "delta",
        "write": "merge",
        "partition_by": [],
        "key": ["id"],
        "clean": {"sql": None, "drop_incomplete": [], "drop_duplicates": True},
        "rules": 'Rules = [RowCount > 0, IsComplete "id"]',
        "event_time": None,
        "retention_days": None,
    }
    rules = engine.one("aws:glue/dataQualityRuleset:DataQualityRuleset")
    assert rules["ruleset"] == plan(engine)["rules"]
    assert rules["targetTable"] == {"databaseName": "churn_local_catalog", "tableName": "customers"}


def test_the_job_is_sealed_runs_once_at_a_time_and_ends(engine):
    make(engine)
    job = engine.one(JOB)
    assert job["securityConfiguration"] == "sealed"
    assert (job["maxRetries"], job["executionProperty"]) == (0, {"maxConcurrentRuns": 1})
    assert (job["timeout"], job["numberOfWorkers"], job["workerType"], job["glueVersion"]) == (60, 2, "G.1X", "5.0")
    assert job["defaultArguments"]["--job-bookmark-option"] == "job-bookmark-enable"
    assert job["defaultArguments"]["--datalake-formats"] == "delta"
    assert job["command"]["scriptLocation"].startswith("s3://artifacts/glue/churn-local-customers-")


def test_a_script_of_ones_own_takes_the_place_of_ours_under_another_key(engine, tmp_path):
    make(engine)
    script = tmp_path / "mine.py"
    script.write_text("print('mine')\n")
    make(engine, job={"script": str(script)})
    ours, mine = engine.all("aws:s3/bucketObjectv2:BucketObjectv2")
    assert mine["content"] == "print('mine')\n"
    assert ours["key"] != mine["key"]


def test_the_job_reads_its_source_and_writes_its_own_folders_only(engine):
    make(engine)
    written = [resource for action, resource in may(engine, "ingest") if "s3:PutObject" in action]
    assert written == [[f"{CURATED}/datasets/customers/{folder}/*"] for folder in ("table", "quality", "tmp")]
    read = [resource for action, resource in may(engine, "ingest") if "s3:GetObject" in action]
    assert read == [[f"{ARTIFACTS}/glue/*"], [f"{RAW}/incoming/*"], [f"{CURATED}/datasets/customers/*"]]
    deleted = [resource for action, resource in may(engine, "ingest") if "s3:DeleteObject" in action]
    assert deleted == [[f"{CURATED}/datasets/customers/tmp/*"]]
    tables = next(resource for action, resource in may(engine, "ingest") if "glue:UpdateTable" in action)
    assert tables[1:] == [
        f"arn:aws:glue:{REGION}:{ACCOUNT}:database/churn_local_catalog",
        f"arn:aws:glue:{REGION}:{ACCOUNT}:table/churn_local_catalog/*",
    ]


def test_retention_lets_the_job_delete_old_files_of_the_table(engine):
    make(engine, retention_days=365, event_time="at")
    assert (plan(engine)["event_time"], plan(engine)["retention_days"]) == ("at", 365)
    deleted = [resource for action, resource in may(engine, "ingest") if "s3:DeleteObject" in action]
    assert [f"{CURATED}/datasets/customers/table/*"] in deleted


def test_who_versions_data_adds_and_reads_versions_and_deletes_none(engine):
    make(engine)
    assert may(engine, "versions")[:2] == [
        (["s3:GetObject", "s3:GetObjectVersion"], [f"{CURATED}/datasets/customers/dvc/*"]),
        (["s3:ListBucket"], [CURATED]),
    ]
    written = [resource for action, resource in may(engine, "versions") if "s3:PutObject" in action]
    assert written == [[f"{CURATED}/datasets/customers/dvc/*"]]
    assert [action for action in actions(engine, "versions") if "Delete" in action] == []


def test_a_database_is_read_over_tls_by_a_secret_from_inside_the_network(engine):
    make(engine, source=JDBC, **INSIDE)
    connection = engine.one("aws:glue/connection:Connection")
    assert (connection["connectionType"], connection["connectionProperties"]["value"]) == (
        "JDBC",
        {
            "JDBC_CONNECTION_URL": JDBC["jdbc"]["url"],
            "JDBC_ENFORCE_SSL": "true",
            "SECRET_ID": JDBC["jdbc"]["secret_arn"],
        },
    )
    assert connection["physicalConnectionRequirements"] == {
        "availabilityZone": f"{REGION}a",
        "subnetId": "subnet-1",
        "securityGroupIdLists": ["sg-1", "sg-db"],
    }
    assert engine.one(JOB)["connections"] == ["churn-local-customers"]
    secrets = [resource for action, resource in may(engine, "ingest") if "secretsmanager:GetSecretValue" in action]
    assert secrets == [[JDBC["jdbc"]["secret_arn"]]]
    assert plan(engine)["source"] == {
        "kind": "jdbc",
        "connection": "churn-local-customers",
        "engine": "postgresql",
        "table": "public.customers",
    }


def test_a_file_over_https_is_fetched_by_the_job_in_the_network_where_there_is_one(engine):
    make(engine, source=HTTP, **INSIDE)
    assert engine.one("aws:glue/connection:Connection")["connectionType"] == "NETWORK"
    assert plan(engine)["source"] == {
        "kind": "http",
        "url": "https://data.example.com/customers.csv",
        "format": "csv",
        "secret_arn": None,
    }
    assert engine.one(JOB)["defaultArguments"]["--job-bookmark-option"] == "job-bookmark-disable"


def test_the_machine_is_logged_under_the_key_traced_and_watched(engine):
    make(engine)
    log = engine.one("aws:cloudwatch/logGroup:LogGroup")
    assert (log["name"], log["kmsKeyId"]) == ("/aws/vendedlogs/states/churn-local-customers", KEY)
    machine = engine.one(MACHINE)
    assert machine["tracingConfiguration"] == {"enabled": True}
    assert (machine["loggingConfiguration"]["level"], machine["loggingConfiguration"]["includeExecutionData"]) == (
        "ALL",
        True,
    )
    alarms = {alarm["name"]: alarm for alarm in engine.all("aws:cloudwatch/metricAlarm:MetricAlarm")}
    assert {name: alarm["metricName"] for name, alarm in alarms.items()} == {
        "churn-local-customers-failed": "ExecutionsFailed",
        "churn-local-customers-timed-out": "ExecutionsTimedOut",
        "churn-local-customers-aborted": "ExecutionsAborted",
        "churn-local-customers-kept": "ApproximateNumberOfMessagesVisible",
    }
    assert {alarm["alarmActions"][0] for alarm in alarms.values()} == {TOPIC}


def test_the_machine_runs_its_job_reads_verdicts_keeps_and_tells_and_nothing_else(engine):
    make(engine)
    assert [each for each in may(engine, "machine") if each[1] != ["*"]] == [
        (
            ["glue:StartJobRun", "glue:GetJobRun", "glue:BatchStopJobRun", "glue:GetJobRuns"],
            [f"arn:aws:glue:{REGION}:{ACCOUNT}:job/churn-local-customers"],
        ),
        (["s3:GetObject", "s3:GetObjectVersion"], [f"{CURATED}/datasets/customers/quality/*"]),
        (["sqs:SendMessage"], [f"arn:aws:sqs:{REGION}:{ACCOUNT}:churn-local-customers-failed"]),
        (["sns:Publish"], [TOPIC]),
        (["kms:Decrypt", "kms:GenerateDataKey"], [KEY]),
    ]


def test_a_schedule_tries_again_and_keeps_what_it_could_not_start(engine):
    make(engine, start={"schedule": {"every": "cron(0 3 * * ? *)", "timezone": "Europe/Berlin"}})
    schedule = engine.one("aws:scheduler/schedule:Schedule")
    assert (schedule["scheduleExpression"], schedule["scheduleExpressionTimezone"]) == (
        "cron(0 3 * * ? *)",
        "Europe/Berlin",
    )
    queue = f"arn:aws:sqs:{REGION}:{ACCOUNT}:churn-local-customers-failed"
    assert schedule["target"]["deadLetterConfig"] == {"arn": queue}
    assert schedule["target"]["retryPolicy"] == {"maximumRetryAttempts": 10, "maximumEventAgeInSeconds": 21600}
    assert engine.all(RULE) == []
    assert actions(engine, "clock") == {
        "states:StartExecution", "sqs:SendMessage", "kms:Decrypt", "kms:GenerateDataKey"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("new_data", "key"),
    [({}, {"prefix": "incoming/"}), ({"marker": "_SUCCESS"}, {"wildcard": "incoming/*_SUCCESS"})],
)
def test_new_objects_of_the_source_start_a_run(engine, new_data, key):
    make(engine, start={"new_data": new_data})
    assert json.loads(engine.one(RULE)["eventPattern"]) == {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {"bucket": {"name": ["raw"]}, "object": {"key": [key]}},
    }
    target = engine.one("aws:cloudwatch/eventTarget:EventTarget")
    assert target["deadLetterConfig"]["arn"].endswith(":churn-local-customers-failed")
    assert engine.all("aws:scheduler/schedule:Schedule") == []
    assert actions(engine, "event") == {"states:StartExecution"}


def test_what_failed_is_kept_under_the_key_for_as_long_as_sqs_can_and_only_this_rule_sends_by_its_name(engine):
    make(engine)
    queue = engine.one("aws:sqs/queue:Queue")
    assert (queue["kmsMasterKeyId"], queue["messageRetentionSeconds"]) == (KEY, 1209600)
    sends, plain = json.loads(engine.one("aws:sqs/queuePolicy:QueuePolicy")["policy"])["Statement"]
    assert (plain["Effect"], plain["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    assert sends["Principal"] == {"Service": "events.amazonaws.com"}
    assert sends["Condition"] == {
        "ArnEquals": {"aws:SourceArn": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/churn-local-customers"]},
        "StringEquals": {"aws:SourceAccount": ACCOUNT},
    }


def test_who_is_granted_the_table_gets_it_by_lake_formation_whole_or_by_columns(engine):
    analyst, auditor = (f"arn:aws:iam::{ACCOUNT}:role/people/{name}" for name in ("analyst", "auditor"))
    make(engine, grants=[{"principal": analyst, "columns": ["id", "charge"]}, {"principal": auditor}])
    location = engine.one("aws:lakeformation/resource:Resource")
    assert (location["arn"], location["hybridAccessEnabled"]) == (f"{CURATED}/datasets/customers/table", True)
    by_columns, whole = engine.all("aws:lakeformation/permissions:Permissions")
    assert (by_columns["principal"], by_columns["permissions"], by_columns["tableWithColumns"]) == (
        analyst,
        ["SELECT"],
        {"databaseName": "churn_local_catalog", "name": "customers", "columnNames": ["id", "charge"]},
    )
    assert (whole["principal"], whole["permissions"]) == (auditor, ["DESCRIBE", "SELECT"])
    assert actions(engine, "lake") & {"s3:PutObject", "s3:DeleteObject"} == set()


COLUMNS = "id, at, charge, country"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"source": {}}, "objects: say one of objects, jdbc and http"),
        ({"source": {**HTTP, **SETTINGS["source"]}}, "objects: say one of objects, jdbc and http"),
        ({"source": {"objects": {"prefix": "/incoming"}}}, 'must end in "/" and not begin with it'),
        (
            {"source": {"objects": {"prefix": "datasets/other/"}}},
            "must not begin with datasets/: a run would read what runs write, and start itself",
        ),
        ({"source": {"http": {"url": "http://a.example.com/x"}}}, "must begin with https://"),
        ({"source": {"http": {"url": "https://me:secret@a.example.com/x"}}}, "hold no user or password"),
        ({"source": {"jdbc": {**JDBC["jdbc"], "url": "postgresql://a"}}}, "must be a JDBC URL"),
        (
            {"source": {"jdbc": {**JDBC["jdbc"], "url": "jdbc:mysql://a/b?password=x"}}},
            "must hold no user or password: they are in the secret",
        ),
        ({"source": JDBC}, "source.jdbc: is reached from a network"),
        ({"start": {}}, "schedule: or new_data must say what starts a run"),
        ({"start": {"schedule": {"every": "now"}}}, "must be hour, day, week, a rate or a cron"),
        ({"source": HTTP, "start": {"new_data": {}}}, "start.new_data: starts runs by objects"),
        ({"columns": {"Id": "string"}}, "must be a column: lower-case letters, digits and _"),
        ({"columns": {"id": "text"}}, "must be string, boolean, int"),
        ({"key": ["name"]}, f'key: "name" must be one of the columns: {COLUMNS}'),
        ({"partition_by": ["name"]}, f'partition_by: "name" must be one of the columns: {COLUMNS}'),
        ({"partition_by": ["id", "at", "charge", "country"]}, "partition_by: must leave a column"),
        ({"clean": {"drop_incomplete": ["name"]}}, 'clean.drop_incomplete.0: "name" must be one of the columns'),
        ({"quality": ["RowCount > 0", "IsComplete id"]}, "quality.1: IsComplete id: a column stands in double quotes"),
        ({"format": "parquet", "write": "replace"}, "write: Parquet files are only added to: replace needs delta"),
        ({"write": "merge"}, "key: merge goes by key"),
        ({"format": "iceberg", "columns": {}}, "columns: an Iceberg table is made with its columns"),
        ({"retention_days": 30}, "event_time: retention goes by it"),
        ({"retention_days": 30, "event_time": "id"}, "event_time: id must be date or timestamp for retention"),
        ({"columns": {}, "grants": [{"principal": f"arn:aws:iam::{ACCOUNT}:role/a"}]}, "grants: a grant needs the"),
        (
            {"grants": [{"principal": f"arn:aws:iam::{ACCOUNT}:role/a", "columns": ["name"]}]},
            f'grants.0.columns: "name" must be one of the columns: {COLUMNS}',
        ),
        ({"grants": [{"principal": "everyone"}]}, "must be the ARN of a role or user"),
        ({"job": {"script": "gone.py"}}, "job.script: gone.py is no file"),
        ({"source_bucket_arn": None}, "source_bucket: must be given together with source_bucket_arn"),
    ],
)
def test_what_cannot_work_is_refused_with_the_field_and_the_fix(given, told):
    with pytest.raises(ValidationError) as error:
        args(**given)
    assert told in str(error.value)


def test_a_machine_that_is_wrong_is_refused_with_the_state():
    job = {"kind": "schedule", "state_machine_arns": [f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:x"]}
    wrong = {"StartAt": "A", "TimeoutSeconds": 1, "States": {"A": {"Type": "Pass", "Next": "B"}}}
    links = {"kms_key_arn": KEY, "alarm_topic_arn": TOPIC, "job": job}
    with pytest.raises(ValidationError, match="A: Next leads to B, which is no state"):
        mlops.StateMachineArgs.model_validate({"definition": wrong, **links})
    right = {"StartAt": "A", "TimeoutSeconds": 1, "States": {"A": {"Type": "Pass", "End": True}}}
    with pytest.raises(ValidationError, match=r"is a job of scheduler\.amazonaws\.com"):
        mlops.StateMachineArgs.model_validate({"definition": right, **links})


def test_glue_encrypts_all_that_it_leaves_by_the_customer_key(engine):
    database = engine.build(lambda: mlops.DataCatalog("catalog", mlops.DataCatalogArgs(kms_key_arn=KEY)).database)
    assert database == "churn_local_catalog"
    sealed = engine.one("aws:glue/securityConfiguration:SecurityConfiguration")
    assert sealed["name"].startswith("churn-local-catalog-")
    assert sealed["encryptionConfiguration"] == {
        "cloudwatchEncryption": {"cloudwatchEncryptionMode": "SSE-KMS", "kmsKeyArn": KEY},
        "jobBookmarksEncryption": {"jobBookmarksEncryptionMode": "CSE-KMS", "kmsKeyArn": KEY},
        "s3Encryption": {"s3EncryptionMode": "SSE-KMS", "kmsKeyArn": KEY},
    }


def test_no_query_changes_where_results_go_how_they_are_encrypted_or_how_much_is_read(engine):
    engine.build(
        lambda: (
            mlops.QueryWorkgroup(
                "queries", mlops.QueryWorkgroupArgs(scan_limit_gb=2.5, kms_key_arn=KEY, bucket="artifacts")
            ).workgroup
        )
    )
    workgroup = engine.one("aws:athena/workgroup:Workgroup")
    assert (workgroup["name"], workgroup["forceDestroy"]) == ("churn-local-queries", False)
    assert workgroup["configuration"] == {
        "enforceWorkgroupConfiguration": True,
        "publishCloudwatchMetricsEnabled": True,
        "bytesScannedCutoffPerQuery": 2_500_000_000,
        "requesterPaysEnabled": False,
        "resultConfiguration": {
            "outputLocation": "s3://artifacts/athena/",
            "expectedBucketOwner": ACCOUNT,
            "encryptionConfiguration": {"encryptionOption": "SSE_KMS", "kmsKeyArn": KEY},
        },
    }


def test_what_scan_limit_athena_would_refuse_is_refused_before():
    with pytest.raises(ValidationError, match=r"greater than or equal to 0\.01"):
        mlops.QueryWorkgroupArgs(scan_limit_gb=0.001, kms_key_arn=KEY, bucket="artifacts")
