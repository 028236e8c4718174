"""API Gateway and WAF: addresses that ask who calls."""

from ..controls import ACCESS, LOGGING
from ..kernel import DECISION, Severity, rule
from ..shapes import sets
from ..values import UNKNOWN, Findings, Props, Unassessed, get

ROUTE = "aws:apigatewayv2/route:Route"
STAGE = "aws:apigatewayv2/stage:Stage"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide"


@rule(
    resource=ROUTE,
    severity=Severity.HIGH,
    fix="Set authorizationType to AWS_IAM, JWT or CUSTOM.",
    url=f"{SECURITY_HUB}/apigateway-controls.html#apigateway-8",
    peers=["APIGateway.8", "config:api-gwv2-authorization-type-configured", "CKV_AWS_309"],
    controls=ACCESS,
    manual=DECISION,
)
def api_route_authorized(props: Props) -> Findings:
    """A route without authorization answers whoever asks."""
    kind = get(props, "authorizationType")
    if kind is UNKNOWN:
        yield Unassessed("authorizationType")
    elif kind in (None, "NONE"):
        yield "authorizationType is NONE."


sets(
    "api-access-logs",
    "Who asked a model what is known afterwards.",
    ["accessLogSettings.destinationArn"],
    resource=STAGE,
    severity=Severity.MEDIUM,
    fix="Set accessLogSettings.destinationArn to an encrypted log group.",
    url=f"{SECURITY_HUB}/apigateway-controls.html#apigateway-9",
    peers=["APIGateway.9", "config:api-gwv2-access-logs-enabled", "CKV_AWS_95"],
    controls=LOGGING,
)
