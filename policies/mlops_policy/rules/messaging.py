"""SNS and SQS: the topics and queues that alarms and events go through."""

from ..controls import ACCESS, ENCRYPTION, LOGGING, TRANSIT
from ..kernel import DECISION, Severity, rule
from ..policy_document import open_to_everyone, refuses_clear, statements
from ..shapes import sets
from ..values import UNKNOWN, Findings, Props, Unassessed, get

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


@rule(
    resource=TOPIC_POLICY,
    severity=Severity.MEDIUM,
    fix="Deny sns:Publish to everyone where aws:SecureTransport is false, or use the AlarmTopic component.",
    url=f"{SNS}/sns-security-best-practices.html#enforce-encryption-data-in-transit",
    peers=["cdk-nag:SNS3"],
    controls=TRANSIT,
    manual=DECISION,
)
def topic_tls_only(props: Props) -> Findings:
    """What is published comes over TLS, or not at all."""
    yield from only_over_tls(props, "sns:Publish")


@rule(
    resource=QUEUE_POLICY,
    severity=Severity.MEDIUM,
    fix="Deny sqs:* to everyone where aws:SecureTransport is false.",
    url=f"{SQS}/sqs-security-best-practices.html#enforce-encryption-data-in-transit",
    peers=["cdk-nag:SQS4"],
    controls=TRANSIT,
    manual=DECISION,
)
def queue_tls_only(props: Props) -> Findings:
    """What is sent and read goes over TLS, or not at all."""
    yield from only_over_tls(props, "sqs:SendMessage")


def only_over_tls(props: Props, action: str) -> Findings:
    """The policy refuses the action to everyone where the request comes in clear."""
    found = statements(props, "policy")
    if found is None:
        yield Unassessed("policy")
    elif not any(refuses_clear(one) and one.does(action) for one in found):
        yield "policy does not refuse requests without TLS."


@rule(
    resource=QUEUE,
    severity=Severity.LOW,
    fix="Raise messageRetentionSeconds, or leave it out for four days.",
    url=f"{SQS}/sqs-dead-letter-queues.html",
    controls=LOGGING,
    settings={"minimum_days": {"type": "number", "minimum": 0, "maximum": 14, "default": 1}},
)
def queue_retention(props: Props, *, minimum_days: float) -> Findings:
    """An event that failed waits until somebody has come back to work."""
    seconds = get(props, "messageRetentionSeconds")
    if seconds is UNKNOWN:
        yield Unassessed("messageRetentionSeconds")
    elif isinstance(seconds, int) and seconds < minimum_days * 86400:
        yield f"messageRetentionSeconds is less than {minimum_days} days."
