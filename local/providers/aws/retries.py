"""Retries: which errors are worth another attempt, as the AWS SDK and the provider of the real AWS see it.

The delays are those of a loopback: what takes AWS a minute takes the local cloud a second.
"""

import random
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

# Terraform's AWS provider sets 25, pulumi-aws keeps it: internal/provider/sdkv2/provider.go.
ATTEMPTS = 25
# A local cloud that does not run comes back within this time, if somebody starts it again, or not at all.
ATTEMPTS_WHEN_REFUSED = 10
# Terraform's provider waits 2 minutes for IAM: internal/service/iam/consts.go.
PROPAGATION_ATTEMPTS = 14
FIRST_DELAY_SECONDS = 0.02
LONGEST_DELAY_SECONDS = 0.4

# github.com/aws/aws-sdk-go-v2/aws/retry/standard.go
RETRYABLE_STATUS = frozenset({500, 502, 503, 504})
RETRYABLE_CODES = frozenset(
    {
        "BandwidthLimitExceeded",
        "EC2ThrottledException",
        "LimitExceededException",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "RequestTimeout",
        "RequestTimeoutException",
        "SlowDown",
        "Throttling",
        "ThrottledException",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    }
)


class Passing(NamedTuple):
    """An error that goes away when AWS has told itself what was changed a moment ago."""

    service: str
    """As boto3 names it."""
    operation: str
    code: str
    message: str = ""
    """Part of it; empty: whatever it says."""


