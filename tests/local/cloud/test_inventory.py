"""The inventory lists every object that somebody made, and nothing that AWS brings along."""

import json

import pytest
from moto.config.models import config_backends

from local.cloud import holdings
from local.cloud.inventory import objects

REGION = "eu-west-1"
POLICY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::listed/*"}],
}
HERE = f"{REGION}:123456789012"


@pytest.fixture(autouse=True)
def _starts_and_ends_empty(url):
    """Each test cleans up what it made: that is how the lists can be exact."""
    assert objects(url, REGION) == []
    yield
    assert objects(url, REGION) == []


def test_what_aws_provides_is_not_listed(aws, url):
    assert len(aws("ec2").describe_vpcs()["Vpcs"]) == 1
    assert [bus["Name"] for bus in aws("events").list_event_buses()["EventBuses"]] == ["default"]
    assert [group["Name"] for group in aws("athena").list_work_groups()["WorkGroups"]] == ["primary"]
    assert aws("iam").list_policies(Scope="AWS")["Policies"] == []
    assert aws("kms").describe_key(KeyId="alias/aws/s3")["KeyMetadata"]["KeyManager"] == "AWS"
    assert aws("ssm").get_parameters_by_path(Path="/aws/service/ami-amazon-linux-latest")["Parameters"]
    assert objects(url, REGION) == []


def test_the_model_of_its_api_that_config_keeps_is_no_object(aws, url):
    assert holdings.names(config_backends["123456789012"][REGION]) == set()


def test_a_vpc_and_all_that_comes_with_it_is_gone_with_it(aws, url):
    ec2 = aws("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(VpcId=vpc, GroupName="g", Description="d")["GroupId"]
    listed = objects(url, REGION)
    assert {f"arn:aws:ec2:{HERE}:subnet/{subnet}", f"arn:aws:ec2:{HERE}:security-group/{group}"} <= set(listed)
    assert f"arn:aws:ec2:{HERE}:vpcs/{vpc}" in listed
    ec2.delete_security_group(GroupId=group)
    ec2.delete_subnet(SubnetId=subnet)
    ec2.delete_vpc(VpcId=vpc)


def test_objects_inside_those_of_aws_are_listed(aws, url):
    events = aws("events")
    events.put_rule(Name="daily", ScheduleExpression="rate(1 day)")
    assert objects(url, REGION) == [f"arn:aws:events:{HERE}:rule/daily"]
    events.delete_rule(Name="daily")


def test_a_key_counts_as_gone_once_it_is_scheduled_for_deletion(aws, url):
    kms = aws("kms")
    key = kms.create_key()["KeyMetadata"]
    kms.create_alias(AliasName="alias/a", TargetKeyId=key["KeyId"])
    assert objects(url, REGION) == [key["Arn"]]
    kms.schedule_key_deletion(KeyId=key["KeyId"], PendingWindowInDays=7)


def test_objects_of_every_service_of_the_platform_are_listed(aws, url):
    aws("s3").create_bucket(Bucket="listed", CreateBucketConfiguration={"LocationConstraint": REGION})
    aws("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")
    aws("iam").put_role_policy(RoleName="r", PolicyName="p", PolicyDocument=json.dumps(POLICY))
    aws("sagemaker").create_model_package_group(ModelPackageGroupName="g")
    aws("sagemaker").create_pipeline(
        PipelineName="p",
        ClientRequestToken="t" * 32,
        RoleArn="arn:aws:iam::123456789012:role/r",
        PipelineDefinition="{}",
    )
    topic = aws("sns").create_topic(Name="t", Tags=[{"Key": "k", "Value": "v"}])["TopicArn"]
    queue = aws("sqs").create_queue(QueueName="q")["QueueUrl"]
    subscription = aws("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:{HERE}:q")
    aws("cloudwatch").put_dashboard(DashboardName="d", DashboardBody='{"widgets": []}')
    aws("cloudwatch").put_metric_data(Namespace="n", MetricData=[{"MetricName": "m", "Value": 1}])
    aws("logs").create_log_group(logGroupName="/l", tags={"k": "v"})
    aws("glue").create_database(DatabaseInput={"Name": "db"})
    aws("secretsmanager").create_secret(Name="s", SecretString="s")
    listed = objects(url, REGION)
    secret = next(name for name in listed if ":secret:" in name)
    assert listed == sorted(
        [
            "arn:aws:cloudwatch::123456789012:dashboard/d",
            f"arn:aws:glue:{HERE}:databases/db",
            "arn:aws:iam::123456789012:role/r",
            f"arn:aws:logs:{HERE}:log-group:/l",
            "arn:aws:s3:::listed",
            f"arn:aws:sagemaker:{HERE}:model-package-group/g",
            f"arn:aws:sagemaker:{HERE}:pipeline/p",
            secret,
            f"arn:aws:sns:{HERE}:t",
            subscription["SubscriptionArn"],
            f"arn:aws:sqs:{HERE}:q",
        ]
    )
    assert objects(url, "us-east-1") == ["arn:aws:iam::123456789012:role/r", "arn:aws:s3:::listed"]

    aws("s3").delete_bucket(Bucket="listed")
    aws("iam").delete_role_policy(RoleName="r", PolicyName="p")
    aws("iam").delete_role(RoleName="r")
    aws("sagemaker").delete_model_package_group(ModelPackageGroupName="g")
    aws("sagemaker").delete_pipeline(PipelineName="p", ClientRequestToken="t" * 32)
    aws("sns").unsubscribe(SubscriptionArn=subscription["SubscriptionArn"])
    aws("sns").delete_topic(TopicArn=topic)
    aws("sqs").delete_queue(QueueUrl=queue)
    aws("cloudwatch").delete_dashboards(DashboardNames=["d"])
    aws("logs").delete_log_group(logGroupName="/l")
    aws("glue").delete_database(Name="db")
    aws("secretsmanager").delete_secret(SecretId="s")
