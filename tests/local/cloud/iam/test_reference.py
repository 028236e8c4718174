"""Actions and resources of calls, against AWS's reference and botocore's models."""

import io
from functools import cache

import botocore.session
import pytest

from local.cloud.iam import reference
from local.cloud.iam.actions import _OTHER, _TAGS, actions_of
from local.cloud.iam.call import Call
from local.cloud.iam.resources import arns_of
from local.cloud.request import Request

SERVICES = (
    "accessanalyzer", "amp", "application-autoscaling", "budgets", "chatbot", "codebuild", "codeconnections",
    "codepipeline", "config", "eks", "events", "grafana", "iam", "kms", "lakeformation", "lambda", "logs", "mwaa",
    "pipes", "s3", "sagemaker", "sagemaker-runtime", "scheduler", "secretsmanager", "sns", "sqs", "ssm",
    "stepfunctions", "sts", "wafv2",
)  # fmt: skip
SESSION = botocore.session.get_session()
PREFIXES = {"cloudwatch": "cloudwatch"}
ACCOUNT = "123456789012"
HERE = f"eu-west-1:{ACCOUNT}"


class NothingThere:
    """A local cloud without resources."""

    def ask(self, *_, **__):
        return {}

    def key_arn(self, *_):
        return ""


@cache
def model_of(service):
    return SESSION.get_service_model(service)


def call(service, operation, **parameters):
    model = model_of(service)
    scope = f"AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/{model.signing_name}/aws4_request"
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "wsgi.input": io.BytesIO(), "HTTP_AUTHORIZATION": scope}
    return Call(Request(environ), service, PREFIXES.get(service, model.signing_name), operation, parameters)


@pytest.mark.parametrize("service", SERVICES)
def test_iam_knows_the_actions_of_nearly_every_operation(service):
    """Nearly: botocore has operations before the reference does."""
    operations = model_of(service).operation_names
    unknown = [
        action
        for operation in operations
        for action in actions_of(call(service, operation))
        if not reference.is_action(*action.split(":", 1))
    ]
    assert len(unknown) <= len(operations) / 8, unknown


