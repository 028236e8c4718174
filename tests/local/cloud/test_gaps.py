"""What moto lacks or mangles is answered as AWS does: read back through boto3, as the provider calls it."""

import hashlib
import io
import json
import zipfile

import pytest
from botocore.exceptions import ClientError

TAGS = [{"Key": "product", "Value": "churn"}]


def error(call, *arguments, **more):
    """Code and message of the refusal of that call."""
    with pytest.raises(ClientError) as refused:
        call(*arguments, **more)
    return refused.value.response["Error"]["Code"], refused.value.response["Error"]["Message"]


def test_a_symmetric_key_is_for_encryption_unless_it_is_said_otherwise(aws):
    made = aws("kms").create_key()["KeyMetadata"]
    assert (made["KeyUsage"], made["KeySpec"]) == ("ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT")
    assert aws("kms").describe_key(KeyId=made["KeyId"])["KeyMetadata"]["KeyUsage"] == "ENCRYPT_DECRYPT"
    assert aws("kms").create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyUsage"] == "SIGN_VERIFY"


def test_a_key_rotates_as_often_as_it_is_told_and_else_each_year(aws):
    kms = aws("kms")
    key = kms.create_key()["KeyMetadata"]["Arn"]
    assert "RotationPeriodInDays" not in kms.get_key_rotation_status(KeyId=key)
    for told, period in (({}, 365), ({"RotationPeriodInDays": 90}, 90), ({}, 90)):
        kms.enable_key_rotation(KeyId=key, **told)
        assert kms.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"] == period


