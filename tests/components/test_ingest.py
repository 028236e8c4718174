"""The script that Glue runs: what it asks of Spark and Glue, held against the signatures of theirs, and in what order.

Spark does not run here. The stand-ins have the signatures of awsglue (github.com/awslabs/aws-glue-libs), so that an
argument that it does not take fails here; what Spark makes of a sentence is not tested.
"""

import io
import json
import sys
from datetime import UTC, datetime
from types import ModuleType
from unittest.mock import MagicMock, Mock, create_autospec

import pytest
from pulumi_mlops.data import ingest

NOW = datetime(2026, 6, 30, tzinfo=UTC)
OBJECTS = {"kind": "objects", "uri": "s3://raw/incoming/", "format": "csv"}
PLAN = {
    "source": OBJECTS,
    "clean": {"sql": None, "drop_incomplete": [], "drop_duplicates": False},
    "columns": {"id": "string", "at": "date"},
    "key": ["id", "at"],
    "rules": 'Rules = [IsComplete "id"]',
    "format": "delta",
    "write": "append",
    "partition_by": ["at"],
    "event_time": "at",
    "retention_days": 0,
    "database": "lake",
    "table": "customers",
    "table_uri": "s3://curated/datasets/customers/table",
    "verdicts_uri": "s3://curated/datasets/customers/quality",
}


class DynamicFrame:
    @classmethod
    def fromDF(cls, dataframe, glue_ctx, name):  # noqa: N802 - Glue's name
        return ("frame", dataframe, name)


class DynamicFrameReader:
    def from_options(
        self, connection_type, connection_options=None, format=None, format_options=None,
        transformation_ctx="", push_down_predicate="", **kwargs,
    ): ...  # fmt: skip


class DataSink:
    def setCatalogInfo(self, catalogDatabase=None, catalogTableName=None, catalogId=""): ...  # noqa: N802, N803
    def setFormat(self, format, **options): ...  # noqa: N802
    def writeFrame(self, dynamic_frame, info=""): ...  # noqa: N802


class GlueContext:
    def __init__(self, sparkContext, **options): ...  # noqa: N803
    def getSink(self, connection_type, format=None, transformation_ctx="", **options): ...  # noqa: N802


class Job:
    def __init__(self, glue_context): ...
    def init(self, job_name, args=None): ...
    def commit(self): ...


def evaluate(frame, ruleset, publishing_options=None): ...


def getResolvedOptions(args, options): ...  # noqa: N802


class Glue:
    """What Glue has installed, and what the script did with it."""

    def __init__(self, monkeypatch, rows, outcomes, plan):
        self.rows = rows
        self.context = create_autospec(GlueContext, instance=True)
        self.context.spark_session = self.spark = MagicMock()
        self.context.create_dynamic_frame = create_autospec(DynamicFrameReader, instance=True)
        self.context.create_dynamic_frame.from_options.return_value.toDF.return_value = rows
        self.context.getSink.return_value = self.sink = create_autospec(DataSink, instance=True)
        self.job = create_autospec(Job, instance=True)
        self.judged = create_autospec(evaluate)
        found = [Mock(asDict=Mock(return_value=one)) for one in outcomes]
        self.judged.return_value.toDF.return_value.collect.return_value = found
        self.s3 = Mock()
        told = {"JOB_NAME": "j", "TempDir": "s3://curated/tmp/", "plan": json.dumps(plan), "run": "run-1"}
        self.delta = Mock()
        given = {
            "awsglue.context": {"GlueContext": create_autospec(GlueContext, return_value=self.context)},
            "awsglue.dynamicframe": {"DynamicFrame": DynamicFrame},
            "awsglue.job": {"Job": create_autospec(Job, return_value=self.job)},
            "awsglue.utils": {"getResolvedOptions": create_autospec(getResolvedOptions, return_value=told)},
            "awsgluedq.transforms": {"EvaluateDataQuality": Mock(apply=self.judged)},
            "boto3": {"client": lambda service: {"s3": self.s3}[service]},
            "delta.tables": {"DeltaTable": self.delta},
            "pyspark.context": {"SparkContext": MagicMock()},
        }
        for name, members in given.items():
            for part in {name.partition(".")[0], name}:
                monkeypatch.setitem(sys.modules, part, ModuleType(part))
            vars(sys.modules[name]).update(members)

    @property
    def sentences(self):
        return [call.args[0] for call in self.spark.sql.call_args_list]

    @property
    def verdict(self):
        (put,) = (call.kwargs for call in self.s3.put_object.call_args_list)
        return put["Bucket"], put["Key"], json.loads(put["Body"])


