"""A local cloud that enforces policies, asked with boto3."""

import json
import re
import urllib.request
from base64 import urlsafe_b64encode

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from local.cloud.iam.client import RefusedError, coming, decision, service_credentials

ACCOUNT, OTHER = "123456789012", "999999999999"
REGION = "eu-west-1"
ROOT = f"arn:aws:iam::{ACCOUNT}:root"
EVERYTHING = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def refusal(call, *arguments, **parameters):
    """Code and message of a refused call."""
    with pytest.raises(ClientError) as raised:
        call(*arguments, **parameters)
    error = raised.value.response["Error"]
    return error["Code"], error["Message"]


def allow(actions, resources="*", **more):
    return {"Effect": "Allow", "Action": actions, "Resource": resources, **more}


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def opened(url):
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - the local cloud
        return answer.read()


@pytest.fixture(scope="module")
def bucket(aws):
    """A bucket with two objects."""
    s3 = aws("s3")
    s3.create_bucket(Bucket="data", CreateBucketConfiguration={"LocationConstraint": REGION})
    for key in ("raw/1.csv", "curated/1.csv"):
        s3.put_object(Bucket="data", Key=key, Body=b"1")
    return "data"


@pytest.fixture(scope="module")
def user(aws, acting):
    """Make a user with statements: `user("ann", [...])("s3")`."""

    def user(name, statements):
        aws("iam").create_user(UserName=name)
        if statements:
            aws("iam").put_user_policy(UserName=name, PolicyName="own", PolicyDocument=document(*statements))
        key = aws("iam").create_access_key(UserName=name)["AccessKey"]
        return acting(aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])

    return user


def test_a_role_does_what_its_policy_allows_and_nothing_else(bucket, role):
    reader = role(
        "reader",
        [
            allow("s3:GetObject", "arn:aws:s3:::data/raw/*"),
            allow("s3:ListBucket", "arn:aws:s3:::data", Condition={"StringLike": {"s3:prefix": "raw/*"}}),
        ],
    )("s3")
    assert reader.get_object(Bucket=bucket, Key="raw/1.csv")["Body"].read() == b"1"
    assert reader.list_objects_v2(Bucket=bucket, Prefix="raw/")["KeyCount"] == 1
    assert refusal(reader.get_object, Bucket=bucket, Key="curated/1.csv") == (
        "AccessDenied",
        "User: arn:aws:sts::123456789012:assumed-role/reader/test is not authorized to perform: s3:GetObject on "
        "resource: arn:aws:s3:::data/curated/1.csv because no identity-based policy allows the s3:GetObject action",
    )
    assert refusal(reader.list_objects_v2, Bucket=bucket)[0] == "AccessDenied"
    assert "s3:ListBucket" in refusal(reader.get_object, Bucket=bucket, Key="raw/none.csv")[1]
    assert refusal(reader.get_object, Bucket="no-such-bucket", Key="raw/none.csv")[0] == "AccessDenied"
    assert refusal(reader.put_object, Bucket=bucket, Key="raw/2.csv", Body=b"")[0] == "AccessDenied"
    assert refusal(reader.copy_object, Bucket=bucket, Key="raw/2", CopySource="data/raw/1.csv")[0] == "AccessDenied"
    assert refusal(reader.delete_bucket, Bucket=bucket)[0] == "AccessDenied"
    assert refusal(reader.head_object, Bucket=bucket, Key="curated/1.csv")[0] == "403"


@pytest.mark.parametrize(
    ("service", "ask", "code"),
    [
        ("s3", lambda client: client.list_buckets(), "AccessDenied"),
        ("iam", lambda client: client.list_users(), "AccessDenied"),
        ("ec2", lambda client: client.describe_instances(), "UnauthorizedOperation"),
        ("sns", lambda client: client.list_topics(), "AuthorizationError"),
        ("sqs", lambda client: client.list_queues(), "AccessDenied"),
        ("cloudwatch", lambda client: client.list_metrics(), "AccessDenied"),
        ("kms", lambda client: client.list_keys(), "AccessDeniedException"),
        ("lambda", lambda client: client.list_functions(), "AccessDeniedException"),
        ("sagemaker", lambda client: client.list_models(), "AccessDeniedException"),
        ("grafana", lambda client: client.list_workspaces(), "AccessDeniedException"),
    ],
)
def test_each_service_refuses_in_its_own_words(nobody, service, ask, code):
    found, message = refusal(ask, nobody(service))
    assert found == code
    assert "is not authorized to perform: " in message
    assert "because no identity-based policy allows the " in message


