"""The calls of the table that take no more than a name: an action, and how boto3 makes it on a resource."""

import struct
from collections.abc import Callable, Mapping
from typing import Any

Client = Callable[[str], Any]
DENIED = {"AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation"}
"""What services say where IAM refuses."""


def _last(arn: str) -> str:
    return arn.rpartition("/")[2]


def _object(arn: str) -> dict[str, str]:
    bucket, _, key = arn.removeprefix("arn:aws:s3:::").partition("/")
    return {"Bucket": bucket, "Key": key}


def _bucket(arn: str) -> dict[str, str]:
    return {"Bucket": arn.removeprefix("arn:aws:s3:::")}


def _s3(call: str, **more: Any) -> Callable[[Client, str], Any]:
    """A call on an object."""
    return lambda client, arn: getattr(client("s3"), call)(**_object(arn), **more)


def _of_bucket(call: str, **more: Any) -> Callable[[Client, str], Any]:
    return lambda client, arn: getattr(client("s3"), call)(**_bucket(arn), **more)


def _kms(call: str, **more: Any) -> Callable[[Client, str], Any]:
    return lambda client, arn: getattr(client("kms"), call)(KeyId=arn, **more)


def _group(arn: str) -> dict[str, str]:
    return {"logGroupName": arn.split(":log-group:")[1].split(":log-stream:")[0]}


def _stream(arn: str) -> dict[str, str]:
    return {**_group(arn), "logStreamName": arn.split(":log-stream:")[1]}


def _logs(call: str, of: Callable[[str], dict[str, str]], **more: Any) -> Callable[[Client, str], Any]:
    return lambda client, arn: getattr(client("logs"), call)(**of(arn), **more)


def _sagemaker(call: str, parameter: str = "", **more: Any) -> Callable[[Client, str], Any]:
    """A call whose parameter is the name at the end of the ARN."""
    return lambda client, arn: getattr(client("sagemaker"), call)(
        **({parameter: _last(arn)} if parameter else {}), **more
    )


def _sagemaker_arn(call: str, parameter: str) -> Callable[[Client, str], Any]:
    return lambda client, arn: getattr(client("sagemaker"), call)(**{parameter: arn})


def _ecr(call: str, **more: Any) -> Callable[[Client, str], Any]:
    return lambda client, arn: getattr(client("ecr"), call)(repositoryName=_last(arn), **more)


def _blob(arn: str) -> bytes:
    """What the local KMS would have encrypted with that key: its id comes first."""
    return _last(arn).encode() + struct.pack("16s", b"")


IMAGE = {"imageIds": [{"imageTag": "1"}]}
EVENTS = {"logEvents": [{"timestamp": 1, "message": "x"}]}

