"""The table: one row a resource type, one file an AWS service. Adding a type is a row here and a line in its test."""

from local.providers.aws.row import Row
from local.providers.aws.table import (
    appautoscaling,
    cloudwatch,
    ec2,
    glue,
    iam,
    kms,
    s3,
    sagemaker,
    secretsmanager,
    sns,
    sqs,
    ssm,
)

SERVICES = (appautoscaling, cloudwatch, ec2, glue, iam, kms, s3, sagemaker, secretsmanager, sns, sqs, ssm)
ROWS: dict[str, Row] = {row.type: row for service in SERVICES for row in service.ROWS}
TOKENS = tuple(sorted(ROWS))


def row_of(token: str) -> Row:
    """The row of a type that has one."""
    return ROWS[token]
