"""The script of a data pipeline's Glue job: read, clean, judge, write. It is uploaded as it is and runs on Glue alone.

`--plan` says what is to be done (IngestionJob fixes it in the job), `--run` names the run. A run leaves one verdict,
`<verdicts_uri>/<run>.json`. Only rows that pass every rule are written, and only then is the source marked as read:
what was refused is read again by the next run.
"""

import json
import sys
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlparse


def judge(outcomes: list[dict[str, Any]]) -> dict[str, Any]:
    """The verdict over Glue's rule outcomes: Rule, Outcome, FailureReason."""
    failed = [
        {"rule": one["Rule"], "reason": one.get("FailureReason") or ""}
        for one in outcomes
        if one["Outcome"] != "Passed"
    ]
    return {"passed": not failed, "failed": failed}


def clean(spark: Any, rows: Any, plan: dict[str, Any]) -> Any:
    """The rows as they are to be: asked by SQL, in the columns' types, whole, once."""
    asked = plan["clean"]
    if asked["sql"]:
        rows.createOrReplaceTempView("source")
        rows = spark.sql(asked["sql"])
    if plan["columns"]:
        rows = rows.selectExpr(*(f"cast(`{name}` as {kind}) as `{name}`" for name, kind in plan["columns"].items()))
    if asked["drop_incomplete"]:
        rows = rows.na.drop(subset=asked["drop_incomplete"])
    if asked["drop_duplicates"]:
        rows = rows.dropDuplicates(plan["key"] or None)
    return rows


def merging(plan: dict[str, Any], table: str) -> str:
    """MERGE of the view `arrived` into the table, by key. Delta and Iceberg read the same sentence."""
    same = " AND ".join(f"kept.`{column}` <=> arrived.`{column}`" for column in plan["key"])
    return (
        f"MERGE INTO {table} AS kept USING arrived ON {same} "
        "WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *"
    )


def forgetting(plan: dict[str, Any], table: str, now: datetime) -> list[str]:
    """The sentences that end retention: the rows go, and a week later, for who still reads, their files."""
    if not plan["retention_days"]:
        return []
    before = (now - timedelta(days=plan["retention_days"])).strftime("%Y-%m-%d")
    # The plan's names were checked where the spec was read.
    delete = f"DELETE FROM {table} WHERE `{plan['event_time']}` < '{before}'"  # noqa: S608
    if plan["format"] == "delta":
        return [delete, f"VACUUM {table} RETAIN 168 HOURS"]
    week = (now - timedelta(days=7)).strftime("%Y-%m-%d 00:00:00")
    expire = f"CALL glue_catalog.system.expire_snapshots('{plan['database']}.{plan['table']}', TIMESTAMP '{week}')"
    return [delete, expire]


def write_delta(spark: Any, rows: Any, plan: dict[str, Any], now: datetime) -> None:
    """Into the Delta table at its place; the first run makes it."""
    place = plan["table_uri"]
    table = f"delta.`{place}`"
    mode = "overwrite" if plan["write"] == "replace" else "append"
    if plan["write"] == "merge" and _is_delta(spark, place):
        rows.createOrReplaceTempView("arrived")
        spark.sql(merging(plan, table))
    else:
        writer = rows.write.format("delta").mode(mode).option("mergeSchema", "true")
        writer.partitionBy(*plan["partition_by"]).save(place)
    for sentence in forgetting(plan, table, now):
        spark.sql(sentence)


def _is_delta(spark: Any, place: str) -> bool:
    from delta.tables import DeltaTable  # pyright: ignore[reportMissingImports]

    return DeltaTable.isDeltaTable(spark, place)


def write_iceberg(spark: Any, rows: Any, plan: dict[str, Any], now: datetime) -> None:
    """Into the Iceberg table that the catalogue has."""
    table = f"glue_catalog.{plan['database']}.{plan['table']}"
    rows.createOrReplaceTempView("arrived")
    if plan["write"] == "merge":
        spark.sql(merging(plan, table))
    elif plan["write"] == "replace":
        spark.sql(f"INSERT OVERWRITE {table} TABLE arrived")
    else:
        rows.writeTo(table).append()
    for sentence in forgetting(plan, table, now):
        spark.sql(sentence)


