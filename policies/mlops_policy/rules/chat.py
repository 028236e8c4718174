"""Chat channels (Amazon Q Developer in chat applications): who acts through them, and as what."""

from ..controls import ACCESS, LOGGING
from ..kernel import DECISION, Severity
from ..shapes import keeps, sets

CHANNELS = (
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
    "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration",
)
GUIDE = "https://docs.aws.amazon.com/chatbot/latest/adminguide"

sets(
    "chat-guardrail",
    "Without a guardrail of ours the channel has AWS's own, which is AdministratorAccess.",
    ["guardrailPolicyArns"],
    resource=CHANNELS,
    severity=Severity.HIGH,
    fix="Set guardrailPolicyArns to a policy of what may be asked there.",
    url=f"{GUIDE}/understanding-permissions.html",
    controls=ACCESS,
)

keeps(
    "chat-own-roles",
    "Whoever is in the channel acts as themselves, not as the channel.",
    {"userAuthorizationRequired": True},
    resource=CHANNELS,
    severity=Severity.MEDIUM,
    fix="Set userAuthorizationRequired to true.",
    url=f"{GUIDE}/understanding-permissions.html",
    controls=ACCESS,
    manual=DECISION,
)

sets(
    "chat-logged",
    "What was asked in the channel and failed is known afterwards.",
    ["loggingLevel"],
    resource=CHANNELS,
    severity=Severity.LOW,
    fix="Set loggingLevel to ERROR or INFO.",
    url=f"{GUIDE}/cloudwatch-logs.html",
    controls=LOGGING,
)
