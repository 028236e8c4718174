"""Every function of pulumi-aws that is answered: arguments, results and their types, and what is not there."""

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import grpc
import pytest

from local.providers.aws import invokes
from local.providers.aws.schema import Schema, Type, schema_of
from tests.local.providers.aws.harness import Provider
from tests.local.providers.aws.samples.sample import ACCOUNT, TRUST

REGION = "eu-west-1"
TAGS = [{"Key": "owner", "Value": "fraud"}]
READS = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
)
MANIFEST = json.dumps({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "layers": []})
Boto = Callable[[str], Any]


@pytest.fixture(scope="module")
def made(boto: Boto) -> dict[str, str]:
    """What the functions are asked about; names that are not chosen."""
    iam, ec2 = boto("iam"), boto("ec2")
    iam.create_role(RoleName="runner", AssumeRolePolicyDocument=TRUST, Description="runs", Tags=TAGS)
    iam.create_policy(PolicyName="reader", PolicyDocument=READS)
    iam.create_user(UserName="ada", Tags=TAGS)
    iam.create_instance_profile(InstanceProfileName="worker")
    iam.add_role_to_instance_profile(InstanceProfileName="worker", RoleName="runner")
    boto("ssm").put_parameter(Name="/churn/version", Value="3", Type="SecureString")
    secret = boto("secretsmanager").create_secret(Name="churn/token", SecretString="s3cr3t", Tags=TAGS)
    vpc = ec2.create_vpc(
        CidrBlock="10.9.0.0/16", TagSpecifications=[{"ResourceType": "vpc", "Tags": [{"Key": "Name", "Value": "ml"}]}]
    )["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.1.0/24", AvailabilityZone="eu-west-1b")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="endpoint", Description="d", VpcId=vpc)["GroupId"]
    routes = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    endpoint = ec2.create_vpc_endpoint(VpcId=vpc, VpcEndpointType="Gateway", ServiceName=f"com.amazonaws.{REGION}.s3")[
        "VpcEndpoint"
    ]
    boto("ecr").create_repository(repositoryName="churn", tags=TAGS)
    image = boto("ecr").put_image(repositoryName="churn", imageManifest=MANIFEST, imageTag="1")["image"]["imageId"]
    boto("s3").create_bucket(Bucket="invoked", CreateBucketConfiguration={"LocationConstraint": REGION})
    boto("s3").put_object(Bucket="invoked", Key="a.csv", Body=b"a,b\n", ContentType="text/csv")
    key = boto("kms").create_key(Description="all")["KeyMetadata"]["KeyId"]
    boto("kms").create_alias(AliasName="alias/churn", TargetKeyId=key)
    boto("logs").create_log_group(logGroupName="/churn", tags={"owner": "fraud"})
    boto("logs").put_retention_policy(logGroupName="/churn", retentionInDays=30)
    boto("sns").create_topic(Name="alarms", Tags=TAGS)
    boto("sqs").create_queue(QueueName="jobs", tags={"owner": "fraud"})
    boto("dynamodb").create_table(
        TableName="state",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        Tags=TAGS,
    )
    boto("sagemaker").create_studio_lifecycle_config(
        StudioLifecycleConfigName="idle",
        StudioLifecycleConfigContent=base64.b64encode(b"true").decode(),
        StudioLifecycleConfigAppType="JupyterLab",
    )
    boto("lambda").create_function(
        FunctionName="score",
        Runtime="python3.12",
        Role=f"arn:aws:iam::{ACCOUNT}:role/runner",
        Handler="a.b",
        Code={"ZipFile": _code()},
        Tags={"owner": "fraud"},
    )
    boto("eks").create_cluster(
        name="ml",
        roleArn=f"arn:aws:iam::{ACCOUNT}:role/runner",
        resourcesVpcConfig={"subnetIds": [subnet]},
        tags={"owner": "fraud"},
    )
    return {
        "secret": secret["ARN"],
        "digest": image["imageDigest"],
        "secretVersion": secret["VersionId"],
        "vpc": vpc,
        "subnet": subnet,
        "group": group,
        "routes": routes,
        "endpoint": endpoint["VpcEndpointId"],
        "prefixes": ec2.describe_prefix_lists(
            Filters=[{"Name": "prefix-list-name", "Values": [f"com.amazonaws.{REGION}.s3"]}]
        )["PrefixLists"][0]["PrefixListId"],
        "key": key,
        "queue": boto("sqs").get_queue_url(QueueName="jobs")["QueueUrl"],
        "image": ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"],
    }


