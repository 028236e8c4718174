"""Lambda: functions, who may call them, and their addresses."""

from ..controls import ACCESS, ENCRYPTION, GOVERNANCE, LOGGING, NETWORK, RESILIENCE
from ..kernel import DECISION, Level, Severity, rule
from ..secrets import in_environment
from ..shapes import keeps, sets
from ..values import UNKNOWN, Findings, Props, Unassessed, get, missing

FUNCTION = "aws:lambda/function:Function"
FUNCTION_URL = "aws:lambda/functionUrl:FunctionUrl"
PERMISSION = "aws:lambda/permission:Permission"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html"
LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg"
SUPPORTED = [
    "dotnet10",
    "java11",
    "java11.al2023",
    "java17",
    "java17.al2023",
    "java21",
    "java25",
    "java8.al2",
    "java8.al2023",
    "nodejs22.x",
    "nodejs24.x",
    "provided.al2023",
    "python3.11",
    "python3.12",
    "python3.13",
    "python3.14",
    "ruby3.3",
    "ruby3.4",
    "ruby4.0",
]
"""Runtimes that AWS patches in November 2026; those of Java on Amazon Linux 2, Python 3.11 and Ruby 3.3 until 2027.
https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
"""


sets(
    "lambda-vpc",
    "A function outside the network reaches the internet, and no endpoint policy sees what it does.",
    ["vpcConfig.subnetIds"],
    resource=FUNCTION,
    severity=Severity.LOW,
    fix="Set vpcConfig to private subnets and a security group that jobs may use.",
    url=f"{SECURITY_HUB}#lambda-3",
    peers=["Lambda.3", "config:lambda-inside-vpc", "CKV_AWS_117"],
    controls=NETWORK,
    level=Level.DISABLED,
)

sets(
    "lambda-dlq",
    "An event that fails three times is gone unless a queue keeps it.",
    ["deadLetterConfig.targetArn"],
    resource=FUNCTION,
    severity=Severity.LOW,
    fix="Set deadLetterConfig.targetArn to an encrypted queue, where the function is called asynchronously.",
    url=f"{LAMBDA}/invocation-async-retain-records.html",
    peers=["config:lambda-dlq-check", "CKV_AWS_116"],
    controls=RESILIENCE,
    level=Level.DISABLED,
)


@rule(
    resource=FUNCTION,
    severity=Severity.MEDIUM,
    fix="Move the function to a runtime that AWS still patches.",
    url=f"{SECURITY_HUB}#lambda-2",
    peers=["Lambda.2", "config:lambda-function-settings-check", "CKV_AWS_363"],
    controls=GOVERNANCE,
    settings={"supported": {"type": "array", "items": {"type": "string"}, "default": SUPPORTED}},
    manual=DECISION,
)
def lambda_runtime(props: Props, *, supported: list[str]) -> Findings:
    """A runtime at its end gets no security patches."""
    runtime = get(props, "runtime")
    if runtime is UNKNOWN:
        yield Unassessed("runtime")
    elif runtime and runtime not in supported:
        yield "runtime is no longer supported."


sets(
    "lambda-env-kms",
    "The environment tells how a function is wired, so a key that we can revoke encrypts it.",
    ["kmsKeyArn"],
    where="environment.variables",
    resource=FUNCTION,
    severity=Severity.MEDIUM,
    fix="Set kmsKeyArn to a customer key.",
    url=f"{LAMBDA}/configuration-envvars-encryption.html",
    peers=["CKV_AWS_173"],
    controls=ENCRYPTION,
)


@rule(
    resource=FUNCTION,
    severity=Severity.HIGH,
    fix="Read the secret from Secrets Manager at run time; pass its ARN.",
    url=f"{LAMBDA}/configuration-envvars.html",
    peers=["CKV_AWS_45", "prowler:awslambda_function_no_secrets_in_variables"],
    controls=ACCESS,
    manual=DECISION,
)
def lambda_no_env_secrets(props: Props) -> Findings:
    """Whoever may describe a function reads its environment."""
    yield from in_environment(props, "environment.variables")


@rule(
    resource=PERMISSION,
    severity=Severity.CRITICAL,
    fix="Name the principal, or add sourceAccount, sourceArn or principalOrgId.",
    url=f"{SECURITY_HUB}#lambda-1",
    peers=["Lambda.1", "config:lambda-function-public-access-prohibited", "CKV_AWS_301"],
    controls=ACCESS,
    waivable=False,
    manual=DECISION,
)
def lambda_not_public(props: Props) -> Findings:
    """A function that everybody may call does its work for everybody."""
    if missing(props, "principalOrgId") and missing(props, "sourceAccount"):
        principal = get(props, "principal")
        if principal is UNKNOWN:
            yield Unassessed("principal")
        elif principal == "*":
            yield "principal is everyone."


@rule(
    resource=PERMISSION,
    severity=Severity.HIGH,
    fix="Set sourceArn or sourceAccount.",
    url=f"{LAMBDA}/permissions-function-services.html",
    peers=["CKV_AWS_364"],
    controls=ACCESS,
    manual=DECISION,
)
def lambda_permission_source(props: Props) -> Findings:
    """A service that may call for anybody is a deputy for other accounts."""
    principal = get(props, "principal")
    if principal is UNKNOWN:
        yield Unassessed("principal")
    elif str(principal).endswith(".amazonaws.com") and missing(props, "sourceArn") and missing(props, "sourceAccount"):
        yield "neither sourceArn nor sourceAccount says for whom the service calls."


keeps(
    "lambda-url-auth",
    "An address without authorization is open to the internet.",
    {"authorizationType": "AWS_IAM"},
    resource=FUNCTION_URL,
    severity=Severity.CRITICAL,
    fix="Set authorizationType to AWS_IAM.",
    url=f"{LAMBDA}/urls-auth.html",
    peers=["CKV_AWS_258", "prowler:awslambda_function_url_public"],
    controls=ACCESS,
    remedy={"authorizationType": "AWS_IAM"},
)

keeps(
    "lambda-tracing",
    "A trace shows where a chain of services lost its time or its event.",
    {"tracingConfig.mode": "Active"},
    resource=FUNCTION,
    severity=Severity.LOW,
    fix="Set tracingConfig.mode to Active.",
    url=f"{SECURITY_HUB}#lambda-7",
    peers=["Lambda.7", "config:lambda-function-xray-enabled", "CKV_AWS_50"],
    controls=LOGGING,
    level=Level.DISABLED,
    remedy={"tracingConfig.mode": "Active"},
)


@rule(
    resource=FUNCTION,
    severity=Severity.LOW,
    fix="Set reservedConcurrentExecutions.",
    url=f"{LAMBDA}/configuration-concurrency.html",
    peers=["config:lambda-concurrency-check", "CKV_AWS_115"],
    controls=RESILIENCE,
    level=Level.DISABLED,
    manual=DECISION,
)
def lambda_concurrency(props: Props) -> Findings:
    """A function without a bound can take the account's whole concurrency."""
    reserved = get(props, "reservedConcurrentExecutions")
    if reserved is UNKNOWN:
        yield Unassessed("reservedConcurrentExecutions")
    elif reserved in (None, -1):
        yield "reservedConcurrentExecutions is not set."


sets(
    "lambda-code-signing",
    "Only code that somebody signed runs.",
    ["codeSigningConfigArn"],
    resource=FUNCTION,
    severity=Severity.LOW,
    fix="Set codeSigningConfigArn.",
    url=f"{LAMBDA}/configuration-codesigning.html",
    peers=["CKV_AWS_272"],
    controls=GOVERNANCE,
    level=Level.DISABLED,
)
