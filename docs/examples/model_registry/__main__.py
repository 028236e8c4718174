"""A model registry: versions that another account may deploy, approvals that people hear of, and the model's card."""

import pulumi
import pulumi_mlops as mlops

TAGS = {
    "product": "churn",
    "environment": "dev",
    "owner": "retention-team",
    "cost-center": "4711",
    "data-classification": "confidential",
}
EVENTS = ("cloudwatch.amazonaws.com", "events.amazonaws.com")
kept = {"disposable": True, "tags": TAGS}

key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(event_topics=True, **kept))
encrypted = {"kms_key_arn": key.arn, "tags": TAGS}
topic = mlops.AlarmTopic("alarms", mlops.AlarmTopicArgs(services=EVENTS, **encrypted))
models = mlops.ModelPackageGroup("models", mlops.ModelPackageGroupArgs(reader_accounts=["222222222222"], **kept))
approvals = mlops.ApprovalEvents(
    "approvals",
    mlops.ApprovalEventsArgs(promotion_queue=True, group_name=models.group_name, topic_arn=topic.arn, **encrypted),
)
card = mlops.ModelCard(
    "card",
    mlops.ModelCardArgs(
        description="Probability that a customer leaves within 30 days.",
        owner="retention-team",
        purpose="Tell who is about to leave, so that somebody calls.",
        intended_uses="Order of calls and offers. Never prices or credit.",
        risk_rating="medium",
        risk_explanation="A customer who is missed leaves; one who is wrongly called has an offer too many.",
        **encrypted,
    ),
)
pulumi.export("group", models.group_name)
pulumi.export("promotion_queue", approvals.promotion_queue_url)
pulumi.export("card", card.card_name)
