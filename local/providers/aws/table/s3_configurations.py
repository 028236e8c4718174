"""S3: further configurations of buckets, access points, and objects under their other names."""

import dataclasses
from typing import Any

from local.providers.aws.row import Name, Op, Put, Row
from local.providers.aws.table import s3
from local.providers.aws.table.s3 import BUCKET

FILTER = {"filter": "s3_filter"}
# pulumi-aws has these under their former name, too.
FORMER = (
    "Bucket",
    "BucketAccelerateConfiguration",
    "BucketCorsConfiguration",
    "BucketLifecycleConfiguration",
    "BucketLogging",
    "BucketObjectLockConfiguration",
    "BucketRequestPaymentConfiguration",
    "BucketServerSideEncryptionConfiguration",
    "BucketVersioning",
)


def configuration(type_: str, noun: str, renames: dict[str, str], **more: Any) -> Row:
    """One of several configurations of a kind that a bucket may have, each with an id of its own."""
    sent = {"Id": "{name}", f"{noun}.Id": "{name}", **more.pop("send", {})}
    own = tuple(name for name in renames if "." not in name)
    return Row(
        type=f"aws:s3/{type_}",
        service="s3",
        key={"Bucket": "bucket", "Id": "name"},
        create=Op(f"PutBucket{noun}", within=noun, send=sent, only=("bucket", *own)),
        read=(Op(f"GetBucket{noun}", at=noun, skip=("bucket",)),),
        update=(Put(Op(f"PutBucket{noun}", within=noun, send=sent, only=own)),),
        delete=(Op(f"DeleteBucket{noun}", only=()),),
        id="{bucket}:{name}",
        name=Name(longest=64),
        renames={name: path for name, path in renames.items() if path},
        **more,
    )


NOTICES = {
    "eventbridge": "EventBridgeConfiguration",
    "lambdaFunctions": "LambdaFunctionConfigurations",
    "queues": "QueueConfigurations",
    "topics": "TopicConfigurations",
}
FILTERS = {
    f"{name}.filter{end}": f"Filter.Key.FilterRules[Name={end.lower()}].Value"
    for name in ("lambdaFunctions", "queues", "topics")
    for end in ("Prefix", "Suffix")
}
NOTIFY = Op(
    "PutBucketNotificationConfiguration",
    renames={name: f"NotificationConfiguration.{member}" for name, member in NOTICES.items()},
    send={"NotificationConfiguration": {}},
)

