"""Statements: what a job may do, each derived from the resource it is given. Roles are made of these and nothing else.

Where an action takes no resource, AWS's service authorization reference is the source, and a condition narrows it:
https://docs.aws.amazon.com/service-authorization/latest/reference/
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

from ..args import Input
from ..documents import as_json

Statement = dict[str, Any]

PULL = ("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
"""What pulling an image is made of."""
FIND = "ecr:DescribeImages"
"""See whether a digest is there."""
LOGGING = ("Create*", "Get*", "List*", "Log*", "Search*", "Set*", "UpdateRun")
"""What an MLflow client does to log a run and a model. By their verbs: a role has room for 10,240 characters."""


def statement(
    actions: Sequence[str],
    resources: Sequence[Input[str]] | pulumi.Output[list[str]],
    *,
    effect: str = "Allow",
    principal: Any = None,
    when: Mapping[str, Mapping[str, Any]] | None = None,
) -> Statement:
    """One statement of a policy document. `when` is its Condition: operator, key, value."""
    named = resources if isinstance(resources, pulumi.Output) else list(resources)
    made: Statement = {"Effect": effect, "Action": list(actions), "Resource": named}
    if principal is not None:
        made["Principal"] = principal
    if when is not None:
        made["Condition"] = {operator: dict(keys) for operator, keys in when.items()}
    return made


def document(statements: Sequence[Statement]) -> pulumi.Output[str]:
    """The policy document as JSON."""
    return as_json({"Version": "2012-10-17", "Statement": list(statements)})


def from_this_account(account_id: Input[str]) -> Mapping[str, Mapping[str, Any]]:
    """The condition that keeps a service from being used by another account (the confused deputy)."""
    return {"StringEquals": {"aws:SourceAccount": account_id}}


def tls_only(action: str, resources: Sequence[Input[str]]) -> Statement:
    """Refuse the action to everyone who does not come over TLS."""
    secure = {"Bool": {"aws:SecureTransport": "false"}}
    return statement([action], resources, effect="Deny", principal="*", when=secure)


def below(bucket_arn: pulumi.Output[str], prefix: Input[str]) -> pulumi.Output[str]:
    """The objects of a bucket whose keys begin with a prefix."""
    if isinstance(prefix, pulumi.Output):
        return pulumi.Output.concat(bucket_arn, "/", prefix, "*")
    return bucket_arn.apply(lambda arn: f"{arn}/{prefix}*")


def read_objects(bucket_arn: pulumi.Output[str], prefix: Input[str] = "") -> list[Statement]:
    """Read the objects below a prefix, and list just those."""
    listed = None if prefix == "" else {"StringLike": {"s3:prefix": [beginning(prefix)]}}
    return [
        statement(["s3:GetObject", "s3:GetObjectVersion"], [below(bucket_arn, prefix)]),
        statement(["s3:ListBucket"], [bucket_arn], when=listed),
        statement(["s3:GetBucketLocation"], [bucket_arn]),
    ]


def write_objects(bucket_arn: pulumi.Output[str], prefix: Input[str] = "") -> list[Statement]:
    """Put objects below a prefix."""
    return [statement(["s3:PutObject", "s3:AbortMultipartUpload"], [below(bucket_arn, prefix)])]


def beginning(prefix: Input[str]) -> Input[str]:
    """The pattern of all keys that begin so."""
    return pulumi.Output.concat(prefix, "*") if isinstance(prefix, pulumi.Output) else f"{prefix}*"


def use_key(*key_arns: Input[str]) -> list[Statement]:
    """Encrypt and decrypt with some keys, and let AWS resources (volumes) do so on the job's behalf."""
    return [
        statement(["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"], key_arns),
        statement(["kms:CreateGrant"], key_arns, when={"Bool": {"kms:GrantIsForAWSResource": "true"}}),
    ]


def read_with_key(*key_arns: Input[str]) -> list[Statement]:
    """Decrypt with some keys."""
    return [statement(["kms:Decrypt", "kms:DescribeKey"], key_arns)]


def pull_image(*repository_arns: Input[str]) -> list[Statement]:
    """Pull from some ECR repositories. The login itself takes no resource."""
    return [statement(PULL, repository_arns), statement(["ecr:GetAuthorizationToken"], ["*"])]


def find_image(*repository_arns: Input[str]) -> list[Statement]:
    """See whether a digest is in some repositories, without pulling it."""
    return [statement([FIND], repository_arns)]


def write_logs(*group_arns: pulumi.Output[str]) -> list[Statement]:
    """Write to some log groups, or to those of a name pattern."""
    streams = [group_arn.apply(lambda arn: f"{arn}:log-stream:*") for group_arn in group_arns]
    return [
        statement(
            ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            [*group_arns, *streams],
        )
    ]


def put_metrics(*namespaces: str) -> list[Statement]:
    """Put CloudWatch metrics into those namespaces. The action takes no resource."""
    named = namespaces[0] if len(namespaces) == 1 else list(namespaces)
    return [statement(["cloudwatch:PutMetricData"], ["*"], when={"StringEquals": {"cloudwatch:namespace": named}})]


def join_network(
    account_arn: pulumi.Output[str],
    subnet_ids: Input[Sequence[Input[str]]],
    security_group_ids: Input[Sequence[Input[str]]],
) -> list[Statement]:
    """Let SageMaker put its machines into the VPC. `account_arn`: `arn:aws:ec2:<region>:<account>:`.

    https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createmodel-perms
    """
    interfaces = account_arn.apply(lambda arn: f"{arn}network-interface/*")
    joined = pulumi.Output.all(account_arn, subnet_ids, security_group_ids).apply(
        lambda known: [
            f"{known[0]}network-interface/*",
            *(f"{known[0]}subnet/{one}" for one in known[1]),
            *(f"{known[0]}security-group/{one}" for one in known[2]),
        ]
    )
    return [
        statement(["ec2:CreateNetworkInterface"], joined),
        statement(
            [
                "ec2:CreateNetworkInterfacePermission",
                "ec2:DeleteNetworkInterface",
                "ec2:DeleteNetworkInterfacePermission",
            ],
            [interfaces],
        ),
        statement(
            [
                f"ec2:Describe{what}"
                for what in ("DhcpOptions", "NetworkInterfaces", "SecurityGroups", "Subnets", "Vpcs")
            ],
            ["*"],
        ),
    ]


def pass_roles(role_arns: Sequence[Input[str]], *services: str) -> list[Statement]:
    """Hand some roles to some services."""
    named = services[0] if len(services) == 1 else list(services)
    return [statement(["iam:PassRole"], role_arns, when={"StringEquals": {"iam:PassedToService": named}})]


def pass_role(role_arn: Input[str], service: str) -> list[Statement]:
    """Hand one role to one service."""
    return pass_roles([role_arn], service)


def log_runs(tracking_arn: Input[str]) -> list[Statement]:
    """Log runs to one MLflow app or server of SageMaker and read them back; delete nothing.

    The files of a run do not pass through it: `read_objects` and `write_objects` on its bucket do that.
    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemakerwithmlflow.html
    """
    service = ("sagemaker:CallMlflowAppApi", "sagemaker:DescribeMlflow*")
    return [statement([*service, *(f"sagemaker-mlflow:{action}" for action in LOGGING)], [tracking_arn])]


def read_secret(secret_arn: Input[str]) -> list[Statement]:
    """Read one secret's value. Its key is asked for by Secrets Manager with the reader's own permission: `use_key`."""
    return [statement(["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], [secret_arn])]
