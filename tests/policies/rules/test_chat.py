"""What the rules on chat channels say."""

import pytest

from tests.policies.rows import Row, Table, cases, judge, keeps, sets

CHANNEL = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration"

TABLE: Table = {
    "chat-guardrail": sets(CHANNEL, "guardrailPolicyArns", value=["arn:aws:iam::123456789012:policy/mlops/chat"]),
    "chat-own-roles": keeps(CHANNEL, "userAuthorizationRequired", True, wrong=False),
    "chat-logged": sets(CHANNEL, "loggingLevel", value="ERROR"),
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
