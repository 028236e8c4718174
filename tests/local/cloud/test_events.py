"""What EventBridge does with an event, on the real server, as boto3 sees it."""

import io
import json
import uuid
import zipfile

import pytest

from local.cloud.events.delivery import DEEPEST
from local.cloud.iam import client

ACCOUNT, REGION = "123456789012", "eu-west-1"
CREATED = {"source": ["aws.s3"], "detail-type": ["Object Created"]}
PLACED = {"source": ["shop"], "detail-type": ["Order Placed"]}
ORDER = {"id": "o-1", "total": 12.5, "lines": [{"sku": "a"}, {"sku": "b"}], "note": 'say "hi"'}


def arn(service, name):
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{name}"


@pytest.fixture
def name():
    """A name of this test alone."""
    return f"t-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def queue(aws):
    """Make a queue that EventBridge may send to: its ARN, and what it got."""

    def queue(called, fifo=False):
        called = f"{called}.fifo" if fifo else called
        own = {"FifoQueue": "true"} if fifo else {}
        allowed = {
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": arn("sqs", called),
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
        url = aws("sqs").create_queue(QueueName=called, Attributes={"Policy": policy, **own})["QueueUrl"]

        def got():
            asked = {"QueueUrl": url, "MaxNumberOfMessages": 10, "MessageAttributeNames": ["All"]}
            found = aws("sqs").receive_message(**asked).get("Messages", [])
            for one in found:
                aws("sqs").delete_message(QueueUrl=url, ReceiptHandle=one["ReceiptHandle"])
            return found

        return arn("sqs", called), got

    return queue


@pytest.fixture
def rule(aws):
    """Make rules; they are gone in the end, so that no test hears of another."""
    events, made = aws("events"), []

    def rule(called, pattern, *targets, bus="default", **more):
        events.put_rule(Name=called, EventPattern=json.dumps(pattern), EventBusName=bus, **more)
        ids = [{"Id": str(number), **target} for number, target in enumerate(targets)]
        assert events.put_targets(Rule=called, EventBusName=bus, Targets=ids)["FailedEntryCount"] == 0
        made.append((called, bus, [one["Id"] for one in ids]))

    yield rule
    for called, bus, ids in made:
        events.remove_targets(Rule=called, EventBusName=bus, Ids=ids)
        events.delete_rule(Name=called, EventBusName=bus)


@pytest.fixture
def put(aws):
    """Put an event; it is delivered when this is answered."""

    def put(detail=ORDER, source="shop", kind="Order Placed", **more):
        entry = {"Source": source, "DetailType": kind, "Detail": json.dumps(detail), **more}
        answer = aws("events").put_events(Entries=[entry])
        assert answer["FailedEntryCount"] == 0
        return answer["Entries"][0]["EventId"]

    return put


@pytest.fixture
def bucket(aws, name):
    aws("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    told = {"EventBridgeConfiguration": {}}
    aws("s3").put_bucket_notification_configuration(Bucket=name, NotificationConfiguration=told)
    return name


def bodies(got):
    return [json.loads(one["Body"]) for one in got()]


def test_an_event_reaches_a_queue_as_it_is_and_only_by_rules_that_match_and_are_enabled(name, queue, rule, put):
    right, got = queue(name)
    wrong, nothing = queue(f"{name}-not")
    rule(name, PLACED, {"Arn": right})
    rule(f"{name}-other", {"source": ["other"]}, {"Arn": wrong})
    rule(f"{name}-off", PLACED, {"Arn": wrong}, State="DISABLED")
    rule(f"{name}-dear", {**PLACED, "detail": {"total": [{"numeric": [">", 100]}]}}, {"Arn": wrong})
    number = put(Resources=["arn:aws:s3:::b"])
    (event,) = bodies(got)
    assert event.pop("time").endswith("Z")
    assert event == {
        "version": "0",
        "id": number,
        "detail-type": "Order Placed",
        "source": "shop",
        "account": ACCOUNT,
        "region": REGION,
        "resources": ["arn:aws:s3:::b"],
        "detail": ORDER,
    }
    assert nothing() == []


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"Input": '{"fixed": 1}'}, '{"fixed": 1}'),
        ({"InputPath": "$.detail.lines[1]"}, '{"sku": "b"}'),
        ({"InputPath": "$.detail.nothing"}, "{}"),
        (
            {"InputTransformer": {"InputPathsMap": {"id": "$.detail.id"}, "InputTemplate": '"Order <id>."'}},
            '"Order o-1."',
        ),
        (
            {
                "InputTransformer": {
                    "InputPathsMap": {"i": "$.detail.id", "t": "$.detail.total", "n": "$.detail.note", "x": "$.no"},
                    "InputTemplate": '{"a": <i>, "b": "<i>/<n>", "c": <t>, "d": "<t>", "e": "<x>"}',
                }
            },
            r'{"a": "o-1", "b": "o-1/say \"hi\"", "c": 12.5, "d": "12.5", "e": ""}',
        ),
        (
            {
                "InputTransformer": {
                    "InputTemplate": '{"rule": "<aws.events.rule-name>", "of": <aws.events.event.json>}'
                }
            },
            None,
        ),
    ],
)
def test_a_target_is_told_what_its_input_says(more, told, name, queue, rule, put):
    to, got = queue(name)
    rule(name, PLACED, {"Arn": to, **more})
    put()
    (message,) = got()
    if told is None:
        found = json.loads(message["Body"])
        assert (found["rule"], found["of"]["detail"]) == (name, ORDER)
    else:
        assert message["Body"] == told


