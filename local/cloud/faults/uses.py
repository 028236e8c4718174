"""Uses: what a service says of a role that it cannot see yet, in the words that pulumi-aws waits for."""

from fnmatch import fnmatchcase
from http import HTTPStatus
from typing import NamedTuple

from local.cloud import errors
from local.cloud.errors import Answer
from local.cloud.request import Request


class Use(NamedTuple):
    """An operation that looks at a role when it is called."""

    service: str
    operation: str
    code: str
    message: str
    """`{arn}` is the role's."""


# The codes and words that hashicorp/terraform-provider-aws waits for, by file below internal/service.
USES = (
    Use(  # lambda/function.go
        "lambda",
        "*Function*",
        "InvalidParameterValueException",
        "The role defined for the function cannot be assumed by Lambda.",
    ),
    Use(  # sagemaker/feature_group.go
        "sagemaker",
        "CreateFeatureGroup",
        "ValidationException",
        "The execution role ARN is invalid. Please ensure that the role exists and that its trust relationship policy "
        "allows the action 'sts:AssumeRole' for the service principal 'sagemaker.amazonaws.com'.",
    ),
    Use(  # sagemaker/mlflow_app.go
        "sagemaker",
        "CreateMlflowApp",
        "ValidationException",
        "SageMaker is unable to perform: sts:AssumeRole on {arn}.",
    ),
    Use(  # sagemaker/model.go, training_job.go: CreateModel is retried on any ValidationException
        "sagemaker",
        "*",
        "ValidationException",
        "Could not assume role {arn}. Please ensure that the role exists and allows principal "
        "'sagemaker.amazonaws.com' to assume the role.",
    ),
    Use(
        "kms",
        "*",
        "MalformedPolicyDocumentException",
        "Policy contains a statement with one or more invalid principals.",
    ),
    Use("s3", "*", "MalformedPolicy", "Invalid principal in policy"),  # s3/bucket_policy.go
    # A role's own policy may name what is not there; only who may take it must be there: iam/role.go
    Use("iam", "CreateRole", "MalformedPolicyDocument", 'Invalid principal in policy: "AWS":"{arn}"'),
    Use("iam", "UpdateAssumeRolePolicy", "MalformedPolicyDocument", 'Invalid principal in policy: "AWS":"{arn}"'),
    Use("sqs", "*", "InvalidAttributeValue", "Invalid value for the parameter Policy."),  # sqs/attribute_funcs.go
    Use("sns", "*", "InvalidParameter", "Invalid parameter: Policy Error: PrincipalNotFound"),  # sns/topic.go
    Use(  # secretsmanager/secret.go
        "secretsmanager",
        "*",
        "MalformedPolicyDocumentException",
        "This resource policy contains an unsupported principal.",
    ),
    Use("ecr", "*", "InvalidParameterException", "Invalid parameter: Principal not found"),  # ecr/repository_policy.go
    Use(  # sfn/state_machine.go
        "states",
        "*",
        "AccessDeniedException",
        "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the "
        "provided role.",
    ),
    Use(
        "events",
        "*",
        "ValidationException",
        "Provided role '{arn}' cannot be assumed by principal 'events.amazonaws.com'.",
    ),
    Use(  # scheduler/schedule.go
        "scheduler",
        "*",
        "ValidationException",
        "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
    ),
    Use(  # codebuild/project.go
        "codebuild",
        "*",
        "InvalidInputException",
        "CodeBuild is not authorized to perform: sts:AssumeRole on {arn}",
    ),
    Use(  # codepipeline/codepipeline.go
        "codepipeline",
        "*",
        "InvalidStructureException",
        "CodePipeline is not authorized to perform AssumeRole on role {arn}",
    ),
    Use("glue", "*", "InvalidInputException", "Service is unable to assume role {arn}. Unable to assume role"),
    Use(  # athena/workgroup.go
        "athena",
        "*",
        "InvalidRequestException",
        "Make sure that athena.amazonaws.com has been allowed for sts:AssumeRole on {arn}",
    ),
    Use(  # eks/cluster.go
        "eks",
        "*",
        "InvalidParameterException",
        "Error in role params: the role {arn} does not exist or cannot be assumed",
    ),
    Use(  # appautoscaling/target.go
        "application-autoscaling",
        "*",
        "ValidationException",
        "Unable to assume IAM role: {arn}",
    ),
)


def refusal(request: Request, arn: str) -> Answer | None:
    """What the service of this call says of a role that it does not see; None where it does not look."""
    for use in USES:
        if use.service == request.service and fnmatchcase(request.operation, use.operation):
            return errors.shaped(request, HTTPStatus.BAD_REQUEST, use.code, use.message.format(arn=arn))
    return None
