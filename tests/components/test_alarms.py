"""Alarms: encrypted, sent to a topic that only alarms may use, and raised on what hurts."""

import json

import pulumi_mlops as mlops
import pytest
from pydantic import ValidationError

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:churn-local-alarms"


def make_alarms(**given):
    return mlops.EndpointAlarms(
        "alarms", mlops.EndpointAlarmsArgs(endpoint_name="churn", variant="AllTraffic", topic_arn=TOPIC, **given)
    )


def test_only_alarms_of_this_account_publish_and_only_over_tls(engine):
    engine.build(lambda: mlops.AlarmTopic("alarms", mlops.AlarmTopicArgs(kms_key_arn=KEY)))
    assert engine.one("aws:sns/topic:Topic") == {"name": "churn-local-alarms", "kmsMasterKeyId": KEY, "tags": {}}
    assert json.loads(engine.one("aws:sns/topicPolicy:TopicPolicy")["policy"])["Statement"] == [
        {
            "Effect": "Allow",
            "Action": ["sns:Publish"],
            "Resource": [TOPIC],
            "Principal": {"Service": "cloudwatch.amazonaws.com"},
            "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
        },
        {
            "Effect": "Deny",
            "Action": ["sns:Publish"],
            "Resource": [TOPIC],
            "Principal": "*",
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
    ]


def test_each_address_is_subscribed(engine):
    emails = ["a@example.com", "b@example.com"]
    engine.build(lambda: mlops.AlarmTopic("alarms", mlops.AlarmTopicArgs(kms_key_arn=KEY, emails=emails)))
    subscriptions = engine.all("aws:sns/topicSubscription:TopicSubscription")
    assert [(made["topic"], made["protocol"], made["endpoint"]) for made in subscriptions] == [
        (TOPIC, "email", email) for email in emails
    ]


def test_what_is_no_address_is_refused():
    with pytest.raises(ValidationError, match="must be an e-mail address"):
        mlops.AlarmTopicArgs(kms_key_arn=KEY, emails=["oncall"])


@pytest.mark.parametrize(
    ("what", "metric", "namespace", "statistic", "threshold", "minutes"),
    [
        ("errors", "Invocation5XXErrors", "AWS/SageMaker", {"statistic": "Sum"}, 5, 1),
        ("latency", "ModelLatency", "AWS/SageMaker", {"extendedStatistic": "p99"}, 250_000, 3),
        ("memory", "MemoryUtilization", "/aws/sagemaker/Endpoints", {"statistic": "Maximum"}, 85, 3),
        ("disk", "DiskUtilization", "/aws/sagemaker/Endpoints", {"statistic": "Maximum"}, 85, 3),
    ],
)
def test_an_alarm_watches_its_metric_and_tells_the_topic(
    engine, what, metric, namespace, statistic, threshold, minutes
):
    engine.build(lambda: make_alarms(errors_5xx=5, latency_ms=250))
    alarm = engine.one("aws:cloudwatch/metricAlarm:MetricAlarm", f"alarms-{what}")
    shown = {key: alarm[key] for key in ("statistic", "extendedStatistic") if key in alarm}
    assert shown == statistic
    assert (alarm["name"], alarm["metricName"], alarm["namespace"]) == (f"churn-{what}", metric, namespace)
    assert (alarm["threshold"], alarm["evaluationPeriods"], alarm["period"]) == (threshold, minutes, 60)
    assert alarm["comparisonOperator"] == "GreaterThanOrEqualToThreshold"
    assert alarm["dimensions"] == {"EndpointName": "churn", "VariantName": "AllTraffic"}
    assert alarm["alarmActions"] == alarm["okActions"] == [TOPIC]
    assert alarm["treatMissingData"] == "notBreaching"


def test_a_rollout_is_rolled_back_on_errors_and_latency(engine):
    rollback, names = engine.build(lambda: (alarms := make_alarms()) and [alarms.rollback, alarms.names])
    assert rollback == ["churn-errors", "churn-latency"]
    assert names == ["churn-errors", "churn-latency", "churn-memory", "churn-disk"]
