"""Chatbot: what AWS fills in for the configuration of a channel. The service has no region in its ARNs."""

from collections.abc import Mapping

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Names

_GUARDRAIL = "arn:{partition}:iam::aws:policy/AdministratorAccess"
_ARN = "arn:{partition}:chatbot::{account}:chat-configuration"


def _channel(noun: str, path: str, unique: Names, renames: Mapping[str, str], **derived: str) -> Kind:
    return Kind(
        noun,
        key=("arn",),
        arn=f"{_ARN}/{path}/{{name}}",
        renames={"chatconfigurationarn": "arn", "configurationname": "name", **renames},
        unique=unique,
        defaults={
            "snstopicarns": [],
            "logginglevel": "NONE",
            "guardrailpolicyarns": [_GUARDRAIL],
            "userauthorizationrequired": False,
            "state": "ENABLED",
        },
        derived=derived,
    )


KINDS = (
    _channel(
        "SlackChannelConfiguration",
        "slack-channel",
        ("slackteamid", "slackchannelid"),
        {},
        slackteamname="{slackteamid}",
    ),
    _channel("MicrosoftTeamsChannelConfiguration", "microsoft-teams-channel", ("teamid", "channelid"), {}),
    _channel("ChimeWebhookConfiguration", "chime-webhook", ("webhookurl",), {}),
    Kind(
        "CustomAction",
        key=("arn",),
        arn="arn:{partition}:chatbot::{account}:custom-action/{name}",
        renames={"customactionarn": "arn", "actionname": "name"},
        unique=("name",),
    ),
    Kind(
        "AccountPreferences",
        singleton=True,
        always=True,
        defaults={"userauthorizationrequired": False, "trainingdatacollectionenabled": False},
        operations={"GetAccountPreferences": "read", "UpdateAccountPreferences": "update"},
    ),
)


def list_teams(call: Call) -> Answer:
    """The teams that channel configurations name: each was configured by hand before."""
    kind = call.kind("MicrosoftTeamsChannelConfiguration")
    listed = {each.facts["teamid"]: each.facts for each in call.objects.all(kind, call.shelf(kind))}
    teams = [
        {"TenantId": facts["tenantid"], "TeamId": team, "TeamName": facts.get("teamname", team)}
        for team, facts in listed.items()
    ]
    return {"ConfiguredTeams": teams}


def list_workspaces(call: Call) -> Answer:
    kind = call.kind("SlackChannelConfiguration")
    listed = {each.facts["slackteamid"] for each in call.objects.all(kind, call.shelf(kind))}
    return {"SlackWorkspaces": [{"SlackTeamId": team, "SlackTeamName": team} for team in sorted(listed)]}


ACTIONS = {"ListMicrosoftTeamsConfiguredTeams": list_teams, "DescribeSlackWorkspaces": list_workspaces}
