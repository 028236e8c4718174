"""Customers from files that come in: cleaned and judged each time a delivery is complete, kept as a Delta table."""

import pulumi
import pulumi_mlops as mlops

TAGS = {"product": "churn", "environment": "dev", "owner": "me", "cost-center": "1", "data-classification": "internal"}
KEPT = {"tags": TAGS, "disposable": True}

key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(event_queues=True, **KEPT))
logs = mlops.LogBucket("logs", mlops.LogBucketArgs(**KEPT))
stored = {"kms_key_arn": key.arn, "log_bucket": logs.bucket, **KEPT}
raw = mlops.Bucket("raw", mlops.BucketArgs(tells_events=True, **stored))
curated = mlops.Bucket("curated", mlops.BucketArgs(**stored))
alarms = mlops.AlarmTopic("alarms", mlops.AlarmTopicArgs(kms_key_arn=key.arn, tags=TAGS))
catalog = mlops.DataCatalog("catalog", mlops.DataCatalogArgs(kms_key_arn=key.arn, tags=TAGS))
queries = mlops.QueryWorkgroup(
    "queries", mlops.QueryWorkgroupArgs(scan_limit_gb=10, bucket=curated.bucket, kms_key_arn=key.arn, **KEPT)
)
customers = mlops.DataPipeline(
    "customers",
    mlops.DataPipelineArgs.model_validate(
        {
            "source": {"objects": {"prefix": "incoming/customers/", "format": "csv"}},
            "start": {"schedule": {"every": "week"}, "new_data": {"marker": "_SUCCESS"}},
            "columns": {"customer_id": "string", "observed_at": "date", "monthly_charge": "decimal(10,2)"},
            "write": "merge",
            "key": ["customer_id", "observed_at"],
            "quality": ["RowCount > 0", 'IsComplete "customer_id"', 'ColumnValues "monthly_charge" between 0 and 1000'],
            "event_time": "observed_at",
            "retention_days": 1095,
            "bucket": curated.bucket,
            "bucket_arn": curated.arn,
            "source_bucket": raw.bucket,
            "source_bucket_arn": raw.arn,
            "artifact_bucket": curated.bucket,
            "artifact_bucket_arn": curated.arn,
            "database": catalog.database,
            "security_configuration": catalog.security_configuration,
            "kms_key_arn": key.arn,
            "alarm_topic_arn": alarms.arn,
            "tags": TAGS,
        }
    ),
)
pulumi.export("table", pulumi.Output.concat(catalog.database, ".", customers.table))
pulumi.export("table_uri", customers.table_uri)
pulumi.export("dvc_config", customers.dvc_config)
pulumi.export("workgroup", queries.workgroup)
pulumi.export("state_machine", customers.state_machine_arn)