def write_parquet(context: Any, rows: Any, plan: dict[str, Any]) -> None:
    """Beside the files that are there; new partitions are told to the catalogue where it has the table."""
    if not plan["columns"]:
        rows.write.mode("append").partitionBy(*plan["partition_by"]).parquet(plan["table_uri"])
        return
    from awsglue.dynamicframe import DynamicFrame  # pyright: ignore[reportMissingImports]

    sink = context.getSink(
        connection_type="s3",
        path=plan["table_uri"],
        enableUpdateCatalog=True,
        updateBehavior="UPDATE_IN_DATABASE",
        partitionKeys=plan["partition_by"],
        transformation_ctx="table",
    )
    sink.setCatalogInfo(catalogDatabase=plan["database"], catalogTableName=plan["table"])
    sink.setFormat("glueparquet")
    sink.writeFrame(DynamicFrame.fromDF(rows, context, "rows"))


def read(context: Any, source: dict[str, Any], scratch: Any) -> Any:
    """The rows of the source. Of objects, those that no run has read yet."""
    if source["kind"] == "jdbc":
        options = {
            "useConnectionProperties": "true",
            "connectionName": source["connection"],
            "dbtable": source["table"],
        }
        return context.create_dynamic_frame.from_options(source["engine"], options).toDF()
    paths = [source["uri"]] if source["kind"] == "objects" else [fetch(source, scratch)]
    how = {"csv": {"withHeader": True, "separator": ","}}.get(source["format"], {})
    return context.create_dynamic_frame.from_options(
        "s3", {"paths": paths, "recurse": True}, source["format"], how, transformation_ctx="source"
    ).toDF()


def fetch(source: dict[str, Any], upload: Any) -> str:
    """The file of a server, put where every worker reads it. `upload`: takes a local file, gives its place."""
    request = urllib.request.Request(source["url"])  # noqa: S310 - https only, checked where the spec is read
    if source["secret_arn"]:
        import boto3

        secret = boto3.client("secretsmanager").get_secret_value(SecretId=source["secret_arn"])
        request.add_header("Authorization", secret["SecretString"])
    local = Path("/tmp/fetched")  # noqa: S108 - the machine is this run's alone
    with urllib.request.urlopen(request, timeout=60) as answer, local.open("wb") as file:  # noqa: S310 - as above
        while block := answer.read(1 << 20):
            file.write(block)
    return upload(local)


def main() -> None:
    """On Glue."""
    import boto3
    from awsglue.context import GlueContext  # pyright: ignore[reportMissingImports]
    from awsglue.dynamicframe import DynamicFrame  # pyright: ignore[reportMissingImports]
    from awsglue.job import Job  # pyright: ignore[reportMissingImports]
    from awsglue.utils import getResolvedOptions  # pyright: ignore[reportMissingImports]
    from awsgluedq.transforms import EvaluateDataQuality  # pyright: ignore[reportMissingImports]
    from pyspark.context import SparkContext  # pyright: ignore[reportMissingImports]

    told = getResolvedOptions(sys.argv, ["JOB_NAME", "TempDir", "plan", "run"])
    plan = json.loads(told["plan"])
    context: Any = GlueContext(SparkContext.getOrCreate())
    spark: Any = context.spark_session
    job: Any = Job(context)
    job.init(told["JOB_NAME"], told)
    s3: Any = boto3.client("s3")

    def upload(local: Path) -> str:
        place = f"{told['TempDir']}{told['run']}/{local.name}"
        at = urlparse(place)
        s3.upload_file(str(local), at.netloc, at.path.lstrip("/"))
        return place

    found = read(context, plan["source"], upload)
    # Of objects that were all read before there are no rows, and no columns either.
    rows = clean(spark, found, plan) if found.columns else None
    verdict = judge([])
    if rows is not None and plan["rules"]:
        rows = rows.cache()
        outcomes: Any = EvaluateDataQuality.apply(
            frame=DynamicFrame.fromDF(rows, context, "judged"),
            ruleset=plan["rules"],
            publishing_options={
                "dataQualityEvaluationContext": plan["table"],
                "enableDataQualityCloudWatchMetrics": True,
                "enableDataQualityResultsPublishing": True,
            },
        )
        verdict = judge([one.asDict() for one in outcomes.toDF().collect()])
    if rows is not None and verdict["passed"]:
        now = datetime.now(UTC)
        if plan["format"] == "parquet":
            write_parquet(context, rows, plan)
        else:
            (write_delta if plan["format"] == "delta" else write_iceberg)(spark, rows, plan, now)
    at = urlparse(f"{plan['verdicts_uri']}/{told['run']}.json")
    s3.put_object(Bucket=at.netloc, Key=at.path.lstrip("/"), Body=json.dumps(verdict).encode())
    if verdict["passed"]:
        job.commit()


if __name__ == "__main__":
    main()
