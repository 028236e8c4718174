"""SNS: topics, their policies, subscriptions, applications on telephones, text messages."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

FEEDBACK = {
    f"{protocol}{what}": f"{service}{what}"
    for protocol, service in {
        "application": "Application",
        "firehose": "Firehose",
        "http": "HTTP",
        "lambda": "Lambda",
        "sqs": "SQS",
    }.items()
    for what in ("FailureFeedbackRoleArn", "SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate")
}
APPLICATION = {
    "applePlatformBundleId": "ApplePlatformBundleID",
    "applePlatformTeamId": "ApplePlatformTeamID",
    "eventDeliveryFailureTopicArn": "EventDeliveryFailure",
    "eventEndpointCreatedTopicArn": "EventEndpointCreated",
    "eventEndpointDeletedTopicArn": "EventEndpointDeleted",
    "eventEndpointUpdatedTopicArn": "EventEndpointUpdated",
    "failureFeedbackRoleArn": "FailureFeedbackRoleArn",
    "platformCredential": "PlatformCredential",
    "platformPrincipal": "PlatformPrincipal",
    "successFeedbackRoleArn": "SuccessFeedbackRoleArn",
    "successFeedbackSampleRate": "SuccessFeedbackSampleRate",
}
TEXTS = {
    "defaultSenderId": "DefaultSenderID",
    "defaultSmsType": "DefaultSMSType",
    "deliveryStatusIamRoleArn": "DeliveryStatusIAMRole",
    "deliveryStatusSuccessSamplingRate": "DeliveryStatusSuccessSamplingRate",
    "monthlySpendLimit": "MonthlySpendLimit",
    "usageReportS3Bucket": "UsageReportS3Bucket",
}
# What SNS gives a topic that has no policy of its own.
OWNER_ONLY = (
    '{"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID","Effect":"Allow",'
    '"Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes","SNS:AddPermission",'
    '"SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe","SNS:ListSubscriptionsByTopic","SNS:Publish"],'
    '"Resource":"{arn}","Condition":{"StringEquals":{"AWS:SourceOwner":"{account}"}}}]}'
)

ROWS = (
    Row(
        type="aws:sns/topic:Topic",
        service="sns",
        key={"TopicArn": "arn"},
        create=Op("CreateTopic", bag="Attributes", renames={"arn": "TopicArn"}),
        read=(
            Op(
                "GetTopicAttributes",
                at="Attributes",
                bag=".",
                renames={"arn": "TopicArn", "owner": "Owner", "beginningArchiveTime": "BeginningArchiveTime"},
            ),
        ),
        update=(Put(Op("SetTopicAttributes", bag="AttributeName=AttributeValue", skip=("fifoTopic",)), each=True),),
        delete=(Op("DeleteTopic"),),
        imports=("arn:{partition}:sns:{region}:{account}:{name}",),
        name=Name(longest=256, after={"fifoTopic": ".fifo"}),
        attributes={
            "archivePolicy": "ArchivePolicy",
            "contentBasedDeduplication": "ContentBasedDeduplication",
            "deliveryPolicy": "DeliveryPolicy",
            "displayName": "DisplayName",
            "fifoThroughputScope": "FifoThroughputScope",
            "fifoTopic": "FifoTopic",
            "kmsMasterKeyId": "KmsMasterKeyId",
            "policy": "Policy",
            "signatureVersion": "SignatureVersion",
            "tracingConfig": "TracingConfig",
            **FEEDBACK,
        },
        json=("archivePolicy", "deliveryPolicy", "policy"),
        local={"namePrefix": None},
        unread={"signatureVersion": "moto does not keep it"},
        tags=Tags(
            list=Op("ListTagsForResource", at="Tags", send={"ResourceArn": "{arn}"}),
            add=Op("TagResource", send={"ResourceArn": "{arn}"}),
            remove=Op("UntagResource", send={"ResourceArn": "{arn}"}),
        ),
    ),
    Row(
        type="aws:sns/topicPolicy:TopicPolicy",
        service="sns",
        key={"TopicArn": "arn"},
        create=Op("SetTopicAttributes", send={"AttributeName": "Policy"}),
        read=(
            Op(
                "GetTopicAttributes", at="Attributes", renames={"arn": "TopicArn", "policy": "Policy", "owner": "Owner"}
            ),
        ),
        update=(Put(Op("SetTopicAttributes", send={"AttributeName": "Policy"})),),
        delete=(Op("SetTopicAttributes", only=(), send={"AttributeName": "Policy", "AttributeValue": OWNER_ONLY}),),
        renames={"arn": "TopicArn", "policy": "AttributeValue"},
    ),
    Row(
        type="aws:sns/topicSubscription:TopicSubscription",
        upstream_renames={"topic_arn": "topic"},
        service="sns",
        key={"SubscriptionArn": "arn"},
        create=Op(
            "Subscribe", bag="Attributes", send={"ReturnSubscriptionArn": True}, renames={"arn": "SubscriptionArn"}
        ),
        read=(
            Op(
                "GetSubscriptionAttributes",
                at="Attributes",
                bag=".",
                renames={
                    "arn": "SubscriptionArn",
                    "endpoint": "Endpoint",
                    "protocol": "Protocol",
                    "topic": "TopicArn",
                    "ownerId": "Owner",
                    "pendingConfirmation": "PendingConfirmation",
                    "confirmationWasAuthenticated": "ConfirmationWasAuthenticated",
                },
            ),
        ),
        update=(
            Put(
                Op("SetSubscriptionAttributes", bag="AttributeName=AttributeValue"),
                each=True,
                reset={"rawMessageDelivery": False},
            ),
        ),
        delete=(Op("Unsubscribe"),),
        renames={"topic": "TopicArn"},
        attributes={
            "deliveryPolicy": "DeliveryPolicy",
            "filterPolicy": "FilterPolicy",
            "filterPolicyScope": "FilterPolicyScope",
            "rawMessageDelivery": "RawMessageDelivery",
            "redrivePolicy": "RedrivePolicy",
            "replayPolicy": "ReplayPolicy",
            "subscriptionRoleArn": "SubscriptionRoleArn",
        },
        json=("deliveryPolicy", "filterPolicy", "redrivePolicy", "replayPolicy"),
        local={"confirmationTimeoutInMinutes": 1, "endpointAutoConfirms": False},
    ),
    Row(
        type="aws:sns/dataProtectionPolicy:DataProtectionPolicy",
        upstream="aws_sns_topic_data_protection_policy",
        service="sns",
        key={"ResourceArn": "arn"},
        create=Op("PutDataProtectionPolicy"),
        read=(Op("GetDataProtectionPolicy"),),
        update=(Put(Op("PutDataProtectionPolicy")),),
        delete=(Op("PutDataProtectionPolicy", only=(), send={"DataProtectionPolicy": ""}),),
        renames={"arn": "ResourceArn", "policy": "DataProtectionPolicy"},
        json=("policy",),
        gone=("DataProtectionPolicy", (None, "")),
    ),
    Row(
        type="aws:sns/platformApplication:PlatformApplication",
        service="sns",
        key={"PlatformApplicationArn": "arn"},
        create=Op("CreatePlatformApplication", bag="Attributes", renames={"arn": "PlatformApplicationArn"}),
        read=(Op("GetPlatformApplicationAttributes", at="Attributes", bag="."),),
        update=(Put(Op("SetPlatformApplicationAttributes", bag="Attributes"), reset=dict.fromkeys(APPLICATION, "")),),
        delete=(Op("DeletePlatformApplication", only=()),),
        imports=("arn:{partition}:sns:{region}:{account}:app/{platform}/{name}",),
        attributes=APPLICATION,
        hidden=("platformCredential", "platformPrincipal"),
    ),
    Row(
        type="aws:sns/smsPreferences:SmsPreferences",
        upstream="aws_sns_sms_preferences",
        service="sns",
        key={},
        create=Op("SetSMSAttributes", bag="attributes"),
        read=(Op("GetSMSAttributes", at="attributes", bag="."),),
        update=(Put(Op("SetSMSAttributes", bag="attributes"), reset=dict.fromkeys(TEXTS, "")),),
        delete=(Op("SetSMSAttributes", only=(), send={f"attributes.{member}": "" for member in TEXTS.values()}),),
        id="aws_sns_sms_id",
        imports=None,
        attributes=TEXTS,
    ),
)