@pytest.fixture
def run(monkeypatch):
    def run(outcomes=(), found=("id", "at"), **plan):
        rows = MagicMock(columns=list(found))
        for same in ("selectExpr", "dropDuplicates", "cache"):
            getattr(rows, same).return_value = rows
        rows.na.drop.return_value = rows
        glue = Glue(monkeypatch, rows, list(outcomes), {**PLAN, **plan})
        ingest.main()
        return glue

    return run


GOOD = {"Rule": 'IsComplete "id"', "Outcome": "Passed"}
BAD = {"Rule": "RowCount > 0", "Outcome": "Failed", "FailureReason": "Value: 0"}


def test_rows_that_pass_are_written_then_the_verdict_and_last_the_source_is_marked_as_read(run):
    glue = run([GOOD])
    glue.context.create_dynamic_frame.from_options.assert_called_once_with(
        "s3",
        {"paths": ["s3://raw/incoming/"], "recurse": True},
        "csv",
        {"withHeader": True, "separator": ","},
        transformation_ctx="source",
    )
    writer = glue.rows.write.format("delta").mode("append").option("mergeSchema", "true")
    writer.partitionBy.assert_called_once_with("at")
    writer.partitionBy("at").save.assert_called_once_with(PLAN["table_uri"])
    assert glue.verdict == ("curated", "datasets/customers/quality/run-1.json", {"passed": True, "failed": []})
    glue.job.commit.assert_called_once_with()


def test_a_rule_that_fails_leaves_a_verdict_writes_nothing_and_the_source_is_read_again(run):
    glue = run([GOOD, BAD])
    assert glue.verdict[2] == {"passed": False, "failed": [{"rule": "RowCount > 0", "reason": "Value: 0"}]}
    assert glue.rows.write.format.call_args_list == []
    assert glue.job.commit.call_args_list == []


def test_no_new_objects_are_a_run_that_passes_and_writes_nothing(run):
    glue = run(found=())
    assert glue.verdict[2] == {"passed": True, "failed": []}
    assert glue.judged.call_args_list == glue.rows.write.format.call_args_list == []
    glue.job.commit.assert_called_once_with()


def test_rows_are_cleaned_in_this_order(run):
    asked = {"sql": "SELECT * FROM source", "drop_incomplete": ["id"], "drop_duplicates": True}
    glue = run([GOOD], clean=asked)
    glue.rows.createOrReplaceTempView.assert_called_with("source")
    chosen = glue.spark.sql.return_value.selectExpr
    chosen.assert_called_once_with("cast(`id` as string) as `id`", "cast(`at` as date) as `at`")
    chosen.return_value.na.drop.assert_called_once_with(subset=["id"])
    chosen.return_value.na.drop.return_value.dropDuplicates.assert_called_once_with(["id", "at"])


MERGE = (
    "MERGE INTO {} AS kept USING arrived ON kept.`id` <=> arrived.`id` AND kept.`at` <=> arrived.`at` "
    "WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *"
)


