"""What people and CI hear when a model is approved or rejected, on a cloud that enforces policies."""

import json

import pytest

from local.cloud.iam.client import enforce
from local.layout import CHECKOUT
from local.session import REGION

STACK = "registry-local"
EXAMPLE = CHECKOUT / "docs" / "examples" / "model_registry" / "__main__.py"


@pytest.fixture(scope="module")
def made(laptop):
    """The example's stack, up, policies enforced."""
    told = "\npulumi.export('topic', topic.arn)\npulumi.export('undelivered', approvals.undelivered_queue_url)\n"
    project = laptop.program("registry", EXAMPLE.read_text(encoding="utf-8") + told)
    for words in (("stack", "init", STACK), ("config", "set", "aws:region", REGION), ("up", "--yes", "--skip-preview")):
        done = laptop.pulumi(*words, project=project)
        assert done.returncode == 0, done.stdout + done.stderr
    enforce(laptop.session.cloud_url)
    return json.loads(laptop.pulumi("stack", "output", "--json", "--stack", STACK, project=project).stdout)


@pytest.fixture(scope="module")
def heard(laptop, made):
    """What the topic tells: a queue of the test hears it."""
    sqs = laptop.client("sqs")
    url = sqs.create_queue(QueueName="heard")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    laptop.client("sns").subscribe(TopicArn=made["topic"], Protocol="sqs", Endpoint=arn)
    return lambda: [json.loads(body)["Message"] for body in received(laptop, url)]


def received(laptop, url):
    sqs = laptop.client("sqs")
    found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    for message in found:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return [message["Body"] for message in found]


@pytest.fixture
def package(laptop, made):
    asked = {"ModelPackageGroupName": made["group"], "ModelApprovalStatus": "PendingManualApproval"}
    return laptop.client("sagemaker").create_model_package(**asked)["ModelPackageArn"]


def decide(laptop, package, status):
    laptop.client("sagemaker").update_model_package(ModelPackageArn=package, ModelApprovalStatus=status)


def test_an_approval_is_told_in_a_sentence_and_waits_in_the_queue_of_promotions(laptop, made, heard, package):
    assert heard() == received(laptop, made["promotion_queue"]) == []
    decide(laptop, package, "Approved")
    version = package.rpartition("/")[2]
    assert heard() == [f'"Version {version} of {made["group"]} is now Approved. {package}"']
    (kept,) = map(json.loads, received(laptop, made["promotion_queue"]))
    assert kept == {"group": made["group"], "version": int(version), "status": "Approved", "package": package}
    assert received(laptop, made["undelivered"]) == []


def test_a_rejection_is_told_and_promotes_nothing(laptop, made, heard, package):
    decide(laptop, package, "Rejected")
    (told,) = heard()
    assert "is now Rejected." in told
    assert received(laptop, made["promotion_queue"]) == []


def test_a_topic_that_is_gone_leaves_the_event_in_the_queue_of_what_was_not_delivered(laptop, made, package):
    laptop.client("sns").delete_topic(TopicArn=made["topic"])
    decide(laptop, package, "Approved")
    (kept,) = map(json.loads, received(laptop, made["undelivered"]))
    assert kept["detail"]["ModelPackageArn"] == package
