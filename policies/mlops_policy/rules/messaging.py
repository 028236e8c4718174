"""SNS and SQS: the topics and queues that alarms and events go through."""

from ..controls import ACCESS, ENCRYPTION
from ..kernel import DECISION, Severity, rule
from ..policy_document import open_to_everyone
from ..shapes import sets
from ..values import Findings, Props

TOPIC = "aws:sns/topic:Topic"
TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy"
QUEUE = "aws:sqs/queue:Queue"
QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy"

SNS = "https://docs.aws.amazon.com/sns/latest/dg"
SQS = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide"


sets(
    "topic-kms",
    "Notifications say what is wrong where, so a key encrypts them.",
    ["kmsMasterKeyId"],
    resource=TOPIC,
    severity=Severity.MEDIUM,
    fix="Set kmsMasterKeyId to a customer key whose policy lets CloudWatch and EventBridge use it.",
    url=f"{SNS}/sns-server-side-encryption.html",
    peers=["SNS.1", "config:sns-encrypted-kms", "CKV_AWS_26"],
    controls=ENCRYPTION,
)


@rule(
    resource=[TOPIC, TOPIC_POLICY],
    severity=Severity.HIGH,
    fix="Name the principals, or add a condition on aws:SourceAccount.",
    url=f"{SNS}/sns-security-best-practices.html",
    peers=["SNS.4", "config:sns-topic-no-public-access", "CKV_AWS_169"],
    controls=ACCESS,
    manual=DECISION,
)
def topic_not_public(props: Props) -> Findings:
    """Whoever may publish can raise false alarms, and whoever may subscribe reads the true ones."""
    yield from open_to_everyone(props, "policy")


sets(
    "queue-kms",
    "A queue keeps the events that failed, so a key that we can revoke encrypts them.",
    ["kmsMasterKeyId"],
    resource=QUEUE,
    severity=Severity.MEDIUM,
    fix="Set kmsMasterKeyId to a customer key.",
    url=f"{SQS}/sqs-server-side-encryption.html",
    peers=["SQS.1", "config:sqs-queue-encrypted", "CKV_AWS_27"],
    controls=ENCRYPTION,
)


@rule(
    resource=[QUEUE, QUEUE_POLICY],
    severity=Severity.HIGH,
    fix="Name the principals, or add a condition on aws:SourceArn.",
    url=f"{SQS}/sqs-security-best-practices.html",
    peers=["SQS.3", "config:sqs-queue-no-public-access", "CKV_AWS_168"],
    controls=ACCESS,
    manual=DECISION,
)
def queue_not_public(props: Props) -> Findings:
    """Whoever may send to a queue can start what reads it."""
    yield from open_to_everyone(props, "policy")
