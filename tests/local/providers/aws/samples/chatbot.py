"""Samples of Chatbot."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, ROLE, TAGS, TOPIC, Sample

SAMPLES: dict[str, Sample] = {
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": Sample(
        {
            "configurationName": "alarms",
            "iamRoleArn": ROLE,
            "slackChannelId": "C07EZ1ABC23",
            "slackTeamId": "T07EA123LEP",
            "snsTopicArns": [TOPIC],
            "tags": TAGS,
        },
        updates={
            "iamRoleArn": ROLE + "2",
            "slackChannelId": "C07EZ1ABC24",
            "loggingLevel": "ERROR",
            "userAuthorizationRequired": True,
            "tags": OTHER_TAGS,
        },
        replaces={"slackTeamId": "T07EA123LEQ", "configurationName": "other"},
    ),
    "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration": Sample(
        {
            "configurationName": "alarms",
            "iamRoleArn": ROLE,
            "channelId": "19%3Aabcdef%40thread.tacv2",
            "teamId": "74361522-da01-538d-aa2e-ac7918c6bb92",
            "tenantId": "74361522-da01-538d-aa2e-ac7918c6bb93",
            "snsTopicArns": [TOPIC],
            "tags": TAGS,
        },
        updates={"iamRoleArn": ROLE + "2", "loggingLevel": "ERROR", "tags": OTHER_TAGS},
        replaces={
            "tenantId": "74361522-da01-538d-aa2e-ac7918c6bb95",
            "teamId": "74361522-da01-538d-aa2e-ac7918c6bb94",
            "configurationName": "other",
        },
    ),
}