def test_a_bucket_that_holds_objects_is_locked_if_it_is_versioned(aws):
    s3 = aws("s3")
    s3.create_bucket(Bucket="held", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket="held", Key="before", Body=b"1")
    lock = {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}}
    asked = {"Bucket": "held", "ObjectLockConfiguration": lock}
    assert error(s3.put_object_lock_configuration, **asked)[0] == "InvalidBucketState"
    s3.put_bucket_versioning(Bucket="held", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object_lock_configuration(**asked)
    kept = s3.get_object_lock_configuration(Bucket="held")["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
    assert (kept["Mode"], kept["Days"]) == ("GOVERNANCE", 1)


def statement(effect, **more):
    bucket = "arn:aws:s3:::guarded"
    return {"Effect": effect, "Principal": "*", "Action": "s3:*", "Resource": [bucket, f"{bucket}/*"]} | more


@pytest.mark.parametrize(
    ("statements", "allowed"),
    [
        ([statement("Deny", Condition={"Bool": {"aws:SecureTransport": "false"}})], True),
        ([statement("Deny")], False),
        ([statement("Deny", Condition={"Bool": {"aws:SecureTransport": "false"}}), statement("Deny")], False),
    ],
    ids=["TLS only", "denied to all", "both"],
)
def test_a_bucket_for_tls_only_can_be_used_and_a_denial_holds(statements, allowed, aws):
    s3 = aws("s3")
    s3.create_bucket(Bucket="guarded", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_bucket_policy(Bucket="guarded", Policy=json.dumps({"Version": "2012-10-17", "Statement": statements}))
    try:
        if allowed:
            s3.put_object(Bucket="guarded", Key="k", Body=b"body")
            assert s3.get_object(Bucket="guarded", Key="k")["Body"].read() == b"body"
            s3.delete_object(Bucket="guarded", Key="k")
        else:
            assert error(s3.put_object, Bucket="guarded", Key="k", Body=b"body") == ("403", "Forbidden")
    finally:
        s3.delete_bucket_policy(Bucket="guarded")
        s3.delete_bucket(Bucket="guarded")


def test_a_budget_has_its_tags(aws):
    budgets, account = aws("budgets"), "123456789012"
    limit = {"Amount": "10", "Unit": "USD"}
    budget = {"BudgetName": "b", "BudgetLimit": limit, "TimeUnit": "MONTHLY", "BudgetType": "COST"}
    budgets.create_budget(AccountId=account, Budget=budget, ResourceTags=TAGS)
    arn = f"arn:aws:budgets::{account}:budget/b"
    assert budgets.list_tags_for_resource(ResourceARN=arn)["ResourceTags"] == TAGS
    budgets.tag_resource(ResourceARN=arn, ResourceTags=[{"Key": "team", "Value": "a"}])
    budgets.untag_resource(ResourceARN=arn, ResourceTagKeys=["product"])
    assert budgets.list_tags_for_resource(ResourceARN=arn)["ResourceTags"] == [{"Key": "team", "Value": "a"}]
    assert error(budgets.list_tags_for_resource, ResourceARN=f"{arn}2")[0] == "NotFoundException"


def test_a_state_machine_has_no_versions(aws):
    client, role = aws("stepfunctions"), "arn:aws:iam::123456789012:role/flow"
    definition = json.dumps({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}})
    made = client.create_state_machine(name="s", definition=definition, roleArn=role)
    assert client.list_state_machine_versions(stateMachineArn=made["stateMachineArn"])["stateMachineVersions"] == []


def test_a_key_goes_for_good_where_versions_are_kept_no_more_and_its_last_one_marks_a_deletion(aws):
    s3, bucket = aws("s3"), {"Bucket": "marked"}
    s3.create_bucket(**bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_bucket_versioning(**bucket, VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(**bucket, Key="k", Body=b"versioned")
    s3.delete_object(**bucket, Key="k")
    s3.put_bucket_versioning(**bucket, VersioningConfiguration={"Status": "Suspended"})
    assert "Errors" not in s3.delete_objects(**bucket, Delete={"Objects": [{"Key": "k"}]})
    s3.delete_bucket(**bucket)


def test_a_function_has_a_url_of_its_own_and_one_of_each_alias(aws):
    statement = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    role = aws("iam").create_role(RoleName="r", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as file:
        file.writestr("app.py", "")
    functions = aws("lambda")
    asked = {"Runtime": "python3.12", "Handler": "app.handler", "Role": role, "Code": {"ZipFile": code.getvalue()}}
    functions.create_function(FunctionName="scorer", **asked)
    functions.create_alias(FunctionName="scorer", Name="live", FunctionVersion="$LATEST")
    plain = functions.create_function_url_config(FunctionName="scorer", AuthType="AWS_IAM")["FunctionUrl"]
    live = functions.create_function_url_config(FunctionName="scorer", Qualifier="live", AuthType="NONE")
    assert live["FunctionArn"].endswith(":function:scorer:live")
    assert plain != live["FunctionUrl"]
    with pytest.raises(ClientError, match="ResourceConflictException"):
        functions.create_function_url_config(FunctionName="scorer", Qualifier="live", AuthType="NONE")
    functions.delete_function_url_config(FunctionName="scorer", Qualifier="live")
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        functions.get_function_url_config(FunctionName="scorer", Qualifier="live")
    urls = functions.list_function_url_configs(FunctionName="scorer")["FunctionUrlConfigs"]
    assert [each["FunctionUrl"] for each in urls] == [plain]


def test_a_cluster_is_encrypted_once(aws):
    eks = aws("eks")
    role = "arn:aws:iam::123456789012:role/eks"
    eks.create_cluster(name="training", roleArn=role, resourcesVpcConfig={})
    asked = [{"resources": ["secrets"], "provider": {"keyArn": "arn:aws:kms:eu-west-1:123456789012:key/k"}}]
    assert eks.associate_encryption_config(clusterName="training", encryptionConfig=asked)["update"]
    assert eks.describe_cluster(name="training")["cluster"]["encryptionConfig"] == asked
    with pytest.raises(ClientError, match="already has"):
        eks.associate_encryption_config(clusterName="training", encryptionConfig=asked)


def test_warm_throughput_of_a_table_is_kept_and_raised(aws):
    tables = aws("dynamodb")
    key = {"KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}]}
    names = [{"AttributeName": "k", "AttributeType": "S"}]
    tables.create_table(TableName="t", AttributeDefinitions=names, BillingMode="PAY_PER_REQUEST", **key)
    tables.update_table(TableName="t", WarmThroughput={"ReadUnitsPerSecond": 13000})
    tables.update_table(TableName="t", WarmThroughput={"WriteUnitsPerSecond": 5000})
    told = tables.describe_table(TableName="t")["Table"]["WarmThroughput"]
    assert (told["ReadUnitsPerSecond"], told["WriteUnitsPerSecond"]) == (13000, 5000)


def test_an_images_digest_is_that_of_its_manifest(aws):
    ecr = aws("ecr")
    ecr.create_repository(repositoryName="digests")
    manifests = [
        json.dumps({"schemaVersion": 2, "mediaType": "m", "config": {"size": n}, "layers": []}) for n in (1, 2)
    ]
    for manifest in manifests:
        put = ecr.put_image(repositoryName="digests", imageManifest=manifest, imageTag=manifest[-20:-15])["image"]
        assert put["imageId"]["imageDigest"] == f"sha256:{hashlib.sha256(manifest.encode()).hexdigest()}"
