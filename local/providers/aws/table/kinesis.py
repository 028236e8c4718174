"""Kinesis: streams, their consumers and policies."""

from local.providers.aws.row import Name, Op, Put, Ready, Row, tags_by_arn

TAGS = tags_by_arn("ResourceARN")

ROWS = (
    Row(
        type="aws:kinesis/stream:Stream",
        replace={
            "maxRecordSizeInKib": "changing it in place is not supported here",
            "warmThroughputMibPs": "changing it in place is not supported here",
        },
        service="kinesis",
        key={"StreamName": "name"},
        create=Op("CreateStream", skip=("arn",)),
        read=(
            Op(
                "DescribeStreamSummary",
                at="StreamDescriptionSummary",
                renames={
                    "shardCount": "OpenShardCount",
                    "retentionPeriod": "RetentionPeriodHours",
                    "shardLevelMetrics": "EnhancedMonitoring[0].ShardLevelMetrics",
                    "kmsKeyId": "KeyId",
                },
            ),
        ),
        update=(
            Put(
                Op("UpdateStreamMode", only=("streamModeDetails",), send={"StreamARN": "{arn}"}),
            ),
            Put(
                Op(
                    "UpdateShardCount",
                    only=("shardCount",),
                    renames={"shardCount": "TargetShardCount"},
                    send={"ScalingType": "UNIFORM_SCALING"},
                )
            ),
            Put(
                Op(
                    "IncreaseStreamRetentionPeriod",
                    only=("retentionPeriod",),
                    renames={"retentionPeriod": "RetentionPeriodHours"},
                ),
                falls=Op(
                    "DecreaseStreamRetentionPeriod",
                    only=("retentionPeriod",),
                    renames={"retentionPeriod": "RetentionPeriodHours"},
                ),
                initial=24,
            ),
            Put(
                Op("EnableEnhancedMonitoring", only=("shardLevelMetrics",)),
                remove=Op("DisableEnhancedMonitoring", only=("shardLevelMetrics",)),
            ),
            Put(
                Op("StartStreamEncryption", only=("encryptionType", "kmsKeyId"), renames={"kmsKeyId": "KeyId"}),
                clear=Op("StopStreamEncryption", only=(), send={"EncryptionType": "KMS", "KeyId": "{kmsKeyId}"}),
            ),
        ),
        delete=(Op("DeleteStream", only=(), send={"EnforceConsumerDeletion": "{enforceConsumerDeletion}"}),),
        id="{arn}",
        imports=("{name}",),
        name=Name(longest=128),
        renames={"arn": "StreamARN", "name": "StreamName"},
        defaults={"encryptionType": "NONE", "retentionPeriod": 24},
        local={"enforceConsumerDeletion": False},
        computed={"arn": "arn:{partition}:kinesis:{region}:{account}:stream/{name}"},
        tags=TAGS,
        ready=Ready("StreamStatus", until=("ACTIVE",), failed=(), reason="StreamStatus"),
        needs=(("shardCount", "streamModeDetails"),),
    ),
    Row(
        type="aws:kinesis/streamConsumer:StreamConsumer",
        service="kinesis",
        key={"ConsumerARN": "arn"},
        create=Op("RegisterStreamConsumer", at="Consumer"),
        read=(Op("DescribeStreamConsumer", at="ConsumerDescription"),),
        delete=(Op("DeregisterStreamConsumer", only=()),),
        name=Name(longest=128),
        renames={"arn": "ConsumerARN", "name": "ConsumerName", "creationTimestamp": "ConsumerCreationTimestamp"},
        tags=TAGS,
    ),
    Row(
        type="aws:kinesis/resourcePolicy:ResourcePolicy",
        service="kinesis",
        key={"ResourceARN": "resourceArn"},
        create=Op("PutResourcePolicy"),
        read=(Op("GetResourcePolicy"),),
        update=(Put(Op("PutResourcePolicy")),),
        delete=(Op("DeleteResourcePolicy", only=()),),
        json=("policy",),
        gone=("Policy", (None, "")),
    ),
)
