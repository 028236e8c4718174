"""SQS: queues."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

ROWS = (
    Row(
        type="aws:sqs/queue:Queue",
        service="sqs",
        key={"QueueUrl": "url"},
        create=Op("CreateQueue", bag="Attributes", renames={"url": "QueueUrl"}),
        read=(
            Op(
                "GetQueueAttributes",
                at="Attributes",
                bag=".",
                renames={"arn": "QueueArn"},
                send={"AttributeNames[0]": "All"},
            ),
        ),
        update=(
            Put(
                Op("SetQueueAttributes", bag="Attributes", skip=("fifoQueue",)),
                reset={"kmsMasterKeyId": "", "policy": "", "redriveAllowPolicy": "", "redrivePolicy": ""},
            ),
        ),
        delete=(Op("DeleteQueue"),),
        imports=("{host*}/{name}",),
        name=Name(longest=80, after={"fifoQueue": ".fifo"}),
        renames={"name": "QueueName"},
        attributes={
            "contentBasedDeduplication": "ContentBasedDeduplication",
            "deduplicationScope": "DeduplicationScope",
            "delaySeconds": "DelaySeconds",
            "fifoQueue": "FifoQueue",
            "fifoThroughputLimit": "FifoThroughputLimit",
            "kmsDataKeyReusePeriodSeconds": "KmsDataKeyReusePeriodSeconds",
            "kmsMasterKeyId": "KmsMasterKeyId",
            "maxMessageSize": "MaximumMessageSize",
            "messageRetentionSeconds": "MessageRetentionPeriod",
            "policy": "Policy",
            "receiveWaitTimeSeconds": "ReceiveMessageWaitTimeSeconds",
            "redriveAllowPolicy": "RedriveAllowPolicy",
            "redrivePolicy": "RedrivePolicy",
            "sqsManagedSseEnabled": "SqsManagedSseEnabled",
            "visibilityTimeoutSeconds": "VisibilityTimeout",
        },
        json=("policy", "redriveAllowPolicy", "redrivePolicy"),
        defaults={
            "delaySeconds": 0,
            "maxMessageSize": 262144,
            "messageRetentionSeconds": 345600,
            "receiveWaitTimeSeconds": 0,
            "visibilityTimeoutSeconds": 30,
        },
        local={"namePrefix": None},
        tags=Tags(list=Op("ListQueueTags", at="Tags"), add=Op("TagQueue"), remove=Op("UntagQueue"), create="tags"),
    ),
)