def test_every_kind_of_target_is_reached(name, aws, queue, rule, put):
    heard, got = queue(f"{name}-heard")
    ordered, in_order = queue(f"{name}-ordered", fifo=True)
    aws("sqs").set_queue_attributes(
        QueueUrl=aws("sqs").get_queue_url(QueueName=f"{name}-ordered.fifo")["QueueUrl"],
        Attributes={"ContentBasedDeduplication": "true"},
    )
    topic = aws("sns").create_topic(Name=name)["TopicArn"]
    aws("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=heard, Attributes={"RawMessageDelivery": "true"})
    machine = a_machine(aws, name)
    a_pipeline(aws, name)
    aws("logs").create_log_group(logGroupName=f"/aws/events/{name}")
    other = aws("events").create_event_bus(Name=name)["EventBusArn"]
    forwarded, there = queue(f"{name}-forwarded")
    rule(f"{name}-there", PLACED, {"Arn": forwarded}, bus=name)
    parameters = [{"Name": "Order", "Value": "$.detail.id"}, {"Name": "Fixed", "Value": "as it is"}]
    rule(
        name,
        PLACED,
        {"Arn": topic, "InputPath": "$.detail.id"},
        {"Arn": ordered, "SqsParameters": {"MessageGroupId": "all"}},
        {"Arn": machine, "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/any"},
        {"Arn": arn("logs", f"log-group:/aws/events/{name}")},
        {"Arn": other, "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/any"},
    )
    started = {"PipelineParameterList": parameters}
    rule(
        f"{name}-run",
        PLACED,
        {
            "Arn": arn("sagemaker", f"pipeline/{name}"),
            "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/any",
            "SageMakerPipelineParameters": started,
        },
        {"Arn": a_function(aws, name, heard)},
    )
    number = put()
    assert sorted(bodies(got), key=str) == sorted(["o-1", {"called": number}], key=str)
    assert [one["id"] for one in bodies(in_order)] == [number]
    (run,) = aws("stepfunctions").list_executions(stateMachineArn=machine)["executions"]
    assert run["name"].startswith(f"{number}_")
    given = aws("stepfunctions").describe_execution(executionArn=run["executionArn"])["input"]
    assert json.loads(given)["detail"] == ORDER
    (execution,) = aws("sagemaker").list_pipeline_executions(PipelineName=name)["PipelineExecutionSummaries"]
    asked = {"PipelineExecutionArn": execution["PipelineExecutionArn"]}
    found = aws("sagemaker").list_pipeline_parameters_for_execution(**asked)["PipelineParameters"]
    assert {one["Name"]: one["Value"] for one in found} == {"Order": "o-1", "Fixed": "as it is", "DataVersion": ""}
    (line,) = aws("logs").filter_log_events(logGroupName=f"/aws/events/{name}")["events"]
    assert json.loads(line["message"])["id"] == number
    (event,) = bodies(there)
    assert (event["source"], event["detail"]) == ("shop", ORDER)
    aws("sns").delete_topic(TopicArn=topic)


def test_what_cannot_be_delivered_is_kept_with_the_reason_and_the_others_are_delivered(name, queue, rule, put):
    kept, got = queue(f"{name}-kept")
    to, delivered = queue(name)
    dead = {"DeadLetterConfig": {"Arn": kept}}
    parameters = [{"Name": "Version", "Value": "$.detail.version-id"}]
    rule(
        name,
        PLACED,
        {"Arn": arn("sqs", "nowhere"), **dead},
        {
            "Arn": arn("sagemaker", "pipeline/any"),
            "SageMakerPipelineParameters": {"PipelineParameterList": parameters},
            **dead,
        },
        {"Arn": to, "InputTransformer": {"InputTemplate": "{not JSON"}, **dead},
        {"Arn": to},
    )
    number = put()
    assert [one["id"] for one in bodies(delivered)] == [number]
    told = {
        one["MessageAttributes"]["TARGET_ARN"]["StringValue"]: (json.loads(one["Body"])["id"], one["MessageAttributes"])
        for one in got()
    }
    assert {target: (event, said["ERROR_CODE"]["StringValue"]) for target, (event, said) in told.items()} == {
        arn("sqs", "nowhere"): (number, "NO_RESOURCE"),
        arn("sagemaker", "pipeline/any"): (number, "SDK_CLIENT_ERROR"),
        to: (number, "SDK_CLIENT_ERROR"),
    }
    rules = {said["RULE_ARN"]["StringValue"] for _, said in told.values()}
    assert rules == {arn("events", f"rule/{name}")}
    assert "$.detail.version-id" in told[arn("sagemaker", "pipeline/any")][1]["ERROR_MESSAGE"]["StringValue"]


def test_a_bucket_that_tells_eventbridge_tells_of_what_is_put_copied_and_deleted(bucket, aws, queue, rule):
    to, got = queue(bucket)
    rule(bucket, {"source": ["aws.s3"], "detail": {"bucket": {"name": [bucket]}}}, {"Arn": to})
    s3 = aws("s3")
    s3.put_object(Bucket=bucket, Key="daily/a.csv", Body=b"12345")
    s3.copy_object(Bucket=bucket, Key="copy.csv", CopySource=f"{bucket}/daily/a.csv")
    s3.delete_object(Bucket=bucket, Key="copy.csv")
    put, copied, deleted = sorted(bodies(got), key=lambda event: event["detail"]["object"]["sequencer"])
    assert put["resources"] == [f"arn:aws:s3:::{bucket}"]
    assert put["detail"]["object"].keys() == {"key", "size", "etag", "sequencer"}
    assert (put["detail"]["object"]["key"], put["detail"]["object"]["size"]) == ("daily/a.csv", 5)
    kinds = [(event["detail-type"], event["detail"]["reason"]) for event in (put, copied, deleted)]
    assert kinds == [
        ("Object Created", "PutObject"),
        ("Object Created", "CopyObject"),
        ("Object Deleted", "DeleteObject"),
    ]
    s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration={})
    s3.put_object(Bucket=bucket, Key="silent.csv", Body=b"")
    assert got() == []


