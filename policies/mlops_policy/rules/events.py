"""EventBridge: buses, rules' targets, schedules and pipes."""

from ..controls import ACCESS, ENCRYPTION, RESILIENCE
from ..kernel import DECISION, Level, Severity, rule
from ..policy_document import open_to_everyone
from ..shapes import sets
from ..values import Findings, Props

BUS = "aws:cloudwatch/eventBus:EventBus"
BUS_POLICY = "aws:cloudwatch/eventBusPolicy:EventBusPolicy"
PIPE = "aws:pipes/pipe:Pipe"
SCHEDULE = "aws:scheduler/schedule:Schedule"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"

EVENTBRIDGE = "https://docs.aws.amazon.com/eventbridge/latest/userguide"
SCHEDULER = "https://docs.aws.amazon.com/scheduler/latest/UserGuide"


@rule(
    resource=BUS_POLICY,
    severity=Severity.HIGH,
    fix="Name the accounts, or add a condition on aws:PrincipalOrgID.",
    url=f"{EVENTBRIDGE}/eb-event-bus-perms.html",
    controls=ACCESS,
    waivable=False,
    manual=DECISION,
)
def bus_policy_not_public(props: Props) -> Findings:
    """Whoever may put events can start what listens to them."""
    yield from open_to_everyone(props, "policy")


sets(
    "bus-cmk",
    "Events say what is trained, approved and deployed.",
    ["kmsKeyIdentifier"],
    resource=BUS,
    severity=Severity.LOW,
    fix="Set kmsKeyIdentifier to a customer key.",
    url=f"{EVENTBRIDGE}/eb-encryption.html",
    controls=ENCRYPTION,
    level=Level.DISABLED,
)

sets(
    "event-target-dlq",
    "An event whose target does not answer for a day is gone unless a queue keeps it.",
    ["deadLetterConfig.arn"],
    resource=TARGET,
    severity=Severity.MEDIUM,
    fix="Set deadLetterConfig.arn to an encrypted queue.",
    url=f"{EVENTBRIDGE}/eb-rule-dlq.html",
    controls=RESILIENCE,
    level=Level.ADVISORY,
)

sets(
    "schedule-dlq",
    "A run that was not started is noticed.",
    ["target.deadLetterConfig.arn"],
    resource=SCHEDULE,
    severity=Severity.MEDIUM,
    fix="Set target.deadLetterConfig.arn to an encrypted queue.",
    url=f"{SCHEDULER}/configuring-schedule-dlq.html",
    controls=RESILIENCE,
    level=Level.DISABLED,
)

sets(
    "schedule-cmk",
    "A schedule's input names data and models.",
    ["kmsKeyArn"],
    resource=SCHEDULE,
    severity=Severity.LOW,
    fix="Set kmsKeyArn to a customer key.",
    url=f"{SCHEDULER}/encryption-rest.html",
    peers=["CKV_AWS_297"],
    controls=ENCRYPTION,
    level=Level.DISABLED,
)

sets(
    "pipe-cmk",
    "A pipe's filters and inputs say what is in the data.",
    ["kmsKeyIdentifier"],
    resource=PIPE,
    severity=Severity.LOW,
    fix="Set kmsKeyIdentifier to a customer key.",
    url=f"{EVENTBRIDGE}/eb-encryption-pipes-cmkey.html",
    controls=ENCRYPTION,
    level=Level.DISABLED,
)