def test_every_row_of_the_table_gives_actions_that_iam_knows():
    rows = {name: found for name, found in _OTHER.items() if not callable(found)}
    of_operations = {f"s3:{name}" for name in botocore.session.get_session().get_service_model("s3").operation_names}
    wrong = [
        (name, action)
        for name, actions in rows.items()
        for action in actions
        if not reference.is_action(name.partition(":")[0], action)
        and (name in of_operations or not name.startswith("s3:"))
    ]
    assert wrong == []
    assert [prefix for prefix, action in _TAGS.items() if not reference.is_action(prefix, action)] == []


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "actions"),
    [
        ("s3", "ListObjectsV2", {"Bucket": "b"}, ["s3:ListBucket"]),
        ("s3", "HeadObject", {"Bucket": "b", "Key": "k", "VersionId": "1"}, ["s3:GetObjectVersion"]),
        ("s3", "PutObject", {"Tagging": "a=b", "ACL": "private"},
         ["s3:PutObject", "s3:PutObjectTagging", "s3:PutObjectAcl"]),
        ("s3", "UploadPart", {}, ["s3:PutObject"]),
        ("s3", "GetBucketLifecycleConfiguration", {}, ["s3:GetLifecycleConfiguration"]),
        ("s3", "DeleteBucketLifecycle", {}, ["s3:PutLifecycleConfiguration"]),
        ("s3", "DeleteBucketEncryption", {}, ["s3:PutEncryptionConfiguration"]),
        ("s3", "DeleteBucketPolicy", {}, ["s3:DeleteBucketPolicy"]),
        ("s3", "DeleteObjects", {"Delete": {"Objects": [{"Key": "a"}, {"Key": "b", "VersionId": "1"}]}},
         ["s3:DeleteObject", "s3:DeleteObjectVersion"]),
        ("lambda", "Invoke", {}, ["lambda:InvokeFunction"]),
        ("kms", "ReEncrypt", {}, ["kms:ReEncryptFrom", "kms:ReEncryptTo"]),
        ("dynamodb", "TransactWriteItems", {"TransactItems": [{"Put": {}}, {"ConditionCheck": {}}]},
         ["dynamodb:ConditionCheckItem", "dynamodb:PutItem"]),
        ("sagemaker", "CreateModel", {"Tags": [{"Key": "a", "Value": "b"}]},
         ["sagemaker:CreateModel", "sagemaker:AddTags"]),
        ("sagemaker", "CreateModel", {}, ["sagemaker:CreateModel"]),
        ("sts", "AssumeRole", {"Tags": [{}], "SourceIdentity": "x"},
         ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]),
        ("budgets", "DescribeBudgets", {}, ["budgets:ViewBudget"]),
        ("apigatewayv2", "CreateApi", {}, ["apigateway:POST"]),
    ],
)  # fmt: skip
def test_a_call_needs(service, operation, parameters, actions):
    assert list(actions_of(call(service, operation, **parameters))) == actions


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "arns"),
    [
        ("s3", "GetObject", {"Bucket": "b", "Key": "a/b c"}, ["arn:aws:s3:::b/a/b c"]),
        ("s3", "ListBuckets", {}, ["*"]),
        ("sagemaker", "DescribeModel", {"ModelName": "m"}, [f"arn:aws:sagemaker:{HERE}:model/m"]),
        ("sagemaker", "CreateEndpoint", {"EndpointName": "e", "EndpointConfigName": "c"},
         [f"arn:aws:sagemaker:{HERE}:endpoint/e", f"arn:aws:sagemaker:{HERE}:endpoint-config/c"]),
        ("sagemaker", "AddTags", {"ResourceArn": f"arn:aws:sagemaker:{HERE}:model/m", "Tags": []},
         [f"arn:aws:sagemaker:{HERE}:model/m"]),
        ("sagemaker", "AddAssociation", {"SourceArn": f"arn:aws:sagemaker:{HERE}:artifact/a",
                                         "DestinationArn": f"arn:aws:sagemaker:{HERE}:context/c"},
         [f"arn:aws:sagemaker:{HERE}:artifact/a", f"arn:aws:sagemaker:{HERE}:context/c"]),
        ("sagemaker", "CreateModelPackage", {"ModelPackageGroupName": "g"},
         [f"arn:aws:sagemaker:{HERE}:model-package/g/*"]),
        ("sagemaker", "StartMlflowTrackingServer", {"TrackingServerName": "t"},
         [f"arn:aws:sagemaker:{HERE}:mlflow-tracking-server/t"]),
        ("sagemaker", "CreateDataQualityJobDefinition", {"JobDefinitionName": "j"},
         [f"arn:aws:sagemaker:{HERE}:data-quality-job-definition/j"]),
        ("sagemaker", "ListModels", {}, ["*"]),
        ("sagemaker-runtime", "InvokeEndpoint", {"EndpointName": "e"}, [f"arn:aws:sagemaker:{HERE}:endpoint/e"]),
        ("sagemaker-featurestore-runtime", "BatchGetRecord", {"Identifiers": [{"FeatureGroupName": "g"}]},
         [f"arn:aws:sagemaker:{HERE}:feature-group/g"]),
        ("sqs", "SendMessage", {"QueueUrl": f"http://127.0.0.1:1/{ACCOUNT}/q"}, [f"arn:aws:sqs:{HERE}:q"]),
        ("sns", "CreateTopic", {"Name": "t"}, [f"arn:aws:sns:{HERE}:t"]),
        ("sns", "Publish", {"TopicArn": f"arn:aws:sns:{HERE}:t"}, [f"arn:aws:sns:{HERE}:t"]),
        ("logs", "PutLogEvents", {"logGroupName": "/g", "logStreamName": "s"},
         [f"arn:aws:logs:{HERE}:log-group:/g:log-stream:s"]),
        ("logs", "CreateLogGroup", {"logGroupName": "/g"}, [f"arn:aws:logs:{HERE}:log-group:/g:log-stream:"]),
        ("logs", "TagResource", {"resourceArn": f"arn:aws:logs:{HERE}:log-group:/g"},
         [f"arn:aws:logs:{HERE}:log-group:/g"]),
        ("cloudwatch", "DeleteAlarms", {"AlarmNames": ["a", "b"]},
         [f"arn:aws:cloudwatch:{HERE}:alarm:a", f"arn:aws:cloudwatch:{HERE}:alarm:b"]),
        ("cloudwatch", "PutMetricData", {"Namespace": "n"}, ["*"]),
        ("events", "PutRule", {"Name": "r"}, [f"arn:aws:events:{HERE}:rule/r"]),
        ("events", "PutRule", {"Name": "r", "EventBusName": "b"}, [f"arn:aws:events:{HERE}:rule/b/r"]),
        ("events", "PutEvents", {"Entries": [{"Source": "x"}]}, [f"arn:aws:events:{HERE}:event-bus/default"]),
        ("events", "CreateConnection", {"Name": "c"}, [f"arn:aws:events:{HERE}:connection/c"]),
        ("ssm", "GetParameter", {"Name": "/a/b"}, [f"arn:aws:ssm:{HERE}:parameter/a/b"]),
        ("secretsmanager", "CreateSecret", {"Name": "s"}, [f"arn:aws:secretsmanager:{HERE}:secret:s-??????"]),
        ("dynamodb", "BatchGetItem", {"RequestItems": {"t": {}}}, [f"arn:aws:dynamodb:{HERE}:table/t"]),
        ("dynamodb", "Query", {"TableName": "t", "IndexName": "i"}, [f"arn:aws:dynamodb:{HERE}:table/t/index/i"]),
        ("ecr", "DescribeRepositories", {"repositoryNames": ["a"]}, [f"arn:aws:ecr:{HERE}:repository/a"]),
        ("lambda", "Invoke", {"FunctionName": "f", "Qualifier": "live"}, [f"arn:aws:lambda:{HERE}:function:f:live"]),
        ("lambda", "DeleteLayerVersion", {"LayerName": "l", "VersionNumber": 1},
         [f"arn:aws:lambda:{HERE}:layer:l:*"]),
        ("stepfunctions", "CreateStateMachine", {"name": "s"}, [f"arn:aws:states:{HERE}:stateMachine:s"]),
        ("scheduler", "CreateSchedule", {"Name": "s"}, [f"arn:aws:scheduler:{HERE}:schedule/default/s"]),
        ("glue", "GetTable", {"DatabaseName": "d", "Name": "t"},
         [f"arn:aws:glue:{HERE}:database/d", f"arn:aws:glue:{HERE}:catalog", f"arn:aws:glue:{HERE}:table/d/t"]),
        ("athena", "StartQueryExecution", {"QueryString": "x"}, [f"arn:aws:athena:{HERE}:workgroup/primary"]),
        ("ec2", "CreateVpc", {"CidrBlock": "x"}, [f"arn:aws:ec2:{HERE}:vpc/*"]),
        ("ec2", "DeleteVpc", {"VpcId": "vpc-1"}, [f"arn:aws:ec2:{HERE}:vpc/vpc-1"]),
        ("ec2", "DescribeVpcs", {}, ["*"]),
        ("kms", "CreateKey", {}, ["*"]),
        ("kms", "CreateAlias", {"AliasName": "alias/a", "TargetKeyId": "k"},
         [f"arn:aws:kms:{HERE}:alias/a", f"arn:aws:kms:{HERE}:key/k"]),
        ("kms", "DeleteAlias", {"AliasName": "alias/a"}, [f"arn:aws:kms:{HERE}:alias/a"]),
        ("iam", "CreateRole", {"RoleName": "r", "Path": "/p/"}, [f"arn:aws:iam::{ACCOUNT}:role/p/r"]),
        ("iam", "CreateServiceLinkedRole", {"AWSServiceName": "config.amazonaws.com"},
         [f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/config.amazonaws.com/*"]),
        ("iam", "AttachRolePolicy", {"RoleName": "r", "PolicyArn": "arn:aws:iam::aws:policy/P"},
         [f"arn:aws:iam::{ACCOUNT}:role/r"]),
        ("iam", "DeletePolicy", {"PolicyArn": f"arn:aws:iam::{ACCOUNT}:policy/P"},
         [f"arn:aws:iam::{ACCOUNT}:policy/P"]),
        ("iam", "ListUsers", {}, ["*"]),
        ("iam", "AddUserToGroup", {"UserName": "u", "GroupName": "g"}, [f"arn:aws:iam::{ACCOUNT}:group/g"]),
        ("iam", "AddRoleToInstanceProfile", {"InstanceProfileName": "p", "RoleName": "r"},
         [f"arn:aws:iam::{ACCOUNT}:instance-profile/p"]),
        ("wafv2", "GetWebACL", {"Name": "w", "Scope": "REGIONAL", "Id": "1"},
         [f"arn:aws:wafv2:{HERE}:regional/webacl/w/1"]),
    ],
)  # fmt: skip
def test_a_call_works_on(service, operation, parameters, arns):
    asked = call(service, operation, **parameters)
    assert sorted(arns_of(asked, actions_of(asked)[0], ACCOUNT, NothingThere())) == sorted(arns)