def test_one_object_that_is_written_last_starts_one_run_with_its_version(bucket, aws, rule):
    s3, start = aws("s3"), {"Name": "DataVersion", "Value": "$.detail.object.version-id"}
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    a_pipeline(aws, bucket)
    key = [{"wildcard": "daily/*_SUCCESS"}]
    rule(
        bucket,
        {**CREATED, "detail": {"bucket": {"name": [bucket]}, "object": {"key": key}}},
        {
            "Arn": arn("sagemaker", f"pipeline/{bucket}"),
            "SageMakerPipelineParameters": {"PipelineParameterList": [start]},
        },
    )
    for name in ("daily/1.csv", "daily/2.csv", "other/_SUCCESS"):
        s3.put_object(Bucket=bucket, Key=name, Body=b"")
    assert aws("sagemaker").list_pipeline_executions(PipelineName=bucket)["PipelineExecutionSummaries"] == []
    version = s3.put_object(Bucket=bucket, Key="daily/_SUCCESS", Body=b"")["VersionId"]
    (run,) = aws("sagemaker").list_pipeline_executions(PipelineName=bucket)["PipelineExecutionSummaries"]
    asked = {"PipelineExecutionArn": run["PipelineExecutionArn"]}
    found = aws("sagemaker").list_pipeline_parameters_for_execution(**asked)["PipelineParameters"]
    assert {"Name": "DataVersion", "Value": version} in found


