"""Samples of SNS."""

import json

from tests.local.providers.aws.samples.sample import KEY_ARN, OTHER_TAGS, QUEUE_ARN, ROLE, TAGS, TOPIC, Sample, policy

DENIED = {
    "Name": "no-addresses",
    "Description": "no e-mail addresses",
    "Version": "2021-06-01",
    "Statement": [
        {
            "Sid": "deny",
            "DataDirection": "Inbound",
            "Principal": ["*"],
            "DataIdentifier": ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"],
            "Operation": {"Deny": {}},
        }
    ],
}

SAMPLES: dict[str, Sample] = {
    "aws:sns/topic:Topic": Sample(
        {"displayName": "alarms", "kmsMasterKeyId": KEY_ARN, "tags": TAGS},
        updates={
            "displayName": "churn alarms",
            "kmsMasterKeyId": "alias/aws/sns",
            "signatureVersion": 2,
            "deliveryPolicy": json.dumps({"http": {"disableSubscriptionOverrides": False}}),
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "fifoTopic": True},
        write_only=("signatureVersion",),
    ),
    "aws:sns/topicPolicy:TopicPolicy": Sample(
        {"arn": TOPIC, "policy": policy("sns:Publish")},
        updates={"policy": policy("sns:Subscribe")},
        replaces={"arn": "arn:aws:sns:eu-west-1:123456789012:other"},
        stays=True,
    ),
    "aws:sns/topicSubscription:TopicSubscription": Sample(
        {"topic": TOPIC, "protocol": "sqs", "endpoint": QUEUE_ARN, "rawMessageDelivery": True},
        updates={"rawMessageDelivery": False, "filterPolicy": json.dumps({"kind": ["drift"]})},
        replaces={
            "topic": "arn:aws:sns:eu-west-1:123456789012:other",
            "protocol": "email",
            "endpoint": "a@example.com",
        },
        write_only=("confirmationTimeoutInMinutes",),
    ),
    "aws:sns/dataProtectionPolicy:DataProtectionPolicy": Sample(
        {"arn": TOPIC, "policy": json.dumps(DENIED)},
        updates={"policy": json.dumps({**DENIED, "Description": "other"})},
        replaces={"arn": "arn:aws:sns:eu-west-1:123456789012:other"},
    ),
    "aws:sns/platformApplication:PlatformApplication": Sample(
        {
            "name": "app",
            "platform": "GCM",
            "platformCredential": "t0ken",
            "eventDeliveryFailureTopicArn": TOPIC,
            "successFeedbackSampleRate": "50",
        },
        updates={
            "platformCredential": "other",
            "eventDeliveryFailureTopicArn": TOPIC + "-2",
            "eventEndpointCreatedTopicArn": TOPIC,
            "eventEndpointDeletedTopicArn": TOPIC,
            "eventEndpointUpdatedTopicArn": TOPIC,
            "failureFeedbackRoleArn": ROLE,
            "successFeedbackRoleArn": ROLE,
            "successFeedbackSampleRate": "100",
        },
        replaces={"name": "other", "platform": "ADM"},
        write_only=("platformCredential",),
    ),
    "aws:sns/smsPreferences:SmsPreferences": Sample(
        {"defaultSmsType": "Transactional", "monthlySpendLimit": 10},
        updates={
            "defaultSenderId": "churn",
            "defaultSmsType": "Promotional",
            "deliveryStatusIamRoleArn": ROLE,
            "deliveryStatusSuccessSamplingRate": "100",
            "usageReportS3Bucket": "reports",
            "monthlySpendLimit": 20,
        },
        stays=True,
        single=True,
    ),
}
