"""What the reference stack asks of the services around SageMaker is read back as it was asked for."""

import json

import pytest

ACCOUNT = "123456789012"
TAGS = [{"Key": "product", "Value": "churn"}]
ROOT = f"arn:aws:iam::{ACCOUNT}:root"


def policy(effect="Allow", **statement):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": effect} | statement]})


@pytest.fixture(scope="module")
def key(aws):
    """The ARN of the customer's key."""
    return aws("kms").create_key(
        Policy=policy(Principal={"AWS": ROOT}, Action="kms:*", Resource="*"),
        Description="churn",
        Tags=[{"TagKey": "product", "TagValue": "churn"}],
    )["KeyMetadata"]["Arn"]


def test_a_key_rotates_and_has_its_policy_alias_and_tags(aws, key):
    kms = aws("kms")
    kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=180)
    kms.create_alias(AliasName="alias/churn", TargetKeyId=key)
    rotation = kms.get_key_rotation_status(KeyId=key)
    assert rotation["KeyRotationEnabled"] is True
    assert [alias["AliasName"] for alias in kms.list_aliases(KeyId=key)["Aliases"]] == ["alias/churn"]
    assert kms.list_resource_tags(KeyId=key)["Tags"] == [{"TagKey": "product", "TagValue": "churn"}]
    (statement,) = json.loads(kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"])["Statement"]
    assert statement["Principal"] == {"AWS": ROOT}


def test_a_bucket_is_read_back_with_all_its_guards(aws, key):
    s3 = aws("s3")
    for bucket in ("data", "access-logs"):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    delivery = policy(
        Principal={"Service": "logging.s3.amazonaws.com"},
        Action="s3:PutObject",
        Resource="arn:aws:s3:::access-logs/*",
    )
    s3.put_bucket_policy(Bucket="access-logs", Policy=delivery)
    encryption = {
        "Rules": [
            {
                "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key},
                "BucketKeyEnabled": True,
            }
        ]
    }
    block = dict.fromkeys(("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True)
    owner = {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    lifecycle = {
        "ID": "old",
        "Status": "Enabled",
        "Filter": {"Prefix": ""},
        "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
    }
    logging = {"TargetBucket": "access-logs", "TargetPrefix": "data/"}
    s3.put_bucket_versioning(Bucket="data", VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_encryption(Bucket="data", ServerSideEncryptionConfiguration=encryption)
    s3.put_public_access_block(Bucket="data", PublicAccessBlockConfiguration=block)
    s3.put_bucket_ownership_controls(Bucket="data", OwnershipControls=owner)
    s3.put_bucket_lifecycle_configuration(Bucket="data", LifecycleConfiguration={"Rules": [lifecycle]})
    s3.put_bucket_logging(Bucket="data", BucketLoggingStatus={"LoggingEnabled": logging})
    s3.put_bucket_tagging(Bucket="data", Tagging={"TagSet": TAGS})

    assert s3.get_bucket_location(Bucket="data")["LocationConstraint"] == "eu-west-1"
    assert s3.get_bucket_versioning(Bucket="data")["Status"] == "Enabled"
    assert s3.get_bucket_encryption(Bucket="data")["ServerSideEncryptionConfiguration"] == encryption
    assert s3.get_public_access_block(Bucket="data")["PublicAccessBlockConfiguration"] == block
    assert s3.get_bucket_ownership_controls(Bucket="data")["OwnershipControls"] == owner
    assert s3.get_bucket_lifecycle_configuration(Bucket="data")["Rules"] == [lifecycle]
    told = s3.get_bucket_logging(Bucket="data")["LoggingEnabled"]
    assert {name: told[name] for name in logging} == logging
    assert s3.get_bucket_tagging(Bucket="data")["TagSet"] == TAGS
    assert s3.put_object(Bucket="data", Key="k", Body=b"b")["SSEKMSKeyId"] == key


def test_a_role_has_its_path_boundary_tags_and_policy(aws):
    iam = aws("iam")
    boundary = iam.create_policy(PolicyName="boundary", PolicyDocument=policy(Action="s3:*", Resource="*"))
    trust = policy(Principal={"Service": "sagemaker.amazonaws.com"}, Action="sts:AssumeRole")
    iam.create_role(
        RoleName="churn",
        Path="/mlops/",
        AssumeRolePolicyDocument=trust,
        PermissionsBoundary=boundary["Policy"]["Arn"],
        Tags=TAGS,
        MaxSessionDuration=7200,
    )
    inline = policy(Action="s3:GetObject", Resource="arn:aws:s3:::data/*")
    iam.put_role_policy(RoleName="churn", PolicyName="read", PolicyDocument=inline)
    role = iam.get_role(RoleName="churn")["Role"]
    assert (role["Arn"], role["Path"]) == (f"arn:aws:iam::{ACCOUNT}:role/mlops/churn", "/mlops/")
    assert role["PermissionsBoundary"]["PermissionsBoundaryArn"] == boundary["Policy"]["Arn"]
    assert (role["Tags"], role["MaxSessionDuration"]) == (TAGS, 7200)
    assert role["AssumeRolePolicyDocument"] == json.loads(trust)
    assert iam.get_role_policy(RoleName="churn", PolicyName="read")["PolicyDocument"] == json.loads(inline)
    assert iam.list_role_policies(RoleName="churn")["PolicyNames"] == ["read"]


def test_a_topic_is_encrypted_guarded_and_subscribed_to(aws, key):
    sns = aws("sns")
    topic = sns.create_topic(Name="alarms", Attributes={"KmsMasterKeyId": key}, Tags=TAGS)["TopicArn"]
    allowed = policy(Principal={"Service": "cloudwatch.amazonaws.com"}, Action="sns:Publish", Resource=topic)
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=allowed)
    mail = sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="a@example.com", ReturnSubscriptionArn=True)
    told = sns.get_topic_attributes(TopicArn=topic)["Attributes"]
    assert (told["KmsMasterKeyId"], json.loads(told["Policy"])) == (key, json.loads(allowed))
    assert sns.list_tags_for_resource(ResourceArn=topic)["Tags"] == TAGS
    subscription = sns.get_subscription_attributes(SubscriptionArn=mail["SubscriptionArn"])["Attributes"]
    assert (subscription["Protocol"], subscription["Endpoint"]) == ("email", "a@example.com")


def test_an_alarm_has_its_actions_and_tags_and_a_dashboard_its_body(aws):
    cloudwatch = aws("cloudwatch")
    alarm = {
        "AlarmName": "errors",
        "Namespace": "AWS/SageMaker",
        "MetricName": "Invocation5XXErrors",
        "Dimensions": [{"Name": "EndpointName", "Value": "e"}, {"Name": "VariantName", "Value": "v"}],
        "Statistic": "Sum",
        "Period": 60,
        "EvaluationPeriods": 5,
        "DatapointsToAlarm": 3,
        "Threshold": 1.0,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "TreatMissingData": "breaching",
        "AlarmActions": [f"arn:aws:sns:eu-west-1:{ACCOUNT}:alarms"],
        "OKActions": [f"arn:aws:sns:eu-west-1:{ACCOUNT}:alarms"],
        "AlarmDescription": "Requests fail.",
    }
    cloudwatch.put_metric_alarm(**alarm, Tags=TAGS)
    (told,) = cloudwatch.describe_alarms(AlarmNames=["errors"])["MetricAlarms"]
    assert {name: told[name] for name in alarm} == alarm
    assert cloudwatch.list_tags_for_resource(ResourceARN=told["AlarmArn"])["Tags"] == TAGS
    cloudwatch.put_dashboard(DashboardName="churn", DashboardBody='{"widgets": []}')
    assert cloudwatch.get_dashboard(DashboardName="churn")["DashboardBody"] == '{"widgets": []}'


def test_a_log_group_is_encrypted_and_kept_for_a_time(aws, key):
    logs = aws("logs")
    logs.create_log_group(logGroupName="/mlops/churn", kmsKeyId=key, tags={"product": "churn"})
    logs.put_retention_policy(logGroupName="/mlops/churn", retentionInDays=365)
    (group,) = logs.describe_log_groups(logGroupNamePrefix="/mlops/churn")["logGroups"]
    assert (group["kmsKeyId"], group["retentionInDays"]) == (key, 365)
    assert logs.list_tags_for_resource(resourceArn=group["arn"].removesuffix(":*"))["tags"] == {"product": "churn"}


def test_a_rule_reaches_its_queue_with_an_input(aws, key):
    events, sqs = aws("events"), aws("sqs")
    queue = sqs.create_queue(QueueName="dead", Attributes={"KmsMasterKeyId": key}, tags={"product": "churn"})[
        "QueueUrl"
    ]
    attributes = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert (attributes["KmsMasterKeyId"], sqs.list_queue_tags(QueueUrl=queue)["Tags"]) == (key, {"product": "churn"})
    pattern = {"source": ["aws.sagemaker"], "detail-type": ["SageMaker Model Package State Change"]}
    rule = events.put_rule(Name="approved", EventPattern=json.dumps(pattern), Tags=TAGS)["RuleArn"]
    target = {"Id": "queue", "Arn": attributes["QueueArn"], "Input": "{}"}
    events.put_targets(Rule="approved", Targets=[target])
    assert json.loads(events.describe_rule(Name="approved")["EventPattern"]) == pattern
    assert events.list_targets_by_rule(Rule="approved")["Targets"] == [target]
    assert events.list_tags_for_resource(ResourceARN=rule)["Tags"] == TAGS