# What the resources of hashicorp/terraform-provider-aws retry themselves, by file below internal/service.
PASSING = (
    Passing("apigatewayv2", "*", "ConflictException", "try again later"),  # apigatewayv2/service_package.go
    Passing("application-autoscaling", "Put*", "FailedResourceAccessException"),  # appautoscaling/policy.go
    Passing("application-autoscaling", "PutScheduledAction", "ObjectNotFoundException"),  # scheduled_action.go
    Passing("application-autoscaling", "RegisterScalableTarget", "ValidationException", "Unable to assume IAM role"),
    Passing("athena", "*WorkGroup", "InvalidRequestException", "has been allowed for sts:AssumeRole"),  # workgroup.go
    Passing("cloudtrail", "*Trail", "InvalidCloudWatchLogsRoleArnException", "Access denied."),  # trail.go
    Passing("cloudtrail", "*Trail", "InvalidCloudWatchLogsLogGroupArnException", "Access denied."),
    Passing("codebuild", "*Project", "InvalidInputException", "ot authorized to perform"),  # codebuild/project.go
    Passing("codepipeline", "CreatePipeline", "InvalidStructureException", "not authorized"),  # codepipeline.go
    Passing("config", "PutConfigRule", "InsufficientPermissionsException"),  # configservice/config_rule.go
    Passing("config", "PutDeliveryChannel", "InsufficientDeliveryPolicyException"),  # delivery_channel.go
    Passing("ec2", "CreateFlowLogs", "InvalidParameter", "Unable to assume given IAM role"),  # ec2/vpc_flow_log.go
    Passing("ec2", "ModifyManagedPrefixList", "IncorrectState"),  # ec2/vpc_managed_prefix_list_entry.go
    Passing("ec2", "ModifyManagedPrefixList", "PrefixListVersionMismatch"),
    Passing("ecr", "SetRepositoryPolicy", "InvalidParameterException", "Principal not found"),  # repository_policy.go
    Passing("eks", "CreateAccessEntry", "InvalidParameterException", "invalid principal"),  # access_entry.go
    Passing("eks", "CreateCluster", "InvalidParameterException", "does not exist"),  # cluster.go
    Passing("eks", "CreateCluster", "InvalidParameterException", "Error in role params"),
    Passing("eks", "CreateCluster", "InvalidParameterException", "Role could not be assumed"),
    Passing("eks", "CreateFargateProfile", "InvalidParameterException", "Misconfigured PodExecutionRole Trust Policy"),
    Passing(
        "eks", "*PodIdentityAssociation", "InvalidParameterException", "Role provided in the request does not exist"
    ),
    Passing("events", "PutRule", "ValidationException", "cannot be assumed by principal"),  # events/rule.go
    Passing("events", "PutTargets", "ValidationException", "cannot be assumed by principal"),
    Passing("glue", "*", "InvalidInputException", "Unable to assume role"),  # ml_transform.go, crawler.go
    Passing("iam", "*", "ConcurrentModification"),  # role.go, role_policy_attachment.go
    Passing("iam", "AddRoleToInstanceProfile", "NoSuchEntity", "The role with name"),  # instance_profile.go
    Passing("iam", "CreateRole", "MalformedPolicyDocument", "Invalid principal in policy"),  # role.go
    Passing("iam", "UpdateAssumeRolePolicy", "MalformedPolicyDocument", "Invalid principal in policy"),
    Passing("kms", "*", "MalformedPolicyDocumentException"),  # kms/wait.go, key.go
    Passing("lambda", "*Function*", "InvalidParameterValueException", "cannot be assumed by Lambda"),  # function.go
    Passing("lambda", "*Function*", "InvalidParameterValueException", "execution role does not have permissions"),
    Passing("lambda", "*Function*", "InvalidParameterValueException", "throttled by EC2"),
    Passing("lambda", "*Function*", "InvalidParameterValueException", "KMS key is invalid for CreateGrant"),
    Passing("lambda", "*EventSourceMapping", "InvalidParameterValueException", "cannot be assumed by Lambda"),
    Passing(
        "lambda", "*EventSourceMapping", "InvalidParameterValueException", "execution role does not have permissions"
    ),
    Passing("lambda", "*EventSourceMapping", "ResourceInUseException"),  # event_source_mapping.go
    Passing("lambda", "Update*", "ResourceConflictException"),
    Passing("lambda", "PublishVersion", "ResourceConflictException", "in progress"),
    Passing("logs", "DeleteLogGroup", "OperationAbortedException", "try again"),  # logs/group.go
    Passing("logs", "PutSubscriptionFilter", "InvalidParameterException", "Could not deliver test message"),
    Passing("logs", "PutSubscriptionFilter", "InvalidParameterException", "Could not execute the lambda function"),
    Passing("s3", "*", "OperationAborted"),  # s3/bucket.go, service_package.go
    Passing("s3", "Put*", "NoSuchBucket"),  # s3/bucket_versioning.go and every other part of a bucket
    Passing("s3", "PutBucketPolicy", "MalformedPolicy", "Invalid principal"),  # s3/bucket_policy.go
    # Only these of SageMaker: nobody tries a pipeline, a domain, a user profile or a tracking server again.
    Passing("sagemaker", "CreateModel", "ValidationException", "Could not assume role"),  # model.go
    Passing("sagemaker", "CreateTrainingJob", "ValidationException", "Could not assume role"),  # training_job.go
    Passing("sagemaker", "CreateHyperParameterTuningJob", "ValidationException", "Could not assume role"),
    Passing("sagemaker", "CreateLabelingJob", "ValidationException", "Could not assume role"),  # labeling_job.go
    Passing("sagemaker", "CreateFlowDefinition", "ValidationException", "Could not assume role"),
    Passing("sagemaker", "CreateProject", "ValidationException", "Could not assume role"),  # project.go
    Passing("sagemaker", "CreateFeatureGroup", "ValidationException", "The execution role ARN is invalid."),
    Passing("sagemaker", "CreateFeatureGroup", "ValidationException", "Invalid S3Uri provided"),  # feature_group.go
    Passing(
        "sagemaker", "CreateMlflowApp", "ValidationException", "unable to perform: sts:AssumeRole"
    ),  # mlflow_app.go
    Passing("scheduler", "*Schedule", "ValidationException", "to assume the role"),  # scheduler/schedule.go
    Passing("secretsmanager", "CreateSecret", "InvalidRequestException", "scheduled for deletion"),  # secret.go
    Passing("secretsmanager", "PutResourcePolicy", "MalformedPolicyDocumentException", "unsupported principal"),
    Passing("sns", "SetTopicAttributes", "InvalidParameter", "PrincipalNotFound"),  # sns/topic.go
    Passing("sqs", "*", "InvalidAttributeValue", "Invalid value for the parameter Policy"),  # sqs/attribute_funcs.go
    Passing("sqs", "CreateQueue", "AWS.SimpleQueueService.QueueDeletedRecently"),  # sqs/queue.go
    Passing("stepfunctions", "CreateStateMachine", "AccessDeniedException"),  # sfn/state_machine.go
    Passing("stepfunctions", "CreateStateMachine", "StateMachineDeleting"),
    Passing("wafv2", "*", "WAFUnavailableEntityException"),  # wafv2/web_acl.go
)


def attempts(service: str, operation: str, status: int, code: str, message: str) -> int:
    """How often a call that ends so is made, the first time included."""
    if status in RETRYABLE_STATUS or code in RETRYABLE_CODES:
        return ATTEMPTS
    passes = any(
        passing.service == service
        and passing.code == code
        and passing.message in message
        and fnmatchcase(operation, passing.operation)
        for passing in PASSING
    )
    return PROPAGATION_ATTEMPTS if passes else 1


def delays() -> Iterator[float]:
    """Seconds before each further attempt: twice as long each time, up to a bound, and never all at once."""
    longest = FIRST_DELAY_SECONDS
    while True:
        yield random.uniform(longest / 2, longest)  # noqa: S311 - no secret
        longest = min(2 * longest, LONGEST_DELAY_SECONDS)
