"""PermissionsBoundary: the most that any role of a stack can do, whatever its own policy says."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..args import AccountId, Args, Settings
from ..component import Account, Component
from ..naming import physical_name
from .guards import unless_encrypted, unless_in_a_vpc
from .listings import CONFIGURATION, GLUE_SECURITY, LAKE, LOG_DELIVERY, METRICS, MODELS, NETWORKS, STUDIO, TRACING
from .role import PATH
from .statements import FIND, PULL, Statement, document, pass_roles, statement

SERVICES = (
    "athena", "codebuild", "dynamodb", "ecr", "events", "firehose", "glue", "kinesis", "kms", "lambda", "logs",
    "sagemaker", "sagemaker-mlflow", "scheduler", "secretsmanager", "sns", "sqs", "ssm", "states",
)  # fmt: skip
"""What machine learning on AWS uses. No role of ours reaches another service, not even with a policy that says so."""
WITHOUT_RESOURCE = (
    *MODELS, *STUDIO, *METRICS, *NETWORKS, *CONFIGURATION, *LOG_DELIVERY, *TRACING, *GLUE_SECURITY, *LAKE,
    "application-autoscaling:Describe*", "cloudformation:GetResource", "cloudwatch:GetMetricWidgetImage",
    "cloudwatch:PutMetricData", "ecr:GetAuthorizationToken", "glue:CreateCrawler", "glue:CreateDataQualityRuleset",
    "kms:CreateKey", "kms:TagResource", "states:ValidateStateMachineDefinition",
)  # fmt: skip
"""What the services let nobody narrow to a resource."""
PASSED_TO = tuple(
    f"{service}.amazonaws.com"
    for service in ("codebuild", "events", "glue", "lakeformation", "lambda", "sagemaker", "scheduler", "states")
)
"""Services that run jobs."""
GROUPS_AND_INTERFACES = (
    "CreateTags", "*NetworkInterface", "*NetworkInterfacePermission", "DeleteSecurityGroup", "RevokeSecurityGroup*",
)  # fmt: skip
"""What joins a network, and what sweeps up the groups that a Studio leaves there."""
ROLE_CHANGES = ("AttachRolePolicy", "CreateRole", "DeleteRolePolicy", "DetachRolePolicy", "PutRolePolicy")
"""Changes of a role that tell its boundary."""


class PermissionsBoundarySettings(Settings):
    """What a person chooses of a PermissionsBoundary."""

    jobs_in_vpc: bool = Field(
        default=True, description="Refuse jobs and models that are in no VPC. False where there is no network of ours."
    )
    reads_accounts: Sequence[AccountId] = Field(
        default=(), description="Other accounts that roles may read from: those of other environments, of AWS's images."
    )


class PermissionsBoundaryArgs(PermissionsBoundarySettings, Args):
    """What a PermissionsBoundary is made of."""


class PermissionsBoundary(Component, token="mlops:access:PermissionsBoundary"):
    """A policy that bounds every role: this account's machine learning, encrypted and inside; no way out of itself."""

    arn: pulumi.Output[str]

    def __init__(self, name: str, args: PermissionsBoundaryArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        physical = physical_name(name)
        own = self.account.global_arn("iam", f"policy{PATH}{physical}")
        policy = aws.iam.Policy(
            f"{name}-policy",
            name=physical,
            path=PATH,
            description="The most that any role of the platform and its products can do.",
            policy=document([*bounds(args, self.account), *of_roles(self.account, own)]),
            tags=self.tags,
            opts=self.child,
        )
        self.publish(arn=policy.arn)


def bounds(args: PermissionsBoundaryArgs, account: Account) -> list[Statement]:
    """The services, each in this account; what takes no resource; reading from other accounts; the guards."""
    # IAM takes no wildcard for the service in an ARN, so each is named.
    resources = [
        pulumi.Output.concat("arn:", account.partition, f":{one}:*:", account.id, ":*")
        for one in (*SERVICES, "application-autoscaling", "cloudwatch", "ec2")
    ]
    objects = account.bucket_arn("*")
    actions = [
        *(f"{service}:*" for service in SERVICES),
        "application-autoscaling:*",
        "cloudwatch:*",
        *(f"ec2:{call}" for call in GROUPS_AND_INTERFACES),
    ]
    return [
        statement(actions, resources),
        statement(["s3:*"], [objects], when={"StringEquals": {"aws:ResourceAccount": account.id}}),
        statement(WITHOUT_RESOURCE, ["*"]),
        *(_reading(args.reads_accounts, account, objects) if args.reads_accounts else ()),
        *unless_encrypted(),
        *([unless_in_a_vpc()] if args.jobs_in_vpc else ()),
    ]


def _reading(accounts: Sequence[AccountId], account: Account, objects: pulumi.Output[str]) -> list[Statement]:
    theirs = [
        pulumi.Output.concat("arn:", account.partition, f":{service}:*:{other}:*")
        for other in accounts
        for service in ("ecr", "kms", "sagemaker")
    ]
    deploys = ["sagemaker:CreateModel", "sagemaker:Describe*", "sagemaker:ListModelPackages"]
    return [
        statement([*PULL, FIND, "kms:Decrypt", "kms:DescribeKey", *deploys], theirs),
        statement(
            ["s3:Get*", "s3:ListBucket"], [objects], when={"StringEquals": {"aws:ResourceAccount": list(accounts)}}
        ),
    ]


def of_roles(account: Account, boundary_arn: pulumi.Output[str]) -> list[Statement]:
    """What CI may do with roles: those of our path only, each under this same boundary, which it cannot change."""
    roles = account.global_arn("iam", f"role{PATH}*")
    harmless = ("DeleteRole", "Get*", "List*", "TagRole", "UntagRole", "UpdateAssumeRolePolicy", "UpdateRole")
    return [
        statement(
            [f"iam:{call}" for call in ROLE_CHANGES],
            [roles],
            when={"StringEquals": {"iam:PermissionsBoundary": boundary_arn}},
        ),
        statement([f"iam:{call}" for call in harmless], [roles, account.global_arn("iam", f"policy{PATH}*")]),
        statement(["iam:CreateServiceLinkedRole"], [account.global_arn("iam", "role/aws-service-role/*")]),
        *pass_roles([roles], *PASSED_TO),
    ]