@pytest.fixture(scope="module")
def nobody(role):
    """A role without a policy."""
    return role("nobody", [])


def test_who_one_is_can_always_be_asked(nobody):
    assert nobody("sts").get_caller_identity()["Arn"] == "arn:aws:sts::123456789012:assumed-role/nobody/test"


@pytest.mark.parametrize(
    ("keys", "service", "code"),
    [
        ({"aws_access_key_id": "AKIAUNKNOWN"}, "sts", "InvalidClientTokenId"),
        ({"aws_access_key_id": "AKIAUNKNOWN"}, "kms", "UnrecognizedClientException"),
        ({"aws_access_key_id": "AKIAUNKNOWN"}, "s3", "InvalidAccessKeyId"),
        ({}, "sts", "SignatureDoesNotMatch"),
        ({}, "kms", "InvalidSignatureException"),
        ({}, "s3", "SignatureDoesNotMatch"),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "unknown key" if value else "wrong secret",
)
def test_unknown_keys_and_wrong_secrets_are_refused(acting, nobody, keys, service, code):
    given = nobody("sts")._request_signer._credentials
    right = {"aws_access_key_id": given.access_key, "aws_secret_access_key": "wrong", "aws_session_token": given.token}
    client = acting(**{**right, **keys})(service)
    ask = {"sts": "get_caller_identity", "kms": "list_keys", "s3": "list_buckets"}[service]
    assert refusal(getattr(client, ask))[0] == code


def test_signatures_over_paths_queries_and_bodies_are_right(bucket, user):
    signer = user("signer", [EVERYTHING])
    s3 = signer("s3")
    key = "raw/with space+plus=ä/#?.csv"
    s3.put_object(Bucket=bucket, Key=key, Body=b"x" * 100_000, Metadata={"a": "b"})
    assert s3.list_objects_v2(Bucket=bucket, Prefix="raw/with space+")["KeyCount"] == 1
    for version in ("s3", "s3v4"):
        signing = signer("s3", config=Config(signature_version=version))
        url = signing.generate_presigned_url("get_object", {"Bucket": bucket, "Key": key})
        assert len(opened(url)) == 100_000
        for wrong in (url.replace("plus", "minus"), re.sub("(Signature=).", r"\1x", url)):
            with pytest.raises(urllib.error.HTTPError, match="403"):
                opened(wrong)
    s3.delete_object(Bucket=bucket, Key=key)


def test_without_a_signature_a_bucket_is_closed_until_its_policy_opens_it(aws, url, bucket):
    s3 = boto3.client("s3", endpoint_url=url, region_name=REGION, config=Config(signature_version=UNSIGNED))
    assert refusal(s3.get_object, Bucket=bucket, Key="raw/1.csv")[0] == "AccessDenied"
    policy = document(allow("s3:GetObject", "arn:aws:s3:::data/raw/*", Principal="*"))
    aws("s3").put_bucket_policy(Bucket=bucket, Policy=policy)
    assert s3.get_object(Bucket=bucket, Key="raw/1.csv")["Body"].read() == b"1"
    assert refusal(s3.get_object, Bucket=bucket, Key="curated/1.csv")[0] == "AccessDenied"
    aws("s3").delete_bucket_policy(Bucket=bucket)
    assert refusal(s3.get_object, Bucket=bucket, Key="raw/1.csv")[0] == "AccessDenied"


def test_who_may_list_a_bucket_hears_that_an_object_or_a_bucket_is_missing(bucket, role):
    lister = role("lister", [allow(["s3:GetObject", "s3:ListBucket"])])("s3")
    assert refusal(lister.get_object, Bucket=bucket, Key="raw/none.csv")[0] == "NoSuchKey"
    assert refusal(lister.get_object, Bucket="no-such-bucket", Key="raw/none.csv")[0] == "NoSuchBucket"


def test_a_bucket_that_wants_its_vpc_endpoint_and_tls_denies_the_rest(aws, bucket, role):
    vpc = aws("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    endpoint = aws("ec2").create_vpc_endpoint(VpcId=vpc, ServiceName=f"com.amazonaws.{REGION}.s3")["VpcEndpoint"]
    everyone = {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/*"}
    reader = role("in-vpc", [allow("s3:GetObject", "arn:aws:s3:::data/*")])
    name = endpoint["VpcEndpointId"]
    for condition in (
        {"StringNotEquals": {"aws:SourceVpce": name}},
        {"StringNotEquals": {"aws:SourceVpc": vpc}},
        {"Bool": {"aws:SecureTransport": "false"}, "Null": {"aws:SourceVpce": "true"}},
        {"NotIpAddress": {"aws:VpcSourceIp": "10.0.0.0/16"}},
    ):
        aws("s3").put_bucket_policy(Bucket=bucket, Policy=document({**everyone, "Condition": condition}))
        inside = coming(reader("s3"), source_vpce=name, vpc_source_ip="10.0.1.1")
        assert inside.get_object(Bucket=bucket, Key="raw/1.csv")["ContentLength"] == 1, condition
        code, message = refusal(
            coming(reader("s3"), secure_transport="false").get_object, Bucket=bucket, Key="raw/1.csv"
        )
        assert (code, message[-48:]) == ("AccessDenied", "with an explicit deny in a resource-based policy"), condition
    aws("s3").delete_bucket_policy(Bucket=bucket)


def test_a_security_group_is_of_its_vpc(aws, role):
    ec2 = aws("ec2")
    vpcs = [ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"] for _ in range(2)]
    groups = [ec2.create_security_group(GroupName="g", Description="d", VpcId=vpc)["GroupId"] for vpc in vpcs]
    here = f"arn:aws:ec2:{REGION}:{ACCOUNT}:"
    inside = {"ArnEquals": {"ec2:Vpc": f"{here}vpc/{vpcs[0]}"}}
    sweeper = role("sweeper", [{**allow("ec2:DeleteSecurityGroup", f"{here}security-group/*"), "Condition": inside}])
    assert refusal(sweeper("ec2").delete_security_group, GroupId=groups[1])[0] == "UnauthorizedOperation"
    sweeper("ec2").delete_security_group(GroupId=groups[0])


def test_a_bucket_that_denies_all_but_one_role_denies_all_but_that_role(aws, bucket, role):
    names = [f"arn:aws:sts::{ACCOUNT}:assumed-role/excepted/test", f"arn:aws:iam::{ACCOUNT}:role/excepted", ROOT]
    closed = {"Effect": "Deny", "NotPrincipal": {"AWS": names}, "Action": "s3:*", "Resource": "arn:aws:s3:::data/*"}
    excepted, other = role("excepted", [EVERYTHING])("s3"), role("not-excepted", [EVERYTHING])("s3")
    aws("s3").put_bucket_policy(Bucket=bucket, Policy=document(closed))
    excepted.get_object(Bucket=bucket, Key="raw/1.csv")
    assert refusal(other.get_object, Bucket=bucket, Key="raw/1.csv")[0] == "AccessDenied"
    aws("s3").delete_bucket_policy(Bucket=bucket)


def test_users_have_their_own_policies_and_those_of_their_groups(aws, bucket, user):
    ann = user("ann", [allow("s3:GetObject", "arn:aws:s3:::data/${aws:username}/*")])
    aws("s3").put_object(Bucket=bucket, Key="ann/1", Body=b"")
    ann("s3").get_object(Bucket=bucket, Key="ann/1")
    _, message = refusal(ann("s3").get_object, Bucket=bucket, Key="raw/1.csv")
    assert message.startswith("User: arn:aws:iam::123456789012:user/ann is not authorized")
    aws("iam").create_group(GroupName="readers")
    aws("iam").put_group_policy(
        GroupName="readers", PolicyName="p", PolicyDocument=document(allow("s3:Get*", "arn:aws:s3:::data/raw/*"))
    )
    aws("iam").add_user_to_group(GroupName="readers", UserName="ann")
    ann("s3").get_object(Bucket=bucket, Key="raw/1.csv")


def test_a_session_token_of_a_user_is_the_user(aws, acting, bucket, user):
    ben = user("ben", [allow("s3:GetObject", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})])
    assert refusal(ben("s3").get_object, Bucket=bucket, Key="raw/1.csv")[0] == "AccessDenied"
    for more, good in (({}, False), ({"SerialNumber": "arn:aws:iam::1:mfa/x", "TokenCode": "123456"}, True)):
        got = ben("sts").get_session_token(**more)["Credentials"]
        session = acting(
            aws_access_key_id=got["AccessKeyId"],
            aws_secret_access_key=got["SecretAccessKey"],
            aws_session_token=got["SessionToken"],
        )
        assert session("sts").get_caller_identity()["Arn"] == "arn:aws:iam::123456789012:user/ben"
        if good:
            session("s3").get_object(Bucket=bucket, Key="raw/1.csv")
        else:
            assert refusal(session("s3").get_object, Bucket=bucket, Key="raw/1.csv")[0] == "AccessDenied"


def test_a_boundary_bounds_and_a_session_policy_too(aws, bucket, role):
    boundary = aws("iam").create_policy(PolicyName="bound", PolicyDocument=document(allow("s3:Get*")))["Policy"]["Arn"]
    bounded = role("bounded", [EVERYTHING])
    aws("iam").put_role_permissions_boundary(RoleName="bounded", PermissionsBoundary=boundary)
    bounded("s3").get_object(Bucket=bucket, Key="raw/1.csv")
    assert refusal(bounded("s3").delete_object, Bucket=bucket, Key="raw/1.csv")[1].endswith(
        "because no permissions boundary allows the s3:DeleteObject action"
    )
    inline = role("inline", [EVERYTHING], Policy=document(allow("s3:GetObject", "arn:aws:s3:::data/raw/*")))
    inline("s3").get_object(Bucket=bucket, Key="raw/1.csv")
    assert refusal(inline("s3").get_object, Bucket=bucket, Key="curated/1.csv")[1].endswith(
        "because no session policy allows the s3:GetObject action"
    )
    named = role("named", [EVERYTHING], PolicyArns=[{"arn": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}])
    named("s3").get_object(Bucket=bucket, Key="raw/1.csv")
    assert refusal(named("s3").delete_object, Bucket=bucket, Key="raw/1.csv")[0] == "AccessDenied"


def test_a_change_of_a_role_is_held_to_the_boundary_that_the_role_has(aws, role):
    policy = document(allow("s3:Get*"))
    boundary = aws("iam").create_policy(PolicyName="ours", PolicyDocument=policy)["Policy"]["Arn"]
    for name, more in (("inside", {"PermissionsBoundary": boundary}), ("outside", {})):
        aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument=document(allow("sts:AssumeRole")), **more)
    under = {"StringEquals": {"iam:PermissionsBoundary": boundary}}
    iam = role("maker", [allow(["iam:CreateRole", "iam:PutRolePolicy"], Condition=under)])("iam")
    iam.put_role_policy(RoleName="inside", PolicyName="job", PolicyDocument=policy)
    assert (
        refusal(iam.put_role_policy, RoleName="outside", PolicyName="job", PolicyDocument=policy)[0] == "AccessDenied"
    )
    trust = {"AssumeRolePolicyDocument": document(allow("sts:AssumeRole"))}
    iam.create_role(RoleName="made", PermissionsBoundary=boundary, **trust)
    assert refusal(iam.create_role, RoleName="unbounded", **trust)[0] == "AccessDenied"


def test_log_groups_are_listed_by_who_may_list_them_all(role):
    every = role("group-lister", [allow("logs:DescribeLogGroups", f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:*")])(
        "logs"
    )
    every.describe_log_groups(logGroupNamePrefix="/aws/")
    one = role("one-lister", [allow("logs:DescribeLogGroups", f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/x:*")])
    assert refusal(one("logs").describe_log_groups, logGroupNamePrefix="/aws/x")[0] == "AccessDeniedException"


def test_what_glue_and_dynamodb_are_asked_about_is_known_by_its_name_or_arn(aws, role):
    glue_arn, table = f"arn:aws:glue:{REGION}:{ACCOUNT}", f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/ours"
    ours = [f"{glue_arn}:{one}" for one in ("catalog", "database/ours*", "table/ours*", "dataQualityRuleset/ours*")]
    as_us = role("cataloguer", [allow(["glue:*", "dynamodb:*"], [*ours, table])])
    glue = as_us("glue")
    glue.create_database(DatabaseInput={"Name": "ours"})
    glue.create_table(DatabaseName="ours", TableInput={"Name": "t"})
    assert refusal(glue.create_database, DatabaseInput={"Name": "theirs"})[0] == "AccessDeniedException"
    theirs = {"DatabaseName": "theirs", "TableInput": {"Name": "t"}}
    assert refusal(glue.create_table, **theirs)[0] == "AccessDeniedException"
    glue.get_tags(ResourceArn=f"{glue_arn}:dataQualityRuleset/ours")
    assert refusal(glue.get_tags, ResourceArn=f"{glue_arn}:dataQualityRuleset/theirs")[0] == "AccessDeniedException"
    assert refusal(as_us("dynamodb").list_tags_of_resource, ResourceArn=table)[0] == "ResourceNotFoundException"


def test_a_policy_of_aws_works_though_nobody_made_it(aws, role):
    basic = role("basic", [])
    arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    assert refusal(basic("logs").create_log_group, logGroupName="/aws/lambda/f")[0] == "AccessDeniedException"
    aws("iam").attach_role_policy(RoleName="basic", PolicyArn=arn)
    basic("logs").create_log_group(logGroupName="/aws/lambda/f")
    assert refusal(basic("logs").delete_log_group, logGroupName="/aws/lambda/f")[0] == "AccessDeniedException"
    with pytest.raises(ClientError, match="NoSuchEntity"):
        aws("iam").attach_role_policy(RoleName="basic", PolicyArn="arn:aws:iam::aws:policy/NoSuchPolicy")


def test_a_role_is_assumed_by_whom_it_trusts_only(aws, role, user):
    trusting = {"Effect": "Allow", "Principal": {"AWS": ROOT}, "Condition": {"StringEquals": {"sts:ExternalId": "x1"}}}
    role("guarded", [], trust=trusting)
    arn = f"arn:aws:iam::{ACCOUNT}:role/guarded"
    eve = user("eve", [])("sts")
    assert refusal(eve.assume_role, RoleArn=arn, RoleSessionName="test")[0] == "AccessDenied"
    kim = user("kim", [allow("sts:AssumeRole", arn)])("sts")
    _, message = refusal(kim.assume_role, RoleArn=arn, RoleSessionName="test")
    assert message == (
        "User: arn:aws:iam::123456789012:user/kim is not authorized to perform: sts:AssumeRole on resource: "
        "arn:aws:iam::123456789012:role/guarded because no resource-based policy allows the sts:AssumeRole action"
    )
    assert refusal(kim.assume_role, RoleArn=arn, RoleSessionName="test", ExternalId="x2")[0] == "AccessDenied"
    kim.assume_role(RoleArn=arn, RoleSessionName="test", ExternalId="x1")
    tags = [{"Key": "team", "Value": "churn"}]
    assert "sts:TagSession" in refusal(
        kim.assume_role, RoleArn=arn, RoleSessionName="test", ExternalId="x1", Tags=tags
    )[1]  # fmt: skip


def test_a_token_of_an_identity_provider_opens_the_role_that_trusts_its_subject(aws, url, bucket):
    provider = f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.example.com"
    trust = {
        "Effect": "Allow",
        "Principal": {"Federated": provider},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringLike": {"token.example.com:sub": "repo:acme/*"}},
    }
    arn = aws("iam").create_role(RoleName="ci", AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
    sts = boto3.client("sts", endpoint_url=url, region_name=REGION, config=Config(signature_version=UNSIGNED))

    def token(**claims):
        return f"e30.{urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip('=')}.x"

    def assume(**claims):
        return sts.assume_role_with_web_identity(
            RoleArn=arn, RoleSessionName="test", WebIdentityToken=token(iss="https://token.example.com", **claims)
        )

    assert assume(sub="repo:acme/churn")["AssumedRoleUser"]["Arn"].endswith(":assumed-role/ci/test")
    assert refusal(assume, sub="repo:evil/churn")[0] == "AccessDenied"


def test_tags_of_session_role_request_and_resource_are_compared(aws, role):
    same = {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}
    made = {
        "StringEquals": {"aws:RequestTag/team": "churn"},
        "ForAllValues:StringEquals": {"aws:TagKeys": ["team", "owner"]},
    }
    trust = {"Effect": "Allow", "Principal": {"AWS": ROOT}}
    sqs = role(
        "tagger",
        [
            allow("sqs:ReceiveMessage", Condition=same),
            allow(["sqs:CreateQueue", "sqs:TagQueue"], Condition=made),
        ],
        trust=trust,
        Tags=[{"Key": "team", "Value": "churn"}],
    )("sqs")
    ours = sqs.create_queue(QueueName="ours", tags={"team": "churn"})["QueueUrl"]
    theirs = aws("sqs").create_queue(QueueName="theirs", tags={"team": "fraud"})["QueueUrl"]
    assert sqs.receive_message(QueueUrl=ours)["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert refusal(sqs.receive_message, QueueUrl=theirs)[0] == "AccessDenied"
    assert refusal(sqs.create_queue, QueueName="more", tags={"team": "fraud"})[0] == "AccessDenied"
    assert refusal(sqs.create_queue, QueueName="more", tags={"team": "churn", "x": "y"})[0] == "AccessDenied"
    assert refusal(sqs.create_queue, QueueName="more")[0] == "AccessDenied"


def test_a_role_is_handed_to_the_one_service_that_the_policy_names(aws, role):
    arn = aws("iam").create_role(RoleName="job", Path="/jobs/", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    passing = allow("iam:PassRole", arn, Condition={"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}})
    starter = role("starter", [allow(["sagemaker:*", "states:*"]), passing])
    image = {"Image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/x:1"}
    starter("sagemaker").create_model(ModelName="m", ExecutionRoleArn=arn, PrimaryContainer=image)
    other = arn.replace("/job", "/other")
    _, message = refusal(
        starter("sagemaker").create_model, ModelName="n", ExecutionRoleArn=other, PrimaryContainer=image
    )
    assert "is not authorized to perform: iam:PassRole on resource: " + other in message
    machine = {"name": "s", "roleArn": arn, "definition": "{}"}
    assert "iam:PassRole" in refusal(starter("stepfunctions").create_state_machine, **machine)[1]


@pytest.fixture(scope="module")
def key(aws):
    return aws("kms").create_key()["KeyMetadata"]["Arn"]


def test_services_use_a_key_in_the_callers_name(aws, key, role):
    aws("s3").create_bucket(Bucket="sealed", CreateBucketConfiguration={"LocationConstraint": REGION})
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}}
    aws("s3").put_bucket_encryption(Bucket="sealed", ServerSideEncryptionConfiguration={"Rules": [rule]})
    queue = aws("sqs").create_queue(QueueName="sealed", Attributes={"KmsMasterKeyId": key})["QueueUrl"]
    topic = aws("sns").create_topic(Name="sealed", Attributes={"KmsMasterKeyId": key})["TopicArn"]
    secret = aws("secretsmanager").create_secret(Name="sealed", SecretString="x", KmsKeyId=key)["ARN"]
    aws("ssm").put_parameter(Name="/sealed", Value="x", Type="SecureString", KeyId=key)
    aws("s3").put_object(Bucket="sealed", Key="a", Body=b"1")

    def calls(client):
        yield "s3", lambda: client("s3").put_object(Bucket="sealed", Key="b", Body=b"")
        yield "s3", lambda: client("s3").get_object(Bucket="sealed", Key="a")
        yield "sqs", lambda: client("sqs").send_message(QueueUrl=queue, MessageBody="x")
        yield "sns", lambda: client("sns").publish(TopicArn=topic, Message="x")
        yield "secretsmanager", lambda: client("secretsmanager").get_secret_value(SecretId=secret)
        yield "ssm", lambda: client("ssm").get_parameter(Name="/sealed", WithDecryption=True)

    services = allow(["s3:*", "sqs:*", "sns:*", "secretsmanager:*", "ssm:*"])
    keyless = role("keyless", [services])
    for _, call in calls(keyless):
        assert "is not authorized to perform: kms:" in refusal(call)[1]
    assert keyless("s3").head_object(Bucket="sealed", Key="a")["SSEKMSKeyId"] == key, "only a checksum needs the key"
    assert refusal(keyless("s3").head_object, Bucket="sealed", Key="a", ChecksumMode="ENABLED")[0] == "403"
    for service in ("s3", "sqs", "sns", "secretsmanager", "ssm"):
        via = {"StringEquals": {"kms:ViaService": f"{service}.{REGION}.amazonaws.com"}}
        sealed = role(f"via-{service}", [services, allow("kms:*", key, Condition=via)])
        for of, call in calls(sealed):
            if of == service:
                call()
            else:
                assert "is not authorized to perform: kms:" in refusal(call)[1]
        assert refusal(sealed("kms").generate_data_key, KeyId=key, KeySpec="AES_256")[0] == "AccessDeniedException"
    context = {"StringEquals": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::sealed/a"}}
    one = role("one-object", [services, allow("kms:*", key, Condition=context)])
    one("s3").get_object(Bucket="sealed", Key="a")
    assert "kms:GenerateDataKey" in refusal(one("s3").put_object, Bucket="sealed", Key="b", Body=b"")[1]


def test_a_key_is_ruled_by_its_own_policy(aws, role):
    admin = f"arn:aws:iam::{ACCOUNT}:role/key-user"
    key_user = role("key-user", [])
    stranger = role("key-stranger", [EVERYTHING])
    policy = document(allow(["kms:Encrypt", "kms:Decrypt"], Principal={"AWS": admin}))
    key = aws("kms").create_key(Policy=policy)["KeyMetadata"]["KeyId"]
    sealed = key_user("kms").encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    assert key_user("kms").decrypt(CiphertextBlob=sealed)["Plaintext"] == b"x"
    assert refusal(stranger("kms").decrypt, CiphertextBlob=sealed)[1].endswith(
        "because no resource-based policy allows the kms:Decrypt action"
    )


def test_metrics_events_records_and_rows_are_told_apart(aws, role):
    table = {"AttributeName": "id", "AttributeType": "S"}
    aws("dynamodb").create_table(
        TableName="rows",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[table],
        BillingMode="PAY_PER_REQUEST",
    )
    one = role(
        "one-of-each",
        [
            allow("cloudwatch:PutMetricData", Condition={"StringEquals": {"cloudwatch:namespace": "churn"}}),
            allow("events:PutEvents", Condition={"StringEquals": {"events:source": "churn"}}),
            allow("dynamodb:*", Condition={"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["me"]}}),
            allow("sagemaker:CreateTrainingJob", Condition={"Bool": {"sagemaker:NetworkIsolation": "true"}}),
        ],
    )
    cloudwatch, events, rows = one("cloudwatch"), one("events"), one("dynamodb")
    cloudwatch.put_metric_data(Namespace="churn", MetricData=[{"MetricName": "x", "Value": 1}])
    assert refusal(cloudwatch.put_metric_data, Namespace="x", MetricData=[{"MetricName": "x"}])[0] == "AccessDenied"
    entry = {"Source": "churn", "DetailType": "x", "Detail": "{}"}
    events.put_events(Entries=[entry])
    assert refusal(events.put_events, Entries=[{**entry, "Source": "x"}])[0] == "AccessDeniedException"
    rows.put_item(TableName="rows", Item={"id": {"S": "me"}})
    assert refusal(rows.get_item, TableName="rows", Key={"id": {"S": "you"}})[0] == "AccessDeniedException"


def test_a_service_gets_a_role_that_trusts_it_for_that_resource(aws, url, acting, bucket):
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": "sagemaker.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": ACCOUNT},
            "ArnLike": {"aws:SourceArn": f"arn:aws:sagemaker:*:{ACCOUNT}:*"},
        },
    }
    arn = aws("iam").create_role(RoleName="served", AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
    aws("iam").put_role_policy(RoleName="served", PolicyName="p", PolicyDocument=document(allow("s3:GetObject")))
    sent = {"source_account": ACCOUNT, "source_arn": f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:endpoint/e"}
    got = service_credentials(url, arn, "sagemaker.amazonaws.com", **sent)
    acting(**got)("s3").get_object(Bucket=bucket, Key="raw/1.csv")
    for service, changed in (
        ("lambda.amazonaws.com", {}),
        ("sagemaker.amazonaws.com", {"source_account": OTHER}),
        ("sagemaker.amazonaws.com", {"source_arn": f"arn:aws:sagemaker:{REGION}:{OTHER}:endpoint/e"}),
    ):
        with pytest.raises(RefusedError, match=f"User: {service} is not authorized to perform: sts:AssumeRole"):
            service_credentials(url, arn, service, **{**sent, **changed})
    with pytest.raises(RefusedError, match="is not authorized"):
        service_credentials(url, f"{arn}-that-is-not-there", "sagemaker.amazonaws.com")


def test_a_decision_can_be_asked_for_without_a_call(aws, url, bucket, role):
    role("asked", [allow("s3:GetObject", "arn:aws:s3:::data/*", Condition={"Bool": {"aws:SecureTransport": "true"}})])
    arn, thing = f"arn:aws:iam::{ACCOUNT}:role/asked", "arn:aws:s3:::data/raw/1.csv"
    assert decision(url, arn, "s3:GetObject", thing) == {"allowed": True, "reason": ""}
    assert not decision(url, arn, "s3:GetObject", thing, **{"aws:SecureTransport": "false"})["allowed"]
    assert "no identity-based policy allows the s3:PutObject" in decision(url, arn, "s3:PutObject", thing)["reason"]


def test_another_account_needs_both_sides(aws, acting, bucket, url):
    there = boto3.client(
        "iam", endpoint_url=url, region_name=REGION, aws_access_key_id="local", aws_secret_access_key="local"
    )

    def go_there(params, **_):
        params["headers"]["x-moto-account-id"] = OTHER

    there.meta.events.register("before-call", go_there)
    trust = document({"Effect": "Allow", "Principal": {"AWS": ROOT}, "Action": "sts:AssumeRole"})
    arn = there.create_role(RoleName="partner", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    assert arn == f"arn:aws:iam::{OTHER}:role/partner"
    got = aws("sts").assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"]
    s3 = acting(
        aws_access_key_id=got["AccessKeyId"],
        aws_secret_access_key=got["SecretAccessKey"],
        aws_session_token=got["SessionToken"],
    )("s3")
    asked = {"Bucket": bucket, "Key": "raw/1.csv"}
    opening = document(allow("s3:GetObject", "arn:aws:s3:::data/*", Principal={"AWS": OTHER}))
    own = {"RoleName": "partner", "PolicyName": "p", "PolicyDocument": document(allow("s3:GetObject"))}
    there.put_role_policy(**own)
    assert "no resource-based policy allows" in refusal(s3.get_object, **asked)[1]
    aws("s3").put_bucket_policy(Bucket=bucket, Policy=opening)
    assert s3.get_object(**asked)["ContentLength"] == 1
    there.delete_role_policy(RoleName="partner", PolicyName="p")
    assert "no identity-based policy allows" in refusal(s3.get_object, **asked)[1]
    aws("s3").delete_bucket_policy(Bucket=bucket)


def test_who_makes_an_iceberg_table_writes_its_first_metadata(aws, role):
    aws("s3").create_bucket(Bucket="frozen", CreateBucketConfiguration={"LocationConstraint": REGION})
    aws("glue").create_database(DatabaseInput={"Name": "lake"})
    makes = allow("glue:CreateTable")
    writes = allow(["s3:PutObject", "s3:GetObject", "s3:DeleteObject"], "arn:aws:s3:::frozen/*/metadata/*")
    place = {"Location": "s3://frozen/customers/table", "Columns": [{"Name": "id", "Type": "string"}]}
    iceberg = {"OpenTableFormatInput": {"IcebergInput": {"MetadataOperation": "CREATE"}}}

    def make(client, name, **more):
        client("glue").create_table(DatabaseName="lake", TableInput={"Name": name, "StorageDescriptor": place}, **more)

    without = role("catalogs", [makes])
    make(without, "plain")
    _, message = refusal(make, without, "customers", **iceberg)
    assert "s3:PutObject on resource: arn:aws:s3:::frozen/customers/table/metadata/" in message
    make(role("keeps", [makes, writes]), "customers", **iceberg)


@pytest.mark.parametrize(("group", "allowed"), [("shared", True), ("closed", False)])
def test_a_group_of_models_lets_in_whom_its_policy_names_whatever_account_it_is_of(url, aws, role, group, allowed):
    def of_other(params, **_):
        params["headers"]["x-moto-account-id"] = OTHER

    theirs, arn = aws("sagemaker"), f"arn:aws:sagemaker:{REGION}:{OTHER}:model-package-group/{group}"
    theirs.meta.events.register("before-call", of_other)
    theirs.create_model_package_group(ModelPackageGroupName=group)
    if allowed:
        said = allow("sagemaker:DescribeModelPackageGroup", arn, Principal={"AWS": ROOT})
        theirs.put_model_package_group_policy(ModelPackageGroupName=group, ResourcePolicy=document(said))
    role(f"asks-for-{group}", [allow("sagemaker:DescribeModelPackageGroup")])
    asked = decision(url, f"arn:aws:iam::{ACCOUNT}:role/asks-for-{group}", "sagemaker:DescribeModelPackageGroup", arn)
    assert asked["allowed"] is allowed
    container = {"Image": "i", "ModelDataUrl": "s3://b/k"}
    theirs.create_model_package(ModelPackageGroupName=group, InferenceSpecification={"Containers": [container]})
    listed = aws("sagemaker").list_model_packages(ModelPackageGroupName=arn)["ModelPackageSummaryList"]
    assert [one["ModelPackageVersion"] for one in listed] == [1]


@pytest.mark.parametrize(("repository", "allowed"), [("shared", True), ("closed", False)])
def test_an_image_of_another_registry_is_found_where_its_repository_lets_in(aws, role, repository, allowed):
    def of_other(params, **_):
        params["headers"]["x-moto-account-id"] = OTHER

    theirs = aws("ecr")
    theirs.meta.events.register("before-call", of_other)
    theirs.create_repository(repositoryName=repository)
    media = "application/vnd.docker.distribution.manifest.v2+json"
    manifest = json.dumps({"schemaVersion": 2, "mediaType": media, "config": {"digest": "sha256:1"}, "layers": []})
    pushed = theirs.put_image(repositoryName=repository, imageManifest=manifest, imageTag="v1")["image"]["imageId"]
    if allowed:
        said = {"Effect": "Allow", "Action": "ecr:DescribeImages", "Principal": {"AWS": ROOT}}
        theirs.set_repository_policy(repositoryName=repository, policyText=document(said))
    ecr = role(f"finds-{repository}", [allow("ecr:DescribeImages")])("ecr")
    asked = {"registryId": OTHER, "repositoryName": repository, "imageIds": [{"imageDigest": pushed["imageDigest"]}]}
    if allowed:
        assert ecr.describe_images(**asked)["imageDetails"][0]["imageTags"] == ["v1"]
    else:
        assert refusal(ecr.describe_images, **asked)[0] == "AccessDeniedException"
