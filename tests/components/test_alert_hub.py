"""The alert hub: a topic a severity, and who hears of it."""

import json

import pulumi_mlops as mlops
import pytest
from pydantic import ValidationError

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
TOPICS = {
    severity: f"arn:aws:sns:eu-west-1:123456789012:churn-local-alerts-{severity}"
    for severity in ("critical", "warning", "info")
}
SLACK = {"team_id": "T07EA123LEP", "channel_id": "C07EZ1ABC23"}
TEAMS = {
    "tenant_id": "74361522-da01-538d-aa2e-ac7918c6bb93",
    "team_id": "74361522-da01-538d-aa2e-ac7918c6bb92",
    "channel_id": "19%3Aabcdef%40thread.tacv2",
}
READS = [
    {
        "Effect": "Allow",
        "Action": [
            "cloudwatch:GetMetricData",
            "cloudwatch:GetMetricStatistics",
            "cloudwatch:GetMetricWidgetImage",
            "cloudwatch:ListMetrics",
        ],
        "Resource": ["*"],
    }
]


def hub(**given):
    return mlops.AlertHub("alerts", mlops.AlertHubArgs.model_validate({"kms_key_arn": KEY, **given}))


def test_each_severity_has_a_topic_that_alarms_budgets_and_anomalies_of_this_account_tell(engine):
    made = engine.build(lambda: hub().topic_arns)
    assert made == TOPICS
    assert [topic["kmsMasterKeyId"] for topic in engine.all("aws:sns/topic:Topic")] == [KEY] * 3
    for policy in engine.all("aws:sns/topicPolicy:TopicPolicy"):
        *allowed, refused = json.loads(policy["policy"])["Statement"]
        assert [statement["Principal"]["Service"] for statement in allowed] == [
            f"{service}.amazonaws.com" for service in ("cloudwatch", "budgets", "costalerts")
        ]
        assert {statement["Condition"]["StringEquals"]["aws:SourceAccount"] for statement in allowed} == {
            "123456789012"
        }
        assert (refused["Effect"], refused["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})


def test_people_hear_of_their_severity_alone(engine):
    engine.build(lambda: hub(critical={"emails": ["oncall@example.com"]}, info={"emails": ["all@example.com"]}))
    told = {(made["topic"], made["endpoint"]) for made in engine.all("aws:sns/topicSubscription:TopicSubscription")}
    assert told == {(TOPICS["critical"], "oncall@example.com"), (TOPICS["info"], "all@example.com")}


def test_without_a_channel_there_is_no_role(engine):
    engine.build(hub)
    assert engine.all("aws:iam/role:Role") == []
    assert engine.all("aws:iam/policy:Policy") == []


def test_a_slack_channel_hears_of_its_severity_and_runs_nothing(engine):
    engine.build(lambda: hub(critical={"slack": [SLACK]}))
    made = engine.one("aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration")
    assert made == {
        "configurationName": "churn-local-alerts-critical-slack-c07ez1abc23",
        "slackTeamId": "T07EA123LEP",
        "slackChannelId": "C07EZ1ABC23",
        "userAuthorizationRequired": True,
        "snsTopicArns": [TOPICS["critical"]],
        "loggingLevel": "ERROR",
        "iamRoleArn": "arn:aws:iam::123456789012:role/churn-local-alerts-chat",
        "guardrailPolicyArns": ["arn:aws:mock:::churn-local-alerts-chat-guardrail"],
        "tags": {},
    }
    assert json.loads(engine.one("aws:iam/policy:Policy")["policy"])["Statement"] == READS
    assert json.loads(engine.one("aws:iam/rolePolicy:RolePolicy")["policy"])["Statement"] == READS


def test_a_teams_channel_hears_of_its_severity(engine):
    engine.build(lambda: hub(warning={"teams": [TEAMS]}))
    made = engine.one("aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration")
    assert (made["tenantId"], made["teamId"], made["channelId"]) == tuple(TEAMS.values())
    assert made["snsTopicArns"] == [TOPICS["warning"]]


def test_the_chat_role_is_bounded(engine):
    bound = "arn:aws:iam::123456789012:policy/mlops/boundary"
    engine.build(lambda: hub(info={"slack": [SLACK]}, permissions_boundary=bound))
    assert engine.one("aws:iam/role:Role")["permissionsBoundary"] == bound


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"critical": {"slack": [{**SLACK, "channel_id": "#oncall"}]}}, "must be an id as Slack shows it"),
        ({"critical": {"teams": [{**TEAMS, "team_id": "ml"}]}}, "must be an id as Teams shows it"),
        ({"urgent": {}}, "Extra inputs are not permitted"),
    ],
)
def test_what_is_no_channel_is_refused(given, said):
    with pytest.raises(ValidationError, match=said):
        hub(**given)
