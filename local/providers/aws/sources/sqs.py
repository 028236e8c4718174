"""Data sources of SQS."""

from local.providers.aws.row import Op
from local.providers.aws.sources.source import Source

SOURCES = (
    Source(
        type="aws:sqs/getQueue:getQueue",
        service="sqs",
        noun="SQS Queue",
        read=(Op("GetQueueUrl", renames={"url": "QueueUrl"}),),
        id="{url}",
        key={"QueueName": "name"},
        tags=Op("ListQueueTags", only=(), at="Tags", send={"QueueUrl": "{url}"}),
        computed={"arn": "arn:{partition}:sqs:{region}:{account}:{name}"},
    ),
)
