"""Rotations of secrets and indexes of partitions: kept as asked, and refused as AWS refuses them."""

import io
import json
import zipfile

import pytest
from botocore.exceptions import ClientError

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"},
    ],
}


@pytest.fixture
def function(aws):
    made = aws("iam").create_role(RoleName="rotation", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("rotation.py", "def handle(event, context): raise RuntimeError")
    asked = {"FunctionName": "rotation", "Handler": "rotation.handle", "Runtime": "python3.12", "Role": made["Arn"]}
    yield aws("lambda").create_function(**asked, Code={"ZipFile": packed.getvalue()})["FunctionArn"]
    aws("lambda").delete_function(FunctionName="rotation")
    aws("iam").delete_role(RoleName="rotation")


def refusal(call, **asked):
    with pytest.raises(ClientError) as refused:
        call(**asked)
    return refused.value.response["Error"]["Code"]


def test_a_rotation_is_a_schedule_that_leaves_the_secret_as_it_is(aws, function):
    secrets = aws("secretsmanager")
    secrets.create_secret(Name="scheduled", SecretString="first")
    rules = {"ScheduleExpression": "rate(10 days)", "Duration": "3h"}
    secrets.rotate_secret(SecretId="scheduled", RotationLambdaARN=function, RotationRules=rules)

    told = secrets.describe_secret(SecretId="scheduled")
    assert (told["RotationEnabled"], told["RotationRules"]) == (True, rules)
    assert "LastRotatedDate" not in told, "nothing ran"
    assert list(told["VersionIdsToStages"].values()) == [["AWSCURRENT"]]
    assert secrets.get_secret_value(SecretId="scheduled")["SecretString"] == "first"

    secrets.cancel_rotate_secret(SecretId="scheduled")
    assert secrets.describe_secret(SecretId="scheduled")["RotationEnabled"] is False


def test_a_rotation_needs_a_function_that_is_there(aws, function):
    secrets = aws("secretsmanager")
    secrets.create_secret(Name="unscheduled", SecretString="first")
    rules = {"AutomaticallyAfterDays": 30}
    assert refusal(secrets.rotate_secret, SecretId="unscheduled", RotationRules=rules) == "InvalidRequestException"
    asked = {"SecretId": "unscheduled", "RotationRules": rules, "RotationLambdaARN": f"{function}s"}
    assert refusal(secrets.rotate_secret, **asked) == "ResourceNotFoundException"
    assert secrets.describe_secret(SecretId="unscheduled").get("RotationEnabled", False) is False


def test_a_table_has_three_indexes_of_its_partition_keys_and_no_more(aws):
    glue = aws("glue")
    glue.create_database(DatabaseInput={"Name": "indexed"})
    keys = [{"Name": "day", "Type": "date"}, {"Name": "region", "Type": "string"}]
    glue.create_table(DatabaseName="indexed", TableInput={"Name": "usage", "PartitionKeys": keys})
    table = {"DatabaseName": "indexed", "TableName": "usage"}

    def index(name, *keys):
        return {**table, "PartitionIndex": {"IndexName": name, "Keys": list(keys)}}

    assert refusal(glue.create_partition_index, **index("a", "customer")) == "InvalidInputException"
    for name in ("a", "b", "c"):
        glue.create_partition_index(**index(name, "day", "region"))
    assert refusal(glue.create_partition_index, **index("a", "day")) == "AlreadyExistsException"
    assert refusal(glue.create_partition_index, **index("d", "day")) == "ResourceNumberLimitExceededException"
    first = glue.get_partition_indexes(**table)["PartitionIndexDescriptorList"][0]
    assert first == {"IndexName": "a", "Keys": keys, "IndexStatus": "ACTIVE"}
    glue.delete_partition_index(**table, IndexName="a")
    assert refusal(glue.delete_partition_index, **table, IndexName="a") == "EntityNotFoundException"