def _code() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.py", "def b(event, context): return event")
    return packed.getvalue()


IAM = f"arn:aws:iam::{ACCOUNT}"
OWNER = {"owner": "fraud"}
CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("aws:index/getCallerIdentity:getCallerIdentity", {}, {"accountId": ACCOUNT, "id": ACCOUNT}),
    ("aws:index/getRegion:getRegion", {}, {"name": REGION, "description": "Europe (Ireland)"}),
    ("aws:index/getRegions:getRegions", {}, {"id": "aws"}),
    ("aws:index/getPartition:getPartition", {}, {"partition": "aws", "dnsSuffix": "amazonaws.com"}),
    (
        "aws:index/getAvailabilityZones:getAvailabilityZones",
        {"state": "available", "excludeNames": ["eu-west-1a"]},
        {"id": REGION, "names": ["eu-west-1b", "eu-west-1c"], "state": "available"},
    ),
    ("aws:index/getDefaultTags:getDefaultTags", {}, {"tags": {}}),
    (
        "aws:index/getArn:getArn",
        {"arn": f"{IAM}:role/a/b:c"},
        {"partition": "aws", "service": "iam", "region": "", "account": ACCOUNT, "resource": "role/a/b:c"},
    ),
    (
        "aws:index/getServicePrincipal:getServicePrincipal",
        {"serviceName": "sagemaker"},
        {"name": "sagemaker.amazonaws.com", "suffix": "amazonaws.com", "id": "sagemaker.eu-west-1.amazonaws.com"},
    ),
    (
        "aws:iam/getPolicyDocument:getPolicyDocument",
        {"statements": [{"actions": ["s3:*"]}]},
        {"minifiedJson": '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*"}]}'},
    ),
    (
        "aws:iam/getRole:getRole",
        {"name": "runner"},
        {"arn": f"{IAM}:role/runner", "id": "runner", "description": "runs", "path": "/", "tags": OWNER},
    ),
    (
        "aws:iam/getPolicy:getPolicy",
        {"arn": f"{IAM}:policy/reader"},
        {"name": "reader", "policy": READS, "id": f"{IAM}:policy/reader"},
    ),
    ("aws:iam/getPolicy:getPolicy", {"name": "reader"}, {"arn": f"{IAM}:policy/reader", "path": "/"}),
    ("aws:iam/getUser:getUser", {"userName": "ada"}, {"arn": f"{IAM}:user/ada", "path": "/", "tags": OWNER}),
    (
        "aws:iam/getInstanceProfile:getInstanceProfile",
        {"name": "worker"},
        {"arn": f"{IAM}:instance-profile/worker", "roleName": "runner", "roleArn": f"{IAM}:role/runner"},
    ),
    (
        "aws:iam/getSessionContext:getSessionContext",
        {"arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/runner/me"},
        {"issuerArn": f"{IAM}:role/runner", "issuerName": "runner", "sessionName": "me"},
    ),
    (
        "aws:ssm/getParameter:getParameter",
        {"name": "/churn/version"},
        {"value": "3", "type": "SecureString", "version": 1, "id": "/churn/version", "withDecryption": True},
    ),
    (
        "aws:ssm/getParametersByPath:getParametersByPath",
        {"path": "/churn", "recursive": True},
        {"names": ["/churn/version"], "values": ["3"], "types": ["SecureString"], "id": "/churn"},
    ),
    ("aws:ssm/getParametersByPath:getParametersByPath", {"path": "/none"}, {"names": [], "values": []}),
    (
        "aws:cloudcontrol/getResource:getResource",
        {"typeName": "AWS::SageMaker::StudioLifecycleConfig", "identifier": "idle"},
        {"id": "idle", "identifier": "idle", "typeName": "AWS::SageMaker::StudioLifecycleConfig"},
    ),
    (
        "aws:secretsmanager/getSecret:getSecret",
        {"name": "churn/token"},
        {"arn": "{secret}", "id": "{secret}", "tags": OWNER, "policy": ""},
    ),
    ("aws:secretsmanager/getSecret:getSecret", {"arn": "{secret}"}, {"name": "churn/token"}),
    (
        "aws:secretsmanager/getSecretVersion:getSecretVersion",
        {"secretId": "{secret}"},
        {"secretString": "s3cr3t", "versionId": "{secretVersion}", "id": "{secret}|{secretVersion}"},
    ),
    (
        "aws:ec2/getVpc:getVpc",
        {"id": "{vpc}"},
        {
            "cidrBlock": "10.9.0.0/16",
            "arn": f"arn:aws:ec2:{REGION}:{ACCOUNT}:vpc/{{vpc}}",
            "default": False,
            "enableDnsSupport": True,
            "enableDnsHostnames": False,
            "tags": {"Name": "ml"},
        },
    ),
    ("aws:ec2/getVpc:getVpc", {"default": True}, {"default": True}),
    ("aws:ec2/getVpc:getVpc", {"tags": {"Name": "ml"}}, {"id": "{vpc}"}),
    ("aws:ec2/getVpc:getVpc", {"filters": [{"name": "cidr", "values": ["10.9.0.0/16"]}]}, {"id": "{vpc}"}),
    ("aws:ec2/getVpcs:getVpcs", {"tags": {"Name": "ml"}}, {"ids": ["{vpc}"], "id": REGION}),
    ("aws:ec2/getVpcs:getVpcs", {"tags": {"Name": "none"}}, {"ids": []}),
    (
        "aws:ec2/getSubnet:getSubnet",
        {"vpcId": "{vpc}", "cidrBlock": "10.9.1.0/24"},
        {"id": "{subnet}", "availabilityZone": "eu-west-1b", "mapPublicIpOnLaunch": False},
    ),
    (
        "aws:ec2/getSubnets:getSubnets",
        {"filters": [{"name": "vpc-id", "values": ["{vpc}"]}]},
        {"ids": ["{subnet}"]},
    ),
    (
        "aws:ec2/getSecurityGroup:getSecurityGroup",
        {"name": "endpoint", "vpcId": "{vpc}"},
        {"id": "{group}", "description": "d", "arn": f"arn:aws:ec2:{REGION}:{ACCOUNT}:security-group/{{group}}"},
    ),
    ("aws:ec2/getRouteTable:getRouteTable", {"routeTableId": "{routes}"}, {"vpcId": "{vpc}", "id": "{routes}"}),
    (
        "aws:ec2/getRouteTables:getRouteTables",
        {"vpcId": "{vpc}", "filters": [{"name": "association.main", "values": ["false"]}]},
        {"ids": ["{routes}"], "vpcId": "{vpc}"},
    ),
    (
        "aws:ec2/getVpcEndpoint:getVpcEndpoint",
        {"vpcId": "{vpc}", "serviceName": f"com.amazonaws.{REGION}.s3"},
        {"id": "{endpoint}", "vpcEndpointType": "Gateway", "prefixListId": "{prefixes}"},
    ),
    (
        "aws:ec2/getVpcEndpointService:getVpcEndpointService",
        {"serviceName": f"com.amazonaws.{REGION}.s3", "serviceType": "Gateway"},
        {"serviceName": f"com.amazonaws.{REGION}.s3", "serviceType": "Gateway"},
    ),
    ("aws:ec2/getAmi:getAmi", {"owners": ["amazon"], "mostRecent": True}, {"mostRecent": True}),
    (
        "aws:ec2/getAmi:getAmi",
        {"filters": [{"name": "image-id", "values": ["{image}"]}]},
        {"id": "{image}", "imageId": "{image}"},
    ),
    (
        "aws:ecr/getRepository:getRepository",
        {"name": "churn"},
        {"arn": f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/churn", "imageTagMutability": "MUTABLE", "tags": OWNER},
    ),
    (
        "aws:ecr/getImage:getImage",
        {"repositoryName": "churn", "imageDigest": "{digest}"},
        {
            "imageDigest": f"sha256:{hashlib.sha256(MANIFEST.encode()).hexdigest()}",
            "imageTags": ["1"],
            "imageUri": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/churn@{{digest}}",
        },
    ),
    ("aws:ecr/getAuthorizationToken:getAuthorizationToken", {}, {"userName": "AWS", "id": REGION}),
    (
        "aws:s3/getBucket:getBucket",
        {"bucket": "invoked"},
        {"arn": "arn:aws:s3:::invoked", "bucketRegionalDomainName": f"invoked.s3.{REGION}.amazonaws.com"},
    ),
    (
        "aws:s3/getObject:getObject",
        {"bucket": "invoked", "key": "a.csv"},
        {"contentType": "text/csv", "contentLength": 4, "id": "invoked/a.csv", "storageClass": "STANDARD"},
    ),
    (
        "aws:kms/getKey:getKey",
        {"keyId": "alias/churn"},
        {"id": "{key}", "keyId": "alias/churn", "description": "all", "enabled": True, "awsAccountId": ACCOUNT},
    ),
    (
        "aws:kms/getAlias:getAlias",
        {"name": "alias/churn"},
        {"targetKeyId": "{key}", "arn": f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/churn"},
    ),
    (
        "aws:cloudwatch/getLogGroup:getLogGroup",
        {"name": "/churn"},
        {"arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/churn", "retentionInDays": 30, "tags": OWNER},
    ),
    (
        "aws:sns/getTopic:getTopic",
        {"name": "alarms"},
        {"arn": f"arn:aws:sns:{REGION}:{ACCOUNT}:alarms", "tags": OWNER},
    ),
    (
        "aws:sqs/getQueue:getQueue",
        {"name": "jobs"},
        {"arn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:jobs", "url": "{queue}", "id": "{queue}", "tags": OWNER},
    ),
    (
        "aws:dynamodb/getTable:getTable",
        {"name": "state"},
        {"hashKey": "id", "billingMode": "PAY_PER_REQUEST", "attributes": [{"name": "id", "type": "S"}], "tags": OWNER},
    ),
    (
        "aws:lambda/getFunction:getFunction",
        {"functionName": "score"},
        {"handler": "a.b", "runtime": "python3.12", "memorySize": 128, "reservedConcurrentExecutions": -1},
    ),
    (
        "aws:lambda/getInvocation:getInvocation",
        {"functionName": "score", "input": '{"n": 1}'},
        {"result": '{"n": 1}', "qualifier": "$LATEST", "id": "score_$LATEST_96d730b7a405ed0e9cb1068b43e06fe4"},
    ),
    (
        "aws:eks/getCluster:getCluster",
        {"name": "ml"},
        {"arn": f"arn:aws:eks:{REGION}:{ACCOUNT}:cluster/ml", "status": "ACTIVE", "tags": OWNER},
    ),
    ("aws:eks/getClusterAuth:getClusterAuth", {"name": "ml"}, {"name": "ml"}),
    (
        "aws:sagemaker/getPrebuiltEcrImage:getPrebuiltEcrImage",
        {"repositoryName": "sagemaker-xgboost", "imageTag": "1.7-1"},
        {
            "registryId": "141502667606",
            "registryPath": f"141502667606.dkr.ecr.{REGION}.amazonaws.com/sagemaker-xgboost:1.7-1",
        },
    ),
]
NOT_THERE = [
    ("aws:iam/getRole:getRole", {"name": "none"}, r"reading IAM Role \(none\): couldn't find resource"),
    ("aws:iam/getPolicy:getPolicy", {"name": "none"}, r"reading IAM Policy \(none\): couldn't find resource"),
    ("aws:ssm/getParameter:getParameter", {"name": "none"}, r"reading SSM Parameter \(none\): couldn't find"),
    ("aws:secretsmanager/getSecret:getSecret", {"name": "none"}, r"Secret \(none\): couldn't find resource"),
    (
        "aws:cloudcontrol/getResource:getResource",
        {"typeName": "AWS::SageMaker::FeatureGroup", "identifier": "none"},
        r"reading Cloud Control API Resource \(none\): couldn't find resource",
    ),
    ("aws:ec2/getVpc:getVpc", {"tags": {"Name": "none"}}, "no matching EC2 VPC found"),
    ("aws:ec2/getVpc:getVpc", {}, "multiple EC2 VPCs matched; use additional constraints"),
    ("aws:ec2/getSubnet:getSubnet", {"cidrBlock": "1.2.3.0/24"}, "no matching EC2 Subnet found"),
    ("aws:ec2/getAmi:getAmi", {"nameRegex": "^none$"}, "Your query returned no results"),
    ("aws:ec2/getAmi:getAmi", {"owners": ["amazon"]}, "Your query returned more than one result"),
    ("aws:kms/getAlias:getAlias", {"name": "alias/none"}, r"reading KMS Alias \(alias/none\): couldn't find"),
    ("aws:sqs/getQueue:getQueue", {"name": "none"}, r"reading SQS Queue \(none\): couldn't find resource"),
    ("aws:s3/getBucket:getBucket", {"bucket": "none"}, r"reading S3 Bucket \(none\): couldn't find resource"),
    (
        "aws:ecr/getImage:getImage",
        {"repositoryName": "churn", "imageDigest": f"sha256:{'9' * 64}"},
        "no matching ECR Image found",
    ),
    ("aws:ecr/getRepository:getRepository", {"name": "none"}, "no matching ECR Repository found"),
    ("aws:dynamodb/getTable:getTable", {"name": "none"}, r"reading DynamoDB Table \(none\): couldn't find"),
    ("aws:index/getArn:getArn", {"arn": "none"}, "none is no ARN"),
    ("aws:iam/getPolicy:getPolicy", {}, "one of arn, name must be given"),
    ("aws:iam/getRole:getRole", {}, "missing required argument name"),
    ("aws:iam/getRole:getRole", {"name": "runner", "colour": "red"}, "has no argument colour"),
    ("aws:iam/getPolicyDocument:getPolicyDocument", {"statement": []}, "has no argument statement"),
    (
        "aws:sagemaker/getPrebuiltEcrImage:getPrebuiltEcrImage",
        {"repositoryName": "lda", "region": "eu-south-2"},
        r"Region \(eu-south-2\) and repository \(lda\): couldn't find resource",
    ),
    ("aws:ec2/getInstance:getInstance", {}, "the local provider does not answer this function"),
]
UNTRIED = {"aws:ec2/getPrefixList:getPrefixList"}


def filled(value: Any, made: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {k: filled(v, made) for k, v in value.items()}
    if isinstance(value, list):
        return [filled(v, made) for v in value]
    if isinstance(value, str):
        for name, found in made.items():
            value = value.replace(f"{{{name}}}", found)
    return value


@pytest.mark.parametrize(("token", "args", "wanted"), CASES)
def test_a_function_answers(
    token: str, args: dict[str, Any], wanted: dict[str, Any], provider: Provider, made: dict[str, str]
) -> None:
    answer = provider.invoke(token, **filled(args, made))
    assert {name: answer.get(name) for name in wanted} == filled(wanted, made)
    schema = schema_of(token)
    assert set(answer) <= {*schema.outputs, "id", "region"}
    assert [f"{name}: {wrong}" for name, value in answer.items() if (wrong := misfit(schema, name, value))] == []
    assert answer["id"]


def misfit(schema: Schema, name: str, value: Any) -> str:
    """What of a result is not of the type that pulumi-aws promises."""
    return _misfit(schema, schema.outputs.get(name, "any"), value)


def _misfit(schema: Schema, type_: Type, value: Any) -> str:
    if isinstance(type_, list):
        wanted = list if type_[0] == "list" else dict
        if not isinstance(value, wanted):
            return f"{value!r} is no {type_[0]}"
        inner = value if isinstance(value, list) else value.values()
        return next((wrong for each in inner if (wrong := _misfit(schema, type_[1], each))), "")
    if nested := schema.fields(type_):
        if not isinstance(value, dict) or set(value) - set(nested.fields):
            return f"{value!r} is no {type_}"
        return next((wrong for k, v in value.items() if (wrong := _misfit(schema, nested.fields[k], v))), "")
    kinds = {"str": str, "int": int, "float": (int, float), "bool": bool}
    return "" if type_ not in kinds or isinstance(value, kinds[type_]) else f"{value!r} is no {type_}"


@pytest.mark.parametrize(("token", "args", "message"), NOT_THERE)
def test_what_is_not_there_is_an_error_in_the_words_of_pulumi_aws(
    token: str, args: dict[str, Any], message: str, provider: Provider, made: dict[str, str]
) -> None:
    with pytest.raises(grpc.RpcError, match=message):
        provider.invoke(token, **filled(args, made))


def test_every_function_that_is_answered_is_tried() -> None:
    assert {token for token, _, _ in CASES} | UNTRIED == set(invokes.tokens())


def test_the_token_of_a_registry_opens(provider: Provider) -> None:
    answer = provider.invoke("aws:ecr/getAuthorizationToken:getAuthorizationToken")
    user, _, password = base64.b64decode(answer["authorizationToken"]).decode().partition(":")
    assert (user, password) == (answer["userName"], answer["password"])


def test_default_tags_are_those_of_the_provider(cloud: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"AWS_ENDPOINT_URL": cloud, "AWS_REGION": REGION, "AWS_ACCESS_KEY_ID": "local"}.items():
        monkeypatch.setenv(name, value)
    tagging = Provider().configure(defaultTags={"tags": {"env": "local"}})
    assert tagging.invoke("aws:index/getDefaultTags:getDefaultTags")["tags"] == {"env": "local"}
    tagging.close()
