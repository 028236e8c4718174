"""Chatbot: channels of Slack and Teams."""

from local.providers.aws.row import Op, Put, Row, Tags

TAGS = Tags(
    list=Op("ListTagsForResource", only=(), at="Tags", send={"ResourceARN": "{chatConfigurationArn}"}),
    add=Op("TagResource", only=(), send={"ResourceARN": "{chatConfigurationArn}"}),
    remove=Op("UntagResource", only=(), send={"ResourceARN": "{chatConfigurationArn}"}),
)

ROWS = (
    Row(
        type="aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
        service="chatbot",
        key={"ChatConfigurationArn": "chatConfigurationArn", "ConfigurationName": "configurationName"},
        create=Op("CreateSlackChannelConfiguration", at="ChannelConfiguration"),
        read=(Op("DescribeSlackChannelConfigurations", at="SlackChannelConfigurations[0]"),),
        update=(Put(Op("UpdateSlackChannelConfiguration")),),
        delete=(Op("DeleteSlackChannelConfiguration", only=()),),
        local={"timeouts": None},
        replace={"slackTeamId": "AWS has no update of it"},
        tags=TAGS,
    ),
    Row(
        type="aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration",
        service="chatbot",
        key={"ChatConfigurationArn": "chatConfigurationArn", "ConfigurationName": "configurationName"},
        create=Op("CreateMicrosoftTeamsChannelConfiguration", at="ChannelConfiguration"),
        read=(
            Op("ListMicrosoftTeamsChannelConfigurations", at="TeamChannelConfigurations[TeamId={teamId}]"),
            Op("GetMicrosoftTeamsChannelConfiguration", at="ChannelConfiguration"),
        ),
        update=(Put(Op("UpdateMicrosoftTeamsChannelConfiguration")),),
        delete=(Op("DeleteMicrosoftTeamsChannelConfiguration", only=()),),
        id="{teamId}",
        local={"timeouts": None},
        replace=dict.fromkeys(("teamName", "tenantId"), "AWS has no update of it"),
        tags=TAGS,
    ),
)
