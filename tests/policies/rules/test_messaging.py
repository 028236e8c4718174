"""What the rules on topics and queues say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, policy, unknown

TOPIC, TOPIC_POLICY = "aws:sns/topic:Topic", "aws:sns/topicPolicy:TopicPolicy"
QUEUE, QUEUE_POLICY = "aws:sqs/queue:Queue", "aws:sqs/queuePolicy:QueuePolicy"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"


PINNED = policy("*", Condition={"ArnLike": {"aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*"}})

CLEAR = "policy does not refuse requests without TLS."
OVER_HTTP = {"Bool": {"aws:SecureTransport": "false"}}

TABLE: Table = {
    "topic-kms": [
        bad(TOPIC, {}, "kmsMasterKeyId is not set."),
        good(TOPIC, {"kmsMasterKeyId": KEY}),
        unknown(TOPIC, {"kmsMasterKeyId": UNKNOWN}),
        other(QUEUE, {}),
    ],
    "topic-not-public": [
        bad(TOPIC, policy("*"), "policy Statement[0] allows everyone."),
        bad(TOPIC_POLICY, policy({"AWS": "*"}), "policy Statement[0] allows everyone."),
        good(TOPIC_POLICY, policy({"Service": "cloudwatch.amazonaws.com"})),
        good(TOPIC_POLICY, PINNED),
        unknown(TOPIC_POLICY, {"policy": UNKNOWN}, "policy"),
        other(QUEUE, policy("*")),
    ],
    "queue-kms": [
        bad(QUEUE, {"sqsManagedSseEnabled": True}, "kmsMasterKeyId is not set."),
        good(QUEUE, {"kmsMasterKeyId": KEY}),
        unknown(QUEUE, {"kmsMasterKeyId": UNKNOWN}),
        other(TOPIC, {}),
    ],
    "queue-not-public": [
        bad(QUEUE, policy("*"), "policy Statement[0] allows everyone."),
        bad(QUEUE_POLICY, policy("*"), "policy Statement[0] allows everyone."),
        good(QUEUE_POLICY, PINNED),
        unknown(QUEUE_POLICY, {"policy": UNKNOWN}, "policy"),
        other(TOPIC, policy("*")),
    ],
    "topic-tls-only": [
        bad(TOPIC_POLICY, policy({"Service": "cloudwatch.amazonaws.com"}), CLEAR),
        bad(TOPIC_POLICY, policy("*", Effect="Deny", Action="sns:Publish"), CLEAR),
        bad(TOPIC_POLICY, policy("*", Effect="Deny", Action="sns:Subscribe", Condition=OVER_HTTP), CLEAR),
        good(TOPIC_POLICY, policy("*", Effect="Deny", Action="sns:Publish", Condition=OVER_HTTP)),
        unknown(TOPIC_POLICY, {"policy": UNKNOWN}, "policy"),
        other(TOPIC, {}),
    ],
    "queue-tls-only": [
        bad(QUEUE_POLICY, policy({"Service": "events.amazonaws.com"}), CLEAR),
        good(QUEUE_POLICY, policy("*", Effect="Deny", Action="sqs:*", Condition=OVER_HTTP)),
        unknown(QUEUE_POLICY, {"policy": UNKNOWN}, "policy"),
        other(QUEUE, {}),
    ],
    "queue-retention": [
        bad(QUEUE, {"messageRetentionSeconds": 3600}, "messageRetentionSeconds is less than 1 days."),
        good(QUEUE, {"messageRetentionSeconds": 1209600}),
        good(QUEUE, {}),
        unknown(QUEUE, {"messageRetentionSeconds": UNKNOWN}, "messageRetentionSeconds"),
        other(TOPIC, {"messageRetentionSeconds": 3600}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
