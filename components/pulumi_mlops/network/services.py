"""AWS's services that a network without internet reaches, and what may pass their endpoints.

An endpoint's policy says who passes, and to whose resources: we, to ours. What jobs need of others is named beside it.
https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/perimeter-implementation.html
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any

import pulumi
from pydantic import Field

from ..access.statements import Statement, statement
from ..args import AccountId, Matching, Settings
from ..component import Account


class EndpointService(StrEnum):
    """A service with an interface endpoint, by the end of the endpoint's name."""

    ATHENA = "athena"
    BEDROCK_RUNTIME = "bedrock-runtime"
    CODEARTIFACT_API = "codeartifact.api"
    CODEARTIFACT_REPOSITORIES = "codeartifact.repositories"
    ECR_API = "ecr.api"
    ECR_DKR = "ecr.dkr"
    EFS = "elasticfilesystem"
    EVENTS = "events"
    GLUE = "glue"
    KMS = "kms"
    LAMBDA = "lambda"
    LOGS = "logs"
    MONITORING = "monitoring"
    SAGEMAKER_API = "sagemaker.api"
    SAGEMAKER_EXPERIMENTS = "sagemaker.experiments"
    SAGEMAKER_FEATURE_STORE = "sagemaker.featurestore-runtime"
    SAGEMAKER_RUNTIME = "sagemaker.runtime"
    SECRETS_MANAGER = "secretsmanager"
    SNS = "sns"
    SQS = "sqs"
    SSM = "ssm"
    STATES = "states"
    STS = "sts"


NEEDED = (
    EndpointService.SAGEMAKER_API,
    EndpointService.SAGEMAKER_RUNTIME,
    EndpointService.SAGEMAKER_FEATURE_STORE,
    EndpointService.STS,
    EndpointService.LOGS,
    EndpointService.MONITORING,
    EndpointService.ECR_API,
    EndpointService.ECR_DKR,
    EndpointService.KMS,
    EndpointService.EVENTS,
    EndpointService.SECRETS_MANAGER,
    EndpointService.SSM,
    EndpointService.STATES,
    EndpointService.ATHENA,
    EndpointService.GLUE,
)
"""What isolated jobs, pipelines and notebooks call."""
TRACKING = (EndpointService.SAGEMAKER_EXPERIMENTS,)
"""What those call that log runs to a tracking server of SageMaker."""
GATEWAYS = ("s3", "dynamodb")
"""Services whose endpoint is a route, at no charge."""

FULL_NAMES: Mapping[str, str] = {EndpointService.SAGEMAKER_EXPERIMENTS: "aws.sagemaker.{region}.experiments"}
"""AWS's full name of an endpoint's service, where it is not com.amazonaws.<region>.<service>.

https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
"""
IAM_SERVICES: Mapping[str, str] = {
    EndpointService.BEDROCK_RUNTIME: "bedrock",
    EndpointService.CODEARTIFACT_API: "codeartifact",
    EndpointService.CODEARTIFACT_REPOSITORIES: "codeartifact",
    EndpointService.ECR_API: "ecr",
    EndpointService.ECR_DKR: "ecr",
    EndpointService.MONITORING: "cloudwatch",
    EndpointService.SAGEMAKER_API: "sagemaker",
    EndpointService.SAGEMAKER_EXPERIMENTS: "sagemaker-mlflow",
    EndpointService.SAGEMAKER_FEATURE_STORE: "sagemaker",
    EndpointService.SAGEMAKER_RUNTIME: "sagemaker",
}
"""How IAM calls the service, where it is not the endpoint's name."""

BucketName = Annotated[str, Matching(r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", "must be the name of a bucket")]
OrganizationId = Annotated[
    str, Matching(r"^o-[a-z0-9]{10,32}$", "must be the id of an organization, for example o-a1b2c3d4e5")
]


class Perimeter(Settings):
    """Who may pass the endpoints, and to whose resources."""

    organization_id: OrganizationId | None = Field(
        None, description="Let all accounts of the organization in and out; none: this account alone."
    )
    image_accounts: Sequence[AccountId] = Field(
        default=(),
        description="Other accounts that images are pulled from, for example AWS's own for SageMaker.",
    )
    read_accounts: Sequence[AccountId] = Field(
        default=(), description="Other accounts whose objects may be read, for example those that register the models."
    )
    read_buckets: Sequence[BucketName] = Field(
        default=(), description="Buckets of others that may be read, for example jumpstart-cache-prod-eu-west-1."
    )


def full_name(service: str, region: str) -> str:
    """AWS's full name of an endpoint's service."""
    return FULL_NAMES.get(service, f"com.amazonaws.{{region}}.{service}").format(region=region)


def endpoint_statements(service: str, perimeter: Perimeter, account: Account) -> list[Statement]:
    """What may pass the endpoint of a service, one of EndpointService or GATEWAYS."""
    iam_service = IAM_SERVICES.get(service, service)
    caller, resource = _ours(perimeter, account)
    made = [statement([f"{iam_service}:*"], ["*"], principal="*", when={"StringEquals": {**caller, **resource}})]
    if iam_service == "ecr" and perimeter.image_accounts:
        made.append(
            statement(
                ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                [account.repository_arn(owner, "*", "*") for owner in perimeter.image_accounts],
                principal="*",
                when={"StringEquals": caller},
            )
        )
    if service == "s3":
        made += _shared_objects(perimeter, account, caller)
    return made


def _ours(perimeter: Perimeter, account: Account) -> tuple[dict[str, Any], dict[str, Any]]:
    """The conditions that say that the caller, and that the resource, is ours."""
    if perimeter.organization_id is not None:
        organization = perimeter.organization_id
        return {"aws:PrincipalOrgID": organization}, {"aws:ResourceOrgID": organization}
    return {"aws:PrincipalAccount": account.id}, {"aws:ResourceAccount": account.id}


def _shared_objects(perimeter: Perimeter, account: Account, caller: Mapping[str, Any]) -> list[Statement]:
    """Reads of buckets that are not ours. ECR hands out image layers from a bucket of its own, by presigned addresses.

    https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-setting-up-s3-gateway
    """
    layers = account.bucket_arn("prod-", account.region, "-starport-layer-bucket/*")
    made = [statement(["s3:GetObject"], [layers], principal="*")]
    if perimeter.read_accounts:
        theirs = {"aws:ResourceAccount": list(perimeter.read_accounts)}
        made.append(
            statement(
                ["s3:GetObject", "s3:ListBucket"], ["*"], principal="*", when={"StringEquals": {**caller, **theirs}}
            )
        )
    if perimeter.read_buckets:
        buckets = [account.bucket_arn(bucket) for bucket in perimeter.read_buckets]
        made.append(
            statement(
                ["s3:GetObject", "s3:ListBucket"],
                [*buckets, *(pulumi.Output.concat(bucket, "/*") for bucket in buckets)],
                principal="*",
                when={"StringEquals": caller},
            )
        )
    return made
