"""Data sources of CloudWatch."""

from local.providers.aws.row import Op
from local.providers.aws.sources.source import Source

SOURCES = (
    Source(
        type="aws:cloudwatch/getLogGroup:getLogGroup",
        service="logs",
        noun="CloudWatch Logs Log Group",
        read=(
            Op(
                "DescribeLogGroups",
                at="logGroups[logGroupName={name}]",
                skip=("arn",),
                send={"logGroupNamePrefix": "{name}"},
            ),
        ),
        tags=Op("ListTagsForResource", only=(), at="tags", send={"resourceArn": "{arn}"}),
        renames={"name": "logGroupName"},
        defaults={"retentionInDays": 0},
        computed={"arn": "arn:{partition}:logs:{region}:{account}:log-group:{name}"},
    ),
)
