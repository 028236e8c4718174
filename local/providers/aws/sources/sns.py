"""Data sources of SNS."""

from local.providers.aws.row import Op
from local.providers.aws.sources.source import Source

SOURCES = (
    Source(
        type="aws:sns/getTopic:getTopic",
        service="sns",
        noun="SNS Topic",
        read=(Op("GetTopicAttributes", only=(), at="Attributes"),),
        id="{arn}",
        key={"TopicArn": "{arn}"},
        tags=Op("ListTagsForResource", only=(), at="Tags", send={"ResourceArn": "{arn}"}),
        computed={"arn": "arn:{partition}:sns:{region}:{account}:{name}"},
    ),
)
