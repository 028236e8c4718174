"""What the local cloud cannot do is said in AWS's own shape, for every protocol, at the first call."""

import pytest
from botocore.exceptions import ClientError

TEMPLATE = {"Task": {"Input": "{}"}, "RoleArn": "arn:aws:iam::123456789012:role/r"}
CALLS = {
    "json": ("sagemaker", "render_ui_template", TEMPLATE, "sagemaker RenderUiTemplate"),
    "query": ("iam", "get_mfa_device", {"SerialNumber": "arn:aws:iam::1"}, "iam GetMFADevice"),
    "ec2": ("ec2", "confirm_product_instance", {"InstanceId": "i-1", "ProductCode": "p"}, "ec2 ConfirmProductInstance"),
    "rest-json": (
        "lambda",
        "get_function_scaling_config",
        {"FunctionName": "f", "Qualifier": "1"},
        "lambda GetFunctionScalingConfig",
    ),
    "rest-xml": (
        "s3",
        "put_bucket_abac",
        {"Bucket": "b-1", "AbacStatus": {"Status": "Enabled"}},
        "s3 PutBucketAbac",
    ),
    "rest-xml, what moto answers as another": (
        "s3",
        "get_bucket_metadata_configuration",
        {"Bucket": "b-1"},
        "s3 GetBucketMetadataConfiguration",
    ),
    "a protocol of its own": (
        "cloudwatch",
        "get_metric_widget_image",
        {"MetricWidget": "{}"},
        "monitoring GetMetricWidgetImage",
    ),
    "json, a service moto lacks": (
        "codeconnections",
        "get_repository_sync_status",
        {"Branch": "b", "RepositoryLinkId": "0" * 8 + "-0000-0000-0000-" + "0" * 12, "SyncType": "CFN_STACK_SYNC"},
        "codeconnections GetRepositorySyncStatus",
    ),
    "rest-json, a service moto lacks": (
        "accessanalyzer",
        "get_findings_statistics",
        {"analyzerArn": "arn:aws:access-analyzer:eu-west-1:123456789012:analyzer/a"},
        "access-analyzer GetFindingsStatistics",
    ),
    "query, a service moto lacks": (
        "docdb-elastic",
        "list_pending_maintenance_actions",
        {},
        "docdb-elastic ListPendingMaintenanceActions",
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_an_operation_it_lacks_is_named(name, aws):
    service, operation, arguments, named = CALLS[name]
    with pytest.raises(ClientError) as refused:
        getattr(aws(service), operation)(**arguments)
    assert refused.value.response["Error"] == {
        "Code": "NotImplementedByLocalCloud",
        "Message": f"The local cloud does not implement {named}. "
        "Leave it out of the local environment, or teach it in local/cloud/gaps.",
    } | ({"Type": "Receiver"} if "Type" in refused.value.response["Error"] else {})
    told = refused.value.response["ResponseMetadata"]
    assert (told["HTTPStatusCode"], told["RetryAttempts"]) == (501, 0)


def test_a_crash_inside_moto_is_an_internal_failure_that_names_the_operation(url, aws_at):
    with pytest.raises(ClientError) as failed:
        aws_at(url, retries=0)("athena").get_query_execution(QueryExecutionId="none")
    assert failed.value.response["Error"]["Code"] == "InternalFailure"
    assert failed.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500
    assert failed.value.response["Error"]["Message"] == (
        "The local cloud failed on athena GetQueryExecution: KeyError('none'). Its log has the whole trace; "
        "correct the answer in local/cloud/gaps."
    )
