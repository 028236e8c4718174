"""Samples of Firehose."""

from tests.local.providers.aws.samples.sample import KEY_ARN, OTHER_TAGS, ROLE, TAGS, Sample

BUCKET_ARN = "{aws:s3/bucket:Bucket.arn}"
TO = {
    "bucketArn": BUCKET_ARN,
    "roleArn": ROLE,
    "prefix": "captured/!{partitionKeyFromQuery:model}/",
    "errorOutputPrefix": "failed/",
    "bufferingSize": 64,
    "kmsKeyArn": KEY_ARN,
    "compressionFormat": "UNCOMPRESSED",
    "cloudwatchLoggingOptions": {"enabled": True, "logGroupName": "captured", "logStreamName": "s3"},
    "dynamicPartitioningConfiguration": {"enabled": True},
    "processingConfiguration": {
        "enabled": True,
        "processors": [
            {
                "type": "MetadataExtraction",
                "parameters": [
                    {"parameterName": "JsonParsingEngine", "parameterValue": "JQ-1.6"},
                    {"parameterName": "MetadataExtractionQuery", "parameterValue": "{model:.model}"},
                ],
            }
        ],
    },
    "dataFormatConversionConfiguration": {
        "inputFormatConfiguration": {"deserializer": {"hiveJsonSerDe": {"timestampFormats": ["millis"]}}},
        "outputFormatConfiguration": {"serializer": {"parquetSerDe": {"compression": "GZIP"}}},
        "schemaConfiguration": {"databaseName": "curated", "tableName": "usage", "roleArn": ROLE},
    },
}

SAMPLES: dict[str, Sample] = {
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": Sample(
        {
            "name": "captured",
            "destination": "extended_s3",
            "extendedS3Configuration": TO,
            "serverSideEncryption": {"enabled": True, "keyType": "CUSTOMER_MANAGED_CMK", "keyArn": KEY_ARN},
            "tags": TAGS,
        },
        updates={
            "extendedS3Configuration": {
                **TO,
                "bufferingInterval": 900,
                "roleArn": ROLE + "2",
                "s3BackupMode": "Enabled",
                "s3BackupConfiguration": {"bucketArn": BUCKET_ARN, "roleArn": ROLE, "prefix": "raw/"},
            },
            "serverSideEncryption": {"enabled": False},
            "tags": OTHER_TAGS,
        },
        replaces={
            "name": "other",
            "kinesisSourceConfiguration": {"kinesisStreamArn": "{aws:kinesis/stream:Stream.arn}", "roleArn": ROLE},
        },
    ),
}
