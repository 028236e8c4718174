"""ApprovalEvents: approvals and rejections are told, approvals are queued, and nothing is lost on the way."""

import json

import pulumi_mlops as mlops
import pytest

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:churn-local-alarms"
RULE, TARGET, QUEUE = (
    "aws:cloudwatch/eventRule:EventRule",
    "aws:cloudwatch/eventTarget:EventTarget",
    "aws:sqs/queue:Queue",
)


def build(engine, **given):
    args = {"group_name": "churn-local-models", "topic_arn": TOPIC, "kms_key_arn": KEY, **given}
    return engine.build(lambda: mlops.ApprovalEvents("approvals", mlops.ApprovalEventsArgs.model_validate(args)))


def pattern(engine, name):
    return json.loads(engine.one(RULE, name)["eventPattern"])


def test_approvals_and_rejections_of_the_group_are_told_in_a_sentence(engine):
    build(engine)
    assert pattern(engine, "approvals-rule") == {
        "source": ["aws.sagemaker"],
        "detail-type": ["SageMaker Model Package State Change"],
        "detail": {
            "ModelPackageGroupName": ["churn-local-models"],
            "ModelApprovalStatus": ["Approved", "Rejected"],
        },
    }
    target = engine.one(TARGET)
    assert target["arn"] == TOPIC
    assert target["inputTransformer"]["inputTemplate"] == '"Version <version> of <group> is now <status>. <package>"'
    assert set(target["inputTransformer"]["inputPaths"]) == {"group", "package", "status", "version"}


def test_what_is_not_delivered_is_kept_under_the_key(engine):
    build(engine)
    queue = engine.one(QUEUE)
    assert (queue["name"], queue["kmsMasterKeyId"]) == ("churn-local-approvals-undelivered", KEY)
    assert queue["messageRetentionSeconds"] == 1209600
    assert engine.one(TARGET)["deadLetterConfig"] == {
        "arn": "arn:aws:sqs:eu-west-1:123456789012:churn-local-approvals-undelivered"
    }


@pytest.mark.parametrize(("asked", "queues"), [(False, 1), (True, 2)])
def test_only_the_rules_may_send_to_a_queue_and_only_over_tls(engine, asked, queues):
    build(engine, promotion_queue=asked)
    policies = engine.all("aws:sqs/queuePolicy:QueuePolicy")
    assert len(policies) == queues
    for policy in policies:
        send, refuse = json.loads(policy["policy"])["Statement"]
        assert send["Principal"] == {"Service": "events.amazonaws.com"}
        assert all(
            arn.startswith("arn:aws:events:eu-west-1:123456789012:rule/churn-local-approvals")
            for arn in send["Condition"]["ArnEquals"]["aws:SourceArn"]
        )
        assert refuse["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_the_queue_of_promotions_has_approvals_alone(engine):
    build(engine, promotion_queue=True)
    assert pattern(engine, "approvals-promotions-rule")["detail"]["ModelApprovalStatus"] == ["Approved"]
    target = engine.one(TARGET, "approvals-promotions-target")
    assert target["arn"] == "arn:aws:sqs:eu-west-1:123456789012:churn-local-approvals-promotions"
    filled = target["inputTransformer"]["inputTemplate"]
    for name, value in {"version": "3", "group": "g", "status": "Approved", "package": "arn:x"}.items():
        filled = filled.replace(f"<{name}>", value)
    assert json.loads(filled) == {"group": "g", "version": 3, "status": "Approved", "package": "arn:x"}