def test_a_package_that_is_approved_and_an_alarm_that_goes_off_are_told_once_each(name, aws, queue, rule):
    to, got = queue(name)
    alarm = {"alarmName": [{"prefix": name}], "state": {"value": ["ALARM"]}}
    rule(name, {"source": ["aws.sagemaker"], "detail": {"ModelApprovalStatus": ["Approved"]}}, {"Arn": to})
    rule(f"{name}-drift", {"source": ["aws.cloudwatch"], "detail": alarm}, {"Arn": to})
    aws("sagemaker").create_model_package_group(ModelPackageGroupName=name)
    package = aws("sagemaker").create_model_package(ModelPackageGroupName=name)["ModelPackageArn"]
    assert got() == []
    aws("sagemaker").update_model_package(ModelPackageArn=package, ModelApprovalStatus="Approved")
    (event,) = bodies(got)
    assert event["detail-type"] == "SageMaker Model Package State Change"
    said = event["detail"]
    assert (said["ModelPackageGroupName"], said["ModelPackageVersion"], said["ModelPackageArn"]) == (name, 1, package)
    watched = {"MetricName": "m", "Namespace": "n", "Period": 60, "Threshold": 1, "EvaluationPeriods": 1}
    watched |= {"ComparisonOperator": "GreaterThanThreshold", "Statistic": "Sum"}
    aws("cloudwatch").put_metric_alarm(AlarmName=f"{name}-drift", **watched)
    for value in ("ALARM", "ALARM", "OK"):
        aws("cloudwatch").set_alarm_state(AlarmName=f"{name}-drift", StateValue=value, StateReason="test")
    (event,) = bodies(got)
    assert event["detail-type"] == "CloudWatch Alarm State Change"
    assert (event["detail"]["previousState"]["value"], event["detail"]["state"]["value"]) == ("OK", "ALARM")


def test_an_event_that_leads_to_itself_ends(name, aws, queue, rule, put):
    to, got = queue(name)
    bus = arn("events", "event-bus/default")
    rule(name, PLACED, {"Arn": bus, "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/any"}, {"Arn": to})
    put()
    assert len(got()) == DEEPEST


def test_an_archive_keeps_events_still(name, aws, put):
    bus = arn("events", "event-bus/default")
    aws("events").create_archive(ArchiveName=name, EventSourceArn=bus, EventPattern=json.dumps(PLACED))
    put()
    assert aws("events").describe_archive(ArchiveName=name)["EventCount"] == 1
    aws("events").delete_archive(ArchiveName=name)