OWN = (
    Row(
        type="aws:s3/bucketNotification:BucketNotification",
        service="s3",
        key=BUCKET,
        create=NOTIFY,
        read=(Op("GetBucketNotificationConfiguration", renames=NOTICES),),
        update=(Put(dataclasses.replace(NOTIFY)),),
        delete=(Op("PutBucketNotificationConfiguration", only=(), send={"NotificationConfiguration": {}}),),
        renames={
            "lambdaFunctions.lambdaFunctionArn": "LambdaFunctionArn",
            "queues.queueArn": "QueueArn",
            "topics.topicArn": "TopicArn",
            **FILTERS,
        },
    ),
    Row(
        type="aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
        service="s3",
        key=BUCKET,
        create=Op("PutBucketCors"),
        read=(Op("GetBucketCors", renames={"corsRules": "CORSRules"}),),
        update=(Put(Op("PutBucketCors")),),
        delete=(Op("DeleteBucketCors", only=()),),
        renames={"corsRules": "CORSConfiguration.CORSRules"},
        replace={"expectedBucketOwner": "the provider's own diff, but for one's own account where none was named"},
    ),
    Row(
        type="aws:s3/bucketReplicationConfig:BucketReplicationConfig",
        upstream="aws_s3_bucket_replication_configuration",
        service="s3",
        key=BUCKET,
        create=Op("PutBucketReplication", within="ReplicationConfiguration"),
        read=(Op("GetBucketReplication", at="ReplicationConfiguration"),),
        update=(Put(Op("PutBucketReplication", within="ReplicationConfiguration")),),
        delete=(Op("DeleteBucketReplication", only=()),),
        fills=("rules.id",),
        unread={"token": "AWS never returns it"},
    ),
    Row(
        type="aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
        service="s3",
        key=BUCKET,
        create=Op("PutObjectLockConfiguration", within="ObjectLockConfiguration"),
        read=(Op("GetObjectLockConfiguration", at="ObjectLockConfiguration"),),
        update=(Put(Op("PutObjectLockConfiguration", within="ObjectLockConfiguration")),),
        delete=(
            Op(
                "PutObjectLockConfiguration",
                only=(),
                send={"ObjectLockConfiguration.ObjectLockEnabled": "Enabled"},
            ),
        ),
        defaults={"objectLockEnabled": "Enabled"},
        unread={"token": "AWS never returns it"},
    ),
    Row(
        type="aws:s3/bucketRequestPaymentConfiguration:BucketRequestPaymentConfiguration",
        service="s3",
        key=BUCKET,
        create=Op("PutBucketRequestPayment", within="RequestPaymentConfiguration"),
        read=(Op("GetBucketRequestPayment"),),
        update=(Put(Op("PutBucketRequestPayment", within="RequestPaymentConfiguration")),),
        delete=(Op("PutBucketRequestPayment", only=(), send={"RequestPaymentConfiguration.Payer": "BucketOwner"}),),
    ),
    Row(
        type="aws:s3/bucketAccelerateConfiguration:BucketAccelerateConfiguration",
        service="s3",
        key=BUCKET,
        create=Op("PutBucketAccelerateConfiguration", within="AccelerateConfiguration"),
        read=(Op("GetBucketAccelerateConfiguration"),),
        update=(Put(Op("PutBucketAccelerateConfiguration", within="AccelerateConfiguration")),),
        delete=(Op("PutBucketAccelerateConfiguration", only=(), send={"AccelerateConfiguration.Status": "Suspended"}),),
        gone=("Status", (None,)),
    ),
    configuration(
        "bucketMetric:BucketMetric",
        "MetricsConfiguration",
        {"filter": ""},
        codecs=FILTER,
    ),
    configuration(
        "analyticsConfiguration:AnalyticsConfiguration",
        "AnalyticsConfiguration",
        {
            "filter": "",
            "storageClassAnalysis": "",
            "storageClassAnalysis.dataExport.destination.s3BucketDestination.bucketArn": "Bucket",
            "storageClassAnalysis.dataExport.destination.s3BucketDestination.bucketAccountId": "BucketAccountId",
        },
        codecs=FILTER,
        send={"AnalyticsConfiguration.StorageClassAnalysis": {}},
        defaults={
            "storageClassAnalysis.dataExport.outputSchemaVersion": "V_1",
            "storageClassAnalysis.dataExport.destination.s3BucketDestination.format": "CSV",
        },
    ),
    configuration(
        "bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration",
        "IntelligentTieringConfiguration",
        {"filter": "", "status": "", "tierings": ""},
        codecs=FILTER,
        defaults={"status": "Enabled"},
    ),
    configuration(
        "inventory:Inventory",
        "InventoryConfiguration",
        {
            "destination": "",
            "enabled": "IsEnabled",
            "filter": "",
            "includedObjectVersions": "",
            "optionalFields": "",
            "schedule": "",
            "destination.bucket": "S3BucketDestination",
            "destination.bucket.bucketArn": "Bucket",
            "destination.bucket.encryption.sseKms": "SSEKMS",
            "destination.bucket.encryption.sseS3": "SSES3",
        },
        defaults={"enabled": True},
    ),
    Row(
        type="aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
        service="s3control",
        key={"AccountId": "accountId"},
        create=Op("PutPublicAccessBlock", within="PublicAccessBlockConfiguration", send={"AccountId": "{accountId}"}),
        read=(Op("GetPublicAccessBlock", at="PublicAccessBlockConfiguration"),),
        update=(Put(Op("PutPublicAccessBlock", within="PublicAccessBlockConfiguration")),),
        delete=(Op("DeletePublicAccessBlock", only=()),),
        computed={"accountId": "{account}"},
        defaults={
            "blockPublicAcls": False,
            "blockPublicPolicy": False,
            "ignorePublicAcls": False,
            "restrictPublicBuckets": False,
        },
    ),
)


def former(row: Row) -> Row:
    """The same type under the name it had in pulumi-aws 6."""
    module, name = row.type.rsplit(":", 1)
    return dataclasses.replace(row, type=f"{module}V2:{name}V2")


ROWS = (*OWN, *(former(row) for row in (*s3.ROWS, *OWN) if row.type.rsplit(":", 1)[1] in FORMER))
