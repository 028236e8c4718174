"""Step Functions: state machines that leave a record."""

from ..controls import ENCRYPTION, LOGGING
from ..kernel import Level, Severity, rule
from ..shapes import keeps, sets
from ..values import UNKNOWN, Findings, Props, Unassessed, get, needed

STATE_MACHINE = "aws:sfn/stateMachine:StateMachine"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide/stepfunctions-controls.html"
STEP_FUNCTIONS = "https://docs.aws.amazon.com/step-functions/latest/dg"


@rule(
    resource=STATE_MACHINE,
    severity=Severity.MEDIUM,
    fix="Set loggingConfiguration.level to ERROR or ALL, and logDestination to an encrypted log group.",
    url=f"{SECURITY_HUB}#stepfunctions-1",
    peers=["StepFunctions.1", "config:step-functions-state-machine-logging-enabled", "CKV_AWS_285"],
    controls=LOGGING,
)
def sfn_logging(props: Props) -> Findings:
    """What a run did is known after it is gone."""
    level = get(props, "loggingConfiguration.level")
    if level is UNKNOWN:
        yield Unassessed("loggingConfiguration.level")
    elif level in (None, "OFF"):
        yield "loggingConfiguration.level is OFF."
    else:
        yield from needed(props, "loggingConfiguration.logDestination")


keeps(
    "sfn-tracing",
    "A trace shows which step of which service was slow or failed.",
    {"tracingConfiguration.enabled": True},
    resource=STATE_MACHINE,
    severity=Severity.LOW,
    fix="Set tracingConfiguration.enabled to true.",
    url=f"{STEP_FUNCTIONS}/concepts-xray-tracing.html",
    peers=["CKV_AWS_284"],
    controls=LOGGING,
    level=Level.ADVISORY,
    remedy={"tracingConfiguration.enabled": True},
)

sets(
    "sfn-cmk",
    "Inputs and outputs of steps are kept for 90 days.",
    ["encryptionConfiguration.kmsKeyId"],
    resource=STATE_MACHINE,
    severity=Severity.LOW,
    fix="Set encryptionConfiguration.type to CUSTOMER_MANAGED_KMS_KEY, and kmsKeyId.",
    url=f"{STEP_FUNCTIONS}/encryption-at-rest.html",
    controls=ENCRYPTION,
    level=Level.DISABLED,
)