class TestEnforced:
    """Where policies are enforced, they decide what is delivered."""

    @pytest.fixture(autouse=True)
    def enforced(self, url):
        client.enforce(url)
        yield
        client.enforce(url, False)

    def role(self, aws, name, trusted="events.amazonaws.com", when=None, may=None):
        trust = {"Effect": "Allow", "Principal": {"Service": trusted}, "Action": "sts:AssumeRole"}
        if when:
            trust["Condition"] = when
        document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        made = aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"]
        if may:
            policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **may}]}
            aws("iam").put_role_policy(RoleName=name, PolicyName="may", PolicyDocument=json.dumps(policy))
        return made

    @pytest.mark.parametrize(
        ("made", "error"),
        [
            ({}, None),
            ({"when": {"StringEquals": {"aws:SourceAccount": ACCOUNT}}}, None),
            (
                {"when": {"ArnLike": {"aws:SourceArn": f"arn:aws:events:{REGION}:{ACCOUNT}:rule/another"}}},
                "sts:AssumeRole",
            ),
            ({"trusted": "scheduler.amazonaws.com"}, "sts:AssumeRole"),
            ({"may": None}, "sagemaker:StartPipelineExecution"),
        ],
    )
    def test_the_role_of_a_target_must_trust_eventbridge_and_be_allowed_to_start_it(
        self, made, error, name, aws, queue, rule, put
    ):
        kept, got = queue(f"{name}-kept")
        a_pipeline(aws, name)
        to = arn("sagemaker", f"pipeline/{name}")
        may = {"Action": "sagemaker:StartPipelineExecution", "Resource": to}
        started = self.role(aws, name, **{"may": may, **made})
        rule(name, PLACED, {"Arn": to, "RoleArn": started, "DeadLetterConfig": {"Arn": kept}})
        put()
        runs = aws("sagemaker").list_pipeline_executions(PipelineName=name)["PipelineExecutionSummaries"]
        told = [one["MessageAttributes"] for one in got()]
        assert len(runs) == (0 if error else 1)
        assert [one["ERROR_CODE"]["StringValue"] for one in told] == (["NO_PERMISSIONS"] if error else [])
        if error:
            assert error in told[0]["ERROR_MESSAGE"]["StringValue"]

    def test_a_queue_that_does_not_let_this_rule_in_gets_nothing(self, name, aws, queue, rule, put):
        to, got = queue(name)
        kept, undelivered = queue(f"{name}-kept")
        url = aws("sqs").get_queue_url(QueueName=name)["QueueUrl"]
        policy = json.loads(
            aws("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])["Attributes"]["Policy"]
        )
        of_rule = {"ArnEquals": {"aws:SourceArn": arn("events", f"rule/{name}")}}
        policy["Statement"][0]["Condition"] = of_rule
        aws("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})
        rule(name, PLACED, {"Arn": to})
        rule(f"{name}-b", PLACED, {"Arn": to, "DeadLetterConfig": {"Arn": kept}})
        put()
        assert len(got()) == 1
        (message,) = undelivered()
        assert message["MessageAttributes"]["RULE_ARN"]["StringValue"] == arn("events", f"rule/{name}-b")

    def test_no_client_can_say_that_it_is_a_service(self, name, aws, url):
        nobody = self.role(aws, name, trusted="lambda.amazonaws.com")
        keys = client.service_credentials(url, nobody, "lambda.amazonaws.com")
        assert keys["aws_access_key_id"] != "local"
        said = client.decision(url, nobody, "sqs:SendMessage", arn("sqs", name))
        assert not said["allowed"]


def a_machine(aws, name):
    definition = json.dumps({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}})
    asked = {"name": name, "definition": definition, "roleArn": f"arn:aws:iam::{ACCOUNT}:role/machine"}
    return aws("stepfunctions").create_state_machine(**asked)["stateMachineArn"]


def a_pipeline(aws, name):
    parameters = [{"Name": one, "Type": "String", "DefaultValue": ""} for one in ("Order", "Fixed", "DataVersion")]
    definition = json.dumps({"Version": "2020-12-01", "Parameters": parameters, "Steps": []})
    role = f"arn:aws:iam::{ACCOUNT}:role/pipeline"
    aws("sagemaker").create_pipeline(
        PipelineName=name, PipelineDefinition=definition, RoleArn=role, ClientRequestToken=uuid.uuid4().hex
    )


def a_function(aws, name, queue):
    """A function that sends the id of its event to a queue."""
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    role = aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"]
    url = aws("sqs").get_queue_url(QueueName=queue.rpartition(":")[2])["QueueUrl"]
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as file:
        file.writestr(
            "app.py",
            "import boto3, json\ndef handler(event, _):\n    boto3.client('sqs').send_message("
            f"QueueUrl='{url}', MessageBody=json.dumps({{'called': event['id']}}))\n",
        )
    asked = {"Runtime": "python3.12", "Handler": "app.handler", "Role": role, "Code": {"ZipFile": code.getvalue()}}
    return aws("lambda").create_function(FunctionName=name, Timeout=30, **asked)["FunctionArn"]