CALLS: Mapping[str, Callable[[Client, str], Any]] = {
    "cloudwatch:ListMetrics": lambda client, _: client("cloudwatch").list_metrics(),
    "ec2:DescribeNetworkInterfaces": lambda client, _: client("ec2").describe_network_interfaces(),
    "ec2:DescribeSecurityGroups": lambda client, _: client("ec2").describe_security_groups(),
    "ec2:DescribeSubnets": lambda client, _: client("ec2").describe_subnets(),
    "ecr:BatchCheckLayerAvailability": _ecr("batch_check_layer_availability", layerDigests=["sha256:" + "0" * 64]),
    "ecr:BatchGetImage": _ecr("batch_get_image", **IMAGE),
    "ecr:DeleteRepository": _ecr("delete_repository"),
    "ecr:GetAuthorizationToken": lambda client, _: client("ecr").get_authorization_token(),
    "elasticfilesystem:DescribeFileSystems": lambda client, _: client("efs").describe_file_systems(),
    "kms:Decrypt": lambda client, arn: client("kms").decrypt(CiphertextBlob=_blob(arn), KeyId=arn),
    "kms:DescribeKey": _kms("describe_key"),
    "kms:DisableKey": _kms("disable_key"),
    "kms:Encrypt": _kms("encrypt", Plaintext=b"x"),
    "kms:GenerateDataKey": _kms("generate_data_key", KeySpec="AES_256"),
    "kms:PutKeyPolicy": _kms("put_key_policy", Policy="{}"),
    "kms:ScheduleKeyDeletion": _kms("schedule_key_deletion"),
    "logs:CreateLogGroup": _logs("create_log_group", _group),
    "logs:CreateLogStream": _logs(
        "create_log_stream",
        lambda arn: _stream(arn) if ":log-stream:" in arn else {**_group(arn), "logStreamName": "1"},
    ),
    "logs:DeleteLogGroup": _logs("delete_log_group", _group),
    "logs:DeleteLogStream": _logs("delete_log_stream", _stream),
    "logs:GetLogEvents": _logs("get_log_events", _stream),
    "logs:PutLogEvents": _logs("put_log_events", _stream, **EVENTS),
    "logs:PutRetentionPolicy": _logs("put_retention_policy", _group, retentionInDays=1),
    "s3:AbortMultipartUpload": _s3("abort_multipart_upload", UploadId="u"),
    "s3:DeleteBucketPolicy": _of_bucket("delete_bucket_policy"),
    "s3:DeleteObject": _s3("delete_object"),
    "s3:GetBucketAcl": _of_bucket("get_bucket_acl"),
    "s3:GetBucketLocation": _of_bucket("get_bucket_location"),
    "s3:GetBucketPolicy": _of_bucket("get_bucket_policy"),
    "s3:GetEncryptionConfiguration": _of_bucket("get_bucket_encryption"),
    "s3:GetObject": _s3("get_object"),
    "s3:GetReplicationConfiguration": _of_bucket("get_bucket_replication"),
    "s3:ListBucket": _of_bucket("list_objects_v2"),
    "s3:PutBucketPolicy": _of_bucket("put_bucket_policy", Policy="{}"),
    "s3:PutObject": _s3("put_object", Body=b""),
    "sagemaker:CreatePresignedNotebookInstanceUrl": _sagemaker(
        "create_presigned_notebook_instance_url", "NotebookInstanceName"
    ),
    "sagemaker:DeleteDomain": _sagemaker("delete_domain", "DomainId"),
    "sagemaker:DeleteEndpoint": _sagemaker("delete_endpoint", "EndpointName"),
    "sagemaker:DeleteFeatureGroup": _sagemaker("delete_feature_group", "FeatureGroupName"),
    "sagemaker:DeleteModelPackageGroup": _sagemaker("delete_model_package_group", "ModelPackageGroupName"),
    "sagemaker:DeleteNotebookInstance": _sagemaker("delete_notebook_instance", "NotebookInstanceName"),
    "sagemaker:DeletePipeline": _sagemaker("delete_pipeline", "PipelineName", ClientRequestToken="0" * 32),
    "sagemaker:DescribeEndpoint": _sagemaker("describe_endpoint", "EndpointName"),
    "sagemaker:DescribeModelPackage": _sagemaker_arn("describe_model_package", "ModelPackageName"),
    "sagemaker:DescribePipeline": _sagemaker("describe_pipeline", "PipelineName"),
    "sagemaker:DescribePipelineExecution": _sagemaker_arn("describe_pipeline_execution", "PipelineExecutionArn"),
    "sagemaker:DescribeTrainingJob": _sagemaker("describe_training_job", "TrainingJobName"),
    "sagemaker:ListApps": _sagemaker("list_apps"),
    "sagemaker:ListDomains": _sagemaker("list_domains"),
    "sagemaker:ListModelPackages": _sagemaker("list_model_packages"),
    "sagemaker:ListNotebookInstances": _sagemaker("list_notebook_instances"),
    "sagemaker:ListSpaces": _sagemaker("list_spaces"),
    "sagemaker:ListTrainingJobs": _sagemaker("list_training_jobs"),
    "sagemaker:ListUserProfiles": _sagemaker("list_user_profiles"),
    "sagemaker:StartNotebookInstance": _sagemaker("start_notebook_instance", "NotebookInstanceName"),
    "sagemaker:StartPipelineExecution": _sagemaker(
        "start_pipeline_execution", "PipelineName", ClientRequestToken="0" * 32
    ),
    "sagemaker:StopNotebookInstance": _sagemaker("stop_notebook_instance", "NotebookInstanceName"),
    "sagemaker:StopTrainingJob": _sagemaker("stop_training_job", "TrainingJobName"),
    "sagemaker:UpdatePipeline": _sagemaker("update_pipeline", "PipelineName"),
    "sns:Publish": lambda client, arn: client("sns").publish(TopicArn=arn, Message="x"),
    "states:DeleteStateMachine": lambda client, arn: client("stepfunctions").delete_state_machine(stateMachineArn=arn),
    "states:DescribeExecution": lambda client, arn: client("stepfunctions").describe_execution(executionArn=arn),
    "states:StartExecution": lambda client, arn: client("stepfunctions").start_execution(stateMachineArn=arn),
    "states:StopExecution": lambda client, arn: client("stepfunctions").stop_execution(executionArn=arn),
    "states:UpdateStateMachine": lambda client, arn: client("stepfunctions").update_state_machine(
        stateMachineArn=arn, definition="{}"
    ),
}