def test_iceberg_is_merged_by_its_key_and_old_rows_and_their_files_go(run, monkeypatch):
    monkeypatch.setattr(ingest, "datetime", Mock(now=lambda _: NOW))
    glue = run([GOOD], format="iceberg", write="merge", retention_days=30)
    glue.rows.createOrReplaceTempView.assert_called_with("arrived")
    assert glue.sentences == [
        MERGE.format("glue_catalog.lake.customers"),
        "DELETE FROM glue_catalog.lake.customers WHERE `at` < '2026-05-31'",
        "CALL glue_catalog.system.expire_snapshots('lake.customers', TIMESTAMP '2026-06-23 00:00:00')",
    ]


@pytest.mark.parametrize(
    ("write", "said"), [("replace", ["INSERT OVERWRITE glue_catalog.lake.customers TABLE arrived"]), ("append", [])]
)
def test_iceberg_is_replaced_or_appended_to(write, said, run):
    glue = run([GOOD], format="iceberg", write=write)
    assert glue.sentences == said
    assert glue.rows.writeTo.call_args_list == ([] if said else [(("glue_catalog.lake.customers",),)])


@pytest.mark.parametrize(("there", "said"), [(True, [MERGE.format(f"delta.`{PLAN['table_uri']}`")]), (False, [])])
def test_the_first_run_makes_the_delta_table_and_later_ones_merge(there, said, run, monkeypatch):
    monkeypatch.setattr(ingest, "_is_delta", lambda _spark, _place: there)
    glue = run([GOOD], write="merge")
    assert glue.sentences == said
    assert bool(glue.rows.write.format.call_args_list) is not there


def test_old_rows_of_delta_go_and_their_files_a_week_later():
    plan = {**PLAN, "retention_days": 10}
    assert ingest.forgetting(plan, "t", NOW) == ["DELETE FROM t WHERE `at` < '2026-06-20'", "VACUUM t RETAIN 168 HOURS"]


def test_parquet_is_written_with_its_partitions_told_to_the_catalogue(run):
    glue = run([GOOD], format="parquet")
    (asked,) = (call.kwargs for call in glue.context.getSink.call_args_list)
    assert (asked["path"], asked["partitionKeys"], asked["enableUpdateCatalog"]) == (PLAN["table_uri"], ["at"], True)
    glue.sink.setCatalogInfo.assert_called_once_with(catalogDatabase="lake", catalogTableName="customers")
    glue.sink.setFormat.assert_called_once_with("glueparquet")
    assert glue.sink.writeFrame.call_count == 1


def test_parquet_without_columns_is_left_to_the_crawler(run):
    glue = run([GOOD], format="parquet", columns={})
    glue.rows.write.mode("append").partitionBy("at").parquet.assert_called_once_with(PLAN["table_uri"])
    assert glue.context.getSink.call_args_list == []


def test_a_database_is_read_by_its_connection(run):
    source = {"kind": "jdbc", "engine": "postgresql", "connection": "churn-customers", "table": "public.customers"}
    glue = run([GOOD], source=source)
    glue.context.create_dynamic_frame.from_options.assert_called_once_with(
        "postgresql",
        {"useConnectionProperties": "true", "connectionName": "churn-customers", "dbtable": "public.customers"},
    )


def test_a_file_of_a_server_is_put_where_every_worker_reads_it(run, monkeypatch):
    asked = []

    def urlopen(request, timeout):
        asked.append((request.full_url, timeout))
        return io.BytesIO(b"id\n1\n")

    monkeypatch.setattr(ingest.urllib.request, "urlopen", urlopen)
    source = {"kind": "http", "url": "https://data.example.org/a.csv", "format": "csv", "secret_arn": None}
    glue = run([GOOD], source=source)
    assert asked == [("https://data.example.org/a.csv", 60)]
    (uploaded,) = (call.args for call in glue.s3.upload_file.call_args_list)
    assert uploaded[1:] == ("curated", "tmp/run-1/fetched")
    read = glue.context.create_dynamic_frame.from_options.call_args.args[1]
    assert read["paths"] == ["s3://curated/tmp/run-1/fetched"]
